"""Two ways to write graphs to a server: its graph store, or SPARQL Update."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable
from typing import Literal, TypeAlias
from urllib.parse import urlencode

from pyoxigraph import RdfFormat, Triple, serialize

from scgraph.engine.http import Client
from scgraph.engine.reply import Reply
from scgraph.errors import RemoteError
from scgraph.pushing.pieces import MOST_TRIPLES, halves_of, has_blank_nodes, pieces_of

Way: TypeAlias = Literal["store", "update"]
WAYS: tuple[Way, ...] = ("store", "update")
N_TRIPLES = "application/n-triples"
UPDATE = "application/sparql-update"
TOO_MUCH = (400, 413, 500)
"""What servers answer to a request that is longer than they take."""
GONE = 404


class Writer(ABC):
    """Write graphs to a server; a graph is replaced or removed as a whole.

    It is sent in pieces, smaller ones once the server has refused one of some size.
    """

    way: Way

    def __init__(self, client: Client, address: str) -> None:
        self.client = client
        self.address = address
        self.most = MOST_TRIPLES

    def replace(self, graph: str, triples: Iterable[Triple]) -> None:
        """Put triples in the place of what a graph holds."""
        is_first = True
        waiting = list(pieces_of(triples, self.most))
        waiting.reverse()
        while waiting:
            piece = waiting.pop()
            reply = self._sent(graph, piece, is_first=is_first)
            if reply.is_good:
                is_first = False
                continue
            halves = halves_of(piece)
            if reply.status not in TOO_MUCH or len(halves) == 1:
                raise reply.error()
            self.most = min(self.most, max(map(len, halves)))
            waiting += reversed(halves)

    @abstractmethod
    def remove(self, graph: str) -> None:
        """Remove a graph, if it is there."""

    @abstractmethod
    def _sent(self, graph: str, piece: list[Triple], *, is_first: bool) -> Reply:
        """Send one piece; the first takes the place of what the graph holds."""


class StoreWriter(Writer):
    """Write by the Graph Store Protocol: PUT, then POST for what did not fit, and DELETE."""

    way: Way = "store"

    def remove(self, graph: str) -> None:
        """Remove a graph, if it is there."""
        reply = self.client.send("DELETE", self._of(graph))
        if reply.status != GONE:
            reply.checked()

    def _sent(self, graph: str, piece: list[Triple], *, is_first: bool) -> Reply:
        return self.client.send(
            "PUT" if is_first else "POST",
            self._of(graph),
            body=nt(piece),
            headers={"Content-Type": N_TRIPLES},
            is_repeatable=is_first or not has_blank_nodes(piece),
        )

    def _of(self, graph: str) -> str:
        joint = "&" if "?" in self.address else "?"
        return f"{self.address}{joint}{urlencode({'graph': graph})}"


class UpdateWriter(Writer):
    """Write by SPARQL Update: DROP and INSERT DATA in one request, then INSERT DATA."""

    way: Way = "update"

    def remove(self, graph: str) -> None:
        """Remove a graph, if it is there."""
        self.run(f"DROP SILENT GRAPH <{graph}>")

    def run(self, update: str) -> None:
        """Run an update that does no harm when it is run twice."""
        self._run(update.encode(), is_repeatable=True).checked()

    def _sent(self, graph: str, piece: list[Triple], *, is_first: bool) -> Reply:
        drop = f"DROP SILENT GRAPH <{graph}> ;\n" if is_first else ""
        insert = f"{drop}INSERT DATA {{ GRAPH <{graph}> {{\n".encode() + nt(piece) + b"} }"
        return self._run(insert, is_repeatable=is_first or not has_blank_nodes(piece))

    def _run(self, update: bytes, *, is_repeatable: bool) -> Reply:
        headers = {"Content-Type": UPDATE}
        return self.client.send(
            "POST", self.address, body=update, headers=headers, is_repeatable=is_repeatable
        )


WRITERS: dict[Way, type[StoreWriter | UpdateWriter]] = {
    "store": StoreWriter,
    "update": UpdateWriter,
}


def nt(triples: Iterable[Triple]) -> bytes:
    """Return triples as N-Triples."""
    return serialize(triples, format=RdfFormat.N_TRIPLES) or b""


def no_way(address: str, refused: Iterable[RemoteError]) -> RemoteError:
    """Return the error that no address takes graphs; what each answered is told."""
    told = "; ".join(dict.fromkeys(map(str, refused)))
    hint = "it may be read-only, or want a password; else give --store or --update"
    return RemoteError(f"{address}: takes no graphs ({told}); {hint}")
