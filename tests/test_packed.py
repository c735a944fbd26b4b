"""Archives: RDF packed by gzip, the same bytes each time, read as if it were not."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from pathlib import Path

import pytest

import scgraph
from scgraph import files
from scgraph.errors import ExportError, ReadError
from scgraph.export import kind_of
from scgraph.reading import rdf
from test_cli import run


@pytest.mark.parametrize("suffix", [".nq", ".trig", ".ttl", ".nt", ".jsonld"])
def test_a_packed_file_holds_what_the_plain_one_does(
    kg: scgraph.KnowledgeGraph, tmp_path: Path, suffix: str
) -> None:
    """Unpacked it is the plain file, and it says neither when it was packed nor its name."""
    (plain,) = kg.export(tmp_path / f"a{suffix}", question="actors/roles", actor="mic")
    (one,) = kg.export(tmp_path / f"a{suffix}.gz", question="actors/roles", actor="mic")
    (other,) = kg.export(tmp_path / f"b{suffix}.GZ", question="actors/roles", actor="mic")
    assert gzip.decompress(one.read_bytes()) == plain.read_bytes()
    assert one.read_bytes() == other.read_bytes()
    assert one.read_bytes()[4:8] == b"\0\0\0\0"


def test_an_archive_answers_as_its_corpus_does(kg: scgraph.KnowledgeGraph, tmp_path: Path) -> None:
    """What was written by export is read by load, in Python and on the command line."""
    path = tmp_path / "corpus.nq.gz"
    assert run("export", path).exit_code == 0
    name = "barriers/actors-and-evidence"
    assert scgraph.load(path).ask(name).rows == kg.ask(name).rows
    packed = run("ask", name, "--corpus", path, "-f", "csv").stdout
    assert packed == run("ask", name, "-f", "csv").stdout


def test_only_rdf_is_packed(kg: scgraph.KnowledgeGraph, tmp_path: Path) -> None:
    """What else there is says so, and nothing is written."""
    with pytest.raises(ExportError, match="only RDF is packed"):
        kind_of("book.xlsx.gz")
    with pytest.raises(ExportError, match="only RDF is packed"):
        kg.export(tmp_path / "causes.gexf.gz", view="causes")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("damage", ["no gzip", "cut short", "changed"])
def test_a_damaged_archive_is_a_fault_of_the_file(tmp_path: Path, damage: str) -> None:
    """A file that is not whole is said to be so, and nothing of it is read."""
    whole = gzip.compress(b"<t:a> <t:b> <t:c> .\n" * 100)
    data = {
        "no gzip": b"<t:a> <t:b> <t:c> .\n",
        "cut short": whole[:-9],
        "changed": whole[:-6] + b"\0\0" + whole[-4:],
    }[damage]
    path = tmp_path / "a.nt.gz"
    path.write_bytes(data)
    with pytest.raises(ReadError, match=r"a\.nt\.gz: is not packed by gzip, or not whole"):
        rdf.read_rdf(path, "https://example.org/graph")


def test_a_packed_file_that_swells_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A small file that would fill the memory is refused before it does."""
    monkeypatch.setattr(rdf, "MAX_UNPACKED", 1000)
    path = tmp_path / "a.nt.gz"
    path.write_bytes(gzip.compress(b"#" * 1001))
    with pytest.raises(ReadError, match="holds more than 1,000 bytes"):
        rdf.read_rdf(path, "https://example.org/graph")
    path.write_bytes(gzip.compress(b"#" * 1000))
    assert rdf.read_rdf(path, "https://example.org/graph").quads == []


def test_a_file_that_is_written_piece_by_piece_is_old_until_it_is_new(tmp_path: Path) -> None:
    """Whoever looks meanwhile sees the old; an error leaves the old, and nothing beside it."""
    path = tmp_path / "file"
    path.write_bytes(b"old")

    def pieces(fails: bool) -> Iterator[bytes]:
        yield b"ne"
        assert path.read_bytes() == b"old"
        if fails:
            raise KeyError
        yield b"w"

    with pytest.raises(KeyError):
        files.replace(path, pieces(fails=True))
    assert path.read_bytes() == b"old"
    files.replace(path, pieces(fails=False))
    assert path.read_bytes() == b"new"
    assert [one.name for one in tmp_path.iterdir()] == ["file"]
