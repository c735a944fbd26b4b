"""A table: named columns, rows of plain values, and the RDF terms they came from.

>>> table = Table(("barrier", "claims"), (("silos", 3), ("cash", 5)))
>>> [row.claims for row in table]
[3, 5]
>>> print(table[:1].to_markdown())
| barrier | claims |
| --- | --- |
| silos | 3 |
<BLANKLINE>
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import overload

from scgraph.answers.row import Row
from scgraph.answers.values import Value, as_text, plain
from scgraph.answers.writing import Writing

LABEL_SUFFIX = "_label"
"""The column ``x_label`` holds the names of the things in the column ``x``."""


@dataclass(frozen=True, slots=True, repr=False)
class Table(Writing):
    """Columns and rows of an answer, in the order of the question.

    Args:
        columns: the names of the columns.
        rows: plain values (IRIs as full text, numbers and booleans as Python's own), None where
            nothing is bound.
        terms: the same cells as N-Triples terms; empty if the table was not made from a graph.

    >>> Table(("a",), ((1,), (2,)))[1].a
    2
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]
    terms: tuple[tuple[str | None, ...], ...] = ()

    def __post_init__(self) -> None:
        if any(len(row) != len(self.columns) for row in self.rows):
            raise ValueError(f"a row does not have the {len(self.columns)} cells of the columns")
        if self.terms and [*map(len, self.terms)] != [*map(len, self.rows)]:
            raise ValueError("the rows and their terms differ in number")

    @classmethod
    def from_terms(cls, columns: Iterable[str], rows: Iterable[Iterable[object]]) -> Table:
        """Make a table from rows of RDF terms, None where a variable is not bound.

        >>> import pyoxigraph
        >>> Table.from_terms(["n"], [[pyoxigraph.Literal(7)]]).rows
        ((7,),)
        """
        bound = [tuple(row) for row in rows]
        return cls(
            tuple(columns),
            tuple(tuple(plain(term) for term in row) for row in bound),
            tuple(tuple(None if term is None else str(term) for term in row) for row in bound),
        )

    def __iter__(self) -> Iterator[Row]:
        return (Row(self.columns, row) for row in self.rows)

    @overload
    def __getitem__(self, wanted: int) -> Row: ...
    @overload
    def __getitem__(self, wanted: slice) -> Table: ...
    def __getitem__(self, wanted: int | slice) -> Row | Table:
        if isinstance(wanted, slice):
            return Table(self.columns, self.rows[wanted], self.terms[wanted])
        return Row(self.columns, self.rows[wanted])

    def __repr__(self) -> str:
        rows = "1 row" if len(self) == 1 else f"{len(self)} rows"
        return f"Table({rows}: {', '.join(self.columns)})"

    def column(self, name: str) -> tuple[Value, ...]:
        """Return the values of one column, from the first row to the last.

        Raises:
            KeyError: if the table has no such column.

        >>> Table(("a", "b"), ((1, 2), (3, 4))).column("b")
        (2, 4)
        """
        return tuple(row[name] for row in self)

    def in_words(self, shorten: Callable[[str], str] = str) -> Table:
        """Return the table as a reader wants it: names in place of IRIs.

        A column ``x`` whose names stand in a column ``x_label`` gives way to it; a name that is
        missing, and any other IRI, is the shortened IRI.

        Args:
            shorten: makes the short form of an IRI.

        >>> import pyoxigraph
        >>> mic = pyoxigraph.NamedNode("https://w3id.org/scgraph/id/mic")
        >>> table = Table.from_terms(["actor", "actor_label"], [[mic, None]])
        >>> table.in_words(lambda iri: iri.rpartition("/")[2])
        Table(1 row: actor)
        >>> table.in_words(lambda iri: iri.rpartition("/")[2]).rows
        (('mic',),)
        """
        kept = [name for name in self.columns if f"{name}{LABEL_SUFFIX}" not in self.columns]
        rows = (
            tuple(self._word(number, name, shorten) for name in kept) for number in range(len(self))
        )
        return Table(tuple(name.removesuffix(LABEL_SUFFIX) for name in kept), tuple(rows))

    def without(self, column: str) -> Table:
        """Return the table without a column; the same table if it has no such column.

        >>> Table(("a", "b"), ((1, 2),)).without("a").rows
        ((2,),)
        """
        kept = [place for place, name in enumerate(self.columns) if name != column]
        return Table(
            tuple(self.columns[place] for place in kept),
            tuple(tuple(row[place] for place in kept) for row in self.rows),
            tuple(tuple(row[place] for place in kept) for row in self.terms),
        )

    def joined(self, column: str) -> Table:
        """Return the table with those rows as one that differ only in a column, its values joined.

        The same table if it has no such column. Values are joined by commas, each once; the row
        stands where the first of them stood.

        >>> Table(("a", "at"), (("x", "s1"), ("y", "s2"), ("x", "s3"))).joined("at").rows
        (('x', 's1, s3'), ('y', 's2'))
        """
        if column not in self.columns:
            return self
        place = self.columns.index(column)
        found: dict[tuple[Value, ...], list[str]] = {}
        for row in self.rows:
            others = (*row[:place], *row[place + 1 :])
            found.setdefault(others, []).append(as_text(row[place]))
        rows = (
            (*others[:place], ", ".join(dict.fromkeys(values)), *others[place:])
            for others, values in found.items()
        )
        return Table(self.columns, tuple(rows))

    def where(self, column: str, keep: Callable[[Value], bool]) -> Table:
        """Return the rows whose value in a column is to be kept.

        Raises:
            KeyError: if the table has no such column.

        >>> Table(("a",), ((1,), (2,))).where("a", lambda value: value == 2).rows
        ((2,),)
        """
        chosen = [number for number, value in enumerate(self.column(column)) if keep(value)]
        return Table(
            self.columns,
            tuple(self.rows[number] for number in chosen),
            tuple(self.terms[number] for number in chosen) if self.terms else (),
        )

    def _word(self, row: int, name: str, shorten: Callable[[str], str]) -> Value:
        place = self.columns.index(name)
        thing = name.removesuffix(LABEL_SUFFIX)
        if self.rows[row][place] is None and thing in self.columns:
            place = self.columns.index(thing)
        value = self.rows[row][place]
        return shorten(str(value)) if self.is_iri(row, place) else value
