"""The template process: it reads the quads, and makes workers as copies of itself.

It is started anew, never forked from a process with threads, and has one thread itself: so a copy
of it is whole. A copy costs under a millisecond, whatever the graph takes.
"""

from __future__ import annotations

import gc
import os
import select
import signal
import socket
import sys
from contextlib import suppress

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Store, parse

from scgraph.errors import QueryError
from scgraph.sandbox.confining import without_network
from scgraph.sandbox.evaluating import evaluate
from scgraph.sandbox.frames import Closed, receive, send
from scgraph.sandbox.replies import ROW_FORMATS, TRIPLE_FORMATS, Formats, Task
from scgraph.sandbox.working import be_a_worker

_BEHIND = 15
"""How far a slow query stands behind the others, as the command ``nice`` counts."""


def main(descriptor: int, owner: int) -> None:
    """Serve a process through a descriptor, until either is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with socket.socket(fileno=descriptor) as channel, suppress(Closed):
        _, data = receive(channel)
        store = _store(data)
        del data
        _warm_up()
        send(channel, {"has_network": not without_network()})
        gc.freeze()  # what never changes stays shared with the copies
        Nursery(channel, store, owner).serve()


class Nursery:
    """Workers, and who has them made and ended.

    Args:
        channel: where orders come from.
        store: what the workers answer from.
        owner: the process that gives the orders.
    """

    def __init__(self, channel: socket.socket, store: Store, owner: int) -> None:
        self._channel = channel
        self._store = store
        self._owner = owner
        self._workers: set[int] = set()
        self._watched = select.poll()
        self._watched.register(channel, select.POLLIN)
        with suppress(OSError, AttributeError):  # where the system has no such thing
            self._watched.register(os.pidfd_open(owner), select.POLLIN)

    def serve(self) -> None:
        """Do what is ordered until the owner is gone, then end all workers."""
        try:
            while self._is_asked():
                order, _ = receive(self._channel)
                if order["do"] == "start":
                    self._start(order["memory"])
                elif order["do"] == "end":
                    send(self._channel, {"status": self._end(order["pid"])})
                else:
                    self._change(order["do"], order["pid"])
                    send(self._channel, {})
        finally:
            for pid in list(self._workers):
                self._end(pid)

    def _is_asked(self) -> bool:
        """Wait for an order; the channel alone does not tell that the owner is gone.

        A process that the owner has forked may hold the other end open.
        """
        if os.getppid() != self._owner:
            return False
        ready = [descriptor for descriptor, _ in self._watched.poll()]
        return ready == [self._channel.fileno()]

    def _start(self, memory: int) -> None:
        _, (channel,), _, _ = socket.recv_fds(self._channel, 1, 1)
        parent = os.getpid()
        try:
            pid = os.fork()
        except OSError as error:
            os.close(channel)
            send(self._channel, {"error": error.strerror})
            return
        if not pid:
            self._channel.close()
            be_a_worker(channel, self._store, memory, parent)
        self._workers.add(pid)
        os.close(channel)
        send(self._channel, {"pid": pid})

    def _end(self, pid: int) -> int:
        """End a worker and return its exit code; its number is free for others only then."""
        if pid not in self._workers:
            return 0
        self._workers.remove(pid)
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
        _, status = os.waitpid(pid, 0)
        return os.waitstatus_to_exitcode(status)

    def _change(self, what: str, pid: int) -> None:
        if pid in self._workers:
            with suppress(OSError):
                if what == "defer":
                    os.setpriority(os.PRIO_PROCESS, pid, _BEHIND)
                else:
                    os.kill(pid, signal.SIGSTOP if what == "hold" else signal.SIGCONT)


def _store(data: bytes) -> Store:
    store = Store()
    if b"_:" in data:
        # Loaded at once, blank nodes would get other names than they have with the owner.
        store.bulk_extend(parse(data, RdfFormat.N_QUADS, lenient=True))
    else:
        store.load(data, format=RdfFormat.N_QUADS, lenient=True)
    return store


def _warm_up() -> None:
    """Answer in every format once, so that a worker without files finds all it needs."""
    # Of data of its own: not every format can hold every graph.
    store = Store()
    store.add(Quad(NamedNode("x:a"), NamedNode("x:b"), Literal("c"), NamedNode("x:g")))
    for query in (
        "SELECT * { ?s ?p ?o } LIMIT 1",
        "ASK {}",
        "CONSTRUCT WHERE { ?s ?p ?o } LIMIT 1",
    ):
        for rows in ROW_FORMATS:
            for triples in TRIPLE_FORMATS:
                formats = Formats(rows, rows, triples)
                evaluate(store, Task(query, True, formats, None, {}, 1, 10_000, 1))
    with suppress(QueryError):
        evaluate(store, Task("SELECT", True, Formats(), None, {}, 1, 1, 1))


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
