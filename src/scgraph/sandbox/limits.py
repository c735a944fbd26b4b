"""How much a query may take."""

from __future__ import annotations

from dataclasses import dataclass, replace

KB, MB = 1024, 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """Hold how much one query may take.

    Args:
        seconds: from its acceptance to its answer.
        rows: of the answer, or triples; None for all that `size` allows.
        size: of the answer in bytes.
        memory: bytes beyond those that the graph itself takes.
        query: the length of its text in bytes.

    >>> Limits(seconds=5).lowered(seconds=60, rows=10)
    Limits(seconds=5, rows=10, size=16777216, memory=536870912, query=65536)
    """

    seconds: float = 10
    rows: int | None = 100_000
    size: int = 16 * MB
    memory: int = 512 * MB
    query: int = 64 * KB

    def lowered(self, *, seconds: float | None = None, rows: int | None = None) -> Limits:
        """Return limits that are at most these; nobody raises them by asking."""
        return replace(
            self,
            seconds=self.seconds if seconds is None else min(seconds, self.seconds),
            rows=min((n for n in (rows, self.rows) if n is not None), default=None),
        )
