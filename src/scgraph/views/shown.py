"""A network that a notebook shows: what kinds of things it has, and its first edges."""

from __future__ import annotations

from collections import Counter
from html import escape

from networkx import MultiDiGraph

from scgraph.answers import Table
from scgraph.answers.notebook import shown, wide


class View(MultiDiGraph):  # type: ignore[misc]  # networkx has no types
    """A `networkx.MultiDiGraph` that says in a notebook what it holds.

    Nothing else is added, and every function of networkx takes it for what it is.

    >>> view = View(name="friends")
    >>> _ = view.add_edge("x:a", "x:b", label="knows")
    >>> "2 nodes and 1 edge" in view._repr_html_()
    True
    """

    def _repr_html_(self) -> str:
        kinds = Counter(str(data.get("kind") or "other") for _, data in self.nodes(data=True))
        counted = ", ".join(f"{number} {kind}" for kind, number in sorted(kinds.items()))
        name = " ".join(f"View {self.name}".split())
        told = f"{_number(self.number_of_nodes(), 'node')} and {_number(self.size(), 'edge')}"
        told = f"{told} ({counted})" if kinds else told
        return (
            f'<section aria-label="{escape(name)}">\n'
            f"<p><strong>{escape(name)}</strong>: {escape(told)}</p>\n"
            f"{wide(shown(self._edges(), title='edges'))}</section>\n"
        )

    def _edges(self) -> Table:
        labels = {node: str(data.get("label", node)) for node, data in self.nodes(data=True)}
        rows = (
            (labels[start], str(data.get("label", "")), labels[end], data.get("weight"))
            for start, end, data in self.edges(data=True)
        )
        return Table(("from", "relation", "to", "claims"), tuple(rows))


def _number(count: int, thing: str) -> str:
    return f"{count} {thing}{'s' * (count != 1)}"
