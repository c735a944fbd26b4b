"""The command that writes the codebook of a corpus."""

from __future__ import annotations

from pathlib import Path

import click

from scgraph.cli.options import corpus_option, output_option
from scgraph.cli.writing import note, suffix_of, write


@click.command()
@click.option(
    "-f",
    "--format",
    "format_name",
    type=click.Choice(["md", "html"]),
    help="How to write it.  [default: md]",
)
@output_option
@corpus_option
def codebook(format_name: str | None, output: Path | None, corpus: Path | None) -> None:
    """Write the codebook of a corpus: every code, what it means, how often and where it is used.

    Codes that the corpus adds to a list in its reference files are marked as its own.
    """
    from scgraph.codebook import OWN, as_html, page_of
    from scgraph.graph import load

    kg = load(corpus)
    text = page_of(kg.quads, _title(corpus))
    write(as_html(text) if (format_name or suffix_of(output)) == "html" else text, output)
    own = text.count(f"*{OWN}* |")
    note(f"{own} code{'s' * (own != 1)} of its own")


def _title(corpus: Path | None) -> str:
    """Return what a corpus calls itself; else the name of its folder."""
    from scgraph import files
    from scgraph.corpus import SETTINGS, read_settings

    root = files.data() if corpus is None else corpus
    title = read_settings(root / SETTINGS).title if root.is_dir() else None
    return title or ("the shipped corpus" if corpus is None else corpus.resolve().stem)
