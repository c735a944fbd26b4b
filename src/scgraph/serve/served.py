"""What is served, and how: the graph, the workers that answer for it, and the settings."""

from __future__ import annotations

from asyncio import create_task
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Event
from typing import TYPE_CHECKING, TypeVar

from anyio.to_thread import run_sync

from scgraph.graph import KnowledgeGraph
from scgraph.sandbox import Limits, Pool, PoolEngine
from scgraph.serve.patience import Patience

if TYPE_CHECKING:
    from starlette.requests import Request

Answer = TypeVar("Answer")
LOOPBACK = "127.0.0.1"


@dataclass(frozen=True, slots=True)
class Settings:
    """Say how a graph is served.

    Args:
        host: the address to listen at.
        port: the port to listen at; 0 for any that is free.
        hosts: names by which clients may call the server, beside those of the loopback and `host`.
        origins: web origins whose pages may read the answers (CORS); none if empty.
        workers: queries answered at a time; as many as there are processors if None.
        waiting: how many more may wait.
        limits: what a query may take.
        grace: seconds that requests under way are given when the server stops.
        patience: what a connection may take.
    """

    host: str = LOOPBACK
    port: int = 8000
    hosts: tuple[str, ...] = ()
    origins: tuple[str, ...] = ()
    workers: int | None = None
    waiting: int = 64
    limits: Limits = field(default_factory=Limits)
    grace: float = 30
    patience: Patience = field(default_factory=Patience)


class Served:
    """A graph whose questions, too, are answered by the workers.

    Args:
        kg: the graph, whose engine only workers ask from now on.
        pool: the workers.
        settings: how it is served.
    """

    def __init__(self, kg: KnowledgeGraph, pool: Pool, settings: Settings) -> None:
        self.pool = pool
        self.settings = settings
        self.kg = kg.answered_by(PoolEngine(pool))
        self.is_stopping = False

    async def done(self, request: Request, work: Callable[[Event], Answer]) -> Answer:
        """Do some work in a thread; if the client goes, tell the work, which may give up.

        The body of the request must have been read.
        """
        cancelled = Event()

        async def watch() -> None:
            while (await request.receive())["type"] != "http.disconnect":
                pass
            cancelled.set()

        watching = create_task(watch())  # a task group would wrap what the work raises
        try:
            return await run_sync(work, cancelled)
        finally:
            watching.cancel()


@contextmanager
def served(kg: KnowledgeGraph, settings: Settings | None = None) -> Iterator[Served]:
    """Start the workers for a graph, and end them when done."""
    settings = settings or Settings()
    with kg.pool(settings.workers, settings.waiting, settings.limits) as pool:
        yield Served(kg, pool, settings)
