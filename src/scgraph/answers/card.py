"""A card: everything the graph says about one thing, as headed tables.

>>> from scgraph.answers.table import Table
>>> roles = Section("Roles", Table(("role", "in"), (("promotes", "smart industry"),)))
>>> roles.lines
('promotes · smart industry',)
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from scgraph.answers.table import Table
from scgraph.answers.values import as_text


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and the answer that stands below it, in words rather than IRIs.

    >>> Section("Roles", Table(("role",), (("leads",),))).answer[0].role
    'leads'
    """

    heading: str
    answer: Table

    @property
    def lines(self) -> tuple[str, ...]:
        """One line a row: the cells that are not empty, with dots between them.

        >>> Section("Roles", Table(("role", "of"), (("leads", "trials"), ("faces", None)))).lines
        ('leads · trials', 'faces')
        """
        return tuple(
            " · ".join(as_text(cell) for cell in row if cell not in (None, ""))
            for row in self.answer.rows
        )


@dataclass(frozen=True, slots=True)
class Card:
    """One thing of the graph: its names, its kind, what it means, and what is said of it.

    Args:
        iri: the IRI of the thing.
        label: its name in the language of the corpus.
        labels: its name in each language, by language tag.
        kind: the name of its class, such as "Barrier".
        definition: what it means; None if nothing says so.
        sections: headed answers, without those that would be empty.

    >>> card = Card("https://w3id.org/scgraph/id/mic", "Ministry", {"en": "Ministry"}, "Actor")
    >>> print(card)
    Ministry
    Actor · https://w3id.org/scgraph/id/mic
    """

    iri: str
    label: str
    labels: Mapping[str, str] = field(default_factory=dict)
    kind: str = ""
    definition: str | None = None
    sections: tuple[Section, ...] = ()

    def __str__(self) -> str:
        others = [text for text in self.labels.values() if text != self.label]
        lines = [" · ".join([self.label, *others]), f"{self.kind} · {self.iri}"]
        if self.definition:
            lines.append(self.definition)
        for section in self.sections:
            lines += ["", section.heading, *(f"  {line}" for line in section.lines)]
        return "\n".join(lines)

    def _repr_html_(self) -> str:
        from scgraph.answers.showing import card

        return card(self)

    def __getitem__(self, heading: str) -> Table:
        """Return the answer below a heading.

        Raises:
            KeyError: if the card has no such heading.
        """
        for section in self.sections:
            if section.heading == heading:
                return section.answer
        raise KeyError(heading)
