"""Which claim, and which factor, holds up what nothing else does: cuts and articulation points."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from scgraph.causes.links import Link, Node

if TYPE_CHECKING:
    from networkx import DiGraph

Edge: TypeAlias = tuple[Node, Node]


@dataclass(frozen=True, slots=True)
class Load:
    """What would be lost without a claim or a factor.

    Args:
        pairs: ordered pairs of other things that only chains through it join.
        joined: ordered pairs that any chain joins, in its paper.
        pieces: into how many more pieces the network would fall, whichever way links point.
    """

    pairs: int
    joined: int
    pieces: int

    @property
    def rank(self) -> tuple[int, int]:
        """What loads are sorted by, the heaviest first."""
        return -self.pairs, -self.pieces


def load_of_claims(links: Iterable[Link]) -> dict[str, Load]:
    """Return what each claim alone holds up, chains of any length counted.

    A claim holds up nothing if for each of its links there is another way to the same end.
    """
    loads: dict[str, Load] = {}
    for of_paper in _by_paper(links):
        graph, claims = _network(of_paper)
        reached = _reached(graph)
        alone: dict[str, list[Edge]] = {link.claim: [] for link in of_paper}
        for edge, of_edge in claims.items():
            if len(of_edge) == 1:
                alone[next(iter(of_edge))].append(edge)
        for claim, edges in alone.items():
            loads[claim] = _load(graph, edges, reached)
    return loads


def load_of_nodes(links: Iterable[Link]) -> dict[Node, Load]:
    """Return what each factor or initiative alone joins, chains of any length counted."""
    import networkx

    loads: dict[Node, Load] = {}
    for of_paper in _by_paper(links):
        graph, _ = _network(of_paper)
        joined, pieces = sum(map(len, _reached(graph).values())), _pieces(graph)
        cutting = set(networkx.articulation_points(graph.to_undirected(as_view=True)))
        for node in graph:
            others = graph.copy()
            others.remove_node(node)
            more = _pieces(others) - pieces if node in cutting else 0
            loads[node] = Load(_joined_through(graph, others, node), joined, more)
    return loads


def _by_paper(links: Iterable[Link]) -> list[list[Link]]:
    papers: dict[str, list[Link]] = defaultdict(list)
    for link in links:
        papers[link.start.paper].append(link)
    return list(papers.values())


def _network(links: Iterable[Link]) -> tuple[DiGraph, dict[Edge, set[str]]]:
    """Return which node bears on which, and the claims of each such pair."""
    import networkx

    claims: dict[Edge, set[str]] = defaultdict(set)
    for link in links:
        claims[link.start, link.end].add(link.claim)
    return networkx.DiGraph(list(claims)), claims


def _pieces(graph: DiGraph) -> int:
    import networkx

    return int(networkx.number_weakly_connected_components(graph)) if len(graph) else 0


def _reached(graph: DiGraph) -> dict[Node, set[Node]]:
    """Return for each node what it leads to."""
    import networkx

    return {node: networkx.descendants(graph, node) for node in graph}


def _load(graph: DiGraph, edges: list[Edge], reached: dict[Node, set[Node]]) -> Load:
    """Return what some edges hold up together."""
    import networkx

    joined = sum(map(len, reached.values()))
    graph.remove_edges_from(edges)
    # Where another way leads to the same end, every chain can take it.
    is_cut = any(not networkx.has_path(graph, *edge) for edge in edges)
    others = graph.copy() if is_cut else graph
    graph.add_edges_from(edges)
    if not is_cut:
        return Load(0, joined, 0)
    lost = sum(
        len(reached[node] - networkx.descendants(others, node))
        for node in graph
        if any(node == start or start in reached[node] for start, _ in edges)
    )
    return Load(lost, joined, _pieces(others) - _pieces(graph))


def _joined_through(graph: DiGraph, others: DiGraph, node: Node) -> int:
    import networkx

    ends = networkx.descendants(graph, node) - {node}
    return sum(
        len((ends - {start}) - networkx.descendants(others, start))
        for start in networkx.ancestors(graph, node) - {node}
    )
