"""Run the shapes with pySHACL, and count the pairs of focus node and shape."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

import pyoxigraph
from pyshacl import validate as run_pyshacl
from rdflib import SH, BNode, Graph, URIRef
from rdflib.collection import Collection
from rdflib.term import Node

from scgraph.answers import Finding, Severity
from scgraph.validation.counting import Check, checks
from scgraph.validation.flatten import as_graph

SEVERITIES: dict[Node | None, Severity] = {SH.Warning: "Warning", SH.Info: "Info"}


PATH_MARKS = (
    (SH.inversePath, "^{}"),
    (SH.zeroOrMorePath, "{}*"),
    (SH.oneOrMorePath, "{}+"),
    (SH.zeroOrOnePath, "{}?"),
)


@dataclass(frozen=True, slots=True)
class Outcome:
    """Findings, the pairs of focus node and shape looked at, and how many shapes looked at none."""

    findings: tuple[Finding, ...]
    checked: frozenset[tuple[str, str]] = field(default=frozenset())
    skipped: int = 0


def check_shapes(quads: Iterable[pyoxigraph.Quad], shapes: str) -> Outcome:
    """Check quads, flattened into one graph, against shapes written as Turtle."""
    data, shape_graph = as_graph(quads), Graph().parse(data=shapes, format="turtle")
    _, results, _ = run_pyshacl(
        data,
        shacl_graph=shape_graph,
        advanced=False,
        inference="none",
        meta_shacl=False,
        do_owl_imports=False,
    )
    assert isinstance(results, Graph), "pySHACL returned no report"
    counted = list(checks(shape_graph, data))
    return Outcome(
        tuple(_findings(results, shape_graph)),
        frozenset(_pairs(counted)),
        sum(not check.focus_nodes for check in counted),
    )


def _pairs(counted: Iterable[Check]) -> Iterator[tuple[str, str]]:
    for check in counted:
        yield from ((str(focus), str(check.shape)) for focus in check.focus_nodes)


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
            path=None if path is None else written_path(path, results),
            value=None if value is None else str(value),
            shape=None if shape is None else _name_of(shape, shapes),
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
    members = Collection(graph, path if alternatives is None else alternatives)
    return ("/" if alternatives is None else "|").join(
        written_path(member, graph) for member in members
    )
