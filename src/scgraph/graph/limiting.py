"""Answer SPARQL: here, or within limits in processes of their own.

>>> from scgraph import load
>>> load().query("ASK { id:mic a scg:Actor }", timeout=10)
True
"""

from __future__ import annotations

from threading import Lock
from typing import TYPE_CHECKING

from pyoxigraph import RdfFormat, serialize

from scgraph.answers import Table
from scgraph.engine import Engine, Limitable, Solutions
from scgraph.graph.handing_over import HandingOver
from scgraph.snapshot import KeptCorpus

if TYPE_CHECKING:
    from rdflib import Graph

    from scgraph.sandbox import Limits, Pool

ONE_AT_A_TIME = 1
_STARTING = Lock()


class Limiting(HandingOver):
    """A graph that answers SPARQL, if need be by workers that are ended at a deadline."""

    _kept_pool: Pool | None = None

    def query(
        self, sparql: str, limit: int | None = None, *, timeout: float | None = None
    ) -> Table | bool | Graph:
        """Answer a SPARQL query on the union of all named graphs, or on those it names with FROM.

        Args:
            sparql: the query; the prefixes of `prefixes` need not be declared. SERVICE is refused,
                since it would open a network connection.
            limit: take at most so many rows or triples; those behind them are not computed.
            timeout: give up after so many seconds. The query then runs in a process of its own,
                without network and files and with little memory, which Ctrl-C ends as well.

        Returns:
            A Table for SELECT, a bool for ASK, an rdflib Graph for CONSTRUCT and DESCRIBE.

        Raises:
            QueryError: if the query cannot be parsed or answered.
            LimitError: if it takes more time or memory than it may.

        >>> from scgraph import load
        >>> load().query("ASK { id:mic a scg:Actor }")
        True
        """
        engine = self._engine if timeout is None else self._limited(timeout)
        answer = engine.query(sparql, limit, self.prefixes)
        if isinstance(answer, bool):
            return answer
        if isinstance(answer, Solutions):
            return Table.from_terms(answer.variables, answer)
        return self._as_graph(answer)

    def pool(
        self, workers: int | None = None, waiting: int = 64, limits: Limits | None = None
    ) -> Pool:
        """Start workers that answer queries on the graph as it is now; close it when done.

        Args:
            workers: how many queries are answered at a time; as many as there are processors if
                not given.
            waiting: how many more may wait.
            limits: what a query may take.

        >>> from scgraph import load
        >>> with load().pool(workers=1) as pool:
        ...     pool.run("ASK {}").kind
        'truth'
        """
        from scgraph.sandbox import Limits, Pool

        return Pool(self._nquads, workers=workers, waiting=waiting, limits=limits or Limits())

    @property
    def _nquads(self) -> bytes:
        """All quads as N-Quads; a snapshot holds them so."""
        if isinstance(self._corpus, KeptCorpus):
            return self._corpus.data + (serialize(self._added, format=RdfFormat.N_QUADS) or b"")
        return serialize(self.quads, format=RdfFormat.N_QUADS) or b""

    def _limited(self, seconds: float) -> Engine:
        from scgraph.sandbox import Limits, PoolEngine

        if isinstance(self._engine, Limitable):  # other processes answer already
            return self._engine.within(seconds)
        with _STARTING:
            pool = self._kept_pool
            if pool is None or not pool.is_usable:
                pool = self._kept_pool = self.pool(ONE_AT_A_TIME, limits=Limits(rows=None))
        return PoolEngine(pool).within(seconds)
