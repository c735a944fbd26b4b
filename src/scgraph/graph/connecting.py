"""Read a corpus from a SPARQL server instead of from files.

>>> connect("file:///a")
Traceback (most recent call last):
scgraph.errors.limits.RemoteError: file:///a: is no address of a server; it begins with http:// \
or https://
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode, Quad

from scgraph import terms
from scgraph.engine import Solutions
from scgraph.engine.access import TIMEOUT, access_to, seconds_from
from scgraph.engine.http import Client, Manners
from scgraph.engine.probing import Probe, graphs_of, probe
from scgraph.engine.remote import RemoteEngine, number_of
from scgraph.errors import RemoteError
from scgraph.graph.knowledge import KnowledgeGraph

if TYPE_CHECKING:
    from scgraph.engine.access import Auth
    from scgraph.reading.positions import KnownPlaces, Place

TITLE = f"""\
SELECT ?title WHERE {{
  VALUES ?dataset {{ %s }} ?dataset <{terms.PREFIXES["dcterms"]}title> ?title
}}
"""
LANGUAGES = f"""\
SELECT ?language (COUNT(*) AS ?number) WHERE {{
  {{
    SELECT ?text WHERE {{
      ?claim a <{terms.VOCAB}Claim> ; <{terms.PREFIXES["schema"]}text> ?text
    }} LIMIT 500
  }}
  BIND (LANG(?text) AS ?language)
}}
GROUP BY ?language
ORDER BY DESC(?number) ?language
"""
TRIPLES = "SELECT ?s ?p ?o WHERE { GRAPH <%s> { ?s ?p ?o } }"
UNNAMED = "SELECT ?s ?p ?o WHERE { ?s ?p ?o }"
COUNT = "SELECT (COUNT(*) AS ?number) WHERE { GRAPH <%s> { ?s ?p ?o } }"

Progress = Callable[[int, int], object]


def connect(
    url: str,
    *,
    timeout: float | None = None,
    headers: Mapping[str, str] | None = None,
    auth: Auth | None = None,
    token: str | None = None,
    language: str | None = None,
    progress: Progress | None = None,
) -> KnowledgeGraph:
    """Return the graph of a corpus that a SPARQL 1.1 server holds.

    It is asked, shown, drawn, validated and exported like one that was loaded; all questions go to
    the server. What it holds is read from there alone: findings name no file and no line, and
    numbers may be written another way (1.1 for 1.10). The extra ``remote`` is needed.

    Secrets may stand in the environment: ``SCGRAPH_REMOTE_TOKEN``, or ``SCGRAPH_REMOTE_USER`` and
    ``SCGRAPH_REMOTE_PASSWORD``; if ``SCGRAPH_REMOTE_FOR`` names a server, they go to no other.

    Args:
        url: the address of its SPARQL endpoint.
        timeout: how many seconds one request may take; 60 if not given, or what
            ``SCGRAPH_REMOTE_TIMEOUT`` says.
        headers: what else the server wants to see in each request.
        auth: user and password, or what httpx takes, such as ``httpx.DigestAuth("me", "secret")``.
        token: goes as ``Authorization: Bearer``.
        language: that of the corpus; by its title or its claims if not given.
        progress: is called with how many graphs of how many were read, when all are.

    Raises:
        RemoteError: if the server cannot be reached, is none, or holds no corpus.
        QueryTimeoutError: if it does not answer in time.
        BusyError: if it has no time.
        ImportError: if httpx is not installed.

    >>> connect("http://127.0.0.1:9/sparql")  # doctest: +SKIP
    Traceback (most recent call last):
    scgraph.errors.limits.RemoteError: http://127.0.0.1:9/sparql: cannot be reached: ...
    """
    access = access_to(url, auth=auth, token=token, headers=headers)
    seconds = seconds_from(TIMEOUT) if timeout is None else timeout
    client = Client(access, Manners() if seconds is None else Manners(seconds=seconds))
    found = probe(client)
    return KnowledgeGraph(found.engine, FarCorpus(found, language, progress))


class FarCorpus:
    """A corpus on a server; its quads are fetched when they are first asked for.

    Args:
        found: what the server holds.
        language: that of the corpus; found out if None.
        progress: is called with how many graphs of how many were read.
    """

    places: KnownPlaces = MappingProxyType({})
    stubs: tuple[Place, ...] = ()

    def __init__(
        self, found: Probe, language: str | None = None, progress: Progress | None = None
    ) -> None:
        self._found = found
        self._engine = found.engine
        self._progress = progress
        self.bases = bases_of(found.papers)
        self.base = self.bases[0]
        self.papers = tuple(paper.rpartition("/")[2] for paper in self._ordered())
        self.language = language or self._language()

    @property
    def address(self) -> str:
        """The address of the server."""
        return self._engine.client.address

    @cached_property
    def quads(self) -> list[Quad]:
        """All quads, graph by graph in alphabetical order."""
        return list(self._fetched())

    def _ordered(self) -> list[str]:
        """Return the papers of the corpus itself, and behind them those of others."""
        ranks = {base: number for number, base in enumerate(self.bases)}
        return sorted(self._found.papers, key=lambda paper: (ranks[base_of(paper)], paper))

    def _language(self) -> str:
        datasets = f"<{self.base}dataset>"
        for query in (TITLE % datasets, LANGUAGES):
            for row in _rows(self._engine, query):
                term = row[0]
                tag = term.language or term.value if isinstance(term, Literal) else ""
                if tag and tag.isalpha() and len(tag) <= 3:
                    return tag
        return "en"

    def _fetched(self) -> Iterator[Quad]:
        if self._found.is_unnamed:
            yield from self._of(UNNAMED, terms.reference_graph(self.base))
            return
        names = graphs_of(self._engine)
        for number, name in enumerate(names, start=1):
            quads = sorted(self._of(TRIPLES % name, name), key=str)
            held = number_of(_rows(self._engine, COUNT % name).rows[0][0])
            if held != len(quads):
                told = f"gives {len(quads)} of the {held} triples of <{name}>; ask again"
                raise RemoteError(f"{self.address}: {told}")
            yield from quads
            if self._progress is not None:
                self._progress(number, len(names))

    def _of(self, query: str, graph: str) -> Iterator[Quad]:
        name = NamedNode(graph)
        for subject, predicate, object_ in _rows(self._engine, query):
            yield Quad(subject, predicate, object_, name)  # type: ignore[arg-type]


def base_of(paper: str) -> str:
    """Return the base of the corpus that a paper is of.

    >>> base_of("https://example.org/buses/paper/lee-2024")
    'https://example.org/buses/'
    """
    return paper.rpartition("paper/")[0] or terms.BASE


def bases_of(papers: tuple[str, ...]) -> tuple[str, ...]:
    """Return the bases of papers: that of the shipped corpus last, since others include it.

    >>> bases_of(("https://w3id.org/scgraph/paper/a", "https://example.org/paper/b"))
    ('https://example.org/', 'https://w3id.org/scgraph/')
    """
    found = {base_of(paper) for paper in papers} or {terms.BASE}
    return tuple(sorted(found, key=lambda base: (base == terms.BASE, base)))


def _rows(engine: RemoteEngine, query: str) -> Solutions:
    answer = engine.query(query)
    assert isinstance(answer, Solutions)
    return answer
