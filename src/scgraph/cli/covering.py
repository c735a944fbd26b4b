"""The command that tells which sentences nobody has read yet."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from scgraph.cli.options import (
    corpus_around,
    format_option,
    output_option,
    own_corpus_option,
    text_option,
)
from scgraph.cli.writing import note, write, write_table
from scgraph.errors import UnknownNameError, near_names

if TYPE_CHECKING:
    from scgraph.authoring.coverage import Section
    from scgraph.graph import KnowledgeGraph


@click.command()
@click.argument("paper", required=False)
@own_corpus_option
@click.option("--unread", "only_unread", is_flag=True, help="List the unread sentences alone.")
@text_option
@format_option
@output_option
def coverage(
    paper: str | None,
    corpus: Path | None,
    only_unread: bool,
    text: Path | None,
    format_name: str | None,
    output: Path | None,
) -> None:
    """Tell which sentences of PAPER, or of every paper, nobody has read yet.

    By section: how many sentences it has; at how many a claim stands, or a stub alone; how many
    have a reason for having none; how many are unread; and who has read it. Behind that, the unread
    sentences, with their words if your own copy is given or lies in texts/.
    """
    from scgraph.graph import load

    given = () if paper is None else (paper,)
    root = corpus_around(corpus, given)
    name = Path(paper).resolve().name if paper and Path(paper).is_dir() else paper
    kg = load(root)
    known = [folder.name for folder in _folders(root)]
    if name is not None and name not in known:
        raise UnknownNameError(name, "paper", near_names(name, known))
    wanted = [name] if name else known
    if text is not None and len(wanted) > 1:
        raise click.UsageError("--text is the copy of one paper: name it")
    for number, one in enumerate(wanted):
        sections = sections_of(kg, root, one)
        words = _words(kg, root, one, text)
        if len(wanted) > 1 and output is None:
            write(f"{chr(10) if number else ''}{one}\n")
        _tell(kg, sections, words, only_unread, format_name, output)


def sections_of(kg: KnowledgeGraph, root: Path, paper: str) -> tuple[Section, ...]:
    """Return how far each section of a paper has been read."""
    from scgraph.authoring.coverage import coverage as covered
    from scgraph.authoring.curation import Curated, places
    from scgraph.reading.tree import STUB

    folder = next(folder for folder in _folders(root) if folder.name == paper)
    stubs = [
        at
        for _, item in Curated.of(folder).listed("claims")
        if item.values.get(STUB) is not None
        for at in places(item)
    ]
    return covered(
        kg.ask("papers/coverage", paper=paper),
        kg.ask("curation/sections-read", paper=paper),
        stubs,
    )


def _tell(
    kg: KnowledgeGraph,
    sections: tuple[Section, ...],
    words: dict[str, str],
    only_unread: bool,
    format_name: str | None,
    output: Path | None,
) -> None:
    from scgraph.authoring.coverage import as_table, unread_table

    unread = unread_table(sections, words)
    if only_unread:
        write_table(unread, format_name, output, kg.curie)
        return
    write_table(as_table(sections), format_name, output, kg.curie)
    if len(unread) and output is None and format_name in (None, "table"):
        write("\n")
        for row in unread:
            write(f"unread  {row.sentence}{f'  {row.text}' if row.text else ''}\n")
    count = sum(section.sentences for section in sections)
    note(f"{len(unread)} of {count} sentences unread")


def _folders(root: Path) -> list[Path]:
    from scgraph.corpus import paper_folders

    return paper_folders(root)


def _words(kg: KnowledgeGraph, root: Path, paper: str, text: Path | None) -> dict[str, str]:
    from scgraph.linting.copies import copy_of

    copy = text or copy_of(root, paper)
    return kg.sentences_in(copy, paper) if copy else {}
