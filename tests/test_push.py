"""A corpus is pushed to real servers: whole, again after any stop, and nothing else is touched."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from pyoxigraph import BlankNode, Literal, NamedNode, Quad, Triple

import scgraph
from bus_corpus import BASE, write_corpus
from pushed_servers import JSON, OXIGRAPH, Oxigraph, answering, oxigraph
from scgraph.engine.access import Access
from scgraph.engine.http import Client
from scgraph.engine.remote import RemoteEngine
from scgraph.errors import ExportError, RemoteError
from scgraph.handover import canonical_nquads
from scgraph.pushing.addresses import addresses_of
from scgraph.pushing.digest import mark_of
from scgraph.pushing.pieces import halves_of, pieces_of
from scgraph.pushing.plan import graphs_of
from scgraph.pushing.values import normal
from test_cli import run

pytestmark = [
    pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGKILL"),
    pytest.mark.skipif(not OXIGRAPH.exists(), reason="the Oxigraph server is not installed"),
]
SOURCE = Path(__file__).resolve().parents[1] / "src"
DEEP = bool(os.environ.get("SCGRAPH_DEEP"))
KILLS = 60 if DEEP else 6
XSD = "http://www.w3.org/2001/XMLSchema#"
SAYS = "https://w3id.org/scgraph/paper/an-2025/says"
OTHERS = "https://example.org/others"
OLD = "https://w3id.org/scgraph/paper/gone-1999/says"


@pytest.fixture(scope="module")
def running() -> Iterator[Oxigraph]:
    """Return a server that does not answer about the union of its graphs."""
    with oxigraph(None) as server:
        yield server


@pytest.fixture
def server(running: Oxigraph) -> Oxigraph:
    """Return the server with nothing in it."""
    running.clear()
    return running


@pytest.fixture
def buses(tmp_path: Path) -> scgraph.KnowledgeGraph:
    """Return a small corpus."""
    write_corpus(tmp_path / "corpus")
    return scgraph.load(tmp_path / "corpus")


def states(pushed: scgraph.Pushed) -> set[str]:
    """Return what became of the graphs."""
    return {graph.state for graph in pushed}


def held(server: Oxigraph) -> set[tuple[str, ...]]:
    """Return everything that stands in named graphs, blank nodes aside."""
    text = "SELECT ?g ?s ?p ?o { GRAPH ?g { ?s ?p ?o } FILTER (!ISBLANK(?s) && !ISBLANK(?o)) }"
    return {tuple(row) for row in server.rows(text)}


@pytest.mark.parametrize("by", ["store", "update"])
def test_a_push_is_whole_and_a_second_sends_nothing(
    by: str, server: Oxigraph, kg: scgraph.KnowledgeGraph
) -> None:
    """Either way of writing brings every graph; what is there is passed over."""
    first = kg.push(server.root, by=by)
    assert (states(first), first.by, first.is_complete) == ({"sent"}, by, True)
    assert server.graphs() == {graph.graph: graph.triples for graph in first}
    assert sum(graph.triples for graph in first) == len(set(kg.quads))
    second = kg.push(f"{server.root}/query", by=by)
    assert (states(second), second.by) == ({"equal"}, "")


def test_a_dry_run_writes_nothing(server: Oxigraph, kg: scgraph.KnowledgeGraph) -> None:
    """It says what would be sent, and sends none of it."""
    told = kg.push(server.root, dry_run=True)
    assert (states(told), told.is_complete) == ({"to send"}, False)
    assert server.graphs() == {}


@pytest.mark.parametrize(
    "damage",
    [
        f"DELETE {{ GRAPH <{SAYS}> {{ ?s ?p ?o }} }} INSERT {{ GRAPH <{SAYS}> {{ ?s ?p <x:o> }} }}"
        f" WHERE {{ SELECT * {{ GRAPH <{SAYS}> {{ ?s ?p ?o }} }} ORDER BY ?s ?p ?o LIMIT 1 }}",
        f"INSERT DATA {{ GRAPH <{SAYS}> {{ <x:s> <x:p> <x:o> }} }}",
        f"DROP GRAPH <{SAYS}>",
    ],
    ids=["one altered", "one more", "gone"],
)
def test_what_was_tampered_with_is_found_and_mended(
    damage: str, server: Oxigraph, kg: scgraph.KnowledgeGraph
) -> None:
    """One triple that is not as it was sent makes its graph, and no other, be sent anew."""
    kg.push(server.root)
    whole = held(server)
    server.update(damage)
    assert held(server) != whole
    assert [one.graph for one in kg.push(server.root) if one.state == "sent"] == [SAYS]
    assert held(server) == whole


def test_graphs_of_others_stay(server: Oxigraph, kg: scgraph.KnowledgeGraph) -> None:
    """An old graph is told of, and removed when asked for; a stranger's never is."""
    server.update(f"INSERT DATA {{ GRAPH <{OTHERS}> {{ <x:a> <x:b> 1 }} <x:c> <x:d> 2 }}")
    server.update(f"INSERT DATA {{ GRAPH <{OLD}> {{ <x:a> <x:b> 1 }} }}")
    assert {one.graph for one in kg.push(server.root) if one.state == "old"} == {OLD}
    would = kg.push(server.root, prune=True, dry_run=True)
    assert "to remove" in states(would)
    assert OLD in server.graphs()
    assert "removed" in states(kg.push(server.root, prune=True))
    assert OLD not in server.graphs()
    assert server.graphs()[OTHERS] == 1
    assert server.rows("SELECT ?o { <x:c> ?p ?o }") == [["2"]]


