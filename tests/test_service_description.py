"""What the service says of itself to who asks it nothing."""

from __future__ import annotations

from pyoxigraph import NamedNode, RdfFormat, parse

import scgraph
from serving import Server

GRAPHS = {
    "text/turtle": RdfFormat.TURTLE,
    "application/n-triples": RdfFormat.N_TRIPLES,
    "application/ld+json": RdfFormat.JSON_LD,
    "application/rdf+xml": RdfFormat.RDF_XML,
}
SD, VOID = "http://www.w3.org/ns/sparql-service-description#", "http://rdfs.org/ns/void#"


def described(server: Server, accept: str = "text/turtle") -> set[tuple[object, ...]]:
    """Return the triples of the description."""
    answer = server.get(accept=accept)
    assert (answer.status, answer.media, answer.headers["vary"]) == (200, accept, "Accept")
    return {tuple(quad.triple) for quad in parse(answer.body, GRAPHS[accept])}


def test_who_asks_nothing_gets_a_description(server: Server) -> None:
    """The service, its address, its language and its formats are described as the standard says."""
    said, service = described(server), NamedNode(server.sparql)
    rdf_type = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
    assert (service, rdf_type, NamedNode(f"{SD}Service")) in said
    assert (service, NamedNode(f"{SD}endpoint"), service) in said
    assert (service, NamedNode(f"{SD}feature"), NamedNode(f"{SD}UnionDefaultGraph")) in said
    languages = [o for s, p, o in said if p == NamedNode(f"{SD}supportedLanguage")]
    assert languages == [NamedNode(f"{SD}SPARQL11Query")]
    assert len([o for s, p, o in said if p == NamedNode(f"{SD}resultFormat")]) == 9


def test_the_description_counts_what_is_answered_from(
    server: Server, kg: scgraph.KnowledgeGraph
) -> None:
    """Each named graph is named with its number of triples, and so is their union."""
    said = described(server)

    def of(subject: object, name: str) -> list[object]:
        return [o for s, p, o in said if s == subject and p == NamedNode(name)]

    (dataset,) = of(NamedNode(server.sparql), f"{SD}defaultDataset")
    (union,) = of(dataset, f"{SD}defaultGraph")
    number = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
    (counted,) = of(union, f"{VOID}triples")
    assert counted.value == server.get(query=number, format="csv").text.split()[1]  # type: ignore[attr-defined]
    graphs = of(dataset, f"{SD}namedGraph")
    names = {quad.graph_name.value for quad in kg.quads}  # type: ignore[union-attr]
    assert {of(graph, f"{SD}name")[0].value for graph in graphs} == names  # type: ignore[attr-defined]
    for graph in graphs:
        (name,), (node,) = of(graph, f"{SD}name"), of(graph, f"{SD}graph")
        asked = {"default-graph-uri": name.value}  # type: ignore[attr-defined]
        answer = server.get(query=number, format="csv", **asked)
        assert [term.value for term in of(node, f"{VOID}triples")] == answer.text.split()[1:]  # type: ignore[attr-defined]


def test_the_description_tells_what_the_corpus_is(
    server: Server, kg: scgraph.KnowledgeGraph
) -> None:
    """It holds all that the corpus is described by for catalogues, and where it is asked."""
    said = described(server)
    assert {tuple(quad.triple) for quad in kg.description().quads} <= said
    endpoints = [o for s, p, o in said if p == NamedNode(f"{VOID}sparqlEndpoint")]
    assert endpoints == [NamedNode(server.sparql)]


def test_the_description_is_the_same_in_every_format(server: Server) -> None:
    """Turtle, N-Triples, JSON-LD and RDF/XML hold the same triples."""
    first = described(server)
    for media in ("application/n-triples", "application/ld+json", "application/rdf+xml"):
        assert described(server, media) == first
    assert server.get(format="nt").media == "application/n-triples"


def test_a_browser_is_sent_to_the_page_for_queries(server: Server) -> None:
    """Who would rather have HTML, and asks nothing, is sent on; who asks is answered."""
    browser = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
    answer = server.get(accept=browser)
    assert (answer.status, answer.headers["location"]) == (303, "query")
    assert server.get(accept=browser, query="ASK {}").status == 200
    assert server.get(accept="image/png").status == 406


def test_the_description_is_asked_for_by_head_too(server: Server) -> None:
    """HEAD tells the length of the description, and nothing is sent for a tag that is known."""
    got, head = server.request("GET"), server.request("HEAD")
    assert head.headers["content-length"] == str(len(got.body))
    known = {"If-None-Match": got.headers["etag"]}
    assert server.request("GET", headers=known).status == 304
