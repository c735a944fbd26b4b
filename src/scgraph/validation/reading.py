"""Read a shapes graph for the engine of this room, and leave what it does not know.

Every statement about a shape is either understood or makes the shape unknown; nothing of SHACL is
passed over. A shape that is not well-formed is unknown as well, so that the reference engine says
what is wrong with it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from pyoxigraph import RdfFormat, Triple, parse

from scgraph.answers import Severity
from scgraph.errors import Fault, ReadError
from scgraph.validation.constraints import Constraint
from scgraph.validation.counting import (
    CLASSES,
    FALSE,
    KINDS,
    TARGETS,
    TRUE,
    class_shapes,
    targeting_shapes,
)
from scgraph.validation.literals import STRING
from scgraph.validation.nested import OF_SHAPES
from scgraph.validation.parameters import OF_VALUES
from scgraph.validation.paths import ALTERNATIVE, INVERSE, MARKS, SH, UnknownShapeError, read_path
from scgraph.validation.shapes import Shape
from scgraph.validation.triples import (
    SUBCLASS_OF,
    TYPE,
    Triples,
    is_blank,
    is_literal,
    literal,
    reached,
)

PARAMETERS = {**OF_VALUES, **OF_SHAPES}
SEVERITIES: dict[str, Severity] = {f"{SH}Warning": "Warning", f"{SH}Info": "Info"}
# What a shape may say that is no demand; sh:target and sh:closed, for instance, are not among it.
NO_DEMANDS = {
    *(f"{SH}{name}" for name in ("path", "property", "message", "severity", "deactivated")),
    *(f"{SH}{name}" for name in ("name", "description", "order", "group", "defaultValue")),
    *TARGETS,
}
NO_SHAPES = {
    INVERSE,
    ALTERNATIVE,
    *MARKS,
    *(f"{SH}{n}" for n in ("declare", "prefix", "namespace")),
}
DEEPEST = 10
"""How deep shapes may lie in each other; the reference engine gives up a little later."""


@dataclass(frozen=True)
class Shapes:
    """A shapes graph: the shapes that have targets, as far as they are known.

    Args:
        triples: the whole graph.
        names: the same under the names of its terms.
        known: the shapes with targets that this room's engine can run.
        unknown: those that it cannot, and why.
    """

    triples: tuple[Triple, ...]
    names: Triples
    known: dict[str, Shape]
    unknown: dict[str, str]


@cache
def read_shapes(text: str) -> Shapes:
    """Read a shapes graph that is written as Turtle.

    Raises:
        ReadError: if it is not Turtle.
    """
    triples = tuple(_parsed(text))
    names = Triples(triples)
    reader = _Reader(names)
    tried = {root: reader.tried(root) for root in targeting_shapes(names)}
    known = {root: shape for root, shape in tried.items() if isinstance(shape, Shape)}
    unknown = {root: why for root, why in tried.items() if isinstance(why, str)}
    if why := reader.why_all_are_unknown(unknown):
        return Shapes(triples, names, {}, dict.fromkeys(tried, why))
    return Shapes(triples, names, known, unknown)


def _parsed(text: str) -> Iterator[Triple]:
    try:
        for quad in parse(text, RdfFormat.TURTLE):
            yield quad.triple
    except SyntaxError as error:
        fault = Fault("shapes", error.lineno, error.offset, f"is not Turtle: {error.msg}")
        raise ReadError([fault]) from error


class _Reader:
    """Reads the shapes of a graph, each once; it is the `Reader` of the parameters."""

    def __init__(self, names: Triples) -> None:
        self._names = names
        self._said: dict[str, dict[str, list[str]]] = defaultdict(dict)
        self._above: dict[str, set[str]] = defaultdict(set)
        self._class_shapes = class_shapes(names)
        self._read: dict[str, Shape] = {}
        self._open: list[str] = []
        for before, predicate, behind in names:
            self._said[before].setdefault(predicate, []).append(behind)
            if is_blank(behind):
                self._above[behind].add(before)

    def tried(self, root: str) -> Shape | str:
        """Return a shape that reports, or why it is unknown."""
        try:
            shape = self.shape(root)
            _check_messages(shape)
        except UnknownShapeError as error:
            self._open.clear()
            return str(error)
        return shape

    def why_all_are_unknown(self, unknown: Iterable[str]) -> str:
        """Return what stands beside the shapes and may concern all of them, or the empty text.

        What hangs on an unknown shape alone is left to whatever runs that shape.
        """
        if self._names.forward(f"{SH}parameter"):
            return "a constraint component that is no part of SHACL"
        if self._names.backward(SUBCLASS_OF).keys() & CLASSES:
            return "a class of classes"
        passed = reached(unknown, self._behind)
        tried = (self._why_unknown(node) for node in list(self._said) if node not in passed)
        return next(filter(None, tried), "")

    def _behind(self, node: str) -> Iterator[str]:
        for values in self._said.get(node, {}).values():
            yield from values

    def _why_unknown(self, node: str) -> str:
        said = self._said[node]
        kinds = [kind for kind in said.get(TYPE, ()) if kind.startswith(SH)]
        if not kinds and not any(name.startswith(SH) and name not in NO_SHAPES for name in said):
            return ""
        try:
            self.shape(node)
        except UnknownShapeError as error:
            self._open.clear()
            return str(error)
        return ""

    def shape(self, node: str) -> Shape:
        """Return the shape that a node is.

        Raises:
            UnknownShapeError: if it is not well-formed, or says what is not known here.
        """
        if node not in self._read:
            if node in self._open or len(self._open) >= DEEPEST:
                raise UnknownShapeError(f"shapes within each other: {node}")
            self._open.append(node)
            self._read[node] = self._made(node)
            self._open.pop()
        return self._read[node]

    def _made(self, node: str) -> Shape:
        self._check_kind(node)
        properties = tuple(self.shape(part) for part in sorted(self.values(node, "property")))
        if not all(part.path for part in properties):
            raise UnknownShapeError(f"sh:property without a path: {node}")
        return Shape(
            node=node,
            name=self._name(node),
            path=read_path(self._one(node, "path"), self._names) if self.has_path(node) else None,
            constraints=tuple(self._constraints(node)),
            properties=properties,
            message=self._message(node),
            severity=SEVERITIES.get(self._one(node, "severity"), "Violation"),
            is_off=self._is_off(node),
        )

    def _check_kind(self, node: str) -> None:
        kinds = set(self._said.get(node, {}).get(TYPE, ()))
        named = {kind for kind in kinds if kind.startswith(SH)} - {f"{SH}PropertyGroup"}
        wanted = KINDS[1] if self.has_path(node) else KINDS[0]
        if named - {wanted} or (kinds & CLASSES and node not in self._class_shapes):
            raise UnknownShapeError(f"of a kind that it cannot be: {node}")

    def _constraints(self, node: str) -> Iterator[Constraint]:
        for predicate in sorted(self._said.get(node, ())):
            if not predicate.startswith(SH) or predicate in NO_DEMANDS:
                continue
            read = PARAMETERS.get(predicate.removeprefix(SH))
            if read is None:
                raise UnknownShapeError(f"{predicate}: {node}")
            yield from read(self, node)

    def values(self, node: str, name: str) -> Collection[str]:
        """Return the values of a property of SHACL, by its local name."""
        return self._names.objects(node, SH + name)

    def members(self, node: str) -> tuple[str, ...]:
        """Return the members of a list.

        Raises:
            UnknownShapeError: if it is none.
        """
        try:
            return tuple(self._names.items(node))
        except ValueError as error:
            raise UnknownShapeError(str(error)) from error

    def has_path(self, node: str) -> bool:
        """Tell whether a node is a property shape."""
        return bool(self.values(node, "path"))

    def _one(self, node: str, name: str) -> str:
        values = self.values(node, name)
        if len(values) > 1:
            raise UnknownShapeError(f"{name} {len(values)} times: {node}")
        return next(iter(values), "")

    def _is_off(self, node: str) -> bool:
        value = self._one(node, "deactivated")
        if value not in ("", TRUE, FALSE):
            raise UnknownShapeError(f"deactivated {value}: {node}")
        return value == TRUE

    def _message(self, node: str) -> str | None:
        """Return the message in English or in no language, else the only one."""
        said = [literal(value) for value in self.values(node, "message") if is_literal(value)]
        wanted = [text for kind, text in said if kind in ("@en", STRING)] or [t for _, t in said]
        is_sure = len(wanted) == 1 and len(said) == len(self.values(node, "message"))
        return wanted[0] if is_sure else None

    def _name(self, node: str) -> str:
        """Return the IRI of a shape, or of the shape that a nameless one belongs to."""
        while is_blank(node):
            above = self._above.get(node, set())
            if len(above) != 1:
                break
            (node,) = above
        return node


def _check_messages(shape: Shape) -> None:
    """Refuse a shape that would report with a message that only the reference engine makes."""
    if shape.constraints and (shape.message is None or is_blank(shape.name)):
        raise UnknownShapeError(f"not one message, or no name: {shape.node}")
    for part in shape.properties:
        _check_messages(part)
