"""The things that papers share, as a curator knows them: by names, kind and definition."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from pyoxigraph import Literal, NamedNode, Quad

from scgraph.terms import PREFIXES, VOCAB

_TYPE = f"{PREFIXES['rdf']}type"
_SKOS = PREFIXES["skos"]
KINDS = (
    "Actor",
    "Barrier",
    "Outcome",
    "Enabler",
    "Driver",
    "Initiative",
    "Place",
    "Domain",
    "Source",
    "Construct",
)
"""The kinds of things that papers share."""


@dataclass
class Thing:
    """A thing that papers share.

    Args:
        iri: its IRI.
        kind: its class, one of `KINDS`.
        labels: its preferred labels by language.
        others: its other labels, with their languages.
        definition: what it is.
    """

    iri: str
    kind: str
    labels: dict[str, str] = field(default_factory=dict)
    others: list[tuple[str, str]] = field(default_factory=list)
    definition: str = ""

    @property
    def slug(self) -> str:
        """The last part of its IRI, by which files name it."""
        return self.iri.rpartition("/")[2]

    @property
    def label(self) -> str:
        """Its preferred label in English, else in any language, else its slug."""
        return self.labels.get("en") or next(iter(self.labels.values()), self.slug)

    def names(self) -> Iterator[tuple[str, str]]:
        """Yield all that it is called, with the languages."""
        yield from ((label, language) for language, label in self.labels.items())
        yield from self.others


class Things(Mapping[str, Thing]):
    """The things among some quads, by IRI.

    >>> from pyoxigraph import RdfFormat, parse
    >>> text = '''PREFIX scg: <https://w3id.org/scgraph/vocab/>
    ... PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
    ... <x:id/mic> a scg:Actor ; skos:prefLabel "Ministry"@en ; skos:altLabel "MIC"@en .'''
    >>> things = Things(parse(text, RdfFormat.TURTLE))
    >>> [(thing.kind, thing.label, thing.others) for thing in things.values()]
    [('Actor', 'Ministry', [('MIC', 'en')])]
    """

    def __init__(self, quads: Iterable[Quad] = ()) -> None:
        self._things: dict[str, Thing] = {}
        said: list[Quad] = []
        for quad in quads:
            if quad.predicate.value == _TYPE:
                self._add(quad)
            elif quad.predicate.value in _TOLD:
                said.append(quad)
        for quad in said:
            if isinstance(quad.subject, NamedNode) and isinstance(quad.object, Literal):
                self._tell(quad.subject.value, quad.predicate.value, quad.object)

    def __getitem__(self, iri: str) -> Thing:
        return self._things[iri]

    def __iter__(self) -> Iterator[str]:
        return iter(self._things)

    def __len__(self) -> int:
        return len(self._things)

    @cached_property
    def by_slug(self) -> Mapping[str, Thing]:
        """The things by their slugs; of two with one slug, the first."""
        found: dict[str, Thing] = {}
        for thing in self._things.values():
            found.setdefault(thing.slug, thing)
        return found

    def _add(self, quad: Quad) -> None:
        kind = quad.object.value if isinstance(quad.object, NamedNode) else ""
        local = kind.removeprefix(VOCAB)
        if local in KINDS and kind != local and isinstance(quad.subject, NamedNode):
            self._things.setdefault(quad.subject.value, Thing(quad.subject.value, local))

    def _tell(self, iri: str, path: str, said: Literal) -> None:
        thing = self._things.get(iri)
        if thing is None:
            return
        language = said.language or ""
        if path == f"{_SKOS}prefLabel":
            thing.labels.setdefault(language, said.value)
        elif path == f"{_SKOS}altLabel":
            thing.others.append((said.value, language))
        elif not thing.definition or language == "en":
            thing.definition = said.value


_TOLD = {f"{_SKOS}{name}" for name in ("prefLabel", "altLabel", "definition")}
