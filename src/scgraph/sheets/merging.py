"""Put the cells of a row into the values of a claim, and leave alone what they do not change."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from scgraph.reading.tree import STUB
from scgraph.sheets.cells import Found, is_same, normal, shown
from scgraph.sheets.claims import Texts, default_of, digest, parts_of, row_of
from scgraph.sheets.columns import Column, SheetForm
from scgraph.sheets.judging import Judge
from scgraph.sheets.reading import Edited, Row


@dataclass(frozen=True)
class Merged:
    """A claim as the workbook wants it.

    Args:
        values: its values by key.
        rows: by the title of a sheet, the row that stands behind each of its parts.
    """

    values: dict[str, Any]
    rows: Mapping[str, Sequence[Row]]


class Merger:
    """Merge rows of a workbook into claims.

    Args:
        edited: the workbook.
        forms: its sheets.
        judge: takes cells as values.
    """

    def __init__(self, edited: Edited, forms: Sequence[SheetForm], judge: Judge) -> None:
        self._edited, self._forms, self._judge = edited, forms, judge

    def merged(self, name: str, values: Mapping[str, Any], defaults: Mapping[str, Any]) -> Merged:
        """Return a claim with what its rows say.

        Args:
            name: its name.
            values: what the file says of it; nothing if it is new.
            defaults: what holds in the file unless a claim says otherwise.
        """
        head, rows = self._forms[0], dict[str, Sequence[Row]]()
        made = self._node(values, head, self._edited.claims[name], defaults)
        for form in self._forms[1:]:
            if form.title in self._edited.parts:
                wanted = self._edited.parts[form.title].get(name, [])
                nodes, rows[form.title] = self._parts(values, form, wanted, defaults)
                if nodes != parts_of(values, form):
                    made = _with(made, form.key, nodes)
        is_completed = STUB in values and STUB not in made
        return Merged(_without_gaps(made) if is_completed else made, rows)

    def digest(self, name: str, values: Mapping[str, Any], defaults: Mapping[str, Any]) -> str:
        """Return the digest of what the workbook says of a claim, as that of a file is made."""
        below = {}
        for form in self._forms[1:]:
            rows = self._edited.parts.get(form.title)
            below[form.title] = (
                [row_of(part, form, defaults) for part in parts_of(values, form)]
                if rows is None
                else [self._meant(row, form, {}, defaults) for row in rows.get(name, [])]
            )
        first = self._forms[0]
        own = self._meant(
            self._edited.claims[name], first, row_of(values, first, defaults), defaults
        )
        return digest(own, below, self._forms)

    def _meant(
        self, row: Row, form: SheetForm, before: Texts, defaults: Mapping[str, Any]
    ) -> Texts:
        """Return the cells of a row as the file would show them."""
        found: dict[str, str] = {}
        for column in form.own:
            default = shown(default_of(column, form, defaults), column)
            cell = row.cells.get(column.name, Found(before.get(column.name, "")))
            meant = shown(self._judge.meant(cell.text, column, form), column)
            found[column.name] = meant or default
        return found

    def _node(
        self, values: Mapping[str, Any], form: SheetForm, row: Row, defaults: Mapping[str, Any]
    ) -> dict[str, Any]:
        made = dict(values)
        for column in form.own:
            found = row.cells.get(column.name)
            default = default_of(column, form, defaults)
            before = shown(values.get(column.name, default), column)
            if found is None or (not found.wrong and is_same(before, found, column)):
                continue
            taken = self._judge.taken(found, column, form)
            is_said = taken and not _is_plain_default(taken, column, default)
            if not is_said or (column.name == STUB and taken == ["false"]):
                made.pop(column.name, None)
            else:
                made[column.name] = taken[0] if len(taken) == 1 else taken
        return made

    def _parts(
        self,
        values: Mapping[str, Any],
        form: SheetForm,
        rows: Sequence[Row],
        defaults: Mapping[str, Any],
    ) -> tuple[list[dict[str, Any]], list[Row]]:
        """Return the nodes below a key as the rows have them, the known ones in their order."""
        nodes = parts_of(values, form)
        pairs = _paired([row_of(node, form, defaults) for node in nodes], rows, form)
        kept = [(self._node(nodes[n], form, rows[r], defaults), rows[r]) for n, r in pairs]
        used = {r for _, r in pairs}
        new = [
            (self._node({}, form, row, defaults), row)
            for number, row in enumerate(rows)
            if number not in used
        ]
        return [node for node, _ in kept + new], [row for _, row in kept + new]


def _paired(before: Sequence[Texts], rows: Sequence[Row], form: SheetForm) -> list[tuple[int, int]]:
    """Pair nodes with rows: first the same, then those of the same name, then what is left."""
    naming = [form.by_name[name] for name in form.level.rule.named_by if name in form.by_name]
    nodes, left = list(range(len(before))), list(range(len(rows)))
    pairs: list[tuple[int, int]] = []
    for columns in (form.own, naming, []):
        for node in list(nodes):
            row = next((r for r in left if _agree(before[node], rows[r], columns)), None)
            if row is not None:
                pairs.append((node, row))
                nodes.remove(node)
                left.remove(row)
    return sorted(pairs)


def _agree(before: Texts, row: Row, columns: Sequence[Column]) -> bool:
    cells = ((column, row.cells.get(column.name)) for column in columns)
    return all(
        cell is None or (not cell.wrong and is_same(before[column.name], cell, column))
        for column, cell in cells
    )


def _is_plain_default(taken: Sequence[str], column: Column, default: Any) -> bool:
    """Tell whether values need not be written, since the file says the same for all claims."""
    return default is not None and tuple(taken) == normal(shown(default, column), column)


def _with(values: dict[str, Any], key: str, nodes: Sequence[Any]) -> dict[str, Any]:
    return {**values, key: list(nodes)} if nodes else {k: v for k, v in values.items() if k != key}


def _without_gaps(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values without the keys that a stub had left to be filled in."""
    filled = {}
    for key, value in values.items():
        if isinstance(value, list):
            each = [_without_gaps(v) if isinstance(v, Mapping) else v for v in value]
            value = [v for v in each if v is not None and v != {}]
        elif isinstance(value, Mapping):
            value = _without_gaps(value)
        if value not in (None, [], {}):
            filled[key] = value
    return filled
