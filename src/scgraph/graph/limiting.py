"""Answer within limits, in processes of their own.

>>> from scgraph import load
>>> load().query("ASK { id:mic a scg:Actor }", timeout=10)
True
"""

from __future__ import annotations

from dataclasses import replace
from threading import Lock
from typing import TYPE_CHECKING

from pyoxigraph import RdfFormat, serialize

from scgraph.engine import Engine
from scgraph.graph.handing_over import HandingOver

if TYPE_CHECKING:
    from scgraph.sandbox import Limits, Pool

ONE_AT_A_TIME = 1
_STARTING = Lock()


class Limiting(HandingOver):
    """A graph that can have queries answered by workers that are ended at a deadline."""

    _kept_pool: Pool | None = None

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

        data = serialize(self.quads, format=RdfFormat.N_QUADS) or b""
        return Pool(data, workers=workers, waiting=waiting, limits=limits or Limits())

    def _limited(self, seconds: float) -> Engine:
        from scgraph.engine.remote import RemoteEngine
        from scgraph.sandbox import Limits, PoolEngine

        if isinstance(self._engine, RemoteEngine):  # another process answers already
            return self._engine.within(seconds)
        with _STARTING:
            pool = self._kept_pool
            if pool is None or not pool.is_usable:
                pool = self._kept_pool = self.pool(ONE_AT_A_TIME, limits=Limits(rows=None))
        return PoolEngine(pool, replace(pool.limits, seconds=seconds))
