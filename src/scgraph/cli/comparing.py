"""The command that sets papers side by side."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from scgraph.cli.auditing import drawn_sections
from scgraph.cli.opening import Where, opened
from scgraph.cli.options import corpus_option, output_option, page_format_option
from scgraph.cli.writing import in_colour, note, suffix_of, write

if TYPE_CHECKING:
    from scgraph.answers import Comparison
    from scgraph.graph import KnowledgeGraph


@click.command()
@click.argument("papers", nargs=-1, metavar="[PAPER]...")
@page_format_option
@output_option
@corpus_option
def compare(
    papers: tuple[str, ...],
    format_name: str | None,
    output: Path | None,
    corpus: Where | None,
) -> None:
    """Set papers side by side: two or more PAPERs of a corpus, or all of it.

    Who asserts, qualifies or disputes a barrier; where they contradict each other; figures of the
    same construct; advice that repeats; how well each barrier is borne out; what one paper alone
    sees. What the alignment ledger joins counts as one thing; what may be the same is offered.
    """
    kg = opened(corpus)
    made = kg.compare(*papers)
    write(_written(made, kg, format_name or suffix_of(output), output), output)
    if not made.shares:
        note(made.told)


def _written(made: Comparison, kg: KnowledgeGraph, name: str, output: Path | None) -> str:
    from scgraph.comparing.writing import as_html, as_json, as_markdown

    if name == "json":
        return as_json(made)
    if name in ("md", "html"):
        return (as_markdown if name == "md" else as_html)(made, kg.curie)
    colour = output is None and in_colour()
    return "".join(drawn_sections([made.title, made.told], made.sections, kg, colour))
