"""The commands that start a corpus, and add a paper to it."""

from __future__ import annotations

from pathlib import Path

import click

from scgraph.cli.writing import note


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
    note(f"add a paper: scgraph add PAPER --corpus {folder}")
