"""The parameters of SHACL's constraints whose values are shapes."""

from __future__ import annotations

import operator
from collections.abc import Callable

from scgraph.validation.constraints import Constraint
from scgraph.validation.paths import UnknownShapeError
from scgraph.validation.shapes import Conforms, Qualified
from scgraph.validation.wellformed import Read, Reader, needs_path, the, whole


def _node(reader: Reader, node: str) -> list[Constraint]:
    shapes = [reader.shape(value) for value in sorted(reader.values(node, "node"))]
    if any(shape.path is not None for shape in shapes):
        raise UnknownShapeError(f"a property shape as sh:node: {node}")
    return [Conforms("NodeConstraintComponent", (shape,), bool) for shape in shapes]


def _not(reader: Reader, node: str) -> list[Constraint]:
    return [
        Conforms("NotConstraintComponent", (reader.shape(value),), operator.not_)
        for value in sorted(reader.values(node, "not"))
    ]


def _listed(name: str, component: str, is_enough: Callable[[int, int], bool]) -> Read:
    def read(reader: Reader, node: str) -> list[Constraint]:
        return [
            _of_list(component, reader, members, is_enough)
            for members in sorted(reader.values(node, name))
        ]

    return read


def _of_list(
    component: str, reader: Reader, node: str, is_enough: Callable[[int, int], bool]
) -> Constraint:
    shapes = tuple(map(reader.shape, reader.members(node)))
    if not shapes:
        raise UnknownShapeError(f"an empty list of shapes: {node}")
    return Conforms(component, shapes, lambda count: is_enough(count, len(shapes)))


def _qualified(reader: Reader, node: str) -> list[Constraint]:
    needs_path(reader, node, "qualifiedValueShape")
    shape = reader.shape(the(reader, node, "qualifiedValueShape"))
    demands: list[Constraint] = []
    if reader.values(node, "qualifiedMinCount"):
        least = whole(reader, node, "qualifiedMinCount")
        demands.append(
            Qualified("QualifiedMinCountConstraintComponent", shape, lambda count: count >= least)
        )
    if reader.values(node, "qualifiedMaxCount"):
        most = whole(reader, node, "qualifiedMaxCount")
        demands.append(
            Qualified("QualifiedMaxCountConstraintComponent", shape, lambda count: count <= most)
        )
    if not demands:
        raise UnknownShapeError(f"qualifiedValueShape without a count: {node}")
    return demands


def _qualified_count(reader: Reader, node: str) -> list[Constraint]:
    if not reader.values(node, "qualifiedValueShape"):
        raise UnknownShapeError(f"a qualified count without a shape: {node}")
    return []


OF_SHAPES: dict[str, Read] = {
    "node": _node,
    "not": _not,
    "and": _listed("and", "AndConstraintComponent", operator.eq),
    "or": _listed("or", "OrConstraintComponent", lambda count, members: count > 0),
    "xone": _listed("xone", "XoneConstraintComponent", lambda count, members: count == 1),
    "qualifiedValueShape": _qualified,
    "qualifiedMinCount": _qualified_count,
    "qualifiedMaxCount": _qualified_count,
}
"""How each parameter is read, by its local name."""
