"""How alike two claims, or two nodes below them, are: what tells which of them are the same.

Most counts what they are about (things, numbers) and the words they are put in; codes count little,
since they are what is to be compared: were they what decides, agreement would find itself.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator

from scgraph.agreement.annotation import Claim
from scgraph.agreement.coding import Part, code_list, is_thing

LEAST = 0.1
"""Claims of which things and words are less alike than this are not the same claim."""

THINGS, WORDS, CODES = 4, 4, 1
_NUMBERS = ("written", "value")
_STEM = 6
_WORD = re.compile(r"[^\W_]+")
_UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")


class Likeness:
    """Tell how alike claims are; a word that many claims have counts less than a rare one."""

    def __init__(self, claims: Iterable[Claim]) -> None:
        known = list(claims)
        self._words = {claim.coded.iri: frozenset(words(claim.says)) for claim in known}
        self._about = {claim.coded.iri: _about(claim.coded) for claim in known}
        having = Counter(word for found in self._words.values() for word in found)
        self._weight = {word: math.log(1 + len(known) / n) for word, n in having.items()}

    def of(self, one: Claim, other: Claim) -> float | None:
        """Return a number from 0 to 1; None if these are not the same claim.

        >>> from scgraph import files
        >>> from scgraph.agreement.annotation import read_annotation
        >>> claims = read_annotation(files.data()).claims
        >>> alike = Likeness(claims)
        >>> alike.of(claims[0], claims[0]), alike.of(claims[0], claims[80])
        (1.0, None)
        """
        a, b = one.coded.iri, other.coded.iri
        parts = [
            (THINGS, _shared(self._about[a], self._about[b])),
            (WORDS, self._wording(self._words[a], self._words[b])),
        ]
        if (content := _mean(parts)) is None or content < LEAST:
            return None
        return _mean([*parts, (CODES, _codes(one.coded, other.coded))])

    def _wording(self, one: frozenset[str], other: frozenset[str]) -> float | None:
        together = sum(self._weight[word] for word in one | other)
        return sum(self._weight[word] for word in one & other) / together if together else None


def parts_alike(one: Part, other: Part) -> float | None:
    """Return how alike two nodes of the same key are; None if they are not about the same.

    They are if they share half of the things and numbers they have, or have none at all.
    """
    mine, theirs = _ends(one), _ends(other)
    number = len(mine) + len(theirs)
    shared = 2 * len(mine & theirs) / number if number else 1.0
    if shared < 0.5:
        return None
    return (THINGS * shared + CODES * (_codes(one, other) or 0)) / (THINGS + CODES)


def words(text: str) -> Iterator[str]:
    """Yield the words of a text, cut so that endings do not count; pairs of signs in Japanese.

    >>> list(words("Governance of cities")), list(words("高齢者"))
    (['govern', 'of', 'cities'], ['高齢', '齢者'])
    """
    for word in _WORD.findall(unicodedata.normalize("NFKC", text).casefold()):
        if _UNSPACED.search(word):
            yield from (word[start : start + 2] for start in range(max(len(word) - 1, 1)))
        else:
            yield word[:_STEM]


def _about(part: Part) -> frozenset[tuple[str, str]]:
    """Return what a node and those below it are about: each thing alone, and in its key."""
    ends = _ends(part)
    inner = (_about(one) for parts in part.below.values() for one in parts)
    return frozenset(ends | {("", name) for _, name in ends}).union(*inner)


def _ends(part: Part) -> frozenset[tuple[str, str]]:
    keys = [name for name in part.given if name in _NUMBERS or is_thing(part.level.keys[name])]
    return frozenset((key, name) for key in keys for name in part.given[key])


def _codes(one: Part, other: Part) -> float | None:
    keys = {key for key in (*one.given, *other.given) if code_list(one.level.keys[key]) is not None}
    return sum(one.value(key) == other.value(key) for key in keys) / len(keys) if keys else None


def _shared(one: frozenset[tuple[str, str]], other: frozenset[tuple[str, str]]) -> float | None:
    return len(one & other) / len(one | other) if one | other else None


def _mean(parts: Iterable[tuple[int, float | None]]) -> float | None:
    known = [(weight, value) for weight, value in parts if value is not None]
    total = sum(weight for weight, _ in known)
    return sum(weight * value for weight, value in known) / total if total else None
