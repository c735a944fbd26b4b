"""The command that serves a corpus over HTTP."""

from __future__ import annotations

import re
import sys
from contextlib import ExitStack, closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from scgraph.cli.options import corpus_option
from scgraph.cli.writing import note

if TYPE_CHECKING:
    from scgraph.serve.served import Settings

PORT = 8000
MB = 1024 * 1024
_PARTS = ("anyio", "httptools", "starlette", "uvicorn")
_ORIGIN = re.compile(r"https?://[^/\s*]+", re.IGNORECASE)
_HOST = re.compile(r"[\w.-]+|\[[0-9a-f:.]+\]", re.IGNORECASE)


def _origins(ctx: click.Context, param: click.Parameter, values: tuple[str, ...]) -> Any:
    for value in values:
        if not _ORIGIN.fullmatch(value):
            raise click.BadParameter(
                f"{value!r} is no origin; write scheme and host, such as https://example.org"
            )
    return values


def _hosts(ctx: click.Context, param: click.Parameter, values: tuple[str, ...]) -> Any:
    for value in values:
        if not _HOST.fullmatch(value):
            raise click.BadParameter(f"{value!r} is no name of a host; write it without a port")
    return values


@click.command()
@corpus_option
@click.option("--host", default="127.0.0.1", show_default=True, help="Listen at this address.")
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    metavar="PORT",
    help=f"Listen at this port; 0 for any.  [default: {PORT}, or the next that is free]",
)
@click.option(
    "--allow-host",
    "hosts",
    multiple=True,
    callback=_hosts,
    metavar="NAME",
    help="Another name by which the server is called, such as that of a proxy before it.",
)
@click.option(
    "--allow-origin",
    "origins",
    multiple=True,
    callback=_origins,
    metavar="ORIGIN",
    help="Let the pages of another web site ask, such as those of https://example.org.",
)
@click.option(
    "--workers",
    type=click.IntRange(1, 256),
    metavar="N",
    help="Answer so many queries at a time.  [default: as many as there are processors]",
)
@click.option(
    "--waiting",
    type=click.IntRange(min=0),
    default=64,
    show_default=True,
    metavar="N",
    help="Let so many more wait; others are told to come again.",
)
@click.option(
    "--timeout",
    type=click.FloatRange(min=0, min_open=True),
    default=10,
    show_default=True,
    metavar="SECONDS",
    help="The longest that a query may take.",
)
@click.option(
    "--rows",
    type=click.IntRange(min=1),
    default=100_000,
    show_default=True,
    metavar="N",
    help="The most rows of an answer.",
)
@click.option(
    "--size",
    type=click.IntRange(min=1),
    default=16,
    show_default=True,
    metavar="MB",
    help="The most that an answer may take.",
)
@click.option(
    "--memory",
    type=click.IntRange(min=32),
    default=512,
    show_default=True,
    metavar="MB",
    help="The most memory that a query may take beside the graph.",
)
@click.option(
    "--grace",
    type=click.FloatRange(min=0),
    default=30,
    show_default=True,
    metavar="SECONDS",
    help="How long requests under way may go on when the server is told to stop.",
)
@click.option(
    "--log-format",
    type=click.Choice(["json", "text"]),
    help="How to write on stderr what happens.  [default: text on a terminal, else json]",
)
@click.option("--open", "is_opened", is_flag=True, help="Open the start page in a browser.")
def serve(corpus: Path | None, log_format: str | None, is_opened: bool, **options: Any) -> None:
    """Serve a corpus over HTTP, to be read: SPARQL, the questions, things, the explorer.

    The address is printed when requests are answered. The first Ctrl-C or SIGTERM lets the requests
    under way be answered, the second one does not. Nothing can be changed by a request, and no
    query can take more than the limits. (This needs the extra `scgraph-evidence[serve]`.)
    """
    with_extra()
    from scgraph.graph import load
    from scgraph.serve.journal import Journal
    from scgraph.serve.listening import address_of, sockets_at
    from scgraph.serve.running import run

    port = options.pop("port")
    settings = _settings(**options)
    sockets = sockets_at(settings.host, port, PORT)
    address = address_of(sockets)
    is_text = log_format == "text" or (log_format is None and sys.stderr.isatty())
    journal = Journal("text" if is_text else "json")

    def begun() -> None:
        click.echo(address)
        sys.stdout.flush()
        journal.tell("info", "serving", address=address, quads=len(kg.quads))
        if is_text:
            note(f"{address}sparql answers SPARQL; Ctrl-C stops")
        if is_opened:
            click.launch(address)

    with closing(journal), ExitStack() as taken:
        for listening in sockets:
            taken.enter_context(listening)
        kg = load(corpus)
        _warn(settings)
        run(kg, settings, sockets, journal, begun)


def with_extra() -> None:
    """Look whether what a server needs is installed.

    Raises:
        ImportError: if not; it says what to install.
    """
    from importlib.util import find_spec

    if not all(map(find_spec, _PARTS)):
        raise ImportError("to serve a graph, install scgraph-evidence[serve]")


def _settings(timeout: float, rows: int, size: int, memory: int, **options: Any) -> Settings:
    from scgraph.sandbox import Limits
    from scgraph.serve.served import Settings

    limits = Limits(seconds=timeout, rows=rows, size=size * MB, memory=memory * MB)
    return Settings(limits=limits, **options)


def _warn(settings: Settings) -> None:
    from scgraph.serve.listening import is_public

    if is_public(settings.host):
        note(
            f"warning: whoever reaches {settings.host} can ask: there is no TLS and no login; "
            "put a proxy before the server, or leave out --host"
        )
