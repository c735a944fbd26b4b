"""The template process: it reads the quads, and makes workers as copies of itself.

It is started anew, never forked from a process with threads, and has one thread itself: so a copy
of it is whole. A copy costs under a millisecond, whatever the graph takes.
"""

from __future__ import annotations

import gc
import os
import signal
import socket
import sys
from contextlib import suppress
from typing import Any

from pyoxigraph import RdfFormat, Store

from scgraph.errors import QueryError
from scgraph.sandbox.confining import allow_seconds, confine, without_network
from scgraph.sandbox.evaluating import evaluate
from scgraph.sandbox.frames import Closed, receive, send
from scgraph.sandbox.replies import ROW_FORMATS, TRIPLE_FORMATS, Formats, Task

_CHANNEL = 3
"""The one descriptor that a worker has beside its closed standard streams."""
_OVERGROWN = 64 * 1024
"""Kilobytes: a worker that grew by so much does not give all of it back."""


def main(descriptor: int) -> None:
    """Serve the owner at the other end of a socket, until it is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with socket.socket(fileno=descriptor) as owner:
        _, data = receive(owner)
        store = Store()
        store.load(data, format=RdfFormat.N_QUADS, lenient=True)
        del data
        _warm_up(store)
        send(owner, {"quads": len(store), "has_network": not without_network()})
        gc.freeze()  # what never changes stays shared with the copies
        with suppress(Closed):
            while True:
                _do(owner, store)


def _do(owner: socket.socket, store: Store) -> None:
    order, _ = receive(owner)
    if order["do"] == "start":
        _, (channel,), _, _ = socket.recv_fds(owner, 1, 1)
        pid = os.fork()
        if not pid:
            owner.close()
            _be_a_worker(channel, store, order["memory"])
        os.close(channel)
        send(owner, {"pid": pid})
    else:
        with suppress(ProcessLookupError):
            os.kill(order["pid"], signal.SIGKILL)
        _, status = os.waitpid(order["pid"], 0)
        send(owner, {"status": os.waitstatus_to_exitcode(status)})


def _warm_up(store: Store) -> None:
    """Answer in every format once, so that a worker without files finds all it needs."""
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


def _be_a_worker(channel: int, store: Store, memory: int) -> None:
    """Answer queries until the owner is gone; never return."""
    try:
        _leave_only(channel)
        confine(memory, _CHANNEL + 1)
        with socket.socket(fileno=_CHANNEL) as owner:
            begun = _grown()
            while True:
                _answer(owner, store, begun)
    except Closed:
        os._exit(0)
    except MemoryError:
        os._exit(-signal.SIGABRT & 0xFF)
    finally:
        os._exit(1)


def _leave_only(channel: int) -> None:
    nothing = os.open(os.devnull, os.O_RDWR)
    for stream in range(3):
        os.dup2(nothing, stream)
    if channel != _CHANNEL:
        os.dup2(channel, _CHANNEL)
    os.closerange(_CHANNEL + 1, os.sysconf("SC_OPEN_MAX"))


def _answer(owner: socket.socket, store: Store, begun: int) -> None:
    header, _ = receive(owner)
    task = Task.of(header)
    allow_seconds(task.seconds)
    try:
        reply = evaluate(store, task)
    except QueryError as error:
        send(owner, {"error": str(error)})
        return
    said: dict[str, Any] = {
        "kind": reply.kind,
        "media": reply.media,
        "rows": reply.rows,
        "is_truncated": reply.is_truncated,
        "is_spent": _grown() - begun > _OVERGROWN,
    }
    send(owner, said, reply.body)


def _grown() -> int:
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


if __name__ == "__main__":
    main(int(sys.argv[1]))
