"""Describe the service to who asks it nothing: SPARQL 1.1 Service Description, with VoID counts.

What the corpus is, who made it and what is in it says `scgraph.handover`; here stands what the
service is, and which graphs it answers from.
"""

from __future__ import annotations

from collections import Counter
from functools import cached_property
from threading import Lock
from typing import TYPE_CHECKING

from anyio.to_thread import run_sync
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, serialize
from starlette.responses import RedirectResponse, Response

from scgraph.export import rdf_bytes
from scgraph.handover.extent import graph_of
from scgraph.handover.statements import Statements, below, term_of
from scgraph.handover.statistics import statistics
from scgraph.serve.bodies import refuse_a_body
from scgraph.serve.caching import keepable
from scgraph.serve.formats import DESCRIPTIONS, known_name
from scgraph.serve.negotiating import VARY, accepted, chosen, named
from scgraph.serve.operation import endpoint
from scgraph.terms import PREFIXES

if TYPE_CHECKING:
    from starlette.requests import Request

    from scgraph.graph import KnowledgeGraph

SD = "http://www.w3.org/ns/sparql-service-description#"
_PREFIXES = {**PREFIXES, "sd": SD}
CUT = "cut"
"""The part of the description that tells what a cut answer is."""
_MOST_KEPT = 16
"""Descriptions that are kept: one server may be reached under several names."""
QUERY_PAGE = "query"
_SAID_OF_CUT = (
    "An answer that links here was cut: it had more rows, triples or bytes than one answer may"
    " have, or than the client asked for. What is there is right, and it is not all there is. Ask"
    " for less, or page with ORDER BY, LIMIT and OFFSET."
)
_VOID_DATASET = term_of("void:Dataset")
_FORMATS = "http://www.w3.org/ns/formats/"
_RESULTS = ("SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "SPARQL_Results_TSV")
_GRAPHS = ("Turtle", "N-Triples", "JSON-LD", "RDF_XML", "N3")


class Describing:
    """Answer with the description of a service in the format that the client would rather have."""

    def __init__(self, kg: KnowledgeGraph) -> None:
        self._kg = kg
        self._lock = Lock()
        self._kept: dict[tuple[str, str], bytes] = {}

    async def answer(self, request: Request, name: str | None) -> Response:
        """Answer with the description; send a browser to the page where queries are written.

        Args:
            request: what asks nothing.
            name: the format that is asked for by name, if any is.
        """
        refuse_a_body(request)
        offer = (
            named(known_name(name), DESCRIPTIONS)
            if name
            else chosen(accepted(request), DESCRIPTIONS)
        )
        if offer.suffix == "html":
            return RedirectResponse(QUERY_PAGE, 303, dict(VARY))
        body = await run_sync(self.written, endpoint(request), offer.suffix)
        return keepable(request, Response(body, headers=dict(VARY), media_type=offer.media))

    def written(self, address: str, suffix: str) -> bytes:
        """Write the description of the service at an address; kept, since it does not change."""
        with self._lock:
            kept = self._kept.get((address, suffix))
            if kept is None:
                if len(self._kept) >= _MOST_KEPT:
                    self._kept.clear()
                kept = self._kept[address, suffix] = self._write(address, suffix)
            return kept

    def _write(self, address: str, suffix: str) -> bytes:
        known = self._known
        quads = [*_service(address), *_dataset(address, known), *known.about]
        if suffix == "rdfxml":
            return serialize(quads, format=RdfFormat.RDF_XML, prefixes=_PREFIXES) or b""
        return rdf_bytes(quads, f".{suffix}", _PREFIXES)

    @cached_property
    def _known(self) -> _Known:
        """What does not depend on the address; made when it is first asked for."""
        return _Known(self._kg)


class _Known:
    """Counts of the graphs, and what the corpus is."""

    def __init__(self, kg: KnowledgeGraph) -> None:
        quads = kg.quads
        self.about = kg.description().quads
        first = next(quad.subject for quad in self.about if quad.object == _VOID_DATASET)
        assert isinstance(first, NamedNode)
        self.dataset = first.value
        self.of_all = statistics(quads, "")
        self.by_graph = dict(sorted(Counter(map(graph_of, quads)).items()))


def _service(address: str) -> list[Quad]:
    """Say what the service is and can do."""
    service, cut = NamedNode(address), NamedNode(f"{address}#{CUT}")
    said: list[tuple[NamedNode, NamedNode, NamedNode | Literal]] = [
        (service, term_of("rdf:type"), _sd("Service")),
        (service, _sd("endpoint"), service),
        (service, _sd("supportedLanguage"), _sd("SPARQL11Query")),
        (service, _sd("feature"), _sd("UnionDefaultGraph")),
        (service, _sd("defaultDataset"), NamedNode(f"{address}#dataset")),
        (cut, term_of("rdfs:label"), Literal("cut", language="en")),
        (cut, term_of("rdfs:comment"), Literal(_SAID_OF_CUT, language="en")),
    ]
    for name in (*_RESULTS, *_GRAPHS):
        said.append((service, _sd("resultFormat"), NamedNode(f"{_FORMATS}{name}")))
    return [Quad(*triple) for triple in said]


def _dataset(address: str, known: _Known) -> list[Quad]:
    """Say from which graphs the service answers, and how much there is in each."""
    said, dataset, union = Statements(), f"{address}#dataset", f"{address}#default-graph"
    say = said.say
    say(dataset, ("rdf:type", _sd("Dataset")))
    more = [Quad(NamedNode(dataset), _sd("defaultGraph"), NamedNode(union))]
    counted = known.of_all
    say(
        union,
        ("rdf:type", _sd("Graph")),
        ("void:triples", counted.triples),
        ("void:distinctSubjects", counted.subjects),
        ("void:distinctObjects", counted.objects),
        ("void:classes", len(counted.classes)),
        ("void:properties", len(counted.properties)),
    )
    for name, number in known.by_graph.items():
        if name:
            node, graph = below(address, "named-graph", name), below(address, "graph", name)
            say(node, ("rdf:type", _sd("NamedGraph")))
            say(graph, ("rdf:type", _sd("Graph")), ("void:triples", number))
            more += [
                Quad(NamedNode(dataset), _sd("namedGraph"), NamedNode(node)),
                Quad(NamedNode(node), _sd("name"), NamedNode(name)),
                Quad(NamedNode(node), _sd("graph"), NamedNode(graph)),
            ]
    say(known.dataset, ("void:sparqlEndpoint", NamedNode(address)))
    return [*said.quads, *more]


def _sd(name: str) -> NamedNode:
    return NamedNode(f"{SD}{name}")
