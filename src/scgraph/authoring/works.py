"""Find for each entry of a list of references the work that a corpus knows, or describe a new one.

A work stands in a corpus once: it is the same if its DOI is, else if its title and year are, else
if its address is. What may be several works is none of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from pyoxigraph import Literal, NamedNode, RdfFormat, parse

from scgraph import bibliography, terms
from scgraph.authoring.known import KnownThings, Thing
from scgraph.authoring.plain import line_of
from scgraph.authoring.turtle import Block, Value
from scgraph.bibliography import Author, authors_in
from scgraph.finding import Entry, matched
from scgraph.finding.keys import fold, key_of, slug
from scgraph.reading.values import WrongValueError, literal

_PLAIN_TITLE = 20
"""In letters: a title so long names one work, also where nobody wrote down its year."""
_ADDRESS = re.compile(r"<?https?://\S+>?")
_PREFIXES = ("scg", "fabio", "skos", "dcterms", "bibo", "schema", "xsd")


@dataclass(frozen=True)
class Work:
    """The work of an entry.

    Args:
        name: how a file of the corpus writes it.
        block: what is to be written of it, if the corpus does not have it yet.
        alike: works of the corpus that have the same author and year.
        by: how it was matched: "doi", "title-and-year", "url", by its whole title in the entry,
            "title", or, to what the paper's own list said already, "list".
    """

    name: str
    block: Block | None = None
    alike: tuple[str, ...] = ()
    by: str | None = None

    @property
    def is_new(self) -> bool:
        """Tell whether the corpus does not have it yet."""
        return self.block is not None


def works_of(
    entries: Mapping[str, Entry],
    known: KnownThings,
    paper: str,
    records: Iterable[bibliography.Work] = (),
    listed: Mapping[str, str] | None = None,
) -> dict[str, Work]:
    """Return the work of each entry of a list of references, by the key of the entry.

    Args:
        entries: the list.
        known: the things of the corpus.
        paper: the name of the paper, for works that nothing else names.
        records: of a bibliography; they describe new works better than an entry does.
        listed: works that the paper's list has for entries already, by `entry_name`.

    >>> entry = Entry("1", "Lee, A. (2019). Small buses.", 1, "Lee, A.", ("Lee",), 2019,
    ...               title="Small buses")
    >>> works = works_of({"1": entry}, KnownThings([], "https://example.org/"), "smith-2024")
    >>> works["1"].name, works["1"].is_new
    ('lee-2019', True)
    """
    by_id = {record.id: record for record in records}
    matches = matched(entries, by_id.values())
    found = _Matching(known.of_kind("Source"))
    works: dict[str, Work] = {}
    new: dict[str, bibliography.Work] = {}
    same: dict[str, str] = {}
    for key, entry in entries.items():
        if before := (listed or {}).get(entry_name(entry)):
            works[key] = Work(before, by="list")
            continue
        described = _described(entry, by_id.get(matches[key].work or ""))
        name, by = found.of(entry, described)
        if name is None:
            new[key] = described
            found.add(key, described)
        elif name in new:
            same[key] = name
        else:
            works[key] = Work(name, by=by)
    works |= _named(new, entries, known, paper)
    works |= {key: replace(works[first], block=None) for key, first in same.items()}
    return {key: works[key] for key in entries}


def entry_name(entry: Entry) -> str:
    """Return what tells an entry from the others of its list: its title as printed, folded.

    >>> entry_name(Entry("1", "", title="Small  Buses"))
    'smallbuses'
    """
    return fold(printed_title(entry))


def printed_title(entry: Entry) -> str:
    """Return the title of an entry; where it is not plain, the entry as printed."""
    return _title(entry) or line_of(_ADDRESS.sub("", entry.printed)) or line_of(entry.key) or "?"


def _title(entry: Entry) -> str:
    title = line_of(entry.title)
    return "" if _ADDRESS.fullmatch(title) else title


def address(url: str | None) -> str | None:
    """Return a web address as files have it; None if it is none.

    >>> address("https://example.org/a"), address("example")
    ('https://example.org/a', None)
    """
    try:
        return literal(line_of(url), f"{terms.PREFIXES['xsd']}anyURI") if url else None
    except WrongValueError:
        return None


class _Matching:
    """Look for works of a corpus, and for those that were found to be new on the way."""

    def __init__(self, sources: Iterable[Thing]) -> None:
        there = list(sources)
        self._candidates = [
            bibliography.Work(one.name, title=one.title, year=one.year, doi=one.doi)
            for one in there
        ]
        self._by_url = {one.url: one.name for one in there if one.url}
        self._titles = [
            (title, one.year, one.name)
            for one in there
            if len(title := fold(one.title or "")) >= _PLAIN_TITLE
        ]

    def of(self, entry: Entry, described: bibliography.Work) -> tuple[str | None, str | None]:
        """Return the name of a work and how it was matched; nothing, if it is new."""
        by_record = replace(
            entry, title=described.title, year=described.year, doi=described.doi, url=described.url
        )
        for wanted in dict.fromkeys((by_record, entry)):
            match = matched({"": replace(wanted, key="")}, self._candidates)[""]
            if match.work:
                return match.work, match.by
            if wanted.url in self._by_url and not match.candidates:
                return self._by_url[wanted.url or ""], "url"
        return self._printed(entry)

    def _printed(self, entry: Entry) -> tuple[str | None, str | None]:
        """Return the one work whose whole title stands in an entry, if the years agree."""
        printed = fold(entry.printed)
        hits = [
            name
            for title, year, name in self._titles
            if title in printed and (year is None or year == entry.year)
        ]
        return (hits[0], "title") if len(hits) == 1 else (None, None)

    def add(self, key: str, described: bibliography.Work) -> None:
        """Remember a new work, since a list may have it twice."""
        self._candidates.append(replace(described, id=key))
        if described.url and not described.doi:
            self._by_url.setdefault(described.url, key)


def _described(entry: Entry, record: bibliography.Work | None) -> bibliography.Work:
    """Return a work as a bibliography describes it, completed by the entry that is printed."""
    authors = authors_in(line_of(entry.authors)) or tuple(map(Author, entry.families))
    printed = bibliography.Work(
        entry.key,
        title=_title(entry) or None,
        authors=authors,
        year=entry.year,
        doi=line_of(entry.doi) or None,
        url=address(entry.url),
        printed=printed_title(entry),
    )
    if record is None:
        return printed
    return replace(
        record,
        title=record.title or printed.title,
        authors=record.authors or authors,
        year=record.year or printed.year,
        doi=record.doi or printed.doi,
        url=address(record.url) or printed.url,
        printed=printed.printed,
    )


def _named(
    new: Mapping[str, bibliography.Work],
    entries: Mapping[str, Entry],
    known: KnownThings,
    paper: str,
) -> Iterator[tuple[str, Work]]:
    """Yield new works with names that nothing in the corpus has."""
    taken = {thing.name for thing in known}
    sources = [thing.name for thing in known.of_kind("Source")]
    labels = {label for thing in known for label in thing.words.labels.values()}
    for key, described in new.items():
        stem = _stem(described, entries[key], paper)
        names = (stem, *(f"{stem}-{number}" for number in range(2, len(taken) + 3)))
        name = next(one for one in names if one not in taken)
        taken.add(name)
        block = _block(described, name, known.base)
        if block.label in labels:
            block = block.relabelled(f"{block.label} ({name})")
        labels.add(block.label)
        alike = tuple(one for one in sources if one.rpartition(":")[2].startswith(stem))
        yield key, Work(name, block, alike)


def _stem(described: bibliography.Work, entry: Entry, paper: str) -> str:
    """Return author and year, else words of the title, else the paper and the entry."""
    if described.authors and (family := slug(described.authors[0].family)):
        words = "-".join(family.split("-")[:4])
        return slug(key_of(words, described.year, entry.letter))
    words = "-".join(slug(described.title or described.printed or "").split("-")[:4])
    if len(words) >= 4:
        return f"{words}-{described.year}" if described.year else words
    return f"{paper}-{slug(entry.key) or 'work'}"


def _block(described: bibliography.Work, name: str, base: str) -> Block:
    """Return what is to be written of a work, as `bibliography.as_turtle` says it."""
    spaces = {**{prefix: terms.PREFIXES[prefix] for prefix in _PREFIXES}, "id": terms.things(base)}
    head = "".join(f"@prefix {prefix}: <{space}> .\n" for prefix, space in spaces.items())
    classes: list[str] = []
    said: list[tuple[str, Value]] = []
    text = head + bibliography.as_turtle(described, name)
    for quad in parse(text, format=RdfFormat.TURTLE):
        value = quad.object
        if isinstance(value, Literal):
            said.append((quad.predicate.value, _value(value)))
        elif isinstance(value, NamedNode):
            classes.append(value.value)
    return Block(f"{terms.things(base)}{name}", classes, said)


def _value(found: Literal) -> Value:
    kind = found.datatype.value.removeprefix(terms.PREFIXES["xsd"])
    if kind == "integer":
        return Value(int(found.value))
    datatype = found.datatype.value if kind == "anyURI" else None
    return Value(found.value, found.language, datatype)
