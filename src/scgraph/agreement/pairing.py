"""Pair what is alike, each with one other at most, so that all pairs together are most alike."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

LARGEST = 1_600
"""How many candidates that hang together are weighed exactly; more are taken best first."""

_STEPS = 10**6


def paired(candidates: Mapping[tuple[int, int], float]) -> dict[int, int]:
    """Choose pairs among candidates: the sum of their likenesses is the greatest there is.

    Where sums are equal, those in the same order are preferred, so that the same candidates always
    give the same pairs, whichever side is named first.

    Args:
        candidates: how alike two are, above 0, by their numbers on either side.

    >>> paired({(0, 0): 0.9, (0, 1): 0.8, (1, 0): 0.8})
    {0: 1, 1: 0}
    """
    chosen: dict[int, int] = {}
    for group in _hanging_together(candidates):
        weights = _weights(group)
        exact = len(group) <= LARGEST
        chosen.update(_heaviest(weights) if exact else _best_first(weights))
    return dict(sorted(chosen.items()))


def _hanging_together(
    candidates: Mapping[tuple[int, int], float],
) -> Iterable[dict[tuple[int, int], float]]:
    from networkx import Graph, connected_components

    graph = Graph(((0, one), (1, other)) for one, other in candidates)
    group_of = {
        node: number for number, nodes in enumerate(connected_components(graph)) for node in nodes
    }
    groups: dict[int, dict[tuple[int, int], float]] = {}
    for (one, other), likeness in sorted(candidates.items()):
        groups.setdefault(group_of[0, one], {})[one, other] = likeness
    return groups.values()


def _weights(group: Mapping[tuple[int, int], float]) -> dict[tuple[int, int], int]:
    """Return whole numbers, in which order decides where likeness does not."""
    first, second = (
        {node: rank for rank, node in enumerate(sorted({pair[side] for pair in group}))}
        for side in (0, 1)
    )
    room = (len(first) + len(second)) ** 2 + 1
    return {
        (one, other): round(likeness * _STEPS) * room + room // 2 - abs(first[one] - second[other])
        for (one, other), likeness in group.items()
    }


def _heaviest(weights: Mapping[tuple[int, int], int]) -> dict[int, int]:
    from networkx import Graph, max_weight_matching

    if len(weights) == 1:
        return dict(iter(weights))
    graph = Graph()
    graph.add_weighted_edges_from(
        ((0, one), (1, other), weight) for (one, other), weight in sorted(weights.items())
    )
    pairs = (sorted(pair) for pair in max_weight_matching(graph))
    return {one: other for (_, one), (_, other) in pairs}


def _best_first(weights: Mapping[tuple[int, int], int]) -> dict[int, int]:
    chosen: dict[int, int] = {}
    taken: set[int] = set()
    for one, other in sorted(weights, key=lambda pair: (-weights[pair], pair)):
        if one not in chosen and other not in taken:
            chosen[one] = other
            taken.add(other)
    return chosen
