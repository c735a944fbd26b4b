"""What stands in a cell: several values with semicolons between them, and when two are the same.

Spreadsheets turn texts into numbers, add spaces and change widths. So two cells are the same if
they mean the same, and what means the same as before is never written to a file.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from scgraph.sheets.columns import Column

BETWEEN_NAMES = "; "
BETWEEN_TEXTS = " | "
_ENDS_OF_NAMES = re.compile(r"[;,、\n]")
_SPACED_END = re.compile(r"[;,、]\s+|\n|[;,、]$")
_LABELLED = re.compile(r"\s+[—–]\s.*")
_BREAKS = re.compile("\r\n|_x000D_\n|[\r\x85\u2028\u2029]")
# The one is invisible, and YAML forbids it; the other is what a reader of workbooks takes away.
_DROPPED = re.compile("\ufeff|x005F_")


@dataclass(frozen=True, slots=True)
class Found:
    """What was found in a cell.

    Args:
        text: the text, or the number as text.
        is_number: whether the cell holds a number, so that 35.2 may have been written 35.20.
        place: the cell, such as ``Claims!D7``.
        is_date: whether the cell holds a date, which a spreadsheet makes of many things.
        wrong: why what it holds is no value; empty if it is one.
    """

    text: str = ""
    is_number: bool = False
    place: str = ""
    is_date: bool = False
    wrong: str = ""


def shown(value: Any, column: Column) -> str:
    """Return the text of a cell for a value of a file: a text, a list of texts, or None.

    >>> from scgraph.sheets.columns import sheet_forms
    >>> shown(["1/p1/s3", "1/p1/s4"], sheet_forms()[0].by_name["at"])
    '1/p1/s3; 1/p1/s4'
    """
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, list):
        between = BETWEEN_NAMES if column.names_things else BETWEEN_TEXTS
        return between.join(shown(item, column) for item in value if item is not None)
    return json.dumps(value, ensure_ascii=False)


def values_of(text: str, column: Column) -> list[str]:
    """Return the values that stand in a cell, without what a hand or a program left around them.

    >>> from scgraph.sheets.columns import sheet_forms
    >>> values_of(" late-buses;ｄｅａｒ－ｆａｒｅｓ ", sheet_forms()[0].by_name["barrier"])
    ['late-buses', 'dear-fares']
    """
    if column.names_things:
        return [name for name in map(_name, _pieces(text, column.many)) if name]
    clean = tidy(text)
    if column.is_truth or (column.key and column.key.datatype):
        clean = unicodedata.normalize("NFKC", clean).strip()
        clean = clean.lower() if column.is_truth else clean
    parts = clean.split(BETWEEN_TEXTS) if column.many else [clean]
    return [part.strip() for part in parts if part.strip()]


def tidy(text: str) -> str:
    """Return a text as YAML can hold it, on one side of a comparison as on the other.

    >>> tidy(" a\\r\\nb\\tc ")
    'a\\nb c'
    """
    broken = _BREAKS.sub("\n", _DROPPED.sub("", text))
    return broken.replace("\t", " ").strip().strip("\u00a0").strip()


def normal(text: str, column: Column) -> tuple[str, ...]:
    """Return what two cells share that mean the same."""
    return tuple(values_of(text, column))


def is_same(before: str, now: Found, column: Column) -> bool:
    """Tell whether a cell means what it meant before.

    >>> from scgraph.sheets.columns import sheet_forms
    >>> written = sheet_forms()[4].by_name["value"]
    >>> is_same("35.20", Found("35.2", True), written), is_same("35.20", Found("35.2"), written)
    (True, False)
    """
    if normal(before, column) == normal(now.text, column):
        return True
    return now.is_number and _number(before) is not None and _number(before) == _number(now.text)


def _pieces(text: str, many: bool) -> Sequence[str]:
    folded = unicodedata.normalize("NFKC", text)
    if not many:
        return [folded]
    # An IRI may hold a comma or a semicolon, but no space.
    ends = _SPACED_END if "://" in folded else _ENDS_OF_NAMES
    return ends.split(folded)


def _name(piece: str) -> str:
    return _LABELLED.sub("", _DROPPED.sub("", piece).strip())


def _number(text: str) -> Decimal | None:
    try:
        return Decimal(text.strip())
    except InvalidOperation:
        return None
