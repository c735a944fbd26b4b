"""Run the server: take its address, answer, and stop without losing a request."""

from __future__ import annotations

import asyncio
import gc
import logging
import os
import socket
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from types import FrameType
from typing import Any

from anyio.to_thread import current_default_thread_limiter
from uvicorn import Config, Server

from scgraph.graph import KnowledgeGraph
from scgraph.serve.app import make_app
from scgraph.serve.connections import Connection
from scgraph.serve.crowd import Crowd
from scgraph.serve.guarding import Guard
from scgraph.serve.journal import Journal, Journaled, digest
from scgraph.serve.listening import BACKLOG, accept_the_last, descriptors
from scgraph.serve.patience import Patience
from scgraph.serve.served import Served, Settings, served

_A_LOOK = 0.02
_A_TURN = 0.001
"""Seconds after which a thread that computes lets the one go on that answers the clients."""
_AT_THE_END = 3.0
"""Seconds in which those who are told at the end that the server stops can be told so."""
_SANDBOX = "scgraph.sandbox"
_OTHER_FILES = 200
_OTHER_THREADS = 16
_LOGGERS = ("uvicorn.error", "asyncio", _SANDBOX)


def run(
    kg: KnowledgeGraph,
    settings: Settings,
    sockets: Sequence[socket.socket],
    journal: Journal,
    begun: Callable[[], None] = lambda: None,
) -> None:
    """Serve a graph at some sockets until the process is told to stop.

    Args:
        kg: the graph.
        settings: how it is served.
        sockets: where; they are closed in the end.
        journal: where to write what happens.
        begun: is called when requests are answered.
    """
    patience = _affordable(settings.patience)
    with served(kg, settings) as what, _heard(journal):
        gc.collect()
        gc.freeze()  # the graph stays as it is; nobody need look through it for what is unused
        sys.setswitchinterval(_A_TURN)
        Running(what, sockets, journal, patience, begun).run(list(sockets))


def _affordable(patience: Patience) -> Patience:
    from dataclasses import replace

    most = max(1, descriptors() - _OTHER_FILES)
    return replace(patience, connections=min(patience.connections, most))


class Running(Server):
    """A server that knows all its connections, and stops without losing a request.

    Args:
        served: what is served.
        sockets: where it listens.
        journal: where it writes what happens.
        patience: what connections may take.
        begun: is called when requests are answered.
    """

    def __init__(
        self,
        served: Served,
        sockets: Sequence[socket.socket],
        journal: Journal,
        patience: Patience,
        begun: Callable[[], None],
    ) -> None:
        self._served = served
        self._sockets = sockets
        self._journal = journal
        self._begun = begun
        self._signals = 0
        self.crowd = Crowd(patience, self._cut)
        app = Journaled(Guard(make_app(served), served.settings), journal)
        super().__init__(_config(app, partial(Connection, self.crowd)))
        self.server_state.connections = self.crowd.connections  # type: ignore[assignment]

    def _cut(self, reason: str, status: int | None) -> None:
        self._journal.tell("warning", "connection", status=status, refused=reason)

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Begin to answer."""
        settings = self._served.settings
        threads = 2 * ((settings.workers or os.cpu_count() or 2) + settings.waiting)
        current_default_thread_limiter().total_tokens = threads + _OTHER_THREADS
        await super().startup(sockets)
        self._begun()

    async def on_tick(self, counter: int) -> bool:
        """Look after the connections, ten times a second."""
        self.crowd.look()
        return await super().on_tick(counter)

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """Stop in peace when told so, and at once when told so again.

        The workers end with this process, whatever they do.
        """
        self._signals += 1
        self.should_exit = True
        if self._signals > 1:
            os._exit(128 + sig)

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Answer all that have come, and end."""
        self._journal.tell("info", "stopping", connections=len(self.crowd.connections))
        self._served.is_stopping = True
        self.crowd.leave()
        await accept_the_last(self._sockets)
        await asyncio.sleep(_A_LOOK)  # those that were accepted are connections now
        for server in self.servers:
            server.close()
        await self._all_gone(self._served.settings.grace)
        self._served.pool.close()  # whoever waits still is told so
        await self._all_gone(_AT_THE_END)
        self._journal.tell("info", "stopped", cut=self.crowd.cut())
        await self.lifespan.shutdown()

    async def _all_gone(self, seconds: float) -> None:
        loop = asyncio.get_running_loop()
        until = loop.time() + seconds
        while (self.crowd.connections or self.server_state.tasks) and loop.time() < until:
            await asyncio.sleep(_A_LOOK)
            self.crowd.look()


def _config(app: Any, connection: Callable[..., asyncio.Protocol]) -> Config:
    return Config(
        app,
        http=connection,  # type: ignore[arg-type]
        ws="none",
        loop="asyncio",
        log_config=None,
        access_log=False,
        proxy_headers=False,
        server_header=False,
        backlog=BACKLOG,
        workers=1,
        timeout_keep_alive=3600,  # a connection of ours looks to that itself
    )


@contextmanager
def _heard(journal: Journal) -> Iterator[None]:
    """Have what the server's parts say by the usual way of Python written to the journal."""
    handler = _ToJournal(journal)
    loggers = [logging.getLogger(name) for name in _LOGGERS]
    before = [(logger.level, logger.propagate) for logger in loggers]
    for logger in loggers:
        logger.addHandler(handler)
        logger.setLevel(logging.ERROR)
        logger.propagate = False
    try:
        yield
    finally:
        for logger, (level, propagate) in zip(loggers, before, strict=True):
            logger.removeHandler(handler)
            logger.setLevel(level)
            logger.propagate = propagate


class _ToJournal(logging.Handler):
    def __init__(self, journal: Journal) -> None:
        super().__init__()
        self._journal = journal

    def emit(self, record: logging.LogRecord) -> None:
        trace = self.format(record) if record.exc_info else None
        if record.name == _SANDBOX:  # what it says ends with a query, and that is not written down
            told = {"message": str(record.msg), "of": digest(record.getMessage())}
        else:
            told = {"message": record.getMessage()}
        self._journal.tell("error", "fault", **told, trace=trace)
