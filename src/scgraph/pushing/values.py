"""Write terms by their value, since servers keep values and not always the letters.

Oxigraph gives 1.1 for 1.10 and en-gb for en-GB; others write doubles, booleans and time zones their
own way. Two terms that mean the same are one term here.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Callable, Iterable
from decimal import Decimal

from pyoxigraph import DefaultGraph, Literal, Quad, Store, Triple

from scgraph.engine.protocol import Term

_XSD = "http://www.w3.org/2001/XMLSchema#"
_INTEGER = re.compile(r"[+-]?[0-9]+")
_DECIMAL = re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)")
_FLOATING = re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?")
_FRACTION = re.compile(r"(:[0-9]{2})\.([0-9]*?)0+(?=[Z+-]|$)")
_UTC = re.compile(r"[+-]00:00$")
_INTEGERS = (
    *("integer", "nonNegativeInteger", "positiveInteger", "nonPositiveInteger", "negativeInteger"),
    *("long", "int", "short", "byte"),
    *("unsignedLong", "unsignedInt", "unsignedShort", "unsignedByte"),
)
_TIMES = ("dateTime", "dateTimeStamp", "time", "date", "gYear", "gYearMonth", "gMonth", "gDay")
_BOOLEANS = {"1": "true", "0": "false"}


def by_value(triples: Iterable[Triple]) -> list[Quad]:
    """Return triples with their literals written by value, each once, as quads without a graph.

    >>> from pyoxigraph import NamedNode
    >>> triple = Triple(NamedNode("x:a"), NamedNode("x:b"), Literal("bus", language="en-GB"))
    >>> by_value([triple])[0].object.language
    'en-gb'
    """
    store = Store()  # It knows the values of all types of XML Schema.
    store.extend(Quad(*triple) for triple in triples)
    quads = (Quad(q.subject, q.predicate, normal(q.object), DefaultGraph()) for q in store)
    return list(dict.fromkeys(quads))


def normal(term: Term) -> Term:
    """Return a term as its value is written; what is no literal, or wrong, stays as it is.

    >>> from pyoxigraph import NamedNode
    >>> decimal = NamedNode("http://www.w3.org/2001/XMLSchema#decimal")
    >>> [normal(Literal(text, datatype=decimal)).value for text in ("1.10", "01.1", "+2.0", "bus")]
    ['1.1', '1.1', '2', 'bus']
    """
    if not isinstance(term, Literal):
        return term
    if term.language is not None:
        if term.direction is not None:
            return term
        return Literal(term.value, language=term.language.lower())
    writing = _WRITINGS.get(term.datatype.value)
    return term if writing is None else Literal(writing(term.value), datatype=term.datatype)


def _integer(text: str) -> str:
    if not _INTEGER.fullmatch(text):
        return text
    digits = text.lstrip("+-").lstrip("0") or "0"
    return f"-{digits}" if text[0] == "-" and digits != "0" else digits


def _decimal(text: str) -> str:
    if not _DECIMAL.fullmatch(text):
        return text
    plain = format(Decimal(text), "f")
    plain = plain.rstrip("0").rstrip(".") if "." in plain else plain
    return "0" if plain in ("-0", "") else plain


def _double(text: str) -> str:
    return repr(float(text)) if _FLOATING.fullmatch(text) else text.removeprefix("+")


def _float(text: str) -> str:
    if not _FLOATING.fullmatch(text):
        return text.removeprefix("+")
    try:
        return repr(struct.unpack("f", struct.pack("f", float(text)))[0])
    except OverflowError:
        return "-INF" if text[0] == "-" else "INF"


def _time(text: str) -> str:
    trimmed = _FRACTION.sub(lambda found: ".".join(filter(None, found.groups())), text)
    return _UTC.sub("Z", trimmed)


def _boolean(text: str) -> str:
    return _BOOLEANS.get(text, text)


_WRITINGS: dict[str, Callable[[str], str]] = {
    **dict.fromkeys((f"{_XSD}{name}" for name in _INTEGERS), _integer),
    **dict.fromkeys((f"{_XSD}{name}" for name in _TIMES), _time),
    f"{_XSD}decimal": _decimal,
    f"{_XSD}double": _double,
    f"{_XSD}float": _float,
    f"{_XSD}boolean": _boolean,
}