def test_a_graph_outside_the_base_is_not_replaced_unasked(
    server: Oxigraph, buses: scgraph.KnowledgeGraph
) -> None:
    """What a corpus says in a graph of a foreign name may be somebody else's on the server."""
    import rdflib

    dataset = rdflib.Dataset()
    dataset.graph(rdflib.URIRef(OTHERS)).add(
        (rdflib.URIRef("x:a"), rdflib.RDF.value, rdflib.Literal(1))
    )
    buses.add(dataset)
    server.update(f"INSERT DATA {{ GRAPH <{OTHERS}> {{ <x:a> <x:b> 2 }} }}")
    with pytest.raises(RemoteError, match=r"outside the base of the corpus.*--replace"):
        buses.push(server.root)
    assert server.graphs() == {OTHERS: 1}
    assert buses.push(server.root, replace=True).is_complete


def test_the_default_graph_is_filled_when_asked(
    server: Oxigraph, kg: scgraph.KnowledgeGraph, buses: scgraph.KnowledgeGraph
) -> None:
    """Else it is said that questions find nothing; what changes later changes there too."""
    number = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
    assert "--default-graph" in kg.push(server.root).remarks[0]
    assert server.rows(number) == [["0"]]
    server.update("INSERT DATA { <x:mine> <x:p> 1 }")
    assert kg.push(server.root, default_graph=True).remarks == ()
    triples = len({quad.triple for quad in kg.quads})
    assert server.rows(number) == [[str(triples + 1)]]
    assert kg.push(server.root, default_graph=True).remarks == ()
    assert server.rows(number) == [[str(triples + 1)]]
    server.update(f"INSERT DATA {{ GRAPH <{SAYS}> {{ <x:s> <x:p> 1 }} <x:s> <x:p> 1 }}")
    kg.push(server.root, default_graph=True)
    assert server.rows(number) == [[str(triples + 1)]]


def test_a_server_of_the_union_needs_no_filling(buses: scgraph.KnowledgeGraph) -> None:
    """There all is seen; copying into its default graph is refused, since it is not one."""
    with oxigraph(None, "--union-default-graph") as server:
        assert buses.push(server.root).remarks == ()
        with pytest.raises(RemoteError, match="needs no filling"):
            buses.push(server.root, default_graph=True)


def test_questions_of_a_pushed_corpus_have_the_same_rows(
    server: Oxigraph, kg: scgraph.KnowledgeGraph
) -> None:
    """A server to which the corpus was pushed answers as the memory does."""
    kg.push(server.root, default_graph=True)
    far = scgraph.connect(f"{server.root}/query")
    names = kg.questions().column("name")
    asked = names if DEEP else names[::6]
    assert asked
    assert [name for name in asked if list(far.ask(name)) != list(kg.ask(name))] == []


def test_a_killed_push_is_finished_by_the_next(
    server: Oxigraph, kg: scgraph.KnowledgeGraph
) -> None:
    """Killed at any instant, it leaves no half graph that the next push takes for a whole one."""
    kg.push(server.root)
    whole, chance, killed, resumed = held(server), random.Random(7), 0, 0
    code = f"import scgraph; scgraph.load().push({server.root!r}, by='update')"
    code = f"import scgraph.pushing.writing as w; w.MOST_TRIPLES = 700; {code}"
    for _ in range(KILLS):
        server.clear()
        process = subprocess.Popen(
            [sys.executable, "-c", code], env={**os.environ, "PYTHONPATH": str(SOURCE)}
        )
        while not server.graphs() and process.poll() is None:
            time.sleep(0.005)
        time.sleep(chance.uniform(0, 0.5))
        process.send_signal(signal.SIGKILL)
        killed += process.wait() == -signal.SIGKILL
        after = kg.push(server.root)
        resumed += "equal" in states(after) and "sent" in states(after)
        assert after.is_complete
        assert held(server) == whole
    assert killed > KILLS // 3
    assert resumed


