"""The command that publishes claims and checks one by one."""

from __future__ import annotations

import zlib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from scgraph.cli.opening import Where, opened
from scgraph.cli.options import corpus_option
from scgraph.cli.writing import STDOUT, note
from scgraph.files import replace

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
def nanopubs(paper: str | None, output: Path | None, corpus: Where | None) -> None:
    """Write each claim and each check as a nanopublication, as TriG: of PAPER, or of all papers.

    Each has four graphs (head, assertion, provenance, publication info) and a trusty URI, which
    ends with a hash of its content. Claims that nobody has reviewed are marked as drafts.
    """
    if output is not None and output != STDOUT and not output.name.endswith((".trig", ".trig.gz")):
        raise click.UsageError(f"{output}: nanopublications are written as .trig or .trig.gz")
    kg = opened(corpus)
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
    pieces = (text.encode() for text in texts)
    try:
        replace(output, _packed(pieces) if output.suffix == ".gz" else pieces)
    except OSError as error:
        raise click.UsageError(f"cannot write {output}: {error.strerror or error}") from error


def _packed(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """Pack pieces as gzip does, without name and time, which would differ each time."""
    packer = zlib.compressobj(wbits=zlib.MAX_WBITS | 16)
    for piece in pieces:
        yield packer.compress(piece)
    yield packer.flush()
