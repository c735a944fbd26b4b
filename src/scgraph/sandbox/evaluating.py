"""Evaluate a query in a worker, and write its answer within the limits."""

from __future__ import annotations

import re
from contextlib import suppress
from itertools import islice
from typing import IO, Any, cast

from pyoxigraph import (
    NamedNode,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    QueryTriples,
    RdfFormat,
    Store,
    parse_query_results,
    serialize,
)

from scgraph.engine.memory import telling_where
from scgraph.errors import QueryError
from scgraph.sandbox.replies import ROW_FORMATS, TRIPLE_FORMATS, Reply, Task

_NOT_XML = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]|\xef\xbf[\xbe\xbf]")
_NO_NAME = re.compile(rb"<[A-Za-z][\w.-]*:[\s/>]")
"""A tag without a name behind the colon: of a predicate that ends in a slash, or in a digit."""
_ROWS = {
    "json": QueryResultsFormat.JSON,
    "xml": QueryResultsFormat.XML,
    "csv": QueryResultsFormat.CSV,
    "tsv": QueryResultsFormat.TSV,
}
_TRIPLES = {
    "ttl": RdfFormat.TURTLE,
    "nt": RdfFormat.N_TRIPLES,
    "jsonld": RdfFormat.JSON_LD,
    "rdfxml": RdfFormat.RDF_XML,
    "n3": RdfFormat.N3,
}

_PREFIX = b"@prefix "


def evaluate(store: Store, task: Task) -> Reply:
    """Return the whole answer to a query, or as much of it as the limits allow.

    Raises:
        QueryError: if the query is wrong.
    """
    with telling_where():
        answer = store.query(
            task.query,
            use_default_graph_as_union=task.on_union,
            prefixes=dict(task.prefixes),
            default_graph=_nodes(task.dataset.default) if task.dataset else None,
            named_graphs=_nodes(task.dataset.named) if task.dataset else None,
        )
        if isinstance(answer, QueryBoolean):
            body = answer.serialize(format=_truth(task.formats.truth)) or b""
            return Reply("truth", ROW_FORMATS[task.formats.truth], body, 1, False)
        if isinstance(answer, QuerySolutions):
            return _rows(answer, task)
        return _triples(answer, task)


def _readable(body: bytes, name: str) -> bytes:
    """Mend what the engine writes and a reader would not read as it was, or not like to.

    Raises:
        QueryError: if a letter or a predicate is in it that XML cannot hold.
    """
    if name in ("ttl", "n3"):
        return _without_unused(body)
    if name not in ("xml", "rdfxml"):
        return body
    found = _NOT_XML.search(body)
    if found:
        letter = ord(found.group().decode())
        raise QueryError(f"XML cannot hold the letter U+{letter:04X} of the answer; ask for JSON")
    if name == "rdfxml" and _NO_NAME.search(body):
        raise QueryError("RDF/XML cannot hold a predicate of the answer; ask for Turtle")
    return body.replace(b"\r", b"&#13;")


def _nodes(iris: tuple[str, ...]) -> list[Any]:
    return [NamedNode(iri) for iri in iris]


def _truth(name: str) -> QueryResultsFormat:
    return _ROWS[name]


def _rows(answer: QuerySolutions, task: Task) -> Reply:
    """Write solutions as lines first, which can be cut between any two of them."""
    lines = _Lines(task.rows, task.size)
    with suppress(_Full):
        answer.serialize(cast(IO[bytes], lines), format=QueryResultsFormat.TSV)
    text, count = lines.whole()
    is_truncated = lines.is_full
    while True:
        body = _rewritten(text, task.formats.rows)
        if len(body) <= task.size or not count:
            return Reply("rows", ROW_FORMATS[task.formats.rows], body, count, is_truncated)
        # The format takes more room than lines do: leave out rows until it fits.
        count, is_truncated = count * task.size // (len(body) + 1), True
        text = b"".join(text.splitlines(keepends=True)[: count + 1])


def _rewritten(lines: bytes, name: str) -> bytes:
    if name == "tsv":
        return lines
    answer = parse_query_results(lines, QueryResultsFormat.TSV)
    assert isinstance(answer, QuerySolutions)
    return _readable(answer.serialize(format=_ROWS[name]) or b"", name)


class _Full(OverflowError):
    """Enough is written."""


class _Lines:
    """A file that takes lines until there are enough of them."""

    def __init__(self, rows: int | None, size: int) -> None:
        self._most = None if rows is None else rows + 1  # the first line holds the names
        self._size = size
        self._data = bytearray()
        self._lines = 0
        self.is_full = False

    def write(self, data: bytes) -> int:
        self._data += data
        self._lines += data.count(b"\n")
        if self._is_over():
            self.is_full = True
            raise _Full
        return len(data)

    def flush(self) -> None:
        """There is nothing to do."""

    def _is_over(self) -> bool:
        return len(self._data) > self._size or (self._most is not None and self._lines > self._most)

    def whole(self) -> tuple[bytes, int]:
        """Return whole lines within the limits, and how many rows they are."""
        if not self.is_full:
            return bytes(self._data), max(0, self._lines - 1)
        text = bytes(self._data[: self._size])
        lines = text[: text.rfind(b"\n") + 1].splitlines(keepends=True)[: self._most]
        return b"".join(lines), max(0, len(lines) - 1)


def _triples(answer: QueryTriples, task: Task) -> Reply:
    limit = task.rows
    triples = list(islice(answer, None if limit is None else limit + 1))
    is_truncated = limit is not None and len(triples) > limit
    count = len(triples) - is_truncated
    while True:
        body = serialize(
            triples[:count],
            format=_TRIPLES[task.formats.triples],
            prefixes=dict(task.prefixes)
            if task.formats.triples in ("ttl", "n3", "rdfxml")
            else None,
        )
        body = _readable(body or b"", task.formats.triples)
        if len(body) <= task.size or not count:
            media = TRIPLE_FORMATS[task.formats.triples]
            return Reply("triples", media, body, count, is_truncated)
        count, is_truncated = count * task.size // (len(body) + 1), True


def _without_unused(text: bytes) -> bytes:
    """Drop the prefixes that a graph does not use; some sixty are declared, a few are used.

    >>> head = b"@prefix my: <https://example.org/> .\\n"
    >>> _without_unused(head + head.replace(b"my", b"your") + b"my:c <z:d> 1 .\\n")
    b'@prefix my: <https://example.org/> .\\nmy:c <z:d> 1 .\\n'
    """
    declared, end = [], 0
    while text.startswith(_PREFIX, end):
        begin, end = end, text.index(b"\n", end) + 1
        declared.append(text[begin:end])
    names = (line[len(_PREFIX) : line.index(b":") + 1] for line in declared)
    used = [line for line, name in zip(declared, names, strict=True) if text.find(name, end) >= 0]
    return b"".join(used) + text[end:]
