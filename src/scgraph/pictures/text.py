"""How wide a text is, and where its lines break, without asking a font.

A picture is drawn long before anybody knows with which font it will be shown. Widths are those of
Helvetica and Arial with some room to spare; a character of Chinese or Japanese takes a whole em.

>>> wrapped("Division among the ministries of Japan", 110)
['Division among', 'the ministries of', 'Japan']
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

SIZE = 13
"""The size of most text, in units of the picture."""

_PER_MILLE = {
    222: "'ijl|",
    278: " !,./:;I[\\]ft",
    333: "()-`r{}",
    389: '*"',
    500: "Jcksvxyz^",
    556: "#$0123456789L_abdeghnopqu?",
    584: "+<=>~",
    611: "FTZ",
    667: "&ABEKPSVXY",
    722: "CDHNRUw",
    778: "GOQ",
    833: "Mm",
    889: "%",
    944: "W",
    1015: "@",
}
_WIDTHS = {character: width for width, group in _PER_MILLE.items() for character in group}
_SPARE, _BOLD, _OTHER, _WIDE, _PICTOGRAM = 1.06, 1.09, 780, 1000, 1400
ELLIPSIS = "…"
LONGEST = 1500
"""So many characters of a text are drawn, or told by a tooltip, at most."""

_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
# What turns text around, or is not to be seen, would let one label look like another.
_UNSEEN = re.compile(
    "[\u007f-\u009f\u00ad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]"
)
_NO_LINE_BEGINS_WITH = "、。，．・：；？！）」』】〉》ーぁぃぅぇぉっゃゅょァィゥェォッャュョ々%％"
_NO_LINE_ENDS_WITH = "（「『【〈《"


def clean(text: object) -> str:
    r"""Return a text on one line, with what XML cannot hold, and what nobody sees, made visible.

    >>> clean("a\x00b\n c\u202ed")
    'a\ufffdb c\ufffdd'
    """
    return _UNSEEN.sub("\ufffd", _NOT_XML.sub("\ufffd", " ".join(str(text).split())))


def shown(text: object) -> str:
    """Return a text as it is drawn: clean, and cut where it is longer than a picture can be.

    >>> len(shown("a" * 40_000)) == LONGEST
    True
    """
    found = clean(text)
    return found if len(found) <= LONGEST else found[: LONGEST - 1] + ELLIPSIS


def width(text: str, size: float = SIZE, *, bold: bool = False) -> float:
    """Return how wide a text is at most, in the units of its size.

    >>> width("日本", 10) > width("ab", 10)
    True
    """
    return sum(map(_character, text)) * size * (_BOLD if bold else 1) / 1000


@lru_cache(maxsize=4096)
def _character(character: str) -> float:
    if character in _WIDTHS:
        return _WIDTHS[character] * _SPARE
    if unicodedata.combining(character):
        return 0
    if unicodedata.category(character) == "So":
        return _PICTOGRAM
    return _WIDE if unicodedata.east_asian_width(character) in "WFA" else _OTHER


def wrapped(
    text: object, room: float, size: float = SIZE, *, bold: bool = False, most: int | None = None
) -> list[str]:
    """Break a text into lines that fit into some room.

    Lines break between words, and between Japanese characters where a line may; a word that is
    wider than the room is broken anywhere. At least one line comes back.

    Args:
        text: any text.
        room: how wide a line may be.
        size: the size of the text.
        bold: whether it is bold.
        most: how many lines there may be; what is left out is told by an ellipsis.

    >>> wrapped("都市計画を所管する省庁", 60)
    ['都市計画', 'を所管す', 'る省庁']
    """
    lines, line = [], ""
    for part in _parts(shown(text)):
        if line and width((line + part).rstrip(), size, bold=bold) > room:
            lines.append(line.rstrip())
            line = part.lstrip()
        else:
            line += part
        while width(line.rstrip(), size, bold=bold) > room and len(line) > 1:
            fitting = _fitting(line, room, size, bold)
            lines.append(line[:fitting])
            line = line[fitting:]
    lines.append(line.rstrip())
    if most is not None and len(lines) > most:
        lines = [*lines[: most - 1], _cut(lines[most - 1], room, size, bold)]
    return lines


def balanced(text: object, room: float, most: int | None = None) -> list[str]:
    """Break a text like `wrapped`, into lines of about one width: none is left with one character.

    >>> balanced("個人情報保護法の改正", 120)
    ['個人情報保', '護法の改正']
    """
    lines = wrapped(text, room)
    widest = max((width(part.strip()) for part in _parts(shown(text))), default=0)
    for share in range(95, 40, -5):
        narrower = wrapped(text, room * share / 100)
        if len(narrower) > len(lines) or widest > room * share / 100:
            break
        lines = narrower
    return lines if most is None or len(lines) <= most else wrapped(text, room, most=most)


def _parts(text: str) -> list[str]:
    """Return the pieces of a text between which a line may break."""
    parts: list[str] = []
    for character in text:
        wide = unicodedata.east_asian_width(character) in "WF"
        glued = (
            not parts
            or character == " "
            or (not wide and not parts[-1].endswith(" ") and not _ends_wide(parts[-1]))
            or character in _NO_LINE_BEGINS_WITH
            or parts[-1][-1] in _NO_LINE_ENDS_WITH
        )
        if glued and parts:
            parts[-1] += character
        else:
            parts.append(character)
    return parts


def _ends_wide(text: str) -> bool:
    return unicodedata.east_asian_width(text[-1]) in "WF"


def _fitting(line: str, room: float, size: float, bold: bool) -> int:
    """Return how many characters of a line fit, at least one."""
    used, scale = 0.0, size * (_BOLD if bold else 1) / 1000
    for number, character in enumerate(line):
        used += _character(character) * scale
        if used > room:
            return max(number, 1)
    return len(line)


def _cut(line: str, room: float, size: float, bold: bool) -> str:
    while line and width(line + ELLIPSIS, size, bold=bold) > room:
        line = line[:-1]
    return line.rstrip() + ELLIPSIS
