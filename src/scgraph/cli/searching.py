"""The command that finds things by words."""

from __future__ import annotations

from pathlib import Path

import click

from scgraph.cli.opening import Where, opened
from scgraph.cli.options import corpus_option, format_option, limit_option, output_option
from scgraph.cli.writing import write_table


@click.command()
@click.argument("words", nargs=-1, required=True)
@click.option("--kind", metavar="CLASS", help="Only things of this class, such as Barrier.")
@limit_option
@format_option
@output_option
@corpus_option
def search(
    words: tuple[str, ...],
    kind: str | None,
    limit: int | None,
    format_name: str | None,
    output: Path | None,
    corpus: Where | None,
) -> None:
    """Find things whose names, definitions or claims hold all of the WORDS, the nearest first."""
    kg = opened(corpus)
    found = kg.search(" ".join(words), kind)
    write_table(found, format_name, output, kg.curie, limit=limit)
