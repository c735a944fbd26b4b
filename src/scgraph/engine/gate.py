"""Look at a query before the engine does: what would end the process, or leave the machine.

The engine's parser has no limit of depth: some thousand brackets, signs or joined parts end the
process. A federated query opens a network connection. Both can be told from the text alone.
"""

from __future__ import annotations

import re
import sys
from typing import NamedTuple

from scgraph.engine.lexing import Token, masked, tokens
from scgraph.errors import QueryError

MAX_CHARACTERS = 1024 * 1024
MAX_DEPTH = 64
MAX_TOKENS = 4000
"""The engine's stack overflows between 5,000 and 10,000. IRIs and strings do not count."""
_DATASET = "FROM"
_PROLOGUE = frozenset({"BASE", "PREFIX", "VERSION"})
_UPDATES = frozenset(
    {"ADD", "CLEAR", "COPY", "CREATE", "DELETE", "DROP", "INSERT", "LOAD", "MOVE", "WITH"}
)
_SERVICE = re.compile("service", re.IGNORECASE | re.ASCII)
_ESCAPED = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
_VARIABLE = re.compile(r"[?$]\w+")


class Words(NamedTuple):
    """What the gate has seen of a query that it lets pass."""

    has_dataset: bool


def pass_gate(query: str) -> Words:
    """Let a query pass, or refuse it with line and column.

    Raises:
        QueryError: if it is over 1 MB, has over 4,000 words and signs beside IRIs and strings, is
            nested deeper than 64 levels, changes data, or is federated.

    >>> pass_gate("SELECT * FROM <x:g> { ?service ?b 'SERVICE' }").has_dataset
    True
    >>> pass_gate("ASK { SERVICE <https://example.org/sparql> { ?s ?p ?o } }")
    Traceback (most recent call last):
    scgraph.errors.QueryError: line 1, column 7: SERVICE asks another server; this one answers alone
    """
    if len(query) > MAX_CHARACTERS:
        raise QueryError(f"a query of over {MAX_CHARACTERS} characters is not taken")
    number, has_dataset, has_begun = 0, False, False
    for token in tokens(query):
        number += token.weight
        reason = _reason(token, number)
        if token.kind == "name":
            word = token.text.upper()
            has_dataset |= word == _DATASET
            if not has_begun and word in _UPDATES:
                reason = f"{word} changes data; here questions are answered, and nothing is changed"
            has_begun |= word not in _PROLOGUE and ":" not in word
        if reason:
            raise _refused(query, token.position, reason)
    position = _hidden(query) if _ESCAPED.search(query) else None
    position = _federated(query) if position is None else position
    if position is not None:
        reason = "SERVICE asks another server; this one answers alone"
        raise _refused(query, position, reason)
    return Words(has_dataset)


def _reason(token: Token, number: int) -> str | None:
    if number > MAX_TOKENS:
        return f"more than {MAX_TOKENS} words and signs"
    if token.depth > MAX_DEPTH:
        return f"nested deeper than {MAX_DEPTH} levels"
    if token.kind == "quote":
        return "this quotation mark is never closed"
    if token.is_doubtful:
        return "an IRI or a comparison? Write a space behind <, or shorten the IRI by a PREFIX"
    return None


def _hidden(query: str) -> int | None:
    """Return where an escape hides such a word; the standard has them read before all else."""
    if _federated(_ESCAPED.sub(_character, query)) is None:
        return None
    return next(_ESCAPED.finditer(query)).start()


def _federated(query: str) -> int | None:
    """Return where another server is asked: SERVICE, perhaps SILENT, a name, and a brace.

    Whatever stands before SERVICE: where a name with a prefix is none after all, such as one of a
    prefix that was not declared, the engine reads its letters once more as words.
    """
    if not _SERVICE.search(query):
        return None
    text, begin = masked(query), 0
    for brace in re.finditer("[{}]", text):
        part = text[begin : brace.start()]
        if brace.group() == "{" and _asks_elsewhere(part):
            return begin + [found.start() for found in _SERVICE.finditer(part)][-1]
        begin = brace.end()
    return None


def _character(escape: re.Match[str]) -> str:
    code = int(escape.group(1) or escape.group(2), 16)
    return chr(code) if code <= sys.maxunicode else " "


def _asks_elsewhere(part: str) -> bool:
    """Tell whether what stands before a brace is SERVICE and a name."""
    part = _VARIABLE.sub("?", part).lower().rstrip()
    head, name = _last_name(part)
    begin = name.find("service")
    if begin >= 0 and any(sign in name[begin + len("service") :] for sign in "?$:<"):
        return True
    if not any(sign in name for sign in "?$:<"):
        return False
    return head.removesuffix("silent").rstrip().endswith("service")


def _last_name(part: str) -> tuple[str, str]:
    if part.endswith(">"):
        begin = part.rfind("<")
    else:
        begin = max(part.rfind(sign) for sign in " \t\r\n>") + 1
    return part[:begin].rstrip(), part[begin:]


def _refused(query: str, position: int, reason: str) -> QueryError:
    before = query[:position]
    line = before.count("\n") + 1
    column = position - (before.rfind("\n") + 1) + 1
    return QueryError(f"line {line}, column {column}: {reason}")
