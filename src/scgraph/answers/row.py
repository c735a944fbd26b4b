"""One row of an answer.

>>> Row(("barrier", "claims"), ("silos", 3)).claims
3
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from scgraph.answers.values import Value


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