def test_a_server_that_restarts_is_waited_for(tmp_path: Path, kg: scgraph.KnowledgeGraph) -> None:
    """A server killed while it takes a graph, and up again soon, gets all of it."""
    with oxigraph(tmp_path / "store") as server:

        def restart(graph: scgraph.PushedGraph) -> None:
            if graph.graph.endswith("/checks"):
                server.stop()
                threading.Timer(0.4, server.start).start()

        assert kg.push(server.root, told=restart).is_complete
        assert sum(server.graphs().values()) == len(set(kg.quads))


def test_a_read_only_server_says_so(tmp_path: Path, kg: scgraph.KnowledgeGraph) -> None:
    """The error names what every way of writing was answered."""
    folder = tmp_path / "store"
    with oxigraph(folder) as server:
        server.update("INSERT DATA { <x:a> <x:b> 1 }")
    refused = pytest.raises(RemoteError, match=r"takes no graphs .*may be read-only")
    with oxigraph(folder, verb="serve-read-only") as server, refused:
        kg.push(server.root)


@pytest.mark.parametrize(
    ("status", "said"), [(401, "user and password"), (403, "may not do this"), (404, "404")]
)
def test_a_server_that_refuses_is_quoted(
    status: int, said: str, kg: scgraph.KnowledgeGraph
) -> None:
    """A wrong password, a ban and a wrong address are told apart; the password is not told."""
    with answering(status, b"no") as root:
        address = root.replace("http://", "http://me:hush-hush@")
        with pytest.raises(RemoteError, match=said) as caught:
            kg.push(f"{address}/query")
        assert "hush-hush" not in str(caught.value)
        told = run("push", f"{address}/query")
        assert (told.exit_code, "hush-hush" in told.output) == (2, False)


def test_the_command_says_what_it_did(server: Oxigraph) -> None:
    """The table is on stdout, counts and remarks on stderr."""
    result = run("push", server.root, "-f", "csv")
    assert result.exit_code == 0
    assert result.stdout.startswith("graph,triples,state,digest\n")
    assert "6 graphs sent: 17" in result.stderr
    assert "--default-graph" in result.stderr


def test_secrets_over_an_open_network_are_warned_of() -> None:
    """It is said before anything is sent; the server here does not exist."""
    result = run("push", "http://me:hush-hush@push.invalid/query")
    assert "unencrypted" in result.stderr
    assert "hush-hush" not in result.output


def test_blank_nodes_stay_together() -> None:
    """Whatever the size of the pieces, triples of one blank node go in one, and none is lost."""
    chance, nodes = random.Random(3), [BlankNode(f"n{number}") for number in range(40)]
    ends = [*nodes, *(NamedNode(f"x:{number}") for number in range(200))]
    triples = [
        Triple(chance.choice(ends), NamedNode("x:p"), chance.choice(ends)) for _ in range(400)
    ]
    for most in (1, 7, 100, 1000):
        pieces = list(pieces_of(triples, most))
        assert sorted(map(str, triples)) == sorted(str(one) for piece in pieces for one in piece)
        for node in nodes:
            home = [n for n, piece in enumerate(pieces) if any(node in triple for triple in piece)]
            assert len(home) <= 1
    assert len(halves_of([t for t in triples if not any(n in t for n in nodes)])) == 2


def test_blank_nodes_are_compared_by_what_they_are(
    server: Oxigraph, buses: scgraph.KnowledgeGraph
) -> None:
    """A graph with blank nodes is found again under their new names, and a loss is seen."""
    import rdflib

    graph = rdflib.Graph().parse(data="[] <x:p> [ <x:q> 1 ] . [] <x:p> [ <x:q> 2 ] .")
    buses.add(graph)
    assert buses.push(server.root).is_complete
    assert states(buses.push(server.root, by="update")) == {"equal"}
    server.update(f"DELETE WHERE {{ GRAPH <{BASE}reference> {{ ?s <x:q> 2 }} }}")
    assert states(buses.push(server.root, by="update")) == {"equal", "sent"}
    assert states(buses.push(server.root)) == {"equal"}


