"""The default graph of a server that does not answer about the union of its named graphs.

It is filled by copying within the server, so blank nodes stay what they are and a second copy adds
nothing. What an old graph brought is taken out before the graph is replaced; what other graphs of
the corpus share with it comes back with them. Whatever else is there is left alone.
"""

from __future__ import annotations

from collections.abc import Callable

from scgraph.errors import RemoteError
from scgraph.pushing.addresses import Addresses
from scgraph.pushing.server import Server
from scgraph.pushing.trying import Found, found_way
from scgraph.pushing.writing import UpdateWriter

TOLD_UNSEEN = (
    "a query that names no graph does not see what is in {number} of {all} graphs, so most "
    "programs would find nothing: set the server to answer about the union of its graphs "
    "(Oxigraph: --union-default-graph), or push with --default-graph"
)


def updater(way: Found, server: Server, addresses: Addresses, base: str) -> Callable[[str], None]:
    """Return what runs an update on the server.

    Raises:
        RemoteError: if the server takes none.
    """
    writer = way.writer
    if not isinstance(writer, UpdateWriter):
        try:
            writer = found_way(server, addresses, base, "update").writer
        except RemoteError as error:
            told = "the default graph is filled by SPARQL Update alone"
            raise RemoteError(f"{told}: {error}", error.status) from error
    assert isinstance(writer, UpdateWriter)
    return writer.run


def forget(run: Callable[[str], None], graph: str) -> None:
    """Take out of the default graph what a named graph holds."""
    run(f"DELETE {{ ?s ?p ?o }} WHERE {{ GRAPH <{graph}> {{ ?s ?p ?o }} }}")


def fill(run: Callable[[str], None], graph: str) -> None:
    """Copy what a named graph holds into the default graph."""
    run(f"INSERT {{ ?s ?p ?o }} WHERE {{ GRAPH <{graph}> {{ ?s ?p ?o }} }}")
