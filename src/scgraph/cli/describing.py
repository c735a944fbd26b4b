"""The command that describes a corpus for catalogues."""

from __future__ import annotations

from pathlib import Path

import click

from scgraph.cli.opening import Where, opened
from scgraph.cli.options import corpus_option
from scgraph.cli.writing import note, write, write_files


@click.command()
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Write to this file: .ttl, .jsonld, .nt, .nq or .trig.  [default: Turtle on stdout]",
)
@click.option(
    "--file",
    "files",
    type=click.Path(path_type=Path, dir_okay=False, exists=True),
    multiple=True,
    metavar="FILE",
    help="A file in which the corpus is handed over, such as an archive .nq.gz; may be repeated.",
)
@click.option("--at", metavar="URL", help="Address of the folder in which the files will lie.")
@corpus_option
def describe(
    output: Path | None, files: tuple[Path, ...], at: str | None, corpus: Where | None
) -> None:
    """Describe a corpus for catalogues and search engines: DCAT 3, VoID and schema.org.

    What the corpus does not state is left out, and a remark on stderr says how to state it. The
    days are those of the curation.
    """
    if at is not None and not files:
        raise click.UsageError("--at is the address of files; name them by --file")
    kg = opened(corpus)
    described = kg.description(files, at)
    if output is None:
        write(described.written(".ttl").decode())
    else:
        write_files({output: described.written(output.suffix.lower())})
    for remark in described.remarks:
        note(f"remark: {remark}")
