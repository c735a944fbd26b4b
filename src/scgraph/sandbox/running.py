"""Run one query: have a worker answer it in time, and say why it did not."""

from __future__ import annotations

import logging
import select
import signal
from contextlib import suppress
from threading import Event
from time import monotonic
from typing import Protocol

from scgraph.errors import LimitError, MemoryLimitError, QueryError, QueryTimeoutError
from scgraph.sandbox.frames import OUT_OF_MEMORY, Closed, receive, send
from scgraph.sandbox.limits import MB
from scgraph.sandbox.places import A_LOOK, Places, refuse_when_cancelled
from scgraph.sandbox.replies import Reply, Task
from scgraph.sandbox.template import RETRY_AFTER, Template, Worker

A_MOMENT = 0.1
"""Seconds after which a query is a slow one."""
_TRIES = 2
"""How often a query is asked whose worker ended without its fault."""
_AT_LEAST = 0.001
_log = logging.getLogger("scgraph.sandbox")


class Keeper(Protocol):
    """Be whoever keeps workers."""

    template: Template
    places: Places

    def taken(self) -> Worker:
        """Return a worker that does nothing yet."""
        ...

    def kept(self, worker: Worker) -> None:
        """Keep a worker that is done for the next query."""
        ...


class Run:
    """One query: first in a quick place, then perhaps in a slow one.

    Args:
        keeper: who keeps the workers; the query has a quick place there.
        task: what is asked.
        memory: bytes that it may take, to be told.
        deadline: when it must be answered.
        cancelled: what is set when nobody waits any more.
    """

    def __init__(
        self, keeper: Keeper, task: Task, memory: int, deadline: float, cancelled: Event | None
    ) -> None:
        self._keeper = keeper
        self._places = keeper.places
        self._task = task
        self._memory = memory
        self._deadline = deadline
        self._cancelled = cancelled
        self._leave = self._places.leave
        self._is_quick = True

    def reply(self) -> Reply:
        """Return the answer, and leave the place whatever happens."""
        try:
            for _ in range(_TRIES):
                answer = self._once()
                if answer is not None:
                    return _reply(*answer)
            raise LimitError("the process that answers queries was ended", RETRY_AFTER)
        finally:
            self._leave()

    def _once(self) -> tuple[dict[str, object], bytes] | None:
        """Return what a worker says; None if it went with the template, which may happen to any."""
        worker = self._keeper.taken()
        is_reusable = False
        try:
            header, body = self._told(worker)
            is_reusable = self._is_quick and not ({"is_spent", "crash"} & _true_of(header))
        except Closed:
            status = self._keeper.template.end(worker)
            if status is None and not self._places.is_closed:
                return None
            raise self._died(status) from None
        except BaseException:
            self._keeper.template.end(worker)
            raise
        if is_reusable:
            self._keeper.kept(worker)
        else:
            self._keeper.template.end(worker)
        return header, body

    def _told(self, worker: Worker) -> tuple[dict[str, object], bytes]:
        worker.channel.settimeout(self._left())
        send(worker.channel, self._task.as_data())
        if not self._answers_within(worker, A_MOMENT):
            self._slow_down(worker)
            while not self._answers_within(worker, A_LOOK if self._cancelled else None):
                refuse_when_cancelled(self._cancelled)
                if monotonic() >= self._deadline:
                    raise self._late()
        worker.channel.settimeout(self._left())
        return receive(worker.channel, self._task.size)

    def _left(self) -> float:
        return max(_AT_LEAST, self._deadline - monotonic())

    def _slow_down(self, worker: Worker) -> None:
        """Change to a slow place; until there is one, the worker is held."""
        if not self._is_quick:
            return
        self._is_quick = False
        self._leave()
        self._leave = _nothing
        change = self._keeper.template.change
        change(worker, "defer")
        was_held = False

        def hold() -> None:
            nonlocal was_held
            was_held = True
            change(worker, "hold")

        self._places.enter_slow(self._deadline, self._cancelled, hold)
        self._leave = self._places.leave_slow
        if was_held:
            change(worker, "go")

    def _answers_within(self, worker: Worker, seconds: float | None) -> bool:
        left = max(0.0, self._deadline - monotonic())
        return is_heard(worker, left if seconds is None else min(seconds, left))

    def _late(self) -> QueryTimeoutError:
        seconds = f"{self._task.seconds:g} second{'s' * (self._task.seconds != 1)}"
        return QueryTimeoutError(f"no answer within {seconds}", RETRY_AFTER)

    def _died(self, status: int | None) -> LimitError:
        """Say why a worker is gone, as far as its exit code tells."""
        if self._places.is_closed:
            return LimitError("queries are no longer answered", RETRY_AFTER)
        if monotonic() >= self._deadline or status == -signal.SIGXCPU:
            return self._late()
        if status in (OUT_OF_MEMORY, -signal.SIGABRT):
            return MemoryLimitError(f"the query needs more than {self._memory // MB} MB of memory")
        if status == -signal.SIGKILL:
            return LimitError(
                "the process that worked on the query was ended from outside, as it is when the"
                " whole machine runs out of memory",
                RETRY_AFTER,
            )
        _log.error("the engine crashed (%s) on: %s", _named(status), self._task.query)
        return LimitError(f"the engine crashed on this query ({_named(status)}); ask otherwise")


def is_heard(worker: Worker, seconds: float) -> bool:
    """Tell whether a worker says something, or is gone, within some seconds."""
    poll = select.poll()
    poll.register(worker.channel, select.POLLIN)
    return bool(poll.poll(1000 * seconds))


def _nothing() -> None:
    """Have no place to leave."""


def _true_of(header: dict[str, object]) -> set[str]:
    return {name for name, value in header.items() if value}


def _named(status: int | None) -> str:
    with suppress(ValueError, TypeError):
        return signal.Signals(-(status or 0)).name
    return f"exit code {status}"


def _reply(header: dict[str, object], body: bytes) -> Reply:
    if "error" in header:
        raise QueryError(str(header["error"]))
    if "crash" in header:
        _log.error("the engine failed: %s", header["crash"])
        raise LimitError(f"the engine failed on this query: {header['crash']}")
    return Reply(
        header["kind"],  # type: ignore[arg-type]
        str(header["media"]),
        body,
        int(str(header["rows"])),
        bool(header["is_truncated"]),
    )
