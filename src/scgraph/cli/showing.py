"""The command that shows one thing."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from scgraph.cli.options import corpus_option
from scgraph.cli.writing import in_colour, width, write

if TYPE_CHECKING:
    from scgraph.answers import Card


@click.command()
@click.argument("name")
@corpus_option
def show(name: str, corpus: Path | None) -> None:
    """Show what the graph says of one thing, given by slug, label or IRI."""
    from scgraph.graph import load

    kg = load(corpus)
    card = kg.show(name)
    write(drawn_card(card, kg.curie(card.iri), width(), in_colour()))


def drawn_card(card: Card, short_name: str, width: int, in_colour: bool) -> str:
    """Draw a card: names, kind, definition, then each section below its heading."""
    from rich.text import Text

    from scgraph.cli.tables import drawn, rendered

    others = [text for text in card.labels.values() if text != card.label]
    head = [
        Text.assemble((card.label, "bold"), *(f" · {text}" for text in others)),
        Text(f"{card.kind} · {short_name}", style="dim"),
        *([Text(card.definition)] if card.definition else []),
    ]
    parts = [rendered(head, width, in_colour)]
    for section in card.sections:
        parts.append(rendered([Text(f"\n{section.heading}", style="bold")], width, in_colour))
        parts.append(drawn(section.answer, width, in_colour, indent=2))
    return "".join(parts)
