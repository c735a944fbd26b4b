"""Hold a YAML document as it was written: texts with positions."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TypeAlias

_NULL = re.compile(r"null|Null|NULL|~|")
_BOOLEAN = re.compile(r"true|false")
# Python refuses to convert integers of thousands of digits; such a text is no number here.
_INTEGER = re.compile(r"[-+]?[0-9]{1,300}")
_FLOAT = re.compile(r"[-+]?((\.[0-9]+|[0-9]+\.[0-9]*)([eE][-+]?[0-9]+)?|[0-9]+[eE][-+]?[0-9]+)")


@dataclass(frozen=True)
class Scalar:
    """Hold one value as its source text; `plain` says that it stands without quotes.

    >>> Scalar("1.10", True, 1, 1).text, Scalar("no", True, 1, 1).value
    ('1.10', 'no')
    """

    text: str
    plain: bool
    line: int
    column: int

    @property
    def is_null(self) -> bool:
        """Say whether the value is absent: written as nothing, ``null`` or ``~``."""
        return self.plain and _NULL.fullmatch(self.text) is not None

    @property
    def value(self) -> bool | int | float | str | None:
        """Return the value that YAML 1.2 gives the text; only true and false are booleans.

        >>> [Scalar(text, True, 1, 1).value for text in ("3", "true", "yes", "2024-05-01", "~")]
        [3, True, 'yes', '2024-05-01', None]
        """
        if not self.plain:
            return self.text
        if self.is_null:
            return None
        if _BOOLEAN.fullmatch(self.text):
            return self.text == "true"
        if _INTEGER.fullmatch(self.text):
            return int(self.text)
        return float(self.text) if _FLOAT.fullmatch(self.text) else self.text


@dataclass(frozen=True)
class Sequence:
    """Hold a list of nodes."""

    items: tuple[Node, ...]
    line: int
    column: int

    @property
    def value(self) -> list[object]:
        """Return the values of the items."""
        return [item.value for item in self.items]


@dataclass(frozen=True)
class Mapping:
    """Hold keys, each once, with their nodes, in the order of the file."""

    entries: tuple[tuple[Scalar, Node], ...]
    line: int
    column: int

    @property
    def value(self) -> dict[str, object]:
        """Return the values by the text of their keys."""
        return {key.text: node.value for key, node in self.entries}

    def get(self, name: str) -> Node | None:
        """Return the node of a key, or None."""
        return next((node for key, node in self.entries if key.text == name), None)


Node: TypeAlias = Scalar | Sequence | Mapping


def shown(text: str) -> str:
    """Quote a text for a message, and cut it if it is long.

    >>> shown("no-such-key"), len(shown("x" * 1000))
    ("'no-such-key'", 63)
    """
    return repr(text if len(text) <= 60 else f"{text[:60]}…")


def kind_of(node: Node) -> str:
    """Name the kind of a node in words for a message.

    >>> kind_of(Sequence((), 1, 1))
    'a list'
    """
    return {Scalar: "a value", Sequence: "a list", Mapping: "a mapping"}[type(node)]
