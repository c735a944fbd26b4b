"""Quads by subject, so that what is said of a thing is found at once.

>>> from pyoxigraph import RdfFormat, parse
>>> facts = Facts(parse('<t:a> <t:b> "c" .', RdfFormat.TURTLE))
>>> facts.text("t:a", "t:b")
'c'
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date

from pyoxigraph import BlankNode, Literal, NamedNode, Quad

from scgraph.terms import PREFIXES, VOCAB

TYPE = f"{PREFIXES['rdf']}type"
_LABEL = f"{PREFIXES['skos']}prefLabel"


def scg(name: str) -> str:
    """Return the IRI of a term of the vocabulary.

    >>> scg("Claim")
    'https://w3id.org/scgraph/vocab/Claim'
    """
    return f"{VOCAB}{name}"


class Facts:
    """Quads in an index: those about a thing in their order, and the things of a kind."""

    def __init__(self, quads: Iterable[Quad]) -> None:
        self._about: dict[str, list[Quad]] = defaultdict(list)
        self._kinds: dict[str, dict[str, None]] = defaultdict(dict)
        for quad in quads:
            if isinstance(quad.subject, NamedNode | BlankNode):
                self._about[_key(quad.subject)].append(quad)
            if quad.predicate.value == TYPE and isinstance(quad.subject, NamedNode):
                self._kinds[str(quad.object)].setdefault(quad.subject.value)

    def about(self, subject: str) -> list[Quad]:
        """Return the quads about a thing."""
        return self._about.get(subject, [])

    def of_kind(self, kind: str) -> list[str]:
        """Return the things of a class, in alphabetical order.

        >>> Facts(()).of_kind("t:Kind")
        []
        """
        return sorted(self._kinds.get(f"<{kind}>", ()))

    def objects(self, subject: str, predicate: str) -> Iterator[NamedNode | BlankNode | Literal]:
        """Yield the values of a property of a thing."""
        for quad in self.about(subject):
            if quad.predicate.value == predicate:
                assert isinstance(quad.object, NamedNode | BlankNode | Literal)
                yield quad.object

    def iris(self, subject: str, *predicates: str) -> list[str]:
        """Return the IRIs among the values of properties, each once and in order."""
        found = (term for name in predicates for term in self.objects(subject, name))
        return sorted({term.value for term in found if isinstance(term, NamedNode)})

    def text(self, subject: str, predicate: str, language: str = "") -> str | None:
        """Return a value as plain text, that of a language first; None if there is none."""
        found = list(self.objects(subject, predicate))
        literals = [term for term in found if isinstance(term, Literal)]
        literals.sort(key=lambda term: (term.language != (language or None), term.value))
        values = [*literals, *(term for term in found if not isinstance(term, Literal))]
        return values[0].value if values else None

    def label(self, thing: str, language: str) -> Literal | None:
        """Return the preferred label of a thing, in a language if there is one in it."""
        found = self.labels(thing)
        return min(found, key=lambda one: one.language != language) if found else None

    def labels(self, thing: str) -> list[Literal]:
        """Return the preferred labels of a thing, by language."""
        found = [one for one in self.objects(thing, _LABEL) if isinstance(one, Literal)]
        return sorted(found, key=lambda one: (one.language or "", one.value))

    def dates(self, subject: str, predicate: str) -> list[str]:
        """Return the values that are days, the earliest first."""
        return sorted(term.value for term in self.objects(subject, predicate) if _is_day(term))


def _key(term: NamedNode | BlankNode) -> str:
    return term.value if isinstance(term, NamedNode) else str(term)


def _is_day(term: NamedNode | BlankNode | Literal) -> bool:
    try:
        return isinstance(term, Literal) and bool(date.fromisoformat(term.value))
    except ValueError:
        return False
