"""A reader's copy of a text: its letters in a row, and where a sentence may begin and end in it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from scgraph.anchors.forms import REFERENCE_MARK, kept_characters

TERMINATORS = ".?!\u2026\u3002\uff0e\uff1f\uff01"
OPENERS = "\"'([{<\u2018\u201c\u00ab\u300c\u300e\uff08\u3010"
CLOSERS = "\"')]}>\u2019\u201d\u00bb\u300d\u300f\uff09\u3011"
EMPHASIS = "*_"
MARKUP = f"{EMPHASIS}#"
LIST_ITEM = re.compile(
    r"\s*(?:(?:[-*+\u2022\u2023\u25aa\u25cf\u2013]|\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)])\s+"
    r"|[\u30fb\u25cb\u25a0\u25c6\u2460-\u2473]\s*|\uff08\d{1,2}\uff09\s*)(?=\S)"
)
"""What stands at the beginning of a line before an item of a list."""
NOTE_MARK = re.compile(
    r"(?<=[^\W\d_]|[)\]\"'\u2019\u201d])[.?!\u2026][)\]\"'\u2019\u201d\u00bb]*"
    r"\d{1,3}(?:,\d{1,3})*(?=\s|$)"
    r"|[.?!\u2026][)\]\"'\u2019\u201d\u00bb]*[\u00b9\u00b2\u00b3\u2070-\u2079]{1,3}(?=\s|$)"
)
"""A full stop with the number of a footnote, raised or glued to it by extraction."""
HEADING = re.compile(
    r"\s*(?:(?:\u00a7\s*)?\d+(?:\.\d+)*\.?\s+\S.*|[ivx]+\.\s+\S.*|abstract\W*|#+ .*"
    r"|\u7b2c[\d\u4e00-\u9fff]{1,3}[\u7ae0\u7bc0\u90e8].*|\d+(?:[.\uff0e]\d+)*[.\uff0e]\S.*"
    r"|(?:\u8981\u65e8|\u6982\u8981|\u306f\u3058\u3081\u306b|\u304a\u308f\u308a\u306b|\u7d50\u8ad6|\u8b1d\u8f9e)\W*)",
    re.IGNORECASE,
)
"""A line that may stand before a sentence without a full stop of its own."""

_ITEM_ALONE = re.compile(LIST_ITEM.pattern.removesuffix(r"(?=\S)"))
_END_OF_PARAGRAPH = re.compile(
    rf"[{re.escape(CLOSERS + MARKUP)}:;,]*[^\S\n]*"
    rf"(?:\Z|\n(?:[^\S\n]*(?:\n|\Z)|{LIST_ITEM.pattern}))"
)
"""What may stand between the last letter of a paragraph, or of an item of a list, and the next."""


class Copy:
    """A text as a row of letters, each with its place in the text.

    Sentences are looked for between every place where one may begin and every place where one may
    end; there are more of these than sentences, so that no program's idea of a sentence is needed.

    >>> copy = Copy("Few read. Many cite [2].")
    >>> copy.letters, copy.starts, sorted(copy.ends)
    ('fewreadmanycite', [0, 7], [7, 15])
    """

    def __init__(self, text: str) -> None:
        self.text = unicodedata.normalize("NFC", text)
        kept = list(kept_characters(self.text))
        self.letters = "".join(letter for _, letter in kept)
        self._places = [place for place, _ in kept]
        marks = [found.span() for found in REFERENCE_MARK.finditer(self.text)]
        self._mark_by_start = dict(marks)
        self._ends_of_notes = {found.end() for found in NOTE_MARK.finditer(self.text)}
        self._mark_by_end = {end: start for start, end in marks}
        self.starts = [number for number in self._firsts() if self._may_begin(number)]
        self.ends = frozenset(number + 1 for number in self._lasts() if self._may_end(number))

    def line_and_column(self, number: int) -> tuple[int, int]:
        """Return where a letter stands in the text; lines and columns count from 1."""
        before = self.text[: self._places[number]]
        return before.count("\n") + 1, len(before) - before.rfind("\n")

    def spans(self, start: int, end: int) -> Iterator[str]:
        """Yield the text from one letter to another, with what may belong to it on both sides."""
        yield from (self.text[first:last] for first, last in self.bounds(start, end))

    def bounds(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """Yield the same by its ends in the composed text; the widest comes last."""
        begin, stop = self._places[start], self._places[end - 1] + 1
        begins = [begin]
        while begin and self.text[begin - 1] in OPENERS + EMPHASIS:
            begin -= 1
            begins.append(begin)
        stops = [stop, *self._stops_behind(stop)]
        yield from ((first, last) for first in begins for last in stops)

    def _firsts(self) -> Iterator[int]:
        """Yield the letters that begin a character of the text: a ligature holds several."""
        for number, place in enumerate(self._places):
            if not number or self._places[number - 1] != place:
                yield number

    def _lasts(self) -> Iterator[int]:
        for number, place in enumerate(self._places):
            if number + 1 == len(self._places) or self._places[number + 1] != place:
                yield number

    def _may_begin(self, number: int) -> bool:
        """Tell whether what stands before a letter ends a sentence, a heading or a paragraph."""
        place, lines = self._places[number], 0
        while place:
            if place in self._ends_of_notes:
                return True
            if place in self._mark_by_end:
                place = self._mark_by_end[place]
                continue
            character = self.text[place - 1]
            if character == "\n":
                lines += 1
                if lines > 1 or HEADING.fullmatch(self._line_before(place - 1)):
                    return True
            elif character.isspace():
                if _ITEM_ALONE.fullmatch(self._line_before(place)):
                    return True
            elif character not in OPENERS + CLOSERS + MARKUP:
                return character in TERMINATORS + ":;"
            place -= 1
        return True

    def _line_before(self, line_end: int) -> str:
        return self.text[self.text.rfind("\n", 0, line_end) + 1 : line_end]

    def _may_end(self, number: int) -> bool:
        stop = self._places[number] + 1
        if stop in self._ends_of_notes or _END_OF_PARAGRAPH.match(self.text, stop):
            return True
        return any(self.text[last - 1] in TERMINATORS for last in self._stops_behind(stop))

    def _stops_behind(self, place: int) -> Iterator[int]:
        """Yield the ends of what may close a sentence: marks, full stops, quotes, brackets."""
        while place < len(self.text):
            if place in self._mark_by_start:
                place = self._mark_by_start[place]
                yield place
            elif self._may_close(place):
                place += 1
                yield place
            elif self.text[place].isspace():
                place += 1
            else:
                return

    def _may_close(self, place: int) -> bool:
        character = self.text[place]
        is_behind_a_word = not self.text[place - 1].isspace()
        return character in TERMINATORS + CLOSERS or (
            character in EMPHASIS + ":;" and is_behind_a_word
        )
