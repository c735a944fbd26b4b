"""An engine whose queries are answered by a pool of workers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import NoReturn

from pyoxigraph import (
    Quad,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    RdfFormat,
    Triple,
    parse,
    parse_query_results,
)

from scgraph.engine import Solutions
from scgraph.engine.memory import solutions
from scgraph.errors import LimitError
from scgraph.sandbox.limits import Limits
from scgraph.sandbox.pool import Pool
from scgraph.sandbox.replies import Formats

_FORMATS = Formats(rows="tsv", truth="tsv", triples="nt")


class PoolEngine:
    """An engine that answers in a pool, for questions of our own as for those of others.

    Args:
        pool: what answers.
        limits: what each query may take; those of the pool if not given.

    >>> with Pool(b'<x:a> <x:size> "3" <x:graph> .', workers=1) as pool:
    ...     PoolEngine(pool).query("ASK { ?thing <x:size> ?size }")
    True
    """

    def __init__(self, pool: Pool, limits: Limits | None = None) -> None:
        self._pool = pool
        self._limits = limits or pool.limits

    def query(
        self,
        text: str,
        limit: int | None = None,
        prefixes: Mapping[str, str] = MappingProxyType({}),
        *,
        is_ours: bool = False,
    ) -> Solutions | bool | list[Triple]:
        """Answer a query in a worker; see `scgraph.engine.Engine`.

        Raises:
            QueryError: if the query is wrong.
            LimitError: if it takes more than it may, or its answer is larger; nothing is left out
                but what `limit` says.
        """
        limits = replace(self._limits, rows=limit)
        reply = self._pool.run(
            text, formats=_FORMATS, prefixes=prefixes, limits=limits, is_ours=is_ours
        )
        if reply.is_truncated and (limit is None or reply.rows < limit):
            raise LimitError(f"the answer is larger than {limits.size:,} bytes; ask for less")
        if reply.kind == "triples":
            return [quad.triple for quad in parse(reply.body, RdfFormat.N_TRIPLES, lenient=True)]
        answer = parse_query_results(reply.body, QueryResultsFormat.TSV)
        if isinstance(answer, QuerySolutions):
            return solutions(answer)
        assert isinstance(answer, QueryBoolean)
        return bool(answer)

    def within(self, seconds: float) -> PoolEngine:
        """Return the same engine with so many seconds for each query."""
        return PoolEngine(self._pool, replace(self._limits, seconds=seconds))

    def count(self) -> int:
        """Return the number of quads."""
        answer = self.query("SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }")
        assert isinstance(answer, Solutions)
        ((number,),) = answer.rows
        return int(number.value)  # type: ignore[union-attr]

    def load(self, quads: Iterable[Quad]) -> NoReturn:
        """Refuse: what workers answer from does not change."""
        raise LimitError("a graph that is served does not change; add to it before")

    def load_nquads(self, data: bytes, *, is_ours: bool = False) -> NoReturn:
        """Refuse: what workers answer from does not change."""
        self.load(())
