"""References to nothing: an IRI of the corpus that is used but nowhere defined."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from pyoxigraph import NamedNode, Quad

from scgraph.answers import Finding
from scgraph.errors import near_names
from scgraph.terms import CODE, PREFIXES, VOCAB, things
from scgraph.validation.shacl import Outcome

SHAPE = PREFIXES["shape"] + "reference-is-defined"
RANGE = PREFIXES["rdfs"] + "range"


def dangling_references(quads: Iterable[Quad], bases: Sequence[str]) -> Outcome:
    """Find the references to nothing among quads.

    Args:
        quads: everything; a thing is defined if a quad has it as its subject.
        bases: the base of the corpus, and those of corpora that it includes. Codes and the
            vocabulary count as well.
    """
    corpus = list(quads)
    known = Known(corpus, bases)
    used = [use for use in _uses(corpus) if known.space_of(use.value)]
    findings = (_finding(use, known) for use in dict.fromkeys(used) if not known.defines(use.value))
    return Outcome(tuple(findings), frozenset((use.focus, SHAPE) for use in used))


class Use(NamedTuple):
    """A node, one of its properties, and an IRI there: the value, or the property itself."""

    focus: str
    path: str
    value: str


class Known:
    """What the quads define, and what kind of thing each property takes."""

    def __init__(self, quads: Iterable[Quad], bases: Sequence[str]) -> None:
        self._ranges: dict[str, str] = {}
        self._names: dict[str, set[str]] = defaultdict(set)
        self._space = re.compile(
            "|".join(
                (
                    *(re.escape(things(base)) for base in bases),
                    *(re.escape(f"{base}paper/") + "[^/]+/" for base in bases),
                    re.escape(CODE) + "[^/]+/",
                    re.escape(VOCAB),
                )
            )
        )
        for quad in quads:
            if isinstance(quad.subject, NamedNode):
                self._add(quad.subject.value, quad)

    def _add(self, iri: str, quad: Quad) -> None:
        space = self.space_of(iri)
        self._names[space].add(iri.removeprefix(space))
        if quad.predicate.value == RANGE and isinstance(quad.object, NamedNode):
            self._ranges[iri] = re.split("[/#]", quad.object.value)[-1]

    def space_of(self, iri: str) -> str:
        """Return the namespace of an IRI that the corpus should define; else the empty text."""
        space = self._space.match(iri)
        return space.group() if space else ""

    def defines(self, iri: str) -> bool:
        """Tell whether anything is said of an IRI."""
        return self.name_of(iri) in self._names[self.space_of(iri)]

    def name_of(self, iri: str) -> str:
        """Return the part of an IRI behind its namespace: a slug, a locator, a code."""
        return iri.removeprefix(self.space_of(iri))

    def near(self, iri: str) -> tuple[str, ...]:
        """Return up to three names of the same namespace that are spelt alike."""
        space, name = self.space_of(iri), self.name_of(iri)
        known = sorted(other for other in self._names[space] if "--" not in other)
        if space == VOCAB:  # where classes begin with a capital, and properties do not
            known = [other for other in known if other[:1].isupper() == name[:1].isupper()]
        by_folded = {other.casefold(): other for other in known}
        return tuple(by_folded[near] for near in near_names(name.casefold(), by_folded))

    def kind_of(self, use: Use) -> str:
        """Say in words what kind of thing is missing."""
        if use.value == use.path:
            return "property"
        if use.value.startswith(VOCAB):
            return "class"
        return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", self._ranges.get(use.path, "thing")).lower()


def _uses(quads: Iterable[Quad]) -> Iterator[Use]:
    for quad in quads:
        subject, path = quad.subject, quad.predicate.value
        focus = subject.value if isinstance(subject, NamedNode) else str(subject)
        yield Use(focus, path, path)
        if isinstance(quad.object, NamedNode):
            yield Use(focus, path, quad.object.value)


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
