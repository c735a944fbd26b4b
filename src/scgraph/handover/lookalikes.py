"""How much work it would be to name blank nodes that look alike.

RDFC-1.0 names a blank node by the quads it stands in. Where several stand in the same, it follows
the ties between them and tries their orders, which can take for ever. What it may take at most is
known beforehand, from how many look-alikes are tied to how many others.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from math import factorial
from typing import NamedTuple, TypeVar

from pyoxigraph import BlankNode, Quad, RdfFormat, serialize

_T = TypeVar("_T")

MOST_WORK = 100_000
"""The most steps that are worth taking; these take a second or two."""


class _Tie(NamedTuple):
    """Another blank node of a quad: where it stands there, and by which property."""

    position: str
    property: str
    other: BlankNode


def naming_work(quads: Iterable[Quad]) -> int:
    """Return a bound of the steps that the naming of blank nodes takes.

    The bound is that of look-alikes alone: a node whose quads are its own is named at once, and
    nothing is looked for behind it. It is the same on every machine.

    >>> from pyoxigraph import parse
    >>> naming_work(parse('_:a <t:of> _:b . _:b <t:of> "end" .', RdfFormat.TURTLE))
    0
    >>> twins = parse("_:a <t:of> _:b . _:b <t:of> _:a .", RdfFormat.TURTLE)
    >>> naming_work(twins)
    4
    """
    quads_of = _quads_of(quads)
    looks = {node: _looks(node, own) for node, own in quads_of.items()}
    times = Counter(looks.values())
    alike = {node for node in looks if times[looks[node]] > 1}
    ties = {
        node: [tie for quad in quads_of[node] for tie in _ties(node, quad) if tie.other in alike]
        for node in sorted(alike, key=str)
    }
    return sum(len(group) ** 2 * _orders(group, ties, looks) for group in _groups(ties))


def _orders(
    group: list[BlankNode],
    ties: dict[BlankNode, list[_Tie]],
    looks: dict[BlankNode, tuple[bytes, ...]],
) -> int:
    """Return a bound of how many orders of the nodes of a group are tried."""
    orders = 1
    for node in group:
        kinds = Counter((tie.position, tie.property, looks[tie.other]) for tie in ties[node])
        for number in kinds.values():
            orders *= _factorial(number)
    # Nodes get their names as their orders are tried, so that each is in one of these alone.
    return min(orders, _factorial(len(group) - 1))


def _factorial(number: int) -> int:
    # Twelve factorial is more than anybody waits for; that of ten thousand takes long to tell.
    return factorial(min(number, 12))


def _quads_of(quads: Iterable[Quad]) -> dict[BlankNode, list[Quad]]:
    found: dict[BlankNode, list[Quad]] = defaultdict(list)
    for quad in quads:
        for node in dict.fromkeys((quad.subject, quad.object, quad.graph_name)):
            if isinstance(node, BlankNode):
                found[node].append(quad)
    return found


def _looks(node: BlankNode, quads: Iterable[Quad]) -> tuple[bytes, ...]:
    """Return the quads of a node in which it is one name and every other blank node another."""

    def renamed(quad: Quad) -> Quad:
        return Quad(
            _plain(quad.subject, node),
            quad.predicate,
            _plain(quad.object, node),
            _plain(quad.graph_name, node),
        )

    text = serialize(map(renamed, quads), format=RdfFormat.N_QUADS) or b""
    return tuple(sorted(text.splitlines()))


def _plain(term: _T, node: BlankNode) -> _T | BlankNode:
    if not isinstance(term, BlankNode):
        return term
    return BlankNode("a" if term == node else "z")


def _ties(node: BlankNode, quad: Quad) -> Iterator[_Tie]:
    places = {"s": quad.subject, "o": quad.object, "g": quad.graph_name}
    for position, term in places.items():
        if isinstance(term, BlankNode) and term != node:
            yield _Tie(position, quad.predicate.value, term)


def _groups(ties: dict[BlankNode, list[_Tie]]) -> Iterator[list[BlankNode]]:
    """Yield the groups of nodes that are tied to one another, directly or through others."""
    seen: set[BlankNode] = set()
    for first in ties:
        if first in seen:
            continue
        group = [first]
        seen.add(first)
        for node in group:
            new = [tie.other for tie in ties[node] if tie.other not in seen]
            group.extend(dict.fromkeys(new))
            seen.update(new)
        yield group
