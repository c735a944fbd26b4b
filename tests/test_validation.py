"""Validation finds what is wrong, says where, and counts what it looked at."""

from __future__ import annotations

import shutil
from functools import cache
from pathlib import Path

import pytest
from pyoxigraph import Quad, RdfFormat, parse
from rdflib import Literal, URIRef

import scgraph
from scgraph.answers import Finding, Report
from scgraph.errors import InvalidGraphError
from scgraph.reading import Place, Places
from scgraph.validation import validate
from scgraph.validation.flatten import as_graph, as_term
from scgraph.validation.places import place_of

SMALL = Path(__file__).resolve().parent / "fixtures" / "corpus-small"
PREFIXES = """
PREFIX scg: <https://w3id.org/scgraph/vocab/>
PREFIX id: <https://w3id.org/scgraph/id/>
PREFIX role: <https://w3id.org/scgraph/code/role/>
PREFIX paper: <https://w3id.org/scgraph/paper/p/>
PREFIX doco: <http://purl.org/spar/doco/>
PREFIX owl: <http://www.w3.org/2002/07/owl#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX sh: <http://www.w3.org/ns/shacl#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX shape: <https://w3id.org/scgraph/shape/>
"""
SHAPES = """
shape:Claim sh:targetClass scg:Claim ;
  sh:property shape:Claim-actor, shape:Claim-role, shape:Claim-hint, shape:Claim-off .
shape:Claim-actor sh:path scg:actor ; sh:class scg:Actor ; sh:message "not an actor"@en .
shape:Claim-role sh:path scg:role ; sh:minCount 1 ; sh:message "no role"@en .
shape:Claim-hint sh:path rdfs:label ; sh:minCount 1 ; sh:severity sh:Warning ;
  sh:message "no label"@en .
shape:Claim-off sh:path rdfs:comment ; sh:minCount 1 ; sh:deactivated true .
shape:Role sh:targetClass scg:Role ; sh:property shape:Role-once .
shape:Role-once sh:path [ sh:inversePath scg:role ] ; sh:maxCount 1 ;
  sh:message "used twice"@en .
shape:Nobody sh:targetClass scg:Nobody ; sh:property shape:Nobody-label .
shape:Nobody-label sh:path rdfs:label ; sh:minCount 1 ; sh:message "no label"@en .
"""
VOCABULARY = """
scg:Claim a owl:Class . scg:Actor a owl:Class . scg:Role a owl:Class . scg:Nobody a owl:Class .
scg:ActorRole a owl:Class .
scg:Ministry a owl:Class ; rdfs:subClassOf scg:Actor .
scg:actor rdfs:range scg:Actor . scg:role rdfs:range scg:ActorRole .
scg:at rdfs:range doco:Sentence .
role:leads a scg:Role . role:holds a scg:Role .
id:mlit a scg:Ministry . id:meti a scg:Actor . id:japan a owl:Thing .
paper:2.1\\/p1\\/s1 a doco:Sentence .
"""
VALID = "paper:one a scg:Claim ; rdfs:label 'One' ; scg:actor id:mlit ; scg:role role:leads ."
CLAIM = "https://w3id.org/scgraph/paper/p/one"
VOCAB = "https://w3id.org/scgraph/vocab/"


def quads(turtle: str) -> list[Quad]:
    """Return the quads of some Turtle with the vocabulary of these tests."""
    text = PREFIXES + VOCABULARY + turtle
    return list(parse(text.encode(), format=RdfFormat.TURTLE))


def report_on(turtle: str, places: Places | None = None) -> Report:
    """Return the report on some Turtle by the shapes of these tests."""
    return validate(quads(turtle), places=places, shapes=PREFIXES + SHAPES)


def messages(report: Report) -> list[str]:
    """Return what a report says, in order."""
    return [finding.full_message for finding in report]


def test_valid() -> None:
    """A valid graph conforms and has no findings."""
    report = report_on(VALID)
    assert messages(report) == []
    assert report.conforms
    assert report.raise_if_invalid() is report


