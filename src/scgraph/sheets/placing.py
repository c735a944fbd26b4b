"""Find the file in which a new claim belongs: that of its section."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from scgraph.sheets.cells import values_of
from scgraph.sheets.claims import ClaimFile
from scgraph.sheets.columns import LIST, SheetForm
from scgraph.sheets.reading import Row

PROPOSED = f"{LIST}-proposed.yaml"
"""Holds what programs have proposed; a person's claims do not belong there."""


@dataclass(frozen=True)
class Place:
    """A file of claims, and what holds in it for each claim that does not say otherwise."""

    path: Path
    defaults: Mapping[str, Any] = field(default_factory=dict)


class Placing:
    """Place new claims.

    Args:
        folder: the folder of the paper.
        files: its files with claims.
        form: the sheet of claims.
    """

    def __init__(self, folder: Path, files: Sequence[ClaimFile], form: SheetForm) -> None:
        self._folder, self._form = folder, form
        self._files = {file.path.name: file for file in files if file.path.name != PROPOSED}

    def of(self, row: Row) -> Place:
        """Return where a claim belongs that is stated at the places of a row.

        Its section's own file comes first, then that of the section above, then the one file for
        all. Where there is none of these, the file is chosen that has claims of the section; or
        else the only one; or else a new one.
        """
        cell = row.cells.get("at")
        at = values_of(cell.text, self._form.by_name["at"]) if cell else []
        section = at[0].partition("/")[0] if at else ""
        for name in (*_names(section), f"{LIST}.yaml"):
            if name in self._files:
                return self._place(name)
        holding = [name for name, file in self._files.items() if section in _sections(file)]
        if section and holding:
            return self._place(holding[0])
        if len(self._files) == 1 or (self._files and not section):
            return self._place(list(self._files)[-1])
        name = f"{LIST}-{section}.yaml" if self._files else f"{LIST}.yaml"
        return Place(self._folder / name)

    def _place(self, name: str) -> Place:
        file = self._files[name]
        return Place(file.path, file.defaults)


def _names(section: str) -> list[str]:
    """Return the names that a section's file may have, the nearest first.

    >>> _names("2.3.1")
    ['claims-2.3.1.yaml', 'claims-2.3.yaml', 'claims-2.yaml']
    """
    parts = section.split(".") if section else []
    return [f"{LIST}-{'.'.join(parts[:end])}.yaml" for end in range(len(parts), 0, -1)]


def _sections(file: ClaimFile) -> set[str]:
    found = (item.values.get("at") for item in file.items)
    each = (at for value in found for at in (value if isinstance(value, list) else [value]))
    return {at.partition("/")[0] for at in each if isinstance(at, str)}
