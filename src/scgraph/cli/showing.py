"""The command that shows one thing."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from scgraph.cli.opening import Where, opened
from scgraph.cli.options import corpus_option, text_option
from scgraph.cli.quoting import words_of_card
from scgraph.cli.writing import in_colour, width, write

if TYPE_CHECKING:
    from scgraph.answers import Card, Table


@click.command()
@click.argument("name")
@text_option
@click.option("--paper", metavar="NAME", help="The paper of --text, where there are several.")
@corpus_option
def show(name: str, text: Path | None, paper: str | None, corpus: Where | None) -> None:
    """Show what the graph says of one thing, given by slug, label or IRI."""
    kg = opened(corpus)
    card = kg.show(name)
    if text is not None:
        card = with_copy(card, words_of_card(card, kg.sentences_in(text, paper)))
    write(drawn_card(card, kg.curie(card.iri), width(), in_colour()))


def with_copy(card: Card, words: Table) -> Card:
    """Return a card with a last section: what a reader's own copy has at its places."""
    from scgraph.answers import Section

    return replace(card, sections=(*card.sections, Section("In your copy", words)))


def drawn_card(card: Card, short_name: str, width: int, in_colour: bool) -> str:
    """Draw a card: names, kind, definition, then each section below its heading."""
    from scgraph.cli.layout import bold, clean, dim, rendered, wrap
    from scgraph.cli.tables import drawn_lines

    others = [text for text in card.labels.values() if text != card.label]
    head = [
        bold(clean(card.label)) + "".join(f" · {clean(text)}" for text in others),
        dim(clean(f"{card.kind} · {short_name}")),
        *([clean(card.definition)] if card.definition else []),
    ]
    lines = [line for part in head for line in wrap(part, width)]
    for section in card.sections:
        lines += ["", *wrap(bold(section.heading), width)]
        lines += drawn_lines(section.answer, width, indent=2)
    return rendered(lines, in_colour)
