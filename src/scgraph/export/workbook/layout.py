"""How wide the columns of a sheet are, and how high its rows: enough to read, no more."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil

from scgraph.export.workbook.cells import Cell
from scgraph.export.workbook.sheets import Sheet

NARROWEST, SHORT, WIDEST = 9, 32, 52
OF_THE_FIRST_SHEET = (24.0, 90.0, 10.0)
LINE, MOST_LINES = 15, 27
"""The height of a line in points, and how many of them fit into Excel's highest row."""


def widths_of(sheet: Sheet) -> list[float]:
    """Return a width for each column: that of its longer texts, within bounds."""
    if not sheet.headed:
        return [*OF_THE_FIRST_SHEET]
    return [_width([row[column] for row in sheet.rows]) for column in range(len(sheet.rows[0]))]


def _width(cells: Sequence[Cell]) -> float:
    sizes = sorted(_size(cell) for cell in cells[1:] if cell.value != "")
    if not sizes:
        return NARROWEST
    words = max(map(len, str(cells[0].value).split()), default=0) + 4  # the button of the filter
    # The longest, where that is not much; else that of nine in ten, and the others take lines.
    usual = sizes[-1] if sizes[-1] <= SHORT else sizes[len(sizes) * 9 // 10]
    # A text of several lines reads best in lines of some fifty characters.
    return float(min(max(NARROWEST, words, usual + 2), WIDEST))


def height_of(cells: Sequence[Cell], widths: Sequence[float]) -> float:
    """Return the height of a row: LibreOffice does not find it for itself where text wraps."""
    if any(cell.look == "title" for cell in cells):
        return 2 * LINE
    lines = [1]
    for cell, width in zip(cells, widths, strict=False):
        size = _size(cell, MOST_LINES * WIDEST)
        # Lines break between words, so more is needed than the characters would fill.
        lines += [str(cell.value).count("\n") + 1, ceil(size * 1.1 / width) if size > width else 1]
    return float(LINE * min(max(lines), MOST_LINES))


def _size(cell: Cell, most: int = 2 * WIDEST) -> int:
    shown = str(cell.value)[:most]
    # A Japanese character takes the width of two.
    return len(shown) if shown.isascii() else sum(1 + (letter > "\u2e7f") for letter in shown)
