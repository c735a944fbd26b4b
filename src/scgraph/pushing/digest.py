"""What a graph holds, as a number and a digest that no order and no server's spelling changes."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from hashlib import sha256
from typing import TypeAlias

from pyoxigraph import Quad, Triple

from scgraph.errors import ExportError
from scgraph.pushing.values import by_value

Canonical: TypeAlias = Callable[[Iterable[Quad]], bytes]
"""Makes the canonical form of quads (RDFC-1.0), in which blank nodes are named by what they are."""


@dataclass(frozen=True, slots=True)
class Mark:
    """What a graph is known by.

    Args:
        triples: how many there are, once each is written by its value.
        digest: the SHA-256 of their canonical form; empty if their blank nodes are too many and
            too much alike to be told apart, so that only the number is compared.

    >>> Mark(3, "").is_like(Mark(3, "ab")), Mark(3, "cd").is_like(Mark(3, "ab"))
    (True, False)
    """

    triples: int
    digest: str

    def is_like(self, other: Mark) -> bool:
        """Tell whether two graphs hold the same, as far as can be told."""
        told = (self.digest, other.digest)
        return self.triples == other.triples and ("" in told or self.digest == other.digest)


NOTHING = Mark(0, sha256(b"").hexdigest())


def mark_of(triples: Iterable[Triple], canonical: Canonical) -> Mark:
    """Return the mark of the triples of a graph."""
    quads = by_value(triples)
    try:
        return Mark(len(quads), sha256(canonical(quads)).hexdigest())
    except ExportError:
        return Mark(len(quads), "")
