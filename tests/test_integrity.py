"""Questions of integrity: none on the shipped corpus, and each finds the fault that it is for."""

from __future__ import annotations

from pathlib import Path

import pytest
from rdflib import Dataset, Graph

import scgraph
from scgraph.answers import Report
from scgraph.catalogue import Catalogue
from scgraph.catalogue.integrity import check_integrity
from scgraph.engine import MemoryEngine
from scgraph.names import Names
from scgraph.reading.added import quads_of
from test_questions import as_text, with_rdflib

QUERIES = Path(__file__).resolve().parents[1] / "queries"
CATALOGUE = Catalogue(QUERIES)
NAMES = [name for name in CATALOGUE if name.startswith("integrity/")]
HEADER = """
@prefix : <https://example.org/> .
@prefix scg: <https://w3id.org/scgraph/vocab/> .
@prefix depth: <https://w3id.org/scgraph/code/depth/> .
@prefix grade: <https://w3id.org/scgraph/code/grade/> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
:paper a scg:Paper . :other a scg:Paper .
"""
ALIGNED = """
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix schema: <https://schema.org/> .
@prefix sssom: <https://w3id.org/sssom/> .
scg:Barrier rdfs:subClassOf skos:Concept .
"""


def decided(name: str, one: str, other: str, tie: str = "skos:exactMatch", more: str = "") -> str:
    """Return a decision of the ledger, with what the reader derives from it."""
    row = (
        f":{name} a scg:Alignment ; owl:annotatedSource :{one} ; owl:annotatedTarget :{other} ;"
        f'owl:annotatedProperty {tie} ; sssom:reviewer_label "Ada" {more} .'
    )
    return (
        row
        if more
        else f"{row} :{one} scg:alignedWith :{other} . :{other} scg:alignedWith :{one} ."
    )


NOT = "; sssom:predicate_modifier sssom:NegatedPredicate"
PLANTED = {
    "alignments-contradicted": (
        ALIGNED + decided("m", "a", "b") + decided("n", "b", "a", more=NOT),
        [("m", "n"), ("n", "m")],
    ),
    "alignments-joining-what-is-apart": (
        ALIGNED
        + decided("m", "a", "b")
        + decided("n", "b", "c")
        + decided("o", "a", "c", more=NOT)
        + decided("p", "x", "y"),
        [("m", "o"), ("n", "o"), ("o", "m"), ("o", "n")],
    ),
    "alignments-of-two-kinds": (
        ALIGNED
        + decided("m", "a", "hub")
        + decided("n", "b", "hub", tie="schema:sameAs")
        + decided("p", "work", "paper", tie="schema:sameAs")
        + ":a a scg:Barrier . :b a scg:Actor . :work a scg:Source .",
        [("m", "b"), ("n", "a")],
    ),
    "alignments-within-a-paper": (
        ALIGNED
        + decided("m", "a", "hub")
        + decided("n", "b", "hub")
        + ":c scg:inPaper :paper ; scg:namesBarrier :a ."
        ":d scg:inPaper :paper ; dcterms:subject :b .",
        [("m", "b"), ("n", "a")],
    ),
    "alignments-by-the-wrong-property": (
        ALIGNED
        + decided("m", "a", "b", tie="schema:sameAs")
        + decided("n", "c", "d")
        + decided("o", "e", "f")
        + ":a a scg:Barrier . :c a scg:Actor . :e a scg:Barrier .",
        [("m", "sameAs"), ("n", "core#exactMatch")],
    ),
    "barriers-placed-twice": (
        ":paper scg:arranges :one , :two . :one a scg:Placement ; scg:placedBarrier :roads ."
        ":two a scg:Placement ; scg:placedBarrier :roads .",
        [("one", "roads"), ("two", "roads")],
    ),
    "causes-along-a-branch": (
        ":paper scg:arranges :low , :high ."
        ":low scg:placedBarrier :potholes ; scg:placedUnder :high ."
        ":high scg:placedBarrier :roads . :c scg:inPaper :paper ; scg:assertsCausalLink :link ."
        ":link a scg:CausalLink ; scg:cause :roads ; scg:effect :potholes .",
        [("link", "potholes")],
    ),
    "checks-above-their-pages": (
        ":x a scg:Check ; scg:grade grade:a ; scg:lookedIn :page . :page scg:grade grade:b ."
        ":y a scg:Check ; scg:grade grade:b ; scg:evidence [ scg:readIn :page ] .",
        [("x", "a")],
    ),
    "checks-without-their-depth": (
        ":x a scg:Check ; scg:depth depth:full ; scg:lookedIn :page . :page scg:depth depth:page ."
        ":y a scg:Check ; scg:depth depth:page ; scg:evidence [ scg:readIn :page ] .",
        [("x", "full")],
    ),
    "claims-about-themselves": (
        ":a a scg:Claim ; scg:restates :b . :b scg:restates :a ."
        ":c scg:assertsInference [ scg:premise :c ] .",
        [("a", "b"), ("b", "a"), ("c", "c")],
    ),
    "claims-at-places-of-another-paper": (
        ":c a scg:Claim ; scg:inPaper :paper ; scg:statedAt :s ."
        ":s dcterms:isPartOf [ dcterms:isPartOf :other ] .",
        [("c", "s")],
    ),
    "hierarchies-of-two-papers": (
        ":paper scg:arranges :low . :other scg:arranges :high ."
        ":low a scg:Placement ; scg:placedUnder :high .",
        [("low", "high")],
    ),
    "hierarchy-circles": (
        ":paper scg:arranges :a , :b . :a a scg:Placement ; scg:placedUnder :b ."
        ":b scg:placedUnder :a .",
        [("a", "b"), ("b", "a")],
    ),
    "statements-of-two-claims": (
        ":a a scg:Claim ; scg:assertsFigure :f . :b scg:assertsFigure :f .",
        [("f", "a"), ("f", "b")],
    ),
    "things-of-one-name": (
        ':a a skos:Concept , scg:Barrier ; skos:prefLabel "Bad roads"@en .'
        ':b a skos:Concept , scg:Barrier ; skos:prefLabel "Bad roads"@en .',
        [("a", "b"), ("b", "a")],
    ),
}


