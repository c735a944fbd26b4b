"""Answers as sheets: columns in words, a row a thing, cells that know what they name."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from scgraph.answers import Table, Value
from scgraph.answers.table import LABEL_SUFFIX
from scgraph.answers.values import as_text
from scgraph.export.workbook.cells import Cell, Content, content, text
from scgraph.export.workbook.plan import Part

Shorten = Callable[[str], str]
Rows = list[dict[str, Cell]]

LOCATOR = "locator"
NAME = "short name"
PAPER = "paper"
LONGEST_TITLE = 31
_NOT_IN_A_TITLE = re.compile(r"[\[\]:*?/\\']")


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet before it is written.

    Args:
        title: its name, as Excel allows it.
        rows: its cells, row by row; a row may be shorter than another.
        headed: whether the first row is one of headings, which stays in sight and filters.
        keys: the IRI of the thing that each row is about, by the number of the row; empty where
            there is none.
    """

    title: str
    rows: tuple[tuple[Cell, ...], ...]
    headed: bool = True
    keys: tuple[str, ...] = ()

    @property
    def places(self) -> dict[str, str]:
        """The cell of the first row about each thing, such as ``'Claims'!A2``, by its IRI."""
        found: dict[str, str] = {}
        for number, iri in enumerate(self.keys, 1):
            if iri:
                found.setdefault(iri, place(self.title, number))
        return found


def place(title: str, row: int) -> str:
    """Return the first cell of a row in the words of a link; rows count from 1.

    >>> place("Not tested", 1)
    "'Not tested'!A1"
    """
    return f"'{title}'!A{row}"


def sheet_title(title: str) -> str:
    """Return a title that Excel allows: at most 31 characters, none of ``[]:*?/\\'``.

    >>> sheet_title("actors/roles")
    'actors roles'
    """
    allowed = " ".join(_NOT_IN_A_TITLE.sub(" ", text(title)).split())[:LONGEST_TITLE].strip()
    # Excel keeps this one name for itself.
    return allowed if allowed and allowed.casefold() != "history" else "Answer"


def cell_rows(table: Table, shorten: Shorten) -> Rows:
    """Return the rows of an answer by column, names in place of IRIs, and papers by their slugs.

    Rows that differ only in the place of a claim are one row. A column ``x`` whose names stand in
    ``x_label`` holds those, and knows the IRIs.
    """
    # A title in each row would fill the sheet; the first one tells whose it is.
    table = table.without(f"{PAPER}{LABEL_SUFFIX}")
    names = [name for name in table.columns if f"{name}{LABEL_SUFFIX}" not in table.columns]
    rows = [
        {name.removesuffix(LABEL_SUFFIX): _cell(table, number, name, shorten) for name in names}
        for number in range(len(table))
    ]
    return _joined(rows)


def part_sheet(part: Part, table: Table, more: Table | None, shorten: Shorten) -> Sheet:
    """Return the sheet of a part of the workbook.

    Args:
        part: which columns come first, and what the rows are about.
        table: the answer to its question.
        more: the answer to its other question, if it has one.
        shorten: makes the short form of an IRI.
    """
    rows = cell_rows(table, shorten)
    columns = list(dict.fromkeys(name.removesuffix(LABEL_SUFFIX) for name in table.columns))
    if more is not None:
        added = [name for name in _words(more) if name not in columns]
        rows = _with_more(rows, cell_rows(more, shorten), part.more_keys, added)
        columns += added
    if part.key and f"{part.key}{LABEL_SUFFIX}" in table.columns:
        columns.append(NAME)
        rows = [{**row, NAME: Cell(shorten(row[part.key].iri))} for row in rows]
    first = [name for name in part.first if name in columns]
    last = [name for name in (PAPER, NAME) if name in columns]
    ordered = first + [name for name in columns if name not in (*first, *last)] + last
    keys = tuple(row[part.key].iri for row in rows) if part.key else ()
    return headed_sheet(part.title, ordered, rows, part.headings, keys)


