"""Lay a network out in layers from left to right, so that arrows lead rightwards and seldom cross.

The steps are those of Sugiyama, Tagawa and Toda (1981): turn round what closes a circle, give
each thing a layer, put a bend where an arrow passes a layer, untangle, and straighten.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from scgraph.pictures.ordering import untangled
from scgraph.pictures.spread import apart

Edge = tuple[str, str]
GAP, BEND = 12, 9
_STRAIGHTENINGS = 24


@dataclass(frozen=True, slots=True)
class Layout:
    """Where things and bends lie: their layers, and the heights of their middles from 0 on.

    Args:
        layer: the layer of each thing.
        middle: the height of the middle of each thing.
        bends: for each arrow the heights at which it passes the layers between its ends, from left
            to right.
        turned: arrows that lead leftwards, since they close a circle.
        high: how high the whole is.
    """

    layer: Mapping[str, int]
    middle: Mapping[str, float]
    bends: Mapping[Edge, tuple[float, ...]]
    turned: frozenset[Edge]
    high: float


def layered(sizes: Mapping[str, float], edges: Iterable[Edge]) -> Layout:
    """Lay out things of given heights, and the arrows between them.

    An arrow from a thing to itself takes no part.

    >>> layout = layered({"a": 10, "b": 10, "c": 10}, [("a", "b"), ("b", "c"), ("a", "c")])
    >>> layout.layer["c"], len(layout.bends["a", "c"]), layout.turned
    (2, 1, frozenset())
    """
    arrows = sorted({edge for edge in edges if edge[0] != edge[1]})
    turned = _turned(sorted(sizes), arrows)
    forward = sorted({edge[::-1] if edge in turned else edge for edge in arrows})
    layer = _layers(sorted(sizes), forward)
    columns, links, bends = _with_bends(layer, forward)
    order = untangled(columns, links)
    high = {**{bend: BEND for chain in bends.values() for bend in chain}, **sizes}
    middle = _straightened(order, links, high)
    lowest = max((middle[thing] + high[thing] / 2 for thing in middle), default=0)
    passed = {
        edge: tuple(middle[bend] for bend in bends[edge[::-1] if edge in turned else edge])
        for edge in arrows
    }
    things = {thing: middle[thing] for thing in sizes}
    return Layout(layer, things, passed, frozenset(turned), lowest)


def components(things: Iterable[str], edges: Iterable[Edge]) -> list[list[str]]:
    """Return the parts of a network that hang together, the largest first.

    >>> components("abcd", [("a", "c")])
    [['a', 'c'], ['b'], ['d']]
    """
    group = {thing: {thing} for thing in things}
    for start, end in edges:
        if group[start] is not group[end]:
            group[start] |= group[end]
            for thing in group[end]:
                group[thing] = group[start]
    parts = {id(part): sorted(part) for part in group.values()}
    return sorted(parts.values(), key=lambda part: (-len(part), part))


def _turned(things: Sequence[str], edges: Sequence[Edge]) -> set[Edge]:
    """Return few arrows without which no circle is left (Eades, Lin and Smyth, 1993).

    What nothing leads to goes to the left and what leads to nothing to the right, again and again;
    where there are circles alone, what leads out more than in goes to the left.
    """
    left, right, rest = list[str](), list[str](), set(things)
    out: dict[str, int] = defaultdict(int)
    into: dict[str, int] = defaultdict(int)
    beside: dict[str, list[Edge]] = defaultdict(list)
    for edge in edges:
        out[edge[0]] += 1
        into[edge[1]] += 1
        beside[edge[0]].append(edge)
        beside[edge[1]].append(edge)
    while rest:
        ends = sorted(thing for thing in rest if not out[thing])
        starts = sorted(thing for thing in rest if not into[thing])
        either = min(rest, key=lambda thing: (into[thing] - out[thing], thing))
        chosen = (ends or starts or [either])[0]
        (right if ends else left).append(chosen)
        rest.discard(chosen)
        for start, end in beside[chosen]:
            if end == chosen and start in rest:
                out[start] -= 1
            elif start == chosen and end in rest:
                into[end] -= 1
    place = {thing: number for number, thing in enumerate([*left, *reversed(right)])}
    return {edge for edge in edges if place[edge[0]] > place[edge[1]]}


def _layers(things: Sequence[str], edges: Sequence[Edge]) -> dict[str, int]:
    """Give each thing the leftmost layer that it may have, and then draw it near to its ends."""
    before: dict[str, list[str]] = defaultdict(list)
    after: dict[str, list[str]] = defaultdict(list)
    for start, end in edges:
        before[end].append(start)
        after[start].append(end)
    layer = dict.fromkeys(things, 0)
    order = _topological(things, before, after)
    for thing in order:
        layer[thing] = max((layer[other] + 1 for other in before[thing]), default=0)
    for thing in reversed(order):
        if after[thing] and len(after[thing]) >= len(before[thing]):
            layer[thing] = min(layer[other] for other in after[thing]) - 1
    return layer


def _topological(
    things: Sequence[str], before: Mapping[str, list[str]], after: Mapping[str, list[str]]
) -> list[str]:
    waiting = {thing: len(before.get(thing, ())) for thing in things}
    ready = [thing for thing in things if not waiting[thing]]
    order = []
    while ready:
        thing = ready.pop(0)
        order.append(thing)
        for other in after.get(thing, ()):
            waiting[other] -= 1
            if not waiting[other]:
                ready.append(other)
    return order


def _with_bends(
    layer: Mapping[str, int], edges: Sequence[Edge]
) -> tuple[list[list[str]], dict[Edge, float], dict[Edge, list[str]]]:
    """Return the columns with a bend wherever an arrow passes one, and the lines between them."""
    columns: list[list[str]] = [[] for _ in range(max(layer.values(), default=-1) + 1)]
    for thing in sorted(layer):
        columns[layer[thing]].append(thing)
    links: dict[Edge, float] = {}
    bends: dict[Edge, list[str]] = {}
    for number, (start, end) in enumerate(edges):
        passed = range(layer[start] + 1, layer[end])
        bends[start, end] = [f"\0{number}.{place}" for place in passed]
        for place, bend in zip(passed, bends[start, end], strict=True):
            columns[place].append(bend)
        chain = [start, *bends[start, end], end]
        links.update(dict.fromkeys(pairwise(chain), 1.0))
    return columns, links, bends


def _straightened(
    order: Sequence[Sequence[str]], links: Mapping[Edge, float], high: Mapping[str, float]
) -> dict[str, float]:
    """Return heights that keep the order and leave the lines as straight as may be."""
    beside: dict[str, list[str]] = defaultdict(list)
    for start, end in sorted(links):
        beside[start].append(end)
        beside[end].append(start)
    middle: dict[str, float] = {}
    for column in order:
        stacked = apart([0.0] * len(column), [high[thing] for thing in column], GAP)
        middle.update(zip(column, stacked, strict=True))
    for turn in range(_STRAIGHTENINGS):
        for column in order if turn % 2 == 0 else order[::-1]:
            wanted = [
                sum(middle[other] for other in beside[thing]) / len(beside[thing])
                if beside[thing]
                else middle[thing]
                for thing in column
            ]
            placed = apart(wanted, [high[thing] for thing in column], GAP)
            middle.update(zip(column, placed, strict=True))
    top = min((middle[thing] - high[thing] / 2 for thing in middle), default=0)
    return {thing: place - top for thing, place in middle.items()}
