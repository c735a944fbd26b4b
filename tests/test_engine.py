"""The memory engine: load, query, count."""

from __future__ import annotations

import pytest
from pyoxigraph import Literal, NamedNode, Quad, Triple

from scgraph.engine import Engine, MemoryEngine, Solutions
from scgraph.errors import QueryError, ReadError

TWO_GRAPHS = b'<x:a> <x:p> "1" <x:g1> .\n<x:a> <x:p> "2" <x:g2> .\n'


@pytest.fixture
def engine() -> MemoryEngine:
    """Return an engine with one statement in each of two graphs."""
    engine = MemoryEngine()
    engine.load_nquads(TWO_GRAPHS)
    return engine


def test_the_memory_engine_is_an_engine() -> None:
    """It has what the protocol asks for; the type checker reads this line too."""
    engine: Engine = MemoryEngine()
    assert engine.count() == 0


def test_a_query_sees_the_union_of_all_graphs(engine: MemoryEngine) -> None:
    """No query needs GRAPH."""
    answer = engine.query("SELECT ?v { <x:a> <x:p> ?v } ORDER BY ?v")
    assert isinstance(answer, Solutions)
    assert [row[0] for row in answer] == [Literal("1"), Literal("2")]


def test_a_graph_can_still_be_named(engine: MemoryEngine) -> None:
    """The graphs stay apart for whoever asks for one."""
    answer = engine.query("SELECT ?v { GRAPH <x:g2> { ?s ?p ?v } }")
    assert isinstance(answer, Solutions)
    assert answer.rows == ((Literal("2"),),)


def test_solutions_keep_the_order_of_their_variables_and_none_for_unbound(
    engine: MemoryEngine,
) -> None:
    """Columns come as the query lists them."""
    answer = engine.query("SELECT ?b ?a { BIND(1 AS ?a) }")
    assert isinstance(answer, Solutions)
    assert answer.variables == ("b", "a")
    assert answer.rows[0][0] is None
    assert len(answer) == 1


def test_each_query_form_has_its_answer(engine: MemoryEngine) -> None:
    """ASK gives a bool, CONSTRUCT and DESCRIBE give triples."""
    assert engine.query("ASK { <x:a> <x:p> '1' }") is True
    assert engine.query("ASK { <x:a> <x:p> '9' }") is False
    built = engine.query("CONSTRUCT { ?s <x:q> ?v } WHERE { ?s <x:p> ?v FILTER(?v = '1') }")
    assert built == [Triple(NamedNode("x:a"), NamedNode("x:q"), Literal("1"))]
    described = engine.query("DESCRIBE <x:a>")
    assert isinstance(described, list)
    assert len(described) == 2


@pytest.mark.parametrize("text", ["SELECT", "SELECT * { ?s ?p }", "nonsense", "", "INSERT DATA {}"])
def test_what_is_no_query_is_a_query_error(engine: MemoryEngine, text: str) -> None:
    """A fault in a query never comes as a SyntaxError of Python, and an update is no query."""
    with pytest.raises(QueryError):
        engine.query(text)


def test_quads_are_loaded_once_each(engine: MemoryEngine) -> None:
    """The same statement twice is one statement."""
    quad = Quad(NamedNode("x:a"), NamedNode("x:p"), Literal("1"), NamedNode("x:g1"))
    engine.load([quad, quad])
    assert engine.count() == 2


def test_bad_n_quads_load_nothing_and_name_the_line(engine: MemoryEngine) -> None:
    """A document is loaded whole or not at all."""
    with pytest.raises(ReadError) as caught:
        engine.load_nquads(b"<x:b> <x:p> <x:c> <x:g> .\n<x:b> <x:p> .\n")
    assert caught.value.faults[0].line == 2
    assert engine.count() == 2
