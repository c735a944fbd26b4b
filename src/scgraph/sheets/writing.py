"""Write the claims of a paper as a workbook to be filled in.

Every cell is text, also where a number stands in it: a spreadsheet makes 2.1 of section 2.10, and
35.2 of 35.20. What a cell may hold is offered as a list, and a value that is not in the list is
refused only where the list is closed: a corpus may get a new actor, and no new certainty.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from scgraph import __version__
from scgraph.errors import ExportError
from scgraph.export.workbook.cells import MOST_CHARACTERS, Cell
from scgraph.export.workbook.sheets import Sheet
from scgraph.export.workbook.writing import NO_DAY, SETTINGS, xlsxwriter
from scgraph.reading.tree import STUB
from scgraph.sheets.cells import shown
from scgraph.sheets.choices import Choices
from scgraph.sheets.claims import Texts, WrittenClaim, all_rows, default_of
from scgraph.sheets.columns import CLAIM, Column, SheetForm, sheet_forms
from scgraph.sheets.home import Home
from scgraph.sheets.pages import Pen, write_front, write_lists, write_record
from scgraph.sheets.statuses import DRAFT, Statuses
from scgraph.sheets.words import LISTS, STATUS, hint_of, note_of, title_of

FORMAT = "1"
SPARE = 1000
"""So many rows below the last one are ready for new claims and parts of claims."""


def claims_workbook(home: Home, claims: Mapping[str, WrittenClaim], statuses: Statuses) -> bytes:
    """Return the workbook of a paper's claims, the same bytes each time.

    Args:
        home: the paper.
        claims: its claims, by their names.
        statuses: its status assignments.

    Raises:
        ImportError: if XlsxWriter is not installed; it names the extra.
        ExportError: if a text is longer than Excel allows.
    """
    target = io.BytesIO()
    book = xlsxwriter().Workbook(target, SETTINGS)
    book.set_properties({"title": f"Claims of {home.slug}", "created": NO_DAY})
    _Book(book, home, claims).write(statuses.of_claims())
    book.close()
    return target.getvalue()


@dataclass(frozen=True)
class _Source:
    """Where the list of a column stands: a range of cells, and what is in it."""

    cells: str
    choices: Choices


class _Book:
    """A workbook that is being written."""

    def __init__(self, book: Any, home: Home, claims: Mapping[str, WrittenClaim]) -> None:
        self._pen, self._home, self._claims = Pen(book), home, claims
        self._forms = sheet_forms(home.base)
        self._rows = {form.title: list(all_rows(claims, form)) for form in self._forms}
        self._vocabulary = home.vocabulary
        self._lists: dict[Choices, int] = {}
        self._sources = dict(self._all_sources())

    def write(self, statuses: Mapping[str, str]) -> None:
        """Write all sheets."""
        write_front(self._pen, self._home.slug, self._forms)
        for form in self._forms:
            self._sheet(form, {} if form.key else statuses)
        write_lists(self._pen, self._lists)
        write_record(self._pen, self._record())

    def _record(self) -> Iterator[tuple[str, str]]:
        yield "format", FORMAT
        yield "scgraph", __version__
        yield "corpus", self._home.base
        yield "paper", self._home.slug
        yield from ((f"{CLAIM}:{claim.name}", claim.digest) for claim in self._claims.values())

    def _all_sources(self) -> Iterator[tuple[tuple[str, str], _Source]]:
        """Yield the list of each column that has one; the same list stands once."""
        ids = {form.level.rule.node_class: form for form in self._forms if "id" in form.by_name}
        last = 2  # the first row is of headings
        for form in self._forms:
            for column in form.columns:
                choices = self._vocabulary.choices(column)
                classes = self._vocabulary.classes(column)
                own = ids.get(classes[0]) if len(classes) == 1 else None
                if column.name == CLAIM:
                    own, choices = self._forms[0], Choices(CLAIM, ())
                if own and choices and not choices.folder:
                    # New ones may be chosen as soon as they are written on their sheet.
                    yield (form.title, column.name), _Source(self._ids(own), choices)
                elif choices and choices.each:
                    if choices not in self._lists:
                        self._lists[choices] = last
                        last += len(choices.each)
                    first = self._lists[choices]
                    cells = f"={LISTS}!$B${first}:$B${first + len(choices.each) - 1}"
                    yield (form.title, column.name), _Source(cells, choices)

    def _ids(self, form: SheetForm) -> str:
        letter = chr(ord("A") + [column.name for column in form.columns].index("id"))
        return f"={form.title}!${letter}$2:${letter}${self._last(form) + 1}"

    def _last(self, form: SheetForm) -> int:
        return len(self._rows[form.title]) + SPARE

    def _sheet(self, form: SheetForm, statuses: Mapping[str, str]) -> None:
        names = [column.name for column in form.columns] + ([STATUS] if not form.key else [])
        head = tuple(Cell(name, look="heading") for name in names)
        rows = (
            tuple(self._cells(form, claim, row, statuses)) for claim, row in self._rows[form.title]
        )
        page = self._pen.page(Sheet(form.title, (head, *rows)), is_text=True)
        for number, column in enumerate(form.columns):
            self._explain(page, form, column, number)
        self._colour(page, form)

    def _cells(
        self, form: SheetForm, claim: str, row: Texts, statuses: Mapping[str, str]
    ) -> Iterator[Cell]:
        own = self._claims[claim]
        for column in form.columns:
            text = claim if column.name == CLAIM else row[column.name]
            if len(text.encode("utf-16-le")) // 2 > MOST_CHARACTERS:
                raise ExportError(
                    f"{claim}: {column.name} is longer than the {MOST_CHARACTERS:,} characters "
                    "that a cell holds; shorten it in the file"
                )
            default = shown(default_of(column, form, own.file.defaults), column)
            is_default = default != "" and text == default
            yield Cell(text, look="label" if is_default else "text")
        if not form.key:
            yield Cell(STUB if own.is_stub else statuses.get(claim, DRAFT), look="label")

    def _explain(self, page: Any, form: SheetForm, column: Column, number: int) -> None:
        """Say at the heading what the column holds, and offer what may stand in its cells."""
        source = self._sources.get((form.title, column.name))
        choices = source.choices if source else None
        note = note_of(column, choices, self._vocabulary)
        size = {"x_scale": 2.4, "y_scale": min(1 + note.count("\n") * 0.35 + len(note) / 400, 5)}
        page.write_comment(0, number, note, {"author": "scgraph", **size})
        where = (1, number, self._last(form), number)
        if column.is_truth:
            words = ["true"] if column.name == STUB else ["true", "false"]
            page.data_validation(*where, {"validate": "list", "source": words, **_GENTLE})
        elif source and choices:
            closed = bool(choices.folder) and not column.many
            page.data_validation(
                *where,
                {
                    "validate": "list",
                    "source": source.cells,
                    "input_title": title_of(column),
                    "input_message": hint_of(column, choices),
                    **(_STRICT if closed else _GENTLE),
                },
            )

    def _colour(self, page: Any, form: SheetForm) -> None:
        last = self._last(form)
        width = len(form.columns) - 1
        if not form.key:
            at = [column.name for column in form.columns].index(STUB)
            stub = f'=${chr(ord("A") + at)}2="true"'
            page.conditional_format(
                1, 0, last, width, {"type": "formula", "criteria": stub, **self._fill("stub")}
            )
        for number, column in enumerate(form.columns):
            if column.required and number:
                letter = chr(ord("A") + number)
                is_stub = ',$B2<>"true"' if not form.key else ""
                empty = f'=AND($A2<>""{is_stub},{letter}2="")'
                page.conditional_format(
                    1,
                    number,
                    last,
                    number,
                    {"type": "formula", "criteria": empty, **self._fill("missing")},
                )

    def _fill(self, look: str) -> dict[str, Any]:
        return {"format": self._pen.style(look)}


_GENTLE: Mapping[str, object] = {"ignore_blank": True, "show_error": False}
_STRICT: Mapping[str, object] = {
    "ignore_blank": True,
    "error_title": "Not in the list",
    "error_message": "Choose from the list; the sheet Lists says what each choice means.",
    "error_type": "stop",
}
