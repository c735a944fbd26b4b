"""A workbook of claims in the hands of a person, for the tests of sheets."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from scgraph.authoring import items
from scgraph.errors import ReadError
from scgraph.sheets import Taken, sheet_in, sheet_out
from scgraph.sheets.columns import CLAIM, sheet_forms

ROOT = Path(__file__).resolve().parents[1]
SMALL = Path(__file__).parent / "fixtures" / "corpus-small"
PAPER = "papers/bike-2020"
FORMS = sheet_forms("https://example.org/cycling/")
STUB_TEXT = """
  # Somebody has begun this.
  - id: begun
    stub: true
    at: 1/p1/s5
    says:
    figures: [{id: share, written: "35 %"}]
"""


Edit = Callable[["Book"], None]


class Book:
    """A workbook in the hands of a person."""

    def __init__(self, data: bytes) -> None:
        self.book = openpyxl.load_workbook(io.BytesIO(data))

    def column(self, sheet: str, heading: str) -> int:
        """Return where a column stands."""
        headings = [cell.value for cell in self.book[sheet][1]]
        return headings.index(heading) + 1

    def row(self, sheet: str, name: str) -> int:
        """Return the first row of a claim."""
        at = self.column(sheet, "id" if sheet == "Claims" else CLAIM)
        return next(r for r in range(1, 500) if self.book[sheet].cell(r, at).value == name)

    def cell(self, sheet: str, name: str, heading: str) -> Any:
        """Return a cell of the first row of a claim."""
        return self.book[sheet].cell(self.row(sheet, name), self.column(sheet, heading))

    def set(self, sheet: str, name: str, heading: str, value: object) -> None:
        """Write into a cell of the first row of a claim."""
        self.cell(sheet, name, heading).value = value

    def add(self, sheet: str, **cells: object) -> None:
        """Add a row."""
        page = self.book[sheet]
        row = page.max_row + 1
        for heading, value in cells.items():
            page.cell(row, self.column(sheet, heading)).value = value

    def drop(self, sheet: str, name: str) -> None:
        """Delete the first row of a claim."""
        self.book[sheet].delete_rows(self.row(sheet, name))

    @property
    def data(self) -> bytes:
        """The workbook, saved."""
        target = io.BytesIO()
        self.book.save(target)
        return target.getvalue()


def claims_file(root: Path) -> Path:
    """Return the file with the claims of the small corpus."""
    return root / PAPER / "claims.yaml"


def taken_by(root: Path, edit: Edit, *, delete: bool = False) -> Taken:
    """Return what comes of a workbook that somebody edits."""
    book = Book(sheet_out(root))
    edit(book)
    return sheet_in(book.data, "claims.xlsx", root, delete=delete)


def faults_of(root: Path, edit: Edit) -> list[str]:
    """Return what is said of a workbook that is wrong; nothing may have been written."""
    before = all_bytes(root)
    with pytest.raises(ReadError) as caught:
        taken_by(root, edit)
    assert all_bytes(root) == before
    return [str(fault) for fault in caught.value.faults]


def all_bytes(root: Path) -> dict[Path, bytes]:
    """Return what all files of a folder hold."""
    return {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}


def claims_of(root: Path) -> dict[str, dict[str, Any]]:
    """Return the claims of the small corpus as they are written."""
    path = claims_file(root)
    found = items(path.read_text(encoding="utf-8"), str(path))
    return {str(item.name): item.values for item in found}


def say(text: str) -> Edit:
    """Return an edit: the first claim says something else."""
    return lambda book: book.set("Claims", "roads-hinder", "says", text)