VALUES = {
    ("1.10", "decimal"): "1.1",
    ("+007", "integer"): "7",
    ("-0", "integer"): "0",
    ("1", "boolean"): "true",
    ("1e2", "double"): "100.0",
    ("2026-01-01T00:00:00.500+00:00", "dateTime"): "2026-01-01T00:00:00.5Z",
    ("2026-01-01T00:00:00.000", "dateTime"): "2026-01-01T00:00:00",
    ("no number", "decimal"): "no number",
}


@pytest.mark.parametrize(("text", "kind"), VALUES)
def test_literals_are_compared_by_value(text: str, kind: str) -> None:
    """Other letters for the same value are no difference; what is no value stays as it is."""
    written = normal(Literal(text, datatype=NamedNode(XSD + kind)))
    assert (written.value, normal(written)) == (VALUES[text, kind], written)  # type: ignore[union-attr]


def test_odd_literals_arrive(server: Oxigraph, buses: scgraph.KnowledgeGraph) -> None:
    """What a server writes its own way is no difference, by either way of sending."""
    import rdflib

    graph = rdflib.Graph()
    texts = [
        "",
        "a\tb\n\r\"\\'",
        "é日本🎌",
        "\x01\x7f\u2028",
        "} ; DROP ALL # <x>",
        "\\u0041",
        "?x $y",
    ]
    for number, text in enumerate(texts):
        graph.add((rdflib.URIRef(f"x:{number}"), rdflib.URIRef("x:p"), rdflib.Literal(text)))
        graph.add(
            (rdflib.URIRef(f"x:{number}"), rdflib.URIRef("x:p"), rdflib.Literal(text, "en-GB"))
        )
    for text, kind in [*VALUES, ("P12M", "duration"), ("24:00:00", "time"), ("INF", "float")]:
        literal = rdflib.Literal(text, datatype=rdflib.URIRef(XSD + kind), normalize=False)
        graph.add((rdflib.URIRef("x:n"), rdflib.URIRef("x:p"), literal))
    buses.add(graph)
    for by in ("store", "update"):
        server.clear()
        assert states(buses.push(server.root, by=by)) == {"sent"}
        assert states(buses.push(server.root, by=by)) == {"equal"}


def test_marks_do_not_depend_on_order_and_see_every_triple() -> None:
    """Shuffled triples have one mark; without any one of them it is another."""
    triples = [
        Triple(NamedNode(f"x:{n % 5}"), NamedNode("x:p"), Literal(str(n))) for n in range(30)
    ]
    mark = mark_of(triples, canonical_nquads)
    assert mark_of(reversed(triples), canonical_nquads) == mark
    for number in range(len(triples)):
        fewer = [*triples[:number], *triples[number + 1 :]]
        assert not mark_of(fewer, canonical_nquads).is_like(mark)


def test_triples_in_no_named_graph_are_refused() -> None:
    """A push replaces graphs, and the default graph is everybody's."""
    with pytest.raises(ExportError, match="no named graph"):
        graphs_of([Quad(NamedNode("x:a"), NamedNode("x:b"), Literal("c"))], canonical_nquads)


@pytest.mark.parametrize(
    ("given", "query", "update", "store"),
    [
        ("http://h:7878", "http://h:7878/query", "http://h:7878/update", "http://h:7878/store"),
        ("http://h/sparql", "http://h/sparql", "http://h/sparql-auth", "http://h/sparql-graph-crud"),
        ("http://h/ds/query", "http://h/ds/query", "http://h/ds/update", "http://h/ds/data"),
        ("http://h/repositories/a", "http://h/repositories/a", "http://h/repositories/a/statements",
         "http://h/repositories/a/rdf-graphs/service"),
    ],
)  # fmt: skip
def test_addresses_lie_beside_each_other(given: str, query: str, update: str, store: str) -> None:
    """Those of Oxigraph, Virtuoso, Fuseki and RDF4J are among what is tried."""
    found = addresses_of(given)
    assert query in found.queries
    assert update in found.updates
    assert store in found.stores


@pytest.mark.parametrize(("value", "truth"), [("1", True), ("0", False)])
def test_a_truth_that_comes_as_a_row_is_read(value: str, truth: bool) -> None:
    """Virtuoso answers ASK by a table of one number."""
    term = {"type": "typed-literal", "datatype": f"{XSD}integer", "value": value}
    rows = {"bindings": [{"__ASK_RETVAL": term}]}
    body = json.dumps({"head": {"vars": ["__ASK_RETVAL"]}, "results": rows}).encode()
    with answering(200, body, JSON) as root, Client(Access(root)) as client:
        assert RemoteEngine(client).query("ASK { ?s ?p ?o }") is truth
