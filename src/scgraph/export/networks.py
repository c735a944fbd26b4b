"""Networks as bytes, in the format of a suffix."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree

from scgraph.answers import Table
from scgraph.export.attributes import check_xml, cleaned, one_type_each
from scgraph.export.dot import dot
from scgraph.export.mermaid import mermaid

if TYPE_CHECKING:
    from networkx import MultiDiGraph

FIRST_OF_NODES = ("id", "label", "kind")
FIRST_OF_EDGES = ("source", "target", "key", "label", "weight")


def network_files(graph: MultiDiGraph, path: Path) -> dict[Path, bytes]:
    """Return the files that a network becomes, by the suffix of a path; CSV makes two.

    Raises:
        ExportError: if the format cannot hold a character; it says where it stands.
    """
    if path.suffix.lower() == ".csv":
        nodes, edges = _csv(graph)
        return {
            path.with_suffix(".nodes.csv"): nodes,
            path.with_suffix(".edges.csv"): edges,
        }
    return {path: NETWORK_SUFFIXES[path.suffix.lower()](graph)}


def _graphml(graph: MultiDiGraph) -> bytes:
    from networkx.readwrite.graphml import GraphMLWriter

    flat = _flat(graph)
    # The lxml variant would write other bytes where lxml happens to be installed.
    writer = GraphMLWriter(encoding="utf-8", prettyprint=True, infer_numeric_types=False)
    writer.add_graph_element(flat)
    target = io.BytesIO()
    writer.dump(target)
    return target.getvalue() + b"\n"


def _gexf(graph: MultiDiGraph) -> bytes:
    from networkx.readwrite.gexf import GEXFWriter

    flat = _flat(graph)
    for number, (*_, data) in enumerate(flat.edges(data=True)):
        data["id"] = str(number)
    writer = GEXFWriter(encoding="utf-8", prettyprint=True, version="1.2draft")
    writer.add_graph(flat)
    _forget_today(writer.xml)
    target = io.BytesIO()
    writer.write(target)
    return target.getvalue() + b"\n"


def _forget_today(document: ElementTree.Element) -> None:
    """Take out the date of writing: the same graph is to give the same bytes tomorrow."""
    for element in document.iter():
        element.attrib.pop("lastmodifieddate", None)


def _flat(graph: MultiDiGraph) -> MultiDiGraph:
    flat = one_type_each(cleaned(graph, with_lists=False))
    check_xml(flat)
    return flat


def _cytoscape(graph: MultiDiGraph) -> bytes:
    from networkx import cytoscape_data

    clean = cleaned(graph, with_lists=True)
    document = cytoscape_data(clean)
    for edge in document["elements"]["edges"]:
        edge["data"]["id"] = " ".join(
            str(edge["data"][part]) for part in ("source", "target", "key")
        )
    return _json(document)


def _json(document: Mapping[str, Any]) -> bytes:
    return (json.dumps(document, ensure_ascii=False, indent=1, allow_nan=False) + "\n").encode()


def _dot(graph: MultiDiGraph) -> bytes:
    return dot(cleaned(graph, with_lists=False)).encode()


def _mermaid(graph: MultiDiGraph) -> bytes:
    return mermaid(cleaned(graph, with_lists=False)).encode()


def _csv(graph: MultiDiGraph) -> tuple[bytes, bytes]:
    flat = cleaned(graph, with_lists=False)
    nodes = [{"id": node, **data} for node, data in flat.nodes(data=True)]
    edges = [
        {"source": start, "target": end, "key": key, **data}
        for start, end, key, data in flat.edges(keys=True, data=True)
    ]
    return _table(nodes, FIRST_OF_NODES), _table(edges, FIRST_OF_EDGES)


def _table(entries: list[dict[str, Any]], first: tuple[str, ...]) -> bytes:
    found = sorted({name for entry in entries for name in entry} - set(first))
    columns = (*first, *found)
    rows = tuple(tuple(entry.get(column) for column in columns) for entry in entries)
    return Table(columns, rows).to_csv().encode()


NETWORK_SUFFIXES: Mapping[str, Callable[[MultiDiGraph], bytes]] = {
    ".graphml": _graphml,
    ".gexf": _gexf,
    ".cyjs": _cytoscape,
    ".dot": _dot,
    ".mmd": _mermaid,
    ".csv": lambda graph: _csv(graph)[1],
}
"""The network formats by suffix."""
