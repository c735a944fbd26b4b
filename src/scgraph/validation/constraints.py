"""What shapes demand of the values of a path; each demand looks at all focus nodes at once.

A demand takes pairs of a focus node and its values, and gives the pairs of a focus node and the
value that breaks it; None where what is wrong is no one value.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import Any, Protocol, TypeAlias

from scgraph.validation.literals import UndecidedError, fits, is_text, number
from scgraph.validation.triples import Triples, is_blank, is_literal, literal, shown

Values: TypeAlias = Sequence[tuple[str, Collection[str]]]
"""Focus nodes, and the values of the path at each."""
Compare: TypeAlias = Callable[[Any, Any], bool]
"""A comparison of two numbers, or of two texts."""
Breaches: TypeAlias = list[tuple[str, str | None]]


class Constraint(Protocol):
    """Be one demand of a shape."""

    @property
    def component(self) -> str:
        """The local name of the constraint component of SHACL."""
        ...

    def breaches(self, values: Values, data: Triples) -> Breaches:
        """Return the focus nodes that break the demand, and the value that does."""
        ...


@dataclass(frozen=True, slots=True)
class Count:
    """How many values there are."""

    component: str
    least: int = 0
    most: float = float("inf")

    def breaches(self, values: Values, data: Triples) -> Breaches:
        """Return the focus nodes with too few or too many values."""
        return [(focus, None) for focus, held in values if not self.least <= len(held) <= self.most]


@dataclass(frozen=True, slots=True)
class Class:
    """Every value is of a class."""

    cls: str
    component: str = "ClassConstraintComponent"

    def breaches(self, values: Values, data: Triples) -> Breaches:
        """Return the values that are not of the class or of one below it."""
        members = data.instances(self.cls)
        return [(focus, value) for focus, held in values for value in held if value not in members]


@dataclass(frozen=True, slots=True)
class Each:
    """Every value passes a test that looks at nothing else."""

    component: str
    test: Callable[[str], object]

    def breaches(self, values: Values, data: Triples) -> Breaches:
        """Return the values that do not pass."""
        test = self.test
        return [(focus, value) for focus, held in values for value in held if not test(value)]


@dataclass(frozen=True, slots=True)
class HasValue:
    """One of the values is this one."""

    value: str
    component: str = "HasValueConstraintComponent"

    def breaches(self, values: Values, data: Triples) -> Breaches:
        """Return the focus nodes that do not have it."""
        return [(focus, None) for focus, held in values if self.value not in held]


@dataclass(frozen=True, slots=True)
class UniqueLanguage:
    """No two values are in one language."""

    component: str = "UniqueLangConstraintComponent"

    def breaches(self, values: Values, data: Triples) -> Breaches:
        """Return the focus nodes, once for each language that is used twice."""
        return [
            (focus, None)
            for focus, held in values
            if len(held) > 1
            for times in Counter(filter(None, map(language, held))).values()
            if times > 1
        ]


@dataclass(frozen=True, slots=True)
class Disjoint:
    """No value is also one of another property of the focus node."""

    predicate: str
    component: str = "DisjointConstraintComponent"

    def breaches(self, values: Values, data: Triples) -> Breaches:
        """Return the values that both have."""
        others = data.forward(self.predicate)
        return [
            (focus, value)
            for focus, held in values
            for value in held
            if value in others.get(focus, ())
        ]


@dataclass(frozen=True, slots=True)
class Equals:
    """The values are those of another property of the focus node."""

    predicate: str
    component: str = "EqualsConstraintComponent"

    def breaches(self, values: Values, data: Triples) -> Breaches:
        """Return the values that only one of the two has."""
        others = data.forward(self.predicate)
        return [
            (focus, value)
            for focus, held in values
            for value in set(held).symmetric_difference(others.get(focus, ()))
        ]


@dataclass(frozen=True, slots=True)
class Ordered:
    """Every value stands before every value of another property of the focus node."""

    component: str
    predicate: str
    before: Compare

    def breaches(self, values: Values, data: Triples) -> Breaches:
        """Return the values that do not, once for each that they do not stand before."""
        others = data.forward(self.predicate)
        return [
            (focus, value)
            for focus, held in values
            for value in held
            for other in others.get(focus, ())
            if not self._stands_before(value, other)
        ]

    def _stands_before(self, value: str, other: str) -> bool:
        if is_blank(value) or is_blank(other):
            raise UndecidedError(f"{value} beside {other}")
        if _is_word(value) != _is_word(other):
            return False
        as_compared = shown if _is_word(value) else number
        return self.before(as_compared(value), as_compared(other))


def _is_word(name: str) -> bool:
    return not is_literal(name) or is_text(name)


def language(name: str) -> str:
    """Return the language of a literal in small letters, or the empty text.

    >>> language('"@en-gb"lorry'), language("x:a")
    ('en-gb', '')
    """
    kind = literal(name)[0] if is_literal(name) else ""
    return kind[1:] if kind.startswith("@") else ""


def of_datatype(datatype: str) -> Each:
    """Demand literals of a datatype."""
    return Each("DatatypeConstraintComponent", lambda value: fits(value, datatype))


def one_of(members: Collection[str]) -> Each:
    """Demand members of a list."""
    return Each("InConstraintComponent", frozenset(members).__contains__)


def in_languages(wanted: Collection[str]) -> Each:
    """Demand literals in one of some languages, which stand for their varieties too."""
    ranges = frozenset(tag.lower() for tag in wanted)

    def is_in(value: str) -> bool:
        tag = language(value)
        anything = "*" in ranges and tag != ""
        return anything or tag in ranges or tag.partition("-")[0] in ranges

    return Each("LanguageInConstraintComponent", is_in)


def of_kind(kinds: Collection[Callable[[str], bool]]) -> Each:
    """Demand IRIs, literals, blank nodes, or some of these."""
    return Each("NodeKindConstraintComponent", lambda value: any(kind(value) for kind in kinds))


def is_iri(name: str) -> bool:
    """Tell whether a name is that of neither a literal nor a blank node."""
    return not is_literal(name) and not is_blank(name)


def like(pattern: re.Pattern[str]) -> Each:
    """Demand a text that a pattern is found in; no blank node has one."""
    return Each(
        "PatternConstraintComponent",
        lambda value: not is_blank(value) and pattern.search(shown(value)),
    )


def as_long(component: str, least: int = 0, most: float = float("inf")) -> Each:
    """Demand texts of a length; a blank node has none."""
    return Each(
        component,
        lambda value: (
            (least == 0 and most == float("inf"))
            or (not is_blank(value) and least <= len(shown(value)) <= most)
        ),
    )


def compared(component: str, bound: str, holds: Compare) -> Each:
    """Demand numbers on one side of a bound; a text, an IRI or a blank node is none."""
    limit = number(bound)

    def is_within(value: str) -> bool:
        return is_literal(value) and not is_text(value) and holds(number(value), limit)

    return Each(component, is_within)
