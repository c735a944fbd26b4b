"""Clients that others wrote ask the server, and get what the graph in memory answers."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest
import rdflib
from pyoxigraph import QuerySolutions, RdfFormat, Store, parse
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from SPARQLWrapper import CSV, GET, JSON, JSONLD, POST, POSTDIRECTLY, RDFXML, TURTLE, XML
from SPARQLWrapper import SPARQLWrapper as Wrapper
from SPARQLWrapper.SPARQLExceptions import QueryBadFormed

import scgraph
from serving import Server

QUERY = "SELECT ?s ?label { ?s a scg:Barrier ; skos:prefLabel ?label } ORDER BY ?s ?label"
WITH_IRIS = (
    "SELECT ?s ?label { ?s a <https://w3id.org/scgraph/vocab/Barrier> ;"
    " <http://www.w3.org/2004/02/skos/core#prefLabel> ?label }"
)
BUILT = "CONSTRUCT { ?s a scg:Barrier } WHERE { ?s a scg:Barrier }"
SAYS = "https://w3id.org/scgraph/paper/an-2025/says"


@pytest.fixture(scope="module")
def rows(kg: scgraph.KnowledgeGraph) -> list[tuple[str, str]]:
    """Return what the graph in memory answers: IRIs and labels."""
    answer = kg._engine.query(QUERY, prefixes=kg.prefixes)
    found = [(iri.value, label.value) for iri, label in answer.rows]  # type: ignore[union-attr]
    assert len(found) > 50
    return found


@pytest.fixture
def wrapper(server: Server) -> Wrapper:
    """Return the client SPARQLWrapper."""
    return Wrapper(server.sparql)


@pytest.mark.parametrize("method", [GET, POST])
@pytest.mark.parametrize("way", ["form", "direct"])
def test_sparqlwrapper_reads_json(
    wrapper: Wrapper, rows: list[tuple[str, str]], method: str, way: str
) -> None:
    """SPARQLWrapper gets the rows as JSON by GET, by a form, and by the query itself."""
    wrapper.setMethod(method)
    if way == "direct":
        wrapper.setRequestMethod(POSTDIRECTLY)
    wrapper.setReturnFormat(JSON)
    wrapper.setQuery(QUERY)
    found = wrapper.queryAndConvert()["results"]["bindings"]
    assert [(row["s"]["value"], row["label"]["value"]) for row in found] == rows


def test_sparqlwrapper_reads_xml_and_csv(wrapper: Wrapper, rows: list[tuple[str, str]]) -> None:
    """SPARQLWrapper gets as many rows as XML and as CSV."""
    wrapper.setQuery(QUERY)
    wrapper.setReturnFormat(XML)
    document = wrapper.queryAndConvert()
    assert len(document.getElementsByTagName("result")) == len(rows)
    wrapper.setReturnFormat(CSV)
    lines = wrapper.queryAndConvert().decode().splitlines()
    assert lines[1].split(",")[0] == rows[0][0]
    assert len(lines) >= len(rows) + 1


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")
@pytest.mark.parametrize("form", [RDFXML, TURTLE, JSONLD, XML])
def test_sparqlwrapper_builds_graphs(
    wrapper: Wrapper, kg: scgraph.KnowledgeGraph, form: str
) -> None:
    """SPARQLWrapper gets a graph from CONSTRUCT in each format that it reads."""
    wrapper.setQuery(BUILT)
    wrapper.setReturnFormat(form)
    found = wrapper.queryAndConvert()
    graph = found if isinstance(found, rdflib.Graph) else rdflib.Graph().parse(data=found)
    built = kg.query(BUILT)
    assert isinstance(built, rdflib.Graph)
    assert set(graph) == set(built)


def test_sparqlwrapper_asks_one_graph(wrapper: Wrapper) -> None:
    """SPARQLWrapper names the graph to ask, and ASK is a truth."""
    wrapper.setReturnFormat(JSON)
    wrapper.setQuery("ASK { ?s a scg:Actor }")
    assert wrapper.queryAndConvert()["boolean"] is True
    wrapper.addDefaultGraph("https://example.org/nothing-is-here")
    assert wrapper.queryAndConvert()["boolean"] is False


def test_sparqlwrapper_is_told_what_is_wrong(wrapper: Wrapper) -> None:
    """SPARQLWrapper raises its own error for a bad query, with line and column within."""
    wrapper.setQuery("SELECT * {\n nonsense }")
    with pytest.raises(QueryBadFormed, match="line 2, column"):
        wrapper.query()


@pytest.mark.parametrize("method", ["GET", "POST", "POST_FORM"])
@pytest.mark.parametrize("form", ["xml", "json", "csv", "tsv"])
def test_rdflib_asks_by_its_store(
    server: Server, rows: list[tuple[str, str]], method: str, form: str
) -> None:
    """rdflib's SPARQLStore gets the same rows by each of its methods, in each of its formats."""
    store = SPARQLStore(server.sparql, method=method, returnFormat=form)
    found = [(str(row[0]), str(row[1])) for row in rdflib.Graph(store).query(QUERY)]
    assert found == rows


