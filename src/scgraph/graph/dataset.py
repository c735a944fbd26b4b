"""A copy of quads as rdflib holds them.

>>> from pyoxigraph import Literal, NamedNode
>>> a, b, graph = (NamedNode(f"https://example.org/{name}") for name in "abg")
>>> len(as_dataset([Quad(a, b, Literal("c"), graph)], {}))
1
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from pyoxigraph import BlankNode, NamedNode, Quad
from rdflib import BNode, Dataset, URIRef

from scgraph.validation.flatten import as_term


def as_dataset(quads: Iterable[Quad], prefixes: Mapping[str, str]) -> Dataset:
    """Return a Dataset with all named graphs, whose default graph is their union."""
    dataset = Dataset(default_union=True)
    for prefix, namespace in prefixes.items():
        dataset.bind(prefix, namespace, override=True, replace=True)
    for quad in quads:
        graph = dataset.graph(_name(quad))
        graph.add((as_term(quad.subject), as_term(quad.predicate), as_term(quad.object)))
    return dataset


def _name(quad: Quad) -> URIRef | BNode | None:
    """Return the name of the graph of a quad; None for the default graph."""
    name = quad.graph_name
    if isinstance(name, NamedNode):
        return URIRef(name.value)
    return BNode(name.value) if isinstance(name, BlankNode) else None
