"""The command that looks for the sentences of a paper in a reader's own copy."""

from __future__ import annotations

from pathlib import Path

import click

from scgraph.cli.failing import WRONG_DATA
from scgraph.cli.opening import Where, opened
from scgraph.cli.options import corpus_option, format_option, output_option
from scgraph.cli.writing import note, write, write_table


@click.command()
@click.argument("text", type=click.Path(path_type=Path))
@click.option("--paper", metavar="NAME", help="The paper, where the corpus has several.")
@format_option
@output_option
@corpus_option
@click.pass_context
def verify(
    ctx: click.Context,
    text: Path,
    paper: str | None,
    format_name: str | None,
    output: Path | None,
    corpus: Where | None,
) -> None:
    """Look for the sentences of a paper in TEXT, your own copy: plain text, Markdown or PDF.

    The corpus holds no sentence, only digests. With -f each sentence is a row with its grade; else
    only those are listed that were not found, or stand elsewhere. Exits 1 if one was not found.
    """
    from scgraph.verifying import graded_rows, grades

    kg = opened(corpus)
    report = kg.verify(text, paper)
    if format_name or output:
        write_table(graded_rows(report), format_name, output, kg.curie)
    else:
        amiss = [finding for finding in report if finding.severity != "Info"]
        write("".join(f"{kg.curie(one.focus)}  {one.value}  {one.message}\n" for one in amiss))
    note(", ".join(f"{number} {grade}" for grade, number in grades(report)))
    note(report.counts)
    if not report.conforms:
        ctx.exit(WRONG_DATA)
