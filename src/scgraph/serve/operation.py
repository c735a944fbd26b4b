"""Read what a request asks, by the SPARQL 1.1 Protocol: query, dataset, and what may be lowered."""

from __future__ import annotations

import re
from dataclasses import dataclass
from math import isfinite
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl

from pyoxigraph import NamedNode

from scgraph.sandbox import Dataset, Limits
from scgraph.serve.bodies import MediaType, read_body, refuse_a_body
from scgraph.serve.refused import Refused

if TYPE_CHECKING:
    from starlette.requests import Request

FORM, DIRECT = "application/x-www-form-urlencoded", "application/sparql-query"
ACCEPTED = f"{DIRECT}, {FORM}"
_UPDATE = "application/sparql-update"
_READ_ONLY = "this graph is only read; updates are refused"
_FOR_UPDATES = ("using-graph-uri", "using-named-graph-uri")
_WORST_ENCODING = 4
"""How many bytes a form may take for each byte of a query: three where all is encoded."""
_HALF_ENCODED = re.compile(r"%(?![0-9A-Fa-f]{2})")
_TIME = re.compile(r"(\d+(?:\.\d+)?|\.\d+)(ms|s|min)?", re.ASCII)
_UNITS = {"ms": 0.001, "s": 1.0, "min": 60.0}

Pairs = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Operation:
    """A query as it was asked over HTTP."""

    query: str
    dataset: Dataset | None
    limits: Limits
    format: str | None


def address_parameters(request: Request) -> Pairs:
    """Return the parameters of the address.

    Raises:
        Refused: with the status 400, if they are not well encoded.
    """
    return _pairs(request.scope["query_string"], "the address")


def endpoint(request: Request) -> str:
    """Return the address that was asked, without its parameters.

    Raises:
        Refused: with the status 400, if the client calls the server by what is no name.
    """
    address = str(request.url.replace(query="", fragment=""))
    try:
        return NamedNode(address).value
    except ValueError:
        raise Refused(400, "the header Host is no name of a server") from None


async def operation(request: Request, pairs: Pairs, limits: Limits) -> Operation:
    """Return what a request asks.

    Args:
        request: GET or HEAD with ``query=``; or POST of a form, or of the query itself.
        pairs: the parameters of its address.
        limits: those that the client can lower.

    Raises:
        Refused: if it breaks the protocol.
    """
    if request.method == "POST":
        query, pairs = await _posted(request, pairs, limits)
        if len(query.encode()) > limits.query:
            raise Refused(413, f"a query of over {limits.query} bytes is not taken")
    else:
        refuse_a_body(request)
        query = _the_query(pairs)
        if len(query.encode()) > limits.query:
            raise Refused(414, f"a query of over {limits.query} bytes is not taken")
    return Operation(query, _dataset(pairs), _lowered(limits, pairs), format_asked(pairs))


def format_asked(pairs: Pairs) -> str | None:
    """Return the format that is asked for by name; None if none is."""
    return next(iter(_values(pairs, "format") + _values(pairs, "output")), None)


async def _posted(request: Request, pairs: Pairs, limits: Limits) -> tuple[str, Pairs]:
    media = MediaType.of(request.headers.get("content-type", ""))
    if media.name == _UPDATE:
        raise Refused(403, _READ_ONLY)
    if media.name not in (FORM, DIRECT):
        said = f"not {media.name}" if media.name else "and the request does not say what it sends"
        raise Refused(415, f"a query is sent as {DIRECT} or {FORM}, {said}", Accept_Post=ACCEPTED)
    if not media.is_utf_8:
        raise Refused(415, f"queries are UTF-8, not {media.charset}", Accept_Post=ACCEPTED)
    if (packed := request.headers.get("content-encoding", "identity").lower()) != "identity":
        raise Refused(415, f"a body packed as {packed} is not taken", Accept_Encoding="identity")
    most = limits.query * (_WORST_ENCODING if media.name == FORM else 1)
    data = await read_body(request, most, limits.seconds)
    if media.name == DIRECT:
        query = _decoded(data, "the query")
        return _the_query([*pairs, ("query", query)]), pairs
    if _values(pairs, "query"):
        raise Refused(400, "with POST the query stands in the body, not in the address")
    pairs = [*pairs, *_pairs(data, "the form")]
    return _the_query(pairs), pairs


def _the_query(pairs: Pairs) -> str:
    queries, updates = _values(pairs, "query"), _values(pairs, "update")
    if queries and updates:
        raise Refused(400, "a query and an update cannot be sent together")
    if updates:
        raise Refused(403, _READ_ONLY)
    if not queries:
        raise Refused(400, "there is no query; send it as query=…")
    if len(queries) > 1:
        raise Refused(400, f"there are {len(queries)} queries; send one at a time")
    if used := [name for name, _ in pairs if name in _FOR_UPDATES]:
        instead = used[0].replace("using-graph", "default-graph").replace("using-named", "named")
        raise Refused(400, f"{used[0]} is for updates; for a query say {instead}")
    return queries[0]


def _dataset(pairs: Pairs) -> Dataset | None:
    default = _graphs(pairs, "default-graph-uri")
    named = _graphs(pairs, "named-graph-uri")
    return Dataset(default, named) if default or named else None


def _graphs(pairs: Pairs, name: str) -> tuple[str, ...]:
    iris = tuple(dict.fromkeys(_values(pairs, name)))
    for iri in iris:
        try:
            NamedNode(iri)
        except ValueError:
            raise Refused(400, f"{name}: {iri[:200]!r} is no absolute IRI") from None
    return iris


def _lowered(limits: Limits, pairs: Pairs) -> Limits:
    rows = [_number(name, value) for name, value in pairs if name in ("limit", "maxrows")]
    seconds = [_duration(value) for value in _values(pairs, "timeout")]
    return limits.lowered(seconds=min(seconds, default=None), rows=min(rows, default=None))


def _number(name: str, value: str) -> int:
    if not (value.isascii() and value.isdigit() and len(value) < 19):
        raise Refused(400, f"{name}: {value[:40]!r} is no whole number")
    return int(value)


def _duration(value: str) -> float:
    found = _TIME.fullmatch(value.strip())
    seconds = float(found[1]) * _UNITS[found[2] or "s"] if found else 0.0
    if not seconds or not isfinite(seconds):
        raise Refused(400, f"timeout: {value[:40]!r} is no time such as 2, 0.5s or 500ms")
    return seconds


def _values(pairs: Pairs, name: str) -> list[str]:
    return [value for key, value in pairs if key == name]


def _pairs(data: bytes, where: str) -> Pairs:
    text = _decoded(data, where)
    if found := _HALF_ENCODED.search(text):
        piece = text[found.start() : found.start() + 3]
        raise Refused(400, f"{where} is not well encoded: {piece!r} is no %XX")
    try:
        return parse_qsl(text, keep_blank_values=True, errors="strict")
    except UnicodeDecodeError:
        raise Refused(400, f"{where} is not UTF-8 once it is decoded") from None


def _decoded(data: bytes, what: str) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Refused(400, f"{what} is not UTF-8 from byte {error.start + 1} on") from None
