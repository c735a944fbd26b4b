"""Cut a graph into pieces that a server takes one at a time.

A blank node has a name within one request alone, so all triples that it ties together go in one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from pyoxigraph import BlankNode, Triple

MOST_TRIPLES = 20_000


def pieces_of(triples: Iterable[Triple], most: int = MOST_TRIPLES) -> Iterator[list[Triple]]:
    """Yield pieces of so many triples at most, or of more where blank nodes tie them together.

    >>> from pyoxigraph import NamedNode
    >>> a, b = NamedNode("x:a"), NamedNode("x:b")
    >>> tied = [Triple(BlankNode("n"), a, b), Triple(a, b, BlankNode("n"))]
    >>> [len(piece) for piece in pieces_of([Triple(a, a, a), *tied], 1)]
    [1, 2]
    """
    piece: list[Triple] = []
    for bundle in _bundles(triples):
        if piece and len(piece) + len(bundle) > most:
            yield piece
            piece = []
        piece += bundle
    if piece:
        yield piece


def halves_of(piece: Sequence[Triple]) -> list[list[Triple]]:
    """Return two or three pieces of one; one if it cannot be cut."""
    return list(pieces_of(piece, max(1, (len(piece) + 1) // 2)))


def has_blank_nodes(triples: Iterable[Triple]) -> bool:
    """Tell whether any end of any triple is a blank node."""
    return any(map(_nodes, triples))


def _bundles(triples: Iterable[Triple]) -> Iterator[list[Triple]]:
    """Yield triples alone, then together those that share blank nodes."""
    heads: dict[BlankNode, BlankNode] = {}
    tied: list[Triple] = []
    for triple in triples:
        nodes = _nodes(triple)
        if not nodes:
            yield [triple]
            continue
        tied.append(triple)
        first = _head(heads, nodes[0])
        for node in nodes[1:]:
            heads[_head(heads, node)] = first
    bundles: dict[BlankNode, list[Triple]] = defaultdict(list)
    for triple in tied:
        bundles[_head(heads, _nodes(triple)[0])].append(triple)
    yield from bundles.values()


def _nodes(triple: Triple) -> list[BlankNode]:
    return [term for term in (triple.subject, triple.object) if isinstance(term, BlankNode)]


def _head(heads: dict[BlankNode, BlankNode], node: BlankNode) -> BlankNode:
    """Return the node that stands for all that are tied to one, and shorten the way to it."""
    head = node
    while (above := heads.setdefault(head, head)) != head:
        head = above
    while node != head:
        heads[node], node = head, heads[node]
    return head
