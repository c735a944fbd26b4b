"""Networks in files: what stock readers read back is the view, whatever its attributes hold."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
import subprocess
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import igraph
import networkx
import pytest
from hypothesis import given
from hypothesis import strategies as st

import scgraph
from scgraph.errors import ExportError
from scgraph.export import NETWORK_SUFFIXES, network_files
from scgraph.export.attributes import SEPARATOR

VIEW = "causes"
SUFFIXES = sorted(NETWORK_SUFFIXES)
IN_XML = (".gexf", ".graphml")
JAPANESE = "省庁間の分担 — «データ連携» ＆ 𠮷野家"
Edges = dict[tuple[str, str, str], dict[str, Any]]


def written(graph: networkx.MultiDiGraph, suffix: str) -> bytes:
    """Write a network in memory; of CSV, the table of edges."""
    files = network_files(graph, Path(f"out{suffix}"))
    return next(data for path, data in reversed(files.items()) if path.suffix == suffix)


def flat(value: Any) -> Any:
    """Return a value as a format without lists holds it."""
    return SEPARATOR.join(map(str, value)) if isinstance(value, tuple) else value


def as_edges(found: Any) -> Edges:
    """Gather edges with their attributes by start, end and key; no two have the same."""
    edges = {(start, end, key): dict(data) for start, end, key, data in found}
    assert len(edges) == len(list(found))
    return edges


def expected_edges(kg: scgraph.KnowledgeGraph) -> Edges:
    """Return the edges of the view as a format without lists holds them."""
    found = kg.view(VIEW).edges(keys=True, data=True)
    return {
        (start, end, key): {name: flat(value) for name, value in data.items() if value is not None}
        for start, end, key, data in found
    }


def expected_nodes(kg: scgraph.KnowledgeGraph) -> dict[str, dict[str, str]]:
    """Return the nodes of the view with their attributes."""
    return {node: dict(data) for node, data in kg.view(VIEW).nodes(data=True)}


def of_expected_type(data: Mapping[str, Any], expected: Mapping[str, Any]) -> dict[str, Any]:
    """Read numbers as the expected types: some formats know only text, some only one type each."""
    return {
        name: type(expected[name])(value) if name in expected else value
        for name, value in data.items()
    }


def assert_edges(found: Edges, expected: Edges) -> None:
    """Hold the edges that were read to those of the view, attribute by attribute."""
    assert set(found) == set(expected)
    for edge, data in found.items():
        assert of_expected_type(data, expected[edge]) == expected[edge]


def test_graphml_in_networkx(kg: scgraph.KnowledgeGraph) -> None:
    """networkx reads every node, edge, key and attribute back."""
    graph = networkx.parse_graphml(
        written(kg.view(VIEW), ".graphml").decode(), force_multigraph=True
    )
    assert dict(graph.nodes(data=True)) == expected_nodes(kg)
    assert_edges(as_edges(list(graph.edges(keys=True, data=True))), expected_edges(kg))


def test_graphml_in_igraph(kg: scgraph.KnowledgeGraph, tmp_path: Path) -> None:
    """igraph reads the same nodes, edges and weights."""
    path = tmp_path / "view.graphml"
    path.write_bytes(written(kg.view(VIEW), ".graphml"))
    graph = igraph.Graph.Read_GraphML(str(path))
    names = graph.vs["id"]
    assert dict(zip(names, graph.vs["label"], strict=True)) == {
        node: data["label"] for node, data in expected_nodes(kg).items()
    }
    expected = expected_edges(kg)
    read = sorted(
        (names[edge.source], names[edge.target], edge["relation"], int(edge["weight"]))
        for edge in graph.es
    )
    assert read == sorted(
        (start, end, data["relation"], data["weight"]) for (start, end, _), data in expected.items()
    )


def test_gexf_in_networkx(kg: scgraph.KnowledgeGraph) -> None:
    """networkx reads every node, edge and attribute back; the key becomes a label of its own."""
    text = io.BytesIO(written(kg.view(VIEW), ".gexf"))
    graph = networkx.read_gexf(text)
    assert {node: data["label"] for node, data in graph.nodes(data=True)} == {
        node: data["label"] for node, data in expected_nodes(kg).items()
    }
    expected = {
        (start, end, data["relation"]): data for (start, end, _), data in expected_edges(kg).items()
    }
    # The reader takes the label of an edge for itself, and numbers the edges.
    found = {
        (start, end, data["relation"]): {name: data[name] for name in data if name != "id"}
        for start, end, data in graph.edges(data=True)
    }
    assert set(found) == set(expected)
    for edge, data in found.items():
        wanted = {name: value for name, value in expected[edge].items() if name in data}
        assert {"weight", "relation", "claims", "papers", "certainty"} <= set(wanted)
        assert of_expected_type({name: data[name] for name in wanted}, wanted) == wanted


def test_cytoscape_json(kg: scgraph.KnowledgeGraph) -> None:
    """Cytoscape JSON keeps lists; networkx reads it back."""
    document = json.loads(written(kg.view(VIEW), ".cyjs"))
    ids = [element["data"]["id"] for part in document["elements"].values() for element in part]
    assert len(ids) == len(set(ids))
    graph = networkx.cytoscape_graph(document)
    view = kg.view(VIEW)
    assert set(graph.nodes) == set(view.nodes)
    for start, end, key, data in view.edges(keys=True, data=True):
        read = graph.edges[start, end, key]
        assert tuple(read["claims"]) == data["claims"]
        assert read["weight"] == data["weight"]
        assert read["label"] == data["label"]
    assert graph.number_of_edges() == view.number_of_edges()


def test_dot_in_graphviz(kg: scgraph.KnowledgeGraph) -> None:
    """Graphviz reads every node and edge with its label, and draws a picture."""
    assert shutil.which("dot"), "install graphviz (Debian: apt-get install graphviz)"
    text = written(kg.view(VIEW), ".dot")
    read = json.loads(graphviz("json", text))
    names = {entry["_gvid"]: entry["name"] for entry in read["objects"]}
    labels = {entry["name"]: entry["label"].replace("\\n", " ") for entry in read["objects"]}
    assert labels == {node: data["label"] for node, data in expected_nodes(kg).items()}
    edges = sorted(
        (names[edge["tail"]], names[edge["head"]], edge["label"]) for edge in read["edges"]
    )
    assert edges == sorted(
        (start, end, data["label"]) for (start, end, _), data in expected_edges(kg).items()
    )
    assert graphviz("png", text).startswith(b"\x89PNG")


def graphviz(format_name: str, text: bytes) -> bytes:
    """Run Graphviz; any word of it on the file fails (of fonts it may say what it likes)."""
    done = subprocess.run(["dot", f"-T{format_name}"], input=text, capture_output=True, check=True)
    said = done.stderr.decode().splitlines()
    assert [line for line in said if line.startswith(("Warning:", "Error:"))] == []
    return done.stdout


def test_csv_tables(kg: scgraph.KnowledgeGraph) -> None:
    """Two tables hold the nodes and the edges, as spreadsheets and Gephi take them."""
    files = network_files(kg.view(VIEW), Path("out.csv"))
    nodes, edges = (list(csv.DictReader(io.StringIO(data.decode()))) for data in files.values())
    assert [path.name for path in files] == ["out.nodes.csv", "out.edges.csv"]
    assert {row["id"]: row["label"] for row in nodes} == {
        node: data["label"] for node, data in expected_nodes(kg).items()
    }
    found = {
        (row["source"], row["target"], row["key"]): {
            name: value
            for name, value in row.items()
            if value and name not in ("source", "target", "key")
        }
        for row in edges
    }
    assert_edges(found, expected_edges(kg))


NODE_LINE = re.compile(r'^  (n\d+)[\[({>]+"(.*)"[\])}]+(?::::\w+)?$', re.MULTILINE)
EDGE_LINE = re.compile(r'^  (n\d+) (?:-->|-\.->)(?:\|"(.*?)"\|)? (n\d+)$', re.MULTILINE)
ENTITY = re.compile(r"#(\d+);")


def test_mermaid(kg: scgraph.KnowledgeGraph) -> None:
    """The flowchart has a line for each node and each edge, and nothing else but its head."""
    text = written(kg.view(VIEW), ".mmd").decode()
    labels = {name: plain(label) for name, label in NODE_LINE.findall(text)}
    assert sorted(labels.values()) == sorted(data["label"] for data in expected_nodes(kg).values())
    edges = sorted(
        (labels[start], labels[end], plain(label)) for start, label, end in EDGE_LINE.findall(text)
    )
    nodes = expected_nodes(kg)
    assert edges == sorted(
        (nodes[start]["label"], nodes[end]["label"], data["label"])
        for (start, end, _), data in expected_edges(kg).items()
    )
    lines = [line for line in text.splitlines() if not line.startswith("  classDef ")]
    assert len(lines) == 1 + len(labels) + len(edges)


def test_mermaid_says_what_it_does_not_draw(kg: scgraph.KnowledgeGraph) -> None:
    """A diagram over Mermaid's own limit says so in a remark; one below it does not."""
    large = written(kg.view("everything"), ".mmd").decode()
    assert "%% Mermaid draws 500 edges or more only where maxEdges is set higher." in large
    assert "%%" not in written(kg.view(VIEW), ".mmd").decode()


