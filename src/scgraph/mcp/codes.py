"""The codes that a tool can offer, since their list is short and no corpus has added to it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from pyoxigraph import NamedNode, RdfFormat, parse

from scgraph import files
from scgraph.graph import KnowledgeGraph
from scgraph.names.facts import class_iri, tail
from scgraph.terms import CODE, PREFIXES

LONGEST_LIST = 16
_TYPE = NamedNode(PREFIXES["rdf"] + "type")


def closed_list(graph: KnowledgeGraph, kind: str | None) -> tuple[str, ...]:
    """Return the codes of a class, if they are few and all of them are shipped; else nothing.

    What a corpus has added stands in no schema: it is text that somebody else wrote.

    >>> from scgraph import load
    >>> closed_list(load(), "Certainty")
    ('asserted', 'possible', 'probable')
    """
    codes = _shipped().get(class_iri(kind), ()) if kind else ()
    is_short = 0 < len(codes) <= LONGEST_LIST
    return codes if is_short and set(graph.names.slugs(kind)) == set(codes) else ()


@cache
def _shipped() -> Mapping[str, tuple[str, ...]]:
    """The names of the shipped codes, by class."""
    found: dict[str, list[str]] = {}
    data = files.ontology("codes.ttl").read_bytes()
    for quad in parse(data, RdfFormat.TURTLE):
        subject, kind = quad.subject, quad.object
        is_type = quad.predicate == _TYPE and isinstance(kind, NamedNode)
        if is_type and isinstance(subject, NamedNode) and subject.value.startswith(CODE):
            found.setdefault(kind.value, []).append(tail(subject.value))
    return {kind: tuple(sorted(codes)) for kind, codes in found.items()}
