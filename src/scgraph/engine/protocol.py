"""Say what an engine can do: load, query, count."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Protocol, TypeAlias, runtime_checkable

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, Triple

Term: TypeAlias = NamedNode | BlankNode | Literal | Triple
"""What a variable can be bound to; the terms are pyoxigraph's."""


@dataclass(frozen=True)
class Solutions:
    """Hold the answer to a SELECT query: its variables, and a term or None for each in each row.

    >>> answer = Solutions(("label",), ((Literal("bus"),), (None,)))
    >>> [row[0] for row in answer]
    [<Literal value=bus datatype=<NamedNode value=http://www.w3.org/2001/XMLSchema#string>>, None]
    """

    variables: tuple[str, ...]
    rows: tuple[tuple[Term | None, ...], ...]

    def __iter__(self) -> Iterator[tuple[Term | None, ...]]:
        """Yield the rows in order."""
        return iter(self.rows)

    def __len__(self) -> int:
        """Return the number of rows."""
        return len(self.rows)


class Engine(Protocol):
    """Be something that holds quads and answers queries on the union of their graphs."""

    def load(self, quads: Iterable[Quad]) -> None:
        """Add quads."""
        ...

    def load_nquads(self, data: bytes, *, is_ours: bool = False) -> None:
        """Add all quads of an N-Quads document, or none of them if it is wrong.

        Args:
            data: the document.
            is_ours: whether it was written from quads here, and needs no second look.

        Raises:
            ReadError: if the document is not N-Quads.
        """
        ...

    def query(
        self,
        text: str,
        limit: int | None = None,
        prefixes: Mapping[str, str] = ...,
        *,
        is_ours: bool = False,
    ) -> Solutions | bool | list[Triple]:
        """Answer a query: SELECT by solutions, ASK by a bool, CONSTRUCT and DESCRIBE by triples.

        Args:
            text: the query.
            limit: take at most so many rows or triples; None for all.
            prefixes: those that the query may use without declaring them.
            is_ours: whether it is a question of the catalogue, and needs no second look.

        Raises:
            QueryError: if the query cannot be parsed or answered.
        """
        ...

    def count(self) -> int:
        """Return the number of quads."""
        ...


@runtime_checkable
class Limitable(Protocol):
    """Be an engine that gives a query up at a deadline, whatever the query does."""

    def within(self, seconds: float) -> Engine:
        """Return the same engine with so many seconds for each query."""
        ...
