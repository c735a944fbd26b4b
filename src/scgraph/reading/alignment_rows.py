"""Read the rows of an alignment ledger."""

from __future__ import annotations

import re
from collections.abc import Mapping

from scgraph.errors import Fault, near_names
from scgraph.reading import slots
from scgraph.reading.alignment import Alignment
from scgraph.reading.nodes import shown
from scgraph.reading.positions import Place
from scgraph.reading.tsv import Cell
from scgraph.reading.values import WrongValueError, is_iri, literal
from scgraph.terms import PREFIXES

_CURIE = re.compile(r"([A-Za-z][\w.-]*):([^\s<>\"{}|\\^`]+)")
_FULL = re.compile(r"(https?:)?//")
_DATE = f"{PREFIXES['xsd']}date"
_DECIMAL = f"{PREFIXES['xsd']}decimal"


class RowReader:
    """Read one row after another; what is wrong is added to a list of faults.

    Args:
        file: the name of the file.
        columns: the names of the columns.
        prefixes: the prefixes that the file declares, and those that need no declaration.
        known: prefixes that could be declared.
        shared: values of columns that are said once for all rows.
        faults: where faults are put.
    """

    def __init__(
        self,
        file: str,
        columns: tuple[str, ...],
        prefixes: Mapping[str, str],
        known: Mapping[str, str],
        shared: Mapping[str, str],
        faults: list[Fault],
    ) -> None:
        """Keep what the rows are read with."""
        self._file = file
        self._columns = columns
        self._prefixes = prefixes
        self._known = known
        self._shared = shared
        self._faults = faults
        self._row: dict[str, Cell] = {}
        self._start = Cell("", 1, 1)

    def read(self, row: tuple[Cell, ...]) -> Alignment | None:
        """Return what a row says; None if it is wrong."""
        faults_before = len(self._faults)
        self._start = row[0]
        if len(row) != len(self._columns):
            cells = "an empty line" if len(row) == 1 and not row[0].text else f"{len(row)} cells"
            self._fault(row[0], f"{cells} under {len(self._columns)} columns")
            return None
        self._row = dict(zip(self._columns, row, strict=True))
        alignment = self._alignment()
        return alignment if len(self._faults) == faults_before else None

    def _alignment(self) -> Alignment:
        self._check_ends()
        return Alignment(
            subject=self._iri("subject_id"),
            predicate=self._one_of("predicate_id", slots.PREDICATES),
            object=self._iri("object_id"),
            negated=self._is_negated(),
            justification=self._one_of("mapping_justification", slots.JUSTIFICATIONS),
            authors=self._people("author", is_due=True),
            reviewers=self._people("reviewer"),
            date=self._literal("mapping_date", _DATE),
            confidence=self._confidence(),
            comment=self._text("comment"),
            cells={name: cell.text for name, cell in self._row.items()},
            place=Place(self._file, self._start.line, 1),
        )

    def _check_ends(self) -> None:
        subject, target = self._text("subject_id"), self._text("object_id")
        if subject and subject == target:
            self._fault(self._cell("object_id"), "this maps a thing to itself")

    def _is_negated(self) -> bool:
        text = self._text("predicate_modifier")
        if text not in ("", slots.NOT):
            self._fault(self._cell("predicate_modifier"), f"{shown(text)} is not {slots.NOT!r}")
        return text == slots.NOT

    def _people(self, role: str, *, is_due: bool = False) -> tuple[str, ...]:
        ids = [self._expanded(f"{role}_id", part) for part in self._parts(f"{role}_id")]
        names = self._parts(f"{role}_label")
        if any("://" in name for name in names):
            message = f"{role}_label: this is no name; an address goes into {role}_id"
            self._fault(self._cell(f"{role}_label"), message)
        people = (*filter(None, ids), *names)
        if is_due and not people and not self._parts(f"{role}_id"):
            self._fault(self._start, f"who says so? give {role}_label or {role}_id")
        return people

    def _parts(self, name: str) -> list[str]:
        return [part.strip() for part in self._text(name).split("|") if part.strip()]

    def _confidence(self) -> str:
        text = self._literal("confidence", _DECIMAL)
        if text and not 0 <= float(text) <= 1:
            self._fault(self._cell("confidence"), f"{shown(text)} is not between 0 and 1")
        return text

    def _literal(self, name: str, datatype: str) -> str:
        text = self._text(name)
        try:
            return literal(text, datatype) if text else ""
        except WrongValueError as wrong:
            self._fault(self._cell(name), f"{name}: {wrong.message}", wrong.near)
            return ""

    def _one_of(self, name: str, known: tuple[str, ...]) -> str:
        text = self._text(name)
        if text and text not in known:
            near = near_names(text, known) or (known[0],)
            self._fault(self._cell(name), f"{name}: {shown(text)} is not read here", near)
            return ""
        return self._iri(name)

    def _iri(self, name: str) -> str:
        text = self._text(name)
        if not text:
            self._fault(self._cell(name), f"{name}: there is no value")
            return ""
        return self._expanded(name, text)

    def _expanded(self, name: str, text: str) -> str:
        curie = _CURIE.fullmatch(text)
        if _FULL.match(text) or (curie and curie[2].startswith("//")):
            message = f"{name}: write {shown(text)} with a prefix of the curie_map"
            self._fault(self._cell(name), message)
        elif curie is None:
            self._fault(self._cell(name), f"{name}: {shown(text)} has no prefix, such as id:silos")
        elif curie[1] not in self._prefixes:
            self._undeclared(name, curie[1])
        elif not is_iri(whole := f"{self._prefixes[curie[1]]}{curie[2]}"):
            self._fault(self._cell(name), f"{name}: {shown(text)} gives no web address")
        else:
            return whole
        return ""

    def _undeclared(self, name: str, prefix: str) -> None:
        message = f"{name}: prefix {shown(prefix)} is not in the curie_map"
        if prefix in self._known:
            self._fault(
                self._cell(name), f"{message}; add the line '#  {prefix}: {self._known[prefix]}'"
            )
        else:
            near = near_names(prefix, [*self._prefixes, *self._known])
            self._fault(self._cell(name), message, near)

    def _text(self, name: str) -> str:
        cell = self._row.get(name)
        return cell.text.strip() if cell else self._shared.get(name, "")

    def _cell(self, name: str) -> Cell:
        return self._row.get(name, self._start)

    def _fault(self, cell: Cell, message: str, near: tuple[str, ...] = ()) -> None:
        self._faults.append(Fault(self._file, cell.line, cell.column, message, near))
