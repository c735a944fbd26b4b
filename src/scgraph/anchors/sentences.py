"""Split the text of a paragraph into sentences: a library's ends, and what a paper needs beside.

The library (sentencex) knows the marks that end a sentence and many abbreviations. It takes the
parts of a list within a sentence for sentences, and does not know all that stands before a number
or behind a full stop in a paper.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from scgraph.anchors.copy import NOTE_MARK
from scgraph.anchors.forms import REFERENCE_MARK, tolerant
from scgraph.anchors.japanese import japanese_ends
from scgraph.anchors.scripts import is_japanese, joined_lines

LANGUAGE = "en"
LONGEST_END = 100
_PIECE = 8_000
"""Longer than any paragraph that a person wrote."""
_CLOSERS = r"[)\]}\"'\u2019\u201d\u00bb*\u300d\u300f\uff09\u3011]*"
_MARKS = r"(?:\s?\[[\d,;\s\u2013-]+\])*"
_RAISED = "[\u00b9\u00b2\u00b3\u2070-\u2079]{0,3}"
SENTENCE_END = re.compile(
    rf"[.?!\u2026\u3002\uff1f\uff01\uff0e]{_CLOSERS}{_MARKS}{_CLOSERS}(?:\d{{1,3}}|{_RAISED})$"
)
"""The end of a text that ends with a sentence, whatever marks and brackets stand behind it."""

_MARK_BEHIND = re.compile(
    rf"(?:\s*{REFERENCE_MARK.pattern}|[\u00b9\u00b2\u00b3\u2070-\u2079]+)(?=\s+\S|$)"
)
_LIST_MARK = re.compile(r"(?<!\S)\((?:\d{1,2}|[a-z]|[ivx]{1,4})\)(?=\s)")
_LOWER = re.compile(r"[\"'(\[\u201c\u2018]*[a-z]+(?![a-z]*-?[A-Z])")
_REMARK = re.compile(r"[.?!\u2026]\)\s+(?=[\"'(\u201c\u2018]?[A-Z])")
_UNIT = re.compile(r"\d\s?(?:[kcm]?m|ha|kg|kWh|[MG]W|ppm|h|s)\.(?=\s+[\"'(\u201c\u2018]?[A-Z])")
"""A unit at the end of a sentence, which the library takes for the initial of a name."""
_LAST_WORD = re.compile(r"([A-Za-z.]+)\.$")
_WORD_ALONE = re.compile(r"(?:[A-Za-z]{1,4}|\d{1,3})\.")
# Words that go on with what they abbreviate, and those that do so only before a number.
_GOES_ON = re.compile(r"e\.g|i\.e|cf|vs|viz|drs?|mrs?|ms|profs?|figs?|eqs?|secs?|vols?|pp?|chap")
_BEFORE_NUMBER = re.compile(
    r"nos?|arts?|paras?|eds?|approx|refs?|ca?|ch|sect|app|tab|par|cl|reg|max|min"
)


def sentences(text: str) -> list[str]:
    """Return the sentences of a paragraph, with single spaces.

    >>> sentences("It fell by 3.5 % (see Fig. 2 in vol. 4 [5]). Few, e.g. Lee et al., saw it. [6]")
    ['It fell by 3.5 % (see Fig. 2 in vol. 4 [5]).', 'Few, e.g. Lee et al., saw it. [6]']
    """
    flat = joined_lines(text)
    found, start = [], 0
    for end in japanese_ends(flat) if is_japanese(flat) else _ends(flat):
        found.append(flat[start:end].strip())
        start = end
    return [sentence for sentence in found if tolerant(sentence)]


def ends_sentence(text: str) -> bool:
    """Tell whether a text ends where a sentence does.

    >>> [ends_sentence(text) for text in ("So it is [3].", "So it is.)", "So it", "These are:")]
    [True, True, False, False]
    """
    # More marks than this have no meaning, and a search through many of them takes its time.
    return SENTENCE_END.search(text.rstrip()[-LONGEST_END:]) is not None


def _ends(text: str) -> Iterator[int]:
    """Yield where the sentences of a text end."""
    # Capitals of the same length in place of "(1)", which the library would begin a sentence at.
    hidden = _LIST_MARK.sub(lambda found: "X" * len(found[0]), text)
    ends = set(_library_ends(hidden))
    ends |= {found.end() for mark in (NOTE_MARK, _UNIT) for found in mark.finditer(text)}
    ends |= set(_ends_of_remarks(text, ends))
    start = 0
    for end in sorted(_behind_marks(text, end) for end in ends):
        if end < len(text) and not _goes_on(text[start:end].strip(), text[end:].lstrip()):
            yield end
            start = end
    if text:
        yield len(text)


def _library_ends(text: str) -> Iterator[int]:
    """Yield where the library ends sentences; it looks for quotation marks to the end of a text."""
    from sentencex import get_sentence_boundaries

    for begin in range(0, len(text), _PIECE):
        piece = text[begin : begin + _PIECE]
        for found in get_sentence_boundaries(LANGUAGE, piece):
            end = begin + int(found["end_index"])
            if end < begin + len(piece) or end == len(text):  # what is cut is no end
                yield end


def _behind_marks(text: str, end: int) -> int:
    """Return where a sentence ends with the marks of reference that stand behind its full stop."""
    found = _MARK_BEHIND.match(text, end)
    return found.end() if found and ends_sentence(text[max(0, end - LONGEST_END) : end]) else end


def _ends_of_remarks(text: str, ends: set[int]) -> Iterator[int]:
    """Yield the ends of sentences that stand in brackets of their own."""
    for found in _REMARK.finditer(text):
        opened = text.rfind("(", 0, found.start())
        before = opened
        while before > 0 and text[before - 1].isspace():
            before -= 1
        if opened == 0 or (opened > 0 and not ends.isdisjoint(range(before, opened + 1))):
            yield found.start() + 2


def _goes_on(before: str, after: str) -> bool:
    """Tell whether a sentence goes on where the library would end it."""
    if not ends_sentence(before) or _LOWER.match(after) or _WORD_ALONE.fullmatch(before):
        return True
    # A number may be glued to what it goes with: "No.5".
    last = _LAST_WORD.search(before.rstrip("0123456789")[-LONGEST_END:])
    word = last[1].casefold().lstrip(".") if last else ""
    if _GOES_ON.fullmatch(word):
        return True
    return (after[:1].isdigit() or before[-1].isdigit()) and _BEFORE_NUMBER.fullmatch(
        word
    ) is not None
