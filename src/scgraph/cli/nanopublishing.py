"""The command that publishes claims and checks one by one."""

from __future__ import annotations

import gzip
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from scgraph.cli.options import corpus_option
from scgraph.cli.writing import STDOUT, note

if TYPE_CHECKING:
    from scgraph.graph import KnowledgeGraph


@click.command()
@click.argument("paper", required=False)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Write to this file: .trig or .trig.gz.  [default: stdout]",
)
@corpus_option
def nanopubs(paper: str | None, output: Path | None, corpus: Path | None) -> None:
    """Write each claim and each check as a nanopublication, as TriG: of PAPER, or of all papers.

    Each has four graphs (head, assertion, provenance, publication info) and a trusty URI, which
    ends with a hash of its content. Claims that nobody has reviewed are marked as drafts.
    """
    from scgraph.graph import load

    if output is not None and output != STDOUT and not output.name.endswith((".trig", ".trig.gz")):
        raise click.UsageError(f"{output}: nanopublications are written as .trig or .trig.gz")
    kg = load(corpus)
    counted: Counter[str] = Counter()
    texts = _texts(kg, paper, counted)
    if output is None or output == STDOUT:
        for text in texts:
            click.echo(text, nl=False)
    else:
        _write(texts, output)
    note(", ".join(f"{number} of a {kind}" for kind, number in counted.items()) or "none")


def _texts(kg: KnowledgeGraph, paper: str | None, counted: Counter[str]) -> Iterator[str]:
    for one in kg.nanopublications(paper):
        counted[one.kind] += 1
        yield f"{one.trig(kg.prefixes)}\n"


def _write(texts: Iterator[str], output: Path) -> None:
    """Write texts one by one, so that a large corpus is never a whole in memory."""
    from scgraph.files import replacing

    try:
        with replacing(output) as file:
            if output.suffix == ".gz":
                # Without name and time, which gzip would write down.
                with gzip.GzipFile(filename="", fileobj=file, mode="wb", mtime=0) as packed:
                    packed.writelines(text.encode() for text in texts)
            else:
                file.writelines(text.encode() for text in texts)
    except OSError as error:
        raise click.UsageError(f"cannot write {output}: {error.strerror or error}") from error
