"""The command that writes the bibliography of a corpus or of a paper."""

from __future__ import annotations

from pathlib import Path

import click

from scgraph.cli.opening import Where, opened
from scgraph.cli.options import corpus_option
from scgraph.cli.writing import STDOUT, note, suffix_of, write


@click.command()
@click.argument("paper", required=False)
@corpus_option
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Write to this file; its suffix chooses the format if -f does not.",
)
@click.option(
    "-f",
    "--format",
    "format_name",
    type=click.Choice(["bib", "json", "ris"]),
    help="BibTeX, CSL-JSON or RIS.  [default: bib]",
)
def bibliography(
    paper: str | None, corpus: Where | None, output: Path | None, format_name: str | None
) -> None:
    """Write the works that a corpus knows as BibTeX, CSL-JSON or RIS.

    With PAPER it is that paper's own list of references, in its order: as the paper prints it, and
    what it leaves open as the corpus has it. What is not plain in an entry stays in one field.
    """
    from scgraph.bibliography import works_of, written
    from scgraph.errors import UnknownNameError, near_names

    kg = opened(corpus)
    papers = kg.names.prefixes
    if paper is not None and paper not in papers:
        raise UnknownNameError(paper, "Paper", near_names(paper, papers))
    works = works_of(kg.quads, papers[paper].rstrip("/") if paper else None)
    suffix = format_name or (suffix_of(output) if output != STDOUT else "") or "bib"
    write(written(works, f".{suffix}"), output)
    note("1 work" if len(works) == 1 else f"{len(works)} works")
