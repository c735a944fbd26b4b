"""A template whose workers do what a test asks, behind all the walls of a real one.

A query ``#probe NAME WORDS`` runs the function of that name within the worker, and its answer is
what the function returns. Options: ``--with-network`` as if the kernel had refused a network of its
own, ``--no-fork`` as if it had refused another process.
"""

from __future__ import annotations

import ctypes
import errno
import os
import resource
import signal
import socket
import sys
import time
from collections.abc import Callable
from contextlib import suppress

from pyoxigraph import Store

from scgraph.sandbox import nursery, working
from scgraph.sandbox.evaluating import evaluate
from scgraph.sandbox.replies import Reply, Task

PREFIX = "#probe "


def tried(action: Callable[[], object]) -> str:
    """Return "done", or the name of the error by which the system refuses."""
    try:
        action()
    except OSError as error:
        return errno.errorcode.get(error.errno or 0, str(error))
    except ValueError as error:  # setrlimit says so
        return str(error)
    return "done"


def free_descriptors(action: Callable[[], object]) -> str:
    """Try something after all that can be closed is closed."""
    for number in (0, 1, 2):
        with suppress(OSError):
            os.close(number)
    return tried(action)


def spin(_: str) -> str:
    """Work without end."""
    while True:
        pass


def take(megabytes: str) -> str:
    """Take memory."""
    return str(len(bytearray(int(megabytes) * 1024**2)))


def open_descriptors(_: str) -> str:
    """List what is open."""

    def is_open(number: int) -> bool:
        try:
            os.fstat(number)
        except OSError:
            return False
        return True

    return " ".join(str(number) for number in range(1000) if is_open(number))


def connect(port: str) -> str:
    """Call a canary."""
    return tried(lambda: socket.create_connection(("127.0.0.1", int(port)), timeout=1))


def execute(path: str) -> str:
    """Become another program."""
    os.execv("/bin/sh", ["/bin/sh", "-c", f"echo reached > {path}"])
    return "unreachable"


def cpu(_: str) -> str:
    """Tell how many seconds of processor time are left."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    return str(resource.getrlimit(resource.RLIMIT_CPU)[0] - used.ru_utime - used.ru_stime)


def panic(_: str) -> str:
    """Fail as nobody expects."""
    raise SystemExit("no exception that anybody expects")


PROBES: dict[str, Callable[[str], str]] = {
    "connect": connect,
    "socket": lambda _: tried(lambda: socket.socket()),
    "socket-freed": lambda _: free_descriptors(lambda: socket.socket()),
    "read": lambda path: tried(lambda: os.open(path, os.O_RDONLY)),
    "read-freed": lambda path: free_descriptors(lambda: os.open(path, os.O_RDONLY)),
    "write": lambda path: tried(lambda: os.open(path, os.O_WRONLY | os.O_CREAT)),
    "pipe": lambda _: tried(os.pipe),
    "fork": lambda _: tried(os.fork),
    "execute": execute,
    "raise-files": lambda _: tried(lambda: resource.setrlimit(resource.RLIMIT_NOFILE, (64, 64))),
    "raise-memory": lambda _: tried(lambda: resource.setrlimit(resource.RLIMIT_AS, (2**40, 2**40))),
    "be-root": lambda _: tried(lambda: os.setuid(0)),
    "host-name": lambda _: tried(lambda: socket.sethostname("mine")),
    "descriptors": open_descriptors,
    "core": lambda _: str(resource.getrlimit(resource.RLIMIT_CORE)),
    "dumpable": lambda _: str(ctypes.CDLL(None).prctl(3, 0, 0, 0, 0)),
    "environment": lambda _: " ".join(sorted(os.environ)),
    "user": lambda _: str(os.geteuid()),
    "cpu": cpu,
    "take": take,
    "spin": spin,
    "sleep": lambda seconds: str(time.sleep(float(seconds))),
    "pid": lambda _: f"{os.getpid()} {os.getppid()}",
    "abort": lambda _: str(os.abort()),  # type: ignore[func-returns-value]
    "segv": lambda _: str(os.kill(os.getpid(), signal.SIGSEGV)),  # type: ignore[func-returns-value]
    "kill": lambda _: str(os.kill(os.getpid(), signal.SIGKILL)),  # type: ignore[func-returns-value]
    "panic": panic,
    "boast": lambda size: "x" * int(size),
}


def probed(store: Store, task: Task) -> Reply:
    """Run a probe, or answer a query as a worker does."""
    if not task.query.startswith(PREFIX):
        return evaluate(store, task)
    name, _, words = task.query.removeprefix(PREFIX).partition(" ")
    return Reply("rows", "text/plain", PROBES[name](words).encode(), 1, False)


def refuse() -> int:
    """Be a system that has no process left."""
    raise BlockingIOError(errno.EAGAIN, "Resource temporarily unavailable")


if __name__ == "__main__":
    working.evaluate = probed  # type: ignore[attr-defined]
    if "--with-network" in sys.argv:
        nursery.without_network = lambda: False  # type: ignore[attr-defined]
    if "--no-fork" in sys.argv:
        os.fork = refuse
    nursery.main(int(sys.argv[-2]), int(sys.argv[-1]))
