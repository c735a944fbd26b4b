"""Krippendorff's alpha: how far observers agree beyond chance.

After K. Krippendorff, *Content Analysis* (2004), chapter 11: alpha is 1 less the share of the
disagreement that was observed in that which chance would give, were the values that were given
shuffled over the units. It takes any number of observers, missing values, and any distance.

The published example of four observers and twelve units, of which eleven can be compared:

>>> units = ["111", "2232", "3333", "3333", "2222", "1234", "4444", "1121", "2222", "555", "11"]
>>> round(alpha([list(unit) for unit in units]), 3)
0.743
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Sequence
from itertools import combinations, permutations
from typing import Any, TypeAlias, TypeVar

Value = TypeVar("Value", bound=Hashable)
Distance: TypeAlias = Callable[[Any, Any], float]
"""From 0 for the same to 1 for what has nothing in common; for numbers, the squared difference."""


def nominal(one: Hashable, other: Hashable) -> float:
    """Return 0 for the same value, else 1.

    >>> nominal("causal", "barrier")
    1.0
    """
    return float(one != other)


def interval(one: float, other: float) -> float:
    """Return the squared difference of two numbers.

    >>> interval(1, 4)
    9
    """
    return (one - other) ** 2


def ordinal(units: Iterable[Sequence[float]]) -> Distance:
    """Return the distance of two ranks: how many of the values given lie between them, squared.

    >>> ordinal([[1, 2], [2, 3]])(1, 3)
    9.0
    """
    counts = Counter(value for unit in units if len(unit) > 1 for value in unit)

    def distance(one: float, other: float) -> float:
        low, high = sorted((one, other))
        between = sum(number for value, number in counts.items() if low <= value <= high)
        return (between - (counts[low] + counts[high]) / 2) ** 2

    return distance


def masi(one: frozenset[Any], other: frozenset[Any]) -> float:
    """Return the distance of two sets that R. Passonneau (2006) calls MASI.

    What they share by what they have together (Jaccard), weighted by whether one is the other,
    lies in it, or only crosses it.

    >>> masi(frozenset("ab"), frozenset("a"))
    0.6666666666666667
    """
    if one == other:
        return 0.0
    shared = len(one & other)
    weight = 2 / 3 if one <= other or other <= one else 1 / 3
    return 1 - weight * shared / len(one | other)


def alpha(units: Iterable[Sequence[Value]], distance: Distance = nominal) -> float | None:
    """Return alpha over units, or None where chance could not disagree.

    1: no disagreement; 0: as much as chance would give; below 0: more. None: fewer than two values
    were given at all, so that nothing can be told.

    Args:
        units: for each, the values that the observers gave; a missing one is left out. A unit with
            fewer than two values is passed over.
        distance: of two values.

    >>> alpha(["aa", "bb", "ab"])
    0.4444444444444444
    >>> alpha(["aa", "aa"]) is None
    True
    """
    pairable = [unit for unit in units if len(unit) > 1]
    counts = Counter(value for unit in pairable for value in unit)
    number = counts.total()
    if number < 2:
        return None
    observed = sum(_within(unit, distance) for unit in pairable) / number
    expected = _over_all(counts, distance) / (number * (number - 1))
    return 1 - observed / expected if expected else None


def agreed(units: Iterable[Sequence[Value]]) -> float | None:
    """Return the share of pairs of values, of the same unit, that are the same; None if none are.

    >>> agreed(["aa", "ab"])
    0.5
    """
    pairs = [pair for unit in units for pair in permutations(unit, 2)]
    return sum(one == other for one, other in pairs) / len(pairs) if pairs else None


def _within(unit: Sequence[Any], distance: Distance) -> float:
    """Return the disagreement within a unit, as it stands in the matrix of coincidences."""
    return sum(distance(one, other) for one, other in permutations(unit, 2)) / (len(unit) - 1)


def _over_all(counts: Counter[Any], distance: Distance) -> float:
    pairs = combinations(counts, 2)
    return 2 * sum(counts[one] * counts[other] * distance(one, other) for one, other in pairs)
