"""Take a query apart as its engine would, without reading what it means.

The engine's parser knows no tokens: it tries one reading at each place, and if that fails another.
So where two readings are possible the gate must hold for both, or refuse.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

_TOKEN = re.compile(
    r"""
      (?P<skip>\#[^\n\r]*+|\s++)
    | (?P<iri><(?:[^<>"{}|^`\\\x00-\x20]|\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8})*+>)
    | (?P<string>\"\"\"(?:[^"\\]|\\.|"(?!""))*+\"\"\"|'''(?:[^'\\]|\\.|'(?!''))*+'''
                |"(?:[^"\\\n\r]|\\.)*+"|'(?:[^'\\\n\r]|\\.)*+')
    | (?P<open>[{(\[]|<<)
    | (?P<close>[})\]]|>>)
    | (?P<variable>[?$]\w*+)
    | (?P<name>[^\W\d][\w.-]*+(?::(?:\.*+(?:[\w:%·-]|\\.)++)*+)?|:(?:\.*+(?:[\w:%·-]|\\.)++)*+|\\.)
    | (?P<number>\d++)
    | (?P<language>@[A-Za-z]++(?:-[A-Za-z0-9]++)*+)
    | (?P<quote>["'])
    | (?P<other>.)
    """,
    re.VERBOSE | re.DOTALL,
)
"""No alternative gives back what it took, so that the whole takes time by its length alone."""
_HAS_AUTHORITY = re.compile(r"<[A-Za-z][A-Za-z0-9+.-]*://")
_OPERATORS = frozenset(",=!<>&|+-*/^;")
_IN_EXPRESSIONS = ("(", "<<")
_CLOSED_BY = {")": "(", "}": "{", "]": "[", ">>": "<<"}
_TURNING = re.compile(r"[#'()\[\]]")
"""Signs after which an IRI and a comparison would be read on in different ways."""
_SIGN = re.compile(r"\W")


class Token(NamedTuple):
    """A word or sign of a query.

    Args:
        kind: such as "iri", "string", "name" or "other".
        text: what is written.
        position: where it begins.
        depth: how many brackets are open behind it.
        weight: as how many words and signs it counts.
        is_doubtful: whether it may be an IRI or a comparison, and what follows depends on it.
    """

    kind: str
    text: str
    position: int
    depth: int
    weight: int
    is_doubtful: bool


def tokens(query: str) -> Iterator[Token]:
    """Yield words and signs, without spaces and remarks.

    >>> [token.text for token in tokens("ASK { ?a<x:b> 'c d' } # e")]
    ['ASK', '{', '?a', '<x:b>', "'c d'", '}']
    """
    brackets: list[str] = []
    before = "open"
    for found in _TOKEN.finditer(query):
        kind, text = found.lastgroup or "other", found.group()
        if kind == "skip":
            continue
        weight, is_doubtful = 1, False
        if kind == "open":
            brackets.append(text)
        elif kind == "close":
            _close(brackets, _CLOSED_BY[text])
        elif kind == "name":
            weight = _weight(text)
        elif kind == "iri":
            is_open = bool(brackets) and brackets[-1] in _IN_EXPRESSIONS and before == "operand"
            may_compare = is_open and not _HAS_AUTHORITY.match(text)
            is_doubtful = may_compare and bool(_TURNING.search(text))
            weight = len(_SIGN.findall(text)) if may_compare else 0
        elif kind == "string":
            weight = 0
        before = "open" if kind == "open" or text in _OPERATORS else "operand"
        yield Token(kind, text, found.start(), len(brackets), weight, is_doubtful)


def _close(brackets: list[str], opening: str) -> None:
    """Take an opening bracket away; what looked like a triple term may have been a comparison."""
    while brackets and brackets[-1] == "<<" != opening:
        brackets.pop()
    if brackets and brackets[-1] == opening:
        brackets.pop()


def _weight(name: str) -> int:
    """Count what a name would be taken for, were its prefix not declared: ``true-1-1:a``, a sum."""
    prefix = name.partition(":")[0]
    return 1 + prefix.count("-") + prefix.count(".")


def masked(query: str) -> str:
    """Return a query of the same length in which only words and signs are left to be read.

    >>> masked("ASK { <x:service> ?b 'c' } # d")
    'ASK { <_________> ?b     }    '
    """
    return _TOKEN.sub(_mask, query)


def _mask(found: re.Match[str]) -> str:
    text = found.group()
    if found.lastgroup == "iri":
        return f"<{'_' * (len(text) - 2)}>"
    return " " * len(text) if found.lastgroup in ("string", "skip") else text
