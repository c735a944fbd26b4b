"""Bring names into a form in which two of them compare: no case, width, plural or punctuation.

>>> folded("Bus-Drivers"), folded("ＢＵＳ driver")
('bus driver', 'bus driver')
>>> sorted(words("Shortages of drivers"))
['driver', 'shortage']
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

_WORD = re.compile(r"[^\W_]+")
_EAST_ASIAN = re.compile("[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af]+")
_INITIALS = re.compile(r"[A-Z][A-Z0-9&]{1,7}")
_SMALL = frozenset(
    (
        *("a", "an", "and", "are", "as", "at", "be", "by", "do", "for", "from", "in", "into"),
        *("is", "it", "its", "of", "on", "or", "that", "the", "their", "there", "they", "this"),
        *("to", "what", "which", "who", "with"),
    )
)


def folded(name: str) -> str:
    """Return a name without case, width, punctuation and English plurals."""
    text = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", name).casefold())
    return " ".join(_singular(word) for word in _WORD.findall(text))


def words(text: str) -> frozenset[str]:
    """Return the words of a text that tell something; of text without spaces, pairs of letters.

    >>> sorted(words("運転手不足"))
    ['不足', '手不', '転手', '運転']
    """
    found: set[str] = set()
    for word in folded(text).split():
        for run in _EAST_ASIAN.findall(word):
            found |= {run[at : at + 2] for at in range(max(len(run) - 1, 1))}
        rest = _EAST_ASIAN.sub(" ", word).split()
        found |= {part for part in rest if part not in _SMALL and len(part) > 1}
    return frozenset(found)


def rejoined(found: Sequence[str]) -> list[str]:
    """Return words as they are told: pairs of letters that overlap are one run again.

    >>> rejoined(["転手", "driver", "手不", "運転"])
    ['driver', '運転手不']
    """
    pairs = [word for word in found if len(word) == 2 and _EAST_ASIAN.fullmatch(word)]
    runs: list[str] = []
    while pairs:
        run = pairs.pop(0)
        while more := next((two for two in pairs if two[0] == run[-1] or two[1] == run[0]), None):
            pairs.remove(more)
            run = f"{run}{more[1]}" if more[0] == run[-1] else f"{more[0]}{run}"
        runs.append(run)
    return [*(word for word in found if not _EAST_ASIAN.fullmatch(word) or len(word) != 2), *runs]


def initials(name: str) -> str | None:
    """Return the initials of a name of three words or more.

    >>> initials("Ministry of Economy, Trade and Industry")
    'meti'
    """
    parts = [word for word in _WORD.findall(unicodedata.normalize("NFKC", name)) if word.isascii()]
    telling = [word for word in parts if word.casefold() not in _SMALL]
    return "".join(word[0] for word in telling).casefold() if len(telling) > 2 else None


def acronym(name: str) -> str | None:
    """Return a name that is nothing but capitals, as its initials would be written.

    >>> acronym("METI"), acronym("Meti") is None
    ('meti', True)
    """
    return name.casefold() if _INITIALS.fullmatch(name) else None


_IRREGULAR = {
    "analyses": "analysis",
    "buses": "bus",
    "children": "child",
    "crises": "crisis",
    "men": "man",
    "people": "person",
    "persons": "person",
    "women": "woman",
}


def _singular(word: str) -> str:
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if not word.isascii() or len(word) < 4 or word.endswith(("ss", "us", "is")):
        return word
    if word.endswith("ies"):
        return f"{word[:-3]}y"
    if word.endswith(("sses", "xes", "ches", "shes")):
        return word[:-2]
    return word.removesuffix("s")
