"""The command that makes the anchors of a paper from its text."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from scgraph.cli.writing import STDOUT, note, write

if TYPE_CHECKING:
    from scgraph.anchors import Structure


@click.command()
@click.argument("text", type=click.Path(path_type=Path))
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Write to this file. If it is there already, its locators are kept.",
)
@click.option(
    "--like",
    type=click.Path(path_type=Path),
    metavar="OLD.yaml",
    help="Keep the locators of this sentence file.",
)
def anchor(text: Path, output: Path | None, like: Path | None) -> None:
    """Make the sentence file of a paper from TEXT: plain text, Markdown or PDF.

    It holds locators, order and digests, and no word of the sentences. Headings, captions, tables,
    footnotes and references are left out: how many, stderr says. Made again, sentences that are
    still in the text keep their locators and marks, and new ones get locators that none had.
    """
    from scgraph.anchors import Record, anchored_file, kept, read_record, written

    structure = anchored_file(text)
    is_made_again = output is not None and output != STDOUT and output.is_file()
    earlier = like or (output if is_made_again else None)
    if earlier is None:
        write(written(Record(structure)), output)
    else:
        old = read_record(earlier)
        record, changes = kept(structure, old)
        write(written(record), output)
        note(str(changes))
        note(f"{_many(old.remarks, 'line')} of comment not kept" if old.remarks else "")
    for line in _counted(structure):
        note(line)


def _counted(structure: Structure) -> list[str]:
    """Return what was found, and what was taken for no prose."""
    sentences, sections = sum(1 for _ in structure), len(structure.sections)
    left_out = ", ".join(f"{kind} {number}" for kind, number in sorted(structure.left_out.items()))
    lines = [f"{_many(sentences, 'sentence')} in {_many(sections, 'section')}"]
    return [*lines, *([f"left out: {left_out}"] if left_out else [])]


def _many(number: int, thing: str) -> str:
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"
