"""Some workers, and the queries that they answer."""

from __future__ import annotations

import os
import weakref
from collections.abc import Callable, Mapping
from contextlib import suppress
from threading import Event, Thread, current_thread, main_thread
from time import monotonic
from types import MappingProxyType, TracebackType

from scgraph.engine.gate import pass_gate
from scgraph.errors import LimitError, QueryError
from scgraph.sandbox.limits import Limits
from scgraph.sandbox.places import A_LOOK, Places
from scgraph.sandbox.replies import Dataset, Formats, Reply, Task
from scgraph.sandbox.running import Run, is_heard
from scgraph.sandbox.template import Template, Worker


class Pool:
    """Workers that answer queries on one graph, from any number of threads.

    Args:
        data: the graph as N-Quads.
        workers: how many queries are answered at a time, and as many slow ones beside them.
        waiting: how many more may wait.
        limits: what a query may take; whoever asks can only lower it.

    Raises:
        LimitError: if the processes cannot be started, as on a system that cannot copy them.
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
        self.places = Places(workers or max(2, os.cpu_count() or 2), waiting)
        self.template = Template(data, limits.memory)
        self._idle: list[Worker] = []
        # Also when nobody has closed it: once it is forgotten, or when the program ends.
        self._finish = weakref.finalize(self, _finish, self.places, self.template, self._idle)

    def run(
        self,
        query: str,
        *,
        formats: Formats = Formats(),  # noqa: B008
        dataset: Dataset | None = None,
        prefixes: Mapping[str, str] = MappingProxyType({}),
        limits: Limits | None = None,
        cancelled: Event | None = None,
        is_ours: bool = False,
    ) -> Reply:
        """Answer a query, and wait for it; Ctrl-C gives it up, and the pool stays usable.

        Args:
            query: its text.
            formats: how to write the answer.
            dataset: the graphs to ask; they stand above those that the query names with FROM.
            prefixes: those that the query may use without declaring them.
            limits: lower ones than those of the pool.
            cancelled: set it to give the query up, since nobody waits for it any more.
            is_ours: whether it is a question of the catalogue, which may be long, asks the union,
                and need not pass the gate.

        Raises:
            QueryError: if the query is wrong, or does not pass the gate.
            QueryTimeoutError: if it takes too long.
            MemoryLimitError: if it needs too much memory.
            BusyError: if too many are waiting already.
            LimitError: if it was given up, or the engine failed.
        """
        if not self.template.is_ours:
            raise LimitError("this pool belongs to another process; make one in this process")
        limits = limits or self.limits
        has_dataset = dataset is not None
        if not is_ours:
            if len(query.encode(errors="surrogatepass")) > limits.query:
                raise QueryError(f"a query of over {limits.query} bytes is not taken")
            has_dataset |= pass_gate(query).has_dataset
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
        if current_thread() is not main_thread():
            return self._answer(task, cancelled)
        return _aside(lambda given_up: self._answer(task, given_up), cancelled)

    def _answer(self, task: Task, cancelled: Event | None) -> Reply:
        deadline = monotonic() + task.seconds
        self.places.enter(deadline, cancelled)
        return Run(self, task, self.limits.memory, deadline, cancelled).reply()

    @property
    def is_ready(self) -> bool:
        """Whether a query would be taken now."""
        return self.places.are_left

    @property
    def is_usable(self) -> bool:
        """Whether it is open, and belongs to this process and not to one that this is a copy of."""
        return not self.places.is_closed and self.template.is_ours

    @property
    def has_network(self) -> bool:
        """Whether only the lack of descriptors keeps workers from the network."""
        return self.template.has_network

    def close(self) -> None:
        """End all workers; whoever still waits is told so."""
        _finish(self.places, self.template, self._idle)

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
            while True:
                worker = self._idle.pop()
                if not is_heard(worker, 0):
                    return worker
                self.template.end(worker)  # nobody asked, so it is gone
        return self.template.worker()

    def kept(self, worker: Worker) -> None:
        """Keep a worker that is done for the next query."""
        self._idle.append(worker)
        if self.places.is_closed:
            self.close()


def _finish(places: Places, template: Template, idle: list[Worker]) -> None:
    if template.is_ours:  # else a lock may be held by a thread that was not copied
        places.close()
    template.close()
    with suppress(IndexError):
        while True:
            idle.pop().channel.close()


def _aside(work: Callable[[Event], Reply], cancelled: Event | None) -> Reply:
    """Do some work in another thread, for Ctrl-C strikes the main one, and at any instant.

    So what is under way is told, and ends in good order.
    """
    given_up, replies, errors = Event(), list[Reply](), list[BaseException]()

    def worked() -> None:
        try:
            replies.append(work(given_up))
        except BaseException as error:
            errors.append(error)

    thread = Thread(target=worked, daemon=True)
    try:
        thread.start()
        while thread.is_alive():
            thread.join(A_LOOK if cancelled else None)
            if cancelled is not None and cancelled.is_set():
                given_up.set()
    except BaseException:
        given_up.set()
        raise
    if errors:
        raise errors[0]
    return replies[0]
