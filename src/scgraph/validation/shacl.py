"""Run shapes with pySHACL, the reference that every other way of running them is held to."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

import pyoxigraph
from pyshacl import validate as run_pyshacl
from rdflib import OWL, RDF, RDFS, SH, BNode, Graph, URIRef
from rdflib.collection import Collection as RdfList
from rdflib.term import Node

from scgraph.answers import Finding, Severity
from scgraph.validation.flatten import as_graph
from scgraph.validation.triples import is_blank

SEVERITIES: dict[Node | None, Severity] = {SH.Warning: "Warning", SH.Info: "Info"}
TARGETS = (SH.targetClass, SH.targetNode, SH.targetSubjectsOf, SH.targetObjectsOf)
CLASSES = (RDFS.Class, OWL.Class)


PATH_MARKS = (
    (SH.inversePath, "^{}"),
    (SH.zeroOrMorePath, "{}*"),
    (SH.oneOrMorePath, "{}+"),
    (SH.zeroOrOnePath, "{}?"),
)


def reference_findings(
    quads: Iterable[pyoxigraph.Quad],
    shapes: Iterable[pyoxigraph.Triple],
    without: Collection[str] = (),
) -> tuple[Finding, ...]:
    """Return what some shapes find in quads, which are flattened into one graph.

    Args:
        quads: the data.
        shapes: the shapes graph.
        without: shapes that are to look at nothing of their own; others may refer to them.
    """
    shape_graph = as_graph(shapes)
    for shape in without:
        node = BNode(shape.removeprefix("_:")) if is_blank(shape) else URIRef(shape)
        _take_targets(node, shape_graph)
    return findings_in(as_graph(quads), shape_graph)


def findings_in(data: Graph, shapes: Graph) -> tuple[Finding, ...]:
    """Return what the shapes of a graph find in another; both are changed on the way."""
    _, results, text = run_pyshacl(
        data,
        shacl_graph=shapes,
        advanced=False,
        inference="none",
        meta_shacl=False,
        do_owl_imports=False,
    )
    if not isinstance(results, Graph):
        raise RuntimeError(f"pySHACL made no report: {text}")
    return tuple(_findings(results, shapes))


def _take_targets(shape: Node, shapes: Graph) -> None:
    for target in TARGETS:
        shapes.remove((shape, target, None))
    for cls in CLASSES:
        shapes.remove((shape, RDF.type, cls))


def _findings(results: Graph, shapes: Graph) -> Iterator[Finding]:
    # What a nested shape finds is a detail of the finding of the shape that refers to it.
    details = set(results.objects(None, SH.detail))
    for result in set(results.objects(None, SH.result)) - details:
        path, value = results.value(result, SH.resultPath), results.value(result, SH.value)
        shape = results.value(result, SH.sourceShape)
        yield Finding(
            severity=SEVERITIES.get(results.value(result, SH.resultSeverity), "Violation"),
            message=_message(results, result),
            focus=str(results.value(result, SH.focusNode)),
            path=None if path is None else written_path(path, shapes),
            value=None if value is None else str(value),
            shape=None if shape is None else _name_of(shape, shapes),
            component=str(results.value(result, SH.sourceConstraintComponent)),
        )


def _message(results: Graph, result: Node) -> str:
    messages = sorted(
        results.objects(result, SH.resultMessage),
        key=lambda message: (getattr(message, "language", None) not in (None, "en"), message),
    )
    return str(messages[0]) if messages else "breaks a shape"


def _name_of(shape: Node, shapes: Graph) -> str:
    """Return the IRI of a shape, or of the shape that a nameless one belongs to."""
    while isinstance(shape, BNode):
        above = next(shapes.subjects(None, shape), None)
        if above is None:
            break
        shape = above
    return str(shape)


def written_path(path: Node, graph: Graph) -> str:
    """Write a path as SPARQL does; a path of one step is the IRI of its property."""
    if isinstance(path, URIRef):
        return str(path)
    for predicate, mark in PATH_MARKS:
        inner = graph.value(path, predicate)
        if inner is not None:
            return mark.format(written_path(inner, graph))
    alternatives = graph.value(path, SH.alternativePath)
    members = RdfList(graph, path if alternatives is None else alternatives)
    return ("/" if alternatives is None else "|").join(
        written_path(member, graph) for member in members
    )
