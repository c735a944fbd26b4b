"""The command that sets annotations side by side."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from scgraph.cli.layout import bold, dim, rendered, wrap
from scgraph.cli.options import output_option, page_format_option
from scgraph.cli.tables import drawn
from scgraph.cli.writing import in_colour, note, suffix_of, width, write

if TYPE_CHECKING:
    from scgraph.answers import Agreement


@click.command()
@click.argument(
    "annotations",
    type=click.Path(path_type=Path),
    nargs=-1,
    required=True,
    metavar="A B [C]...",
)
@click.option("--paper", metavar="NAME", help="The paper, where a corpus has several.")
@page_format_option
@click.option(
    "--alternatives",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Write what B reads otherwise beside A's claims; a mere name lies in A's paper.",
)
@click.option("--pass", "in_pass", metavar="NAME", help="The pass of A's curation that B was.")
@output_option
def agree(
    annotations: tuple[Path, ...],
    paper: str | None,
    format_name: str | None,
    alternatives: Path | None,
    in_pass: str | None,
    output: Path | None,
) -> None:
    """Set two or more annotations of a paper side by side: what differs, and how much.

    Each is the folder of the paper, a corpus, or an RDF file. Claims are matched by place, by what
    they are about and by their wording; each code list gets Krippendorff's alpha over what was
    matched, and what only one has seen is listed. Exits 0 however much differs.

    With --alternatives, nothing of A is changed: B's differing readings are kept in a file beside
    its claims, for whoever settles them. What is in the file already stays as it is.
    """
    from scgraph.agreement import agree as set_side_by_side

    if len(annotations) < 2:
        raise click.UsageError("give at least two annotations of the paper")
    made = set_side_by_side(*annotations, paper=paper)
    write(_written(made, format_name or suffix_of(output), output), output)
    note(made.counts)
    if alternatives is not None:
        note(_kept(annotations, alternatives, in_pass, paper))


def _kept(annotations: tuple[Path, ...], file: Path, in_pass: str | None, paper: str | None) -> str:
    """Write the alternatives, and return how many."""
    from scgraph.agreement.alternatives import keep_alternatives

    if len(annotations) != 2:
        raise click.UsageError(
            "--alternatives takes two annotations: A, and B that reads otherwise"
        )
    if in_pass is None:
        raise click.UsageError("name the pass of A's curation in which B was made: --pass NAME")
    path, number = keep_alternatives(*annotations, file, in_pass, paper)
    return f"{number} other reading{'s' * (number != 1)} written to {path}"


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
