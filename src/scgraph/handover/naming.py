"""Name blank nodes after what they are: the algorithm of RDFC-1.0.

A blank node is named by the quads that it stands in. Where several stand in the same, the ties
between them are followed, in every order, and the names go along the least of these paths. That can
take for ever, so it is given up after so many steps; their number is the same whatever the nodes
were called.

Why this is here: the engine's own way has no limit, and it takes a node that is tied to another by
several quads, such as one triple in two graphs, for tied once, where the standard counts each.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from hashlib import sha256
from itertools import permutations
from typing import TypeAlias

from pyoxigraph import BlankNode, Quad, RdfFormat, serialize

from scgraph.errors import ExportError

MOST_STEPS = 50_000
"""How many paths are tried before it is given up; that takes some seconds."""

MOST_DEPTH = 150
"""How far one path is followed."""

Names: TypeAlias = dict[BlankNode, str]
_Lookalikes: TypeAlias = list[tuple[str, Names]]


def canonical_names(quads: Iterable[Quad]) -> dict[BlankNode, BlankNode]:
    """Return the canonical name of each blank node of quads.

    Raises:
        ExportError: if too many of them are too much alike.

    >>> from pyoxigraph import parse
    >>> quads = list(parse("_:x <t:to> _:y .", RdfFormat.N_QUADS))
    >>> [canonical_names(quads)[node].value for node in (quads[0].subject, quads[0].object)]
    ['c14n0', 'c14n1']
    """
    return _Naming(quads).named()


class _Naming:
    def __init__(self, quads: Iterable[Quad]) -> None:
        self._quads_of: dict[BlankNode, list[Quad]] = defaultdict(list)
        for quad in dict.fromkeys(quads):
            for node in dict.fromkeys((quad.subject, quad.object, quad.graph_name)):
                if isinstance(node, BlankNode):
                    self._quads_of[node].append(quad)
        self._names: Names = {}
        self._looks = {node: self._looks_of(node) for node in self._quads_of}
        self._steps = 0

    def named(self) -> dict[BlankNode, BlankNode]:
        alike: dict[str, list[BlankNode]] = defaultdict(list)
        for node, looks in self._looks.items():
            alike[looks].append(node)
        for looks in sorted(alike):
            if len(alike[looks]) == 1:
                self._name(alike[looks][0])
        for looks in sorted(alike):
            for _, along in sorted(self._told_apart(alike[looks]), key=lambda path: path[0]):
                for node in along:
                    self._name(node)
        return {node: BlankNode(name) for node, name in self._names.items()}

    def _name(self, node: BlankNode) -> None:
        self._names.setdefault(node, f"c14n{len(self._names)}")

    def _told_apart(self, nodes: list[BlankNode]) -> _Lookalikes:
        """Return the path around each node that has no name yet, and the names along it."""
        waiting = [node for node in nodes if node not in self._names]
        return [self._around(node, {node: "b0"}, 1) for node in waiting]

    def _looks_of(self, node: BlankNode) -> str:
        """Return the hash of the quads of a node, itself called one name, others another."""
        one, other = BlankNode("a"), BlankNode("z")
        quads = (with_names(q, lambda n: one if n == node else other) for q in self._quads_of[node])
        text = serialize(quads, format=RdfFormat.N_QUADS) or b""
        return _hashed(b"".join(sorted(text.splitlines(keepends=True))))

    def _around(self, node: BlankNode, names: Names, depth: int) -> tuple[str, Names]:
        """Return the hash of all that is tied to a node, and the names given on the way."""
        text = ""
        for kind, others in sorted(self._ties(node, names).items()):
            # One node that is tied several times has one order, of which there would be many.
            orders = permutations(others) if len(set(others)) > 1 else [others]
            paths = (self._path(order, dict(names), depth) for order in orders)
            least, names = min(paths, key=lambda path: path[0])
            text += kind + least
        return _hashed(text.encode()), names

    def _ties(self, node: BlankNode, names: Names) -> dict[str, list[BlankNode]]:
        """Return the nodes that a node is tied to by how it is; one that is so twice, twice."""
        found: dict[str, list[BlankNode]] = defaultdict(list)
        for quad in self._quads_of[node]:
            by = f"<{quad.predicate.value}>"
            for place, other in (
                (f"s{by}", quad.subject),
                (f"o{by}", quad.object),
                ("g", quad.graph_name),
            ):
                if isinstance(other, BlankNode) and other != node:
                    name = self._names.get(other) or names.get(other)
                    shown = f"_:{name}" if name else self._looks[other]
                    found[_hashed(f"{place}{shown}".encode())].append(other)
        return found

    def _path(self, order: Iterable[BlankNode], names: Names, depth: int) -> tuple[str, Names]:
        """Return the path through nodes in one order, and the names given on the way."""
        self._steps += 1
        if self._steps > MOST_STEPS or depth > MOST_DEPTH:
            raise ExportError(
                "cannot be hashed: too many blank nodes look alike; give each an IRI of its own, "
                "or leave out those that say the same"
            )
        path, new = "", list[BlankNode]()
        for node in order:
            if node not in self._names and node not in names:
                names[node] = f"b{len(names)}"
                new.append(node)
            path += f"_:{self._names.get(node) or names[node]}"
        for node in new:
            own = names[node]
            around, names = self._around(node, names, depth + 1)
            path += f"_:{own}<{around}>"
        return path, names


def with_names(quad: Quad, name: Callable[[BlankNode], BlankNode]) -> Quad:
    """Return a quad with other blank nodes."""

    def renamed(terms: Iterable[object]) -> Iterator[object]:
        return (name(term) if isinstance(term, BlankNode) else term for term in terms)

    return Quad(*renamed(quad))  # type: ignore[arg-type]


def _hashed(data: bytes) -> str:
    return sha256(data).hexdigest()
