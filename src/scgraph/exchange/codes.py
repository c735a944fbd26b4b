"""The things and codes of a corpus as one tree of codes, and back from a code to what it means."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from pyoxigraph import Literal, NamedNode, Quad

from scgraph import terms
from scgraph.agreement.coding import code_list
from scgraph.corpus import Corpus
from scgraph.engine import MemoryEngine
from scgraph.errors import AmbiguousNameError, UnknownNameError
from scgraph.exchange.project import Code, guid_of
from scgraph.names import Names
from scgraph.reading.form import Level, paper_form

_SKOS = terms.PREFIXES["skos"]
KINDS = (
    "Barrier",
    "Outcome",
    "Enabler",
    "Factor",
    "Actor",
    "Initiative",
    "Place",
    "Domain",
    "Construct",
    "Source",
)
"""The kinds of things that are codes, in the order of the tree; a thing is under its first kind."""


@dataclass(frozen=True)
class Meaning:
    """What a code stands for: an IRI, and its kind, or the code list that it is in."""

    iri: str
    kind: str

    @property
    def name(self) -> str:
        """The name by which a file of a paper writes it."""
        return self.iri.rpartition("/")[2]


class Meanings:
    """The things and codes of a corpus that a claim can be given."""

    def __init__(self, corpus: Corpus) -> None:
        """Know the things of a corpus, those it includes, and the code lists that claims use."""
        self._corpus = corpus
        self.names = Names(MemoryEngine(corpus.quads))
        self._texts = _texts(corpus.quads)
        self._lists = claim_lists()

    @cached_property
    def by_iri(self) -> Mapping[str, Meaning]:
        """Every thing and code by its IRI, in the order of the tree."""
        things = {
            iri: Meaning(iri, kind)
            for kind in reversed(KINDS)
            for iri in self._of_kind(kind)
            if any(iri.startswith(terms.things(base)) for base in self._corpus.bases)
        }
        codes = {iri: Meaning(iri, name) for name in self._lists for iri in self._in_list(name)}
        return {**dict(sorted(things.items())), **codes}

    @cached_property
    def by_guid(self) -> Mapping[str, Meaning]:
        """The same by the GUID that this library gives them."""
        return {guid_of(iri): meaning for iri, meaning in self.by_iri.items()}

    def tree(self, wanted: Iterable[str], hierarchy: Mapping[str, str]) -> tuple[Code, ...]:
        """Return codes for some things, and for all codes of the lists that claims use.

        Args:
            wanted: the IRIs of the things.
            hierarchy: the barrier above each barrier, where a paper places one under another.
        """
        kinds: defaultdict[str, list[str]] = defaultdict(list)
        for iri in sorted({*wanted, *hierarchy, *hierarchy.values()}):
            if iri in self.by_iri and self.by_iri[iri].kind in KINDS:
                kinds[self.by_iri[iri].kind].append(iri)
        groups = [self._things(kind, kinds[kind], hierarchy) for kind in KINDS if kinds[kind]]
        lists = [self._list(name) for name in self._lists]
        return _with_names_of_their_own([*groups, *lists])

    def meaning(self, code: Code, path: tuple[str, ...]) -> Meaning | tuple[str, ...]:
        """Return what a code stands for; if nothing bears its name, names that come near.

        Args:
            code: of a project, which may be another program's.
            path: the names of the codes above it; one that names a list or a kind narrows it down.
        """
        if known := self.by_guid.get(code.guid):
            return known
        whole = self._by_name(code.name, path[::-1])
        name, opened, group = code.name.removesuffix(")").rpartition(" (")
        if isinstance(whole, Meaning) or not opened:
            return whole
        part = self._by_name(name, (group, *path[::-1]))
        return part if isinstance(part, Meaning) else whole

    def _by_name(self, name: str, within: Iterable[str]) -> Meaning | tuple[str, ...]:
        kind = next((self._classes[one] for one in within if one in self._classes), None)
        try:
            found = [self.names.resolve(name, kind)]
        except UnknownNameError as error:
            return error.near or self.names.near(name, "Code")
        except AmbiguousNameError as error:
            found = [terms.expand(hit, self.names.prefixes) or hit for hit in error.hits]
        known = [self.by_iri[iri] for iri in found if iri in self.by_iri]
        return known[0] if len(known) == 1 else tuple(map(self.names.curie, found))

    @cached_property
    def _classes(self) -> Mapping[str, str]:
        """The class of what stands under a heading: its list, its kind, in any of their labels."""
        found = {kind: kind for kind in KINDS}
        for kind in KINDS:
            found.update(dict.fromkeys(self.names.labels(f"{terms.VOCAB}{kind}").values(), kind))
        for name in self._lists:
            kinds = {self.names.special_kinds(iri) for iri in self._in_list(name)}
            for kind in (one for some in kinds for one in some):
                found[name] = kind
                found.update(dict.fromkeys(self.names.labels(terms.CODE + name).values(), kind))
        return found

    def _of_kind(self, kind: str) -> set[str]:
        return self._types.get(f"{terms.VOCAB}{kind}", set())

    @cached_property
    def _types(self) -> Mapping[str, set[str]]:
        return _subjects(self._corpus.quads, f"{terms.PREFIXES['rdf']}type")

    @cached_property
    def _schemes(self) -> Mapping[str, set[str]]:
        return _subjects(self._corpus.quads, f"{_SKOS}inScheme")

    def _in_list(self, name: str) -> list[str]:
        return sorted(self._schemes.get(terms.CODE + name, ()))

    def _things(self, kind: str, iris: list[str], above: Mapping[str, str]) -> Code:
        below: defaultdict[str, list[str]] = defaultdict(list)
        for iri in iris:
            below[above[iri] if above.get(iri) in iris else ""].append(iri)
        top = tuple(self._branch(iri, below, frozenset()) for iri in below[""])
        heading = self.names.label(f"{terms.VOCAB}{kind}", self._corpus.language)
        return Code(guid_of(f"{terms.VOCAB}{kind}"), heading, codable=False, below=top)

    def _branch(self, iri: str, below: Mapping[str, list[str]], seen: frozenset[str]) -> Code:
        inner = (one for one in below.get(iri, ()) if one not in seen)
        return self._code(iri, tuple(self._branch(one, below, seen | {iri}) for one in inner))

    def _list(self, name: str) -> Code:
        codes = tuple(self._code(iri) for iri in self._in_list(name))
        iri = terms.CODE + name
        return Code(guid_of(iri), name, self._texts.get(iri, ""), codable=False, below=codes)

    def _code(self, iri: str, below: tuple[Code, ...] = ()) -> Code:
        label = self.names.label(iri, self._corpus.language)
        return Code(guid_of(iri), label, self._texts.get(iri, ""), below=below)


def claim_lists() -> tuple[str, ...]:
    """Return the names of the code lists from which claims take values, in alphabetical order.

    >>> claim_lists()[:3]
    ('better-if', 'causal-kind', 'certainty')
    """
    level = paper_form().keys["claims"].level
    assert isinstance(level, Level)
    keys = (key for one in level.below() for key in one.keys.values())
    return tuple(sorted({name for key in keys if (name := code_list(key))}))


def _subjects(quads: Iterable[Quad], predicate: str) -> Mapping[str, set[str]]:
    """Return what has a property, by its values."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for quad in quads:
        subject, value = quad.subject, quad.object
        is_meant = quad.predicate.value == predicate
        if is_meant and isinstance(subject, NamedNode) and isinstance(value, NamedNode):
            found[value.value].add(subject.value)
    return found


def _texts(quads: Iterable[Quad]) -> dict[str, str]:
    """Return the definition of everything that has one; the English one if there are several."""
    found: dict[str, str] = {}
    for quad in quads:
        is_definition = quad.predicate.value == f"{_SKOS}definition"
        if is_definition and isinstance(quad.subject, NamedNode):
            if isinstance(quad.object, Literal) and quad.object.language in ("en", None):
                found[quad.subject.value] = quad.object.value
            elif isinstance(quad.object, Literal):
                found.setdefault(quad.subject.value, quad.object.value)
    return found


def _with_names_of_their_own(groups: list[Code]) -> tuple[Code, ...]:
    """Add its group to each name that another code has too: some programs allow each name once."""
    number = Counter(code.name.casefold() for group in groups for _, code in group.each())

    def named(code: Code, group: str) -> Code:
        below = tuple(named(one, group) for one in code.below)
        is_double = number[code.name.casefold()] > 1 and code.codable
        return replace(code, name=f"{code.name} ({group})" if is_double else code.name, below=below)

    return tuple(named(group, group.name) for group in groups)
