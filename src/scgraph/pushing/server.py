"""Ask a server what it holds: which graphs, what is in one, and what a plain question sees."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from pyoxigraph import Literal, NamedNode, Triple

from scgraph.engine.access import Access
from scgraph.engine.http import Client, Manners
from scgraph.engine.protocol import Solutions
from scgraph.engine.remote import RemoteEngine
from scgraph.errors import QueryError, RemoteError

IS_ALIVE = "ASK { ?s ?p ?o }"
COUNTS = "SELECT ?graph (COUNT(*) AS ?number) WHERE { GRAPH ?graph { ?s ?p ?o } } GROUP BY ?graph"
BUILT = "CONSTRUCT { ?s ?p ?o } WHERE { GRAPH <%s> { ?s ?p ?o } }"
SELECTED = "SELECT ?s ?p ?o WHERE { GRAPH <%s> { ?s ?p ?o } }"
UNSEEN = """\
ASK { GRAPH <%s> { ?s ?p ?o } FILTER NOT EXISTS { ?s ?p ?o } }
"""


class Server:
    """Read from a server.

    Args:
        engine: asks the server's query endpoint.
    """

    def __init__(self, engine: RemoteEngine) -> None:
        self.engine = engine
        self.client = engine.client

    @property
    def address(self) -> str:
        """The address of the query endpoint."""
        return self.client.address

    def counts(self) -> dict[str, int]:
        """Return the number of triples of each named graph that is not empty."""
        found = {}
        for graph, number in self._rows(COUNTS):
            if isinstance(graph, NamedNode) and isinstance(number, Literal):
                found[graph.value] = int(number.value)
        return {graph: number for graph, number in found.items() if number}

    def triples(self, graph: str) -> list[Triple]:
        """Return the triples of a graph.

        Raises:
            RemoteError: if the server does not give all of them.
        """
        try:
            answer = self.engine.query(BUILT % graph)
            assert isinstance(answer, list)
            return answer
        except RemoteError as error:
            if error.status is not None:
                raise
        # It gives no more than so many triples, or none as triples: rows can be had in pages.
        return [Triple(*row) for row in self._rows(SELECTED % graph)]  # type: ignore[arg-type]

    def unseen(self, graphs: Iterable[str]) -> list[str]:
        """Return the graphs that hold triples which a question that names no graph does not see."""
        return [graph for graph in graphs if self.engine.query(UNSEEN % graph)]

    def says(self, pattern: str) -> bool:
        """Tell whether something matches a pattern."""
        return self.engine.query(f"ASK {{ {pattern} }}") is True

    def _rows(self, text: str) -> Solutions:
        answer = self.engine.query(text)
        assert isinstance(answer, Solutions)
        return answer


def reached(access: Access, addresses: Iterable[str], manners: Manners) -> Server:
    """Return the first of some addresses that answers queries.

    Raises:
        RemoteError: if none does; what the first answers is told.
    """
    refused: list[Exception] = []
    for address in addresses:
        client = Client(replace(access, address=address), manners)
        try:
            engine = RemoteEngine(client)
            engine.query(IS_ALIVE)
            return Server(engine)
        except (RemoteError, QueryError) as error:
            client.close()
            refused.append(error)
            if isinstance(error, RemoteError) and is_unreachable(error):
                raise
    raise refused[0]


def is_unreachable(error: RemoteError) -> bool:
    """Tell whether a server cannot be reached at all, or wants to know who asks."""
    return "cannot be reached" in str(error) or error.status in (401, 403)
