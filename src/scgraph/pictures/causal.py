"""The causal links of an answer as arrows, each with all that its claims say; and their loops."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from scgraph.answers import Row, Table
from scgraph.pictures.given import Given, last
from scgraph.pictures.layers import Edge

QUESTION = "causes/links"
MOST_LOOPS = 24
"""So many loops are named; of more, it is said that there are more."""

_JOINED = " → "


@dataclass(slots=True)
class Arrow:
    """What the claims that put forward one link say together."""

    edge: Edge
    sign: int | None
    claims: dict[str, None] = field(default_factory=dict)
    kinds: dict[str, None] = field(default_factory=dict)
    is_hedged: bool = True
    """Whether the text hedges wherever it says this."""
    is_meant: bool = True
    """Whether the text tells it only as an aim, as an expectation, or under a condition."""
    is_in_loop: bool = False

    @property
    def key(self) -> tuple[Edge, int]:
        """The ends and the sign: a text may hold that something works both ways."""
        return self.edge, self.sign or 0


@dataclass(frozen=True, slots=True)
class Loop:
    """A circle of causes: its name in the picture, which way it works, and its links in order."""

    name: str
    kind: str
    edges: tuple[Edge, ...]


def arrows_of(answer: Table) -> list[Arrow]:
    """Gather the rows of an answer: an arrow for each two ends and sign."""
    arrows: dict[tuple[Edge, int], Arrow] = {}
    for row in answer:
        sign = None if row["sign"] is None else int(str(row["sign"]))
        new = Arrow(_edge(row), sign)
        arrow = arrows.setdefault(new.key, new)
        arrow.claims[str(row["claim"])] = None
        arrow.kinds[str(row["how"])] = None
        arrow.is_hedged &= last(row["certainty"]) != "asserted" or bool(row["alternatives"])
        arrow.is_meant &= last(row["status"]) != "stated"
    return [arrows[key] for key in sorted(arrows)]


def around(arrows: Sequence[Arrow], thing: str, steps: int) -> list[Arrow]:
    """Return the arrows on the ways to a thing and from it, so many steps far."""
    kept: set[tuple[Edge, int]] = set()
    for begin, end in ((0, 1), (1, 0)):
        reached = {thing}
        for _ in range(steps):
            found = [arrow for arrow in arrows if arrow.edge[begin] in reached]
            kept |= {arrow.key for arrow in found}
            reached |= {arrow.edge[end] for arrow in found}
    return [arrow for arrow in arrows if arrow.key in kept]


def loops_of(given: Given, answer: Table) -> list[Loop]:
    """Return the loops that `scgraph.causes` finds, each once and by a name such as R1 or B1.

    What bears on the other end of a scale counts there too, so a loop may change over to it.
    """
    from scgraph.causes import Causes

    found: dict[frozenset[Edge], Loop] = {}
    many = {"reinforcing": 0, "balancing": 0, "open_loop": 0}
    for row in Causes(answer, given.names).loops(limit=MOST_LOOPS + 1):
        sign = str(row["sign"])
        kind = sign if sign in many else "open_loop"
        claims = str(row["claims"]).split(_JOINED)
        edges = next(_ways(given, answer, claims, {str(row["start"])}), ())
        if edges and frozenset(edges) not in found:
            many[kind] += 1
            letter = {"reinforcing": "R", "balancing": "B"}.get(kind, "L")
            found[frozenset(edges)] = Loop(f"{letter}{many[kind]}", kind, edges)
    return list(found.values())


def _ways(
    given: Given, answer: Table, claims: Sequence[str], here: set[str]
) -> Iterator[tuple[Edge, ...]]:
    """Yield the ways through the links of some claims, one of each, from where one stands."""
    if not claims:
        yield ()
        return
    for row in answer:
        if given.short(row["claim"]) == claims[0] and here & {row["cause"], row["cause_pole"]}:
            reached = {str(row["effect"]), str(row["effect_pole"])}
            for rest in _ways(given, answer, claims[1:], reached):
                yield _edge(row), *rest


def _edge(row: Row) -> Edge:
    return str(row["cause"]), str(row["effect"])