def plain(label: str) -> str:
    """Undo the entities and line breaks of a label."""
    text = label.replace("<br>", " ")
    return ENTITY.sub(lambda found: chr(int(found.group(1))), text)


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_the_same_network_gives_the_same_bytes(suffix: str) -> None:
    """The order in which nodes, edges and attributes were added plays no part."""
    forward, backward = networkx.MultiDiGraph(name="n"), networkx.MultiDiGraph(name="n")
    nodes = [("a", {"label": "A", "kind": "Actor"}), ("b", {"kind": "Barrier", "label": "B"})]
    edges = [("a", "b", "x", {"weight": 2, "label": "l"}), ("a", "b", "y", {"claims": ("c", "d")})]
    forward.add_nodes_from(nodes)
    forward.add_edges_from(edges)
    backward.add_nodes_from((node, dict(reversed(data.items()))) for node, data in reversed(nodes))
    backward.add_edges_from(reversed(edges))
    assert network_files(forward, Path(f"o{suffix}")) == network_files(backward, Path(f"o{suffix}"))


@pytest.fixture
def odd() -> networkx.MultiDiGraph:
    """Return a network whose attributes are of every kind that a user may give."""
    graph = networkx.MultiDiGraph(name=JAPANESE)
    graph.add_node("a", label=JAPANESE, kind="Barrier", nothing=None, day=date(2025, 1, 31))
    graph.add_node("b", label='"quoted" \\ <b>&amp;</b> | line\nend', size=Decimal("35.20"))
    graph.add_node(7, label="", size=float("nan"), flag=True)
    graph.add_edge("a", "b", key="k", claims=("x|y", "z", None), size=1, label="#1; {x}")
    graph.add_edge("b", 7, key="k", size=1.5, tags={"q", "p"}, label=JAPANESE)
    return graph


