"""Match the entries of a list of references to works that are known."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol

from scgraph.finding.found import Entry
from scgraph.finding.keys import fold

SHORTEST_TITLE = 8
"""In letters: a shorter title names too many works to say which."""


class Known(Protocol):
    """What is asked of a known work."""

    @property
    def id(self) -> str:
        """Return what it is called."""
        ...

    @property
    def title(self) -> str | None:
        """Return its title."""
        ...

    @property
    def year(self) -> int | None:
        """Return the year of its publication."""
        ...

    @property
    def doi(self) -> str | None:
        """Return its DOI, without the address of a resolver."""
        ...


@dataclass(frozen=True, slots=True)
class Match:
    """How an entry was matched.

    Args:
        key: that of the entry.
        work: the one work that it is; None if there is none, or several may be meant.
        by: "doi" or "title-and-year".
        candidates: the works that fit; more than one if it is ambiguous.
    """

    key: str
    work: str | None
    by: str | None = None
    candidates: tuple[str, ...] = ()

    @property
    def is_ambiguous(self) -> bool:
        """Tell whether several works fit, so that none was chosen."""
        return len(self.candidates) > 1


def matched(entries: Mapping[str, Entry], works: Iterable[Known]) -> dict[str, Match]:
    """Match entries by DOI, else by title and year; what fits several works is not matched.

    Args:
        entries: those of a paper, by key.
        works: those of a bibliography or a corpus.

    >>> from types import SimpleNamespace
    >>> works = [SimpleNamespace(id="lee-2019", title="Small Buses", year=2019, doi=None)]
    >>> matched({"1": Entry("1", "", title="Small buses.", year=2019)}, works)["1"].work
    'lee-2019'
    """
    by_doi: dict[str, list[str]] = defaultdict(list)
    by_title: dict[tuple[str, int], list[str]] = defaultdict(list)
    for work in works:
        if work.doi:
            by_doi[_plain_doi(work.doi)].append(work.id)
        if work.title and work.year:
            by_title[fold(work.title), work.year].append(work.id)
    return {key: _match(entry, by_doi, by_title) for key, entry in entries.items()}


def _match(
    entry: Entry,
    by_doi: Mapping[str, list[str]],
    by_title: Mapping[tuple[str, int], list[str]],
) -> Match:
    if entry.doi and (found := by_doi.get(_plain_doi(entry.doi))):
        return _of(entry.key, "doi", found)
    title = fold(entry.title or "")
    if entry.year and len(title) >= SHORTEST_TITLE:
        return _of(entry.key, "title-and-year", by_title.get((title, entry.year), []))
    return Match(entry.key, None)


def _of(key: str, by: str, found: list[str]) -> Match:
    works = tuple(dict.fromkeys(found))
    return Match(key, works[0] if len(works) == 1 else None, by if works else None, works)


def _plain_doi(doi: str) -> str:
    plain = doi.strip().casefold()
    for prefix in (
        "https://doi.org/",
        "http://doi.org/",
        "https://dx.doi.org/",
        "http://dx.doi.org/",
        "doi:",
    ):
        plain = plain.removeprefix(prefix)
    return plain.strip()
