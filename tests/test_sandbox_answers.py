"""What a worker answers is what the engine in memory answers, and no more than it may."""

from __future__ import annotations

import csv
import io
import json
import os
from collections.abc import Iterator
from xml.etree import ElementTree

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from pyoxigraph import (
    BlankNode,
    Literal,
    NamedNode,
    Quad,
    QueryResultsFormat,
    RdfFormat,
    Triple,
    parse,
    parse_query_results,
    serialize,
)

import scgraph
from scgraph.engine.memory import MemoryEngine
from scgraph.errors import LimitError
from scgraph.sandbox import Dataset, Formats, Limits, Pool, PoolEngine

DEEP = os.environ.get("SCGRAPH_DEEP") == "1"
MANY = settings(max_examples=1000 if DEEP else 40, deadline=None)
ROWS = 300
LABEL = "barrière 地域 \U0001f68c "
GRAPH = "<x:graph>"
QUADS = "".join(
    f'<x:{n:03}> <x:label> "{LABEL * (1 + n % 7)}{n}"@fr {GRAPH} .\n' for n in range(ROWS)
)
ALL = "SELECT ?a ?c { ?a ?b ?c } ORDER BY ?a"
BUILT = "CONSTRUCT { ?a ?b ?c } WHERE { ?a ?b ?c } ORDER BY ?a"

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="processes cannot be copied here")


@pytest.fixture(scope="module")
def pool() -> Iterator[Pool]:
    """Start workers on 300 labels of several scripts."""
    with Pool(QUADS.encode(), workers=2, limits=Limits(seconds=30)) as pool:
        yield pool


@pytest.fixture(scope="module")
def shipped(kg: scgraph.KnowledgeGraph) -> Iterator[Pool]:
    """Start workers on the shipped corpus."""
    with kg.pool(workers=2, limits=Limits(seconds=60, rows=None)) as pool:
        yield pool


def rows_of(body: bytes, name: str) -> int:
    """Read an answer by another reader than the one that wrote it, and count its rows."""
    if name == "json":
        return len(json.loads(body)["results"]["bindings"])
    if name == "xml":
        tag = "{http://www.w3.org/2005/sparql-results#}result"
        return len(list(ElementTree.fromstring(body).iter(tag)))
    text = body.decode()
    return len(list(csv.reader(io.StringIO(text)))) - 1 if name == "csv" else text.count("\n") - 1


@MANY
@given(
    name=st.sampled_from(["json", "xml", "csv", "tsv"]),
    rows=st.one_of(st.none(), st.integers(0, ROWS + 5)),
    size=st.one_of(st.just(1_000_000), st.integers(200, 60_000)),
)
def test_rows_and_bytes_are_capped_exactly(
    pool: Pool, name: str, rows: int | None, size: int
) -> None:
    """Whole rows, as many as are told, never more bytes; truncated only if some were left out."""
    limits = Limits(seconds=30, rows=rows, size=size)
    reply = pool.run(ALL, formats=Formats(rows=name), limits=limits)
    assert rows_of(reply.body, name) == reply.rows
    assert reply.rows <= (ROWS if rows is None else rows)
    if reply.rows:
        assert len(reply.body) <= size
    assert reply.is_truncated == (reply.rows < ROWS)
    if size == 1_000_000:
        assert reply.rows == min(ROWS, ROWS if rows is None else rows)
    whole = pool.run(ALL, formats=Formats(rows="tsv")).body.decode().splitlines()
    if name == "tsv":
        assert reply.body.decode().splitlines() == whole[: reply.rows + 1]


@MANY
@given(
    name=st.sampled_from(["ttl", "nt", "jsonld", "rdfxml", "n3"]),
    rows=st.one_of(st.none(), st.integers(0, ROWS + 5)),
    size=st.one_of(st.just(1_000_000), st.integers(400, 60_000)),
)
def test_triples_and_bytes_are_capped_exactly(
    pool: Pool, name: str, rows: int | None, size: int
) -> None:
    """The same for what is built, in every format that holds it."""
    limits = Limits(seconds=30, rows=rows, size=size)
    reply = pool.run(BUILT, formats=Formats(triples=name), limits=limits)
    formats = {"ttl": RdfFormat.TURTLE, "nt": RdfFormat.N_TRIPLES, "jsonld": RdfFormat.JSON_LD}
    formats |= {"rdfxml": RdfFormat.RDF_XML, "n3": RdfFormat.N3}
    assert len(list(parse(reply.body, formats[name]))) == reply.rows
    assert len(reply.body) <= size or not reply.rows
    assert reply.is_truncated == (reply.rows < ROWS)


@pytest.mark.parametrize("name", ["json", "xml", "csv", "tsv"])
def test_a_row_that_is_too_large_leaves_none(pool: Pool, name: str) -> None:
    """It is not cut within; the answer is empty, well-formed, and says that it is truncated."""
    query = "SELECT (GROUP_CONCAT(?c) AS ?t) { ?a ?b ?c }"
    reply = pool.run(query, formats=Formats(rows=name), limits=Limits(size=1000))
    assert (reply.rows, reply.is_truncated) == (0, True)
    assert rows_of(reply.body, name) == 0


def test_an_engine_leaves_nothing_out_in_silence(pool: Pool) -> None:
    """An answer beyond the size is an error; fewer rows than asked for are none."""
    engine = PoolEngine(pool, Limits(size=5000))
    with pytest.raises(LimitError, match="larger than 5,000 bytes"):
        engine.query(ALL)
    assert len(engine.query(ALL, limit=5)) == 5  # type: ignore[arg-type]


