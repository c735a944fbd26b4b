"""The command that writes a site."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from scgraph.cli.opening import Where, opened
from scgraph.cli.options import corpus_option
from scgraph.cli.writing import note


@click.command()
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="DIR",
    required=True,
    help="The folder of the site; one that is there is replaced as a whole.",
)
@corpus_option
def site(output: Path, corpus: Where | None) -> None:
    """Write a static site: a page for every thing, question and term, the audit and the pictures.

    It needs no script to be read and no server; to publish it, copy the folder.
    """
    kg = opened(corpus)
    # A thing has a page and its Turtle, a question a page, its text and its rows.
    likely = 2 * len(kg.ask("papers/things")) + 3 * len(kg.questions()) + len(kg.pictures)
    with click.progressbar(length=likely, label="site", file=sys.stderr) as bar:
        kg.site(output, told=lambda number: bar.update(1))
    note(f"{output / 'index.html'}: {sum(1 for _ in output.rglob('*.html'))} pages")
