"""Rows that are edges as a network, with the claims behind each edge."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from scgraph.answers import Row, Table, Value
from scgraph.answers.table import LABEL_SUFFIX
from scgraph.names import Names

if TYPE_CHECKING:
    from networkx import MultiDiGraph

ENDS = ("start", "end")
OF_THE_EDGE = ("relation", "relation_label", "claim", "paper")
NAMED = (*ENDS, *(f"{end}{LABEL_SUFFIX}" for end in ENDS), *OF_THE_EDGE)


@dataclass(slots=True)
class _Edge:
    """What the rows of one edge say."""

    relation: str = ""
    label: str = ""
    claims: set[str] = field(default_factory=set)
    papers: set[str] = field(default_factory=set)
    said: dict[str, set[Value]] = field(default_factory=lambda: defaultdict(set))

    def add(self, row: Row, others: Mapping[str, str]) -> None:
        self.relation = str(row["relation"])
        self.label = str(row.get("relation_label") or "")
        self.claims |= _given(row.get("claim"))
        self.papers |= _given(row.get("paper"))
        for column, name in others.items():
            if row[column] is not None:
                self.said[name].add(row[column])

    def attributes(self) -> dict[str, Any]:
        said = {name: _one_or_all(values) for name, values in self.said.items()}
        return {
            "relation": self.relation,
            "label": self.label,
            "weight": max(len(self.claims), 1),
            "claims": tuple(sorted(self.claims)),
            "papers": tuple(sorted(self.papers)),
            **{name: said[name] for name in sorted(said)},
        }


def view_of(table: Table, names: Names, *, name: str, by_paper: bool = False) -> MultiDiGraph:
    """Make a network of the rows of a view.

    Args:
        table: columns ``start``, ``end`` and ``relation`` hold IRIs; ``claim`` and ``paper`` say
            on whose word; ``start_label`` and the like hold names; all others qualify the edge.
        names: kinds, and names in other languages.
        name: the name of the view.
        by_paper: keep an edge for each paper; else the edges of all papers are merged.

    Returns:
        A `networkx.MultiDiGraph`. Nodes are IRIs with ``label``, ``short``, ``kind`` and, for other
        languages, ``label_ja`` and the like. The key of an edge is its relation in short; it has
        ``relation``, ``label``, ``claims`` and ``papers`` (sorted tuples), ``weight`` (how many
        claims, 1 where there is none) and what else the columns say (a tuple where rows differ).
        Nodes and edges come in alphabetical order.
    """
    others = _others(table.columns)
    edges: dict[tuple[str, str, str], _Edge] = defaultdict(_Edge)
    labels: dict[str, str] = {}
    for row in table:
        start, end = str(row["start"]), str(row["end"])
        for end_name, node in zip(ENDS, (start, end), strict=True):
            labels[node] = str(row.get(f"{end_name}{LABEL_SUFFIX}") or names.label(node))
        key = _key(row, names, by_paper)
        edges[start, end, key].add(row, others)
    return network(name, labels, edges_of(edges), names)


def edges_of(edges: Mapping[tuple[str, str, str], _Edge]) -> list[tuple[str, str, str, Any]]:
    """Return start, end, key and attributes of each edge, in alphabetical order."""
    return [(*ends, edges[ends].attributes()) for ends in sorted(edges)]


def network(
    name: str,
    labels: Mapping[str, str],
    edges: Iterable[tuple[str, str, str, dict[str, Any]]],
    names: Names,
) -> MultiDiGraph:
    """Make a network of nodes with labels, and edges with keys and attributes."""
    from scgraph.views.shown import View

    graph = View(name=name)
    for node in sorted(labels):
        graph.add_node(node, **_node(node, labels[node], names))
    for start, end, key, attributes in edges:
        graph.add_edge(start, end, key=key, **attributes)
    return graph


def _node(iri: str, label: str, names: Names) -> dict[str, str]:
    translated = {f"label_{tag}": text for tag, text in names.labels(iri).items() if tag}
    translated = {key: text for key, text in translated.items() if text != label}
    kind = (*names.special_kinds(iri), "")[0]
    return {"label": label, "short": names.curie(iri), "kind": kind, **translated}


def _others(columns: Iterable[str]) -> dict[str, str]:
    """Return the columns that qualify an edge, and the attribute that each becomes."""
    known = set(columns)
    kept = [
        column
        for column in columns
        if column not in NAMED and f"{column}{LABEL_SUFFIX}" not in known
    ]
    return {column: column.removesuffix(LABEL_SUFFIX) for column in kept}


def _key(row: Row, names: Names, by_paper: bool) -> str:
    relation = names.curie(str(row["relation"]))
    paper = row.get("paper")
    return f"{relation} {names.curie(str(paper))}" if by_paper and paper else relation


def _given(value: Value) -> set[str]:
    return set() if value is None else {str(value)}


def _one_or_all(values: set[Value]) -> Value | tuple[Value, ...]:
    ordered = tuple(sorted(values, key=lambda value: (str(type(value)), str(value))))
    return ordered[0] if len(ordered) == 1 else ordered
