"""The formats of answers over HTTP: which one a client gets, and that each holds the same."""

from __future__ import annotations

import json

import pytest
from pyoxigraph import (
    QueryResultsFormat,
    QuerySolutions,
    RdfFormat,
    parse,
    parse_query_results,
)

import scgraph
from serving import Server

RESULTS = {
    "application/sparql-results+json": QueryResultsFormat.JSON,
    "application/sparql-results+xml": QueryResultsFormat.XML,
    "text/tab-separated-values": QueryResultsFormat.TSV,
}
GRAPHS = {
    "text/turtle": RdfFormat.TURTLE,
    "application/n-triples": RdfFormat.N_TRIPLES,
    "application/ld+json": RdfFormat.JSON_LD,
    "application/rdf+xml": RdfFormat.RDF_XML,
    "text/n3": RdfFormat.N3,
}
SELECT = """SELECT ?claim ?label ?number ?none {
  ?claim a scg:Claim . OPTIONAL { ?claim rdfs:label ?label } OPTIONAL { ?claim scg:value ?number }
} ORDER BY ?claim ?label ?number"""
ODD = r"""SELECT * { VALUES (?a ?b) {
  ("tab\there" "quote \" and, comma") ("line\nbreak" "総務省"@ja) (1.10 UNDEF) (<x:a> true)
  ("<&>" "1.10"^^<http://www.w3.org/2001/XMLSchema#decimal>) ("" " ")
} } ORDER BY STR(?a)"""


def rows_of(body: bytes, media: str) -> tuple[list[str], list[tuple[object, ...]]]:
    """Return the columns and rows of an answer."""
    answer = parse_query_results(body, RESULTS[media])
    assert isinstance(answer, QuerySolutions)
    columns = [variable.value for variable in answer.variables]
    return columns, [tuple(solution[name] for name in columns) for solution in answer]


@pytest.mark.parametrize("media", RESULTS)
@pytest.mark.parametrize("query", [SELECT, ODD], ids=["claims", "odd"])
def test_each_format_of_results_holds_the_same_rows(
    server: Server, kg: scgraph.KnowledgeGraph, media: str, query: str
) -> None:
    """The rows over HTTP are those of the graph in memory, term by term."""
    answer = server.get(query=query, accept=media)
    assert answer.media == media
    columns, rows = rows_of(answer.body, media)
    table = kg.query(query)
    assert isinstance(table, scgraph.Table)
    assert tuple(columns) == table.columns
    found = kg._engine.query(query, prefixes=kg.prefixes)
    assert rows == [tuple(row) for row in found.rows]  # type: ignore[union-attr]
    assert len(rows) == len(table) > 5


def test_csv_holds_the_same_values(server: Server, kg: scgraph.KnowledgeGraph) -> None:
    """CSV has the values without their types, quoted as RFC 4180 says."""
    import csv
    import io

    answer = server.get(query=ODD, accept="text/csv")
    rows = list(csv.reader(io.StringIO(answer.text, newline="")))
    found = kg._engine.query(ODD, prefixes=kg.prefixes)
    expected = [[getattr(term, "value", "") for term in row] for row in found.rows]  # type: ignore[union-attr]
    assert rows == [list(found.variables), *expected]  # type: ignore[union-attr]
    assert answer.body.count(b"\r\n") >= len(expected)


@pytest.mark.parametrize("media", GRAPHS)
def test_each_format_of_graphs_holds_the_same_triples(
    server: Server, kg: scgraph.KnowledgeGraph, media: str
) -> None:
    """What CONSTRUCT makes is the same graph in every format."""
    query = "CONSTRUCT { ?b ?p ?o } WHERE { ?b a scg:Barrier ; ?p ?o }"
    answer = server.get(query=query, accept=media)
    assert answer.media == media
    triples = {quad.triple for quad in parse(answer.body, GRAPHS[media], lenient=True)}
    assert triples == set(kg._engine.query(query, prefixes=kg.prefixes))  # type: ignore[arg-type]
    assert len(triples) > 100


def test_a_graph_declares_the_prefixes_that_it_uses(server: Server) -> None:
    """Turtle and N3 begin with those alone, of the many that a query may use."""
    for name in ("ttl", "n3"):
        body = server.get(query="CONSTRUCT { id:mic a scg:Actor } {}", format=name).text
        declared = {line.split()[1] for line in body.splitlines() if line.startswith("@prefix")}
        assert declared == {"id:", "scg:"}


@pytest.mark.parametrize("truth", [True, False])
def test_each_format_of_results_holds_the_same_truth(server: Server, truth: bool) -> None:
    """ASK is answered in all four formats."""
    query = f"ASK {{ FILTER({str(truth).lower()}) }}"
    for media, form in RESULTS.items():
        assert bool(parse_query_results(server.get(query=query, accept=media).body, form)) is truth
    assert server.get(query=query, accept="text/csv").text.strip() == str(truth).lower()


