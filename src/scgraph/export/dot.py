"""A network as DOT, for Graphviz: https://graphviz.org/doc/info/lang.html"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from scgraph.export.style import is_hedged, is_negative, lines_of, style_of

if TYPE_CHECKING:
    from networkx import MultiDiGraph

FONTS = "Helvetica, Arial, Noto Sans CJK JP, sans-serif"
HEAD = f"""\
  graph [rankdir=LR, nodesep=0.25, ranksep=0.9, fontname="{FONTS}"];
  node [style=filled, color="#555555", fontname="{FONTS}", fontsize=11, margin="0.12,0.07"];
  edge [color="#555555", fontname="{FONTS}", fontsize=9, arrowsize=0.7];
"""
EDGE_LINE = 18


def dot(graph: MultiDiGraph) -> str:
    """Write a clean network as a DOT digraph, with labels, shapes and colours by kind.

    An edge is dashed where the text hedges, has a blunt head where it lessens its end, and is the
    thicker the more claims stand behind it.
    """
    lines = [f"digraph {quoted(str(graph.graph.get('name', '')))} {{", HEAD.rstrip()]
    lines += [f"  {quoted(node)} [{_node(data)}];" for node, data in graph.nodes(data=True)]
    for start, end, data in graph.edges(data=True):
        lines.append(f"  {quoted(start)} -> {quoted(end)} [{_edge(data)}];")
    return "\n".join([*lines, "}", ""])


def quoted(text: str) -> str:
    r"""Write a text so that DOT reads the same: also with quotes, backslashes and line ends.

    >>> print(quoted('say "hi"'), quoted("a\\b"))
    "say \"hi\"" "a\\b"
    """
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\0", "␀")
    return f'"{escaped}"'


def _node(data: Mapping[str, Any]) -> str:
    style = style_of(str(data.get("kind", "")))
    return _written(
        label=str(data.get("label", "")),
        shape=style.shape,
        fillcolor=style.fill,
        tooltip=_tooltip(data, "kind", "short"),
    )


def _edge(data: Mapping[str, Any]) -> str:
    weight = data.get("weight", 1)
    thick = min(1 + (weight - 1) * 0.5, 5) if isinstance(weight, int | float) else 1
    style = {"style": "dashed"} if is_hedged(data) else {}
    head = {"arrowhead": "tee"} if is_negative(data) else {}
    width = {"penwidth": f"{thick:g}"} if thick != 1 else {}
    label, tooltip = str(data.get("label", "")), _tooltip(data, "label", "claims")
    return _written(EDGE_LINE, label=label, tooltip=tooltip, **style, **head, **width)


def _tooltip(data: Mapping[str, Any], *names: str) -> str:
    return " · ".join(str(data[name]) for name in names if data.get(name))


def _written(width: int = 28, **attributes: str) -> str:
    return ", ".join(_attribute(name, value, width) for name, value in attributes.items() if value)


def _attribute(name: str, value: str, width: int) -> str:
    if name != "label":
        return f"{name}={quoted(value)}"
    # The line break of DOT is written behind the quoting, or it would be quoted itself.
    text = "\\n".join(quoted(line)[1:-1] for line in lines_of(value, width))
    return f'{name}="{text}"'
