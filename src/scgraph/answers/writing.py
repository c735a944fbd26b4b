"""How a table is written: as text in each format, as a data frame, in a notebook.

>>> from scgraph.answers import Table
>>> Table(("a",), ((1,), (2,))).to_jsonl()
'{"a": 1}\\n{"a": 2}\\n'
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from scgraph.answers.values import Value

if TYPE_CHECKING:
    import pandas
    import polars

    from scgraph.answers import formats


class Writing:
    """The cells of a table, and every form they can be written in.

    The module of a format is imported when it is asked for.
    """

    __slots__ = ()

    columns: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]
    terms: tuple[tuple[str | None, ...], ...]

    def __len__(self) -> int:
        return len(self.rows)

    def is_iri(self, row: int, column: int) -> bool:
        """Tell whether a cell holds an IRI rather than text.

        >>> from scgraph.answers import Table
        >>> Table(("a",), (("https://example.org/",),)).is_iri(0, 0)
        False
        """
        return bool(self.terms) and (self.terms[row][column] or "").startswith("<")

    def to_csv(self) -> str:
        """Write the table as CSV: a header line, cells quoted where needed, lines ended by LF.

        Cells are written as they are, also those that a spreadsheet would take for a formula.

        >>> from scgraph.answers import Table
        >>> Table(("a", "b"), (("x,y", None),)).to_csv()
        'a,b\\n"x,y",\\n'
        """
        from scgraph.answers import formats

        return formats.csv(self.columns, self.rows)

    def to_tsv(self) -> str:
        r"""Write the table as TSV; tab, line ends and backslash in a cell as \t \n \r \\.

        >>> from scgraph.answers import Table
        >>> Table(("a",), (("x\ty",),)).to_tsv()
        'a\nx\\ty\n'
        """
        from scgraph.answers import formats

        return formats.tsv(self.columns, self.rows)

    def to_json(self) -> str:
        """Write the table as a JSON array with one object a row.

        >>> from scgraph.answers import Table
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

        >>> from scgraph.answers import Table
        >>> Table(("a",), ((1,), (2,))).to_jsonl()
        '{"a": 1}\\n{"a": 2}\\n'
        """
        from scgraph.answers import formats

        return formats.jsonl(self.columns, self.rows)

    def to_srj(self) -> str:
        """Write the table as SPARQL 1.1 Query Results JSON, with types and languages of its terms.

        >>> from scgraph.answers import Table
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

        >>> from scgraph.answers import Table
        >>> Table(("a", "b"), ((1, "x"), (None, "y"))).to_pandas()["a"].sum()
        np.int64(1)
        """
        from scgraph.answers.frames import to_pandas

        return to_pandas(self)

    def to_polars(self) -> polars.DataFrame:
        """Return a polars data frame with the same columns and rows; types as in `to_pandas`.

        Raises:
            ImportError: if polars is not installed.

        >>> from scgraph.answers import Table
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

    def to_markdown(self) -> str:
        """Write the table as a Markdown table in which no cell can act as markup.

        >>> from scgraph.answers import Table
        >>> Table(("a",), (("x|y",),)).to_markdown()
        '| a |\\n| --- |\\n| x\\\\|y |\\n'
        """
        from scgraph.answers import formats

        return formats.markdown(self.columns, self._marked_rows())

    def to_html(self) -> str:
        """Write the table as an HTML table in which no cell can act as markup.

        >>> from scgraph.answers import Table
        >>> "&lt;b&gt;" in Table(("a",), (("<b>",),)).to_html()
        True
        """
        from scgraph.answers import formats

        return formats.html(self.columns, self._marked_rows())

    def _repr_html_(self) -> str:
        from scgraph.answers.notebook import shown

        return shown(self)

    def _marked_rows(self) -> Iterator[list[formats.MarkedCell]]:
        for row_number, row in enumerate(self.rows):
            yield [(value, self.is_iri(row_number, place)) for place, value in enumerate(row)]