def test_rdflib_reads_triples_and_graphs(server: Server, kg: scgraph.KnowledgeGraph) -> None:
    """rdflib's SPARQLStore finds triples by pattern, lists the graphs, and asks one of them."""
    store = SPARQLStore(server.sparql)
    mic = rdflib.URIRef("https://w3id.org/scgraph/id/mic")
    here = set(kg.to_rdflib().triples((mic, None, None)))
    assert set(rdflib.Graph(store).triples((mic, None, None))) == here
    names = {str(name) for name in store.contexts()}
    assert names == {quad.graph_name.value for quad in kg.quads}  # type: ignore[union-attr]
    said = rdflib.Graph(store, identifier=rdflib.URIRef(SAYS))
    (count,) = next(iter(said.query("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }")))
    in_graph = {quad for quad in kg.quads if quad.graph_name.value == SAYS}  # type: ignore[union-attr]
    assert int(count) == len(in_graph) > 1000


def test_rdflib_federates(server: Server, rows: list[tuple[str, str]]) -> None:
    """A query in rdflib reaches the server by SERVICE."""
    query = f"SELECT ?s ?label {{ SERVICE <{server.sparql}> {{ {WITH_IRIS} }} }}"
    assert {(str(s), str(label)) for s, label in rdflib.Graph().query(query)} == set(rows)


def test_another_oxigraph_federates(server: Server, rows: list[tuple[str, str]]) -> None:
    """A query in another Oxigraph reaches the server by SERVICE."""
    query = f"SELECT ?s ?label {{ SERVICE <{server.sparql}> {{ {WITH_IRIS} }} }}"
    answer = Store().query(query)
    assert isinstance(answer, QuerySolutions)
    assert {(row["s"].value, row["label"].value) for row in answer} == set(rows)  # type: ignore[union-attr]


def curl(*arguments: str) -> bytes:
    """Return what curl writes; it fails with the server's refusals."""
    command = ["curl", "--silent", "--show-error", "--fail-with-body", "--max-time", "30"]
    return subprocess.run([*command, *arguments], check=True, capture_output=True).stdout


def test_curl_asks_in_every_way(
    server: Server, rows: list[tuple[str, str]], tmp_path: Path
) -> None:
    """curl gets the same by GET, by a form, and by a file with the query; all of it is there."""
    file = tmp_path / "query.rq"
    file.write_text(QUERY, encoding="utf-8")
    csv = ("--header", "Accept: text/csv")
    answers = {
        curl(*csv, "--get", "--data-urlencode", f"query={QUERY}", server.sparql),
        curl(*csv, "--data-urlencode", f"query={QUERY}", server.sparql),
        curl(*csv, "--data-urlencode", f"query@{file}", server.sparql),
        curl(
            *csv,
            "--header",
            "Content-Type: application/sparql-query",
            "--data-binary",
            f"@{file}",
            server.sparql,
        ),
    }
    assert len(answers) == 1
    assert answers.pop().decode().splitlines()[1].startswith(rows[0][0])


def test_curl_reads_head_options_and_refusals(server: Server) -> None:
    """curl sees the headers of HEAD and OPTIONS, and fails where the server refuses."""
    assert b"200 OK" in curl("--head", server.sparql)
    assert b"accept-post: " in curl("--request", "OPTIONS", "--include", server.sparql).lower()
    with pytest.raises(subprocess.CalledProcessError) as failed:
        curl("--data-urlencode", "update=CLEAR ALL", server.sparql)
    assert b"only read" in failed.value.stdout


def test_curl_waits_for_leave_before_a_large_body(server: Server, tmp_path: Path) -> None:
    """A client that asks before it sends (Expect) is refused without having sent its megabytes."""
    file = tmp_path / "large.rq"
    file.write_bytes(b"ASK {} #" + b"x" * 3_000_000)
    with pytest.raises(subprocess.CalledProcessError) as failed:
        curl(
            "--header",
            "Content-Type: application/sparql-query",
            "--header",
            "Expect: 100-continue",
            "--write-out",
            "%{http_code} %{size_upload}",
            "--data-binary",
            f"@{file}",
            server.sparql,
        )
    status, sent = failed.value.stdout.decode().rpartition("}")[2].split()
    assert (status, sent) == ("413", "0")


def test_the_commands_of_the_page_work(server: Server) -> None:
    """Each curl of the page about the server, sent to this one, gets an answer."""
    page = Path(__file__).resolve().parents[1] / "docs" / "serving.md"
    section = page.read_text(encoding="utf-8").partition("## SPARQL")[2].partition("\n## ")[0]
    (box,) = re.findall(r"```sh\n(.*?)```", section, re.DOTALL)
    here = box.replace("http://127.0.0.1:8000", server.url).replace("curl ", "curl -sS --fail ")
    assert "8000" in box
    done = subprocess.run(["sh", "-e", "-c", here], check=True, capture_output=True, text=True)
    assert done.stdout.startswith("barrier,label")
    assert '"boolean":true' in done.stdout
    assert "@context" in done.stdout or '"@id"' in done.stdout


def test_what_is_described_can_be_loaded_elsewhere(server: Server) -> None:
    """The description is read by another store, and names the endpoint that it came from."""
    store = Store()
    store.extend(parse(server.get().body, RdfFormat.TURTLE))
    assert bool(
        store.query(
            f"ASK {{ ?dataset <http://rdfs.org/ns/void#sparqlEndpoint> <{server.sparql}> }}"
        )
    )
