"""Tell in words what changes: cell by cell, as a person sees it in the workbook."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from scgraph.sheets.cells import normal
from scgraph.sheets.claims import Texts, parts_of, row_of
from scgraph.sheets.columns import SheetForm

NOTHING = "—"
_LONG = 300


def differences(
    before: Mapping[str, Any],
    after: Mapping[str, Any],
    forms: Sequence[SheetForm],
    defaults: Mapping[str, Any],
) -> tuple[str, ...]:
    """Return the differences between two states of a claim, one a line.

    >>> from scgraph.sheets.columns import sheet_forms
    >>> differences({"says": "Buses are late."}, {"says": "Trams are late."}, sheet_forms(), {})
    ('says: Buses are late. → Trams are late.',)
    """
    first = forms[0]
    said = list(_cells(row_of(before, first, defaults), row_of(after, first, defaults), first))
    for form in forms[1:]:
        old = [row_of(part, form, defaults) for part in parts_of(before, form)]
        new = [row_of(part, form, defaults) for part in parts_of(after, form)]
        said += _parts(old, new, form)
    return tuple(said)


def _cells(before: Texts, after: Texts, form: SheetForm) -> Iterator[str]:
    for column in form.own:
        old, new = before[column.name], after[column.name]
        if normal(old, column) != normal(new, column):
            was = f"{_short(old)} → " if any(before.values()) else ""
            yield f"{column.name}: {was}{_short(new)}"


def _parts(old: Sequence[Texts], new: Sequence[Texts], form: SheetForm) -> Iterator[str]:
    gone = [row for row in old if row not in new]
    come = [row for row in new if row not in old]
    # What stands in the same place on both sides has changed; the rest has gone or come.
    for before, after in zip(gone, come, strict=False):
        yield f"{form.key}, {_row(before, form)}: {'; '.join(_cells(before, after, form))}"
    yield from (f"{form.key}: − {_row(row, form)}" for row in gone[len(come) :])
    yield from (f"{form.key}: + {_row(row, form)}" for row in come[len(gone) :])


def _row(row: Texts, form: SheetForm) -> str:
    names = [name for name in form.level.rule.named_by if row.get(name)] or list(row)
    return " ".join(_short(row[name]) for name in names if row[name])


def _short(text: str) -> str:
    if not text:
        return NOTHING
    plain = text.replace("\n", "⏎")
    return plain if len(plain) <= _LONG else f"{plain[:_LONG]}…"
