"""The command that sets annotations side by side."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from scgraph.cli.layout import bold, dim, rendered, wrap
from scgraph.cli.options import output_option
from scgraph.cli.tables import drawn
from scgraph.cli.writing import in_colour, note, suffix_of, width, write

if TYPE_CHECKING:
    from scgraph.answers import Agreement

FORMATS = ("table", "md", "html", "json")


@click.command()
@click.argument(
    "annotations",
    type=click.Path(path_type=Path),
    nargs=-1,
    required=True,
    metavar="A B [C]...",
)
@click.option("--paper", metavar="NAME", help="The paper, where a corpus has several.")
@click.option(
    "-f",
    "--format",
    "format_name",
    type=click.Choice(FORMATS),
    help="How to write it.  [default: table]",
)
@output_option
def agree(
    annotations: tuple[Path, ...], paper: str | None, format_name: str | None, output: Path | None
) -> None:
    """Set two or more annotations of a paper side by side: what differs, and how much.

    Each is the folder of the paper, a corpus, or an RDF file. Claims are matched by place, by what
    they are about and by their wording; each code list gets Krippendorff's alpha over what was
    matched, and what only one has seen is listed. Exits 0 however much differs.
    """
    from scgraph.agreement import agree as set_side_by_side

    if len(annotations) < 2:
        raise click.UsageError("give at least two annotations of the paper")
    made = set_side_by_side(*annotations, paper=paper)
    write(_written(made, format_name or suffix_of(output), output), output)
    note(f"{made.counts}")


def _written(made: Agreement, name: str, output: Path | None) -> str:
    from scgraph.agreement import as_html, as_json, as_markdown

    writers = {"json": as_json, "md": as_markdown, "html": as_html}
    if name in writers:
        return writers[name](made)
    return "".join(_drawn(made, output is None and in_colour()))


def _drawn(made: Agreement, colour: bool) -> Iterator[str]:
    """Yield what a terminal shows, section by section."""
    room = width()
    yield rendered(wrap(bold(f"{made.title}: {', '.join(made.annotators)}"), room), colour)
    for section in made.sections:
        yield "\n" + rendered(wrap(bold(section.title), room), colour)
        if section.note:
            yield rendered(wrap(dim(section.note), room), colour)
        yield "\n" + drawn(section.shown(), room, colour)
