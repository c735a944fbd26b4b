"""The command that serves a corpus to an assistant."""

from __future__ import annotations

from pathlib import Path

import click

from scgraph.cli.options import corpus_around, own_corpus_option


@click.command()
@own_corpus_option
@click.option(
    "--text",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Your own copy of the paper; else it is looked for in the folder texts.",
)
def mcp(corpus: Path | None, text: Path | None) -> None:
    """Let your own assistant draft claims, by the Model Context Protocol over stdin and stdout.

    The assistant reads the place of a sentence, proposes claims, has them checked, and asks what is
    not covered. What does not validate, or does not stand at a sentence, is refused. Nothing is
    overwritten: proposals are drafts in a file of their own until a person reviews them. (This
    needs the extra `scgraph-evidence[mcp]`.)
    """
    from scgraph.mcp.server import corpus_server

    corpus_server(corpus_around(corpus, to_write=True), text).run()
