"""RDF terms of the engine as terms of rdflib, and many graphs as one."""

from __future__ import annotations

import logging
from collections.abc import Iterable

import pyoxigraph
from rdflib import BNode, Graph, Literal, URIRef

from scgraph.errors import QueryError

Term = URIRef | BNode | Literal
XSD_STRING = "http://www.w3.org/2001/XMLSchema#string"

# rdflib logs a traceback for a literal that is not what its type says. The shapes find such a
# literal and say so in words; a user is not to see how rdflib stumbled over it.
logging.getLogger("rdflib.term").setLevel(logging.ERROR)


def as_graph(triples: Iterable[pyoxigraph.Quad | pyoxigraph.Triple]) -> Graph:
    """Put triples or quads into one rdflib graph, without the names of their graphs."""
    graph = Graph(bind_namespaces="none")
    for triple in triples:
        graph.add((as_term(triple.subject), as_term(triple.predicate), as_term(triple.object)))
    return graph


def as_term(term: object) -> Term:
    """Return a term as rdflib's; a literal keeps its written form.

    >>> as_term(pyoxigraph.Literal("1.10", datatype=pyoxigraph.NamedNode("urn:x")))
    rdflib.term.Literal('1.10', datatype=rdflib.term.URIRef('urn:x'))

    Raises:
        QueryError: if the term is a triple, which rdflib cannot hold.
    """
    if isinstance(term, pyoxigraph.NamedNode):
        return URIRef(term.value)
    if isinstance(term, pyoxigraph.BlankNode):
        return BNode(term.value)
    if not isinstance(term, pyoxigraph.Literal):
        raise QueryError(f"the answer holds a triple term, which rdflib cannot hold: {term}")
    if term.language:
        return Literal(term.value, lang=term.language)
    if term.datatype.value == XSD_STRING:
        return Literal(term.value)
    return Literal(term.value, datatype=URIRef(term.datatype.value), normalize=False)
