"""Which shapes look at which focus nodes, so that a report can count what was checked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from rdflib import OWL, RDF, RDFS, SH, Graph, Literal
from rdflib.term import Node

NOT_CONSTRAINTS = {
    *(RDF.type, RDFS.label, RDFS.comment, RDFS.isDefinedBy, RDFS.seeAlso),
    *(SH.targetClass, SH.targetNode, SH.targetSubjectsOf, SH.targetObjectsOf, SH.target),
    *(SH.property, SH.path, SH.name, SH.description, SH.message, SH.severity),
    *(SH.order, SH.group, SH.deactivated, SH.ignoredProperties, SH.prefixes),
}


@dataclass(frozen=True, slots=True)
class Check:
    """A shape with constraints of its own, and the nodes it looks at."""

    shape: Node
    focus_nodes: frozenset[Node]


def checks(shapes: Graph, data: Graph) -> Iterator[Check]:
    """Yield each shape that has a target, and each property shape of such a shape.

    A shape that is deactivated, or has no focus node in the data, looks at nothing.
    """
    for shape in sorted(_targeting_shapes(shapes), key=str):
        focus_nodes = _focus_nodes(shape, shapes, data)
        for part in _parts(shape, shapes):
            is_off = _is_deactivated(part, shapes) or _is_deactivated(shape, shapes)
            yield Check(part, frozenset() if is_off else focus_nodes)


def _targeting_shapes(shapes: Graph) -> set[Node]:
    targets = (SH.targetClass, SH.targetNode, SH.targetSubjectsOf, SH.targetObjectsOf)
    named = {shape for target in targets for shape in shapes.subjects(target)}
    return named | _class_shapes(shapes)


def _class_shapes(shapes: Graph) -> set[Node]:
    """Shapes that are classes too, and so have their own instances as a target."""
    kinds = (SH.NodeShape, SH.PropertyShape)
    return {
        shape
        for kind in kinds
        for shape in shapes.subjects(RDF.type, kind)
        if {RDFS.Class, OWL.Class} & set(shapes.objects(shape, RDF.type))
    }


def _parts(shape: Node, shapes: Graph) -> Iterator[Node]:
    own = set(shapes.predicates(shape)) - NOT_CONSTRAINTS
    if any(str(predicate).startswith(str(SH)) for predicate in own):
        yield shape
    yield from sorted(shapes.objects(shape, SH.property), key=str)


def _focus_nodes(shape: Node, shapes: Graph, data: Graph) -> frozenset[Node]:
    classes = set(shapes.objects(shape, SH.targetClass))
    classes |= {shape} & _class_shapes(shapes)
    return frozenset(
        [
            *(node for cls in classes for node in _instances(cls, data)),
            *shapes.objects(shape, SH.targetNode),
            *(s for p in shapes.objects(shape, SH.targetSubjectsOf) for s in data.subjects(p)),
            *(o for p in shapes.objects(shape, SH.targetObjectsOf) for o in data.objects(None, p)),
        ]
    )


def _instances(cls: Node, data: Graph) -> Iterator[Node]:
    for subclass in data.transitive_subjects(RDFS.subClassOf, cls):
        yield from data.subjects(RDF.type, subclass)


def _is_deactivated(shape: Node, shapes: Graph) -> bool:
    return (shape, SH.deactivated, Literal(True)) in shapes
