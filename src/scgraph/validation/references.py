"""References to nothing: an IRI of the corpus that is used but nowhere defined."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence, Set
from functools import cached_property
from typing import NamedTuple

from scgraph.answers import Finding
from scgraph.errors import near_names
from scgraph.terms import CODE, PREFIXES, VOCAB, things
from scgraph.validation.outcome import Outcome
from scgraph.validation.triples import Triples

SHAPE = PREFIXES["shape"] + "reference-is-defined"
RANGE = PREFIXES["rdfs"] + "range"


def dangling_references(
    data: Triples,
    bases: Sequence[str],
    of: Callable[[str], bool] = lambda node: True,
    judged: Callable[[str], bool] = lambda iri: True,
) -> Outcome:
    """Find the references to nothing among statements.

    Args:
        data: everything; a thing is defined if a statement has it as its subject.
        bases: the base of the corpus, and those of corpora that it includes. Codes and the
            vocabulary count as well.
        of: whose references are looked at.
        judged: which IRIs are among what is given if they are anywhere.
    """
    known = Known(data, bases)
    ours = {iri for iri in data.names() if known.is_ours(iri) and judged(iri)}
    missing = {iri for iri in ours if not known.defines(iri)}
    uses = (use for use in _uses(data, missing) if of(use.focus)) if missing else ()
    return Outcome(
        tuple(_finding(use, known) for use in uses),
        sum(map(of, _users(data, ours))),
    )


class Use(NamedTuple):
    """A node, one of its properties, and an IRI there: the value, or the property itself."""

    focus: str
    path: str
    value: str


class Known:
    """What the statements define, and what kind of thing each property takes."""

    def __init__(self, data: Triples, bases: Sequence[str]) -> None:
        self._data = data
        self._codes = (CODE, *(f"{base}code/" for base in bases))
        self._space = re.compile(
            "|".join(
                (
                    *(re.escape(things(base)) for base in bases),
                    *(re.escape(f"{base}paper/") + "[^/]+/" for base in bases),
                    *(f"{space}[^/]+/" for space in map(re.escape, self._codes)),
                    re.escape(VOCAB),
                )
            )
        )

    def is_ours(self, iri: str) -> bool:
        """Tell whether the corpus should define an IRI."""
        return self._space.match(iri) is not None

    def space_of(self, iri: str) -> str:
        """Return the namespace of an IRI that the corpus should define; else the empty text."""
        space = self._space.match(iri)
        return space.group() if space else ""

    def defines(self, iri: str) -> bool:
        """Tell whether anything is said of an IRI."""
        return iri in self._defined

    @cached_property
    def _defined(self) -> frozenset[str]:
        return frozenset().union(*(self._data.forward(name) for name in self._data.predicates))

    @cached_property
    def _names(self) -> dict[str, set[str]]:
        names: dict[str, set[str]] = defaultdict(set)
        for iri in self._defined:
            space = self.space_of(iri)
            names[space].add(iri.removeprefix(space))
        return names

    @cached_property
    def _ranges(self) -> dict[str, str]:
        ranges = self._data.forward(RANGE)
        return {name: re.split("[/#]", max(held))[-1] for name, held in ranges.items()}

    def name_of(self, iri: str) -> str:
        """Return the part of an IRI behind its namespace: a slug, a locator, a code."""
        return iri.removeprefix(self.space_of(iri))

    def near(self, iri: str) -> tuple[str, ...]:
        """Return up to three names of the same namespace, or code list, that are spelt alike."""
        space, name = self.space_of(iri), self.name_of(iri)
        spaces = self._spaces_of_list(space) or (space,)
        names = set[str]().union(*(self._names[one] for one in spaces))
        known = sorted(other for other in names if "--" not in other)
        if space == VOCAB:  # where classes begin with a capital, and properties do not
            known = [other for other in known if other[:1].isupper() == name[:1].isupper()]
        by_folded = {other.casefold(): other for other in known}
        return tuple(by_folded[near] for near in near_names(name.casefold(), by_folded))

    def _spaces_of_list(self, space: str) -> tuple[str, ...]:
        """Return where the codes of a list may be: shipped, or added by a corpus."""
        own = next((one for one in self._codes if space.startswith(one)), None)
        return () if own is None else tuple(one + space.removeprefix(own) for one in self._codes)

    def kind_of(self, use: Use) -> str:
        """Say in words what kind of thing is missing."""
        if use.value == use.path:
            return "property"
        if use.value.startswith(VOCAB):
            return "class"
        return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", self._ranges.get(use.path, "thing")).lower()


def _users(data: Triples, wanted: Set[str]) -> set[str]:
    """Return the nodes that refer to one of some names, by a property or as its value."""
    return {
        focus
        for path in data.predicates
        for focus, values in data.forward(path).items()
        if path in wanted or not wanted.isdisjoint(values)
    }


def _uses(data: Triples, wanted: Set[str]) -> Iterator[Use]:
    """Yield the references to some names, each once."""
    for path in data.predicates:
        for focus, values in data.forward(path).items():
            for value in {path, *values} & wanted:
                yield Use(focus, path, value)


def _finding(use: Use, known: Known) -> Finding:
    return Finding(
        severity="Violation",
        message=f"no such {known.kind_of(use)}: {known.name_of(use.value)!r}",
        focus=use.focus,
        path=use.path,
        value=use.value,
        shape=SHAPE,
        near=known.near(use.value),
    )
