"""What a cell may hold: the codes, the things of the corpus and the sentences of the paper.

Which class of things a key takes is what the vocabulary says of its property.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from pyoxigraph import BlankNode, Literal, NamedNode, Quad

from scgraph.names.index import fold
from scgraph.reading.form import Key
from scgraph.sheets.columns import Column
from scgraph.terms import CODE, PREFIXES, VOCAB, curie

_RDF, _RDFS, _SKOS = PREFIXES["rdf"], PREFIXES["rdfs"], PREFIXES["skos"]
_LABELS = (f"{_SKOS}prefLabel", f"{_RDFS}label", f"{PREFIXES['dcterms']}title")
_TEXTS = (f"{_SKOS}definition", f"{PREFIXES['schema']}text")


@dataclass(frozen=True)
class Choice:
    """One thing to choose: how it is written, what it is called, and what it means."""

    value: str
    label: str = ""
    japanese: str = ""
    meaning: str = ""


@dataclass(frozen=True)
class Choices:
    """All that may stand in the cells of some columns.

    Args:
        name: what they are, such as "barrier" or "claim type".
        each: them, in the order in which they are offered.
        folder: the namespace of the list, if it is one of codes.
    """

    name: str
    each: tuple[Choice, ...]
    folder: str = ""

    @cached_property
    def values(self) -> frozenset[str]:
        """How they are written."""
        return frozenset(choice.value for choice in self.each)

    @cached_property
    def by_label(self) -> Mapping[str, str]:
        """How each is written, by its labels, if no other has the same label."""
        found: dict[str, set[str]] = defaultdict(set)
        for choice in self.each:
            for label in filter(None, (choice.label, choice.japanese)):
                found[fold(label)].add(choice.value)
        return {label: min(values) for label, values in found.items() if len(values) == 1}


class Vocabulary:
    """What the quads of a corpus and of the vocabulary say of classes, labels and meanings.

    Args:
        quads: all of them.
        paper: the IRI of the paper.
        things: the namespace of the corpus's own things.
        prefixes: those of the papers.
    """

    def __init__(
        self, quads: Iterable[Quad], paper: str, things: str, prefixes: Mapping[str, str]
    ) -> None:
        self._paper, self._things, self._prefixes = f"{paper}/", things, prefixes
        self._added: dict[str, list[str]] = defaultdict(list)
        self._known: dict[Column, Choices | None] = {}
        self._texts: dict[str, dict[tuple[str, str], str]] = defaultdict(dict)
        self._links: dict[tuple[str, str], list[str]] = defaultdict(list)
        self._members: dict[str, dict[str, None]] = defaultdict(dict)
        for quad in quads:
            self._add(quad)

    def choices(self, column: Column) -> Choices | None:
        """Return what may stand in the cells of a column; None if it is text or the paper's own."""
        if column not in self._known:
            self._known[column] = self._found(column)
        return self._known[column]

    def _found(self, column: Column) -> Choices | None:
        key = column.key
        if key is None or not key.refers:
            return None
        if key.base and key.base.startswith(CODE):
            name = key.base.removeprefix(CODE).strip("/")
            return Choices(name.replace("-", " "), self._each_code(key.base), key.base)
        classes = self.classes(column)
        members = (thing for name in classes for thing in self._all_of(name))
        if key.base is None:
            own = [iri for iri in members if iri.startswith(self._paper)]
            return Choices(self.kind(column), self._each(own, in_order=True))
        if not classes:
            members = (iri for iri in self._members[""] if iri.startswith(self._things))
        elsewhere = (self._paper, CODE, VOCAB)
        return Choices(
            self.kind(column), self._each(iri for iri in members if not iri.startswith(elsewhere))
        )

    def classes(self, column: Column) -> tuple[str, ...]:
        """Return the classes of what stands in a column; none if any thing will do."""
        found: list[str] = [column.of] if column.of else []
        ranges = self._links[column.key.property, f"{_RDFS}range"] if column.key else ()
        for range_ in () if found else ranges:
            union = self._links[range_, f"{PREFIXES['owl']}unionOf"]
            found += self._list(union[0]) if union else [range_]
        return tuple(name for name in found if not name.startswith("_:"))

    def kind(self, column: Column) -> str:
        """Say in words what stands in a column."""
        names = [re.split("[/#]", name)[-1] for name in self.classes(column)]
        spaced = [re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name).lower() for name in names]
        return " or ".join(spaced) or "thing"

    def meaning(self, key: Key) -> str:
        """Return what the vocabulary says that a key means; nothing if the key is not its own."""
        return self._text(key.property, _TEXTS, "en")

    def label(self, key: Key, language: str) -> str:
        """Return what the vocabulary calls a key."""
        return self._text(key.property, _LABELS, language)

    def _add(self, quad: Quad) -> None:
        subject, predicate, value = str(quad.subject), quad.predicate.value, quad.object
        if isinstance(quad.subject, NamedNode):
            subject = quad.subject.value
        if isinstance(value, Literal):
            self._texts[subject].setdefault((predicate, value.language or ""), value.value)
        elif isinstance(value, NamedNode | BlankNode):
            other = value.value if isinstance(value, NamedNode) else str(value)
            self._links[subject, predicate].append(other)
            if predicate == f"{_SKOS}inScheme" and not subject.startswith(CODE):
                self._added[other].append(subject)
            if predicate == f"{_RDF}type":
                self._members[other][subject] = None
                self._members[""][subject] = None
            elif predicate == f"{_RDFS}subClassOf":
                self._links[other, "below"].append(subject)

    def _all_of(self, name: str) -> Iterator[str]:
        yield from self._members[name]
        for below in self._links[name, "below"]:
            yield from self._all_of(below)

    def _each_code(self, base: str) -> tuple[Choice, ...]:
        """Return the codes of a list, and behind them those that the corpus adds, in full."""
        listed = [iri for iri in self._members[""] if iri.startswith(base)]
        named = {iri.removeprefix(base): iri for iri in listed}
        added = {curie(iri, self._prefixes): iri for iri in self._added[base.rstrip("/")]}
        names = {**dict(sorted(named.items())), **dict(sorted(added.items()))}
        return tuple(self._choice(name, iri) for name, iri in names.items())

    def _list(self, node: str) -> list[str]:
        found = []
        while node != f"{_RDF}nil" and (first := self._links[node, f"{_RDF}first"]):
            found += first
            node = self._links[node, f"{_RDF}rest"][0]
        return found

    def _each(self, iris: Iterable[str], in_order: bool = False) -> tuple[Choice, ...]:
        found = {self._written(iri): iri for iri in iris}
        names = list(found) if in_order else sorted(found)
        return tuple(self._choice(name, found[name]) for name in names)

    def _choice(self, name: str, iri: str) -> Choice:
        english, japanese = (self._text(iri, _LABELS, tag) for tag in ("en", "ja"))
        return Choice(name, english, japanese, self._text(iri, _TEXTS, "en"))

    def _written(self, iri: str) -> str:
        """Return how a thing is written in a file of this paper."""
        for own in (self._paper, self._things):
            if iri.startswith(own):
                return iri.removeprefix(own)
        return iri.rpartition("/")[2] if iri.startswith(CODE) else curie(iri, self._prefixes)

    def _text(self, iri: str, properties: Iterable[str], language: str) -> str:
        texts = self._texts.get(iri, {})
        wanted = ((name, tag) for name in properties for tag in (language, ""))
        return next((texts[each] for each in wanted if each in texts), "")
