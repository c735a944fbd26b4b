"""Causes that help in one respect and harm in another, or work both ways on the same thing."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple

from scgraph.causes.chains import Chains
from scgraph.causes.links import Chain, Node

TWO_THINGS = "helps one thing and harms another"
SAME_HELPED = "helps and harms the same"
SAME_RAISED = "raises and lowers the same"


class Sides(NamedTuple):
    """Two chains from one thing that work against each other.

    Where the end is neither good nor bad, ``helps`` is the chain that raises it.
    """

    sides: str
    helps: Chain
    harms: Chain


def two_sided(chains: Chains) -> list[Sides]:
    """Return the causes of two sides: direct links on two things, and chains to one and the same.

    Of the chains to one thing, each side is told by its first. A barrier is better the smaller it
    is, an outcome, an enabler or an initiative the larger; a driver is neither.
    """
    apart = [sides for sides in _direct(chains) if sides.helps[-1].end != sides.harms[-1].end]
    return sorted([*apart, *_on_the_same(chains)], key=_order)


def _direct(chains: Chains) -> Iterator[Sides]:
    ordered = sorted(chains.links, key=lambda link: (link.start, link.key))
    for _, group in groupby(ordered, key=attrgetter("start")):
        links = list(group)
        helping = [link for link in links if link.sign * link.worth > 0]
        harming = [link for link in links if link.sign * link.worth < 0]
        for one in helping:
            for other in harming:
                yield Sides(TWO_THINGS, (one,), (other,))


def _on_the_same(chains: Chains) -> Iterator[Sides]:
    raising = chains.firsts(chains.nodes, chains.nodes, 1)
    for start, end in raising:
        lowering = next(chains.between([start], [end], -1), None)
        if lowering is not None:
            yield _sorted_by_worth(raising[start, end], lowering)


def _sorted_by_worth(raising: Chain, lowering: Chain) -> Sides:
    worth = raising[-1].worth
    if worth < 0:
        return Sides(SAME_HELPED, lowering, raising)
    return Sides(SAME_HELPED if worth else SAME_RAISED, raising, lowering)


def _order(sides: Sides) -> tuple[Node, int, int, tuple[tuple[str, ...], ...]]:
    both = (*sides.helps, *sides.harms)
    return both[0].start, len(both), len(sides.helps), tuple(link.key for link in both)