IRIS = st.sampled_from(
    [NamedNode("x:a"), NamedNode("http://例え.jp/あ?b=c#d"), NamedNode("x:it's")]
)
TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
LITERALS = st.one_of(
    st.builds(Literal, TEXT),
    st.builds(
        lambda text, tag: Literal(text, language=tag), TEXT, st.sampled_from(["ja", "en-GB"])
    ),
    st.builds(lambda text: Literal(text, datatype=NamedNode("x:type")), TEXT),
    st.builds(Literal, st.integers()),
    st.builds(Literal, st.floats(allow_nan=False)),
    st.builds(Literal, st.booleans()),
)
SIMPLE = st.one_of(IRIS, LITERALS, st.sampled_from([BlankNode("b"), BlankNode("c1")]))
SUBJECTS = st.one_of(IRIS, st.sampled_from([BlankNode("b"), BlankNode("c1")]))
TERMS = st.one_of(SIMPLE, st.builds(Triple, SUBJECTS, IRIS, SIMPLE))


@settings(MANY, max_examples=200 if DEEP else 5, phases=[Phase.generate])
@given(st.lists(st.builds(Triple, SUBJECTS, IRIS, TERMS), min_size=20, max_size=100))
def test_every_term_comes_back_as_it_was(triples: list[Triple]) -> None:
    """Rows, truth and triples of a worker are those of memory, whatever the letters of a term."""
    quads = [Quad(t.subject, t.predicate, t.object, NamedNode("x:g")) for t in triples]
    data = serialize(quads, format=RdfFormat.N_QUADS) or b""
    memory = MemoryEngine(quads)
    with Pool(data, workers=1) as pool:
        engine = PoolEngine(pool)
        for query in (
            "SELECT ?a ?b ?c ?none { ?a ?b ?c }",
            "CONSTRUCT WHERE { ?a ?b ?c }",
            "ASK { ?a ?b ?c }",
            "SELECT * { ?a ?b ?c } LIMIT 0",
        ):
            expected, given_ = memory.query(query), engine.query(query)
            if isinstance(expected, bool):
                assert given_ is expected
                continue
            assert isinstance(expected, list) or given_.variables == expected.variables  # type: ignore[union-attr]
            assert sorted(map(str, given_)) == sorted(map(str, expected))  # type: ignore[arg-type]


def test_every_question_is_answered_as_in_memory(kg: scgraph.KnowledgeGraph, shipped: Pool) -> None:
    """The whole catalogue, through workers: the same tables in the same order."""
    served = kg.answered_by(PoolEngine(shipped))
    names = [str(row.name) for row in kg.questions()]
    assert len(names) > 70
    for name in names if DEEP else names[::6]:
        assert served.ask(name).to_csv() == kg.ask(name).to_csv(), name


@pytest.mark.parametrize("name", ["json", "xml", "csv", "tsv"])
def test_truth_is_written_in_every_format(pool: Pool, name: str) -> None:
    """ASK has an answer in each format of rows, which is neither cut nor counted."""
    reply = pool.run("ASK {}", formats=Formats(truth=name), limits=Limits(rows=0))
    assert (reply.kind, reply.is_truncated) == ("truth", False)
    assert b"true" in reply.body
    if name != "csv":
        formats = {"json": QueryResultsFormat.JSON, "xml": QueryResultsFormat.XML}
        assert parse_query_results(reply.body, formats.get(name, QueryResultsFormat.TSV))


def test_a_dataset_that_is_given_stands_above_from(shipped: Pool) -> None:
    """A client that names graphs is answered from these alone."""
    query = "SELECT (COUNT(*) AS ?n) FROM <x:nothing> { ?a ?b ?c }"
    reference = Dataset(default=("https://w3id.org/scgraph/reference",))
    of_none = shipped.run(query, formats=Formats(rows="csv")).body.split()[1]
    of_one = shipped.run(query, formats=Formats(rows="csv"), dataset=reference).body.split()[1]
    assert of_none == b"0"
    assert int(of_one) > 0


@pytest.mark.parametrize(
    "query",
    ["SELECT ('\x01' AS ?x) {}", "CONSTRUCT { <x:a> <x:b> '\ufffe' } {}"],
)
def test_what_xml_cannot_hold_is_told(pool: Pool, query: str) -> None:
    """No document is given that no reader of XML takes; other formats hold every letter."""
    xml = Formats(rows="xml", triples="rdfxml")
    with pytest.raises(scgraph.QueryError, match=r"XML cannot hold the letter U\+"):
        pool.run(query, formats=xml)
    assert pool.run(query, formats=Formats(rows="json", triples="nt")).rows == 1
    lines = pool.run("SELECT ('a\\r\\n\\t<&>' AS ?x) {}", formats=xml).body
    (text,) = ElementTree.fromstring(lines).itertext()
    assert text == "a\r\n\t<&>"


@pytest.mark.parametrize("query", ["SELECT", "ASK { ?a no:prefix ?c }", "ASK { ?a ?b '\ud800' }"])
def test_what_is_wrong_is_told_as_in_memory(pool: Pool, query: str) -> None:
    """The same words at the same place."""
    errors = []
    for engine in (MemoryEngine(), PoolEngine(pool)):
        with pytest.raises(scgraph.QueryError) as raised:
            engine.query(query)
        errors.append(str(raised.value))
    assert errors[0] == errors[1]
