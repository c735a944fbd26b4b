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

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, overload

from scgraph.answers.values import Value, plain

if TYPE_CHECKING:
    import pandas
    import polars

    from scgraph.answers import formats

LABEL_SUFFIX = "_label"
"""The column ``x_label`` holds the names of the things in the column ``x``."""


class Row(Mapping[str, Value]):
    """One row of a table, read by column name, as a key or as an attribute.

    >>> row = Row(("barrier", "claims"), ("silos", 3))
    >>> row["barrier"], row.claims, dict(row)
    ('silos', 3, {'barrier': 'silos', 'claims': 3})
    """

    __slots__ = ("_columns", "_values")

    def __init__(self, columns: tuple[str, ...], values: tuple[Value, ...]) -> None:
        self._columns = columns
        self._values = values

    def __getitem__(self, column: str) -> Value:
        if column not in self._columns:
            raise KeyError(column)
        return self._values[self._columns.index(column)]

    def __getattr__(self, column: str) -> Value:
        if column.startswith("_") or column not in self._columns:
            raise AttributeError(f"this row has no column {column!r}")
        return self[column]

    def __iter__(self) -> Iterator[str]:
        return iter(self._columns)

    def __len__(self) -> int:
        return len(self._columns)

    def __hash__(self) -> int:
        return hash(frozenset(zip(self._columns, self._values, strict=True)))

    def __reduce__(self) -> tuple[type[Row], tuple[object, ...]]:
        return Row, (self._columns, self._values)

    def __repr__(self) -> str:
        cells = ", ".join(f"{column}={self[column]!r}" for column in self)
        return f"Row({cells})"


@dataclass(frozen=True, slots=True, repr=False)
class Table:
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

    def __len__(self) -> int:
        return len(self.rows)

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

    def is_iri(self, row: int, column: int) -> bool:
        """Tell whether a cell holds an IRI rather than text.

        >>> Table(("a",), (("https://example.org/",),)).is_iri(0, 0)
        False
        """
        return bool(self.terms) and (self.terms[row][column] or "").startswith("<")

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

    def to_csv(self) -> str:
        """Write the table as CSV: a header line, cells quoted where needed, lines ended by LF.

        Cells are written as they are, also those that a spreadsheet would take for a formula.

        >>> Table(("a", "b"), (("x,y", None),)).to_csv()
        'a,b\\n"x,y",\\n'
        """
        from scgraph.answers import formats

        return formats.csv(self.columns, self.rows)

    def to_tsv(self) -> str:
        r"""Write the table as TSV; tab, line ends and backslash in a cell as \t \n \r \\.

        >>> Table(("a",), (("x\ty",),)).to_tsv()
        'a\nx\\ty\n'
        """
        from scgraph.answers import formats

        return formats.tsv(self.columns, self.rows)

    def to_json(self) -> str:
        """Write the table as a JSON array with one object a row.

        >>> print(Table(("a",), ((None,),)).to_json())
        [
          {"a": null}
        ]
        <BLANKLINE>
        """
        from scgraph.answers import formats

        return formats.json(self.columns, self.rows)

    def to_jsonl(self) -> str:
        """Write the table as JSON lines, one object a row.

        >>> Table(("a",), ((1,), (2,))).to_jsonl()
        '{"a": 1}\\n{"a": 2}\\n'
        """
        from scgraph.answers import formats

        return formats.jsonl(self.columns, self.rows)

    def to_srj(self) -> str:
        """Write the table as SPARQL 1.1 Query Results JSON, with types and languages of its terms.

        >>> print(Table(("a",), ((1,),)).to_srj())
        {
          "head": {"vars": ["a"]},
          "results": {"bindings": [
            {"a": {"type": "literal", "value": "1", "datatype": \
"http://www.w3.org/2001/XMLSchema#integer"}}
          ]}
        }
        <BLANKLINE>
        """
        from scgraph.answers.srj import srj

        return srj(self)

    def to_pandas(self) -> pandas.DataFrame:
        """Return a pandas data frame with the same columns and rows.

        Whole numbers become Int64, other numbers float64, truth values boolean, all else string;
        what is not bound is missing. A decimal becomes the nearest float.

        Raises:
            ImportError: if pandas is not installed.

        >>> Table(("a", "b"), ((1, "x"), (None, "y"))).to_pandas()["a"].sum()
        np.int64(1)
        """
        from scgraph.answers.frames import to_pandas

        return to_pandas(self)

    def to_polars(self) -> polars.DataFrame:
        """Return a polars data frame with the same columns and rows; types as in `to_pandas`.

        Raises:
            ImportError: if polars is not installed.

        >>> Table(("a", "b"), ((1, "x"), (None, "y"))).to_polars().shape
        (2, 2)
        """
        from scgraph.answers.frames import to_polars

        return to_polars(self)

    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object:
        """Hand the table over by the Arrow PyCapsule interface, as one batch.

        So ``pyarrow.table(table)``, ``polars.DataFrame(table)`` and DuckDB take it as it is.

        Raises:
            ImportError: if nanoarrow is not installed.
        """
        from scgraph.answers.frames import arrow_stream

        return arrow_stream(self, requested_schema)

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

    def to_markdown(self) -> str:
        """Write the table as a Markdown table in which no cell can act as markup.

        >>> Table(("a",), (("x|y",),)).to_markdown()
        '| a |\\n| --- |\\n| x\\\\|y |\\n'
        """
        from scgraph.answers import formats

        return formats.markdown(self.columns, self._marked_rows())

    def to_html(self) -> str:
        """Write the table as an HTML table in which no cell can act as markup.

        >>> "&lt;b&gt;" in Table(("a",), (("<b>",),)).to_html()
        True
        """
        from scgraph.answers import formats

        return formats.html(self.columns, self._marked_rows())

    def _repr_html_(self) -> str:
        from scgraph.answers.notebook import shown

        return shown(self)

    def _word(self, row: int, name: str, shorten: Callable[[str], str]) -> Value:
        place = self.columns.index(name)
        thing = name.removesuffix(LABEL_SUFFIX)
        if self.rows[row][place] is None and thing in self.columns:
            place = self.columns.index(thing)
        value = self.rows[row][place]
        return shorten(str(value)) if self.is_iri(row, place) else value

    def _marked_rows(self) -> Iterator[list[formats.MarkedCell]]:
        for row_number, row in enumerate(self.rows):
            yield [(value, self.is_iri(row_number, place)) for place, value in enumerate(row)]
