"""The command that writes the codebook of a corpus."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from scgraph.cli.opening import Address, Where, opened
from scgraph.cli.options import corpus_option, output_option
from scgraph.cli.writing import note, suffix_of, write

if TYPE_CHECKING:
    from scgraph.graph import KnowledgeGraph


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
def codebook(format_name: str | None, output: Path | None, corpus: Where | None) -> None:
    """Write the codebook of a corpus: every code, what it means, how often and where it is used.

    Codes that the corpus adds to a list in its reference files are marked as its own.
    """
    from scgraph.codebook import OWN, as_html, page_of

    kg = opened(corpus)
    text = page_of(kg.quads, _title(corpus, kg))
    write(as_html(text) if (format_name or suffix_of(output)) == "html" else text, output)
    own = text.count(f"*{OWN}* |")
    note(f"{own} code{'s' * (own != 1)} of its own")


def _title(corpus: Where | None, kg: KnowledgeGraph) -> str:
    """Return what a corpus calls itself; else the name of its folder, or the server's address."""
    if isinstance(corpus, Address):
        titles = (row.title for row in kg.ask("papers/dataset") if row.title)
        return str(next(titles, corpus))
    from scgraph import files
    from scgraph.corpus import SETTINGS, read_settings

    root = files.data() if corpus is None else corpus
    title = read_settings(root / SETTINGS).title if root.is_dir() else None
    return title or ("the shipped corpus" if corpus is None else corpus.resolve().stem)
