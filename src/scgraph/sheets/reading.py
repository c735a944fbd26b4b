"""Read an edited workbook: which row is about which claim, whatever was sorted, moved or added."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from scgraph.errors import Fault, ReadError, near_names
from scgraph.sheets.cells import Found, values_of
from scgraph.sheets.columns import CLAIM, SheetForm
from scgraph.sheets.home import Home
from scgraph.sheets.loading import RawSheet, load_workbook, place
from scgraph.sheets.pages import HIDDEN
from scgraph.sheets.words import STATUS
from scgraph.sheets.writing import FORMAT

_DIGEST = f"{CLAIM}:"


@dataclass(frozen=True)
class Row:
    """A row of a sheet.

    Args:
        place: its first cell.
        cells: its cells by the names of their columns; a column that is not there is missing.
    """

    place: str
    cells: Mapping[str, Found]


@dataclass
class Edited:
    """What a workbook says.

    Args:
        file: its name.
        claims: the row of each claim, by its name.
        parts: the rows of what claims assert, by the title of the sheet and the name of the claim;
            a sheet that is not there is missing.
        digests: what each claim was when the workbook was made.
        faults: what is wrong with rows and headings.
        remarks: what was passed over.
    """

    file: str
    claims: dict[str, Row] = field(default_factory=dict)
    parts: dict[str, dict[str, list[Row]]] = field(default_factory=dict)
    digests: dict[str, str] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)

    def fault(self, where: str, message: str, near: tuple[str, ...] = ()) -> None:
        """Note a fault at a cell, once."""
        fault = Fault(f"{self.file}: {where}" if where else self.file, None, None, message, near)
        if fault not in self.faults:
            self.faults.append(fault)


def read_edited(data: bytes, file: str, home: Home, forms: tuple[SheetForm, ...]) -> Edited:
    """Read a workbook of claims.

    Args:
        data: the .xlsx file.
        file: its name, for faults.
        home: the paper for which it is read.
        forms: the sheets that it should have.

    Raises:
        ImportError: if openpyxl is not installed; it names the extra.
        ReadError: if it is no workbook of this paper's claims.
    """
    sheets = load_workbook(data, file, {HIDDEN, *(form.title for form in forms)})
    edited = Edited(file, digests=_digests(sheets.get(HIDDEN), file, home))
    for form in forms:
        if form.title not in sheets:
            if not form.key:
                raise ReadError([Fault(file, None, None, f"has no sheet {form.title!r}")])
            edited.remarks.append(f"there is no sheet {form.title!r}; what it held stays as it is")
            continue
        _Reader(edited, form).read(sheets[form.title])
    return edited


class _Reader:
    """Read one sheet into what is known of the workbook."""

    def __init__(self, edited: Edited, form: SheetForm) -> None:
        self._edited, self._form = edited, form
        self._name = CLAIM if form.key else "id"

    def read(self, sheet: RawSheet) -> None:
        if self._form.key:
            self._edited.parts[self._form.title] = {}
        if not sheet.rows:
            self._edited.fault(sheet.title, "has no headings; give them back their names")
            return
        head = min(sheet.rows)
        columns = self._columns(head, sheet.rows[head])
        for number, cells in sheet.rows.items():
            row = {name: self._cell(cells, at, number) for name, at in columns.items()}
            if number > head and any(found.text or found.wrong for found in row.values()):
                self._add(Row(place(sheet.title, min(columns.values(), default=1), number), row))

    def _cell(self, cells: Mapping[int, Found], column: int, row: int) -> Found:
        return cells.get(column, Found(place=place(self._form.title, column, row)))

    def _columns(self, row: int, cells: Mapping[int, Found]) -> dict[str, int]:
        """Return where each column stands; say what is misspelt, twice, or missing."""
        found: dict[str, int] = {}
        unknown: dict[str, str] = {}
        for column, cell in cells.items():
            name = _folded(cell.text)
            if name in found:
                self._edited.fault(cell.place, f"the column {name!r} stands twice; keep one")
            elif name in self._form.by_name:
                found[name] = column
            elif name and name != STATUS:
                unknown[name] = place(self._form.title, column, row)
        self._report([name for name in self._form.by_name if name not in found], unknown)
        return found

    def _report(self, missing: list[str], unknown: Mapping[str, str]) -> None:
        title = self._form.title
        for name, where in unknown.items():
            if missing:
                near = near_names(name, missing) or tuple(missing[:3])
                self._edited.fault(where, f"no such column: {name!r}", near)
            else:
                self._edited.remarks.append(f"{where}: the column {name!r} is passed over")
        if self._name in missing:
            self._edited.fault(title, f"the column {self._name!r} is missing; give it back")
        elif missing and not unknown:
            names = ", ".join(map(repr, missing))
            self._edited.remarks.append(f"{title}: no column {names}; its values stay as they are")

    def _add(self, row: Row) -> None:
        cell = row.cells.get(self._name)
        if cell is None:
            return
        names = [] if cell.wrong else values_of(cell.text, self._form.by_name[self._name])
        if cell.wrong or not names:
            message = cell.wrong or f"this row has no {self._name}; write it, or delete the row"
            self._edited.fault(cell.place, message)
        elif self._form.key:
            self._edited.parts[self._form.title].setdefault(names[0], []).append(row)
        elif names[0] in self._edited.claims:
            first = self._edited.claims[names[0]].place
            self._edited.fault(cell.place, f"{names[0]!r} stands twice; first at {first}")
        else:
            self._edited.claims[names[0]] = row


def _digests(sheet: RawSheet | None, file: str, home: Home) -> dict[str, str]:
    """Return the digests of the hidden sheet, if it is that of this paper."""
    pairs = dict(_pairs(sheet)) if sheet else {}
    if pairs.get("format") != FORMAT:
        message = (
            "was not made by scgraph sheet out, or has lost its hidden sheet, without which nobody "
            "can tell what was changed; make a new one, and copy your rows into it"
        )
        raise ReadError([Fault(file, None, None, message)])
    if (pairs.get("corpus"), pairs.get("paper")) != (home.base, home.slug):
        message = (
            f"holds the claims of {pairs.get('paper')} of the corpus {pairs.get('corpus')}, and "
            f"not those of {home.slug} of {home.base}; give --paper and --corpus to match"
        )
        raise ReadError([Fault(file, None, None, message)])
    return {
        name.removeprefix(_DIGEST): digest
        for name, digest in pairs.items()
        if name.startswith(_DIGEST)
    }


def _pairs(sheet: RawSheet) -> Iterator[tuple[str, str]]:
    for cells in sheet.rows.values():
        if 1 in cells and 2 in cells:
            yield cells[1].text, cells[2].text


def _folded(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).split()).lower()
