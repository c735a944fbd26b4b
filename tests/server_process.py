"""A server in a process of its own, for tests: started once, told what it may take, and stopped.

Run as a program it serves the shipped corpus with the settings in its argument, as JSON, and says
its address on stdout. Beside the addresses of the application it has two for tests: one that
fails, and one that answers with as many bytes as it is asked for.
"""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

ROOT = Path(__file__).resolve().parents[1]
PATIENCE = 20.0


class ServerProcess:
    """A server that runs: its process, its address, and where its journal goes."""

    def __init__(self, process: subprocess.Popen[str], journal: Path) -> None:
        assert process.stdout is not None
        self.process = process
        self.journal_file = journal
        self.address = process.stdout.readline().strip()
        assert self.address, journal.read_text(encoding="utf-8")
        parts = urlsplit(self.address)
        self.host, self.port = str(parts.hostname), int(parts.port or 0)

    def connect(self, seconds: float = PATIENCE) -> socket.socket:
        """Return a new connection."""
        return socket.create_connection((self.host, self.port), seconds)

    def stop(self) -> int:
        """Tell it to stop, and return its exit code."""
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(PATIENCE)

    def journal(self) -> list[dict[str, Any]]:
        """Return what it wrote so far."""
        return [json.loads(line) for line in self.journal_file.read_text("utf-8").splitlines()]

    def descendants(self) -> set[int]:
        """Return the numbers of all processes that it has started."""
        return _below(self.process.pid)


def _below(pid: int) -> set[int]:
    children = {
        int(child)
        for task in Path(f"/proc/{pid}/task").glob("*/children")
        for child in task.read_text(encoding="ascii").split()
    }
    return children.union(*map(_below, children))


@contextmanager
def server(folder: Path, **settings: Any) -> Iterator[ServerProcess]:
    """Start a server, and end it in whatever state it is."""
    journal = folder / "journal.jsonl"
    with journal.open("w", encoding="utf-8") as stream:
        process = subprocess.Popen(
            [sys.executable, __file__, json.dumps(settings)],
            stdout=subprocess.PIPE,
            stderr=stream,
            text=True,
            env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
        )
    try:
        yield ServerProcess(process, journal)
    finally:
        process.kill()
        process.wait(PATIENCE)
        assert process.stdout is not None
        process.stdout.close()


def query_request(query: str, *, keep_alive: bool = True, port: int = 80) -> bytes:
    """Return a request that asks a query, as bytes."""
    body = query.encode()
    lines = [
        "POST /sparql HTTP/1.1",
        f"Host: 127.0.0.1:{port}",
        "Accept: text/tab-separated-values",
        "Content-Type: application/sparql-query",
        f"Content-Length: {len(body)}",
        f"Connection: {'keep-alive' if keep_alive else 'close'}",
    ]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


class CutError(Exception):
    """The connection ended before the answer was whole."""


def read_answer(connection: socket.socket, have: bytes = b"") -> tuple[int, dict[str, str], bytes]:
    """Read one answer whole: its status, headers and body.

    Raises:
        CutError: if the connection ends before.
    """
    data = bytearray(have)
    while b"\r\n\r\n" not in data:
        data += _some(connection)
    head, _, body = bytes(data).partition(b"\r\n\r\n")
    first, *lines = head.decode().split("\r\n")
    headers = {name.lower(): value for name, value in (line.split(": ", 1) for line in lines)}
    got = bytearray(body)
    while len(got) < int(headers["content-length"]):
        got += _some(connection)
    return int(first.split()[1]), headers, bytes(got)


def _some(connection: socket.socket) -> bytes:
    try:
        data = connection.recv(1 << 16)
    except OSError as error:
        raise CutError from error
    if not data:
        raise CutError
    return data


def main(options: dict[str, Any]) -> None:
    """Serve the shipped corpus."""
    from scgraph import load
    from scgraph.sandbox import Limits
    from scgraph.serve import app
    from scgraph.serve.journal import Journal
    from scgraph.serve.listening import address_of, sockets_at
    from scgraph.serve.patience import Patience
    from scgraph.serve.running import run
    from scgraph.serve.served import Settings

    journal = Journal("json")
    settings = Settings(
        port=0,
        limits=replace(Limits(), **options.pop("limits", {})),
        patience=replace(Patience(), **options.pop("patience", {})),
        **{name: tuple(v) if isinstance(v, list) else v for name, v in options.items()},
    )
    theirs = app._routes
    app._routes = lambda served: [*_routes(), *theirs(served)]
    sockets = sockets_at(settings.host, 0, 0)
    try:
        run(load(), settings, sockets, journal, lambda: print(address_of(sockets), flush=True))
    finally:
        journal.close()


def _routes() -> list[Any]:
    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.routing import Route

    async def fail(request: Request) -> Response:
        raise RuntimeError("a fault\nof our own")

    async def fill(request: Request) -> Response:
        return Response(b"x" * int(request.query_params["bytes"]))

    return [Route("/tests/fail", fail), Route("/tests/fill", fill)]


if __name__ == "__main__":
    main(json.loads(sys.argv[1]))
