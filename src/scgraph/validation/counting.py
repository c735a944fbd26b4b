"""Which shapes look at which focus nodes, so that they can be run and a report can count them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from scgraph.terms import PREFIXES
from scgraph.validation.triples import TYPE, Triples, shown

SH, RDFS = PREFIXES["sh"], PREFIXES["rdfs"]
TRUE, FALSE = (f'"{PREFIXES["xsd"]}boolean"{value}' for value in ("true", "false"))
TARGETS = tuple(f"{SH}target{kind}" for kind in ("Class", "Node", "SubjectsOf", "ObjectsOf"))
CLASSES = {f"{RDFS}Class", PREFIXES["owl"] + "Class"}
KINDS = (f"{SH}NodeShape", f"{SH}PropertyShape")
NOT_CONSTRAINTS = {
    *(f"{SH}{name}" for name in ("property", "path", "name", "description", "message", "severity")),
    *(f"{SH}{name}" for name in ("order", "group", "deactivated", "ignoredProperties", "prefixes")),
    *TARGETS,
    f"{SH}target",
}

FocusNodes = Mapping[str, frozenset[str]]
"""The nodes that each shape with a target looks at."""


@dataclass(frozen=True, slots=True)
class Check:
    """A shape with constraints of its own, and the nodes it looks at, as a report shows them."""

    shape: str
    focus_nodes: frozenset[str]


def focus_nodes(shapes: Triples, data: Triples) -> FocusNodes:
    """Return the nodes that each shape with a target looks at."""
    return {shape: _targets(shape, shapes, data) for shape in targeting_shapes(shapes)}


def only(of: Callable[[str], bool], focus: FocusNodes) -> FocusNodes:
    """Return those of the focus nodes that are asked for."""
    return {shape: frozenset(filter(of, nodes)) for shape, nodes in focus.items()}


def checks(shapes: Triples, focus: FocusNodes) -> Iterator[Check]:
    """Yield each shape that has a target, and each property shape of such a shape.

    A shape that is deactivated, or has no focus node in the data, looks at nothing.
    """
    own = _own_predicates(shapes)
    for shape, nodes in focus.items():
        seen = frozenset(map(shown, nodes))
        for part in _parts(shape, shapes, own):
            is_off = any(TRUE in shapes.objects(one, f"{SH}deactivated") for one in (part, shape))
            yield Check(shown(part), frozenset() if is_off else seen)


def pairs(counted: list[Check]) -> int:
    """Return how many pairs of a focus node and a shape some checks are, each pair once."""
    by_shape: dict[str, list[frozenset[str]]] = defaultdict(list)
    for check in counted:
        by_shape[check.shape].append(check.focus_nodes)
    return sum(
        len(held[0] if len(held) == 1 else frozenset().union(*held)) for held in by_shape.values()
    )


def targeting_shapes(shapes: Triples) -> list[str]:
    """Return the shapes that have a target, in alphabetical order."""
    named = {shape for target in TARGETS for shape in shapes.forward(target)}
    return sorted(named | class_shapes(shapes))


def class_shapes(shapes: Triples) -> set[str]:
    """Return the shapes that are classes too, and so have their own instances as a target."""
    of_type = shapes.backward(TYPE)
    classes = {node for cls in CLASSES for node in of_type.get(cls, ())}
    return {node for kind in KINDS for node in of_type.get(kind, ())} & classes


def _own_predicates(shapes: Triples) -> set[str]:
    """Return the shapes that SHACL says something of beside targets, properties and words."""
    telling = (name for name in shapes.predicates if name.startswith(SH))
    return {
        shape for name in telling if name not in NOT_CONSTRAINTS for shape in shapes.forward(name)
    }


def _parts(shape: str, shapes: Triples, own: set[str]) -> Iterator[str]:
    if shape in own:
        yield shape
    yield from sorted(shapes.objects(shape, f"{SH}property"))


def _targets(shape: str, shapes: Triples, data: Triples) -> frozenset[str]:
    by_class, by_node, by_subject, by_object = (shapes.objects(shape, name) for name in TARGETS)
    classes = set(by_class) | ({shape} & class_shapes(shapes))
    return frozenset(by_node).union(
        *map(data.instances, classes),
        *map(data.forward, by_subject),
        *map(data.backward, by_object),
    )
