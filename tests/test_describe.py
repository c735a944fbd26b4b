"""The catalogue as data: every question is an executable query that another tool can run."""

from __future__ import annotations

import json

import pytest
import rdflib
from rdflib import Graph, Literal, Namespace, URIRef
from rdflib.namespace import RDF, RDFS, SH

import scgraph
from scgraph.catalogue import Catalogue
from scgraph.catalogue.describe import QUESTION, described
from scgraph.files import queries
from test_cli import run

SCHEMA = Namespace("https://schema.org/")


@pytest.fixture(scope="module")
def described_graph() -> Graph:
    """Return the description as a reader of Turtle sees it."""
    return Graph().parse(data=described(Catalogue(queries())), format="turtle")


def test_every_question_is_described(kg: scgraph.KnowledgeGraph, described_graph: Graph) -> None:
    """Each has its title, its words and its topic, and none is left out."""
    nodes = set(described_graph.subjects(RDF.type, SH.SPARQLExecutable))
    assert {str(node).removeprefix(QUESTION) for node in nodes} == set(kg.ask)
    for name in kg.ask:
        question, node = kg.question(name), URIRef(QUESTION + name)
        assert described_graph.value(node, RDFS.label) == Literal(question.title, lang="en")
        assert described_graph.value(node, RDFS.comment) == Literal(question.answers, lang="en")
        assert described_graph.value(node, SCHEMA.keywords) == Literal(question.topic)


def test_parameters_and_columns_are_described(
    kg: scgraph.KnowledgeGraph, described_graph: Graph
) -> None:
    """Each parameter has its name, words and class or datatype; each column its name in order."""
    for name in kg.ask:
        question, node = kg.question(name), URIRef(QUESTION + name)
        slots = set(described_graph.objects(node, SH.parameter))
        assert {str(described_graph.value(slot, SH.name)) for slot in slots} == {
            slot.name for slot in question.params
        }
        assert all(
            (slot, SH.nodeKind, SH.IRI) in described_graph
            or (slot, SH.datatype, None) in described_graph
            for slot in slots
        )
        columns = sorted(
            (
                int(described_graph.value(column, SCHEMA.position)),
                str(described_graph.value(column, SCHEMA.valueName)),
            )  # type: ignore[arg-type]
            for column in described_graph.objects(node, SCHEMA.hasPart)
        )
        assert [column for _, column in columns] == list(question.columns)


def test_the_query_of_a_description_runs_as_it_stands(
    kg: scgraph.KnowledgeGraph, described_graph: Graph
) -> None:
    """What another tool takes from the description gives the rows of the question."""
    for name in kg.ask:
        text = str(described_graph.value(URIRef(QUESTION + name), SH.select))
        assert not any(line.startswith("#+") for line in text.splitlines())
        assert kg.query(text) == kg.ask(name), name


def test_the_command_writes_the_description() -> None:
    """`scgraph questions -f ttl` is this text, and it is the same each time."""
    assert run("questions", "-f", "ttl").stdout == described(Catalogue(queries()))


def test_the_list_of_one_topic() -> None:
    """A topic narrows the list; an unknown one is an error that names those there are."""
    rows = json.loads(run("questions", "causes", "-f", "json").stdout)
    assert {row["name"].partition("/")[0] for row in rows} == {"causes"}
    wrong = run("questions", "cause")
    assert wrong.exit_code == 2
    assert "causes" in wrong.stderr


def test_one_question_is_told_in_words(kg: scgraph.KnowledgeGraph) -> None:
    """With a full name in place of a topic, the command tells parameters and columns."""
    text = run("questions", "actors/roles").stdout
    question = kg.question("actors/roles")
    assert text.startswith(f"{question.answers}\n")
    assert all(f"{slot}; {slot.about}" in text for slot in question.params)
    assert all(f"{name}: {about}" in text for name, about in question.columns.items())
    assert "did you mean 'actors/roles'" in run("questions", "actors/rols").stderr


def test_the_description_is_plain_rdf(described_graph: Graph) -> None:
    """No blank node, and nothing but the vocabularies named in its prefixes."""
    assert not any(isinstance(node, rdflib.BNode) for node in described_graph.all_nodes())
