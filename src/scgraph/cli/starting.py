"""The commands that start a corpus, and add a paper to it."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from scgraph.cli.options import corpus_around, own_corpus_option
from scgraph.cli.writing import note, write

LONG = 20
"""A PDF of so many pages takes long enough to be told about."""


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option(
    "--base",
    metavar="URL",
    help="What the addresses of the corpus begin with; else one below example.org, to be changed.",
)
@click.option("--title", metavar="TEXT", help="What the corpus is called; else as the folder is.")
@click.option("--creator", metavar="NAME", help="Who makes it: a person or a body.")
@click.option("--licence", metavar="URL", help="The address of the licence of its data.")
@click.option("--language", default="en", show_default=True, help="Of claims and labels.")
@click.option(
    "--include-shipped",
    is_flag=True,
    help="Let the corpus that comes with scgraph belong to yours, so that they can be compared.",
)
def new(
    folder: Path,
    base: str | None,
    title: str | None,
    creator: str | None,
    licence: str | None,
    language: str,
    include_shipped: bool,
) -> None:
    """Start a corpus of your own in FOLDER, which must not exist yet or be empty.

    It gets settings, an example paper with claims and text, shared things, a README that tells
    what lies where, and what an editor needs to complete names. It is made whole or not at all.
    """
    from scgraph.authoring.starting import own_base, start_corpus
    from scgraph.corpus import SHIPPED, Settings

    settings = Settings(
        base=base or own_base(folder),
        language=language,
        title=title,
        creator=creator,
        licence=licence,
        includes=(SHIPPED,) if include_shipped else (),
    )
    start_corpus(folder, settings)
    note(f"{folder} is a corpus now; its README.md tells what lies where")
    note("add a paper: go there, and then: scgraph add PAPER")


@click.command()
@click.argument("paper", type=click.Path(path_type=Path))
@click.option(
    "--bib",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="A bibliography with the works that it cites, and itself: .bib, .json (CSL) or .ris.",
)
@click.option(
    "--id",
    "name",
    metavar="NAME",
    help="What the corpus calls it, such as smith-2024; else author and year, or the file's name.",
)
@click.option("--by", metavar="WHO", help="Who adds it; else the name that git or the system has.")
@click.option("--keep-text", is_flag=True, help="Put a copy of PAPER into texts/ as well.")
@own_corpus_option
def add(
    paper: Path,
    bib: Path | None,
    name: str | None,
    by: str | None,
    keep_text: bool,
    corpus: Path | None,
) -> None:
    """Add PAPER to your corpus: plain text, Markdown or PDF.

    It is given a record with its list of references, a sentence file, and a stub of a claim for
    each sentence: what was found there, with room for what a person decides. Works that the corpus
    lacks are written to reference/sources.ttl. A worksheet in texts/ shows each sentence beside its
    stub. Run again on a text that has changed, it changes nothing that somebody wrote.
    """
    from datetime import date

    from scgraph.authoring.adding import add_paper
    from scgraph.authoring.records import Reader
    from scgraph.bibliography import read_bibliography

    records = read_bibliography(bib) if bib else ()
    root = corpus_around(corpus, to_write=True)
    reader = Reader(by or _known_name(root), date.today())
    summary = add_paper(
        root, paper, reader, name=name, records=records, keep_text=keep_text, progress=_page_read
    )
    for line in summary.lines():
        note(line)
    where = "" if corpus is None else f" --corpus {corpus}"
    note(f"next: scgraph lint {summary.paper}{where}")


@click.command()
@own_corpus_option
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Write the schema that all papers share to this file, or to - for stdout, and no other.",
)
def schema(corpus: Path | None, output: Path | None) -> None:
    """Make anew what an editor needs to complete keys, codes and names: JSON Schema.

    There is one for the corpus and one for each paper, in the folder .scgraph, where each file of
    a paper looks for its own. Other commands that write keep them as they should be.
    """
    from scgraph.authoring.known import known_things
    from scgraph.authoring.schemas import (
        changed_files,
        corpus_schema_file,
        schema_files,
        write_apart,
    )

    if output is not None:
        folder = corpus_around(corpus)
        (data,) = corpus_schema_file(folder, known_things(folder)).values()
        write(data.decode(), output)
        return
    changed = changed_files(schema_files(corpus_around(corpus, to_write=True)))
    write_apart(changed)
    note("1 schema written" if len(changed) == 1 else f"{len(changed)} schemas written")


def _known_name(corpus: Path) -> str | None:
    """Return the name that git has for whoever works in a folder, else that of the system."""
    import getpass
    import subprocess

    command = ["git", "-C", str(corpus), "config", "user.name"]
    try:
        said = subprocess.run(
            command, capture_output=True, text=True, timeout=5, check=False
        ).stdout
        return said.strip() or getpass.getuser()
    except (OSError, KeyError, subprocess.SubprocessError):
        return None


def _page_read(number: int, pages: int) -> None:
    """Tell on a terminal how far the reading of a long PDF has come."""
    if pages >= LONG and sys.stderr.isatty():
        end = "\n" if number == pages else ""
        click.echo(f"\rpage {number} of {pages}{end}", err=True, nl=False)
    elif pages >= LONG and number % LONG == 0:
        note(f"page {number} of {pages}")
