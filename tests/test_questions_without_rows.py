"""Questions without rows on the shipped paper have some where there is something to find."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from rdflib import Graph

import scgraph
from test_questions import EXPECTED, QUESTIONS, TRIED, as_text, with_rdflib

HEADER = """
@prefix : <https://w3id.org/scgraph/paper/an-2025/> .
@prefix paper: <https://w3id.org/scgraph/paper/> .
@prefix id: <https://w3id.org/scgraph/id/> .
@prefix scg: <https://w3id.org/scgraph/vocab/> .
@prefix causal-kind: <https://w3id.org/scgraph/code/causal-kind/> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix schema: <https://schema.org/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
:added a scg:Claim ; scg:inPaper paper:an-2025 ; schema:text "Added." ;
  scg:statedAt <https://w3id.org/scgraph/paper/an-2025/2.1/p3/s4> .
"""
# The paper says that isolated projects hinder scaling; now that bears on the projects in turn.
BACK = """
:added scg:assertsCausalLink :back .
:back scg:cause id:scalability ; scg:causalKind causal-kind:{kind} ;
  scg:effect id:isolated-projects .
"""
DERIVED = """
:added scg:assertsFigure :half .
:half a scg:Figure ; scg:valueText "half" ; scg:derivedFrom :third .
:third a scg:Figure ; scg:valueText "a third" .
"""
ENTRY = """
:entry a scg:ReferenceEntry ; scg:inPaper paper:an-2025 ; scg:number 12 ;
  scg:entryFor id:never-cited .
"""
REPLY = """
:check/tokyo-rank-value scg:reply :answer .
:answer a scg:Reply ; schema:text "The table of the edition has it too."@en ;
  scg:replyStatus <https://w3id.org/scgraph/code/reply-status/open> ;
  dcterms:date "2026-12-01"^^xsd:date .
""".replace(":check/", ":check\\/")
ALTERNATIVE = """
:alternative\\/added scg:alternativeIn paper:an-2025 ; scg:alternativeTo :added ;
  schema:text "Added, perhaps." ; dcterms:date "2026-12-01"^^xsd:date ; a scg:Claim ;
  scg:claimType <https://w3id.org/scgraph/code/claim-type/causal> ;
  scg:certainty <https://w3id.org/scgraph/code/certainty/possible> ;
  <http://www.w3.org/ns/prov#wasGeneratedBy> :second .
:second dcterms:date "2026-12-01"^^xsd:date ; dcterms:creator "A. Reader" .
"""
DRAFT = "https://w3id.org/scgraph/code/curation-status/draft"
EMPTY = sorted(name for name in QUESTIONS if "no_rows_because" in TRIED[name])


@pytest.fixture
def added() -> Callable[[str], scgraph.KnowledgeGraph]:
    """Return what adds Turtle to a fresh copy of the shipped corpus."""

    def add(turtle: str) -> scgraph.KnowledgeGraph:
        return scgraph.load().add(Graph().parse(data=HEADER + turtle, format="turtle"))

    return add


def answers(kg: scgraph.KnowledgeGraph, name: str) -> scgraph.Table:
    """Ask a question, and hold another engine to the same rows."""
    table = kg.ask(name)
    assert with_rdflib(kg.to_rdflib(), kg.question(name).text) == as_text(table)
    return table


def test_the_questions_without_rows_are_those_tested_here() -> None:
    """No question slips through without a row anywhere."""
    tested = [
        "audit/replies",
        "causes/loops",
        "curation/alternatives",
        "curation/unreviewed",
        "figures/derived",
        "sources/uncited-entries",
    ]
    assert tested == EMPTY
    assert all((EXPECTED / f"{name}.yaml").exists() for name in EMPTY)


@pytest.mark.parametrize(("kind", "sign"), [("hinders", 1), ("enables", -1), ("influences", None)])
def test_a_circle_of_two_links_is_found(
    added: Callable[[str], scgraph.KnowledgeGraph], kind: str, sign: int | None
) -> None:
    """Both links of the circle are rows; two minuses strengthen, an open direction stays open."""
    table = answers(added(BACK.format(kind=kind)), "causes/loops")
    ends = {(row.thing_label, row.next_label) for row in table}
    assert ends == {("Isolated projects", "Scalability"), ("Scalability", "Isolated projects")}
    assert set(table.column("links")) == {2}
    assert set(table.column("sign")) == {sign}


def test_an_unsettled_claim_is_found(added: Callable[[str], scgraph.KnowledgeGraph]) -> None:
    """A claim to which nobody gave a status is a draft, and no settled one is a row."""
    table = answers(added(""), "curation/unreviewed")
    assert [(row.says, row.locator, row.status) for row in table] == [
        ("Added.", "2.1/p3/s4", DRAFT)
    ]


def test_another_reading_stands_beside_its_claim(
    added: Callable[[str], scgraph.KnowledgeGraph],
) -> None:
    """It is shown with the claim that it reads otherwise, who reads so, and since when."""
    table = answers(added(ALTERNATIVE), "curation/alternatives")
    assert [
        (row.says, row.reads, row.certainty_label, row.who, str(row.date)) for row in table
    ] == [("Added.", "Added, perhaps.", "Possible", "A. Reader", "2026-12-01")]


def test_a_derived_figure_is_found(added: Callable[[str], scgraph.KnowledgeGraph]) -> None:
    """A figure computed from another is a row with both."""
    table = answers(added(DERIVED), "figures/derived")
    assert [(row.written, row.source_written) for row in table] == [("half", "a third")]


def test_an_entry_that_nothing_cites_is_found(
    added: Callable[[str], scgraph.KnowledgeGraph],
) -> None:
    """An entry of the list is a row if no claim cites the work it stands for."""
    table = answers(added(ENTRY), "sources/uncited-entries")
    assert table.column("number") == (12,)


def test_an_authors_reply_stands_beside_its_check(
    added: Callable[[str], scgraph.KnowledgeGraph],
) -> None:
    """The answer is shown with its day, its state and what the check had found."""
    table = answers(added(REPLY), "audit/replies")
    assert [(row.says, str(row.date), row.status_label) for row in table] == [
        ("The table of the edition has it too.", "2026-12-01", "Open")
    ]
