"""The claims of a paper as they stand in its files, and as they stand in a workbook.

A cell shows what holds, so a default of the file is shown with each claim that takes it; what a
file does not say is yet never written there because a workbook showed it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any, TypeAlias

from scgraph.authoring import items
from scgraph.authoring.editing import Item, texts
from scgraph.errors import Fault, ReadError
from scgraph.reading import Mapping as YamlMapping
from scgraph.reading import read_yaml
from scgraph.reading.tree import DEFAULTS, STUB
from scgraph.sheets.cells import normal, shown
from scgraph.sheets.columns import LIST, Column, SheetForm, sheet_forms

Texts: TypeAlias = Mapping[str, str]
"""The texts of the cells of a row, by the names of their columns."""

_HAS_CLAIMS = re.compile(rf"^[\"']?{LIST}[\"']?\s*:", re.MULTILINE)
_LENGTH = 16


@dataclass(frozen=True)
class ClaimFile:
    """A file with claims.

    Args:
        path: where it is.
        data: what it holds.
        defaults: what holds for each claim and each part of one that does not say otherwise.
        items: its claims, and stubs.
    """

    path: Path
    data: bytes
    defaults: Mapping[str, Any]
    items: tuple[Item, ...]

    @property
    def text(self) -> str:
        """What it holds, as text."""
        return self.data.decode()


@dataclass(frozen=True)
class WrittenClaim:
    """A claim or a stub as it is written in a file.

    Args:
        name: its id.
        file: the file.
        values: its values by key, as texts.
        forms: the sheets that show it.
    """

    name: str
    file: ClaimFile
    values: Mapping[str, Any]
    forms: Sequence[SheetForm]

    @property
    def is_stub(self) -> bool:
        """Whether it is only begun."""
        return STUB in self.values

    @property
    def row(self) -> Texts:
        """Its cells on the first sheet."""
        return row_of(self.values, self.forms[0], self.file.defaults)

    def parts(self, form: SheetForm) -> list[Mapping[str, Any]]:
        """Return what it asserts by one key, in the order of the file."""
        return parts_of(self.values, form)

    def rows(self, form: SheetForm) -> list[Texts]:
        """Return its rows on another sheet."""
        return [row_of(part, form, self.file.defaults) for part in self.parts(form)]

    @property
    def digest(self) -> str:
        """A digest of what the workbook shows of it."""
        below = {form.title: self.rows(form) for form in self.forms[1:]}
        return digest(self.row, below, self.forms)


def claim_files(folder: Path) -> tuple[ClaimFile, ...]:
    """Read the files of a paper that hold claims.

    Raises:
        ReadError: if one cannot be read.
    """
    found = ((path, path.read_bytes()) for path in sorted(folder.glob("*.yaml")))
    return tuple(
        _file(path, data)
        for path, data in found
        if not path.name.startswith(".") and _HAS_CLAIMS.search(data.decode())
    )


def written_claims(files: Sequence[ClaimFile], base: str) -> dict[str, WrittenClaim]:
    """Return the claims of files by their names.

    Raises:
        ReadError: if a stub has no name, since nothing else tells it from the others.
    """
    forms = sheet_forms(base)
    nameless = [
        Fault(str(file.path), item.first, item.column, "this stub has no id yet; give it one")
        for file in files
        for item in file.items
        if item.name is None
    ]
    if nameless:
        raise ReadError(nameless)
    return {
        str(item.name): WrittenClaim(str(item.name), file, item.values, forms)
        for file in files
        for item in file.items
    }


def parts_of(values: Mapping[str, Any], form: SheetForm) -> list[Mapping[str, Any]]:
    """Return the nodes below a key of a claim; one that stands alone needs no list."""
    below = values.get(form.key)
    each = below if isinstance(below, list) else [below]
    return [node for node in each if isinstance(node, Mapping)]


def row_of(values: Mapping[str, Any], form: SheetForm, defaults: Mapping[str, Any]) -> Texts:
    """Return the cells of a node; a default of the file fills what it does not say."""
    return {
        column.name: shown(values.get(column.name, default_of(column, form, defaults)), column)
        for column in form.own
    }


def default_of(column: Column, form: SheetForm, defaults: Mapping[str, Any]) -> Any:
    """Return what holds for a key of a node that does not say it; None if nothing does."""
    return defaults.get(column.name) if column.name in form.level.rule.defaults else None


def digest(row: Texts, below: Mapping[str, Sequence[Texts]], forms: Sequence[SheetForm]) -> str:
    """Return a digest of what the rows of a claim mean, in whatever order its parts stand.

    >>> form = sheet_forms()[0]
    >>> digest({"id": "a", "at": "1/p1/s1;2/p1/s1"}, {}, [form]) == digest(
    ...     {"id": "a", "at": " 1/p1/s1; 2/p1/s1 "}, {}, [form])
    True
    """
    meant = {
        form.title: sorted(_meant(each, form) for each in below.get(form.title, ()))
        for form in forms[1:]
    }
    text = json.dumps([_meant(row, forms[0]), {k: v for k, v in meant.items() if v}])
    return sha256(text.encode()).hexdigest()[:_LENGTH]


def _meant(row: Texts, form: SheetForm) -> list[tuple[str, tuple[str, ...]]]:
    cells = ((column.name, normal(row.get(column.name, ""), column)) for column in form.own)
    return [(name, values) for name, values in cells if values]


def _file(path: Path, data: bytes) -> ClaimFile:
    document = read_yaml(data, str(path))
    written = document.get(DEFAULTS) if isinstance(document, YamlMapping) else None
    defaults = texts(written) if isinstance(written, YamlMapping) else {}
    return ClaimFile(path, data, defaults, tuple(items(data.decode(), str(path))))


def all_rows(claims: Mapping[str, WrittenClaim], form: SheetForm) -> Iterator[tuple[str, Texts]]:
    """Yield the rows of a sheet with the names of their claims."""
    for claim in claims.values():
        rows = claim.rows(form) if form.key else [claim.row]
        yield from ((claim.name, row) for row in rows)
