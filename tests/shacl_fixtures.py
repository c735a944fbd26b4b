"""The shapes, the valid graph, its patches, and short reports about them.

A patch is a text file of lines `- s p o .` (taken away) and `+ s p o .` (put in), with the prefixes
of valid.ttl. It is applied to the one data graph (fixture, code lists, vocabulary) and undone
again, so that nothing is parsed or copied twice.
"""

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pyoxigraph
from pyshacl import validate
from rdflib import RDF, RDFS, SH, BNode, Graph, URIRef
from rdflib.term import Node

from scgraph.reading.added import quads_of
from scgraph.validation.outcome import Outcome
from scgraph.validation.reading import read_shapes
from scgraph.validation.running import run_shapes
from scgraph.validation.triples import Triples

ROOT = Path(__file__).resolve().parents[1]
ONTOLOGY = ROOT / "ontology"
FIXTURES = ROOT / "tests" / "fixtures" / "shapes"
SHAPE = "https://w3id.org/scgraph/shape/"

TARGETS = (SH.targetClass, SH.targetNode, SH.targetSubjectsOf, SH.targetObjectsOf)

Triple = tuple[Node, Node, Node]
Result = tuple[str, str, str, str]
"""Source shape, focus node, value and severity of one validation result."""


@dataclass(frozen=True)
class Patch:
    """What a fixture takes out of the valid graph and puts into it."""

    removed: frozenset[Triple]
    added: frozenset[Triple]

    @property
    def touched(self) -> frozenset[Triple]:
        """Return every statement that the patch changes."""
        return self.removed | self.added


@cache
def shapes() -> Graph:
    """Return the shapes graph. Callers do not change it."""
    return Graph().parse(ONTOLOGY / "shapes.ttl", format="turtle")


@cache
def data() -> Graph:
    """Return the valid graph together with the code lists and the vocabulary."""
    graph = Graph()
    for path in (FIXTURES / "valid.ttl", ONTOLOGY / "codes.ttl", ONTOLOGY / "scgraph.ttl"):
        graph.parse(path, format="turtle")
    return graph


def constraint_shapes() -> list[str]:
    """Return the local names of the shapes that make a demand: those with a message."""
    return sorted(str(s).removeprefix(SHAPE) for s in shapes().subjects(SH.message))


def patch_names() -> list[str]:
    """Return the names of the patch files."""
    return sorted(path.stem for path in FIXTURES.glob("*.patch"))


@cache
def prefixes() -> str:
    """Return the prefix lines of valid.ttl."""
    lines = (FIXTURES / "valid.ttl").read_text(encoding="utf-8").splitlines()
    return "\n".join(line for line in lines if line.startswith("@prefix"))


@cache
def read_patch(name: str) -> Patch:
    """Read a patch file. Raises ValueError if a line is neither taken away nor put in."""
    lines = (FIXTURES / f"{name}.patch").read_text(encoding="utf-8").splitlines()
    signs: dict[str, list[str]] = {"- ": [], "+ ": []}
    for line in lines:
        if line[:2] not in signs:
            raise ValueError(f"{name}.patch: begin the line with '- ' or '+ ': {line!r}")
        signs[line[:2]].append(line[2:])
    removed, added = (
        frozenset(Graph().parse(data="\n".join([prefixes(), *part]), format="turtle"))
        for part in signs.values()
    )
    return Patch(removed, added)


@contextmanager
def patched(patch: Patch) -> Iterator[Graph]:
    """Lend the data graph with the patch applied, and undo the patch afterwards."""
    graph = data()
    for triple in patch.removed:
        graph.remove(triple)
    for triple in patch.added:
        graph.add(triple)
    try:
        yield graph
    finally:
        for triple in patch.added:
            graph.remove(triple)
        for triple in patch.removed:
            graph.add(triple)


@cache
def names() -> frozenset[pyoxigraph.Quad]:
    """Return the valid graph with the code lists and the vocabulary as quads of pyoxigraph."""
    return frozenset(quads_of(data(), "x:data"))


def fast_outcome(patch: Patch) -> Outcome:
    """Return what all shapes find on the patched graph, without the reference engine."""
    removed, added = (quads_of(graph_of(part), "x:data") for part in (patch.removed, patch.added))
    quads = (names() - frozenset(removed)) | frozenset(added)
    shipped = read_shapes((ONTOLOGY / "shapes.ttl").read_text(encoding="utf-8"))
    return run_shapes(quads, Triples(quads), shipped)


def graph_of(triples: Iterable[Triple]) -> Graph:
    """Return a new graph with these statements."""
    graph = Graph(bind_namespaces="none")
    for triple in triples:
        graph.add(triple)
    return graph


def report(graph: Graph, triples: Iterable[Triple]) -> frozenset[Result]:
    """Validate against a copy of some shapes, since the engine writes into the graph it is given.

    Raises RuntimeError or an error of the engine if it refuses the shapes.
    """
    _, results, text = validate(
        graph,
        shacl_graph=graph_of(triples),
        advanced=False,
        inference="none",
        meta_shacl=False,
        do_owl_imports=False,
    )
    if not isinstance(results, Graph):
        raise RuntimeError(text)
    return frozenset(
        (
            str(results.value(node, SH.sourceShape)).removeprefix(SHAPE),
            str(results.value(node, SH.focusNode)),
            str(results.value(node, SH.value)),
            str(results.value(node, SH.resultSeverity)),
        )
        for node in results.objects(None, SH.result)
    )


def closure(node: Node) -> frozenset[Triple]:
    """Return the statements of a node and of the blank nodes below it."""
    found: set[Triple] = set()
    todo = [node]
    while todo:
        for s, p, o in shapes().triples((todo.pop(), None, None)):
            found.add((s, p, o))
            if isinstance(o, BNode):
                todo.append(o)
    return frozenset(found)


def owner(name: str) -> Node:
    """Return the node shape that a shape belongs to; a shape with targets belongs to itself."""
    node = URIRef(SHAPE + name)
    owners = list(shapes().subjects(SH.property, node)) or [node]
    assert len(owners) == 1, f"{name} stands under {len(owners)} node shapes"
    return owners[0]


@cache
def alone(name: str) -> frozenset[Triple]:
    """Return the shapes graph cut down to one shape and the targets of its node shape."""
    node, above = URIRef(SHAPE + name), owner(name)
    kept = set(closure(node))
    for predicate in TARGETS:
        kept |= set(shapes().triples((above, predicate, None)))
    if above != node:
        kept.add((above, SH.property, node))
    return frozenset(kept)


@cache
def mentioned(name: str) -> frozenset[Node]:
    """Return every term that a shape reads: predicates, classes, codes, terms of its query."""
    terms: set[Node] = {term for triple in alone(name) for term in triple}
    queries = [o for _, p, o in alone(name) if p == SH.select]
    terms |= {URIRef(iri) for query in queries for iri in re.findall(r"<([^>]+)>", str(query))}
    return frozenset(terms)


def readers(patch: Patch) -> list[str]:
    """Return the shapes whose report the patch can change.

    A shape reads statements through the predicates of its paths, constraints and query, and types
    through the classes of its targets and constraints. It cannot see any other statement, so
    the other shapes report on the patched graph what they report on the valid one: nothing.
    """
    seen: set[Node] = set()
    for _, predicate, value in patch.touched:
        seen.add(predicate)
        if predicate == RDF.type:
            seen.update(c for c in data().transitive_objects(value, RDFS.subClassOf) if c)
    return [name for name in constraint_shapes() if seen & mentioned(name)]
