"""RDFC-1.0 a second time, written from the Recommendation alone, to hold the first against.

It is as slow as it is plain: for tests with a handful of blank nodes.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from hashlib import sha256
from itertools import permutations

from pyoxigraph import BlankNode, Quad, RdfFormat, serialize


class Issuer:
    """Names for blank nodes, in the order in which they were asked for."""

    def __init__(self, prefix: str, issued: dict[BlankNode, str] | None = None) -> None:
        self.prefix = prefix
        self.issued = dict(issued or {})

    def issue(self, node: BlankNode) -> str:
        """Return the name of a node; a new one if it has none."""
        return self.issued.setdefault(node, f"{self.prefix}{len(self.issued)}")

    def copy(self) -> Issuer:
        """Return another with the same names."""
        return Issuer(self.prefix, self.issued)


def hexed(text: str) -> str:
    """Return the hash of a text."""
    return sha256(text.encode()).hexdigest()


def lines(quads: Iterable[Quad]) -> list[str]:
    """Return quads as lines of canonical N-Quads, sorted by code point."""
    data = serialize(quads, format=RdfFormat.N_QUADS)
    assert data is not None
    return sorted(f"{line}\n" for line in data.decode().split("\n") if line)


def renamed(quad: Quad, names: dict[BlankNode, BlankNode]) -> Quad:
    """Return a quad with other blank nodes."""

    def of(term: object) -> object:
        return names[term] if isinstance(term, BlankNode) else term

    return Quad(of(quad.subject), quad.predicate, of(quad.object), of(quad.graph_name))  # type: ignore[arg-type]


class Canonicaliser:
    """The state of the algorithm."""

    def __init__(self, quads: Iterable[Quad]) -> None:
        self.quads = list(dict.fromkeys(quads))
        self.canonical = Issuer("c14n")
        self.mentions: dict[BlankNode, list[Quad]] = defaultdict(list)
        for quad in self.quads:
            for term in {quad.subject, quad.object, quad.graph_name}:
                if isinstance(term, BlankNode):
                    self.mentions[term].append(quad)

    def run(self) -> str:
        """Return the canonical form."""
        by_hash: dict[str, list[BlankNode]] = defaultdict(list)
        for node in self.mentions:
            by_hash[self.first_degree(node)].append(node)
        for found in sorted(by_hash):
            if len(by_hash[found]) == 1:
                self.canonical.issue(by_hash[found][0])
        for found in sorted(by_hash):
            paths = []
            for node in by_hash[found]:
                if len(by_hash[found]) > 1 and node not in self.canonical.issued:
                    issuer = Issuer("b")
                    issuer.issue(node)
                    paths.append(self.n_degree(node, issuer))
            for _, issuer in sorted(paths, key=lambda path: path[0]):
                for node in issuer.issued:
                    self.canonical.issue(node)
        names = {node: BlankNode(name) for node, name in self.canonical.issued.items()}
        return "".join(lines(renamed(quad, names) for quad in self.quads))

    def first_degree(self, node: BlankNode) -> str:
        """Return the hash of the quads of a node, it being a and all others z."""
        names: dict[BlankNode, BlankNode] = defaultdict(lambda: BlankNode("z"))
        names[node] = BlankNode("a")
        return hexed("".join(lines(renamed(quad, names) for quad in self.mentions[node])))

    def related(self, node: BlankNode, quad: Quad, issuer: Issuer, position: str) -> str:
        """Return the hash of a node that is tied to another by a quad."""
        if node in self.canonical.issued:
            name = f"_:{self.canonical.issued[node]}"
        elif node in issuer.issued:
            name = f"_:{issuer.issued[node]}"
        else:
            name = self.first_degree(node)
        predicate = "" if position == "g" else f"<{quad.predicate.value}>"
        return hexed(f"{position}{predicate}{name}")

    def n_degree(self, node: BlankNode, issuer: Issuer) -> tuple[str, Issuer]:
        """Return the hash of all that is tied to a node, and the names given on the way."""
        tied: dict[str, list[BlankNode]] = defaultdict(list)
        for quad in self.mentions[node]:
            for position, term in (("s", quad.subject), ("o", quad.object), ("g", quad.graph_name)):
                if isinstance(term, BlankNode) and term != node:
                    tied[self.related(term, quad, issuer, position)].append(term)
        data = ""
        for found in sorted(tied):
            chosen, chosen_issuer = "", issuer
            for order in permutations(tied[found]):
                path, named = self.path(order, issuer.copy())
                if not chosen or path < chosen:
                    chosen, chosen_issuer = path, named
            data += found + chosen
            issuer = chosen_issuer
        return hexed(data), issuer

    def path(self, order: Iterable[BlankNode], issuer: Issuer) -> tuple[str, Issuer]:
        """Return the path of one order of tied nodes, without cutting any short."""
        path, waiting = "", []
        for node in order:
            if node in self.canonical.issued:
                path += f"_:{self.canonical.issued[node]}"
                continue
            if node not in issuer.issued:
                waiting.append(node)
            path += f"_:{issuer.issue(node)}"
        for node in waiting:
            found, after = self.n_degree(node, issuer)
            path += f"_:{issuer.issue(node)}<{found}>"
            issuer = after
        return path, issuer


def canonical(quads: Iterable[Quad]) -> str:
    """Return the canonical form of quads."""
    return Canonicaliser(quads).run()
