"""Terms of an answer as plain Python values, and plain values as text.

>>> import pyoxigraph
>>> plain(pyoxigraph.Literal("35.20", datatype=pyoxigraph.NamedNode(XSD + "decimal")))
Decimal('35.20')
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import TypeAlias

import pyoxigraph

Value: TypeAlias = str | int | float | bool | Decimal | None
JsonValue: TypeAlias = str | int | float | bool | None

XSD = "http://www.w3.org/2001/XMLSchema#"
INTEGER_TYPES = (
    *("integer", "long", "int", "short", "byte", "nonNegativeInteger", "positiveInteger"),
    *("nonPositiveInteger", "negativeInteger"),
    *("unsignedLong", "unsignedInt", "unsignedShort", "unsignedByte"),
)

INTEGER = re.compile(r"[+-]?[0-9]{1,4000}")
DECIMAL = re.compile(r"[+-]?([0-9]{1,2000}(\.[0-9]{0,2000})?|\.[0-9]{1,2000})")
NOT_IN_ADDRESSES = r"\s\"<>\\^`{|}"
ADDRESS = re.compile(rf"https?://[^/?#@{NOT_IN_ADDRESSES}]+([/?#][^{NOT_IN_ADDRESSES}]*)?")
LONGEST_ADDRESS = 2_000
BOOLEANS = {"true": True, "1": True, "false": False, "0": False}
FLOATS = {"INF": math.inf, "+INF": math.inf, "-INF": -math.inf, "NaN": math.nan}


def plain(term: object) -> Value:
    """Turn an RDF term into a plain value.

    IRIs become their full text, numbers and booleans Python's own, other literals their text,
    and an unbound variable becomes None. A literal that is not what its type says stays text.

    >>> plain(pyoxigraph.NamedNode("https://w3id.org/scgraph/id/mic"))
    'https://w3id.org/scgraph/id/mic'
    >>> plain(pyoxigraph.Literal("many", datatype=pyoxigraph.NamedNode(XSD + "integer")))
    'many'
    """
    if term is None:
        return None
    if isinstance(term, pyoxigraph.Literal):
        read = READERS.get(term.datatype.value, str)
        return read(term.value)
    if isinstance(term, pyoxigraph.NamedNode):
        return term.value
    return str(term)


def as_text(value: Value) -> str:
    """Write a value as the text of one cell; None is the empty text.

    >>> as_text(Decimal("1E+2")), as_text(True), as_text(None)
    ('100', 'true', '')
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal):
        return format(value, "f")
    return str(value)


def web_address(text: str) -> str:
    """Return an address that a click may open; empty if it is none.

    Only http and https, with no name of a user before the host, no space and no character that
    cannot be seen: what a reader sees is where the link leads.

    >>> web_address("https://example.org/a"), web_address("javascript:alert(1)")
    ('https://example.org/a', '')
    """
    is_address = ADDRESS.fullmatch(text) and text.isprintable()
    return text if is_address and len(text) <= LONGEST_ADDRESS else ""


def as_json(value: Value) -> JsonValue:
    """Write a value as JSON can hold it: decimals as numbers, what is not finite as text.

    >>> as_json(Decimal("35.2")), as_json(float("inf"))
    (35.2, 'inf')
    """
    if isinstance(value, Decimal):
        return float(value)
    if isinstance(value, float) and not math.isfinite(value):
        return str(value)
    return value


def _integer(text: str) -> Value:
    return int(text) if INTEGER.fullmatch(text) else text


def _decimal(text: str) -> Value:
    return Decimal(text) if DECIMAL.fullmatch(text) else text


def _boolean(text: str) -> Value:
    return BOOLEANS.get(text, text)


def _float(text: str) -> Value:
    if text in FLOATS:
        return FLOATS[text]
    try:
        return float(text)
    except ValueError:
        return text


READERS: Mapping[str, Callable[[str], Value]] = {
    **{XSD + name: _integer for name in INTEGER_TYPES},
    XSD + "decimal": _decimal,
    XSD + "boolean": _boolean,
    XSD + "double": _float,
    XSD + "float": _float,
}
