"""The owner's side of the template process: start it, have workers made and ended."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path
from threading import Lock
from typing import Any, Literal

from scgraph.errors import LimitError
from scgraph.sandbox.frames import Closed, receive, send

RETRY_AFTER = 10
_ROOT = str(Path(__file__).parents[2])
_ENTRY = ["-m", "scgraph.sandbox.nursery"]
_PATIENCE = 120.0
_TO_LEAVE = 2.0
_KEPT = ("HOME", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "PYTHONHOME", "PYTHONUSERBASE")
"""What Python needs of the environment to find its parts; secrets are often among the rest."""


class Worker:
    """One worker: its process, the channel to it, and under which template it was born."""

    __slots__ = ("born", "channel", "pid")

    def __init__(self, pid: int, channel: socket.socket, born: int) -> None:
        self.pid = pid
        self.channel = channel
        self.born = born


class Template:
    """A process that holds the quads and makes workers; it is started again should it ever die."""

    def __init__(self, data: bytes, memory: int) -> None:
        _refuse_elsewhere()
        self._data = data
        self._memory = memory
        self._owner = os.getpid()
        self._lock = Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._control: socket.socket | None = None
        self._generation = 0
        self._is_closed = False
        self.has_network = True
        with self._lock:
            self._start()

    def worker(self) -> Worker:
        """Return a new worker.

        Raises:
            LimitError: if there is none to be had, or no query is answered any more.
        """
        try:
            ours, theirs = socket.socketpair()
        except OSError as error:
            raise _none_to_be_had(error.strerror) from error
        try:
            with theirs, self._lock:
                said = self._told({"do": "start", "memory": self._memory}, theirs)
                if said is None:
                    self._start()
                    said = self._told({"do": "start", "memory": self._memory}, theirs) or {}
                if "pid" not in said:
                    raise _none_to_be_had(str(said.get("error", "the template has ended")))
                return Worker(said["pid"], ours, self._generation)
        except BaseException:
            ours.close()
            raise

    def end(self, worker: Worker) -> int | None:
        """End a worker whatever it does, and return its exit code, negative for a signal.

        None is returned if the template itself is gone, and all its workers with it.
        """
        worker.channel.close()
        said = self._told_about(worker, "end")
        return None if said is None else int(said["status"])

    def change(self, worker: Worker, how: Literal["defer", "hold", "go"]) -> None:
        """Let a worker stand behind others, stop it, or let it go on."""
        self._told_about(worker, how)

    @property
    def is_ours(self) -> bool:
        """Whether this process started it, and is no copy of the one that did."""
        return os.getpid() == self._owner

    def close(self) -> None:
        """End the template and its workers; a copy of the owner lets go of them only."""
        self._is_closed = True
        control = self._control
        if not self.is_ours:
            if control is not None:
                control.close()
            return
        if control is not None:
            with suppress(OSError):
                control.shutdown(socket.SHUT_RDWR)  # wakes whoever waits for it
        with self._lock:
            self._drop()

    def _told_about(self, worker: Worker, what: str) -> dict[str, Any] | None:
        with self._lock:
            if worker.born != self._generation:
                return None
            return self._told({"do": what, "pid": worker.pid})

    def _told(
        self, order: dict[str, Any], given: socket.socket | None = None
    ) -> dict[str, Any] | None:
        """Return what the template says; None if it is gone, and then what it began is over."""
        if self._control is None:
            return None
        try:
            send(self._control, order)
            if given is not None:
                socket.send_fds(self._control, [b"+"], [given.fileno()])
            return receive(self._control)[0]
        except (Closed, OSError):
            self._drop()
            return None
        except BaseException:
            self._drop()  # half a message was read, so that the next would be misunderstood
            raise

    def _drop(self) -> None:
        """End the template; politely, so that it ends its workers and none is left to others."""
        self._generation += 1
        control, self._control = self._control, None
        process, self._process = self._process, None
        if control is not None:
            control.close()
        if process is not None:
            with suppress(subprocess.TimeoutExpired):
                process.wait(_TO_LEAVE)
            process.kill()
            process.wait()

    def _start(self) -> None:
        if self._is_closed:
            raise LimitError("queries are no longer answered", RETRY_AFTER)
        ours, theirs = socket.socketpair()
        ours.settimeout(_PATIENCE)
        with theirs:
            self._process = subprocess.Popen(
                # -P: whatever lies in the working directory is no module of ours.
                [sys.executable, "-P", *_ENTRY, str(theirs.fileno()), str(self._owner)],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                pass_fds=[theirs.fileno()],
                start_new_session=True,  # Ctrl-C is for the owner
                env=_environment(),
            )
        self._control = ours
        try:
            send(ours, {}, self._data)
            said, _ = receive(ours)
        except Closed as error:
            self._drop()
            raise LimitError(
                "the process that answers queries cannot be started", RETRY_AFTER
            ) from error
        except BaseException:
            self._drop()
            raise
        self.has_network = bool(said["has_network"])


def _none_to_be_had(reason: str | None) -> LimitError:
    return LimitError(f"no process can be had for this query: {reason}", RETRY_AFTER)


def _environment() -> dict[str, str]:
    kept = {name: os.environ[name] for name in _KEPT if name in os.environ}
    return {**kept, "PYTHONDONTWRITEBYTECODE": "1", "PYTHONPATH": _paths()}


def _paths() -> str:
    """Return where the template finds us, the engine, and what its owner was told to look into."""
    spec = find_spec("pyoxigraph")
    engine = str(Path(spec.origin).parents[1]) if spec and spec.origin else ""
    return os.pathsep.join(filter(None, [_ROOT, os.environ.get("PYTHONPATH"), engine]))


def _refuse_elsewhere() -> None:
    """Say on which systems there are no workers, and what to do there.

    Raises:
        LimitError: if processes cannot be made as copies, as on Windows.
    """
    wanted = [(os, "fork"), (socket, "send_fds"), (signal, "SIGSTOP")]
    missing = [f"{module.__name__}.{name}" for module, name in wanted if not hasattr(module, name)]
    if missing:
        raise LimitError(
            "a query with limits runs in a process of its own, for which this system lacks"
            f" {', '.join(missing)}; ask without a time limit, or under Linux or macOS"
        )
