"""What a graph states of each thing, found by the thing."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice, takewhile

from pyoxigraph import Literal, NamedNode, Quad

from scgraph.terms import PREFIXES

NAMES = tuple(PREFIXES["skos"] + name for name in ("prefLabel", "altLabel"))
DEFINITION = PREFIXES["skos"] + "definition"


class Statements:
    """The quads of a graph by their subject.

    >>> a, b = NamedNode("https://example.org/a"), NamedNode("https://example.org/a/b")
    >>> statements = Statements([Quad(a, a, a), Quad(b, a, a)])
    >>> len(statements.of(a.value)), len(statements.with_parts(a.value))
    (1, 2)
    """

    def __init__(self, quads: Iterable[Quad]) -> None:
        about: dict[str, list[Quad]] = defaultdict(list)
        for quad in quads:
            if isinstance(quad.subject, NamedNode):
                about[quad.subject.value].append(quad)
        self._about = dict(about)
        self._subjects = sorted(self._about)

    def __contains__(self, iri: str) -> bool:
        return iri in self._about

    def of(self, iri: str) -> Sequence[Quad]:
        """Return what is stated of a thing."""
        return self._about.get(iri, ())

    def with_parts(self, iri: str) -> list[Quad]:
        """Return what is stated of a thing, and of what lies below its IRI, such as citations."""
        first = bisect_left(self._subjects, f"{iri}/")
        below = takewhile(
            lambda name: name.startswith(f"{iri}/"), islice(self._subjects, first, None)
        )
        return [quad for name in (iri, *below) for quad in self.of(name)]

    def names(self, iri: str) -> Iterator[tuple[str, str]]:
        """Yield the names of a thing with their languages, the preferred ones first."""
        found = {
            (NAMES.index(quad.predicate.value), quad.object.language or "", quad.object.value)
            for quad in self.of(iri)
            if quad.predicate.value in NAMES and isinstance(quad.object, Literal)
        }
        for _, language, name in sorted(found):
            yield name, language

    def definitions(self, iri: str) -> Iterator[tuple[str, str]]:
        """Yield the definitions of a thing with their languages."""
        found = {
            (quad.object.language or "", quad.object.value)
            for quad in self.of(iri)
            if quad.predicate.value == DEFINITION and isinstance(quad.object, Literal)
        }
        for language, text in sorted(found):
            yield text, language
