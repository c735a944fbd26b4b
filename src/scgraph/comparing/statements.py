"""What a corpus says, as statements by subject, in a form in which two corpora compare.

Order, files and named graphs play no part; numbers compare by value; a blank node is what is said
of it.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterable
from decimal import Decimal
from typing import TypeAlias

from pyoxigraph import BlankNode, Literal, NamedNode, Quad

from scgraph import terms

Value: TypeAlias = tuple[str, str, str]
"""A value: its text, and "iri", or the language of the text and its datatype."""

Statements: TypeAlias = dict[str, dict[str, set[Value]]]
"""Values by subject and property; both are IRIs."""

IRI = "iri"
_NUMBERS = frozenset(f"{terms.PREFIXES['xsd']}{name}" for name in ("integer", "decimal"))
_VOCABULARY = NamedNode(terms.VOCABULARY_GRAPH)
_DEPTH = 3


def iri(text: str) -> Value:
    """Return the value that an IRI is."""
    return (text, IRI, "")


def statements_of(quads: Iterable[Quad], derived: frozenset[str] = frozenset()) -> Statements:
    """Return the statements of a corpus, without the vocabulary.

    Args:
        quads: the corpus.
        derived: properties that follow from others.
    """
    said = [
        quad
        for quad in quads
        if quad.graph_name != _VOCABULARY and quad.predicate.value not in derived
    ]
    blanks: dict[BlankNode, list[Quad]] = defaultdict(list)
    for quad in said:
        if isinstance(quad.subject, BlankNode):
            blanks[quad.subject].append(quad)
    found: Statements = {}
    for quad in said:
        subject = _value(quad.subject, blanks)[0]
        by_property = found.setdefault(subject, {})
        by_property.setdefault(quad.predicate.value, set()).add(_value(quad.object, blanks))
    return found


def rewritten(statements: Statements, rename: Callable[[str], str]) -> Statements:
    """Return the statements with other IRIs; two that become one have what is said of both."""
    found: Statements = {}
    for subject, by_property in statements.items():
        mine = found.setdefault(rename(subject), {})
        for name, values in by_property.items():
            mine.setdefault(name, set()).update(
                (rename(value[0]), IRI, "") if value[1] == IRI else value for value in values
            )
    return found


def _value(term: object, blanks: dict[BlankNode, list[Quad]], depth: int = 0) -> Value:
    if isinstance(term, NamedNode):
        return iri(term.value)
    if isinstance(term, BlankNode):
        return iri(_blank(term, blanks, depth))
    if not isinstance(term, Literal):
        return (str(term), "", "")
    datatype = "" if term.language else term.datatype.value
    text = _number(term.value) if datatype in _NUMBERS else term.value
    return (text, term.language or "", datatype)


def _blank(node: BlankNode, blanks: dict[BlankNode, list[Quad]], depth: int) -> str:
    """Name a blank node by what is said of it, so that one renamed is the same."""
    if depth > _DEPTH:
        return "_:deep"
    said = sorted(
        f"{quad.predicate.value} {_value(quad.object, blanks, depth + 1)}"
        for quad in blanks.get(node, ())
    )
    return f"_:{hashlib.sha256(chr(10).join(said).encode()).hexdigest()[:16]}"


def _number(text: str) -> str:
    try:
        return format(Decimal(text).normalize(), "f")
    except ArithmeticError:
        return text
