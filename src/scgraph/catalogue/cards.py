"""Cards: the questions of the topic "cards", asked of one thing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from scgraph.answers import Card, Section, Table
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
    definitions = _asked(catalogue[DEFINITION], iri, catalogue, engine, names)
    return Card(
        iri=iri,
        label=names.label(iri, language),
        labels=names.labels(iri),
        kind=" · ".join(names.special_kinds(iri)),
        definition=str(definitions[0].definition) if definitions else None,
        sections=tuple(
            Section(part.heading, _readable(part.answer.in_words(names.curie)))
            for part in card_parts(iri, catalogue, engine, names)
        ),
    )


def card_parts(iri: str, catalogue: Catalogue, engine: Engine, names: Names) -> Iterator[Section]:
    """Yield the answers of a card as they are, with IRIs beside names; without empty ones."""
    for question in _sections(catalogue):
        answer = _asked(question, iri, catalogue, engine, names)
        if answer:
            yield Section(question.title, answer)


def parts_of_all(
    catalogue: Catalogue, engine: Engine, names: Names
) -> dict[str, tuple[Section, ...]]:
    """Return the same parts of the card of every thing, by its IRI; each question is asked once."""
    parts: dict[str, list[Section]] = defaultdict(list)
    for question in _sections(catalogue):
        answer = catalogue.ask(question.name, {}, engine, names)
        rows: dict[str, list[int]] = defaultdict(list)
        for number, thing in enumerate(answer.column(THING)):
            rows[str(thing)].append(number)
        said = answer.without(THING)
        for thing, numbers in rows.items():
            own = Table(
                said.columns,
                tuple(said.rows[number] for number in numbers),
                tuple(said.terms[number] for number in numbers),
            )
            parts[thing].append(Section(question.title, own))
    return {thing: tuple(sections) for thing, sections in parts.items()}


def _asked(
    question: Question, iri: str, catalogue: Catalogue, engine: Engine, names: Names
) -> Table:
    return catalogue.ask(question.name, {THING: f"<{iri}>"}, engine, names).without(THING)


def _readable(table: Table) -> Table:
    """Join the rows that differ only in their place, and leave out columns without any value."""
    rows = table.joined(LOCATOR).rows
    filled = [place for place in range(len(table.columns)) if any(row[place] for row in rows)]
    return Table(
        tuple(table.columns[place] for place in filled),
        tuple(tuple(row[place] for place in filled) for row in rows),
    )


def _sections(catalogue: Catalogue) -> Iterator[Question]:
    cards = (question for question in catalogue.values() if question.topic == CARDS)
    for question in sorted(cards, key=_position):
        if question.name != DEFINITION:
            yield question


def _position(question: Question) -> tuple[int, str]:
    return int(str(question.header.get("position", 0))), question.name
