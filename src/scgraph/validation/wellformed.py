"""What a parameter of a shape must be to be well-formed; what is not is unknown here."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Protocol, TypeAlias

from scgraph.validation.constraints import Constraint, is_iri
from scgraph.validation.literals import INTEGER, STRING
from scgraph.validation.paths import UnknownShapeError
from scgraph.validation.shapes import Shape
from scgraph.validation.triples import is_literal, literal


class Reader(Protocol):
    """Be what reads a shapes graph."""

    def values(self, node: str, name: str) -> Collection[str]:
        """Return the values of a property of SHACL, by its local name."""
        ...

    def members(self, node: str) -> tuple[str, ...]:
        """Return the members of a list."""
        ...

    def shape(self, node: str) -> Shape:
        """Return the shape that a node is."""
        ...

    def has_path(self, node: str) -> bool:
        """Tell whether a node is a property shape."""
        ...


Read: TypeAlias = Callable[[Reader, str], list[Constraint]]
"""How a parameter of a shape is read: the demands that its values make."""


def the(reader: Reader, node: str, name: str) -> str:
    """Return the one value of a parameter."""
    values = reader.values(node, name)
    if len(values) != 1:
        raise UnknownShapeError(f"{name} {len(values)} times: {node}")
    return next(iter(values))


def whole(reader: Reader, node: str, name: str) -> int:
    """Return the one value of a parameter, which is a number of things."""
    kind, text = a_literal(the(reader, node, name))
    if kind != INTEGER or not text.isascii() or not text.isdigit():
        raise UnknownShapeError(f"{name} {text!r}: {node}")
    return int(text)


def a_literal(name: str) -> tuple[str, str]:
    """Return the kind and the text of a literal."""
    if not is_literal(name):
        raise UnknownShapeError(f"no literal: {name}")
    return literal(name)


def plain_text(name: str) -> str:
    """Return the text of a literal that is nothing else."""
    kind, text = a_literal(name)
    if kind != STRING:
        raise UnknownShapeError(f"no plain text: {text!r}")
    return text


def iris(reader: Reader, node: str, name: str) -> list[str]:
    """Return the values of a parameter, which are IRIs."""
    values = sorted(reader.values(node, name))
    if not all(map(is_iri, values)):
        raise UnknownShapeError(f"{name} that is no IRI: {node}")
    return values


def needs_path(reader: Reader, node: str, name: str) -> None:
    """Refuse a parameter on what is no property shape."""
    if not reader.has_path(node):
        raise UnknownShapeError(f"{name} without a path: {node}")
