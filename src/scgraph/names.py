"""Find the thing that a name means, and the label of a thing.

A name is an IRI or CURIE, a slug, a preferred label or an alternative label, looked up in this
order; case, width and spaces do not count. Two things of one name are an error that lists both,
and a near name is offered, never taken.

>>> from scgraph.engine import MemoryEngine
>>> engine = MemoryEngine()
>>> engine.load_nquads('''
... <https://w3id.org/scgraph/id/mic> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type>
...   <https://w3id.org/scgraph/vocab/Actor> <x:g> .
... <https://w3id.org/scgraph/id/mic> <http://www.w3.org/2004/02/skos/core#prefLabel>
...   "総務省"@ja <x:g> .'''.encode().replace(b"\\n  ", b""))
>>> names = Names(engine)
>>> names.resolve("MIC"), names.resolve("総務省", kind="Actor")
('https://w3id.org/scgraph/id/mic', 'https://w3id.org/scgraph/id/mic')
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import cached_property

from pyoxigraph import Literal, NamedNode

from scgraph.engine import Engine, Solutions
from scgraph.errors import AmbiguousNameError, UnknownNameError
from scgraph.terms import PREFIXES, VOCAB, curie, expand

__all__ = ["Names", "fold"]

TEXT_PLACES = ("Section", "Paragraph", "Sentence")
QUERY_PREFIXES = ("dcterms", "rdfs", "scg", "skos")
PREF_LABEL = PREFIXES["skos"] + "prefLabel"
ALT_LABEL = PREFIXES["skos"] + "altLabel"

LABELS = """\
SELECT ?thing ?property ?label WHERE {
  VALUES ?property { skos:prefLabel rdfs:label dcterms:title skos:altLabel scg:locator }
  ?thing ?property ?label .
  FILTER (isLiteral(?label))
}
"""
KINDS = """\
SELECT DISTINCT ?thing ?kind WHERE {
  ?thing a/rdfs:subClassOf* ?kind .
  FILTER (isIRI(?thing) && isIRI(?kind))
}
"""
CLASSES = """\
SELECT DISTINCT ?kind ?higher WHERE {
  ?kind rdfs:subClassOf+ ?higher .
  FILTER (?kind != ?higher)
}
"""
PAPERS = "SELECT ?paper WHERE { ?paper a scg:Paper } ORDER BY ?paper"


@dataclass(slots=True)
class Index:
    """The folded names of one kind of thing, each with the IRIs that bear it."""

    slugs: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    labels: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    other_labels: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))

    def hits(self, name: str) -> set[str]:
        """Return the things of a name, from the first tier that has any."""
        tiers = (self.slugs, self.labels, self.other_labels)
        return next((tier[name] for tier in tiers if name in tier), set())

    def near(self, name: str) -> tuple[str, ...]:
        """Return up to three names that are spelt alike."""
        known = [*self.slugs, *self.labels, *self.other_labels]
        names: dict[frozenset[str], str] = {}
        for match in get_close_matches(name, known, n=6, cutoff=0.6):
            names.setdefault(frozenset(self.hits(match)), match)
        return tuple(names.values())[:3]


class Names:
    """The names of everything in an engine; read once, when first asked for."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._indexes: dict[str | None, Index] = {}

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
        return dict(sorted(self._labels.get(iri, {}).items()))

    def kinds(self, iri: str) -> frozenset[str]:
        """Return the IRIs of all classes of a thing, with those above them."""
        return frozenset(self._kinds.get(iri, ()))

    def is_a(self, iri: str, kind: str) -> bool:
        """Tell whether a thing is of a class, given by its local name or CURIE."""
        return class_iri(kind) in self.kinds(iri)

    def above(self, kind: str) -> frozenset[str]:
        """Return the IRIs of all classes above a class."""
        return frozenset(self._above.get(kind, ()))

    def curie(self, iri: str) -> str:
        """Return the short form of an IRI; a paper's own prefix is its last path segment."""
        return curie(iri, self.prefixes)

    @cached_property
    def prefixes(self) -> Mapping[str, str]:
        """The prefixes of the papers, such as ``an-2025``, and their namespaces."""
        papers = [str(_text(row[0])) for row in self._select(PAPERS)]
        return {_tail(paper): f"{paper}/" for paper in papers}

    @cached_property
    def _kinds(self) -> Mapping[str, set[str]]:
        kinds: dict[str, set[str]] = defaultdict(set)
        for thing, kind in self._select(KINDS):
            kinds[_text(thing)].add(_text(kind))
        return kinds

    @cached_property
    def _above(self) -> Mapping[str, set[str]]:
        above: dict[str, set[str]] = defaultdict(set)
        for kind, higher in self._select(CLASSES):
            above[_text(kind)].add(_text(higher))
        return above

    @cached_property
    def _named(self) -> list[tuple[str, str, Literal]]:
        return [
            (_text(thing), _text(name), label)
            for thing, name, label in self._select(LABELS)
            if isinstance(label, Literal)
        ]

    @cached_property
    def _labels(self) -> Mapping[str, dict[str, str]]:
        preferred = (PREFIXES["dcterms"] + "title", PREFIXES["rdfs"] + "label", PREF_LABEL)
        labels: dict[str, dict[str, str]] = defaultdict(dict)
        for wanted in preferred:
            for thing, name, label in self._named:
                if name == wanted:
                    labels[thing][label.language or ""] = label.value
        return labels

    def _index(self, kind: str | None) -> Index:
        if kind not in self._indexes:
            self._indexes[kind] = self._make_index(kind)
        return self._indexes[kind]

    def _make_index(self, kind: str | None) -> Index:
        index = Index()
        members = self._members(kind)
        for thing in filter(self._has_slug, members):
            index.slugs[fold(_tail(thing))].add(thing)
        for thing, name, label in self._named:
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
            return {thing for thing, kinds in self._kinds.items() if wanted in kinds}
        return {thing for thing, kinds in self._kinds.items() if self._is_thing(kinds)}

    def _has_slug(self, iri: str) -> bool:
        # Places have locators instead; a node named after its parts is told only by its IRI.
        is_place = not self._kinds[iri].isdisjoint(map(class_iri, TEXT_PLACES))
        return not is_place and "--" not in iri

    def _is_thing(self, kinds: Iterable[str]) -> bool:
        ours = (VOCAB, PREFIXES["doco"])
        return any(kind.startswith(ours) for kind in kinds) and class_iri("Code") not in kinds

    def _written_out(self, text: str) -> str | None:
        text = text.strip()
        if text.startswith("<") and text.endswith(">"):
            return text[1:-1]
        if "://" in text:
            return text
        return expand(text, self.prefixes)

    def _checked(self, iri: str, text: str, kind: str | None) -> str:
        if iri in self._kinds and (kind is None or self.is_a(iri, kind)):
            return iri
        raise UnknownNameError(text, kind, self.near(_tail(iri), kind))

    def _only(self, hits: Iterable[str], text: str, kind: str | None) -> str:
        found = sorted(hits)
        if not found:
            raise UnknownNameError(text, kind, self.near(text, kind))
        if len(found) > 1:
            raise AmbiguousNameError(text, map(self.curie, found))
        return found[0]

    def _select(self, body: str) -> Solutions:
        used = (f"PREFIX {prefix}: <{PREFIXES[prefix]}>\n" for prefix in QUERY_PREFIXES)
        answer = self._engine.query("".join(used) + body)
        assert isinstance(answer, Solutions)
        return answer


def fold(text: str) -> str:
    """Fold a name so that case, width and spacing do not count.

    >>> fold("  ＭＩＣ   of Japan ")
    'mic of japan'
    """
    compatible = unicodedata.normalize("NFKC", text)
    return " ".join(unicodedata.normalize("NFKC", compatible.casefold()).split())


def class_iri(kind: str) -> str:
    """Return the IRI of a class from its local name or CURIE.

    >>> class_iri("Actor"), class_iri("Sentence"), class_iri("skos:Concept")
    ('https://w3id.org/scgraph/vocab/Actor', 'http://purl.org/spar/doco/Sentence', \
'http://www.w3.org/2004/02/skos/core#Concept')
    """
    if ":" in kind:
        return expand(kind) or kind
    return (PREFIXES["doco"] if kind in TEXT_PLACES else VOCAB) + kind


def _text(term: object) -> str:
    return term.value if isinstance(term, NamedNode | Literal) else str(term)


def _tail(iri: str) -> str:
    return iri.rstrip("/").rpartition("/")[2]
