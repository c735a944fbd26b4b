"""Serve a corpus over HTTP: to several clients, on this machine unless somebody says otherwise."""

from __future__ import annotations

import signal
import socket
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from mcp.server import Server
    from mcp.server.transport_security import TransportSecuritySettings

HOST, PORT, PATH = "127.0.0.1", 8001, "/mcp"
LOOPBACK = ("127.0.0.1", "localhost", "[::1]")
LONGEST_BODY = 512 * 1024
SECONDS_TO_FINISH = 5
MOST_SESSIONS, IDLE_SECONDS = 100, 1800.0


def listening(host: str = HOST, port: int = PORT) -> socket.socket:
    """Return a socket that listens at an address; port 0 means any that is free.

    Raises:
        OSError: if the address is not of this machine, or taken.

    >>> with listening(port=0) as found:
    ...     found.getsockname()[0]
    '127.0.0.1'
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    return socket.create_server((host, port), family=family)


def serve(server: Server[Any], listener: socket.socket, names: Iterable[str] = ()) -> None:
    """Serve until a signal ends it; calls that are under way are answered first.

    Args:
        server: what is served.
        listener: where it listens.
        names: under which names it is known beside those of this machine itself; a request that
            calls it by another name is refused, so that no page in a browser can reach it.
    """
    import uvicorn

    host, port = listener.getsockname()[:2]
    app = server.streamable_http_app(
        streamable_http_path=PATH,
        host=host,
        max_request_body_size=LONGEST_BODY,
        session_idle_timeout=IDLE_SECONDS,
        max_sessions=MOST_SESSIONS,
        transport_security=known_as([*_own_name(host), *names], port),
    )
    config = uvicorn.Config(
        app,
        log_level="warning",
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=SECONDS_TO_FINISH,
    )
    for number in (signal.SIGTERM, signal.SIGINT):
        # The server has stopped in good order when it hands the signal on: that is no failure.
        signal.signal(number, lambda *_: None)
    uvicorn.Server(config).run(sockets=[listener])


def known_as(names: Iterable[str], port: int) -> TransportSecuritySettings:
    """Return settings by which only requests to some names are taken, from pages of those names.

    A name may be followed by the port at which clients see it, where that is another.

    >>> known_as(["example.org", "example.org:9000"], 8001).allowed_hosts[-3:]
    ['example.org', 'example.org:8001', 'example.org:9000']
    """
    from mcp.server.transport_security import TransportSecuritySettings

    # The package would take any text for a port that stands for all: each is written out.
    known = dict.fromkeys([*LOOPBACK, *names])
    hosts = [form for name in known for form in _with_port(name, port)]
    origins = [f"{scheme}://{host}" for scheme in ("http", "https") for host in hosts]
    return TransportSecuritySettings(
        enable_dns_rebinding_protection=True, allowed_hosts=hosts, allowed_origins=origins
    )


def _with_port(name: str, port: int) -> list[str]:
    has_port = name.rpartition(":")[2].isdigit() and not name.endswith("]")
    return [name] if has_port else [name, f"{name}:{port}"]


def _own_name(host: str) -> list[str]:
    """Return the name of a host as a request has it; none if it listens at every address."""
    if host in ("0.0.0.0", "::", ""):
        return []
    return [f"[{host}]" if ":" in host else host]