@pytest.mark.parametrize(
    ("query", "accept", "media"),
    [
        ("SELECT * {}", None, "application/sparql-results+json"),
        ("SELECT * {}", "", "application/sparql-results+json"),
        ("SELECT * {}", "*/*", "application/sparql-results+json"),
        ("SELECT * {}", "application/json", "application/json"),
        ("SELECT * {}", "text/turtle, text/csv;q=0.1", "text/csv"),
        ("SELECT * {}", "application/xml, */*;q=0.8", "application/xml"),
        ("SELECT * {}", "text/*", "text/csv"),
        ("CONSTRUCT WHERE { ?s a scg:Actor }", None, "text/turtle"),
        ("CONSTRUCT WHERE { ?s a scg:Actor }", "application/*", "application/n-triples"),
        ("CONSTRUCT WHERE { ?s a scg:Actor }", "text/plain", "text/plain"),
        (
            "CONSTRUCT WHERE { ?s a scg:Actor }",
            "text/csv, application/ld+json",
            "application/ld+json",
        ),
        ("DESCRIBE id:mic", "application/json;q=0.5, text/n3", "text/n3"),
    ],
)
def test_a_client_gets_what_it_would_rather_have(
    server: Server, query: str, accept: str | None, media: str
) -> None:
    """The best of what the client takes that the form of the query can be written in is sent."""
    answer = server.get(query=query, accept=accept)
    assert (answer.status, answer.media, answer.headers["vary"]) == (200, media, "Accept")


@pytest.mark.parametrize(
    ("query", "accept", "offered"),
    [
        ("SELECT * {}", "text/turtle", "application/sparql-results+json"),
        ("ASK {}", "application/rdf+xml", "text/tab-separated-values"),
        ("DESCRIBE id:mic", "text/csv", "text/turtle"),
        ("# SELECT\nCONSTRUCT {} {}", "application/sparql-results+json", "application/ld+json"),
        ("SELECT * {}", "image/png", "text/csv"),
        ("SELECT * {}", "*/*;q=0", "text/csv"),
        ("SELECT * {}", "text/csv;charset=latin1", "text/csv"),
    ],
)
def test_who_takes_nothing_that_there_is_is_told_what_there_is(
    server: Server, query: str, accept: str, offered: str
) -> None:
    """It is 406 with the list of what the form of the query can be written in."""
    answer = server.get(query=query, accept=accept)
    assert (answer.status, answer.headers["vary"]) == (406, "Accept")
    assert offered in answer.text


@pytest.mark.parametrize("parameter", ["format", "output"])
@pytest.mark.parametrize(
    ("name", "rows", "triples"),
    [
        ("json", "application/sparql-results+json", "application/ld+json"),
        ("xml", "application/sparql-results+xml", "application/rdf+xml"),
        ("csv", "text/csv", "text/turtle"),
        ("tsv", "text/tab-separated-values", "text/turtle"),
        ("turtle", "application/sparql-results+json", "text/turtle"),
        ("nt", "application/sparql-results+json", "application/n-triples"),
        ("json-ld", "application/sparql-results+json", "application/ld+json"),
        ("rdf+xml", "application/sparql-results+json", "application/rdf+xml"),
        ("text/n3", "application/sparql-results+json", "text/n3"),
    ],
)
def test_a_format_can_be_asked_for_by_name(
    server: Server, parameter: str, name: str, rows: str, triples: str
) -> None:
    """The name stands above Accept for each form of query that can be written so."""
    asked = {parameter: name}
    assert server.get(query="SELECT * {}", **asked).media == rows
    assert server.get(query="CONSTRUCT {} {}", **asked).media == triples


@pytest.mark.parametrize(
    ("query", "media", "reason"),
    [
        (r'SELECT ("\u0001" AS ?x) {}', "application/sparql-results+xml", "letter"),
        ('SELECT ("\ufffe" AS ?x) {}', "application/sparql-results+xml", "letter"),
        (r'CONSTRUCT { <x:a> <x:b> "\u0008" } {}', "application/rdf+xml", "letter"),
        ("CONSTRUCT { <x:a> <x:1> 1 } {}", "application/rdf+xml", "predicate"),
        ("CONSTRUCT { <x:a> <x:b/> 1 } {}", "application/rdf+xml", "predicate"),
    ],
)
def test_no_xml_is_sent_that_no_parser_reads(
    server: Server, query: str, media: str, reason: str
) -> None:
    """What XML cannot hold is refused with the reason, and another format is named."""
    answer = server.get(query=query, accept=f"{media}, application/json;q=0")
    assert answer.status == 400
    assert reason in answer.text
    assert "ask for" in answer.text
    assert server.get(query=query).status == 200


def test_prefixes_of_the_corpus_need_not_be_declared(server: Server) -> None:
    """A query may use them as they are, and its own declaration stands above them."""
    assert json.loads(server.get(query="ASK { id:mic a scg:Actor }").body)["boolean"] is True
    own = "PREFIX id: <https://example.org/> SELECT (id:mic AS ?x) {}"
    assert "https://example.org/mic" in server.get(query=own).text
    assert server.get(query="ASK { nowhere:mic ?p ?o }").status == 400
