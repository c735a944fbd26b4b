"""Cards: the questions of the topic "cards", asked of one thing."""

from __future__ import annotations

from collections.abc import Iterator

from scgraph.answers import Card, Section, Table, Value
from scgraph.answers.values import as_text
from scgraph.catalogue.collection import CARDS, Catalogue
from scgraph.catalogue.question import Question
from scgraph.engine import Engine
from scgraph.names import Names

THING = "thing"
LOCATOR = "locator"
DEFINITION = f"{CARDS}/definition"


def make_card(
    iri: str, catalogue: Catalogue, engine: Engine, names: Names, language: str = "en"
) -> Card:
    """Ask every question of the topic "cards" of one thing, and leave out empty answers.

    Args:
        iri: the thing.
        catalogue: where the questions stand; the header's ``position`` orders them.
        engine: what answers them.
        names: the labels of the things in the answers.
        language: of the label at the head of the card.
    """

    def asked(question: Question) -> Table:
        return catalogue.ask(question.name, {THING: f"<{iri}>"}, engine, names).without(THING)

    definitions = asked(catalogue[DEFINITION])
    return Card(
        iri=iri,
        label=names.label(iri, language),
        labels=names.labels(iri),
        kind=" · ".join(names.special_kinds(iri)),
        definition=str(definitions[0].definition) if definitions else None,
        sections=tuple(
            Section(question.title, _readable(answer.in_words(names.curie)))
            for question in _sections(catalogue)
            if (answer := asked(question))
        ),
    )


def _readable(table: Table) -> Table:
    """Join the rows that differ only in their place, and leave out columns without any value."""
    rows = _places_joined(table) if LOCATOR in table.columns else table.rows
    filled = [place for place in range(len(table.columns)) if any(row[place] for row in rows)]
    return Table(
        tuple(table.columns[place] for place in filled),
        tuple(tuple(row[place] for place in filled) for row in rows),
    )


def _places_joined(table: Table) -> tuple[tuple[Value, ...], ...]:
    column = table.columns.index(LOCATOR)
    places: dict[tuple[Value, ...], list[str]] = {}
    for row in table.rows:
        others = (*row[:column], *row[column + 1 :])
        places.setdefault(others, []).append(as_text(row[column]))
    return tuple(
        (*others[:column], ", ".join(dict.fromkeys(found)), *others[column:])
        for others, found in places.items()
    )


def _sections(catalogue: Catalogue) -> Iterator[Question]:
    cards = (question for question in catalogue.values() if question.topic == CARDS)
    for question in sorted(cards, key=_position):
        if question.name != DEFINITION:
            yield question


def _position(question: Question) -> tuple[int, str]:
    return int(str(question.header.get("position", 0))), question.name
