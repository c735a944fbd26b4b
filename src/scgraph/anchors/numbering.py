"""Read the numbers of headings: arabic, roman, letters, and those of Japanese chapters."""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple, TypeAlias

from scgraph.anchors.scripts import is_japanese

Number: TypeAlias = tuple[int, ...]

ROMAN = (
    *("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X"),
    *("XI", "XII", "XIII", "XIV", "XV", "XVI", "XVII", "XVIII", "XIX", "XX"),
)
_NUMBERED = re.compile(
    r"(?:(?:(?:chapter|section|part)\s+|\u00a7\s*))?(?P<number>[0-9]{1,2}(?:\.[0-9]{1,2}){0,4})[.:)]?\s+"
    r"(?P<title>[^\W\d_\u201c\"'(].*|[\u201c\"'(\d].*[^\W\d_].*)",
    re.IGNORECASE,
)
_ROMAN = re.compile(
    r"(?:(?:[Cc]hapter|[Ss]ection|[Pp]art|CHAPTER|SECTION|PART|\u00a7)\s*(?P<named>[IVX]{1,6})[.:)]?"
    r"|(?P<number>[IVX]{1,6})[.:)])\s+(?P<title>[A-Z\u201c].*)"
)
_LETTER = re.compile(r"(?P<number>[A-H])[.)]\s+(?P<title>[A-Z\u201c].*)")
_DIGITS = "0-9\uff10-\uff19"
_CHAPTER = re.compile(
    rf"\u7b2c\s*(?P<number>[{_DIGITS}]{{1,2}}|[一二三四五六七八九十]{{1,3}})\s*(?P<kind>[章節部編])"
    r"[\s:：．]*(?P<title>\S.*)"
)
_JAPANESE = re.compile(
    rf"(?P<number>[{_DIGITS}]{{1,2}}(?:[.．・－-][{_DIGITS}]{{1,2}}){{0,4}})"
    r"(?P<mark>[.．)）、:：]?\s*)(?P<title>[^\W\d_a-zA-Z].*)"
)
_BRACKETED = re.compile(rf"[(（](?P<number>[{_DIGITS}]{{1,2}})[)）]\s*(?P<title>[^\W\d_].*)")
_KANJI = "〇一二三四五六七八九"


class Numbered(NamedTuple):
    """A heading's number and title.

    Args:
        number: in plain digits or as printed.
        title: what stands behind it.
        rank: 0 if the number stands for itself, else how far below the one that it goes on from.
    """

    number: str
    title: str
    rank: int = 0


def numbered(line: str) -> Numbered | None:
    """Return the number and the title of a line, if it begins like a numbered heading.

    >>> numbered("2.1. Cities"), numbered("§ 4 Villages").number, numbered("IV. Towns").number
    (Numbered(number='2.1', title='Cities', rank=0), '4', 'IV')
    >>> numbered("第二章　都市"), numbered("３．１都市").number, numbered("B. Towns").rank
    (Numbered(number='2', title='都市', rank=0), '3.1', 1)
    """
    if found := _NUMBERED.fullmatch(line):
        return Numbered(found["number"], found["title"].strip())
    if (found := _ROMAN.fullmatch(line)) and (found["named"] or found["number"]) in ROMAN:
        return Numbered(found["named"] or found["number"], found["title"])
    if found := _LETTER.fullmatch(line):
        return Numbered(found["number"], found["title"], 1)
    return _numbered_in_japanese(line)


def value(number: str) -> Number:
    """Return a number as whole numbers, by which headings are told from items of a list.

    >>> value("2.1"), value("IV"), value("II.B"), value("C")
    ((2, 1), (4,), (2, 2), (3,))
    """
    parts = number.split(".")
    return tuple(_part(part, is_first=not place) for place, part in enumerate(parts))


def _numbered_in_japanese(line: str) -> Numbered | None:
    if found := _CHAPTER.fullmatch(line):
        return Numbered(_plain(found["number"]), found["title"], int(found["kind"] == "節"))
    if (found := _BRACKETED.fullmatch(line)) and is_japanese(found["title"]):
        return Numbered(_plain(found["number"]), found["title"], 2)
    found = _JAPANESE.fullmatch(line)
    if found is None or not is_japanese(found["title"]):
        return None
    number = _plain(found["number"])
    return Numbered(number, found["title"]) if found["mark"] or "." in number else None


def _plain(number: str) -> str:
    """Return a number in plain digits.

    >>> _plain("十二"), _plain("３．１")
    ('12', '3.1')
    """
    if number[0] in _KANJI or number[0] == "十":
        tens, ten, ones = number.rpartition("十")
        first = (_KANJI.index(tens[0]) if tens else 1) if ten else 0
        return str(first * 10 + (_KANJI.index(ones[0]) if ones else 0))
    return re.sub(r"[^0-9]", ".", unicodedata.normalize("NFKC", number))


def _part(part: str, *, is_first: bool) -> int:
    if part.isdigit():
        return int(part)
    if is_first and part in ROMAN:
        return ROMAN.index(part) + 1
    return ord(part[0]) - ord("A") + 1
