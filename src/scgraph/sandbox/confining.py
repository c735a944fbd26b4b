"""Give up what a worker must not have: the network, files, memory without end, a life of its own.

Each means is the system's own, and each stands for itself: where a container forbids one of them,
such as a network namespace, the others still hold. That no descriptor is left is what closes files
and sockets everywhere.
"""

from __future__ import annotations

import ctypes
import os
import resource
import signal
import sys
from contextlib import suppress
from pathlib import Path

_NEW_USER, _NEW_NET = 0x10000000, 0x40000000
_DIE_WITH_PARENT, _NOT_DUMPABLE, _NO_NEW_RIGHTS = 1, 4, 38
_BEYOND_THE_DEADLINE = 2
_POLITE = 5


def without_network() -> bool:
    """Move this process into a network of its own, in which there is nothing; tell if it worked.

    A process with the right to do so needs no user namespace; another needs one, which some
    systems forbid.
    """
    if sys.platform != "linux":
        return False
    libc = ctypes.CDLL(None, use_errno=True)
    return bool(libc.unshare(_NEW_NET) == 0 or libc.unshare(_NEW_USER | _NEW_NET) == 0)


def confine(memory: int, descriptors: int) -> None:
    """Limit this process for good.

    Args:
        memory: bytes of address space that it may take beyond what it has now.
        descriptors: how many files it may have open; those it has are open already.
    """
    if sys.platform == "linux":
        libc = ctypes.CDLL(None, use_errno=True)
        libc.prctl(_DIE_WITH_PARENT, signal.SIGKILL, 0, 0, 0)
        libc.prctl(_NOT_DUMPABLE, 0, 0, 0, 0)
        libc.prctl(_NO_NEW_RIGHTS, 1, 0, 0, 0)
        space = _address_space() + memory
        resource.setrlimit(resource.RLIMIT_AS, (space, space))
    for kind, number in (
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_NOFILE, descriptors),
    ):
        resource.setrlimit(kind, (number, number))
    with suppress(OSError):
        os.nice(_POLITE)  # whoever answers the clients comes first


def allow_seconds(seconds: float) -> None:
    """Let this process run for so many seconds of processor time more.

    Whoever started it ends it before; this is for a worker whose owner was killed.
    """
    used = resource.getrusage(resource.RUSAGE_SELF)
    until = int(used.ru_utime + used.ru_stime + seconds) + _BEYOND_THE_DEADLINE
    resource.setrlimit(resource.RLIMIT_CPU, (until, resource.RLIM_INFINITY))


def _address_space() -> int:
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
    return pages * resource.getpagesize()