def test_counts() -> None:
    """Pairs of focus node and shape are checked; a shape that looks at nothing is skipped."""
    shapes_of_claims, shapes_of_roles = 3, 1
    claims, roles, nodes_with_references = 2, 2, 9
    report = report_on(VALID + VALID.replace("paper:one", "paper:two").replace("leads", "holds"))
    assert report.checked == (
        shapes_of_claims * claims + shapes_of_roles * roles + nodes_with_references
    )
    deactivated, without_focus = 1, 1
    assert report.skipped == deactivated + without_focus
    assert report.failed == 0


@pytest.mark.parametrize(
    ("turtle", "expected"),
    [
        (VALID.replace("id:mlit", "id:japan"), ["not an actor"]),
        (VALID.replace("; scg:role role:leads", ""), ["no role"]),
        (VALID + "paper:two a scg:Claim ; rdfs:label '2' ; scg:role role:leads .", ["used twice"]),
        (VALID.replace("id:mlit", "id:mlitt"), ["no such actor: 'mlitt' (did you mean 'mlit'?)"]),
        (VALID.replace("id:mlit", "id:MLIT"), ["no such actor: 'MLIT' (did you mean 'mlit'?)"]),
        (
            VALID.replace("role:leads", "role:leds"),
            ["no such actor role: 'leds' (did you mean 'leads'"],
        ),
        (
            VALID.replace("scg:role", "scg:at paper:2.1\\/p1\\/s9 ; scg:role"),
            ["no such sentence: '2.1/p1/s9' (did you mean '2.1/p1/s1'?)"],
        ),
        (
            VALID.replace("scg:role", "scg:actors id:meti ; scg:role"),
            ["no such property: 'actors' (did you mean 'actor'"],
        ),
        ("id:new a scg:Acter .", ["no such class: 'Acter' (did you mean 'Actor'"]),
        (
            VALID.replace("scg:role", "rdfs:seeAlso id:nothing ; scg:role"),
            ["no such thing: 'nothing'"],
        ),
    ],
)
def test_planted_fault(turtle: str, expected: list[str]) -> None:
    """Each kind of fault is found once, by the message that says what is wrong, and counted."""
    report = report_on(turtle)
    found = messages(report)
    assert len(found) == len(expected)
    assert all(said.startswith(wanted) for said, wanted in zip(found, expected, strict=True))
    assert not report.conforms
    assert report.failed == len(expected)
    with pytest.raises(InvalidGraphError):
        report.raise_if_invalid()


def test_warning() -> None:
    """A warning is reported, and the graph still conforms."""
    report = report_on(VALID.replace("rdfs:label 'One' ; ", ""))
    assert [finding.severity for finding in report] == ["Warning"]
    assert report.conforms
    assert report.failed == 0


def test_reference_outside() -> None:
    """An IRI outside the corpus needs no definition here."""
    assert messages(report_on(VALID + "id:meti skos:exactMatch <https://example.org/x> .")) == []


def test_finding_names_shape_and_value() -> None:
    """A finding carries the focus node, the property, the value and the shape as IRIs."""
    (finding,) = report_on(VALID.replace("id:mlit", "id:japan"))
    assert finding.focus == CLAIM
    assert finding.path == f"{VOCAB}actor"
    assert finding.value == "https://w3id.org/scgraph/id/japan"
    assert finding.shape == "https://w3id.org/scgraph/shape/Claim-actor"


def test_inverse_path() -> None:
    """A path that is not one property is written as SPARQL writes it."""
    (finding,) = report_on(VALID + "paper:two a scg:Claim ; rdfs:label '2' ; scg:role role:leads .")
    assert finding.path == f"^{VOCAB}role"


@pytest.mark.parametrize(
    ("keys", "line"),
    [
        (["x:value"], 1),
        (["x:value", CLAIM], 2),
        (["x:value", CLAIM, (CLAIM, "x:path")], 3),
        (["x:value", CLAIM, (CLAIM, "x:path"), (CLAIM, "x:path", "x:value")], 4),
    ],
)
def test_place(keys: list[str | tuple[str, ...]], line: int) -> None:
    """A finding stands at its value there, else its property, else its node, else the value."""
    places: Places = {key: Place("a.yaml", number, 1) for number, key in enumerate(keys, start=1)}
    finding = Finding("Violation", "m", CLAIM, path="x:path", value="x:value")
    place = place_of(finding, places)
    assert place is not None
    assert place.line == line


