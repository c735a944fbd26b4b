"""A corpus on a server answers as the same corpus in memory does."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator

import networkx
import pytest
from pyoxigraph import Store
from rdflib import Graph, Literal, URIRef

import scgraph
from scgraph import files
from scgraph.answers import Table
from scgraph.catalogue import Catalogue
from scgraph.catalogue.evidence import BEHIND_CLAIMS
from scgraph.engine.access import Access
from scgraph.engine.http import Client
from scgraph.engine.probing import graphs_of
from scgraph.engine.remote import RemoteEngine
from scgraph.errors import QueryError, RemoteError
from scgraph.handover import canonical_nquads
from sparql_servers import SERVERS, oxigraph
from test_cli import run

DEEP = os.environ.get("SCGRAPH_DEEP") == "1"
SLOW = () if DEEP else ("barriers/own-synthesis-only",)
"""It takes as long as all others together, and stands in tests/test_questions.py."""
QUESTIONS = [name for name in Catalogue(files.queries()) if name not in (BEHIND_CLAIMS, *SLOW)]
QUESTIONED = [name for name in SERVERS if DEEP or "filled" not in name]
LOOKED_AT = list(SERVERS) if DEEP else ["oxigraph-empty-default"]
"""Where what is made of answers is made again, which takes long; the answers are held to all."""
THINGS = ("mic", "fragmented-governance", "総務省", "an-2025", "holroyd-2022", "2.1/p2/s3")


@pytest.fixture(scope="module", params=SERVERS)
def address(request: pytest.FixtureRequest, kg: scgraph.KnowledgeGraph) -> Iterator[str]:
    """Run each server once."""
    with SERVERS[request.param](kg) as address:
        yield address


@pytest.fixture(scope="module")
def far(address: str) -> scgraph.KnowledgeGraph:
    """Return the corpus that a server holds."""
    return scgraph.connect(address)


@pytest.fixture(scope="module")
def tables(kg: scgraph.KnowledgeGraph) -> dict[str, Table]:
    """Return the answer to each question in memory."""
    return {name: kg.ask(name) for name in QUESTIONS}


@pytest.mark.parametrize("address", QUESTIONED, indirect=True)
def test_every_question_has_the_same_answer(
    far: scgraph.KnowledgeGraph, tables: dict[str, Table]
) -> None:
    """Questions of readers, of cards and of integrity alike, to the last term and in order."""
    assert len(tables) > 150
    assert sum(map(len, tables.values())) > 5_000
    different = [
        name
        for name, table in tables.items()
        if (got := far.ask(name)) != table or got.terms != table.terms
    ]
    assert different == []


def test_parameters_are_found_by_name(
    far: scgraph.KnowledgeGraph, kg: scgraph.KnowledgeGraph
) -> None:
    """Names of things are those that the server knows, in both languages."""
    asked = {"actor": "国土交通省", "role": "part-of"}
    table = far.ask("barriers/actors-and-evidence", **asked)
    assert len(table) == 1
    assert table == kg.ask("barriers/actors-and-evidence", **asked)
    assert far.names_of("Barrier") == kg.names_of("Barrier")
    with pytest.raises(scgraph.UnknownNameError, match="did you mean 'mlit'"):
        far.ask("actors/roles", actor="mlitt")


@pytest.mark.parametrize("thing", THINGS)
def test_cards_are_the_same(
    far: scgraph.KnowledgeGraph, kg: scgraph.KnowledgeGraph, thing: str
) -> None:
    """What is shown of a thing comes whole, with IRIs and in words."""
    assert far.show(thing) == kg.show(thing)
    assert far.card_parts(thing) == kg.card_parts(thing)


@pytest.mark.parametrize("address", LOOKED_AT, indirect=True)
def test_audit_search_and_causes_are_the_same(
    far: scgraph.KnowledgeGraph, kg: scgraph.KnowledgeGraph
) -> None:
    """What is built from several answers is built alike."""
    assert far.audit() == kg.audit()
    assert far.search("data 高齢者") == kg.search("data 高齢者")
    assert len(far.search("data")) > 5
    assert far.search("data") == kg.search("data")
    ends = ("fragmented-governance", "isolated-projects")
    assert far.causes().paths(*ends) == kg.causes().paths(*ends)


@pytest.mark.parametrize("address", LOOKED_AT, indirect=True)
def test_views_pictures_and_page_are_the_same(
    far: scgraph.KnowledgeGraph, kg: scgraph.KnowledgeGraph
) -> None:
    """What is drawn is the same to the byte."""
    for name in ("causes", "barriers-actors-evidence"):
        assert networkx.utils.graphs_equal(far.view(name), kg.view(name))
    assert far.picture("barrier-tree").svg == kg.picture("barrier-tree").svg
    assert far.page().html == kg.page().html


@pytest.mark.parametrize("address", LOOKED_AT, indirect=True)
def test_the_report_is_the_same_but_for_lines(
    far: scgraph.KnowledgeGraph, kg: scgraph.KnowledgeGraph
) -> None:
    """A server knows no files; what is found, and how often it was looked for, is the same."""
    ours, theirs = kg.validate(), far.validate()
    assert theirs.counts == ours.counts
    assert {finding.place for finding in theirs} == {None}
    described = [sorted(f"{f.focus} {f.full_message}" for f in report) for report in (ours, theirs)]
    assert len(described[0]) > 50
    assert described[0] == described[1]


@pytest.mark.parametrize("address", LOOKED_AT, indirect=True)
def test_quads_are_those_of_the_store(
    far: scgraph.KnowledgeGraph, kg: scgraph.KnowledgeGraph
) -> None:
    """All graphs come whole; numbers are written as a store writes them."""
    stored = Store()
    stored.extend(kg.quads)
    assert len(far.quads) == len(kg.quads)
    assert canonical_nquads(far.quads) == canonical_nquads(stored)
    assert len(far.to_rdflib()) == len(kg.to_rdflib())


def test_evidence_and_queries_are_the_same(
    far: scgraph.KnowledgeGraph, kg: scgraph.KnowledgeGraph
) -> None:
    """Rows, truths and triples come back as what they are."""
    row = kg.ask("figures/all")[0]
    assert set(far.evidence(row)) == set(kg.evidence(row))
    query = "SELECT ?c ?t { ?c a scg:Claim ; schema:text ?t } ORDER BY ?c"
    assert far.query(query) == kg.query(query)
    assert far.query(query, limit=3) == kg.query(query, limit=3)
    assert far.query(query, timeout=20) == kg.query(query)
    assert far.query("ASK { id:mic a scg:Actor }") is True
    assert far.query("ASK { id:mic a scg:Barrier }") is False
    described = far.query("DESCRIBE id:mic")
    assert isinstance(described, Graph)
    assert len(described) > 3
    graph = "https://w3id.org/scgraph/reference"
    in_one = f"SELECT (COUNT(*) AS ?n) {{ GRAPH <{graph}> {{ ?s ?p ?o }} }}"
    assert far.query(in_one) == kg.query(in_one)


def test_from_is_heeded_or_the_server_is_known_not_to(
    far: scgraph.KnowledgeGraph, kg: scgraph.KnowledgeGraph, request: pytest.FixtureRequest
) -> None:
    """Oxigraph passes over FROM when it was started for the union; that is no answer, but said."""
    query = "SELECT (COUNT(*) AS ?n) FROM <https://w3id.org/scgraph/reference> { ?s ?p ?o }"
    if request.node.callspec.params["address"].startswith("oxigraph-union"):
        with pytest.raises(RemoteError, match="passes over FROM"):
            far.query(query)
    else:
        assert far.query(query) == kg.query(query)


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("SELECT", "line 1, column 7: "),
        ("SELECT * {\n  ?s scg:x ?o } }", "line 2, column 18: from here on"),
        ("ASK { ?s unknown:x ?o }", "line 1, column "),
        ("ASK { SERVICE <http://127.0.0.1/> { ?s ?p ?o } }", "line 1, column 7: SERVICE"),
        ("INSERT DATA { <x:a> <x:b> <x:c> }", "line 1, column "),
    ],
)
def test_a_wrong_query_is_pointed_at(far: scgraph.KnowledgeGraph, query: str, said: str) -> None:
    """The place is that in the text of the user, whatever was put before it."""
    with pytest.raises(QueryError) as caught:
        far.query(query)
    assert str(caught.value).startswith(said)
    assert len(str(caught.value)) < 300


def test_a_server_is_not_changed_from_here(far: scgraph.KnowledgeGraph) -> None:
    """What is added is refused in words, and nothing of it stays."""
    more = Graph()
    more.add((URIRef("https://example.org/a"), URIRef("https://example.org/b"), Literal("c")))
    before = len(far.quads)
    with pytest.raises(RemoteError, match="scgraph push"):
        far.add(more)
    with pytest.raises(RemoteError, match="scgraph push"):
        far._engine.load_nquads(b"")
    assert len(far.quads) == before


def test_a_graph_says_how_large_it_is(
    far: scgraph.KnowledgeGraph, kg: scgraph.KnowledgeGraph
) -> None:
    """Papers and quads are counted by the server."""
    assert repr(far) == repr(kg)


@pytest.mark.parametrize("address", LOOKED_AT, indirect=True)
def test_the_corpus_is_described_from_afar(
    far: scgraph.KnowledgeGraph, kg: scgraph.KnowledgeGraph
) -> None:
    """Base, language and papers are found out, so that what is handed over is the same."""
    assert far.description().remarks == kg.description().remarks
    assert [one.kind for one in far.nanopublications("an-2025")][:1] == ["claim"]


@pytest.mark.parametrize("address", LOOKED_AT, indirect=True)
def test_the_command_line_takes_an_address(address: str) -> None:
    """Each command that reads a corpus gives the same from a server."""
    for command in (
        ("ask", "barriers/actors-and-evidence", "-p", "actor=mlit", "-f", "json"),
        ("show", "mic"),
        ("search", "高齢者", "-f", "csv"),
        ("query", "ASK { id:mic a scg:Actor }"),
        ("audit", "--barrier", "demographic-ageing", "-f", "json"),
        ("bibliography", "an-2025"),
    ):
        ours, theirs = run(*command), run(*command, "--corpus", address)
        assert theirs.exit_code == ours.exit_code == 0, theirs.stderr
        assert theirs.stdout == ours.stdout
        assert len(ours.stdout) > 4


@pytest.mark.parametrize("address", LOOKED_AT, indirect=True)
def test_validation_of_a_server_by_the_command_line(address: str) -> None:
    """The address stands where a path would; the counts are those of the files."""
    theirs = run("validate", address)
    assert theirs.exit_code == 0
    assert theirs.stdout.splitlines()[-1] == run("validate").stdout.splitlines()[-1]


def test_a_server_is_told_each_graph_if_it_knows_no_shorter_way(
    kg: scgraph.KnowledgeGraph, tables: dict[str, Table]
) -> None:
    """The parameters of the protocol alone give the same answers from an empty default graph."""
    with oxigraph(kg) as address, Client(Access(address)) as client:
        plain = RemoteEngine(client)
        graphs = graphs_of(plain)
        assert len(graphs) == 6
        told = kg.answered_by(RemoteEngine(client, graphs))
        names = QUESTIONS if DEEP else ["barriers/hierarchy", "figures/all", "papers/statistics"]
        for name in names:
            assert len(tables[name]) or DEEP
            assert told.ask(name) == tables[name]
        assert plain.query("ASK { ?claim a <https://w3id.org/scgraph/vocab/Claim> }") is False


def test_a_json_answer_from_afar_is_the_same_document(
    far: scgraph.KnowledgeGraph, kg: scgraph.KnowledgeGraph
) -> None:
    """Terms keep language and datatype on the way."""
    query = "SELECT ?l ?n { id:mic skos:prefLabel ?l . ?f scg:number ?n } ORDER BY ?l ?n"
    ours, theirs = kg.query(query), far.query(query)
    assert isinstance(ours, Table)
    assert isinstance(theirs, Table)
    assert json.loads(theirs.to_srj()) == json.loads(ours.to_srj())
