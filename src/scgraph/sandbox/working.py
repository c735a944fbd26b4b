"""Be a worker: a confined copy of the template that answers one query after another."""

from __future__ import annotations

import os
import resource
import socket
from typing import Any, NoReturn

from pyoxigraph import Store

from scgraph.errors import QueryError
from scgraph.sandbox.confining import allow_seconds, confine
from scgraph.sandbox.evaluating import evaluate
from scgraph.sandbox.frames import CRASHED, OUT_OF_MEMORY, Closed, receive, send
from scgraph.sandbox.replies import Task

_CHANNEL = 3
"""The one descriptor that a worker has beside its closed standard streams."""
_OVERGROWN = 64 * 1024
"""Kilobytes: a worker that grew by so much does not give all of it back."""
_LONGEST = 2000
"""Characters of an error that are told."""


def be_a_worker(channel: int, store: Store, memory: int, parent: int) -> NoReturn:
    """Answer queries until the owner is gone."""
    code = CRASHED
    try:
        _leave_only(channel)
        # Never closed here: whoever saw it closed would end this process before it says why.
        owner = socket.socket(fileno=_CHANNEL)
        confine(memory, parent)
        begun = _grown()
        while True:
            _answer(owner, store, begun)
    except Closed:
        code = 0
    except MemoryError:
        code = OUT_OF_MEMORY
    finally:
        os._exit(code)


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
        send(owner, {"error": str(error)[:_LONGEST]})
        return
    except MemoryError:
        raise
    except BaseException as error:  # such as a panic of the engine
        send(owner, {"crash": f"{type(error).__name__}: {error}"[:_LONGEST]})
        raise
    said: dict[str, Any] = {
        "kind": reply.kind,
        "media": reply.media,
        "rows": reply.rows,
        "is_truncated": reply.is_truncated,
        "is_spent": _grown() - begun > _OVERGROWN,
    }
    send(owner, said, reply.body)


def _grown() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
