"""Give up what a worker must not have: the network, files, memory without end, a life of its own.

Each means is the system's own, and each stands for itself: where a container forbids one of them,
such as a network namespace, the others still hold. That no descriptor can be had any more is what
closes files and sockets everywhere.
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
_CAPABILITIES_V3 = 0x20080522
_NOBODY = 65534
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


def confine(memory: int, parent: int) -> None:
    """Limit this process for good; the descriptors that it has stay, and it gets no other.

    Args:
        memory: bytes of address space that it may take beyond what it has now.
        parent: the process with which it is to end.
    """
    if sys.platform == "linux":
        space = _address_space() + memory
        resource.setrlimit(resource.RLIMIT_AS, (space, space))
    for kind in (
        resource.RLIMIT_CORE,
        resource.RLIMIT_FSIZE,
        resource.RLIMIT_NPROC,
        resource.RLIMIT_NOFILE,
    ):
        resource.setrlimit(kind, (0, 0))
    with suppress(OSError):
        os.nice(_POLITE)  # whoever answers the clients comes first
    if sys.platform == "linux":
        # Without rights, or limits could be raised again; and before what the change would undo.
        _give_up_rights()
        libc = ctypes.CDLL(None, use_errno=True)
        libc.prctl(_DIE_WITH_PARENT, signal.SIGKILL, 0, 0, 0)
        libc.prctl(_NOT_DUMPABLE, 0, 0, 0, 0)
        libc.prctl(_NO_NEW_RIGHTS, 1, 0, 0, 0)
    if os.getppid() != parent:
        os._exit(0)  # it ended before it could be told to take this one with it


def _give_up_rights() -> None:
    """Be nobody if this was root, for whom few limits hold; keep no capability in any case."""
    if os.geteuid() == 0:
        with suppress(OSError):
            os.setgroups([])
            os.setresgid(_NOBODY, _NOBODY, _NOBODY)
            os.setresuid(_NOBODY, _NOBODY, _NOBODY)
    libc = ctypes.CDLL(None, use_errno=True)
    if hasattr(libc, "capset"):
        libc.capset((ctypes.c_uint32 * 2)(_CAPABILITIES_V3, 0), (ctypes.c_uint32 * 6)())


def allow_seconds(seconds: float) -> None:
    """Let this process run for so many seconds of processor time more.

    Whoever started it ends it before; this is for a worker whose owner is stopped.
    """
    used = resource.getrusage(resource.RUSAGE_SELF)
    until = int(used.ru_utime + used.ru_stime + seconds) + _BEYOND_THE_DEADLINE
    resource.setrlimit(resource.RLIMIT_CPU, (until, resource.RLIM_INFINITY))


def _address_space() -> int:
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
    return pages * resource.getpagesize()
