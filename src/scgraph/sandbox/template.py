"""The owner's side of the template process: start it, have workers made and ended."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from pathlib import Path
from threading import Lock
from typing import Any

from scgraph.errors import LimitError
from scgraph.sandbox.frames import Closed, receive, send

_ROOT = str(Path(__file__).parents[2])
_PATIENCE = 120.0


class Worker:
    """One worker: its process, and the channel to it."""

    __slots__ = ("channel", "pid")

    def __init__(self, pid: int, channel: socket.socket) -> None:
        self.pid = pid
        self.channel = channel


class Template:
    """A process that holds the quads and makes workers; it is started again should it ever die."""

    def __init__(self, data: bytes, memory: int) -> None:
        self._data = data
        self._memory = memory
        self._lock = Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._control: socket.socket | None = None
        self.has_network = True
        with self._lock:
            self._start()

    def worker(self) -> Worker:
        """Return a new worker."""
        with self._lock:
            ours, theirs = socket.socketpair()
            with theirs:
                said = self._told({"do": "start", "memory": self._memory}, theirs)
        return Worker(said["pid"], ours)

    def end(self, worker: Worker) -> int:
        """End a worker whatever it does, and return its exit code, negative for a signal."""
        worker.channel.close()
        with self._lock:
            if self._process is None:
                return 0
            return int(self._told({"do": "end", "pid": worker.pid})["status"])

    def close(self) -> None:
        """End the template; its workers end with it."""
        with self._lock:
            process, self._process = self._process, None
            if self._control is not None:
                self._control.close()
            if process is not None:
                process.kill()
                process.wait()

    def _told(self, order: dict[str, Any], given: socket.socket | None = None) -> dict[str, Any]:
        try:
            return self._tell(order, given)
        except (Closed, OSError):
            self._start()  # it took its workers with it; whoever waits for one sees that
            if order["do"] == "end":
                return {"status": -9}
            return self._tell(order, given)

    def _tell(self, order: dict[str, Any], given: socket.socket | None) -> dict[str, Any]:
        assert self._control is not None
        send(self._control, order)
        if given is not None:
            socket.send_fds(self._control, [b"+"], [given.fileno()])
        return receive(self._control)[0]

    def _start(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.wait()
        if self._control is not None:
            self._control.close()
        ours, theirs = socket.socketpair()
        with theirs:
            self._process = subprocess.Popen(
                # -P: whatever lies in the working directory is no module of ours.
                [sys.executable, "-P", "-m", "scgraph.sandbox.nursery", str(theirs.fileno())],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                pass_fds=[theirs.fileno()],
                start_new_session=True,  # Ctrl-C is for the owner
                env={**os.environ, "PYTHONPATH": _paths()},
            )
        ours.settimeout(_PATIENCE)
        self._control = ours
        try:
            send(ours, {}, self._data)
            said, _ = receive(ours)
        except Closed as error:
            raise LimitError("the process that answers queries cannot be started") from error
        self.has_network = bool(said["has_network"])


def _paths() -> str:
    return os.pathsep.join(filter(None, [_ROOT, os.environ.get("PYTHONPATH")]))