def test_places_of_a_report() -> None:
    """Findings carry the place that is known, and are sorted by file and line as numbers."""
    turtle = (
        "paper:one a scg:Claim ; rdfs:label '1' . paper:two a scg:Claim ; rdfs:label '2' ."
        "paper:three a scg:Claim ; rdfs:label '3' ."
    )
    places: Places = {
        "https://w3id.org/scgraph/paper/p/one": Place("a.yaml", 10, 3),
        "https://w3id.org/scgraph/paper/p/two": Place("a.yaml", 9, 3),
    }
    found = [finding.place for finding in report_on(turtle, places)]
    assert found == ["a.yaml:9:3", "a.yaml:10:3", None]


def test_flat_graph_keeps_literals() -> None:
    """A literal keeps its written form and language on the way to rdflib."""
    (quad,) = parse(
        b'<x:a> <x:b> "1.10"^^<http://www.w3.org/2001/XMLSchema#decimal> .',
        format=RdfFormat.N_TRIPLES,
    )
    (found,) = as_graph([quad]).objects()
    assert str(found) == "1.10"
    (quad,) = parse(b'<x:a> <x:b> "a"@en .', format=RdfFormat.N_TRIPLES)
    assert as_term(quad.object) == Literal("a", lang="en")
    assert as_term(quad.predicate) == URIRef("x:b")


@cache
def shipped_report() -> Report:
    """Return the report on the shipped corpus, made once."""
    return scgraph.load().validate()


def test_shipped_corpus_conforms() -> None:
    """The shipped corpus has no violation, and thousands of pairs were looked at."""
    report = shipped_report()
    assert [str(finding) for finding in report.with_severity("Violation")] == []
    assert report.conforms
    assert report.checked > 10_000


def test_shipped_findings_have_lines() -> None:
    """Each finding on a claim of the shipped corpus names a line of a YAML file."""
    claims = [finding for finding in shipped_report() if "/paper/" in finding.focus]
    assert claims
    for finding in claims:
        assert finding.place is not None
        assert ".yaml:" in finding.place


@pytest.mark.parametrize(
    ("old", "new", "line", "said"),
    [
        ("actor: cyclists", "actor: cyclist", 20, "no such actor: 'cyclist' (did you mean 'cycl"),
        ("role: faces", "role: face", 20, "no such actor role: 'face' (did you mean 'faces'"),
        ("at: 1/p1/s2", "at: 1/p1/s9", 11, "no such sentence: '1/p1/s9' (did you mean"),
        ("actor: cyclists", "actor: veloburg", 20, ""),
        ("    certainty: probable\n", "    certainty: leads\n", 14, "no such certainty: 'leads'"),
        ("type: figure", "type: causal", 27, "This claim has the type causal and no"),
    ],
)
def test_planted_in_yaml(tmp_path: Path, old: str, new: str, line: int, said: str) -> None:
    """A fault planted in a YAML file is found at its line, or at the claim it belongs to."""
    corpus = tmp_path / "corpus"
    shutil.copytree(SMALL, corpus)
    claims = corpus / "papers" / "bike-2020" / "claims.yaml"
    text = claims.read_text(encoding="utf-8")
    assert old in text
    claims.write_text(text.replace(old, new, 1), encoding="utf-8")
    violations = scgraph.load(corpus).validate().with_severity("Violation")
    assert violations
    assert any(
        finding.place is not None
        and finding.place.startswith(f"{claims}:{line}:")
        and finding.full_message.startswith(said)
        for finding in violations
    ), "\n".join(map(str, violations))


def test_small_corpus_conforms() -> None:
    """The small corpus with a base of its own conforms."""
    report = scgraph.load(SMALL).validate()
    assert [str(finding) for finding in report.with_severity("Violation")] == []
