"""What falls with a claim or a source, and which chains break."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from scgraph.causes.chains import Chains
from scgraph.causes.links import Chain, Link, Node
from scgraph.causes.telling import strength_of

BREAKS = ("no chain left", "a longer chain left", "a weaker chain left")


@dataclass(frozen=True, slots=True)
class Broken:
    """Two things whose first chain falls: it, what is left, and what their ends keep.

    Args:
        breaks: one of `BREAKS`.
        leads_to: how many things the start still leads to.
        follows_from: how many things still lead to the end.
    """

    breaks: str
    chain: Chain
    left: Chain | None
    leads_to: int
    follows_from: int


def fallen(links: Iterable[Link], withdrawn: Collection[str]) -> frozenset[str]:
    """Return the claims that fall: those withdrawn, and those that cite withdrawn sources alone.

    What is presumed to be the same work falls with it, as in the question ``sources/withdrawn``.
    A claim that cites nothing keeps standing, and so does what is concluded from one that falls.
    """
    gone = frozenset(withdrawn)
    return frozenset(link.claim for link in links if link.claim in gone or _loses_all(link, gone))


def broken(before: Chains, after: Chains) -> list[Broken]:
    """Return the pairs whose first chain falls and is not made good by one as short and as firm."""
    kept = {(link.claim, link.link) for link in after.links}
    lost = [link for link in before.links if (link.claim, link.link) not in kept]
    starts = _reached({link.start for link in lost}, _steps(before, backwards=True))
    ends = _reached({link.end for link in lost}, _steps(before, backwards=False))
    was, left = before.firsts(starts, ends), after.firsts(starts, ends)
    on, back = _steps(after, backwards=False), _steps(after, backwards=True)
    leads_to = {start: len(_reached({start}, on)) - 1 for start in starts}
    follows = {end: len(_reached({end}, back)) - 1 for end in ends}
    found = [
        Broken(breaks, chain, left.get(pair), leads_to[pair[0]], follows[pair[1]])
        for pair, chain in was.items()
        for breaks in _breaks(chain, left.get(pair))
    ]
    return sorted(found, key=_order)


def _loses_all(link: Link, gone: frozenset[str]) -> bool:
    return bool(link.cited) and all(
        cited.source in gone or not cited.same.isdisjoint(gone) for cited in link.cited
    )


def _breaks(was: Chain, left: Chain | None) -> Iterator[str]:
    if left is None:
        yield BREAKS[0]
    elif len(left) > len(was):
        yield BREAKS[1]
    elif strength_of(left) > strength_of(was):
        yield BREAKS[2]


def _order(found: Broken) -> tuple[int, int, int, tuple[tuple[str, ...], ...]]:
    chain = found.chain
    by_name = (chain[0].start, *(link.key for link in chain))
    return BREAKS.index(found.breaks), len(chain), strength_of(chain), by_name


def _steps(chains: Chains, *, backwards: bool) -> dict[Node, set[Node]]:
    """Return to what each node leads by one link, or from what it follows."""
    steps: dict[Node, set[Node]] = {}
    for link in chains.links:
        here, there = (link.end, link.start) if backwards else (link.start, link.end)
        steps.setdefault(here, set()).add(there)
    return steps


def _reached(nodes: set[Node], steps: Mapping[Node, set[Node]]) -> set[Node]:
    """Return some nodes, and all that steps lead to from them."""
    found, new = set(nodes), set(nodes)
    while new:
        new = {there for here in new for there in steps.get(here, ())} - found
        found |= new
    return found
