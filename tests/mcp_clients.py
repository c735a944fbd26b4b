"""Start the server as an assistant does, and talk to it as a client."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import anyio
from mcp import Client, StdioServerParameters

from sparql_servers import free_port

SOURCE = str(Path(__file__).resolve().parents[1] / "src")
Use = Callable[[Client], Awaitable[Any]]


def used(server: Any, use: Use) -> Any:
    """Return what somebody gets who uses a server as a client does."""

    async def run() -> Any:
        async with Client(server) as client:
            return await use(client)

    return anyio.run(run)


def started(*arguments: str, cache: str) -> StdioServerParameters:
    """Return how a client starts the command, and talks to it over stdin and stdout."""
    return StdioServerParameters(
        command=sys.executable,
        args=["-m", "scgraph", "mcp", *arguments],
        env={"PYTHONPATH": SOURCE, "SCGRAPH_CACHE": cache},
    )


@contextmanager
def over_http(*arguments: str, cache: str) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """Run the command over HTTP; yield its address and its process."""
    port = free_port()
    process = subprocess.Popen(
        [sys.executable, "-m", "scgraph", "mcp", "--http", "--port", str(port), *arguments],
        env={"PYTHONPATH": SOURCE, "SCGRAPH_CACHE": cache},
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        _wait_for(port, process)
        yield f"http://127.0.0.1:{port}/mcp", process
    finally:
        process.terminate()
        process.communicate(timeout=20)


def _wait_for(port: int, process: subprocess.Popen[str]) -> None:
    for _ in range(300):
        with socket.socket() as tried:
            if tried.connect_ex(("127.0.0.1", port)) == 0:
                return
        assert process.poll() is None, process.communicate()
        time.sleep(0.1)
    raise TimeoutError(port)
