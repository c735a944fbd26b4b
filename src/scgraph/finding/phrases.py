"""Look for many phrases at once: one walk over the words of a text, however many there are."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from typing import Any, Generic, TypeVar

Value = TypeVar("Value")

# A letter of Japanese is a word of its own, since nothing divides its words.
_WIDE = "\u3005-\u3007\u3041-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_WORD = re.compile(rf"[{_WIDE}]|[^\W_{_WIDE}]+|[^\w\s]|_")
_END = ""
"""The key of what ends at a node; no word is empty."""
LONGEST = 60
"""So many words has the longest phrase that is looked for."""


class Phrases(Generic[Value]):
    """Phrases and what each stands for; the longest phrase at a place is found.

    Case and width do not count, whole words do: "rate" is not found in "separate".

    >>> phrases = Phrases([("Smart City", 1), ("smart", 2), ("総務省", 3)])
    >>> list(phrases.find("A SMART  city, by 総務省"))
    [(2, 13, 1), (18, 21, 3)]
    """

    def __init__(self, phrases: Iterable[tuple[str, Value]]) -> None:
        self._root: dict[str, Any] = {}
        for phrase, value in phrases:
            self._add([word for word, _, _ in words(phrase)], value)

    def _add(self, phrase: list[str], value: Value) -> None:
        if not 0 < len(phrase) <= LONGEST:
            return
        node = self._root
        for word in phrase:
            node = node.setdefault(word, {})
        node.setdefault(_END, value)

    def values(self) -> Iterator[Value]:
        """Yield what the phrases stand for."""
        nodes = [self._root]
        while nodes:
            node = nodes.pop()
            nodes += [below for word, below in node.items() if word != _END]
            if _END in node:
                yield node[_END]

    def find(self, text: str) -> Iterator[tuple[int, int, Value]]:
        """Yield start, end and value of the phrases in a text; none overlaps another."""
        tokens = list(words(text))
        place = 0
        while place < len(tokens):
            found = self._longest(tokens, place)
            if found is None:
                place += 1
                continue
            last, value = found
            yield tokens[place][1], tokens[last][2], value
            place = last + 1

    def _longest(self, tokens: list[tuple[str, int, int]], place: int) -> tuple[int, Value] | None:
        node, found = self._root, None
        for number in range(place, len(tokens)):
            node = node.get(tokens[number][0], {})
            if not node:
                break
            if _END in node:
                found = number, node[_END]
        return found


def words(text: str) -> Iterator[tuple[str, int, int]]:
    """Yield the words of a text in their plain form, each with its start and end.

    >>> [word for word, _, _ in words("The ＭＩＣ's 計画")]
    ['the', 'mic', "'", 's', '計', '画']
    """
    for found in _WORD.finditer(text):
        plain = unicodedata.normalize("NFKC", found[0]).casefold()
        yield {"\u2019": "'"}.get(plain, plain), found.start(), found.end()
