"""The words of a reader's own copy beside the places of an answer, on the screen alone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from scgraph.answers import Card, Table

LOCATOR = "locator"
WORDS = "in_your_copy"
BETWEEN_PLACES = ", "


def with_words(answer: Table, sentences: Mapping[str, str]) -> Table:
    """Return an answer with a column that holds what a copy has at each row's place.

    >>> from scgraph.answers import Table
    >>> with_words(Table((LOCATOR,), (("1/p1/s1",),)), {"1/p1/s1": "Few read it."}).rows
    (('1/p1/s1', 'Few read it.'),)
    """
    from scgraph.answers import Table

    if LOCATOR not in answer.columns:
        return answer
    words = [sentences.get(str(place)) for place in answer.column(LOCATOR)]
    return Table(
        (*answer.columns, WORDS),
        tuple((*row, said) for row, said in zip(answer.rows, words, strict=True)),
        tuple((*row, None) for row in answer.terms),
    )


def words_of_card(card: Card, sentences: Mapping[str, str]) -> Table:
    """Return the places that a card names, in order, with what a copy has there."""
    from scgraph.answers import Table

    places = dict.fromkeys(place for place in _places(card) if place in sentences)
    return Table((LOCATOR, WORDS), tuple((place, sentences[place]) for place in places))


def _places(card: Card) -> Iterator[str]:
    for section in card.sections:
        if LOCATOR in section.answer.columns:
            for cell in section.answer.column(LOCATOR):
                yield from str(cell).split(BETWEEN_PLACES)
