"""How many pairs of focus node and shape there are, counted anew with rdflib."""

from collections.abc import Iterator

from rdflib import OWL, RDF, RDFS, SH, Graph, Literal
from rdflib.term import Node

SAYS_NO_DEMAND = {
    *(RDF.type, RDFS.label, RDFS.comment, SH.property, SH.path, SH.name, SH.description),
    *(SH.targetClass, SH.targetNode, SH.targetSubjectsOf, SH.targetObjectsOf, SH.target),
    *(SH.message, SH.severity, SH.order, SH.group, SH.deactivated, SH.prefixes),
    SH.ignoredProperties,
}
TARGETS = (SH.targetClass, SH.targetNode, SH.targetSubjectsOf, SH.targetObjectsOf)


def counted(shapes: Graph, data: Graph) -> tuple[int, int]:
    """Return how many pairs are checked, and how many shapes look at nothing."""
    pairs: set[tuple[str, str]] = set()
    skipped = 0
    for shape in {s for target in TARGETS for s in shapes.subjects(target)} | _classes(shapes):
        nodes = set(_focus_nodes(shape, shapes, data))
        for part in _parts(shape, shapes):
            seen = set() if _is_off(part, shapes) or _is_off(shape, shapes) else nodes
            pairs |= {(str(node), str(part)) for node in seen}
            skipped += not seen
    return len(pairs), skipped


def _classes(shapes: Graph) -> set[Node]:
    kinds = set(shapes.subjects(RDF.type, SH.NodeShape))
    kinds |= set(shapes.subjects(RDF.type, SH.PropertyShape))
    return {
        shape for shape in kinds if {RDFS.Class, OWL.Class} & set(shapes.objects(shape, RDF.type))
    }


def _focus_nodes(shape: Node, shapes: Graph, data: Graph) -> Iterator[Node]:
    classes = set(shapes.objects(shape, SH.targetClass)) | ({shape} & _classes(shapes))
    for cls in classes:
        for below in data.transitive_subjects(RDFS.subClassOf, cls):
            yield from data.subjects(RDF.type, below)
    yield from shapes.objects(shape, SH.targetNode)
    for predicate in shapes.objects(shape, SH.targetSubjectsOf):
        yield from data.subjects(predicate)
    for predicate in shapes.objects(shape, SH.targetObjectsOf):
        yield from data.objects(None, predicate)


def _parts(shape: Node, shapes: Graph) -> Iterator[Node]:
    demands = set(shapes.predicates(shape)) - SAYS_NO_DEMAND
    if any(str(predicate).startswith(str(SH)) for predicate in demands):
        yield shape
    yield from shapes.objects(shape, SH.property)


def _is_off(shape: Node, shapes: Graph) -> bool:
    return (shape, SH.deactivated, Literal(True)) in shapes
