"""Servers that graphs are pushed to: a real Oxigraph, and small ones that behave badly."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import httpx
from pyoxigraph import QueryResultsFormat, QuerySolutions, parse_query_results

from sparql_servers import free_port, wait_for

OXIGRAPH = Path(sys.executable).with_name("oxigraph")
PATIENCE = 20
JSON = "application/sparql-results+json"


class Oxigraph:
    """A server of our own, that can be stopped and, with its store in a folder, start again."""

    def __init__(self, folder: Path | None, *options: str, verb: str = "serve") -> None:
        self.port = free_port()
        self.root = f"http://127.0.0.1:{self.port}"
        kept = [] if folder is None else ["--location", str(folder)]
        bound = ["--bind", f"127.0.0.1:{self.port}"]
        self._command = [str(OXIGRAPH), verb, *kept, *bound, *options]
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> Oxigraph:
        """Start, and wait until it answers."""
        quiet = subprocess.DEVNULL
        self._process = subprocess.Popen(self._command, stdout=quiet, stderr=quiet)
        wait_for(self.port)
        return self

    def stop(self) -> None:
        """End at once, whatever is under way."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()

    def update(self, text: str) -> None:
        """Change what it holds."""
        headers = {"Content-Type": "application/sparql-update"}
        httpx.post(f"{self.root}/update", content=text.encode(), headers=headers).raise_for_status()

    def rows(self, query: str) -> list[list[str]]:
        """Return the values of the rows of an answer."""
        headers = {"Accept": JSON}
        reply = httpx.post(f"{self.root}/query", data={"query": query}, headers=headers, timeout=60)
        answer = parse_query_results(reply.content, format=QueryResultsFormat.JSON)
        assert isinstance(answer, QuerySolutions)
        names = answer.variables
        return [[getattr(row[name], "value", "") for name in names] for row in answer]

    def graphs(self) -> dict[str, int]:
        """Return the number of triples of each graph."""
        text = "SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g"
        return {graph: int(number) for graph, number in self.rows(text)}

    def clear(self) -> None:
        """Forget everything."""
        self.update("DROP ALL")


@contextmanager
def oxigraph(folder: Path | None, *options: str, verb: str = "serve") -> Iterator[Oxigraph]:
    """Run an Oxigraph server with its store in a folder, or in memory."""
    server = Oxigraph(folder, *options, verb=verb)
    try:
        yield server.start()
    finally:
        server.stop()


@contextmanager
def answering(status: int, body: bytes = b"", media: str = "text/plain") -> Iterator[str]:
    """Run a server that gives one answer to whatever it is asked."""

    class Handler(BaseHTTPRequestHandler):
        def _answer(self) -> None:
            self.rfile.read(int(self.headers.get("Content-Length", 0)))
            self.send_response(status)
            self.send_header("Content-Type", media)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        do_GET = do_POST = do_PUT = do_DELETE = _answer

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
