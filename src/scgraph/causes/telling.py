"""A chain in words and columns: its sign, its weakest link, whether anybody asserts it whole."""

from __future__ import annotations

from collections.abc import Callable
from math import prod
from typing import TypeAlias

from pyoxigraph import Literal, NamedNode

from scgraph.causes.links import (
    CERTAINTIES,
    READINGS,
    Chain,
    Cited,
    Code,
    Link,
    Node,
    rank,
)

Cell: TypeAlias = NamedNode | Literal | None
Shorten: TypeAlias = Callable[[str], str]

ARROW = " → "
HEDGES = {"probable": "probably ", "possible": "possibly "}
STATED = "stated"


def in_words(chain: Chain) -> str:
    """Write a chain as names with arrows, and in brackets how the one bears on the next."""
    return chain[0].start.label + "".join(
        f"{ARROW}({_how(link)}) {link.end.label}" for link in chain
    )


def told(chain: Chain) -> str:
    """Say who asserts the whole chain: one claim, one sentence, one source, or nobody.

    A source asserts it if the claims of all links cite that work as evidence, as a source of data,
    or as holding what they say. What is only presumed to be the same work does not count as one.
    """
    claims = len({link.claim for link in chain})
    if claims == 1:
        return "asserted by one claim"
    if set.intersection(*(set(link.places) for link in chain)):
        return "asserted in one sentence"
    if common_source(chain):
        return "asserted by one source"
    return f"composed from {claims} statements"


def common_source(chain: Chain) -> Cited | None:
    """Return the source that the claims of all links rest on; of several, the first by name."""
    shared = set.intersection(*({cited.source for cited in _asserting(link)} for link in chain))
    found = [cited for cited in chain[0].cited if cited.source in shared]
    return min(found, key=lambda cited: (cited.label, cited.source), default=None)


def sign_of(chain: Chain) -> int:
    """Return the product of the signs: 1, -1, or 0 if the text leaves one open."""
    return prod(link.sign for link in chain)


def strength_of(chain: Chain) -> int:
    """Return the strength of the weakest link; the larger, the weaker."""
    return max(link.strength for link in chain)


def weakest_certainty(chain: Chain) -> Code:
    """Return the least certain certainty on the way."""
    return max((link.certainty for link in chain), key=lambda code: rank(code, CERTAINTIES))


def weakest_reading(chain: Chain) -> Code:
    """Return the reading that goes furthest beyond the letter."""
    return max((link.reading for link in chain), key=lambda code: rank(code, READINGS))


def effect_status(chain: Chain) -> str:
    """Name what effects on the way are other than stated; "Stated" if all are stated."""
    others = dict.fromkeys(link.status.label for link in chain if link.status.name != STATED)
    return ", ".join(others) or chain[0].status.label


def locators(chain: Chain) -> str:
    """Return the places of each link's claim, in the order of the links."""
    return ARROW.join(", ".join(link.places.values()) for link in chain)


def claims(chain: Chain, shorten: Shorten) -> str:
    """Return the short names of the claims in the order of the links."""
    return ARROW.join(shorten(link.claim) for link in chain)


def of_node(node: Node) -> tuple[Cell, Cell]:
    """Return the cells of a thing: its IRI and its name."""
    return NamedNode(node.iri), Literal(node.label)


def of_code(code: Code) -> tuple[Cell, Cell]:
    """Return the cells of a code: its IRI and its label."""
    return NamedNode(code.iri), Literal(code.label)


def of_chain(chain: Chain) -> tuple[Cell, ...]:
    """Return the weakest certainty, the effect status and the weakest reading."""
    return (
        *of_code(weakest_certainty(chain)),
        Literal(effect_status(chain)),
        *of_code(weakest_reading(chain)),
    )


def of_claims(chain: Chain, shorten: Shorten) -> tuple[Cell, ...]:
    """Return whether any names alternatives, the common source, claims, locators and paper."""
    source = common_source(chain)
    return (
        Literal(any(link.alternatives for link in chain)),
        *((NamedNode(source.source), Literal(source.label)) if source else (None, None)),
        Literal(claims(chain, shorten)),
        Literal(locators(chain)),
        NamedNode(chain[0].start.paper),
    )


def _how(link: Link) -> str:
    hedged = HEDGES.get(link.certainty.name, "") + link.how.label.lower()
    stated = link.status.name == STATED
    return hedged if stated else f"{hedged}, {link.status.label.lower()}"


def _asserting(link: Link) -> list[Cited]:
    return [cited for cited in link.cited if cited.asserts]
