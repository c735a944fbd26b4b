"""The sockets at which the server listens: take them, and leave them without losing anybody."""

from __future__ import annotations

import asyncio
import ctypes
import errno
import resource
import select
import socket
import struct
import sys
from collections.abc import Iterable, Sequence
from contextlib import suppress
from typing import Any

from scgraph.errors import ScgraphError

BACKLOG = 2048
_NEXT_PORTS = 20
_ATTACH_FILTER = 26
_FLAGS_AT, _SYN = 13, 2
_DROP_NEW = (
    (0x30, 0, 0, _FLAGS_AT),  # load the byte that holds the flags of a TCP segment
    (0x45, 0, 1, _SYN),  # does it ask for a new connection?
    (0x06, 0, 0, 0),  # yes: drop it
    (0x06, 0, 0, 0xFFFFFFFF),  # no: let it through whole
)
_A_LOOK, _QUIET_LOOKS = 0.02, 3
_ENOUGH = 65_536


class PortError(ScgraphError, OSError):
    """The address cannot be listened at."""


def sockets_at(host: str, port: int | None, default: int) -> list[socket.socket]:
    """Take the addresses of a host; nobody can connect until `listen` is called.

    Args:
        host: a name or an address.
        port: 0 for any that is free; if None, the default one or the next that is free.
        default: the port to begin with.

    Raises:
        PortError: if there is no such host, or the port is taken.
    """
    if port is not None:
        return _bound(host, port)
    for number in (*range(default, default + _NEXT_PORTS), 0):
        with suppress(PortError):
            return _bound(host, number)
    return _bound(host, default)


def _bound(host: str, port: int) -> list[socket.socket]:
    taken: list[socket.socket] = []
    try:
        for family, address in _addresses(host, port):
            if taken and not port:
                address = (address[0], taken[0].getsockname()[1], *address[2:])
            taken.append(_bound_to(family, address))
    except OSError as error:
        for other in taken:
            other.close()
        raise PortError(_said(host, port, error)) from error
    return taken


def _addresses(host: str, port: int) -> Iterable[tuple[int, tuple[Any, ...]]]:
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
    return list(dict.fromkeys((int(family), address) for family, _, _, _, address in found))


def _bound_to(family: int, address: tuple[Any, ...]) -> socket.socket:
    taken = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        if family == socket.AF_INET6:
            taken.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
        taken.bind(address)
        taken.listen(1)  # two servers may bind a port that neither listens at
    except OSError:
        taken.close()
        raise
    taken.setblocking(False)
    return taken


def _said(host: str, port: int, error: OSError) -> str:
    if error.errno == errno.EADDRINUSE:
        return f"port {port} of {host} is in use; choose another with --port, or 0 for any"
    if error.errno == errno.EACCES:
        return f"port {port} may not be used without more rights; choose one over 1023 with --port"
    return f"cannot listen at {host}, port {port}: {error.strerror or error}"


def address_of(sockets: Sequence[socket.socket]) -> str:
    """Return the address to call the server by.

    >>> with sockets_at("127.0.0.1", 0, 8000)[0] as taken:
    ...     address_of([taken]).startswith("http://127.0.0.1:")
    True
    """
    host, port = sockets[0].getsockname()[:2]
    if host in ("0.0.0.0", "::"):
        host = {"0.0.0.0": "127.0.0.1", "::": "::1"}[host]
    return f"http://[{host}]:{port}/" if ":" in host else f"http://{host}:{port}/"


def is_public(host: str) -> bool:
    """Tell whether others than this machine may reach what listens at a host.

    >>> is_public("127.0.0.1"), is_public("0.0.0.0")
    (False, True)
    """
    import ipaddress

    if host == "localhost":
        return False
    try:
        return not ipaddress.ip_address(host).is_loopback
    except ValueError:
        return True


async def accept_the_last(sockets: Sequence[socket.socket]) -> None:
    """Let no new connection begin, and wait until all that have begun are accepted.

    What the system has accepted but the server has not is cut when a socket is closed. So new ones
    are left without an answer first, where the system can do so: who asks again a second later is
    refused.
    """
    for listening in sockets:
        with suppress(OSError):
            _drop_new(listening)
    quiet = 0
    while quiet < _QUIET_LOOKS:
        await asyncio.sleep(_A_LOOK)
        quiet = 0 if _somebody_waits(sockets) else quiet + 1


def _drop_new(listening: socket.socket) -> None:
    if sys.platform != "linux":
        return
    code = b"".join(struct.pack("=HBBI", *line) for line in _DROP_NEW)
    kept = ctypes.create_string_buffer(code)
    program = struct.pack("@HP", len(_DROP_NEW), ctypes.addressof(kept))
    listening.setsockopt(socket.SOL_SOCKET, _ATTACH_FILTER, program)


def _somebody_waits(sockets: Sequence[socket.socket]) -> bool:
    poll = select.poll()
    for listening in sockets:
        poll.register(listening, select.POLLIN)
    return bool(poll.poll(0))


def descriptors() -> int:
    """Raise how many files this process may have open as far as it may, and return that."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = _ENOUGH if hard == resource.RLIM_INFINITY else min(hard, _ENOUGH)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        with suppress(OSError, ValueError):
            resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
    return resource.getrlimit(resource.RLIMIT_NOFILE)[0]
