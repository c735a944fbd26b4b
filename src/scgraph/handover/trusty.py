"""Trusty URIs: an identifier that ends with a hash of what it names (version 1, module RA).

Whoever holds the quads can tell by the identifier alone whether anybody changed them. The hash
covers the identifier too, with a blank in the place of the hash itself.
"""

from __future__ import annotations

from base64 import urlsafe_b64encode
from collections.abc import Callable, Iterable
from hashlib import sha256

from pyoxigraph import BlankNode, Literal, NamedNode, Quad

MODULE = "RA"
"""The module for RDF with named graphs."""

CODE_LENGTH = 45
_HOLE = "0" * CODE_LENGTH


def artifact_code(quads: Iterable[Quad], code: str) -> str:
    """Return the code that an identifier of these quads must end with.

    Args:
        quads: all in named graphs, without blank nodes.
        code: what stands in the place of the code in the IRIs.

    >>> artifact_code([], "")[:6]
    'RA47DE'
    """
    lines = sorted({_line(quad, code) for quad in quads})
    text = "".join(
        f"{graph}\n{subject}\n{name}\n{said}\n" for graph, subject, name, _, said in lines
    )
    encoded = urlsafe_b64encode(sha256(text.encode()).digest()).decode().rstrip("=")
    return f"{MODULE}{encoded}"


def with_trusty_iri(base: str, make: Callable[[str], Iterable[Quad]]) -> tuple[str, list[Quad]]:
    """Return the trusty IRI of quads that speak of themselves, and the quads.

    Args:
        base: what the IRI begins with; it ends with a slash.
        make: makes the quads from the IRI. Blank nodes become IRIs below it.
    """
    draft = f"{base}{_HOLE}"
    drafted = _without_blank_nodes(list(make(draft)), draft)
    iri = f"{base}{artifact_code(drafted, _HOLE)}"
    return iri, [_renamed(quad, draft, iri) for quad in drafted]


def is_trusty(iri: str, quads: Iterable[Quad]) -> bool:
    """Tell whether an IRI ends with the code of the quads.

    >>> is_trusty("https://example.org/np/" + artifact_code([], ""), [])
    True
    """
    return artifact_code(quads, iri[-CODE_LENGTH:]) == iri[-CODE_LENGTH:]


def _line(quad: Quad, code: str) -> tuple[str, str, str, tuple[int, str, str], str]:
    """Return a quad as the rules sort it, and behind that how they write its object."""
    graph, subject = _iri(quad.graph_name, code), _iri(quad.subject, code)
    key, said = _object(quad.object, code)
    return graph, subject, _iri(quad.predicate, code), key, said


def _object(term: object, code: str) -> tuple[tuple[int, str, str], str]:
    if not isinstance(term, Literal):
        iri = _iri(term, code)
        return (0, iri, ""), iri
    escaped = term.value.replace("\\", "\\\\").replace("\n", "\\n")
    if term.language:
        return (1, term.value, f"@{term.language.lower()}"), f"@{term.language.lower()} {escaped}"
    datatype = term.datatype.value
    # A literal without a datatype of its own, one with a language, comes before: "@" before "^".
    return (1, term.value, f"^{datatype}"), f"^{datatype} {escaped}"


def _iri(term: object, code: str) -> str:
    if not isinstance(term, NamedNode):
        raise ValueError(f"{term} is no IRI; only graphs of IRIs and literals have a trusty URI")
    return term.value.replace(code, " ") if code else term.value


def _without_blank_nodes(quads: list[Quad], iri: str) -> list[Quad]:
    """Give each blank node an IRI below another, numbered in the order in which they come."""
    names: dict[BlankNode, NamedNode] = {}

    def named(term: object) -> object:
        if not isinstance(term, BlankNode):
            return term
        return names.setdefault(term, NamedNode(f"{iri}#_{len(names) + 1}"))

    return [
        Quad(named(quad.subject), quad.predicate, named(quad.object), quad.graph_name)  # type: ignore[arg-type]
        for quad in quads
    ]


def _renamed(quad: Quad, old: str, new: str) -> Quad:
    """Let every IRI of a quad that begins with one begin with another."""

    def renamed(term: object) -> object:
        if isinstance(term, NamedNode) and term.value.startswith(old):
            return NamedNode(f"{new}{term.value[len(old) :]}")
        return term

    return Quad(*map(renamed, quad))  # type: ignore[arg-type]
