"""Paths of shapes: read from a shapes graph, written as SPARQL does, walked from a node.

The walks are those of the reference engine. Where it departs from SHACL (it keeps the order of a
sequence within an inverse path, and refuses a long one), a path is left to it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from itertools import count, repeat
from typing import TypeAlias

from scgraph.terms import PREFIXES
from scgraph.validation.triples import FIRST, Triples, is_blank, is_literal, reached

SH = PREFIXES["sh"]
INVERSE, ALTERNATIVE = f"{SH}inversePath", f"{SH}alternativePath"
MARKS = {f"{SH}zeroOrMorePath": "*", f"{SH}oneOrMorePath": "+", f"{SH}zeroOrOnePath": "?"}
DEEPEST = 8
"""How many steps a path may have; the reference engine gives up a little later."""

Walk: TypeAlias = Callable[[str], Collection[str]]
NOTHING: Collection[str] = ()


class UnknownShapeError(Exception):
    """Something in a shapes graph that only the reference engine can judge."""


@dataclass(frozen=True, slots=True)
class Step:
    """One property, forwards."""

    predicate: str

    def __str__(self) -> str:
        return self.predicate

    def walk(self, data: Triples) -> Walk:
        """Return the walk to what stands behind the property."""
        return _lookup(data.forward(self.predicate).get)


@dataclass(frozen=True, slots=True)
class Inverse:
    """One property, backwards."""

    predicate: str

    def __str__(self) -> str:
        return f"^{self.predicate}"

    def walk(self, data: Triples) -> Walk:
        """Return the walk to what stands before the property."""
        return _lookup(data.backward(self.predicate).get)


@dataclass(frozen=True, slots=True)
class Sequence:
    """Paths one after another."""

    parts: tuple[Path, ...]

    def __str__(self) -> str:
        return "/".join(map(str, self.parts))

    def walk(self, data: Triples) -> Walk:
        """Return the walk along one part after another."""
        walks = [part.walk(data) for part in self.parts]

        def along(node: str) -> Collection[str]:
            nodes: Collection[str] = (node,)
            for walk in walks:
                nodes = {value for one in nodes for value in walk(one)}
            return nodes

        return along


@dataclass(frozen=True, slots=True)
class Alternative:
    """Any of some paths."""

    parts: tuple[Path, ...]

    def __str__(self) -> str:
        return "|".join(map(str, self.parts))

    def walk(self, data: Triples) -> Walk:
        """Return the walk along all parts at once."""
        walks = [part.walk(data) for part in self.parts]
        return lambda node: {value for walk in walks for value in walk(node)}


@dataclass(frozen=True, slots=True)
class Repeated:
    """A path any number of times (``*``), at least once (``+``), or at most once (``?``)."""

    part: Path
    mark: str

    def __str__(self) -> str:
        return f"{self.part}{self.mark}"

    def walk(self, data: Triples) -> Walk:
        """Return the walk along the part as often as the mark allows."""
        step = self.part.walk(data)
        if self.mark == "?":
            return lambda node: {node, *step(node)}
        if self.mark == "+":
            return lambda node: reached(step(node), step)
        return lambda node: reached([node], step)


Path: TypeAlias = Step | Inverse | Sequence | Alternative | Repeated


def read_path(node: str, shapes: Triples, depth: int = 1) -> Path:
    """Return the path that a node of a shapes graph describes.

    Raises:
        UnknownShapeError: if it is none, or one that the reference engine must walk.
    """
    if is_literal(node) or depth > DEEPEST:
        raise UnknownShapeError(f"path {node}")
    if not is_blank(node):
        return Step(node)
    if shapes.objects(node, FIRST):
        return Sequence(_parts(node, shapes, count(depth + 1)))
    kinds = [kind for kind in (INVERSE, ALTERNATIVE, *MARKS) if shapes.objects(node, kind)]
    if len(kinds) != 1 or len(shapes.objects(node, kinds[0])) != 1:
        raise UnknownShapeError(f"path {node}")
    (inner,) = shapes.objects(node, kinds[0])
    if kinds[0] == ALTERNATIVE:
        return Alternative(_parts(inner, shapes, repeat(depth + 1)))
    part = read_path(inner, shapes, depth + 1)
    return Repeated(part, MARKS[kinds[0]]) if kinds[0] in MARKS else _turned(part)


def _parts(node: str, shapes: Triples, depths: Iterable[int]) -> tuple[Path, ...]:
    """Read a list of paths; the depth of each is what the reference engine takes it to be."""
    try:
        members = list(shapes.items(node))
    except ValueError as error:
        raise UnknownShapeError(str(error)) from error
    if len(members) < 2:
        raise UnknownShapeError(f"path of {len(members)} parts: {node}")
    pairs = zip(members, depths, strict=False)
    return tuple(read_path(member, shapes, depth) for member, depth in pairs)


def _turned(path: Path) -> Path:
    if not isinstance(path, Step):
        raise UnknownShapeError(f"the inverse of {path}")
    return Inverse(path.predicate)


def _lookup(get: Callable[[str, Collection[str]], Collection[str]]) -> Walk:
    return lambda node: get(node, NOTHING)
