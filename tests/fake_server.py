"""A server on the loopback that answers as a test tells it to, and remembers what it was asked."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs


@dataclass(frozen=True)
class Asked:
    """A request: its method, path, headers by names in lower case, and body."""

    method: str
    path: str
    headers: Mapping[str, str]
    body: bytes

    @property
    def query(self) -> str:
        """The SPARQL query of a form."""
        return parse_qs(self.body.decode())["query"][0]


@dataclass(frozen=True)
class Told:
    """An answer: its status, headers and body; or what writes whatever it likes on the line."""

    status: int = 200
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)
    writes: Callable[[socket.socket], None] | None = None


Answering = Callable[[Asked, int], Told]
JSON = {"Content-Type": "application/sparql-results+json"}


def rows(*values: str, name: str = "x", **headers: str) -> Told:
    """Return an answer with a column of texts."""
    each = ",".join(f'{{"{name}":{{"type":"literal","value":"{value}"}}}}' for value in values)
    body = f'{{"head":{{"vars":["{name}"]}},"results":{{"bindings":[{each}]}}}}'
    return Told(200, body.encode(), {**JSON, **headers})


@dataclass
class Fake:
    """The server: its address, and the requests so far."""

    address: str
    asked: list[Asked]


@contextmanager
def fake(answering: Answering) -> Iterator[Fake]:
    """Serve on a free port; `answering` gets each request and its number, from 0."""
    asked: list[Asked] = []

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def _answer(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            headers = {name.lower(): value for name, value in self.headers.items()}
            one = Asked(self.command, self.path, headers, body)
            asked.append(one)
            told = answering(one, len(asked) - 1)
            if told.writes is not None:
                with suppress(OSError):
                    told.writes(self.connection)
                self.close_connection = True
                return
            self.send_response(told.status)
            for name, value in told.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(told.body)))
            self.end_headers()
            self.wfile.write(told.body)

        do_GET = do_POST = do_PUT = do_DELETE = do_HEAD = _answer

        def log_message(self, *arguments: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield Fake(f"http://127.0.0.1:{server.server_port}/sparql", asked)
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
