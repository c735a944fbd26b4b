"""What is to be sent: the graphs of a corpus, each with its mark."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from pyoxigraph import NamedNode, Quad, Triple

from scgraph.errors import ExportError
from scgraph.pushing.digest import Canonical, Mark, mark_of


@dataclass(frozen=True)
class Graph:
    """One named graph of a corpus."""

    name: str
    triples: list[Triple] = field(repr=False)
    mark: Mark


def graphs_of(quads: Iterable[Quad], canonical: Canonical) -> list[Graph]:
    """Return the graphs of quads in alphabetical order.

    Raises:
        ExportError: if some quads stand in no named graph.
    """
    found: dict[str, dict[Triple, None]] = defaultdict(dict)
    for quad in quads:
        if not isinstance(quad.graph_name, NamedNode):
            reason = "stand in no named graph, and a push replaces named graphs"
            raise ExportError(f"{quad.triple}: this triple, and maybe others, {reason}")
        found[quad.graph_name.value][quad.triple] = None
    return [
        Graph(name, list(triples), mark_of(triples, canonical))
        for name, triples in sorted(found.items())
    ]
