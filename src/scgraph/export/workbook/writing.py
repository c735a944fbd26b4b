"""Sheets as the bytes of an .xlsx file, by XlsxWriter.

XlsxWriter and not openpyxl: it only writes, needs no other package (BSD-2, one maintainer since
2013, releases all year), is imported in half the time, stamps its archive with a fixed day, and
takes text as text where it is told to; openpyxl makes a formula of any text that begins with "="
and writes the hour into the file.
"""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from datetime import datetime
from importlib import import_module
from typing import Any

from scgraph.answers.values import web_address
from scgraph.errors import ExportError
from scgraph.export.workbook.cells import Cell, Content, text
from scgraph.export.workbook.layout import height_of, widths_of
from scgraph.export.workbook.sheets import Sheet

MOST_ROWS = 1_048_576
MOST_LINKS = 65_530
"""Excel's own limits of a sheet."""
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
SETTINGS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
}
NO_DAY = datetime(2000, 1, 1)
"""Stands in the file where no day is known: the day of writing would change the bytes."""
LOOKS: Mapping[str, Mapping[str, object]] = {
    "text": {"text_wrap": True, "valign": "top"},
    "link": {"text_wrap": True, "valign": "top", "font_color": "#0645AD", "underline": 1},
    "heading": {
        "bold": True,
        "text_wrap": True,
        "valign": "top",
        "bottom": 2,
        "bg_color": "#E6E6E6",
    },
    "title": {"bold": True, "font_size": 16},
    "label": {"valign": "top", "italic": True},
    "entry": {"text_wrap": True, "valign": "top", "align": "left"},
}


def written(sheets: Sequence[Sheet], *, title: str, day: str = "") -> bytes:
    """Write sheets, the same bytes each time.

    Args:
        sheets: in their order.
        title: of the document.
        day: of the document, as ``2026-11-24``.

    Raises:
        ImportError: if XlsxWriter is not installed; it names the extra.
        ExportError: if a sheet has more rows than Excel holds.
    """
    library = xlsxwriter()
    for sheet in sheets:
        if len(sheet.rows) > MOST_ROWS:
            raise ExportError(
                f"{sheet.title}: {len(sheet.rows):,} rows, and Excel holds {MOST_ROWS:,}; "
                "name a question with -p paper=NAME, or write .csv"
            )
    places = {iri: found for sheet in sheets for iri, found in sheet.places.items()}
    target = io.BytesIO()
    book = library.Workbook(target, SETTINGS)
    book.set_properties({"title": text(title)[:200], "created": _moment(day)})
    pen = _Pen(book, places)
    for sheet in sheets:
        pen.write(sheet)
    book.close()
    return target.getvalue()


class _Pen:
    """A workbook that is being written, with its styles and the rows that links lead to."""

    def __init__(self, book: Any, places: Mapping[str, str]) -> None:
        self._book = book
        self._places = places
        self._styles: dict[tuple[str, bool], Any] = {}

    def write(self, sheet: Sheet) -> None:
        """Write one sheet: columns, cells, and what stays in sight."""
        page = self._book.add_worksheet(sheet.title)
        widths = widths_of(sheet)
        for number, width in enumerate(widths):
            page.set_column(number, number, width)
        links = 0
        for row, cells in enumerate(sheet.rows):
            page.set_row(row, height_of(cells, widths))
            for column, cell in enumerate(cells):
                is_own = bool(cell.iri) and cell.iri in sheet.keys[row : row + 1]
                link = "" if is_own else self._link(cell)
                links += bool(link)
                self._cell(page, row, column, cell, link if links <= MOST_LINKS else "")
        if sheet.headed:
            page.freeze_panes(1, 1)
            page.autofilter(0, 0, len(sheet.rows) - 1, max(len(sheet.rows[0]) - 1, 0))
            page.repeat_rows(0)
        page.set_landscape()
        page.fit_to_pages(1, 0)
        page.hide_gridlines(0 if sheet.headed else 2)

    def _cell(self, page: Any, row: int, column: int, cell: Cell, link: str) -> None:
        value = cell.value
        look = "link" if link else cell.look
        style = self._style(look, is_marked(value))
        if link:
            # The link comes first with a text of its own; what the cell shows replaces that.
            page.write_url(row, column, link, style, string="link")
        put(page, row, column, value, style)

    def _link(self, cell: Cell) -> str:
        place = cell.place or self._places.get(cell.iri, "")
        if place:
            return f"internal:{place}"
        # What a reader sees is where a link leads: a name, or an IRI in short, leads to no page.
        return web_address(cell.value) if isinstance(cell.value, str) else ""

    def _style(self, look: str, marked: bool) -> Any:
        key = look, marked
        if key not in self._styles:
            wanted = {**LOOKS[look], **({"quote_prefix": True} if marked else {})}
            self._styles[key] = self._book.add_format(wanted)
        return self._styles[key]


def is_marked(value: Content) -> bool:
    """Tell whether a value must be marked as text: else it is a formula once its cell is edited.

    >>> is_marked("=1+1"), is_marked("1+1")
    (True, False)
    """
    return isinstance(value, str) and value.startswith(FORMULA_STARTS)


def put(page: Any, row: int, column: int, value: Content, style: Any) -> None:
    """Write a value into a cell of a page of XlsxWriter, text as text whatever it looks like."""
    if value == "":
        page.write_blank(row, column, None, style)
    elif not isinstance(value, str):
        page.write_number(row, column, value, style)
    elif value.startswith("<r>") and value.endswith("</r>"):
        # The library takes such text for its own markup and would write it as it is.
        page.write_rich_string(row, column, value[:1], value[1:2], value[2:], style)
    else:
        page.write_string(row, column, value, style)


def _moment(day: str) -> datetime:
    try:
        return datetime.fromisoformat(day[:10]).replace(tzinfo=None)
    except ValueError:
        return NO_DAY


def xlsxwriter() -> Any:
    """Return the library.

    Raises:
        ImportError: if it is not installed; it names the extra.
    """
    try:
        return import_module("xlsxwriter")
    except ImportError as error:
        raise ImportError(
            "writing a workbook needs XlsxWriter: install scgraph-evidence[xlsx], "
            "or XlsxWriter itself"
        ) from error