def report_on(turtle: str) -> tuple[Report, Dataset]:
    """Return the report of integrity on some triples alone, and the triples for another engine."""
    graph = Graph().parse(data=HEADER + turtle, format="turtle")
    engine = MemoryEngine(quads_of(graph, "https://example.org/graph"))
    dataset = Dataset(default_union=True)
    for triple in graph:
        dataset.add(triple)
    return check_integrity(CATALOGUE, engine, Names(engine)), dataset


def test_every_question_has_a_planted_fault() -> None:
    """No question of integrity is left without one."""
    assert [f"integrity/{name}" for name in sorted(PLANTED)] == NAMES


def test_the_shipped_corpus_has_none(kg: scgraph.KnowledgeGraph) -> None:
    """Each question is asked of the shipped corpus, and has no rows there."""
    for name in NAMES:
        assert kg.ask(name).rows == (), name


@pytest.mark.parametrize("name", sorted(PLANTED))
def test_a_fault_is_found_by_its_question_alone(name: str) -> None:
    """The findings are those planted, with the words of the question, and no other question's."""
    turtle, expected = PLANTED[name]
    report, dataset = report_on(turtle)
    found = [(local(finding.focus), local(finding.value)) for finding in report.findings]
    assert found == expected
    assert {finding.shape for finding in report.findings} == {
        f"https://w3id.org/scgraph/shape/integrity/{name}"
    }
    question = CATALOGUE[f"integrity/{name}"]
    assert {finding.message for finding in report.findings} == {question.phrase("message")}
    assert report.failed == len({focus for focus, _ in expected})
    rows = [(local(focus), local(value)) for focus, value in with_rdflib(dataset, question.text)]
    assert rows == expected


def local(iri: str | None) -> str:
    """Return the last part of an IRI."""
    return str(iri).rpartition("/")[2]


def test_a_fault_of_integrity_fails_a_validation(kg: scgraph.KnowledgeGraph) -> None:
    """What is found here is part of the report of `validate`."""
    turtle, _ = PLANTED["things-of-one-name"]
    more = scgraph.load().add(Graph().parse(data=HEADER + turtle, format="turtle"))
    report = more.validate()
    assert not report.conforms
    messages = {finding.message for finding in report.findings}
    assert CATALOGUE["integrity/things-of-one-name"].phrase("message") in messages


def test_both_engines_answer_on_the_shipped_corpus(kg: scgraph.KnowledgeGraph) -> None:
    """The list of all names, on the whole corpus, is empty in the other engine too."""
    dataset = kg.to_rdflib()
    for name in NAMES:
        assert with_rdflib(dataset, CATALOGUE[name].text) == as_text(kg.ask(name))
