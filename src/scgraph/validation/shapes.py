"""Shapes, and what they find; a shape looks at all its focus nodes at once."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass

from scgraph.answers import Finding, Severity
from scgraph.terms import PREFIXES
from scgraph.validation.constraints import Breaches, Constraint, Values
from scgraph.validation.paths import NOTHING, Path, Step
from scgraph.validation.triples import Triples, shown

SH = PREFIXES["sh"]


@dataclass(frozen=True, slots=True)
class Shape:
    """A node shape, or with a path a property shape.

    Args:
        node: its name in the shapes graph.
        name: the IRI that a report gives for it: its own, or that of the shape it is a part of.
        path: where its values stand; None if the focus node is its own value.
        constraints: what it demands of its values.
        properties: the property shapes that its values are to meet.
        message: what is said if a demand is broken; None if it is not to be said in a report.
        severity: how bad that is.
        is_off: whether it is deactivated.
    """

    node: str
    name: str
    path: Path | None
    constraints: tuple[Constraint, ...]
    properties: tuple[Shape, ...]
    message: str | None
    severity: Severity
    is_off: bool

    def findings(self, nodes: Collection[str], data: Triples) -> Iterator[Finding]:
        """Yield what is wrong with some nodes; a node that is given twice is found twice."""
        return self._findings(values_at(self.path, nodes, data), data)

    def _findings(self, values: Values, data: Triples) -> Iterator[Finding]:
        if self.is_off:
            return
        for constraint in self.constraints:
            for focus, value in constraint.breaches(values, data):
                yield self._finding(constraint, focus, value)
        if self.properties:
            below = [value for _, held in values for value in held]
            walked: dict[Path | None, Values] = {}
            for part in self.properties:
                if part.path not in walked:  # many demands are made of one path
                    walked[part.path] = values_at(part.path, below, data)
                yield from part._findings(walked[part.path], data)

    def failing(self, nodes: Collection[str], data: Triples) -> set[str]:
        """Return those of some nodes that do not conform."""
        failing: set[str] = set()
        if self.is_off:
            return failing
        values = values_at(self.path, nodes, data)
        for constraint in self.constraints:
            failing.update(focus for focus, _ in constraint.breaches(values, data))
        for part in self.properties:
            wrong = part.failing(all_values(values), data)
            failing.update(focus for focus, held in values if not wrong.isdisjoint(held))
        return failing

    def _finding(self, constraint: Constraint, focus: str, value: str | None) -> Finding:
        assert self.message is not None, f"{self.name} reports and has no message"
        return Finding(
            severity=self.severity,
            message=self.message,
            focus=shown(focus),
            path=None if self.path is None else str(self.path),
            value=None if value is None else shown(value),
            shape=self.name,
            component=SH + constraint.component,
        )


def values_at(path: Path | None, nodes: Collection[str], data: Triples) -> Values:
    """Return some nodes with what a path leads to from each; without a path, with themselves."""
    if path is None:
        return [(node, (node,)) for node in nodes]
    if isinstance(path, Step):  # as most are: no walk is as fast
        get = data.forward(path.predicate).get
        return [(node, get(node, NOTHING)) for node in nodes]
    walk = path.walk(data)
    return [(node, walk(node)) for node in nodes]


def all_values(values: Values) -> set[str]:
    """Return the values of all focus nodes, each once."""
    return {value for _, held in values for value in held}


@dataclass(frozen=True, slots=True)
class Conforms:
    """Every value conforms to so many of some shapes as SHACL's words for it say."""

    component: str
    shapes: tuple[Shape, ...]
    is_enough: Callable[[int], bool]

    def breaches(self, values: Values, data: Triples) -> Breaches:
        """Return the values that conform to too few or too many."""
        nodes = all_values(values)
        failing = [shape.failing(nodes, data) for shape in self.shapes]
        wrong = {
            node
            for node in nodes
            if not self.is_enough(sum(node not in fails for fails in failing))
        }
        return [(focus, value) for focus, held in values for value in held if value in wrong]


@dataclass(frozen=True, slots=True)
class Qualified:
    """So many of the values conform to a shape."""

    component: str
    shape: Shape
    is_enough: Callable[[int], bool]

    def breaches(self, values: Values, data: Triples) -> Breaches:
        """Return the focus nodes at which too few or too many values conform."""
        failing = self.shape.failing(all_values(values), data)
        return [
            (focus, None)
            for focus, held in values
            if not self.is_enough(sum(value not in failing for value in held))
        ]
