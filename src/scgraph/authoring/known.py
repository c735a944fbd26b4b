"""Know the things that a corpus shares: what a person writing it can refer to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from pyoxigraph import Literal, NamedNode, Quad

from scgraph import terms
from scgraph.authoring.words import Words, words_of_terms
from scgraph.corpus import SETTINGS, included_folders, rdf_files, read_settings
from scgraph.reading import read_rdf

KINDS = (
    "Barrier",
    "Outcome",
    "Enabler",
    "Driver",
    "Actor",
    "Initiative",
    "Place",
    "Domain",
    "Construct",
    "Source",
)
"""The kinds of shared things, by the names of their classes."""

_SKOS, _DCTERMS = terms.PREFIXES["skos"], terms.PREFIXES["dcterms"]


@dataclass(frozen=True)
class Thing:
    """A shared thing of a corpus, or of one that it includes.

    Args:
        iri: its address.
        name: how a file of the corpus writes it: a slug, a CURIE, or the address.
        kinds: the names of its classes, such as "Barrier".
        words: its labels and its definition.
        others: its other labels.
        title: of a work.
        year: in which a work was published.
        doi: of a work.
        url: of a work.
    """

    iri: str
    name: str
    kinds: frozenset[str]
    words: Words
    others: tuple[str, ...] = ()
    title: str | None = None
    year: int | None = None
    doi: str | None = None
    url: str | None = None


class KnownThings:
    """The shared things of a corpus by their names.

    Args:
        quads: of the corpus, or of its reference files.
        base: of the corpus.

    >>> from scgraph.corpus import read_corpus
    >>> known = KnownThings(read_corpus().quads, "https://w3id.org/scgraph/")
    >>> known["mic"].words.labels["en"], sorted(known["mic"].kinds)
    ('Ministry of Internal Affairs and Communications', ['Actor'])
    """

    def __init__(self, quads: Iterable[Quad], base: str) -> None:
        self.base = base
        there = list(quads)
        self._by_name = {thing.name: thing for thing in _things(there, base)}
        self.codes = _added_codes(there)
        """What the corpus says of each code that it adds, by its list and its name."""

    def __getitem__(self, name: str) -> Thing:
        return self._by_name[name]

    def __contains__(self, name: str) -> bool:
        return name in self._by_name

    def __iter__(self) -> Iterator[Thing]:
        return iter(self._by_name.values())

    def __len__(self) -> int:
        return len(self._by_name)

    def with_quads(self, quads: Iterable[Quad]) -> KnownThings:
        """Return these things, and those among more quads."""
        more = KnownThings(quads, self.base)
        more.codes = {**self.codes, **more.codes}
        things = {**self._by_name, **more._by_name}
        more._by_name = {thing.name: thing for thing in sorted(things.values(), key=_order)}
        return more

    def of_kind(self, kind: str) -> Iterator[Thing]:
        """Yield the things of one kind, by name."""
        return (thing for thing in self if kind in thing.kinds)

    @cached_property
    def spoken(self) -> Mapping[str, str]:
        """Return the name of a thing by each label that a text may use for it.

        Works are left out: a text cites them. Where two things share a label, it names neither.
        """
        found: dict[str, set[str]] = defaultdict(set)
        for thing in self:
            if "Source" not in thing.kinds and "Construct" not in thing.kinds:
                for label in (*thing.words.labels.values(), *thing.others):
                    found[label].add(thing.name)
        return {label: name for label, (name, *more) in found.items() if not more}


def known_things(root: Path) -> KnownThings:
    """Read the shared things of a corpus and of those that it includes, and no paper.

    Raises:
        ReadError: if a file of them is wrong.
        CorpusError: if there is no corpus.
    """
    settings = read_settings(root / SETTINGS)
    quads = [quad for file in _files_of(root) for quad in read_rdf(file, settings.base).quads]
    return KnownThings(quads, settings.base)


def _files_of(root: Path) -> Iterator[Path]:
    """Yield the RDF files of a corpus and of what it includes, each folder once."""
    waiting, seen = [root], set()
    for folder in waiting:
        if folder.resolve() in seen:
            continue
        seen.add(folder.resolve())
        yield from rdf_files(folder / "reference")
        for paper in sorted((folder / "papers").glob("*/")):
            yield from rdf_files(paper)
        waiting.extend(included_folders(folder, read_settings(folder / SETTINGS)))


def _things(quads: Iterable[Quad], base: str) -> list[Thing]:
    kinds: dict[str, set[str]] = defaultdict(set)
    said: dict[str, dict[str, list[Literal]]] = defaultdict(lambda: defaultdict(list))
    wanted = {f"{terms.VOCAB}{kind}": kind for kind in KINDS}
    a = f"{terms.PREFIXES['rdf']}type"
    for quad in quads:
        if not isinstance(quad.subject, NamedNode):
            continue
        if isinstance(quad.object, Literal):
            said[quad.subject.value][quad.predicate.value].append(quad.object)
        elif quad.predicate.value == a and (kind := wanted.get(getattr(quad.object, "value", ""))):
            kinds[quad.subject.value].add(kind)
    found = (_thing(iri, kinds[iri], said[iri], base) for iri in kinds)
    return sorted(found, key=_order)


def _order(thing: Thing) -> tuple[bool, str]:
    return ":" in thing.name, thing.name


def _added_codes(quads: Iterable[Quad]) -> Mapping[tuple[str, str], Words]:
    """Return the codes that a corpus adds, by the name of the list and their own."""
    shipped = words_of_terms()
    lists: dict[str, str] = {}
    said: dict[str, dict[str, list[Literal]]] = defaultdict(lambda: defaultdict(list))
    for quad in quads:
        iri = getattr(quad.subject, "value", "")
        if quad.predicate.value == f"{_SKOS}inScheme" and iri not in shipped:
            lists[iri] = getattr(quad.object, "value", "").removeprefix(terms.CODE)
        elif isinstance(quad.object, Literal):
            said[iri][quad.predicate.value].append(quad.object)
    return {
        (name, iri.rpartition("/")[2]): _words(said[iri])
        for iri, name in lists.items()
        if name in terms.CODE_LISTS
    }


def _words(said: Mapping[str, list[Literal]]) -> Words:
    texts = {name: said.get(f"{_SKOS}{name}", [None])[0] for name in ("definition", "scopeNote")}
    definition, note = (one.value if one else "" for one in texts.values())
    labels = {one.language or "": one.value for one in said.get(f"{_SKOS}prefLabel", ())}
    return Words(labels, definition, note=note)


def _thing(iri: str, kinds: set[str], said: Mapping[str, list[Literal]], base: str) -> Thing:
    def one(name: str) -> str | None:
        return next((literal.value for literal in said.get(name, ())), None)

    year = one(f"{_DCTERMS}issued")
    return Thing(
        iri,
        written_name(iri, base),
        frozenset(kinds),
        _words(said),
        tuple(x.value for x in said.get(f"{_SKOS}altLabel", ())),
        one(f"{_DCTERMS}title"),
        int(year) if year and year.isdigit() and len(year) == 4 else None,
        one(f"{terms.PREFIXES['bibo']}doi"),
        one(f"{terms.PREFIXES['schema']}url"),
    )


def written_name(iri: str, base: str) -> str:
    """Return how a file of a corpus with a base writes a thing.

    >>> own = "https://example.org/buses/"
    >>> written_name("https://example.org/buses/id/late", own)
    'late'
    >>> written_name("https://w3id.org/scgraph/id/mic", own)
    'id:mic'
    """
    own = terms.things(base)
    return iri.removeprefix(own) if iri.startswith(own) else terms.curie(iri)
