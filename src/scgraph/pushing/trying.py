"""Find out how a server takes graphs, by a graph of one triple that is removed again.

It lies below the corpus's own base. That it is seen where questions are asked proves that the two
addresses belong together, and shows whether questions see named graphs at all.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from secrets import token_hex

from pyoxigraph import Literal, NamedNode, Triple

from scgraph.errors import RemoteError
from scgraph.pushing.addresses import Addresses
from scgraph.pushing.server import Server
from scgraph.pushing.writing import WAYS, WRITERS, StoreWriter, UpdateWriter, Way, no_way

PROBE = "push-probe"
ELSEWHERE = "takes the triple, but it is not found where questions are asked"


@dataclass(frozen=True)
class Found:
    """How a server takes graphs.

    Args:
        writer: what writes to it.
        is_union: whether a question that names no graph sees what is in named graphs.
    """

    writer: StoreWriter | UpdateWriter
    is_union: bool


def found_way(server: Server, addresses: Addresses, base: str, by: Way | None = None) -> Found:
    """Return the first way of writing that works.

    Args:
        server: where questions are asked.
        addresses: what to try.
        base: that of the corpus.
        by: try this way alone.

    Raises:
        RemoteError: if none works; it tells what each address answered.
    """
    refused: list[RemoteError] = []
    for way in WAYS if by is None else (by,):
        for address in addresses.stores if way == "store" else addresses.updates:
            try:
                return _tried(server, WRITERS[way](server.client, address), f"{base}{PROBE}")
            except RemoteError as error:
                refused.append(error)
    raise no_way(server.address, _telling(refused))


def _tried(server: Server, writer: StoreWriter | UpdateWriter, probe: str) -> Found:
    node, text = NamedNode(probe), token_hex(8)
    triple = Triple(node, node, Literal(text))
    writer.replace(probe, [triple])
    try:
        pattern = f'<{probe}> <{probe}> "{text}"'
        if not server.says(f"GRAPH <{probe}> {{ {pattern} }}"):
            raise RemoteError(f"{writer.address}: {ELSEWHERE}")
        return Found(writer, server.says(pattern))
    finally:
        writer.remove(probe)


def _telling(refused: Iterable[RemoteError]) -> list[RemoteError]:
    """Return the refusals that tell most: not those that there is nothing at an address."""
    told = list(refused)
    return [error for error in told if error.status not in (404, 405)] or told[:3]
