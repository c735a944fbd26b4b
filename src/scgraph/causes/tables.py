"""The answers as tables: which columns they have, and what stands in a row."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from pyoxigraph import Literal, NamedNode

from scgraph.answers import Table
from scgraph.causes.carrying import Load
from scgraph.causes.links import Chain, Link, Node
from scgraph.causes.sides import Sides
from scgraph.causes.telling import (
    Cell,
    Shorten,
    claims,
    effect_status,
    in_words,
    locators,
    of_chain,
    of_claims,
    of_code,
    of_node,
    sign_of,
    told,
    weakest_certainty,
)
from scgraph.causes.withdrawing import Broken

SIGNS = {1: "raises", -1: "lowers", 0: "unstated"}
LOOPS = {1: "reinforcing", -1: "balancing", 0: "sign not stated"}

HEAD = ("chain", "told", "start", "start_label")
END = ("end", "end_label")
WEAKEST = ("certainty", "certainty_label", "effect_status", "reading", "reading_label")
CLAIMS = ("alternatives", "source", "source_label", "claims", "locators", "paper")
LINK = (
    *("start", "start_label", "relation", "relation_label", "end", "end_label", "certainty"),
    *("certainty_label", "status", "status_label", "claim", "says", "locator", "paper"),
)
SIDE = ("", "_label", "_chain", "_told", "_certainty", "_certainty_label", "_status")
SIDES = tuple(
    side + column for side in ("helps", "harms") for column in (*SIDE, "_claims", "_locators")
)
LOAD = ("pairs", "joined", "pieces")


def of_paths(chains: Iterable[Chain], shorten: Shorten) -> Table:
    """Return a row a chain."""
    return Table.from_terms(
        (*HEAD, *END, "length", "sign", *WEAKEST, *CLAIMS),
        [
            (
                *_head(chain),
                *of_node(chain[-1].end),
                Literal(len(chain)),
                Literal(SIGNS[sign_of(chain)]),
                *of_chain(chain),
                *of_claims(chain, shorten),
            )
            for chain in chains
        ],
    )


def of_steps(chains: Iterable[Chain]) -> Table:
    """Return a row a link of each chain."""
    return Table.from_terms(
        ("path", "step", "told", *LINK),
        [
            (Literal(number), Literal(step), Literal(told(chain)), *_of_link(link))
            for number, chain in enumerate(chains, 1)
            for step, link in enumerate(chain, 1)
        ],
    )


def of_loops(loops: Iterable[Chain], shorten: Shorten) -> Table:
    """Return a row a loop."""
    return Table.from_terms(
        (*HEAD, "length", "sign", *WEAKEST, *CLAIMS),
        [
            (
                *_head(loop),
                Literal(len(loop)),
                Literal(LOOPS[sign_of(loop)]),
                *of_chain(loop),
                *of_claims(loop, shorten),
            )
            for loop in loops
        ],
    )


def of_sides(found: Iterable[Sides], shorten: Shorten) -> Table:
    """Return a row a pair of chains that work against each other."""
    return Table.from_terms(
        ("start", "start_label", "sides", *SIDES, "paper"),
        [
            (
                *of_node(sides.helps[0].start),
                Literal(sides.sides),
                *_side(sides.helps, shorten),
                *_side(sides.harms, shorten),
                NamedNode(sides.helps[0].start.paper),
            )
            for sides in found
        ],
    )


def of_broken(found: Iterable[Broken], shorten: Shorten) -> Table:
    """Return a row a pair of things whose first chain falls."""
    counts = ("length", "left", "left_told", "leads_to", "follows_from")
    return Table.from_terms(
        ("breaks", *HEAD, *END, *counts, "claims", "locators", "paper"),
        [
            (
                Literal(pair.breaks),
                *_head(pair.chain),
                *of_node(pair.chain[-1].end),
                Literal(len(pair.chain)),
                *(_words(pair.left) if pair.left else (None, None)),
                Literal(pair.leads_to),
                Literal(pair.follows_from),
                *of_claims(pair.chain, shorten)[-3:],
            )
            for pair in found
        ],
    )


def of_claim_loads(links: Mapping[str, Sequence[Link]], loads: Mapping[str, Load]) -> Table:
    """Return a row a claim, the one that carries most first, then in the order of the paper."""
    return Table.from_terms(
        ("claim", "says", "locator", *LOAD, "links", "certainty", "certainty_label", "paper"),
        [
            (
                NamedNode(claim),
                Literal(links[claim][0].says),
                Literal(locators((links[claim][0],))),
                *_of_load(loads[claim]),
                Literal(len(links[claim])),
                *of_code(links[claim][0].certainty),
                NamedNode(links[claim][0].start.paper),
            )
            for claim in sorted(links, key=lambda claim: loads[claim].rank)
        ],
    )


def of_node_loads(loads: Mapping[Node, Load]) -> Table:
    """Return a row a factor or initiative, the one that joins most first, then by name."""
    return Table.from_terms(
        ("thing", "thing_label", *LOAD, "paper"),
        [
            (*of_node(node), *_of_load(loads[node]), NamedNode(node.paper))
            for node in sorted(loads, key=lambda node: (loads[node].rank, node))
        ],
    )


def _head(chain: Chain) -> tuple[Cell, ...]:
    return *_words(chain), *of_node(chain[0].start)


def _words(chain: Chain) -> tuple[Cell, Cell]:
    return Literal(in_words(chain)), Literal(told(chain))


def _side(chain: Chain, shorten: Shorten) -> tuple[Cell, ...]:
    return (
        *of_node(chain[-1].end),
        Literal(in_words(chain)),
        Literal(told(chain)),
        *of_code(weakest_certainty(chain)),
        Literal(effect_status(chain)),
        Literal(claims(chain, shorten)),
        Literal(locators(chain)),
    )


def _of_link(link: Link) -> tuple[Cell, ...]:
    return (
        *of_node(link.start),
        *of_code(link.how),
        *of_node(link.end),
        *of_code(link.certainty),
        *of_code(link.status),
        NamedNode(link.claim),
        Literal(link.says),
        Literal(locators((link,))),
        NamedNode(link.start.paper),
    )


def _of_load(load: Load) -> tuple[Cell, ...]:
    return Literal(load.pairs), Literal(load.joined), Literal(load.pieces)