def test_graphml_keeps_odd_values(odd: networkx.MultiDiGraph) -> None:
    """Japanese, quotes, dates survive as text, None is left out, lists are joined."""
    graph = networkx.parse_graphml(written(odd, ".graphml").decode(), force_multigraph=True)
    assert graph.nodes["a"] == {"label": JAPANESE, "kind": "Barrier", "day": "2025-01-31"}
    assert graph.nodes["b"]["label"] == odd.nodes["b"]["label"]
    # GraphML declares one type for each attribute; "not a number" is none, so all become text.
    assert graph.nodes["b"]["size"] == "35.2"
    assert graph.edges["a", "b", "k"]["claims"] == "x¦y | z"
    assert graph.edges["b", "7", "k"]["tags"] == "p | q"


def test_gexf_and_cytoscape_keep_odd_values(odd: networkx.MultiDiGraph) -> None:
    """The same holds of GEXF, and lists stay lists in Cytoscape JSON."""
    graph = networkx.read_gexf(io.BytesIO(written(odd, ".gexf")))
    assert graph.nodes["a"]["label"] == JAPANESE
    assert graph.nodes["b"]["label"] == odd.nodes["b"]["label"]
    edges = json.loads(written(odd, ".cyjs"))["elements"]["edges"]
    assert edges[0]["data"]["claims"] == ["x|y", "z"]


