"""How kinds and relations look: tints that colour-blind readers tell apart, and shapes beside them.

The tints are those of Okabe and Ito (Color Universal Design, 2008), lightened so that black text
stands on them; a kind is never told by its colour alone.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

LINE = 28
"""Cells in a line of a label; a Japanese character takes two."""

_WIDE_RANGES = (
    "\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6"
)
_WIDE = re.compile(f"[{_WIDE_RANGES}]")
_PARTS = re.compile(f"[{_WIDE_RANGES}]| |[^ {_WIDE_RANGES}]+")


@dataclass(frozen=True, slots=True)
class Style:
    """The fill of a kind, its shape in DOT, and the brackets that shape it in Mermaid."""

    fill: str
    shape: str
    brackets: tuple[str, str]


BOX, ROUND, STADIUM, HEXAGON = ("[", "]"), ("(", ")"), ("([", "])"), ("{{", "}}")
NOTE, CYLINDER = (">", "]"), ("[(", ")]")

STYLES: Mapping[str, Style] = {
    "Barrier": Style("#F6C6A8", "box", BOX),
    "Outcome": Style("#A8DCC9", "box", ROUND),
    "Enabler": Style("#C9E8B8", "box", ROUND),
    "Driver": Style("#E6E6E6", "box", ROUND),
    "Actor": Style("#BBDFF5", "ellipse", STADIUM),
    "Initiative": Style("#F8ECA0", "hexagon", HEXAGON),
    "Recommendation": Style("#A9CBE6", "house", HEXAGON),
    "Claim": Style("#FFFFFF", "note", NOTE),
    "Source": Style("#EBCBDD", "cylinder", CYLINDER),
    "Paper": Style("#EBCBDD", "folder", CYLINDER),
}
OTHER = Style("#F2F2F2", "box", BOX)


def style_of(kind: str) -> Style:
    """Return the style of a kind; one for all that have none of their own."""
    return STYLES.get(kind, OTHER)


def is_hedged(attributes: Mapping[str, Any]) -> bool:
    """Tell whether an edge rests on words that the text hedges, wholly or in part."""
    certainty = attributes.get("certainty", "Asserted")
    words = certainty if isinstance(certainty, list | tuple) else [certainty]
    return any(word != "Asserted" for word in words)


def is_negative(attributes: Mapping[str, Any]) -> bool:
    """Tell whether an edge lessens its end."""
    return attributes.get("sign") in (-1, "-1", "−", "negative")


def lines_of(text: str, width: int = LINE) -> list[str]:
    """Break a label into lines between words, or between Japanese characters.

    >>> lines_of("Division among the ministries of Japan")
    ['Division among the ministries', 'of Japan']
    """
    lines, line, used = [], "", 0
    for part in _PARTS.findall(" ".join(text.split())):
        size = sum(2 if _WIDE.match(character) else 1 for character in part)
        if line.strip() and used + size > width + 1 and part != " ":
            lines.append(line.rstrip())
            line, used = "", 0
        line, used = line + part, used + size
    return [*lines, line.rstrip()]
