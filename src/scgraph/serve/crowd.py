"""All connections: how many there are, which of them go, and that all go when the server stops."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING

from scgraph.serve.patience import Patience

if TYPE_CHECKING:
    from scgraph.serve.connections import Connection

RETRY_AFTER = 1


class Crowd:
    """The connections of a server.

    Args:
        patience: what they may take.
        told: is told why one is cut, and with which status.
    """

    def __init__(self, patience: Patience, told: Callable[[str, int | None], None]) -> None:
        self.patience = patience
        self.connections: set[Connection] = set()
        self.is_leaving = False
        self._told = told

    def told(self, reason: str, status: int | None = None) -> None:
        """Tell why a connection is cut."""
        self._told(reason, status)

    def came(self, connection: Connection) -> None:
        """Take a new connection; if there are too many, one goes that asks nothing."""
        if len(self.connections) <= self.patience.connections:
            return
        others = [other for other in self.connections if other.may_go and other is not connection]
        if others:
            oldest = min(others, key=lambda other: other.rank)
            self.told("one more connection than are kept")
            oldest.link.abort()
        else:
            connection.refuse(503, "too many connections are busy", RETRY_AFTER)

    def make_room(self) -> None:
        """Cut whoever has taken least of their answers for longest, if all hold too much."""
        holding = {one: one.unsent for one in self.connections if one.unsent}
        while sum(holding.values()) > self.patience.unsent:
            slowest = min(holding, key=lambda one: one.stalled_since)
            del holding[slowest]
            self.told("too much is not taken")
            slowest.cut()

    def look(self) -> None:
        """End the connections whose clients are too slow."""
        now = asyncio.get_running_loop().time()
        for connection in list(self.connections):
            connection.look(now)

    def leave(self) -> None:
        """Answer on every connection what has been asked, and then no more."""
        self.is_leaving = True
        for connection in list(self.connections):
            connection.leave()

    def cut(self) -> int:
        """Cut those that are left, and return how many they were."""
        left = list(self.connections)
        for connection in left:
            connection.cut()
        return len(left)