def test_dot_keeps_odd_values(odd: networkx.MultiDiGraph) -> None:
    """Graphviz shows the labels as they are; a line end of a label is a space or a line end."""
    read = json.loads(graphviz("json", written(odd, ".dot")))
    labels = [entry["label"].replace("\\n", " ") for entry in read["objects"]]
    assert JAPANESE in [" ".join(label.split()) for label in labels] or any(
        "".join(label.split()) == "".join(JAPANESE.split()) for label in labels
    )
    assert any('\\"quoted\\"' in label or '"quoted"' in label for label in labels)


@pytest.mark.parametrize("suffix", SUFFIXES)
@pytest.mark.parametrize("place", ["label", "name", "key"])
def test_half_a_surrogate_pair_is_refused_by_name(suffix: str, place: str) -> None:
    """No file can hold it, so the error says where it stands, and nothing is written."""
    graph = networkx.MultiDiGraph()
    graph.add_edge("a\ud800" if place == "name" else "a", "b", key="\ud800" * (place == "key"))
    graph.nodes["b"]["label"] = "x\ud800" if place == "label" else "x"
    with pytest.raises(ExportError, match=r"U\+D800, which no file can hold"):
        network_files(graph, Path(f"out{suffix}"))


@pytest.mark.parametrize("suffix", IN_XML)
@pytest.mark.parametrize("character", ["\x00", "\x08", "\x1f", "\ufffe"])
def test_what_xml_cannot_hold_is_refused_by_name(suffix: str, character: str) -> None:
    """A parser would refuse the whole file; the error names node, attribute and character."""
    graph = networkx.MultiDiGraph()
    graph.add_node("a", label=f"x{character}")
    with pytest.raises(ExportError, match=rf"node 'a': label holds U\+{ord(character):04X}"):
        network_files(graph, Path(f"out{suffix}"))


TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
IN_XML_TEXTS = st.text(
    st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff"), max_size=20
)


@given(IN_XML_TEXTS, IN_XML_TEXTS)
def test_xml_is_read_back_whatever_a_label_holds(node: str, label: str) -> None:
    """A parser of XML, and networkx behind it, give the name and the label back."""
    graph = networkx.MultiDiGraph()
    graph.add_node(f"n{node}", label=label)
    for suffix, reader in ((".graphml", read_graphml), (".gexf", networkx.read_gexf)):
        data = written(graph, suffix)
        ElementTree.fromstring(data)
        assert dict(reader(io.BytesIO(data)).nodes(data="label")) == {f"n{node}": label}


def read_graphml(source: io.BytesIO) -> networkx.MultiDiGraph:
    """Read GraphML as a network that may have parallel edges."""
    return networkx.parse_graphml(source.read().decode(), force_multigraph=True)


@given(TEXTS, TEXTS)
def test_json_and_csv_are_read_back_whatever_a_label_holds(node: str, label: str) -> None:
    """Any text survives in Cytoscape JSON and in CSV."""
    graph = networkx.MultiDiGraph()
    graph.add_node(f"n{node}", label=label)
    (element,) = json.loads(written(graph, ".cyjs"))["elements"]["nodes"]
    assert (element["data"]["id"], element["data"]["label"]) == (f"n{node}", label)
    nodes = network_files(graph, Path("o.csv"))[Path("o.nodes.csv")]
    (row,) = csv.DictReader(io.StringIO(nodes.decode(), newline=""))
    assert (row["id"], row["label"]) == (f"n{node}", label)


@given(TEXTS)
def test_a_line_of_mermaid_stays_a_line(label: str) -> None:
    """No label ends its line, its quotes or its brackets."""
    graph = networkx.MultiDiGraph()
    graph.add_node("a", label=label)
    lines = written(graph, ".mmd").decode().split("\n")
    assert len(lines) == 3
    found = NODE_LINE.fullmatch(lines[1])
    assert found
    assert plain(found.group(2)).split() == label.split()
