"""Names to IRIs, and IRIs to labels."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from scgraph.answers import Table
from scgraph.engine import Engine
from scgraph.errors import AmbiguousNameError, UnknownNameError
from scgraph.names.facts import TEXT_PLACES, Facts, class_iri, tail
from scgraph.names.index import Index, fold
from scgraph.terms import PREFIXES, VOCAB, curie, expand

ALT_LABEL = PREFIXES["skos"] + "altLabel"
PLACES = (*TEXT_PLACES, "Placement")
OUR_CLASSES = (VOCAB, PREFIXES["doco"])


class Names:
    """The names of everything in an engine; read once, when first asked for."""

    def __init__(self, engine: Engine) -> None:
        self._facts = Facts(engine)
        self._indexes: dict[str | None, Index] = {}
        self._short: dict[str, str] = {}

    def slugs(self, kind: str | None = None) -> list[str]:
        """Return the short names of all things of a kind, in alphabetical order."""
        return sorted(self._index(kind).slugs)

    def search(self, words: str, kind: str | None = None) -> Table:
        """Return the things whose names or texts hold all of some words, the nearest first."""
        from scgraph.names.search import search

        return search(words, self._facts, self, kind)

    def resolve(self, text: str, kind: str | None = None) -> str:
        """Return the IRI that a name means.

        Args:
            text: an IRI, a CURIE, a slug, or a label in any language.
            kind: the local name of a class ("Actor", "ActorRole", "Sentence"); a thing of a
                subclass is one too. Without it, codes are looked at only if nothing else fits.

        Raises:
            UnknownNameError: if nothing of this kind bears the name; it offers near names.
            AmbiguousNameError: if several things bear it; it lists them.
        """
        written_out = self._written_out(text)
        if written_out is not None:
            return self._checked(written_out, text, kind)
        if kind is not None:
            return self._only(self._index(kind).hits(fold(text)), text, kind)
        things, codes = self._index(None), self._index("Code")
        return self._only(things.hits(fold(text)) or codes.hits(fold(text)), text, kind)

    def near(self, text: str, kind: str | None = None) -> tuple[str, ...]:
        """Return up to three names of a kind that are spelt like this text."""
        return self._index(kind).near(fold(text))

    def label(self, iri: str, language: str = "en") -> str:
        """Return the label of a thing in a language; else in English, else any, else its CURIE.

        >>> from scgraph.engine import MemoryEngine
        >>> Names(MemoryEngine()).label("https://w3id.org/scgraph/id/mic")
        'id:mic'
        """
        labels = self.labels(iri)
        for wanted in (language, "en", ""):
            if wanted in labels:
                return labels[wanted]
        return next(iter(labels.values()), self.curie(iri))

    def labels(self, iri: str) -> Mapping[str, str]:
        """Return the preferred labels of a thing by language tag, sorted by tag."""
        return dict(sorted(self._facts.labels.get(iri, {}).items()))

    def kinds(self, iri: str) -> frozenset[str]:
        """Return the IRIs of all classes of a thing, with those above them."""
        return frozenset(self._facts.kinds.get(iri, ()))

    def special_kinds(self, iri: str) -> tuple[str, ...]:
        """Return the local names of a thing's classes that no other class of it lies under."""
        kinds = sorted(kind for kind in self.kinds(iri) if kind.startswith(OUR_CLASSES))
        special = [kind for kind in kinds if not any(kind in self.above(other) for other in kinds)]
        return tuple(map(tail, special or kinds))

    def is_a(self, iri: str, kind: str) -> bool:
        """Tell whether a thing is of a class, given by its local name or CURIE."""
        return class_iri(kind) in self.kinds(iri)

    def count(self, kind: str) -> int:
        """Return how many things are of a class, given by its local name or CURIE."""
        return len(self._members(kind))

    def above(self, kind: str) -> frozenset[str]:
        """Return the IRIs of all classes above a class."""
        return frozenset(self._facts.above.get(kind, ()))

    def curie(self, iri: str) -> str:
        """Return the short form of an IRI; a paper's own prefix is its last path segment."""
        if iri not in self._short:
            self._short[iri] = curie(iri, self.prefixes)
        return self._short[iri]

    @property
    def prefixes(self) -> Mapping[str, str]:
        """The prefixes of the papers, such as ``an-2025``, and their namespaces."""
        return self._facts.papers

    def _index(self, kind: str | None) -> Index:
        if kind not in self._indexes:
            self._indexes[kind] = self._make_index(kind)
        return self._indexes[kind]

    def _make_index(self, kind: str | None) -> Index:
        index = Index()
        members = self._members(kind)
        for thing in filter(self._has_slug, members):
            index.slugs[fold(tail(thing))].add(thing)
        for thing, name, label in self._facts.named:
            if thing in members:
                self._tier(index, name)[fold(label.value)].add(thing)
        return index

    def _tier(self, index: Index, name: str) -> dict[str, set[str]]:
        if name == VOCAB + "locator":
            return index.slugs
        return index.other_labels if name == ALT_LABEL else index.labels

    def _members(self, kind: str | None) -> set[str]:
        if kind is not None:
            wanted = class_iri(kind)
            return {thing for thing, kinds in self._facts.kinds.items() if wanted in kinds}
        return {thing for thing, kinds in self._facts.kinds.items() if self._is_thing(kinds)}

    def _has_slug(self, iri: str) -> bool:
        # A place in the text has a locator instead; one in a hierarchy bears the slug of its
        # barrier, and a node named after its parts is told only by its IRI.
        is_place = not self._facts.kinds[iri].isdisjoint(map(class_iri, PLACES))
        return not is_place and "--" not in iri

    def _is_thing(self, kinds: Iterable[str]) -> bool:
        return (
            any(kind.startswith(OUR_CLASSES) for kind in kinds) and class_iri("Code") not in kinds
        )

    def _written_out(self, text: str) -> str | None:
        text = text.strip()
        if text.startswith("<") and text.endswith(">"):
            return text[1:-1]
        if "://" in text:
            return text
        return expand(text, self.prefixes)

    def _checked(self, iri: str, text: str, kind: str | None) -> str:
        if iri in self._facts.kinds and (kind is None or self.is_a(iri, kind)):
            return iri
        others = self.special_kinds(iri)
        raise UnknownNameError(text, kind, self.near(tail(iri), kind), others)

    def _other_kinds(self, text: str) -> list[str]:
        """Return the kinds of what bears a name, whatever it is."""
        hits = self._index(None).hits(fold(text)) or self._index("Code").hits(fold(text))
        return sorted({kind for iri in hits for kind in self.special_kinds(iri)})

    def _only(self, hits: Iterable[str], text: str, kind: str | None) -> str:
        found = sorted(hits)
        if not found:
            raise UnknownNameError(text, kind, self.near(text, kind), self._other_kinds(text))
        if len(found) > 1:
            raise AmbiguousNameError(text, map(self.curie, found))
        return found[0]
