"""Which paper speaks of which thing, and what it says in passing: causes, parents, actors."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from pyoxigraph import Quad

from scgraph.comparing import kinds
from scgraph.comparing.statements import IRI, Statements, statements_of
from scgraph.reading.slots import JOINING_IRIS
from scgraph.terms import PREFIXES, VOCAB

_THING_IN = frozenset(
    f"{VOCAB}{name}"
    for name in (
        *("namesBarrier", "defines", "describesInitiative", "target", "actor", "cause", "effect"),
        *("addresses", "aimsAt", "construct", "citedSource", "compares", "comparedWith"),
    )
) | {f"{PREFIXES['dcterms']}subject", f"{PREFIXES['schema']}observationAbout"}
_CAUSE, _EFFECT = f"{VOCAB}cause", f"{VOCAB}effect"
_ACTOR, _ROLE, _TARGET = f"{VOCAB}actor", f"{VOCAB}role", f"{VOCAB}target"
_KIND_OF_ACTOR = f"{VOCAB}actorKind"
_PLACED, _UNDER = f"{VOCAB}placedBarrier", f"{VOCAB}placedUnder"
_ALIGNED_AS = f"{VOCAB}alignedAs"
_REVIEWED = tuple(f"{PREFIXES['sssom']}reviewer_{name}" for name in ("id", "label"))
_PROPOSED = (f"{PREFIXES['sssom']}author_label", f"{PREFIXES['prov']}wasAttributedTo")


@dataclass(frozen=True)
class Uses:
    """Hold the things of a corpus with the papers that speak of them, and the ledger.

    Args:
        statements: what the corpus says.
        papers: the papers that speak of a thing.
        near: what stands beside a thing, as (relation, other thing or code).
        decided: pairs of which somebody decided anything.
        rejected: pairs of which somebody decided that they are not the same.
        proposed: pairs that are only proposed, and by whom.
    """

    statements: Statements = field(repr=False)
    papers: Mapping[str, frozenset[str]]
    near: Mapping[str, frozenset[tuple[str, str]]]
    decided: frozenset[frozenset[str]]
    rejected: frozenset[frozenset[str]]
    proposed: Mapping[frozenset[str], str]

    def group(self, thing: str) -> str:
        """Return the thing under which a thing is gathered."""
        values = self.statements.get(thing, {}).get(_ALIGNED_AS)
        return next(iter(values))[0] if values else thing


def uses_of(quads: Iterable[Quad]) -> Uses:
    """Read which paper speaks of what."""
    said = statements_of(quads)
    papers: dict[str, set[str]] = defaultdict(set)
    near: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for paper, node in _nodes_of_papers(said):
        for thing in _things(said[node]):
            papers[thing].add(paper)
        for thing, beside in _beside(node, said):
            near[thing].add(beside)
    decided, rejected, proposed = _ledger(said)
    return Uses(
        said,
        {thing: frozenset(found) for thing, found in papers.items()},
        {thing: frozenset(found) for thing, found in near.items()},
        decided,
        rejected,
        proposed,
    )


def _nodes_of_papers(said: Statements) -> Iterator[tuple[str, str]]:
    """Yield each claim of a paper and what it asserts, and the paper's places in its hierarchy."""
    for node, by_property in said.items():
        for paper, _, _ in by_property.get(kinds.IN_PAPER, ()):
            if kinds.is_a(node, kinds.CLAIM, said):
                yield paper, node
                yield from ((paper, part) for part in _parts(by_property) if part in said)
        if kinds.is_a(node, kinds.PAPER, said):
            yield from ((node, part) for part in _parts(by_property) if part in said)


def _parts(by_property: Mapping[str, set[tuple[str, str, str]]]) -> Iterator[str]:
    for name in kinds.OWNING & by_property.keys():
        yield from (value[0] for value in by_property[name])


def _things(by_property: Mapping[str, set[tuple[str, str, str]]]) -> Iterator[str]:
    for name in _THING_IN & by_property.keys():
        yield from (value for value, tag, _ in by_property[name] if tag == IRI)


def _beside(node: str, said: Statements) -> Iterator[tuple[str, tuple[str, str]]]:
    """Yield things with what a node of a paper says to stand beside them."""

    def one(name: str, of: str = node) -> str:
        values = said.get(of, {}).get(name)
        return min(values)[0] if values else ""

    if cause := one(_CAUSE):
        yield cause, ("effect", one(_EFFECT))
        yield one(_EFFECT), ("cause", cause)
    elif actor := one(_ACTOR):
        yield one(_TARGET), (one(_ROLE), one(_KIND_OF_ACTOR, actor))
    elif (placed := one(_PLACED)) and (under := one(_PLACED, one(_UNDER))):
        yield placed, ("parent", under)


def _ledger(
    said: Statements,
) -> tuple[frozenset[frozenset[str]], frozenset[frozenset[str]], dict[frozenset[str], str]]:
    decided: set[frozenset[str]] = set()
    rejected: set[frozenset[str]] = set()
    proposed: dict[frozenset[str], str] = {}
    for node, row in said.items():
        if not kinds.is_a(node, kinds.ALIGNMENT, said):
            continue
        pair = frozenset(value[0] for name in kinds.ENDS for value in row.get(name, ()))
        if not any(name in row for name in _REVIEWED):
            authors = (value[0] for name in _PROPOSED for value in row.get(name, ()))
            proposed.setdefault(pair, ", ".join(sorted(authors)))
            continue
        decided.add(pair)
        is_sameness = any(v[0] in JOINING_IRIS for v in row.get(kinds.RELATION, ()))
        if is_sameness and kinds.NEGATION in row:
            rejected.add(pair)
    return frozenset(decided), frozenset(rejected), proposed
