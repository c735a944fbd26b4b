"""The command that serves a corpus to an assistant."""

from __future__ import annotations

from pathlib import Path

import click

from scgraph.cli.opening import Address, Where, opened
from scgraph.cli.options import corpus_around, corpus_option

KINDS = ("reading", "drafting", "all")
SHOWN_PORT = 8001


@click.command()
@corpus_option
@click.option(
    "--tools",
    "kind",
    type=click.Choice(KINDS),
    default="all",
    help="Which tools to offer.  [default: all; over HTTP, and of a corpus that is not yours, "
    "reading]",
)
@click.option(
    "--topic",
    "topics",
    multiple=True,
    metavar="TOPIC",
    help="Each question of this topic is a tool of its own; may be given several times. `all` and "
    "`none` are topics too. Every question can be asked by ask_question whatever this says.  "
    "[default: actors, barriers, recommendations]",
)
@click.option(
    "--text",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Your own copy of the paper to draft for; else it is looked for in the folder texts.",
)
@click.option("--http", "over_http", is_flag=True, help="Serve over HTTP, at /mcp.")
@click.option("--host", default="127.0.0.1", show_default=True, help="Where to listen.")
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=SHOWN_PORT,
    show_default=True,
    help="The port; 0 for any that is free.",
)
@click.option(
    "--name",
    "names",
    multiple=True,
    metavar="HOST",
    help="A name under which clients call the server, beside those of this machine itself; with a "
    "port if they see another.",
)
@click.option("--drafting", is_flag=True, help="Offer drafting over HTTP too. It writes files.")
@click.option(
    "--timeout",
    type=click.FloatRange(min=0, min_open=True, max=600),
    metavar="SECONDS",
    default=10.0,
    show_default=True,
    help="How long a query in SPARQL may take.",
)
def mcp(
    corpus: Where | None,
    kind: str,
    topics: tuple[str, ...],
    text: Path | None,
    over_http: bool,
    host: str,
    port: int,
    names: tuple[str, ...],
    drafting: bool,
    timeout: float,
) -> None:
    """Let your own assistant read a corpus and draft claims, by the Model Context Protocol.

    It finds things, asks the questions of the catalogue, shows cards, audits barriers and queries
    in SPARQL; what it is given comes with claim, place and source. In a corpus of your own it may
    draft: proposals are checked, stand in a file of their own, and wait for a person to review
    them; nothing is overwritten. Without --http it speaks over stdin and stdout, as an assistant
    that starts it expects. (This needs the extra `scgraph-evidence[mcp]`.)
    """
    from scgraph.mcp.choosing import KINDS as KNOWN
    from scgraph.mcp.questions import MAIN_TOPICS
    from scgraph.mcp.served import Caps
    from scgraph.mcp.server import corpus_server, run

    server = corpus_server(
        opened(corpus) if isinstance(corpus, Address) else corpus_around(corpus),
        text,
        kind=KNOWN[KINDS.index(kind)],
        topics=topics or MAIN_TOPICS,
        may_write=corpus is not None and (drafting or not over_http),
        caps=Caps(seconds=timeout),
    )
    if not over_http:
        return run(server)
    from scgraph.mcp.over_http import PATH, listening, serve

    try:
        listener = listening(host, port)
    except OSError as error:
        reason = f"cannot listen at {host}, port {port}: {error.strerror}; choose another"
        raise click.UsageError(reason) from error
    known = f"[{host}]" if ":" in host else host
    address = f"http://{known}:{listener.getsockname()[1]}{PATH}"
    click.echo(f"Serving at {address}; stop with Ctrl-C.", err=True)
    with listener:
        serve(server, listener, names)
