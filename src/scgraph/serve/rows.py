"""The rows of a question, or some of them: within what a query may take, in their fixed order."""

from __future__ import annotations

import re
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, replace
from threading import Event, Lock
from typing import TYPE_CHECKING

from pyoxigraph import QueryResultsFormat, QuerySolutions, parse_query_results

from scgraph.answers import Table
from scgraph.engine.memory import solutions
from scgraph.errors import LimitError
from scgraph.sandbox import Formats
from scgraph.serve.finishing import cut_by
from scgraph.serve.telling import Told

if TYPE_CHECKING:
    from scgraph.serve.served import Served

LIMIT, OFFSET = "limit", "offset"
MOST = 1_000_000_000
"""The largest number that `limit` and `offset` can be."""
MOST_KEPT = 5_000
"""So many rows are kept at most, of all queries together."""
_NUMBER = re.compile(r"[0-9]{1,10}")


@dataclass(frozen=True, slots=True)
class Span:
    """Say which rows are wanted: so many, and how many to leave out before them."""

    limit: int | None = None
    offset: int = 0

    @classmethod
    def of(cls, limit: str | None, offset: str | None, default: int | None = None) -> Span:
        """Read a span from the parameters of a request.

        Raises:
            Told: if one of them is no number, or too small or too large.

        >>> Span.of("10", None)
        Span(limit=10, offset=0)
        """
        return cls(
            default if limit is None else _number(LIMIT, limit, 1),
            0 if offset is None else _number(OFFSET, offset, 0),
        )


@dataclass(frozen=True, slots=True)
class Rows:
    """Hold the rows that were wanted.

    Args:
        table: the rows.
        span: which they are.
        cut_by: which limit of the server left out some that were wanted, "rows" or "size"; empty if
            none did.
        next: the offset of the rows behind them; None if there are none.
    """

    table: Table
    span: Span
    cut_by: str
    next: int | None


class KeptRows:
    """The rows that were asked for last: whoever has seen a table wants it as a file, too."""

    def __init__(self) -> None:
        self._kept: OrderedDict[tuple[str, Span], Rows] = OrderedDict()
        self._lock = Lock()

    def rows(self, query: str, span: Span, make: Callable[[], Rows]) -> Rows:
        """Return the rows of a query, which are made if they are not kept."""
        with self._lock:
            if (query, span) in self._kept:
                self._kept.move_to_end((query, span))
                return self._kept[query, span]
        rows = make()
        if len(rows.table) <= MOST_KEPT:
            with self._lock:
                self._kept[query, span] = rows
                while sum(len(one.table) + 1 for one in self._kept.values()) > MOST_KEPT:
                    self._kept.popitem(last=False)
        return rows


def rows_of(served: Served, query: str, span: Span, gone: Event) -> Rows:
    """Return those rows of a SELECT query that are in a span.

    Args:
        served: what answers.
        query: a query that ends with its ORDER BY, as every question does.
        span: the rows that are wanted.
        gone: is set if nobody waits any more.

    Raises:
        LimitError: if the query takes more than it may, or not even one row is small enough.
    """
    limits = served.pool.limits
    most = _least(span.limit, limits.rows)
    # One row more than is given tells whether there are others behind.
    modifiers = "" if most is None else f"\nLIMIT {most + 1}"
    modifiers += f"\nOFFSET {span.offset}" if span.offset else ""
    reply = served.pool.run(
        f"{query}{modifiers}\n",
        formats=Formats(rows="tsv"),
        limits=replace(limits, rows=most),
        cancelled=gone,
        is_ours=True,
    )
    if reply.is_truncated and not reply.rows:
        raise LimitError(f"one row alone has more than {limits.size // 1024**2} MB")
    answer = parse_query_results(reply.body, QueryResultsFormat.TSV)
    assert isinstance(answer, QuerySolutions)
    found = solutions(answer)
    table = Table.from_terms(found.variables, found)
    is_cut = reply.is_truncated and (span.limit is None or len(table) < span.limit)
    cut = cut_by(reply, most) if is_cut else ""
    return Rows(table, span, cut, span.offset + len(table) if reply.is_truncated else None)


def _least(*numbers: int | None) -> int | None:
    return min((number for number in numbers if number is not None), default=None)


def _number(name: str, text: str, least: int) -> int:
    if not _NUMBER.fullmatch(text) or not least <= int(text) <= MOST:
        message = f"{name}={text[:40]!r} is no number from {least} to {MOST}"
        raise Told(400, message, parameter=name)
    return int(text)
