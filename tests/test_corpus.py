"""A corpus: a folder of papers, or one RDF file."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from pyoxigraph import NamedNode, RdfFormat, serialize

from scgraph import files, terms
from scgraph.corpus import read_corpus
from scgraph.errors import CorpusError, ReadError

SMALL = Path(__file__).parent / "fixtures" / "corpus-small"
BASE = "https://example.org/cycling/"


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """Return a copy of the small corpus that a test may change."""
    return Path(shutil.copytree(SMALL, tmp_path / "corpus"))


def test_a_corpus_has_its_settings_and_papers() -> None:
    """Base and language come from corpus.yaml, papers from the folders."""
    corpus = read_corpus(SMALL)
    assert (corpus.base, corpus.language, corpus.papers) == (BASE, "en", ("bike-2020",))


def test_a_corpus_has_all_its_graphs_and_the_vocabulary() -> None:
    """Papers, shared things and vocabulary each have their own graph."""
    graphs = {quad.graph_name.value for quad in read_corpus(SMALL).quads}
    paper = f"{BASE}paper/bike-2020"
    assert graphs == {
        f"{paper}/says",
        f"{paper}/anchors",
        f"{paper}/curation",
        f"{BASE}reference",
        terms.VOCABULARY_GRAPH,
    }


def test_no_path_means_the_shipped_corpus() -> None:
    """The library comes with its own papers."""
    corpus = read_corpus()
    assert corpus.base == terms.BASE
    assert corpus.papers
    assert corpus.papers == read_corpus(files.data()).papers


def test_the_working_directory_plays_no_part(tmp_path: Path) -> None:
    """Shipped files are found from anywhere."""
    code = "from scgraph import files; print(files.data(), files.queries())"
    source = str(Path(files.__file__).parents[1])
    ran = subprocess.run(
        [sys.executable, "-c", code],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": source},
        capture_output=True,
        text=True,
        check=True,
    )
    assert ran.stdout.split() == [str(files.data()), str(files.queries())]


@pytest.mark.parametrize("suffix", [".nq", ".trig"])
def test_an_exported_corpus_reads_back_the_same(suffix: str, tmp_path: Path) -> None:
    """One file of all quads holds what the folder holds, the vocabulary once."""
    corpus = read_corpus(SMALL)
    path = tmp_path / f"all{suffix}"
    form = RdfFormat.from_extension(suffix[1:])
    assert form is not None
    path.write_bytes(serialize(corpus.quads, format=form) or b"")
    again = read_corpus(path)
    own = {q for q in corpus.quads if q.graph_name != NamedNode(terms.VOCABULARY_GRAPH)}
    assert own
    assert own <= set(again.quads)
    assert again.papers == corpus.papers


def test_each_quad_stands_once() -> None:
    """A statement made in two files is one statement."""
    quads = read_corpus(SMALL).quads
    assert len(quads) == len(set(quads))


def test_reading_twice_gives_the_same_order() -> None:
    """What is written from a corpus is the same bytes each time."""
    assert read_corpus(SMALL).quads == read_corpus(SMALL).quads


def test_papers_know_the_prefixes_of_each_other(copy: Path) -> None:
    """A claim can name a claim of another paper of the corpus."""
    other = copy / "papers" / "bike-2021"
    shutil.copytree(copy / "papers" / "bike-2020", other)
    claims = other / "claims.yaml"
    text = claims.read_text(encoding="utf-8")
    claims.write_text(f"{text}    restates: bike-2020:build-lanes\n", encoding="utf-8")
    named = NamedNode(f"{BASE}paper/bike-2020/build-lanes")
    restated = NamedNode(f"{terms.VOCAB}restates")
    quads = [quad for quad in read_corpus(copy).quads if quad.predicate == restated]
    assert [quad.object for quad in quads] == [named]


def test_faults_of_the_whole_corpus_come_together(copy: Path) -> None:
    """Settings, shared things and papers are all read before an error is raised."""
    (copy / "corpus.yaml").write_text("bas: x\n", encoding="utf-8")
    (copy / "reference" / "bad.ttl").write_text("<x:a>", encoding="utf-8")
    (copy / "papers" / "bike-2020" / "more.yaml").write_text("clams: 1\n", encoding="utf-8")
    with pytest.raises(ReadError) as caught:
        read_corpus(copy)
    names = [Path(fault.file).name for fault in caught.value.faults]
    assert names == ["corpus.yaml", "bad.ttl", "more.yaml"]


SETTINGS = [
    ("bas: https://example.org/", 1, 1, "unknown key 'bas' (did you mean 'base'?)"),
    ("base: https://example.org", 1, 7, "base is a web address that ends with a slash"),
    ("base: 'https://a b/'", 1, 7, "base is a web address"),
    ("base: [x]", 1, 7, "base is a web address"),
    (f"base: https://example.org/{'a/' * 300}", 1, 7, "base is a web address"),
    ("language: English", 1, 11, "language is a language code"),
    ("- a", 1, 1, "a mapping with base and language is due"),
]


@pytest.mark.parametrize(("text", "line", "column", "message"), SETTINGS)
def test_a_wrong_setting_is_named_with_its_place(
    text: str, line: int, column: int, message: str, copy: Path
) -> None:
    """A mistake in corpus.yaml is a fault like any other."""
    assert SETTINGS
    (copy / "corpus.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(ReadError) as caught:
        read_corpus(copy)
    assert f"corpus.yaml:{line}:{column}: {message}" in str(caught.value)


def test_nothing_at_the_path_is_a_corpus_error(tmp_path: Path) -> None:
    """The caller learns what to give."""
    with pytest.raises(CorpusError, match="there is nothing here; give a corpus folder or an RDF"):
        read_corpus(tmp_path / "nowhere")


def test_an_empty_folder_is_no_corpus(tmp_path: Path) -> None:
    """An empty graph is never mistaken for an answer."""
    with pytest.raises(CorpusError, match=r"it has no corpus\.yaml"):
        read_corpus(tmp_path)


def test_a_corpus_without_papers_is_an_error(copy: Path) -> None:
    """The caller learns where papers go."""
    shutil.rmtree(copy / "papers")
    with pytest.raises(CorpusError, match="put each into a folder papers/<name>"):
        read_corpus(copy)


def test_the_folder_of_one_paper_is_no_corpus(copy: Path) -> None:
    """The message leads to the folder above."""
    with pytest.raises(CorpusError, match="is the folder of one paper"):
        read_corpus(copy / "papers" / "bike-2020")


def test_one_yaml_file_is_no_corpus(copy: Path) -> None:
    """The message leads to the folder."""
    with pytest.raises(CorpusError, match="is one file of a corpus"):
        read_corpus(copy / "papers" / "bike-2020" / "claims.yaml")
