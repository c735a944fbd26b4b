"""Judge what was typed into a cell: take it as a value of the form, or say what is wrong."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from scgraph.errors import near_names
from scgraph.names.index import fold
from scgraph.reading import values
from scgraph.reading.nodes import shown as quoted
from scgraph.reading.tree import STUB
from scgraph.reading.values import WrongValueError
from scgraph.sheets.cells import Found, values_of
from scgraph.sheets.choices import Choices
from scgraph.sheets.columns import Column, SheetForm
from scgraph.sheets.home import Home
from scgraph.sheets.reading import Edited

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff]")


class Judge:
    """Turn cells into values.

    Args:
        home: the paper.
        edited: the workbook; faults are noted there.
        forms: its sheets.
    """

    def __init__(self, home: Home, edited: Edited, forms: Iterable[SheetForm]) -> None:
        self._home, self._edited = home, edited
        self._choices: Mapping[tuple[str, str], Choices | None] = {
            (form.title, column.name): home.vocabulary.choices(column)
            for form in forms
            for column in form.columns
        }
        self._own_names = set(_names(edited, forms))

    def taken(self, found: Found, column: Column, form: SheetForm) -> list[str]:
        """Return the values of a cell; what is wrong is noted as a fault at the cell."""
        given = values_of(found.text, column)
        if found.wrong:
            self._edited.fault(found.place, found.wrong)
            return given
        if found.is_date and given:
            message = (
                f"was made the date {found.text} by the spreadsheet; format the cell as text, and "
                "type again what is meant"
            )
            self._edited.fault(found.place, message)
            return given
        return [self._one(each, found.place, column, form) for each in given]

    def meant(self, text: str, column: Column, form: SheetForm) -> list[str]:
        """Return the values of a cell as they would be taken, and note nothing."""
        choices = self._choices[form.title, column.name]
        given = values_of(text, column)
        return [self._by_label(each, choices) or each for each in given] if choices else given

    def _one(self, text: str, where: str, column: Column, form: SheetForm) -> str:
        try:
            return self._value(text, column, form)
        except WrongValueError as wrong:
            self._edited.fault(where, wrong.message, wrong.near)
            return text

    def _value(self, text: str, column: Column, form: SheetForm) -> str:
        if found := _CONTROL.search(text):
            raise WrongValueError(f"the character U+{ord(found.group()):04X} is not allowed here")
        if column.name == STUB:
            if text not in ("true", "false"):
                raise WrongValueError(f"{quoted(text)}: a stub is true, or its cell is empty")
            return text
        key = column.key
        if key is None or key.names:
            return values.slug(text)
        if key.refers:
            return self._reference(text, column, form)
        return values.literal(text, key.datatype)

    def _reference(self, text: str, column: Column, form: SheetForm) -> str:
        choices = self._choices[form.title, column.name]
        assert choices is not None, "what refers has something to refer to"
        if text in choices.values or (column.key and not column.key.base and self._is_own(text)):
            return text
        if named := self._by_label(text, choices):
            return named
        if ":" in text:  # a CURIE or an IRI; whether it leads to something is seen when it is read
            base = column.key.base if column.key else None
            values.reference(text, base, self._home.paper, self._home.prefixes)
            return text
        if not column.many and re.search(r"[;,、]", text):
            raise WrongValueError(f"{quoted(text)}: there is one {choices.name} here, not several")
        raise WrongValueError(f"no such {choices.name}: {quoted(text)}", self._near(text, choices))

    def _is_own(self, text: str) -> bool:
        return text in self._own_names

    def _by_label(self, text: str, choices: Choices | None) -> str | None:
        if choices is None or text in choices.values:
            return None
        return choices.by_label.get(fold(text))

    def _near(self, text: str, choices: Choices) -> tuple[str, ...]:
        """Return names that are spelt alike, or of which the label is."""
        direct = near_names(text.lower(), choices.values)
        labels = near_names(fold(text), choices.by_label)
        return tuple(dict.fromkeys([*direct, *(choices.by_label[one] for one in labels)]))[:3]


def _names(edited: Edited, forms: Iterable[SheetForm]) -> Iterable[str]:
    """Yield the names that the workbook gives: of claims, figures, recommendations."""
    yield from edited.claims
    for form in forms:
        if form.key and "id" in form.by_name:
            for rows in edited.parts.get(form.title, {}).values():
                for row in rows:
                    if cell := row.cells.get("id"):
                        yield from values_of(cell.text, form.by_name["id"])
