"""Open a workbook that somebody has edited, by openpyxl, and trust nothing in it.

openpyxl, since it is what most of the world reads workbooks with: MIT, kept since 2010, and it
brings one small package. It is used to read alone, cell by cell. What it would follow or unpack
without end is refused before it sees the file: an archive that grows beyond measure, and XML that
declares entities. Formulas are not calculated and links to other workbooks not opened.
"""

from __future__ import annotations

import io
import math
import zipfile
from collections.abc import Container, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from importlib import import_module
from typing import Any

from scgraph.errors import Fault, ReadError
from scgraph.sheets.cells import Found

MOST_BYTES = 50_000_000
MOST_UNPACKED = 100_000_000
OFTEN_UNPACKED, MOST_DENSE = 20_000_000, 60
"""Beyond the first, none may grow by more than the second; spreadsheets grow by some twenty."""
MOST_PARTS = 2_000
MOST_ROWS = 1_048_576
MOST_COLUMNS = 200
_DECLARATIONS = (b"<!DOCTYPE", b"<!ENTITY")
_UNLIKE_UTF_8 = (b"\xff\xfe", b"\xfe\xff", b"\x00")


@dataclass(frozen=True)
class RawSheet:
    """What stands on a sheet, without the rows in which nothing stands.

    Args:
        title: its name.
        rows: the cells of each row, by the number of the row and that of the column, from 1.
    """

    title: str
    rows: dict[int, dict[int, Found]]


def load_workbook(data: bytes, file: str, titles: Container[str]) -> dict[str, RawSheet]:
    """Return sheets of a workbook by their names.

    Args:
        data: the .xlsx file.
        file: its name, for faults.
        titles: the names of the sheets that are wanted, if they are there.

    Raises:
        ImportError: if openpyxl is not installed; it names the extra.
        ReadError: if it is no workbook, or not a safe one.
    """
    library = _openpyxl()
    _check_archive(data, file)
    try:
        book = library.load_workbook(
            io.BytesIO(data), read_only=True, data_only=False, keep_links=False
        )
        sheets = {
            page.title: RawSheet(page.title, dict(_rows(page, file)))
            for page in book.worksheets
            if page.title in titles
        }
        book.close()
    except ReadError:
        raise
    except Exception as error:  # openpyxl meets what it does not expect with any error at all
        raise _refused(file, "cannot be read as a workbook; save it again as .xlsx") from error
    return sheets


def place(title: str, column: int, row: int) -> str:
    """Return the name of a cell; columns and rows count from 1.

    >>> place("Claims", 28, 7)
    'Claims!AB7'
    """
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return f"{title}!{letters}{row}"


def _rows(page: Any, file: str) -> Iterator[tuple[int, dict[int, Found]]]:
    page.reset_dimensions()  # a workbook may claim any size
    for number, row in enumerate(page.iter_rows(max_col=MOST_COLUMNS), 1):
        if number > MOST_ROWS:
            raise _refused(f"{file}: {page.title}", f"has more rows than {MOST_ROWS:,}")
        found = {
            column: _found(cell, place(page.title, column, number))
            for column, cell in enumerate(row, 1)
            if cell.value is not None
        }
        if found:
            yield number, found


def _found(cell: Any, where: str) -> Found:
    value = cell.value
    if cell.data_type == "f" or not isinstance(value, str | int | float | date | time | timedelta):
        message = "holds a formula, and nothing is calculated here; write its value"
    elif cell.data_type == "e":
        message = f"holds the error {value}; write the value that is meant"
    elif isinstance(value, bool):
        return Found(str(value).lower(), place=where)
    elif isinstance(value, str):
        return Found(value, place=where)
    elif isinstance(value, datetime | date) and _has_no_hour(value):
        return Found(value.isoformat()[:10], place=where, is_date=True)
    elif isinstance(value, int | float) and math.isfinite(value) and "%" not in _format(cell):
        return Found(_digits(value), is_number=True, place=where)
    else:
        message = (
            f"was made a {_kind(value)} by the spreadsheet; format the cell as text, and type "
            "again what is meant"
        )
    return Found(place=where, wrong=message)


def _digits(value: float) -> str:
    """Write a number without an exponent, and a whole one without a point."""
    if value == int(value):
        return str(int(value))
    return format(Decimal(repr(value)), "f")


def _format(cell: Any) -> str:
    with suppress(Exception):  # a style that the workbook does not have
        return str(cell.number_format)
    return ""


def _has_no_hour(value: date) -> bool:
    return not isinstance(value, datetime) or value.time() == time()


def _kind(value: object) -> str:
    if isinstance(value, int | float):
        return "percentage" if math.isfinite(value) else "number without end"
    return "date" if isinstance(value, date) else "time"


def _check_archive(data: bytes, file: str) -> None:
    if len(data) > MOST_BYTES:
        raise _refused(file, f"is larger than {MOST_BYTES:,} bytes")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
            size = sum(part.file_size for part in parts)
            most = min(MOST_UNPACKED, max(OFTEN_UNPACKED, MOST_DENSE * len(data)))
            if size > most or len(parts) > MOST_PARTS:
                raise _refused(file, f"would grow to {size:,} bytes when unpacked; not opened")
            for part in parts:
                if part.filename.endswith((".xml", ".rels", ".vml")):
                    _check_part(archive.read(part), file)
    except ReadError:
        raise
    except Exception as error:  # of the archive, of zlib, of a codec: all mean the same
        raise _refused(file, _NO_WORKBOOK) from error


_NO_WORKBOOK = "is no .xlsx workbook, or is damaged or locked with a password; save it as .xlsx"


def _check_part(text: bytes, file: str) -> None:
    head = text[:200]
    if any(mark in head for mark in _UNLIKE_UTF_8) or any(word in text for word in _DECLARATIONS):
        raise _refused(file, "declares entities, which no spreadsheet writes; it is not opened")


def _refused(file: str, message: str) -> ReadError:
    return ReadError([Fault(file, None, None, message)])


def _openpyxl() -> Any:
    try:
        return import_module("openpyxl")
    except ImportError as error:
        raise ImportError(
            "reading a workbook needs openpyxl: install scgraph-evidence[xlsx], or openpyxl itself"
        ) from error
