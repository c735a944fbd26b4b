"""Pair a part that is gone with one that is new, where only one of their names is another.

The IRI of an involvement, a causal link or a citation is made of its values: where its role is
another, it is another node, and is told as a change of the same involvement all the same.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from scgraph.comparing import kinds
from scgraph.comparing.sides import Side


def paired(old: Side, new: Side) -> dict[str, str]:
    """Return parts of the old side that became parts of the new one, the most alike first."""
    gone, come = _loose(old, new), _loose(new, old)
    pairs: dict[str, str] = {}
    for group in gone.keys() & come.keys():
        taken: set[str] = set()
        for one, other in _by_likeness(gone[group], come[group], group[1], old, new):
            if not {one, other} & taken:
                pairs[one] = other
                taken |= {one, other}
    return pairs


def _loose(side: Side, other: Side) -> dict[tuple[str, str], list[str]]:
    """Return the parts that the other side has not, by owner and kind."""
    found: dict[tuple[str, str], list[str]] = defaultdict(list)
    for kind in kinds.NEARLY:
        for node in side.of_kind(kind):
            owner = side.owners.get(node, "")
            if node not in other.subjects and (not owner or owner in other.subjects):
                found[(owner, kind)].append(node)
    return found


def _by_likeness(
    gone: list[str], come: list[str], kind: str, old: Side, new: Side
) -> Iterator[tuple[str, str]]:
    """Yield pairs that share enough of what names them.

    The order does not tell the sides apart, so that swapped sides give the same pairs.
    """
    # Two things that are no longer tied in the ledger have not become two others.
    names = kinds.ENDS if kind == kinds.ALIGNMENT else kinds.NAMED_BY[kind]
    scored: list[tuple[int, str, str, str, str]] = []
    for one in gone:
        for other in come:
            shared = sum(old.values(one, name) == new.values(other, name) for name in names)
            if shared >= kinds.NEARLY[kind]:
                scored.append((-shared, min(one, other), max(one, other), one, other))
    for _, _, _, one, other in sorted(scored):
        yield one, other
