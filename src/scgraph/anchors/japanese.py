"""Find where the sentences of a Japanese paragraph end, in one pass over its characters."""

from __future__ import annotations

import re
from collections.abc import Iterator

from scgraph.anchors.forms import REFERENCE_MARK

_ENDS = "\u3002\uff0e\uff1f\uff01?!"
_PAIRS = {"\u300c": "\u300d", "\u300e": "\u300f", "\uff08": "\uff09", "(": ")", "\u3010": "\u3011"}
_QUOTES = "\u300c\u300e"
_MARK = re.compile(
    rf"\s*(?:{REFERENCE_MARK.pattern}|[\u00b9\u00b2\u00b3\u2070-\u2079]+|\uff08?\u6ce8\d+\uff09)"
)
# What goes on with a sentence behind the end of a quotation.
_GOES_ON = re.compile(
    "\\s*(?:と|って|という|との|など|を|が|は|に|の|へ|も|で|から|、|，|,|・|[（(])"
)


def japanese_ends(text: str) -> Iterator[int]:
    """Yield where the sentences of a text end; its own end is the last.

    An end within brackets or quotation marks ends no sentence, unless they are never closed.

    >>> text = "「そうだ。」と言った。次である[3]。（注は省く。）終わり。[4]"
    >>> list(japanese_ends(text))
    [11, 19, 26, 33]
    """
    closing = _closing(text)
    place = 0
    while place < len(text):
        character = text[place]
        if place in closing:
            place = closing[place] + 1
            if character in _QUOTES or text[place - 2] in _ENDS:
                yield from _ends_behind_a_bracket(text, place)
            continue
        place += 1
        if _is_end(text, place - 1):
            place = _behind_marks(text, place)
            if place < len(text):
                yield place
    if text:
        yield len(text)


def _ends_behind_a_bracket(text: str, place: int) -> Iterator[int]:
    """Yield where a sentence ends whose full stop stands within its own brackets."""
    behind = _behind_marks(text, place)
    is_whole = text[place - 2] in _ENDS and not _is_end(text, behind)
    if is_whole and behind < len(text) and not _GOES_ON.match(text, behind):
        yield behind


def _closing(text: str) -> dict[int, int]:
    """Return where each bracket that is closed is closed; within one, none is told."""
    found: dict[int, int] = {}
    opened: list[int] = []
    for place, character in enumerate(text):
        if character in _PAIRS:
            opened.append(place)
        elif opened and character == _PAIRS[text[opened[-1]]]:
            found[opened.pop()] = place
    return found


def _is_end(text: str, place: int) -> bool:
    if text[place : place + 1] not in tuple(_ENDS):
        return False
    is_point = text[place] == "\uff0e"
    return not (
        is_point and text[place - 1 : place].isdigit() and text[place + 1 : place + 2].isdigit()
    )


def _behind_marks(text: str, place: int) -> int:
    """Return where a sentence ends with the closing marks and references behind its full stop."""
    while place < len(text):
        if text[place] in _ENDS or text[place] in "\u300d\u300f\uff09\u3011":
            place += 1
        elif found := _MARK.match(text, place):
            place = found.end()
        else:
            break
    return place
