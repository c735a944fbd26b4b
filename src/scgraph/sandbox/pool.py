"""Some workers, and the queries that they answer."""

from __future__ import annotations

import os
import select
import signal
from collections.abc import Mapping
from contextlib import suppress
from threading import Event
from time import monotonic
from types import MappingProxyType, TracebackType

from scgraph.engine.gate import pass_gate
from scgraph.errors import LimitError, MemoryLimitError, QueryError, QueryTimeoutError
from scgraph.sandbox.frames import Closed, receive, send
from scgraph.sandbox.limits import MB, Limits
from scgraph.sandbox.places import A_LOOK, Places, refuse_when_cancelled
from scgraph.sandbox.replies import Dataset, Formats, Reply, Task
from scgraph.sandbox.template import Template, Worker

A_MOMENT = 0.1
"""Seconds after which a query is a slow one."""
RETRY_AFTER = 10
_BEHIND = 15
"""How far a slow query stands behind the others, as the command ``nice`` counts."""


class Pool:
    """Workers that answer queries on one graph, from any number of threads.

    Args:
        data: the graph as N-Quads.
        workers: how many queries are answered at a time, and as many slow ones beside them.
        waiting: how many more may wait.
        limits: what a query may take; whoever asks can only lower it.
    """

    def __init__(
        self,
        data: bytes,
        *,
        workers: int | None = None,
        waiting: int = 64,
        limits: Limits = Limits(),  # noqa: B008 - it is frozen
    ) -> None:
        self.limits = limits
        self._places = Places(workers or max(2, os.cpu_count() or 2), waiting)
        self._idle: list[Worker] = []
        self._template = Template(data, limits.memory)

    def run(
        self,
        query: str,
        *,
        formats: Formats = Formats(),  # noqa: B008
        dataset: Dataset | None = None,
        prefixes: Mapping[str, str] = MappingProxyType({}),
        limits: Limits | None = None,
        cancelled: Event | None = None,
    ) -> Reply:
        """Answer a query, and wait for it.

        Args:
            query: its text.
            formats: how to write the answer.
            dataset: the graphs to ask; they stand above those that the query names with FROM.
            prefixes: those that the query may use without declaring them.
            limits: lower ones than those of the pool.
            cancelled: set it to give the query up, since nobody waits for it any more.

        Raises:
            QueryError: if the query is wrong, or does not pass the gate.
            QueryTimeoutError: if it takes too long.
            MemoryLimitError: if it needs too much memory.
            BusyError: if too many are waiting already.
            LimitError: if it was given up.
        """
        limits = limits or self.limits
        if len(query.encode(errors="surrogatepass")) > limits.query:
            raise QueryError(f"a query of over {limits.query} bytes is not taken")
        has_dataset = pass_gate(query).has_dataset or dataset is not None
        deadline = monotonic() + limits.seconds
        task = Task(
            query,
            not has_dataset,  # asked for the union, the engine would pass over what FROM says
            formats,
            dataset,
            prefixes,
            limits.rows,
            limits.size,
            limits.seconds,
        )
        self._places.enter(deadline, cancelled)
        return _Run(self._places, task, deadline, cancelled).reply(self)

    @property
    def is_ready(self) -> bool:
        """Whether a query would be taken now."""
        return self._places.are_left

    @property
    def has_network(self) -> bool:
        """Whether only the lack of descriptors keeps workers from the network."""
        return self._template.has_network

    def close(self) -> None:
        """End all workers; whoever still waits is told so."""
        self._places.close()
        self._template.close()
        while self._idle:
            self._idle.pop().channel.close()

    def __enter__(self) -> Pool:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def taken(self) -> Worker:
        """Return a worker that does nothing yet."""
        with suppress(IndexError):
            return self._idle.pop()
        return self._template.worker()

    def kept(self, worker: Worker) -> None:
        """Keep a worker that is done for the next query."""
        self._idle.append(worker)
        if self._places.is_closed:
            self.close()

    def ended(self, worker: Worker) -> None:
        """End a worker, whatever it does."""
        self._template.end(worker)


class _Run:
    """One query: first in a quick place, then perhaps in a slow one."""

    def __init__(
        self, places: Places, task: Task, deadline: float, cancelled: Event | None
    ) -> None:
        self._places = places
        self._task = task
        self._deadline = deadline
        self._cancelled = cancelled
        self._leave = places.leave
        self._is_quick = True

    def reply(self, pool: Pool) -> Reply:
        worker, is_reusable = None, False
        try:
            worker = pool.taken()
            header, body = self._told(worker)
            is_reusable = self._is_quick and not header.get("is_spent")
        except Closed:
            raise self._died(pool.limits) from None
        finally:
            if worker is not None:
                (pool.kept if is_reusable else pool.ended)(worker)
            self._leave()
        return _reply(header, body)

    def _told(self, worker: Worker) -> tuple[dict[str, object], bytes]:
        send(worker.channel, self._task.as_data())
        if not self._answers_within(worker, A_MOMENT):
            self._slow_down(worker)
            while not self._answers_within(worker, A_LOOK if self._cancelled else None):
                refuse_when_cancelled(self._cancelled)
                if monotonic() >= self._deadline:
                    seconds = f"{self._task.seconds:g} second{'s' * (self._task.seconds != 1)}"
                    raise QueryTimeoutError(f"no answer within {seconds}", RETRY_AFTER)
        return receive(worker.channel)

    def _slow_down(self, worker: Worker) -> None:
        """Change to a slow place; until there is one, the worker is held."""
        self._is_quick = False
        self._leave()
        self._leave = _nothing
        with suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, worker.pid, _BEHIND)
        self._places.enter_slow(
            self._deadline, self._cancelled, lambda: _signal(worker, signal.SIGSTOP)
        )
        self._leave = self._places.leave_slow
        _signal(worker, signal.SIGCONT)

    def _answers_within(self, worker: Worker, seconds: float | None) -> bool:
        left = max(0.0, self._deadline - monotonic())
        poll = select.poll()
        poll.register(worker.channel, select.POLLIN)
        return bool(poll.poll(1000 * (left if seconds is None else min(seconds, left))))

    def _died(self, limits: Limits) -> LimitError:
        """Say why a worker is gone: mostly it was refused memory."""
        if self._places.is_closed:
            return LimitError("queries are no longer answered")
        return MemoryLimitError(
            f"the query needs more than {limits.memory // MB} MB, or more than the engine can take"
        )


def _nothing() -> None:
    """Have no place to leave."""


def _reply(header: dict[str, object], body: bytes) -> Reply:
    if "error" in header:
        raise QueryError(str(header["error"]))
    return Reply(
        header["kind"],  # type: ignore[arg-type]
        str(header["media"]),
        body,
        int(str(header["rows"])),
        bool(header["is_truncated"]),
    )


def _signal(worker: Worker, number: signal.Signals) -> None:
    with suppress(ProcessLookupError):
        os.kill(worker.pid, number)
