"""Write the plain pages of the workbook: how to fill it in, the lists, and the hidden record."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from scgraph.export.workbook.cells import Cell
from scgraph.export.workbook.layout import height_of, widths_of
from scgraph.export.workbook.sheets import Sheet
from scgraph.export.workbook.writing import LOOKS, is_marked, put
from scgraph.sheets.choices import Choices
from scgraph.sheets.columns import SheetForm
from scgraph.sheets.words import COMMANDS, FRONT, HOW_TO, LISTS, part_of

HIDDEN = "_scgraph"
_TEXT = {"num_format": "@", "text_wrap": True, "valign": "top"}
_STYLES: Mapping[str, Mapping[str, object]] = {
    **LOOKS,
    "text": _TEXT,
    "default": {**_TEXT, "font_color": "#808080", "italic": True},
    "stub": {"bg_color": "#FFF2CC"},
    "missing": {"bg_color": "#F8CBAD"},
}
_LISTED = ("list", "value", "label", "ラベル", "meaning")


class Pen:
    """A workbook that is being written, with its styles.

    Args:
        book: the workbook of XlsxWriter.
    """

    def __init__(self, book: Any) -> None:
        self.book = book
        self._styles: dict[tuple[str, bool], Any] = {}

    def style(self, look: str, marked: bool = False) -> Any:
        """Return a style of the workbook; `marked` says that Excel shall take the cell as text."""
        key = look, marked
        if key not in self._styles:
            wanted = {**_STYLES[look], **({"quote_prefix": True} if marked else {})}
            self._styles[key] = self.book.add_format(wanted)
        return self._styles[key]

    def page(self, sheet: Sheet, *, is_text: bool = False) -> Any:
        """Write the cells of a sheet on a page of its own, and return the page.

        Args:
            sheet: the cells; those with the look "label" are grey.
            is_text: whether cells that are still empty hold text as well, whatever is typed.
        """
        page = self.book.add_worksheet(sheet.title)
        widths = widths_of(sheet)
        for number, width in enumerate(widths):
            page.set_column(number, number, width, self.style("text") if is_text else None)
        for row, cells in enumerate(sheet.rows):
            page.set_row(row, height_of(cells, widths))
            for number, cell in enumerate(cells):
                self._cell(page, row, number, cell)
        if sheet.headed:
            page.freeze_panes(1, 1)
            page.autofilter(0, 0, max(len(sheet.rows) - 1, 1), len(sheet.rows[0]) - 1)
            page.repeat_rows(0)
        page.set_landscape()
        page.set_paper(9)
        page.fit_to_pages(1, 0)
        return page

    def _cell(self, page: Any, row: int, column: int, cell: Cell) -> None:
        look = "default" if cell.look == "label" else cell.look
        if cell.place:
            page.write_url(row, column, f"internal:{cell.place}", string=str(cell.value))
        elif cell.value != "":
            put(page, row, column, cell.value, self.style(look, is_marked(cell.value)))


def write_front(pen: Pen, paper: str, forms: Sequence[SheetForm]) -> None:
    """Write the first page: how to fill in the others, and what to do then."""
    lines: list[tuple[Cell, ...]] = [
        (Cell(f"The claims of {paper}, to be filled in", look="title"),),
        (),
        *((Cell(""), Cell(words)) for words in HOW_TO),
        (),
        (Cell("Then", look="heading"), Cell("type this", look="heading")),
        *((Cell(what), Cell(how.format(file="claims.xlsx"))) for what, how in COMMANDS),
        (),
        (Cell("Sheet", look="heading"), Cell("what it holds", look="heading")),
        *((Cell(form.title, place=f"'{form.title}'!A1"), Cell(part_of(form))) for form in forms),
        (Cell(LISTS, place=f"'{LISTS}'!A1"), Cell("all that may be chosen, and what it means")),
    ]
    pen.page(Sheet(FRONT, tuple(lines), headed=False)).hide_gridlines(2)


def write_lists(pen: Pen, lists: Iterable[Choices]) -> None:
    """Write the page of all that may be chosen, list behind list."""
    head = tuple(Cell(name, look="heading") for name in _LISTED)
    rows = (
        tuple(map(Cell, (each.name, one.value, one.label, one.japanese, one.meaning)))
        for each in lists
        for one in each.each
    )
    pen.page(Sheet(LISTS, (head, *rows)))


def write_record(pen: Pen, pairs: Iterable[tuple[str, str]]) -> None:
    """Write what tells later whether a claim was changed here, or in the files."""
    page = pen.book.add_worksheet(HIDDEN)
    page.hide()
    for row, pair in enumerate(pairs):
        for column, text in enumerate(pair):
            page.write_string(row, column, text)
