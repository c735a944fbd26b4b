"""A network as a Mermaid flowchart, which Git hosts and notebooks draw: https://mermaid.js.org"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from scgraph.export.style import STYLES, is_hedged, lines_of, style_of

if TYPE_CHECKING:
    from networkx import MultiDiGraph

MOST_EDGES = 500
"""Mermaid's own limit, which a diagram cannot raise for itself."""
ENTITIES = {character: f"#{ord(character)};" for character in '#"<>&`|[]{}()\\;'}


def mermaid(graph: MultiDiGraph) -> str:
    """Write a clean network as a flowchart from left to right, with colours by kind.

    Nodes are numbered in their order, so that no name can be taken for a word of the language.
    """
    ids = {node: f"n{number}" for number, node in enumerate(graph.nodes, 1)}
    lines = ["flowchart LR"]
    if graph.number_of_edges() >= MOST_EDGES:
        lines.append(
            f"  %% Mermaid draws {MOST_EDGES} edges or more only where maxEdges is set higher."
        )
    for node, data in graph.nodes(data=True):
        before, behind = style_of(str(data.get("kind", ""))).brackets
        lines.append(f'  {ids[node]}{before}"{_text(data)}"{behind}{_class(data)}')
    for start, end, data in graph.edges(data=True):
        arrow = "-.->" if is_hedged(data) else "-->"
        label = _text(data)
        told = f'|"{label}"|' if label else ""
        lines.append(f"  {ids[start]} {arrow}{told} {ids[end]}")
    kinds = {str(data.get("kind", "")) for _, data in graph.nodes(data=True)}
    for kind in sorted(kinds & set(STYLES)):
        lines.append(f"  classDef {kind} fill:{STYLES[kind].fill},stroke:#555,color:#000")
    return "\n".join([*lines, ""])


def _text(data: Mapping[str, Any]) -> str:
    return "<br>".join(map(_escaped, lines_of(str(data.get("label", "")))))


def _escaped(text: str) -> str:
    return "".join(ENTITIES.get(c, c if c.isprintable() else f"#{ord(c)};") for c in text)


def _class(data: Mapping[str, Any]) -> str:
    kind = str(data.get("kind", ""))
    return f":::{kind}" if kind in STYLES else ""
