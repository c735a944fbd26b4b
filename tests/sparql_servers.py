"""Real SPARQL servers with the shipped corpus, to be read from; one more is one more line."""

from __future__ import annotations

import os
import resource
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager, suppress
from functools import partial
from pathlib import Path

from pyoxigraph import RdfFormat, serialize

import scgraph

SOURCE = Path(__file__).resolve().parents[1] / "src"
OXIGRAPH = Path(sys.executable).with_name("oxigraph")
PATIENCE = 20
MOST_MEMORY = 3 * 1024**3


@contextmanager
def oxigraph(kg: scgraph.KnowledgeGraph, *options: str, is_filled: bool = False) -> Iterator[str]:
    """Run an Oxigraph server that holds a corpus, and give the address of its SPARQL endpoint.

    Args:
        kg: the corpus.
        options: those of the program, such as "--union-default-graph".
        is_filled: whether the default graph holds everything as well.
    """
    port = free_port()
    command = [str(OXIGRAPH), "serve", "--bind", f"127.0.0.1:{port}", *options]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server:
        try:
            # A query that gets out of hand must not take the machine with it.
            resource.prlimit(server.pid, resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
            wait_for(port)
            root = f"http://127.0.0.1:{port}"
            quads = serialize(kg.quads, format=RdfFormat.N_QUADS) or b""
            _post(f"{root}/store", "application/n-quads", quads)
            if is_filled:
                triples = serialize((q.triple for q in kg.quads), format=RdfFormat.N_TRIPLES) or b""
                _post(f"{root}/store?default", "application/n-triples", triples)
            yield f"{root}/query"
        finally:
            server.terminate()


@contextmanager
def our_own(kg: scgraph.KnowledgeGraph) -> Iterator[str]:
    """Run `scgraph serve`, which holds the shipped corpus."""
    port = free_port()
    command = [sys.executable, "-m", "scgraph", "serve", "--port", str(port), "--timeout", "60"]
    environment = {**os.environ, "PYTHONPATH": str(SOURCE)}
    with subprocess.Popen(command, env=environment, stderr=subprocess.DEVNULL) as server:
        try:
            wait_for(port)
            yield f"http://127.0.0.1:{port}/sparql"
        finally:
            server.terminate()


Server = Callable[[scgraph.KnowledgeGraph], AbstractContextManager[str]]
SERVERS: dict[str, Server] = {
    "oxigraph-union": lambda kg: oxigraph(kg, "--union-default-graph"),
    "oxigraph-empty-default": oxigraph,
    "scgraph": our_own,
    "oxigraph-filled-default": partial(oxigraph, is_filled=True),
    "oxigraph-union-and-filled": lambda kg: oxigraph(kg, "--union-default-graph", is_filled=True),
}


def free_port() -> int:
    """Return a port that nothing listens at."""
    with closing(socket.socket()) as one:
        one.bind(("127.0.0.1", 0))
        port: int = one.getsockname()[1]
        return port


def wait_for(port: int) -> None:
    """Wait until something listens at a port."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return
        time.sleep(0.05)
    raise TimeoutError(f"nothing listens at port {port}")


def _post(address: str, media: str, body: bytes) -> None:
    request = urllib.request.Request(address, body, {"Content-Type": media}, method="POST")
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    with opener.open(request, timeout=PATIENCE) as answer:
        assert 200 <= answer.status < 300
