"""A server of the tests' own: a real one, on a free port, in a thread."""

from __future__ import annotations

import http.client
import io
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Event, Thread
from urllib.parse import urlencode

import scgraph
from scgraph.serve.journal import Journal
from scgraph.serve.listening import sockets_at
from scgraph.serve.running import Running
from scgraph.serve.served import Settings, served

PATIENCE = 30


@dataclass(frozen=True)
class Answered:
    """An answer as it came over the wire; names of headers are in lower case."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def media(self) -> str:
        """Return the media type without parameters."""
        return self.headers.get("content-type", "").partition(";")[0]

    @property
    def text(self) -> str:
        """Return the body as text."""
        return self.body.decode()


class Server:
    """Where a server listens, and how to ask it with no client between."""

    def __init__(self, port: int) -> None:
        self.port = port

    @property
    def url(self) -> str:
        """Return the address of the start page, without the slash."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def sparql(self) -> str:
        """Return the address where queries are answered."""
        return f"{self.url}/sparql"

    def request(
        self,
        method: str,
        path: str = "/sparql",
        body: bytes | None = None,
        headers: dict[str, str] | None = None,
    ) -> Answered:
        """Send a request with nothing in it but what is given, and read the answer."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        try:
            connection.putrequest(method, path, skip_accept_encoding=True)
            sized = {"Content-Length": str(len(body))} if body is not None else {}
            for name, value in {**sized, **(headers or {})}.items():
                connection.putheader(name, value)
            connection.endheaders(body)
            answer = connection.getresponse()
            found = {name.lower(): value for name, value in answer.getheaders()}
            return Answered(answer.status, found, answer.read())
        finally:
            connection.close()

    def get(self, path: str = "/sparql", accept: str | None = None, **params: object) -> Answered:
        """Ask with GET; a list gives a parameter several times."""
        headers = {} if accept is None else {"Accept": accept}
        asked = f"?{urlencode(params, doseq=True)}" if params else ""
        return self.request("GET", f"{path}{asked}", headers=headers)

    def raw(self, data: bytes) -> bytes:
        """Send bytes as they are, and return all that comes back until the server closes."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=PATIENCE) as channel:
            channel.sendall(data)
            received = b""
            while piece := channel.recv(65536):
                received += piece
        return received


@contextmanager
def serving(kg: scgraph.KnowledgeGraph, settings: Settings | None = None) -> Iterator[Server]:
    """Serve a graph while the block runs, with all that stands before and behind the application.

    Only the signals of the process are not heard.
    """
    begun, sockets = Event(), sockets_at("127.0.0.1", 0, 0)
    journal = Journal(stream=io.StringIO())
    with served(kg, settings) as being:
        running = Running(being, sockets, journal, being.settings.patience, begun.set)
        thread = Thread(target=running.run, args=(sockets,), daemon=True)
        thread.start()
        assert begun.wait(PATIENCE), "the server did not begin in time"
        try:
            yield Server(sockets[0].getsockname()[1])
        finally:
            running.should_exit = True
            thread.join(PATIENCE)
            journal.close()
