"""A text that was coded: which sentences a selection overlaps, and whether words are the text's."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterator, Mapping

WORDS_OF_A_TEXT = 8
"""A note that has so many words of the text in a row is the text's: it is not kept."""


class CodedText:
    """A text with the places of sentences in it.

    >>> text = CodedText("Few read. Many cite.", {"1/p1/s1": (0, 9), "1/p1/s2": (10, 20)})
    >>> text.sentences(4, 10), text.sentences(4, 12)
    (['1/p1/s1'], ['1/p1/s1', '1/p1/s2'])
    """

    def __init__(self, text: str, spans: Mapping[str, tuple[int, int]]) -> None:
        """Hold a text as it was given, with places in its composed form (NFC)."""
        self._given = text
        self._text = unicodedata.normalize("NFC", text)
        self._spans = sorted(spans.items(), key=lambda entry: entry[1])
        self._starts = [first for _, (first, _) in self._spans]
        self._longest = max((last - first for first, last in spans.values()), default=0)
        self.locators = [locator for locator, _ in self._spans]
        self._runs: frozenset[tuple[str, ...]] | None = None

    def sentences(self, start: int, end: int) -> list[str]:
        """Return the sentences of which a letter lies between two places of the text as given."""
        start, end = self._composed(start), self._composed(end)
        first = bisect_left(self._starts, start - self._longest)
        near = self._spans[first : bisect_left(self._starts, end)]
        return [
            locator
            for locator, (begin, stop) in near
            if any(map(str.isalnum, self._text[max(start, begin) : min(end, stop)]))
        ]

    def has_words_of(self, words: str) -> bool:
        """Tell whether words have a run of the text in them.

        >>> text = CodedText("One two three four five six seven eight.", {})
        >>> text.has_words_of("So: one two, three four five six seven eight!")
        True
        """
        if self._runs is None:
            self._runs = frozenset(_runs(self._text))
        return not self._runs.isdisjoint(_runs(words))

    def _composed(self, place: int) -> int:
        if self._given == self._text:
            return place
        return len(unicodedata.normalize("NFC", self._given[:place]))


def _runs(text: str) -> Iterator[tuple[str, ...]]:
    words = re.findall(r"\w+", text.casefold())
    yield from zip(*(words[start:] for start in range(WORDS_OF_A_TEXT)), strict=False)
