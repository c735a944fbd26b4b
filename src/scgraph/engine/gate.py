"""Look at a query before the engine does: what would end the process, or leave the machine.

The engine's parser has no limit of depth: some thousand brackets, signs or joined parts end the
process. A federated query opens a network connection. Both can be told from the tokens alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from scgraph.errors import QueryError

MAX_CHARACTERS = 1024 * 1024
MAX_DEPTH = 64
MAX_TOKENS = 4000
"""The engine's stack overflows between 5,000 and 10,000. IRIs and strings do not count."""
_TOKEN = re.compile(
    r"""
      (?P<skip>\#[^\n]*|\s+|<[^<>"{}|^`\\\x00-\x20]*>)
    | (?P<long>\"\"\"(?:[^\\]|\\.)*?\"\"\"|'''(?:[^\\]|\\.)*?''')
    | (?P<string>"(?:[^"\\\n\r]|\\.)*"|'(?:[^'\\\n\r]|\\.)*')
    | (?P<open>[{(\[]|<<)
    | (?P<close>[})\]]|>>)
    | (?P<word>[?$]?[^\s{}()\[\]<>"'\#;,.=!&|+*/^-]+(?:[-.:][^\s{}()\[\]<>"'\#;,=!&|+*/^]*)*)
    | (?P<other>.)
    """,
    re.VERBOSE | re.DOTALL,
)
_DATASET, _FEDERATED = "FROM", "SERVICE"


class Words(NamedTuple):
    """What the gate has seen of a query that it lets pass."""

    has_dataset: bool


def pass_gate(query: str) -> Words:
    """Let a query pass, or refuse it with line and column.

    Raises:
        QueryError: if it is over 1 MB, has over 4,000 words and signs beside IRIs and strings, is
            nested deeper than 64 levels, or federated.

    >>> pass_gate("SELECT * FROM <x:g> { ?service ?b 'SERVICE' }").has_dataset
    True
    >>> pass_gate("ASK { SERVICE <https://example.org/sparql> { ?s ?p ?o } }")
    Traceback (most recent call last):
    scgraph.errors.QueryError: line 1, column 7: SERVICE asks another server; this one answers alone
    """
    if len(query) > MAX_CHARACTERS:
        raise QueryError(f"a query of over {MAX_CHARACTERS} characters is not taken")
    depth, has_dataset = 0, False
    for number, (kind, text, position) in enumerate(tokens(query)):
        if number > MAX_TOKENS:
            raise _refused(query, position, f"more than {MAX_TOKENS} words and signs")
        if kind in ("open", "close"):
            depth += 1 if kind == "open" else -1
            if depth > MAX_DEPTH:
                raise _refused(query, position, f"nested deeper than {MAX_DEPTH} levels")
        elif _FEDERATED in _keywords(text):
            reason = f"{_FEDERATED} asks another server; this one answers alone"
            raise _refused(query, position, reason)
        has_dataset |= text.upper() == _DATASET
    return Words(has_dataset)


def tokens(query: str) -> Iterator[tuple[str, str, int]]:
    """Yield the words, signs and brackets of a query with their kind and position.

    Strings, IRIs, comments and spaces are passed over.
    """
    for found in _TOKEN.finditer(query):
        kind = found.lastgroup or "other"
        if kind in ("open", "close", "word", "other"):
            yield kind, found.group(), found.start()


def _keywords(word: str) -> list[str]:
    """Return what may be a keyword in a word: a dot ends a variable or a number, but not a name."""
    return [word.upper()] if ":" in word else word.upper().split(".")


def _refused(query: str, position: int, reason: str) -> QueryError:
    before = query[:position]
    line = before.count("\n") + 1
    column = position - (before.rfind("\n") + 1) + 1
    return QueryError(f"line {line}, column {column}: {reason}")
