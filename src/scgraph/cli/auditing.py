"""The command that audits."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from scgraph.answers.audit import FACES, Audit, AuditSection, Face
from scgraph.cli.failing import WRONG_DATA
from scgraph.cli.layout import bold, dim, rendered, wrap
from scgraph.cli.opening import Where, opened
from scgraph.cli.options import corpus_option, output_option, page_format_option
from scgraph.cli.tables import drawn
from scgraph.cli.writing import in_colour, note, suffix_of, width, write

if TYPE_CHECKING:
    from scgraph.graph import KnowledgeGraph

STANDINGS = "Standing"


@click.command()
@click.option("--barrier", metavar="NAME", help="Only what is about this barrier and those below.")
@click.option("--face", type=click.Choice(FACES), help="For whom.  [default: everybody]")
@click.option("--paper", metavar="NAME", help="Only this paper.")
@click.option(
    "--fail-on",
    multiple=True,
    metavar="STANDING",
    help="Exit 1 if a check came out so, such as does-not-hold; may be given again.",
)
@page_format_option
@output_option
@corpus_option
@click.pass_context
def audit(
    ctx: click.Context,
    barrier: str | None,
    face: Face | None,
    paper: str | None,
    fail_on: tuple[str, ...],
    format_name: str | None,
    output: Path | None,
    corpus: Where | None,
) -> None:
    """Tell what the evidence of a paper is worth: what holds, what does not, what nobody tested.

    A researcher sees what each barrier rests on, an editor every citation by what to look at first,
    a co-author the facts that lack a source. Standings are: does-not-hold,
    citation-does-not-hold, inference-does-not-hold, held-earlier, holds-in-part, not-known,
    not-tested, holds.
    """
    kg = opened(corpus)
    failing = _standings(kg, fail_on)
    found = kg.audit(barrier, face=face, paper=paper)
    write(_written(found, kg, format_name or suffix_of(output), output), output)
    note(found.counts)
    if found.standing(*failing) or ("not-tested" in failing and found.skipped):
        ctx.exit(WRONG_DATA)


def _standings(kg: KnowledgeGraph, names: Iterable[str]) -> list[str]:
    wanted = [part.strip() for name in names for part in name.split(",")]
    return [kg.names.resolve(name, STANDINGS).rpartition("/")[2] for name in wanted if name]


def _written(found: Audit, kg: KnowledgeGraph, name: str, output: Path | None) -> str:
    from scgraph.audit import as_html, as_json, as_markdown

    if name == "json":
        return as_json(found)
    if name in ("md", "html"):
        return (as_markdown if name == "md" else as_html)(found, kg.curie)
    colour = output is None and in_colour()
    return "".join(drawn_sections([found.title], found.sections, kg, colour))


def drawn_sections(
    lead: Iterable[str], sections: Iterable[AuditSection], kg: KnowledgeGraph, colour: bool
) -> Iterator[str]:
    """Yield what a terminal shows: a title and what to know first, then section by section."""
    room = width()
    title, *rest = lead
    yield rendered(wrap(bold(title), room), colour)
    for text in rest:
        yield rendered(wrap(dim(text), room), colour)
    for section in sections:
        yield "\n" + rendered(wrap(bold(section.title), room), colour)
        if section.note:
            yield rendered(wrap(dim(section.note), room), colour)
        yield "\n" + drawn(section.shown(kg.curie), room, colour)
