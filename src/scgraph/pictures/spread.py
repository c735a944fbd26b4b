"""Put things beside each other as near to where they belong as they can be without touching."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise


def apart(wanted: Sequence[float], sizes: Sequence[float], gap: float = 0) -> list[float]:
    """Return the middles of things that want to be somewhere, moved as little as need be.

    Args:
        wanted: where the middle of each would lie; their order is kept.
        sizes: how much room each takes.
        gap: the room between two.

    The moves are the least by their squares (isotonic regression, pool adjacent violators).

    >>> apart([10, 11, 50], [10, 10, 10])
    [5.5, 15.5, 50.0]
    """
    offsets, blocks = [0.0], list[tuple[float, int]]()
    for before, size in pairwise(sizes):
        offsets.append(offsets[-1] + (before + size) / 2 + gap)
    for place, offset in zip(wanted, offsets, strict=False):
        mean, many = place - offset, 1
        while blocks and blocks[-1][0] > mean:
            other, more = blocks.pop()
            mean, many = (mean * many + other * more) / (many + more), many + more
        blocks.append((mean, many))
    means = [mean for mean, many in blocks for _ in range(many)]
    return [mean + offset for mean, offset in zip(means, offsets, strict=False)]
