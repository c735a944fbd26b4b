"""Causal links as values: the rows of ``causes/links``, gathered by claim and link."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple, TypeAlias

from scgraph.answers import Row, Table
from scgraph.terms import CODE

QUESTION = "causes/links"
"""The question whose rows these are."""

CERTAINTIES = ("asserted", "probable", "possible")
STATUSES = ("stated", "intended", "expected", "conditional")
READINGS = ("literal", "contextual", "attachment-ambiguous", "curator-inference")
"""The codes of each list, from the firmest to the weakest."""

ASSERTING = ("attribution", "data-source", "evidence")
"""The purposes of a citation by which the work itself is said to hold what the claim says."""


class Node(NamedTuple):
    """A factor or initiative as one paper has it; sorted by label, then IRI."""

    label: str
    iri: str
    paper: str


class Code(NamedTuple):
    """A code of a list, and its label."""

    iri: str
    label: str

    @property
    def name(self) -> str:
        """The code itself, without its list."""
        return self.iri.rpartition("/")[2]


@dataclass(frozen=True, slots=True)
class Cited:
    """A source that a claim cites: for what, and what is presumed to be the same work."""

    source: str
    label: str
    purposes: frozenset[str]
    same: frozenset[str]

    @property
    def asserts(self) -> bool:
        """Whether the work is cited as one that holds what the claim says."""
        return not self.purposes.isdisjoint(ASSERTING)


@dataclass(frozen=True, slots=True)
class Link:
    """One causal link on the word of one claim.

    Args:
        sign: 1, -1, or 0 where the text does not say.
        worth: 1 if more of the effect is better, -1 if worse, 0 if neither.
        places: each sentence that the claim stands at with its locator, in the order of the paper.
        strength: 0 for asserted and stated as an effect; the larger, the weaker.
    """

    start: Node
    end: Node
    how: Code
    sign: int
    worth: int
    certainty: Code
    status: Code
    reading: Code
    alternatives: bool
    link: str
    claim: str
    says: str
    places: Mapping[str, str]
    cited: tuple[Cited, ...]
    poles: frozenset[tuple[str, str]]
    strength: int

    @property
    def key(self) -> tuple[str, ...]:
        """What the links out of one node are sorted by."""
        return (*self.end, self.how.label, self.claim, self.link)


Chain: TypeAlias = tuple[Link, ...]
"""Links of which each begins where the one before ends."""


def links_of(table: Table) -> tuple[Link, ...]:
    """Gather the rows of ``causes/links``: a link for each claim that asserts it.

    >>> links_of(Table(("claim", "link"), ()))
    ()
    """
    gathered: dict[tuple[object, object], list[Row]] = {}
    for row in table:
        gathered.setdefault((row["claim"], row["link"]), []).append(row)
    return tuple(map(_link, gathered.values()))


def rank(code: Code, known: tuple[str, ...]) -> int:
    """Return how weak a code is; one that is not known is weaker than all."""
    return known.index(code.name) if code.name in known else len(known)


def _link(rows: list[Row]) -> Link:
    row = rows[0]
    certainty, status = _code(row, "certainty"), _code(row, "status")
    return Link(
        start=_node(row, "cause"),
        end=_node(row, "effect"),
        how=_code(row, "how"),
        sign=_number(row["sign"]),
        worth=_number(row["worth"]),
        certainty=certainty,
        status=status,
        reading=_code(row, "reading"),
        alternatives=bool(row["alternatives"]),
        link=str(row["link"]),
        claim=str(row["claim"]),
        says=str(row["says"]),
        places={str(row["sentence"]): str(row["locator"]) for row in rows},
        cited=_cited(rows),
        poles=frozenset(_poles(rows)),
        strength=2 * rank(certainty, CERTAINTIES) + (rank(status, STATUSES) > 0),
    )


def _node(row: Row, column: str) -> Node:
    iri = str(row[column])
    return Node(str(row[f"{column}_label"] or iri), iri, str(row["paper"]))


def _code(row: Row, column: str) -> Code:
    iri = str(row[column])
    return Code(iri, str(row[f"{column}_label"] or iri.removeprefix(CODE)))


def _number(value: object) -> int:
    return value if isinstance(value, int) else 0


def _cited(rows: Iterable[Row]) -> tuple[Cited, ...]:
    by_source: dict[str, list[Row]] = {}
    for row in rows:
        if row["source"] is not None:
            by_source.setdefault(str(row["source"]), []).append(row)
    return tuple(
        Cited(
            source,
            str(found[0]["source_label"] or source),
            frozenset(str(row["purpose"]).rpartition("/")[2] for row in found),
            frozenset(str(row["same_work"]) for row in found if row["same_work"] is not None),
        )
        for source, found in by_source.items()
    )


def _poles(rows: Iterable[Row]) -> Iterable[tuple[str, str]]:
    for row in rows:
        for column in ("cause", "effect"):
            if row[f"{column}_pole"] is not None:
                yield str(row[column]), str(row[f"{column}_pole"])
