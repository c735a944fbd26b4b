"""Find chains and loops among links: all of them, the first ones first, and no more than asked.

networkx enumerates simple paths too, but in no order, so that the first hundred of a dense graph
are any hundred. Here chains come by length, then by their weakest link, then by name; tables of
what can still be reached keep the search from blind alleys, and a budget of steps ends it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from scgraph.causes.links import Chain, Link, Node
from scgraph.errors import QueryError

STEPS, STEPS_A_LINK = 1_000_000, 1000
"""So many steps the searches among some links may take, or, of many links, so many for each."""

State: TypeAlias = tuple[bool, int]
"""Whether a link of the wanted strength is on the way, and the product of the signs."""

Layer: TypeAlias = Mapping[Node, frozenset[State]]
"""From each node, the states in which an end is reached by a given number of links."""


@dataclass(frozen=True, slots=True)
class _Aim:
    """What one search looks for: its ends, the strength of the weakest link, and the sign."""

    ends: Collection[Node]
    strength: int
    sign: int | None
    layers: tuple[Layer, ...]
    allowed: Collection[Node] | None = None

    def is_in_reach(self, node: Node, left: int, state: State) -> bool:
        """Tell whether the rest of the way can make the chain what it should be."""
        has_weakest, sign = state
        return any(
            (has_weakest or further) and self.sign in (None, sign * rest)
            for further, rest in self.layers[left].get(node, ())
        )


class Chains:
    """The chains of some links: no node twice, all links of one paper, each link with its claim."""

    def __init__(self, links: Iterable[Link], max_length: int) -> None:
        self.links = tuple(links)
        self.max_length = max_length
        self._out: dict[Node, list[Link]] = defaultdict(list)
        self._into: dict[Node, list[Link]] = defaultdict(list)
        for link in sorted(self.links, key=lambda link: link.key):
            self._out[link.start].append(link)
            self._into[link.end].append(link)
        self._strengths = sorted({link.strength for link in self.links})
        self._layers: dict[tuple[Collection[Node], int], tuple[Layer, ...]] = {}
        self._steps = max(STEPS, STEPS_A_LINK * len(self.links))

    @property
    def nodes(self) -> frozenset[Node]:
        """Everything that a link begins or ends at."""
        return frozenset(node for link in self.links for node in (link.start, link.end))

    def between(
        self, starts: Iterable[Node], ends: Iterable[Node], sign: int | None = None
    ) -> Iterator[Chain]:
        """Yield the chains from any of some nodes to any of others.

        The shortest come first; of one length, those whose weakest link is the firmest; then by
        labels and IRIs along the way.

        Args:
            starts: where chains may begin.
            ends: where they may end; a chain may pass one on its way to another.
            sign: only chains that raise (1) or lower (-1) their end, or leave it open (0).

        Raises:
            QueryError: if the search takes too many steps.
        """
        ordered, goal = sorted(starts), frozenset(ends)
        for length in range(1, self.max_length + 1):
            for strength in self._strengths:
                aim = _Aim(goal, strength, sign, self._layers_to(goal, strength))
                for start in ordered:
                    yield from self._chains_from(start, length, aim)

    def firsts(
        self, starts: Iterable[Node], ends: Iterable[Node], sign: int | None = None
    ) -> dict[tuple[Node, Node], Chain]:
        """Return the first chain between each two nodes that any chain joins."""
        begins = frozenset(starts)
        found = {}
        for end in sorted(ends):
            # What led to the end before is not looked up again.
            self._layers.clear()
            for start in sorted(self._leading_to(end) & begins):
                chain = next(self.between([start], [end], sign), None)
                if chain is not None:
                    found[start, end] = chain
        return found

    def loops(self) -> Iterator[Chain]:
        """Yield the loops, each once, from the node whose label comes first; ordered as chains."""
        knot_of = {node: knot for knot in self._knots() for node in knot}
        for length in range(1, self.max_length + 1):
            for strength in self._strengths:
                for root in sorted(knot_of):
                    allowed = frozenset(node for node in knot_of[root] if node >= root)
                    layers = self._layers_to(frozenset([root]), strength)
                    aim = _Aim([root], strength, None, layers, allowed)
                    yield from self._chains_from(root, length, aim)

    def _knots(self) -> list[frozenset[Node]]:
        """Return the sets of nodes that reach each other; a loop lies within one."""
        import networkx

        graph = networkx.DiGraph((link.start, link.end) for link in self.links)
        found = networkx.strongly_connected_components(graph)
        return [
            frozenset(knot)
            for knot in found
            if len(knot) > 1 or any(graph.has_edge(node, node) for node in knot)
        ]

    def _chains_from(self, start: Node, length: int, aim: _Aim) -> Iterator[Chain]:
        if aim.is_in_reach(start, length, (False, 1)):
            yield from self._extended((), start, {start}, length, (False, 1), aim)

    def _extended(
        self, chain: Chain, node: Node, passed: set[Node], left: int, state: State, aim: _Aim
    ) -> Iterator[Chain]:
        for link in self._out[node]:
            self._count()
            if link.strength > aim.strength or not self._may_go(link.end, passed, left, aim):
                continue
            now = (state[0] or link.strength == aim.strength, state[1] * link.sign)
            if not aim.is_in_reach(link.end, left - 1, now):
                continue
            if left == 1:
                yield (*chain, link)
            else:
                passed.add(link.end)
                yield from self._extended((*chain, link), link.end, passed, left - 1, now, aim)
                passed.remove(link.end)

    def _may_go(self, node: Node, passed: set[Node], left: int, aim: _Aim) -> bool:
        if aim.allowed is None:
            return node not in passed
        # A loop comes back to where it began, and only at its last link.
        return node in aim.allowed and (node in aim.ends if left == 1 else node not in passed)

    def _leading_to(self, end: Node) -> frozenset[Node]:
        """Return what leads to a node by so many links as a chain may have, and what comes back."""
        layers = self._layers_to(frozenset([end]), max(self._strengths, default=0))
        return frozenset(node for layer in layers[1:] for node in layer)

    def _count(self) -> None:
        self._steps -= 1
        if self._steps < 0:
            raise QueryError(
                "causes: there are too many ways to look through; name where chains begin and end,"
                f" or allow fewer than {self.max_length} links"
            )

    def _layers_to(self, ends: frozenset[Node], strength: int) -> tuple[Layer, ...]:
        key = (ends, strength)
        if key not in self._layers:
            self._layers[key] = self._counted_layers(ends, strength)
        return self._layers[key]

    def _counted_layers(self, ends: frozenset[Node], strength: int) -> tuple[Layer, ...]:
        layers: list[Layer] = [{end: frozenset({(False, 1)}) for end in ends}]
        for _ in range(self.max_length):
            layer: dict[Node, set[State]] = defaultdict(set)
            for end, states in layers[-1].items():
                for link in self._into.get(end, ()):
                    if link.strength <= strength:
                        layer[link.start] |= _before(link, states, strength)
            layers.append({node: frozenset(states) for node, states in layer.items()})
        return tuple(layers)


def _before(link: Link, states: Iterable[State], strength: int) -> set[State]:
    """Return the states at the start of a link, from those at its end."""
    is_weakest = link.strength == strength
    return {(has_weakest or is_weakest, sign * link.sign) for has_weakest, sign in states}
