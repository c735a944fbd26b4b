"""Options that several commands take."""

from __future__ import annotations

from pathlib import Path

import click

corpus_option = click.option(
    "--corpus",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="Folder of another corpus, or one RDF file; the shipped corpus if not given.",
)
output_option = click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Write to this file; its suffix chooses the format if -f does not.",
)
format_option = click.option(
    "-f",
    "--format",
    "format_name",
    type=click.Choice(["table", "csv", "tsv", "json", "jsonl", "md"]),
    help="How to write the answer.  [default: table]",
)
