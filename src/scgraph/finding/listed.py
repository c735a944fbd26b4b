"""Know the entries of a list of references by author and year, and by name."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping

from scgraph.finding.found import Citation, Entry
from scgraph.finding.keys import fold, key_of
from scgraph.finding.phrases import Phrases

SHORTEST_TITLE = 3
"""In words: a shorter title may be anything."""
SHORTEST_IN_JAPANESE = 8
_SPLIT = re.compile(r",?\s+(?:and|&)\s+|[・、，]\s*|,\s+|\s+(?:with|y|und)\s+")
_MORE = re.compile(r",?\s*(?:et al\.?|ら|ほか|他)$")
# What tells that a maker is named for what it says.
_SAYING_BEFORE = re.compile(
    r"(?i)\b(?:according to|as (?:noted|shown|reported) by|reported by|argued by)\s+(?:the\s+)?$"
)
_SAYING = re.compile(
    r"(?:['’]s?\s+(?:report|study|survey|estimate|analysis)\s+)?\s*(?:(?:has|have|had|also|further|itself|explicitly|recently)\s+){0,2}"
    r"(?:say|state|argue|report|find|found|show|note|point|estimate|claim|conclude|warn|recommend|suggest|ask|rank|call|"
    r"observe|maintain|describe|put|list|count|propose|highlight)(?:s|ed|d|n)?\b"
)
_SAYING_IN_JAPANESE = re.compile(
    r"(?:の(?:調査|報告|報告書|統計|推計))?(?:によれば|によると|は[^。]{0,80}(?:指摘|述べ|論じ|報告し|主張|示し|推計し|提言し))"
)


class Listed:
    """The entries of a list, to be found by what a text says of them.

    >>> listed = Listed({"1": Entry("1", "", 1, families=("van der Berg",), year=2016)})
    >>> listed.has("Van der Berg", "2016"), listed.has("Berg", "2017")
    (True, False)
    """

    def __init__(self, entries: Mapping[str, Entry]) -> None:
        self._entries = entries
        self._by_year: dict[str, list[Entry]] = defaultdict(list)
        for entry in entries.values():
            if entry.year and entry.families:
                self._by_year[f"{entry.year}{entry.letter or ''}"].append(entry)
        self.is_by_year = not any(entry.number is not None for entry in entries.values())
        self._names = Phrases(self._phrases())

    def citation(
        self, start: int, end: int, text: str, authors: str, year: str, pages: str | None
    ) -> Citation:
        """Return the citation of a work by its authors and year."""
        hits = self._hits(authors, year)
        if len(hits) == 1:
            return Citation(start, end, text, hits[0].key, "author-year", True, pages)
        first = _SPLIT.split(_MORE.sub("", authors.strip()))[0]
        letter = year[4:] or None
        key = key_of(re.sub(r"^[Tt]he\s+", "", first), int(year[:4]), letter)
        return Citation(start, end, text, key, "author-year-not-listed", bool(hits), pages)

    def has(self, authors: str, year: str) -> bool:
        """Tell whether the list has a work of some authors and a year."""
        return bool(self._hits(authors, year))

    def _hits(self, authors: str, year: str) -> list[Entry]:
        """Return the entries that fit; several if authors and year do not tell them apart."""
        plain = re.sub(r"^[Tt]he\s+", "", _MORE.sub("", authors.strip()))
        of_year = self._by_year.get(year, [])
        whole = [entry for entry in of_year if _is_same(entry.families[0], plain)]
        if whole:
            return whole
        people = [part for part in _SPLIT.split(plain) if part]
        first = [entry for entry in of_year if people and _is_same(entry.families[0], people[0])]
        others = [
            entry
            for entry in first
            if len(entry.families) >= len(people)
            and all(map(_is_same, entry.families[1:], people[1:]))
        ]
        return others if len(people) > 1 else first

    def named(self, sentence: str) -> Iterator[tuple[int, int, str]]:
        """Yield titles, and makers that are said to say something: start, end, key of the entry."""
        for start, end, (key, is_title) in self._names.find(sentence):
            before, after = sentence[max(0, start - 40) : start], sentence[end : end + 120]
            if is_title or _SAYING_BEFORE.search(before) or _says(after):
                yield start, end, key

    def shares_author(self, key: str, others: Collection[str]) -> bool:
        """Tell whether one of other entries is by the maker of an entry."""
        families = self._entries[key].families
        return any(
            self._entries[other].families[:1] == families[:1]
            for other in others
            if other in self._entries
        )

    def _phrases(self) -> Iterator[tuple[str, tuple[str, bool]]]:
        makers: dict[str, list[str]] = defaultdict(list)
        for entry in self._entries.values():
            for title in _titles(entry.title or ""):
                yield title, (entry.key, True)
            for family in entry.families[:1]:
                makers[family].append(entry.key)
        for family, keys in makers.items():
            if len(keys) == 1:  # of a maker of several works, none is meant more than another
                yield family, (keys[0], False)


def _titles(title: str) -> Iterator[str]:
    """Yield a title, and what a text may call the work for short, if either says enough.

    >>> list(_titles("2023 Port Index of Towns: Key findings"))
    ['2023 Port Index of Towns: Key findings', 'Port Index of Towns']
    """
    short = re.sub(r"^(?:19|20)\d\d\s+|\s+(?:19|20)\d\d$", "", re.split(r"[:：—–]\s?", title)[0])
    for name in dict.fromkeys((title, short)):
        is_japanese = not name.isascii() and len(fold(name)) >= SHORTEST_IN_JAPANESE
        if len(name.split()) >= SHORTEST_TITLE or is_japanese:
            yield name


def _says(after: str) -> bool:
    return bool(_SAYING.match(after) or _SAYING_IN_JAPANESE.match(after))


def _is_same(listed: str, said: str) -> bool:
    """Tell whether a text names an author of the list.

    >>> _is_same("木戸真理", "木戸"), _is_same("Lee", "Leeds"), _is_same("OECD", "oecd")
    (True, False, True)
    """
    one, other = fold(listed), fold(said)
    if not other:
        return False
    # A Japanese name stands without a space between its parts, the family's first.
    return one == other or (not other.isascii() and len(other) >= 2 and one.startswith(other))
