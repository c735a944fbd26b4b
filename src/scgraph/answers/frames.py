"""A table as a data frame: one type a column, None as null.

A column of whole numbers within 64 bits holds integers, one of numbers holds 64-bit floats, one of
truth values booleans; any other, also a mixed or an empty one, holds text. A decimal becomes the
nearest float; the exact form stays in the table and its terms.

>>> from decimal import Decimal
>>> column_type([1, None, 3]), column_type([Decimal("1.5"), 2]), column_type([1, "many"])
('integer', 'number', 'text')
"""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from scgraph.answers.values import Value, as_text

if TYPE_CHECKING:
    import pandas
    import polars

    from scgraph.answers.writing import Writing

ColumnType: TypeAlias = Literal["integer", "number", "boolean", "text"]
INTEGERS = range(-(2**63), 2**63)
EXTRAS = {"pandas": "pandas", "polars": "polars", "nanoarrow": "arrow"}


def column_type(values: Sequence[Value]) -> ColumnType:
    """Return the one type that all values of a column have; None counts for nothing."""
    found = [value for value in values if value is not None]
    if found and all(isinstance(value, bool) for value in found):
        return "boolean"
    if not found or any(isinstance(value, str | bool) for value in found):
        return "text"
    is_whole = all(isinstance(value, int) and value in INTEGERS for value in found)
    return "integer" if is_whole else "number"


def column_values(values: Sequence[Value]) -> list[Any]:
    """Return the values of a column, all of its type."""
    convert = {"integer": int, "number": float, "boolean": bool, "text": as_text}
    wanted = convert[column_type(values)]
    return [None if value is None else wanted(value) for value in values]  # type: ignore[operator]


def to_pandas(table: Writing) -> pandas.DataFrame:
    """Return a pandas data frame; needs the extra ``pandas``."""
    library = _needed("pandas")
    types = {"integer": "Int64", "number": "float64", "boolean": "boolean", "text": "string"}
    columns = {
        name: library.Series(column_values(cells), dtype=types[column_type(cells)])
        for name, cells in _columns(table)
    }
    frame: pandas.DataFrame = library.DataFrame(columns, columns=list(table.columns))
    return frame


def to_polars(table: Writing) -> polars.DataFrame:
    """Return a polars data frame; needs the extra ``polars``."""
    library = _needed("polars")
    types = {
        "integer": library.Int64,
        "number": library.Float64,
        "boolean": library.Boolean,
        "text": library.String,
    }
    frame: polars.DataFrame = library.DataFrame(
        {name: column_values(cells) for name, cells in _columns(table)},
        schema={name: types[column_type(cells)] for name, cells in _columns(table)},
    )
    return frame


def arrow_stream(table: Writing, requested_schema: object | None = None) -> object:
    """Return a capsule with an Arrow stream of one batch; needs the extra ``arrow``."""
    arrow = _needed("nanoarrow")
    types = {
        "integer": arrow.int64(),
        "number": arrow.float64(),
        "boolean": arrow.bool_(),
        "text": arrow.string(),
    }
    columns = list(_columns(table))
    children = [
        arrow.c_array(column_values(cells), types[column_type(cells)]) for _, cells in columns
    ]
    schema = arrow.struct({name: types[column_type(cells)] for name, cells in columns})
    batch = arrow.c_array_from_buffers(schema, len(table), [None], children=children)
    return arrow.c_array_stream(batch).__arrow_c_stream__(requested_schema)


def _columns(table: Writing) -> list[tuple[str, tuple[Value, ...]]]:
    return [
        (name, tuple(row[place] for row in table.rows)) for place, name in enumerate(table.columns)
    ]


def _needed(package: str) -> Any:
    try:
        return import_module(package)
    except ImportError as error:
        extra = EXTRAS[package]
        raise ImportError(
            f"this needs {package}: install scgraph-evidence[{extra}], or {package} itself"
        ) from error
