"""Codes that a corpus adds to the lists: written, validated, asked for, and in its codebook."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner
from pyoxigraph import NamedNode

import scgraph
from scgraph.cli import main
from scgraph.codebook import as_html, page, page_of
from scgraph.corpus import read_alone, read_corpus
from scgraph.errors import ReadError

SMALL = Path(__file__).parent / "fixtures" / "corpus-small"
CODE = "https://example.org/cycling/code/role/coordinates"
TURTLE = """
@prefix scg: <https://w3id.org/scgraph/vocab/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .

<https://example.org/cycling/code/role/coordinates> a scg:ActorRole, skos:Concept ;
  skos:inScheme <https://w3id.org/scgraph/code/role> ;
  skos:topConceptOf <https://w3id.org/scgraph/code/role> ;
  skos:notation "coordinates" ;
  skos:prefLabel "Coordinates | joins up"@en ;
  skos:definition "The actor joins up what several bodies do."@en ;
  scg:agentive true .
"""


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """Return a corpus with a role of its own, which a claim uses."""
    corpus = Path(shutil.copytree(SMALL, tmp_path / "cycling"))
    (corpus / "reference" / "codes.ttl").write_text(TURTLE, encoding="utf-8")
    rename(corpus, "role: leads", "role: coordinates")
    return corpus


def rename(corpus: Path, old: str, new: str) -> None:
    """Replace a text in the claims of the paper."""
    claims = corpus / "papers" / "bike-2020" / "claims.yaml"
    text = claims.read_text(encoding="utf-8")
    assert old in text
    claims.write_text(text.replace(old, new), encoding="utf-8")


def test_a_name_means_the_code_below_the_base_of_the_corpus(own: Path) -> None:
    """A value that only the corpus defines is its own code; every other is the shipped one."""
    values = {quad.object.value for quad in read_corpus(own).quads if "role" in str(quad.predicate)}
    assert CODE in values
    assert "https://w3id.org/scgraph/code/role/faces" in values


def test_one_paper_read_alone_knows_the_codes(own: Path) -> None:
    """Reading one folder gives the same quads as reading the corpus."""
    alone = read_alone(own / "papers" / "bike-2020").parsed.quads
    assert set(alone) <= set(read_corpus(own).quads)
    assert any(CODE in str(quad) for quad in alone)


def test_shapes_accept_it_and_questions_take_it(own: Path) -> None:
    """The role is valid, answers by name and by label, and shows its label."""
    kg = scgraph.load(own)
    assert kg.validate().conforms
    for name in ("coordinates", "Coordinates | joins up", CODE):
        rows = kg.ask("actors/roles", role=name)
        assert {row.role_label for row in rows} == {"Coordinates | joins up"}
    assert kg.show("coordinates").label == "Coordinates | joins up"
    assert "coordinates" in kg.names_of("ActorRole")


def test_what_a_code_needs_to_work_is_a_violation(own: Path) -> None:
    """A role that does not say whether the actor acts would be lost to questions about actors."""
    text = TURTLE.replace("\n  scg:agentive true .", "").replace('do."@en ;', 'do."@en .')
    (own / "reference" / "codes.ttl").write_text(text, encoding="utf-8")
    report = scgraph.load(own).validate()
    assert not report.conforms
    assert {found.focus for found in report if found.severity == "Violation"} == {CODE}


def test_an_unknown_code_offers_shipped_and_own_names(own: Path) -> None:
    """A misspelt code is a violation, and near names are of both sets."""
    rename(own, "role: coordinates", "role: coordinate")
    rename(own, "role: faces", "role: face")
    found = {f.value: f for f in scgraph.load(own).validate() if f.severity == "Violation"}
    near = {str(value).rpartition("/")[2]: finding.near for value, finding in found.items()}
    assert near["coordinate"] == ("coordinates",)
    assert "faces" in near["face"]
    assert all("claims.yaml:" in str(finding.place) for finding in found.values())


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("coordinates", "leads", "the list role has a code 'leads' already; choose another name"),
        (
            "code/role/coordinates",
            "id/coordinates",
            "call it https://example.org/cycling/code/role/",
        ),
        (
            "example.org/cycling",
            "w3id.org/scgraph",
            "call it https://example.org/cycling/code/role",
        ),
        (
            "code/role/coordinates",
            "code/role/Co-ordinates!",
            "is no name for a code of the list role",
        ),
    ],
)
def test_a_name_that_is_taken_or_elsewhere_is_a_fault(
    own: Path, old: str, new: str, told: str
) -> None:
    """One word does not mean two things; a fault names the file and the code."""
    (own / "reference" / "codes.ttl").write_text(TURTLE.replace(old, new), encoding="utf-8")
    with pytest.raises(ReadError) as caught:
        read_corpus(own)
    assert told in str(caught.value)
    assert caught.value.faults[0].file.endswith("codes.ttl")


def test_a_corpus_that_includes_another_has_its_codes(own: Path, tmp_path: Path) -> None:
    """A code of an included corpus may be used by name, and may not be added again."""
    other = Path(shutil.copytree(own, tmp_path / "other"))
    settings = "base: https://example.org/other/\nlanguage: en\nincludes: [../cycling]\n"
    (other / "corpus.yaml").write_text(settings, encoding="utf-8")
    (other / "papers" / "bike-2020").rename(other / "papers" / "bike-2021")
    (other / "reference" / "codes.ttl").unlink()
    says = NamedNode("https://example.org/other/paper/bike-2021/says")
    values = {quad.object for quad in read_corpus(other).quads if quad.graph_name == says}
    assert NamedNode(CODE) in values
    again = TURTLE.replace("org/cycling", "org/other")
    (other / "reference" / "codes.ttl").write_text(again, encoding="utf-8")
    with pytest.raises(ReadError, match="the list role has this name twice"):
        read_corpus(other)


def test_the_codebook_marks_and_counts_it(own: Path) -> None:
    """The page of a corpus has its own code, marked, with its first claim."""
    text = page_of(read_corpus(own).quads, "Cycling")
    row = next(line for line in text.splitlines() if line.startswith("| `coordinates`"))
    assert row.startswith("| `coordinates` *own code* | Coordinates \\| joins up |")
    assert row.endswith("| 1 | The council runs Bike to Work. (bike-2020, 1/p1/s3) |")
    assert "1 of them added by this corpus" in text
    html = as_html(text)
    assert "<td>Coordinates | joins up</td>" in html
    assert '<h2 id="role">role</h2>' in html


def test_the_shipped_page_says_nothing_of_a_corpus() -> None:
    """Without a corpus there is neither a count nor a mark."""
    assert "own code" not in page()
    assert "| Used |" not in page()


def test_the_command_writes_both_forms(own: Path, tmp_path: Path) -> None:
    """The suffix chooses the form; how many codes are the corpus's own is a remark."""
    target = tmp_path / "book.html"
    ran = CliRunner().invoke(main, ["codebook", "--corpus", str(own), "-o", str(target)])
    assert ran.exit_code == 0
    assert ran.stderr == "1 code of its own\n"
    assert target.read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
    ran = CliRunner().invoke(main, ["codebook", "--corpus", str(own)])
    assert ran.stdout.startswith("# Codebook: cycling")
