"""The command that makes the explorer."""

from __future__ import annotations

from pathlib import Path

import click

from scgraph.cli.opening import Where, opened
from scgraph.cli.options import corpus_option
from scgraph.cli.writing import note, write_files

FILE = Path("explorer.html")


@click.command()
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    default=FILE,
    show_default=True,
    metavar="FILE",
    help="Write to this file.",
)
@click.option("--paper", metavar="NAME", help="Only what this paper says.")
@corpus_option
def page(output: Path, paper: str | None, corpus: Where | None) -> None:
    """Make the explorer: one HTML file to look at, which needs no network and no other file.

    Open it in any browser, or send it as an attachment. An address such as explorer.html#mic opens
    it at one thing.
    """
    made = opened(corpus).page(paper=paper).html.encode()
    write_files({output: made})
    note(f"{output}: {len(made):,} bytes; open it in a browser")
