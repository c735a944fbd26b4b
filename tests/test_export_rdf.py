"""RDF in files: what rdflib and pyoxigraph read back are the quads of the graph."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pyoxigraph
import pytest
import rdflib
from pyoxigraph import CanonicalizationAlgorithm, Literal, NamedNode, Quad, RdfFormat

import scgraph
from scgraph.errors import ExportError
from scgraph.export.rdf import RDF_SUFFIXES, rdf_bytes

ROOT = Path(__file__).resolve().parents[1]
OF_TRIPLES = (".nt", ".ttl")
OF_QUADS = (".jsonld", ".nq", ".trig")
RDFLIB_NAMES = {".ttl": "turtle", ".nt": "nt11", ".trig": "trig", ".nq": "nquads"}
RDFLIB_NAMES |= {".jsonld": "json-ld"}


@pytest.fixture(scope="module")
def files(kg: scgraph.KnowledgeGraph, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the whole graph in every RDF format."""
    folder = tmp_path_factory.mktemp("rdf")
    for suffix in RDF_SUFFIXES:
        kg.export(folder / f"all{suffix}")
    return folder


def expected(kg: scgraph.KnowledgeGraph, suffix: str) -> set[Quad]:
    """Return the quads of the graph; of the formats without graphs, their triples."""
    return {quad if suffix in OF_QUADS else Quad(*quad.triple) for quad in kg.quads}


def canonical(quads: set[Quad]) -> set[Quad]:
    """Name blank nodes by what they hold: rdflib names those of the vocabulary's lists anew."""
    dataset = pyoxigraph.Dataset(quads)
    dataset.canonicalize(CanonicalizationAlgorithm.UNSTABLE)
    return set(dataset)


def test_every_format_is_tested() -> None:
    """No format of RDF is left out."""
    assert set(RDF_SUFFIXES) == {*OF_TRIPLES, *OF_QUADS} == set(RDFLIB_NAMES)


@pytest.mark.parametrize("suffix", sorted(RDF_SUFFIXES))
def test_pyoxigraph_reads_the_same_quads(
    kg: scgraph.KnowledgeGraph, files: Path, suffix: str
) -> None:
    """Every quad, with its literals as they were written, and no other."""
    data = (files / f"all{suffix}").read_bytes()
    assert set(pyoxigraph.parse(data, RDF_SUFFIXES[suffix])) == expected(kg, suffix)


# rdflib's own parser of TriG makes a graph of a kind that rdflib has deprecated.
@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")
@pytest.mark.parametrize("suffix", sorted(RDF_SUFFIXES))
def test_rdflib_reads_the_same_quads(kg: scgraph.KnowledgeGraph, files: Path, suffix: str) -> None:
    """The same holds of rdflib."""
    text = (files / f"all{suffix}").read_text(encoding="utf-8")
    dataset = rdflib.Dataset()
    dataset.parse(data=text, format=RDFLIB_NAMES[suffix])
    data = dataset.serialize(format="nquads", encoding="utf-8")
    read = set(pyoxigraph.parse(data, RdfFormat.N_QUADS))
    if suffix in OF_TRIPLES:
        read = {Quad(*quad.triple) for quad in read}
    assert canonical(read) == canonical(expected(kg, suffix))


def test_a_reloaded_export_gives_the_same_answers(kg: scgraph.KnowledgeGraph, files: Path) -> None:
    """What was written can be loaded and asked."""
    again = scgraph.load(files / "all.trig")
    name = "barriers/actors-and-evidence"
    assert again.ask(name, actor="mlit") == kg.ask(name, actor="mlit")


def test_json_ld_is_compact_and_has_its_context_within(files: Path) -> None:
    """A reader without a network finds all prefixes in the file, and short names in use."""
    document = json.loads((files / "all.jsonld").read_text(encoding="utf-8"))
    context = document["@context"]
    assert context["scg"] == "https://w3id.org/scgraph/vocab/"
    assert all(isinstance(value, str) for value in context.values())
    text = json.dumps(document["@graph"])
    assert '"scg:inPaper"' in text
    assert '"https://w3id.org/scgraph/vocab/inPaper"' not in text


@pytest.mark.parametrize("suffix", [".ttl", ".trig"])
def test_only_prefixes_in_use_are_written(files: Path, suffix: str) -> None:
    """Every prefix that is declared shortens something."""
    text = (files / f"all{suffix}").read_text(encoding="utf-8")
    declared = [line.split()[1] for line in text.splitlines() if line.startswith("@prefix")]
    body = "\n".join(line for line in text.splitlines() if not line.startswith("@prefix"))
    assert len(declared) > 10
    assert [prefix for prefix in declared if prefix not in body] == []


@pytest.mark.parametrize("suffix", sorted(RDF_SUFFIXES))
def test_the_same_graph_gives_the_same_bytes(kg: scgraph.KnowledgeGraph, suffix: str) -> None:
    """The order in which quads came plays no part."""
    quads = kg.quads
    assert rdf_bytes(quads, suffix, kg.prefixes) == rdf_bytes(quads[::-1], suffix, kg.prefixes)


def test_literals_are_written_as_they_stand() -> None:
    """Digits, language tags, line ends and Japanese are those that were given."""
    a, b = NamedNode("https://example.org/a"), NamedNode("https://example.org/b")
    decimal = NamedNode("http://www.w3.org/2001/XMLSchema#decimal")
    values = [
        Literal("1.10", datatype=decimal),
        Literal("国土交通省", language="ja"),
        Literal('say "hi"\\ \n\t\u2028'),
        Literal("", language="en-GB"),
    ]
    quads = [Quad(a, b, value) for value in values]
    for suffix in RDF_SUFFIXES:
        data = rdf_bytes(quads, suffix)
        read = {quad.object.value for quad in pyoxigraph.parse(data, RDF_SUFFIXES[suffix])}
        assert read == {value.value for value in values}


def test_the_subgraph_behind_an_answer_is_written(
    kg: scgraph.KnowledgeGraph, tmp_path: Path
) -> None:
    """As RDF, an answer is what stands behind its rows; all of it is in the graph."""
    answer = kg.ask("actors/roles", actor="mlit")
    (path,) = kg.export(tmp_path / "mlit.nt", answer=answer)
    read = set(pyoxigraph.parse(path.read_bytes(), RdfFormat.N_TRIPLES))
    assert {quad.triple for quad in read} <= {quad.triple for quad in kg.quads}
    claims = {NamedNode(str(claim)) for claim in answer.column("claim")}
    assert claims <= {quad.subject for quad in read}


def test_an_unknown_suffix_offers_a_near_one(kg: scgraph.KnowledgeGraph, tmp_path: Path) -> None:
    """The error says what there is, and no file is made."""
    with pytest.raises(ExportError, match=r"did you mean '\.ttl'"):
        kg.export(tmp_path / "out.tttl")
    assert list(tmp_path.iterdir()) == []


def test_the_exported_turtle_conforms_outside_our_code(files: Path) -> None:
    """pySHACL on its own, given the two files, finds no violation."""
    done = subprocess.run(
        [
            *(sys.executable, "-m", "pyshacl", "--allow-warnings"),
            *("-s", str(ROOT / "ontology" / "shapes.ttl"), str(files / "all.ttl")),
        ],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-500:]
    assert "Conforms: True" in done.stdout
