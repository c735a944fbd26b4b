"""Read what a user holds in rdflib into quads."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import TYPE_CHECKING

from pyoxigraph import BlankNode, NamedNode, Quad, RdfFormat, parse

from scgraph.errors import Fault, ReadError

if TYPE_CHECKING:
    from rdflib import Graph


def quads_of(graph: Graph, default: str) -> list[Quad]:
    """Return the quads of an rdflib graph or dataset, sorted, with blank nodes renamed.

    Args:
        graph: the graph; triples outside of named graphs go to `default`.
        default: the IRI of a named graph.

    Raises:
        TypeError: if it is no graph of rdflib.
        ReadError: if it holds what RDF does not allow; the line is that of its N-Quads form.

    >>> import rdflib
    >>> graph = rdflib.Graph().parse(data="<x:a> <x:b> [] .", format="turtle")
    >>> [str(quad.predicate) for quad in quads_of(graph, "x:g")]
    ['<x:b>']
    """
    import rdflib

    if not isinstance(graph, rdflib.Graph):
        raise TypeError(f"give an rdflib Graph or Dataset, not {type(graph).__name__}")
    form = "nquads" if isinstance(graph, rdflib.ConjunctiveGraph) else "nt11"
    try:
        text = graph.serialize(format=form, encoding="utf-8")
    except Exception as error:  # rdflib raises no narrower one for an IRI that is none
        raise ReadError([Fault("<rdflib graph>", None, None, str(error))]) from error
    # Sorted lines, so that one graph gives the same names to its blank nodes each time.
    lines = b"".join(sorted(text.splitlines(keepends=True)))
    mark = hashlib.sha256(lines).hexdigest()[:12]
    names: dict[str, BlankNode] = {}

    def own(node: BlankNode) -> BlankNode:
        return names.setdefault(node.value, BlankNode(f"a{mark}n{len(names)}"))

    try:
        return [
            _own_quad(quad, own, NamedNode(default)) for quad in parse(lines, RdfFormat.N_QUADS)
        ]
    except SyntaxError as error:
        raise ReadError([Fault("<rdflib graph>", error.lineno, None, error.msg)]) from error


def _own_quad(quad: Quad, own: Callable[[BlankNode], BlankNode], default: NamedNode) -> Quad:
    subject, value, name = quad.subject, quad.object, quad.graph_name
    return Quad(
        own(subject) if isinstance(subject, BlankNode) else subject,
        quad.predicate,
        own(value) if isinstance(value, BlankNode) else value,
        name if isinstance(name, NamedNode) else default,
    )
