"""Remember where a statement was written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True)
class Place:
    """Hold a place in a file (lines and columns count from 1, None where unknown).

    >>> print(Place("claims.yaml", 12, 5))
    claims.yaml:12:5
    >>> print(Place("places.ttl"))
    places.ttl
    """

    file: str
    line: int | None = None
    column: int | None = None

    def __str__(self) -> str:
        """Write the place as editors and compilers do."""
        numbers = (str(number) for number in (self.line, self.column) if number is not None)
        return ":".join([self.file, *numbers])


Places: TypeAlias = dict[str | tuple[str, ...], Place]
"""Places by node, by (node, property), and by (node, property, value).

Nodes and properties are IRIs; a value is an IRI or the text of a literal.
"""

KnownPlaces: TypeAlias = Mapping[str | tuple[str, ...], Place]
"""The same, to look them up only."""
