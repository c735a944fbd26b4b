"""What the text of a literal is worth: whether it fits its datatype, and which number it is.

The answers are those of the reference engine, which reads literals with Python's own ``int``,
``Decimal`` and so on. Where it would need more than that, the answer is left to it.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from contextlib import suppress
from datetime import date, datetime
from decimal import Decimal, InvalidOperation

from scgraph.terms import PREFIXES
from scgraph.validation.triples import is_literal, literal

XSD = PREFIXES["xsd"]
STRING, INTEGER = f"{XSD}string", f"{XSD}integer"
LANGUAGE_STRING = PREFIXES["rdf"] + "langString"
TEXTS = {STRING, f"{XSD}anyURI", f"{XSD}language"}

Number = int | float | Decimal


class UndecidedError(Exception):
    """A value that only the reference engine can judge."""


def fits(name: str, datatype: str) -> bool:
    """Tell whether a value is a literal of a datatype, and its text is one of that datatype.

    >>> fits(f'"{XSD}integer"5', f"{XSD}integer"), fits(f'"{XSD}integer"five', f"{XSD}integer")
    (True, False)

    Raises:
        UndecidedError: if the reference engine has to say.
    """
    if not is_literal(name):
        return False
    kind, text = literal(name)
    if datatype == LANGUAGE_STRING:
        return kind.startswith("@")
    return kind == datatype and DATATYPES[datatype](text)


def is_text(name: str) -> bool:
    """Tell whether a literal is a text to the reference engine, and not a number or a date."""
    kind, _ = literal(name)
    return kind.startswith("@") or kind in TEXTS


def number(name: str) -> Number:
    """Return the number that a literal is.

    Raises:
        UndecidedError: if it is none, so that the reference engine has to say how it compares.
    """
    kind, text = literal(name)
    read = NUMBERS.get(kind)
    value = None if read is None else _tried(read, text)
    if value is None or not _is_finite(value):
        raise UndecidedError(name)
    return value


def _is_finite(value: Number) -> bool:
    if isinstance(value, float):
        return math.isfinite(value)
    return isinstance(value, int) or value.is_finite()


def _tried(read: Callable[[str], Number], text: str) -> Number | None:
    try:
        return read(text)
    except (ValueError, InvalidOperation):
        return None


def _reads(read: Callable[[str], Number]) -> Callable[[str], bool]:
    return lambda text: _tried(read, text) is not None


def _dated(form: str, read: Callable[[str], object]) -> Callable[[str], bool]:
    """A day in its common form; whether another text is one is left to the reference engine."""
    pattern = re.compile(form)

    def is_day(text: str) -> bool:
        if not pattern.fullmatch(text):
            raise UndecidedError(text)
        with suppress(ValueError):
            return read(text) is not None
        return False

    return is_day


NUMBERS: dict[str, Callable[[str], Number]] = {
    INTEGER: int,
    f"{XSD}decimal": Decimal,
    f"{XSD}double": float,
    f"{XSD}float": float,
}

DATATYPES: dict[str, Callable[[str], bool]] = {
    STRING: lambda text: True,
    LANGUAGE_STRING: lambda text: True,
    f"{XSD}anyURI": lambda text: True,
    f"{XSD}boolean": lambda text: text in ("true", "false", "1", "0"),
    f"{XSD}date": _dated("[0-9]{4}-[0-9]{2}-[0-9]{2}", date.fromisoformat),
    f"{XSD}dateTime": _dated(
        r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(Z|[+-][0-9]{2}:[0-9]{2})?",
        datetime.fromisoformat,
    ),
    **{datatype: _reads(read) for datatype, read in NUMBERS.items()},
}
"""The datatypes that shapes may ask for, and how their texts are told."""
