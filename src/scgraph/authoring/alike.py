"""Find what exists already under another name, in both languages, and say by what it is alike.

A candidate is a reason to look, never a decision: what is one and the same only a person can say.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from scgraph.authoring.things import Thing
from scgraph.names import fold

ALMOST = 0.88
"""Two names are almost the same if so much of their letters stands in the same order."""
ALIKE = 0.78
SHARED = 0.4
"""So much of the words of both names must be common to them."""

_CJK = re.compile("[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff々]")
_WORD = re.compile(r"[^\W_]+")
_INITIAL = re.compile(r"[^\W\d_]+")
_SMALL = frozenset(
    {"a", "an", "and", "as", "at", "by", "for", "from", "in", "into", "its", "no", "not"}
    | {"of", "on", "or", "the", "their", "to", "with", "without"}
)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A thing that may be meant, and by what it is alike.

    Args:
        thing: the thing.
        reason: by what it is alike, in words.
        strength: 1.0 for the same name, less for what is merely alike.
    """

    thing: Thing
    reason: str
    strength: float


def candidates(names: Iterable[str], things: Iterable[Thing]) -> list[Candidate]:
    """Return the things that may bear one of some names already, the likeliest first.

    >>> mic = Thing("x:id/mic", "Actor", {"en": "Ministry of Internal Affairs", "ja": "総務省"})
    >>> [found.reason for found in candidates(["Internal affairs ministries"], [mic])]
    ["has the same words as 'Ministry of Internal Affairs'"]
    >>> [found.strength for found in candidates(["総務省"], [mic])]
    [1.0]
    """
    wanted = [name for name in names if name.strip()]
    best = (_best(wanted, thing) for thing in things)
    found = [candidate for candidate in best if candidate is not None]
    return sorted(found, key=lambda candidate: (-candidate.strength, candidate.thing.iri))


def nearly_the_same(thing: Thing, others: Iterable[Thing]) -> Candidate | None:
    """Return another thing of the same kind whose name is almost that of a thing."""
    names = [name for name, _ in thing.names()]
    near = candidates(names, (other for other in others if other.kind == thing.kind))
    return next((found for found in near if found.strength >= ALMOST), None)


def _best(wanted: list[str], thing: Thing) -> Candidate | None:
    found = [
        (strength, reason)
        for name in wanted
        for other, _ in (*thing.names(), (thing.slug.replace("-", " "), ""))
        for strength, reason in _likenesses(name, other)
    ]
    if not found:
        return None
    strength, reason = max(found, key=lambda one: one[0])
    return Candidate(thing, reason, strength)


def _likenesses(name: str, other: str) -> Iterator[tuple[float, str]]:
    one, two = fold(name), fold(other)
    if one == two:
        yield 1.0, f"is called {other!r}"
        return
    if is_short_for(name, other) or is_short_for(other, name):
        yield 0.95, f"{min(name, other, key=len)!r} may be short for {max(name, other, key=len)!r}"
    if _CJK.search(name) and _CJK.search(other):
        yield from _japanese(name, other)
        return
    words, others = _words(name), _words(other)
    if words and words.keys() == others.keys():
        yield 0.97, f"has the same words as {other!r}"
    elif common := words.keys() & others.keys():
        share = len(common) / len(words.keys() | others.keys())
        is_within = len(common) > 1 and common in (words.keys(), others.keys())
        if share >= SHARED or is_within:
            told = ", ".join(sorted(others[stem] for stem in common))
            yield 0.5 + share / 3, f"shares the words {told} with {other!r}"
    ratio = _ratio(one, two)
    if ratio >= ALIKE:
        yield ratio * 0.99, f"is spelt like {other!r}"


def _japanese(name: str, other: str) -> Iterator[tuple[float, str]]:
    short, long = sorted((fold(name), fold(other)), key=len)
    letters = iter(long)
    has_ends = len(short) > 1 and (short[0], short[-1]) == (long[0], long[-1])
    if has_ends and all(letter in letters for letter in short):
        yield 0.9, f"may be short for, or stand in full for, {other!r}"
    one, two = _pairs(name), _pairs(other)
    share = 2 * len(one & two) / (len(one) + len(two) or 1)
    if share >= 0.5:
        yield 0.4 + share / 2, f"shares characters with {other!r}"


def is_short_for(short: str, long: str) -> bool:
    """Tell whether a word is made of the initials of a name.

    >>> is_short_for("MIC", "Ministry of Internal Affairs and Communications")
    True
    >>> is_short_for("OECD", "Ministry of Internal Affairs and Communications")
    False
    """
    if not 2 <= len(short) <= 8 or not short.isalpha() or not short.isupper():
        return False
    words = _INITIAL.findall(long)
    count = sum(word.casefold() not in _SMALL for word in words)
    initials = iter("".join(word[0] for word in words).upper())
    # An initial or two may be left out of a short form, but not the first.
    is_first = bool(words) and words[0][0].upper() == short[0]
    return 1 < count <= len(short) + 1 and is_first and all(one in initials for one in short)


def _words(name: str) -> dict[str, str]:
    """Return the words of a name by what they are without the ending of the plural."""
    words = (word for word in _WORD.findall(fold(name)) if word not in _SMALL)
    return {_stem(word): word for word in words}


def _stem(word: str) -> str:
    if len(word) > 4 and word.endswith("ies"):
        return f"{word[:-3]}y"
    single = word[:-1] if len(word) > 3 and word[-1] == "s" and word[-2] not in "su" else word
    return single.removesuffix("e") if len(single) > 3 else single


def _pairs(text: str) -> frozenset[str]:
    letters = "".join(fold(text).split())
    return frozenset(letters[start : start + 2] for start in range(len(letters) - 1))


def _ratio(one: str, two: str) -> float:
    if abs(len(one) - len(two)) > 0.3 * max(len(one), len(two)) or max(len(one), len(two)) > 100:
        return 0.0
    matcher = SequenceMatcher(None, one, two, autojunk=False)
    return matcher.ratio() if matcher.quick_ratio() >= ALIKE else 0.0