def headed_sheet(
    title: str,
    columns: Sequence[str],
    rows: Rows,
    headings: Mapping[str, str] | None = None,
    keys: Sequence[str] = (),
) -> Sheet:
    """Return a sheet with a row of headings above rows by column."""
    named = headings or {}
    head = tuple(Cell(text(named.get(n, n.replace("_", " "))), look="heading") for n in columns)
    body = (tuple(row.get(name, Cell()) for name in columns) for row in rows)
    return Sheet(title, (head, *body), keys=("", *keys))


def answer_sheet(table: Table, title: str, shorten: Shorten) -> Sheet:
    """Return an answer as one sheet, row by row as it was asked.

    >>> answer_sheet(Table(("a_b",), ((1,),)), "An answer", str).rows[0][0].value
    'a b'
    """
    names = [name for name in table.columns if f"{name}{LABEL_SUFFIX}" not in table.columns]
    head = tuple(
        Cell(text(name.removesuffix(LABEL_SUFFIX).replace("_", " ")), look="heading")
        for name in names
    )
    body = (
        tuple(_cell(table, number, name, shorten) for name in names) for number in range(len(table))
    )
    return Sheet(sheet_title(title), (head, *body))


def counted(sheet: Sheet, others: Sheet, column: str) -> Sheet:
    """Return a sheet with a last column: how many rows of another sheet are about each thing.

    Args:
        sheet: a sheet whose rows are about things.
        others: the other sheet.
        column: the heading of its column that names those things.
    """
    at = next(place for place, cell in enumerate(others.rows[0]) if cell.value == column)
    found: dict[str, list[int]] = {}
    for number, row in enumerate(others.rows[1:], 2):
        found.setdefault(row[at].iri, []).append(number)
    last = [
        Cell(len(hits), place=place(others.title, hits[0])) if hits else Cell(0)
        for iri in sheet.keys[1:]
        for hits in [found.get(iri, []) if iri else []]
    ]
    cells = (Cell(others.title.lower(), look="heading"), *last)
    rows = ((*row, cell) for row, cell in zip(sheet.rows, cells, strict=True))
    return replace(sheet, rows=tuple(rows))


def _words(table: Table) -> list[str]:
    return list(dict.fromkeys(name.removesuffix(LABEL_SUFFIX) for name in table.columns))


def _cell(table: Table, number: int, name: str, shorten: Shorten) -> Cell:
    at = table.columns.index(name)
    thing = name.removesuffix(LABEL_SUFFIX)
    behind = table.columns.index(thing) if thing in table.columns else at
    value, iri = table.rows[number][at], table.rows[number][behind]
    if not table.is_iri(number, behind):
        return Cell(content(value))
    is_named = at != behind and value not in (None, "")
    return Cell(content(value if is_named else _short(iri, shorten)), iri=as_text(iri))


def _short(iri: Value, shorten: Shorten) -> str:
    return shorten(as_text(iri))


def _joined(rows: Rows) -> Rows:
    """Make one row of those that differ only in the place of a claim; places are told once."""
    found: dict[tuple[object, ...], tuple[dict[str, Cell], list[str]]] = {}
    for row in rows:
        others = tuple(cell for name, cell in row.items() if name != LOCATOR)
        _, places = found.setdefault(others, (row, []))
        if LOCATOR in row:
            places.append(str(row[LOCATOR].value))
    return [
        {**row, LOCATOR: Cell(text(", ".join(dict.fromkeys(places))))} if LOCATOR in row else row
        for row, places in found.values()
    ]


def _with_more(rows: Rows, others: Rows, keys: Iterable[str], added: Sequence[str]) -> Rows:
    """Add columns of another answer to the rows that are the same in some columns."""
    names = tuple(keys)
    found: dict[tuple[Content, ...], Rows] = {}
    for other in others:
        found.setdefault(_same(other, names), []).append(other)
    return [
        {**row, **{name: other.get(name, Cell()) for name in added}}
        for row in rows
        for other in found.get(_same(row, names), [{}])
    ]


def _same(row: Mapping[str, Cell], names: Iterable[str]) -> tuple[Content, ...]:
    """Return what makes two rows be about the same: the things themselves, not their names."""
    return tuple(row[name].iri or row[name].value for name in names)
