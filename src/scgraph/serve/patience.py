"""How long the server waits for its clients, and how much of them it holds."""

from __future__ import annotations

from dataclasses import dataclass

KB, MB = 1024, 1024 * 1024


@dataclass(frozen=True, slots=True)
class Patience:
    """Hold what a connection may take.

    Args:
        connections: how many there may be; if one more comes, the one that has waited longest
            without asking anything goes.
        request: seconds in which a whole request has to come, from its first byte.
        idle: seconds that a connection may wait for its next request.
        taking: seconds in which a client has to take a part of an answer that it was sent.
        farewell: seconds that a client is given to close a connection that is no longer served.
        head: bytes of a request before its body.
        unsent: bytes of answers that clients have not taken yet, of all connections together.
        pipelined: requests that a client may send ahead of their answers.

    >>> Patience(idle=5).request
    10
    """

    connections: int = 1000
    request: float = 10
    idle: float = 15
    taking: float = 20
    farewell: float = 1
    head: int = 128 * KB
    unsent: int = 256 * MB
    pipelined: int = 32
