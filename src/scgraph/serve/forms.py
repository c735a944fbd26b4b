"""Tell the form of a query before it is parsed: what its first word behind the prologue is.

It decides nothing that the engine would not: a text whose form is not known goes to the engine.
"""

from __future__ import annotations

import re

from scgraph.errors import QueryError
from scgraph.sandbox.replies import Kind

_GAP = r"(?:\s|\#[^\n\r]*+)*+"
_IRI = r"<[^<>]*+>"
_FIRST_WORD = re.compile(
    rf"{_GAP}(?:(?:BASE{_GAP}{_IRI}|PREFIX{_GAP}[^\s:<]*+:{_GAP}{_IRI}){_GAP})*+([A-Za-z]++)",
    re.IGNORECASE,
)
_KINDS: dict[str, Kind] = {
    "SELECT": "rows",
    "ASK": "truth",
    "CONSTRUCT": "triples",
    "DESCRIBE": "triples",
}
_UPDATES = frozenset(
    ("INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "ADD", "MOVE", "COPY", "WITH")
)


def kind_of_answer(query: str) -> Kind | None:
    """Return what kind of answer a query has; None if it cannot be told.

    Raises:
        QueryError: if it is an update.

    >>> kind_of_answer("PREFIX my: <https://example.org/> # ASK\\nselect * {}")
    'rows'
    >>> kind_of_answer("CLEAR ALL")
    Traceback (most recent call last):
    scgraph.errors.QueryError: line 1, column 1: CLEAR is an update; this graph is only read
    """
    found = _FIRST_WORD.match(query)
    word = found[1].upper() if found else ""
    if found and word in _UPDATES:
        before = query[: found.start(1)]
        line, column = before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1
        raise QueryError(
            f"line {line}, column {column}: {word} is an update; this graph is only read"
        )
    return _KINDS.get(word)
