"""Put things in columns into an order in which few of the lines between them cross.

Barycentres, swept to and fro (Sugiyama, Tagawa and Toda, 1981), and the best order that was met.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import pairwise
from zlib import crc32

Columns = list[list[str]]
Links = Mapping[tuple[str, str], float]
"""Lines between things of neighbouring columns, and how much each weighs."""

_SWEEPS, _STARTS, _MANY = 24, 24, 600
# Sweeps end in the nearest valley; from many beginnings, and always the same, one finds a deeper.


def crossings(upper: Sequence[str], lower: Sequence[str], links: Links) -> float:
    """Return how many lines between two columns cross, each crossing by the product of weights.

    >>> crossings(["a", "b"], ["x", "y"], {("a", "y"): 1, ("b", "x"): 2})
    2.0
    """
    at, to = _places(upper), _places(lower)
    lines = [(at[a], to[b], w) for (a, b), w in links.items() if a in at and b in to]
    total, sums = 0.0, [0.0] * (len(to) + 1)
    for start in _by_start(lines):
        for end, weight in start:
            # Of the lines that begin above, those cross that end below.
            total += weight * (_sum(sums, len(to)) - _sum(sums, end + 1))
        for end, weight in start:
            _add(sums, end + 1, weight)
    return total


def _by_start(lines: list[tuple[int, int, float]]) -> list[list[tuple[int, float]]]:
    found: dict[int, list[tuple[int, float]]] = defaultdict(list)
    for start, end, weight in sorted(lines):
        found[start].append((end, weight))
    return list(found.values())


def _sum(sums: list[float], place: int) -> float:
    """Return the sum of the first so many values of a tree of partial sums (Fenwick, 1994)."""
    total = 0.0
    while place:
        total += sums[place]
        place -= place & -place
    return total


def _add(sums: list[float], place: int, value: float) -> None:
    while place < len(sums):
        sums[place] += value
        place += place & -place


def untangled(
    columns: Sequence[Sequence[str]], links: Links, fixed: frozenset[int] = frozenset()
) -> Columns:
    """Return the columns with their things in an order in which few lines cross.

    Args:
        columns: the things of each column.
        links: lines between things of neighbouring columns.
        fixed: numbers of columns whose order is to stay.

    >>> untangled([["a", "b"], ["x", "y"]], {("a", "y"): 1, ("b", "x"): 1})
    [['a', 'b'], ['y', 'x']]
    """
    best: Columns = [list(column) for column in columns]
    fewest = _all(best, links)
    starts = _STARTS if len(links) <= _MANY else 1
    for start in range(starts):
        if fewest:
            order = [
                column if number in fixed else _shuffled(column, start)
                for number, column in enumerate(map(list, columns))
            ]
            found, count = _swept(order, links, fixed)
            if count < fewest:
                best, fewest = found, count
    return best


def _swept(order: Columns, links: Links, fixed: frozenset[int]) -> tuple[Columns, float]:
    """Return the best order that sweeps to and fro meet from one beginning, and its crossings."""
    beside = _neighbours(links)
    best, fewest = [list(column) for column in order], _all(order, links)
    for sweep in range(_SWEEPS):
        if not fewest:
            break
        numbers = range(1, len(order)) if sweep % 2 == 0 else range(len(order) - 2, -1, -1)
        for number in numbers:
            if number not in fixed:
                neighbour = order[number - 1 if sweep % 2 == 0 else number + 1]
                order[number] = _sorted(order[number], neighbour, beside)
        _swap(order, beside, fixed)
        found = _all(order, links)
        if found < fewest:
            best, fewest = [list(column) for column in order], found
    return best, fewest


def _shuffled(column: list[str], start: int) -> list[str]:
    """Return a column in one of many orders: always the same one for the same start."""
    if not start:
        return column
    return sorted(column, key=lambda thing: (crc32(f"{start} {thing}".encode()), thing))


def _neighbours(links: Links) -> Mapping[str, list[tuple[str, float]]]:
    beside: dict[str, list[tuple[str, float]]] = defaultdict(list)
    for (start, end), weight in sorted(links.items()):
        beside[start].append((end, weight))
        beside[end].append((start, weight))
    return beside


def _all(order: Columns, links: Links) -> float:
    return sum(crossings(*pair, links) for pair in pairwise(order))


def _sorted(
    column: list[str], neighbour: list[str], beside: Mapping[str, list[tuple[str, float]]]
) -> list[str]:
    """Sort a column by where its neighbours lie on the average; who has none stays about there."""
    at = _places(neighbour)
    scale = max(len(neighbour) - 1, 1) / max(len(column) - 1, 1)

    def middle(entry: tuple[int, str]) -> tuple[float, int]:
        number, thing = entry
        found = [(at[other], weight) for other, weight in beside.get(thing, ()) if other in at]
        weights = sum(weight for _, weight in found)
        mean = sum(p * w for p, w in found) / weights if weights else number * scale
        return mean, number

    return [thing for _, thing in sorted(enumerate(column), key=middle)]


def _swap(
    order: Columns, ends: Mapping[str, list[tuple[str, float]]], fixed: frozenset[int]
) -> None:
    """Swap neighbours in a column where that saves crossings."""
    for number, column in enumerate(order):
        if number in fixed:
            continue
        sides = [
            _places(order[side]) for side in (number - 1, number + 1) if 0 <= side < len(order)
        ]
        for place in range(len(column) - 1):
            one, two = column[place], column[place + 1]
            saved = sum(
                _pair(ends.get(one, []), ends.get(two, []), at)
                - _pair(ends.get(two, []), ends.get(one, []), at)
                for at in sides
            )
            if saved > 0:
                column[place], column[place + 1] = two, one


def _pair(
    first: list[tuple[str, float]], second: list[tuple[str, float]], at: Mapping[str, int]
) -> float:
    """Return the crossings of the lines of two things, the first being above the second."""
    return sum(w * v for a, w in first if a in at for b, v in second if b in at and at[a] > at[b])


def _places(things: Sequence[str]) -> dict[str, int]:
    return {thing: place for place, thing in enumerate(things)}
