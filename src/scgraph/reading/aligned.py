"""Turn an alignment ledger into quads, and join what decisions have made one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from types import MappingProxyType

from pyoxigraph import Literal, NamedNode, Quad

from scgraph import terms
from scgraph.reading import slots
from scgraph.reading.alignment import Alignment
from scgraph.reading.parsed import Parsed
from scgraph.reading.positions import Places
from scgraph.reading.rdf import read_bytes
from scgraph.reading.sssom import read_ledger


def _name(curie: str) -> NamedNode:
    return NamedNode(terms.expand(curie) or curie)


_TYPE = _name("rdf:type")
_ALIGNMENT = _name("scg:Alignment")
_WITH = _name("scg:alignedWith")
_AS = _name("scg:alignedAs")
_SOURCE, _PROPERTY, _TARGET = (
    _name(f"owl:annotated{part}") for part in ("Source", "Property", "Target")
)
_MODIFIER, _NEGATED = _name("sssom:predicate_modifier"), _name("sssom:NegatedPredicate")
_JUSTIFICATION = _name("sssom:mapping_justification")
_PEOPLE = {
    "author": (_name("prov:wasAttributedTo"), _name("sssom:author_label")),
    "reviewer": (_name("sssom:reviewer_id"), _name("sssom:reviewer_label")),
}
_LITERALS = {
    "date": (_name("dcterms:date"), _name("xsd:date")),
    "confidence": (_name("sssom:confidence"), _name("xsd:decimal")),
    "comment": (_name("rdfs:comment"), _name("xsd:string")),
}


def read_alignments(
    file: Path, base: str = terms.BASE, prefixes: Mapping[str, str] = MappingProxyType({})
) -> Parsed:
    """Read the ledger of a corpus into the named graph of its alignments.

    Each mapping is a node whose IRI is made from what it says, not from where it stands.

    Args:
        file: the ledger.
        base: the base of the corpus.
        prefixes: those of its papers.

    Raises:
        ReadError: if anything in the file is wrong; it holds all the faults.
    """
    ledger = read_ledger(read_bytes(file), str(file), prefixes)
    places: Places = {}
    quads: list[Quad] = []
    for one in ledger.alignments:
        node = NamedNode(f"{base}alignment/{one.key}")
        places[node.value] = one.place
        quads += _quads(one, node, NamedNode(terms.alignments_graph(base)))
    return Parsed(quads, places)


def joined(quads: Iterable[Quad]) -> list[Quad]:
    """Return for each thing of a group the one by which the group is called, the first by IRI.

    A group is what decisions join, directly or in steps. If it holds two things that somebody
    decided are not the same, none of it is joined until the ledger is settled.
    """
    edges: dict[NamedNode, dict[NamedNode, NamedNode]] = defaultdict(dict)
    mappings: dict[object, dict[NamedNode, NamedNode | Literal]] = defaultdict(dict)
    for quad in quads:
        if quad.predicate == _WITH:
            _tie(quad, edges)
        elif quad.predicate in _READ and isinstance(quad.object, NamedNode | Literal):
            mappings[quad.subject][quad.predicate] = quad.object
    apart = _apart(mappings.values())
    return [
        Quad(thing, _AS, group[0], next(iter(edges[thing].values())))
        for group in _groups(edges)
        if not any(apart.get(thing, set()).intersection(group) for thing in group)
        for thing in group
    ]


def _tie(quad: Quad, edges: dict[NamedNode, dict[NamedNode, NamedNode]]) -> None:
    """Note that two things are one, in both directions, and the graph that says so."""
    one, other, graph = quad.subject, quad.object, quad.graph_name
    if not isinstance(one, NamedNode) or not isinstance(other, NamedNode):
        return
    if isinstance(graph, NamedNode):
        edges[one].setdefault(other, graph)
        edges[other].setdefault(one, graph)


_REVIEWED = _PEOPLE["reviewer"]
_READ = frozenset((_SOURCE, _PROPERTY, _TARGET, _MODIFIER, *_REVIEWED))


def _apart(
    mappings: Iterable[Mapping[NamedNode, NamedNode | Literal]],
) -> dict[object, set[object]]:
    """Return for each thing those of which somebody decided that they are not the same."""
    apart: dict[object, set[object]] = defaultdict(set)
    for one in mappings:
        says_same = _PROPERTY in one and one[_PROPERTY].value in slots.JOINING_IRIS
        if says_same and _MODIFIER in one and any(person in one for person in _REVIEWED):
            apart[one.get(_SOURCE)].add(one.get(_TARGET))
    return apart


def _groups(edges: Mapping[NamedNode, Mapping[NamedNode, NamedNode]]) -> Iterator[list[NamedNode]]:
    seen: set[NamedNode] = set()
    for start in sorted(edges, key=str):
        if start not in seen:
            todo, group = [start], {start}
            while todo:
                more = edges[todo.pop()].keys() - group
                group |= more
                todo += more
            seen |= group
            yield sorted(group, key=str)


def _quads(one: Alignment, node: NamedNode, graph: NamedNode) -> Iterator[Quad]:
    subject, target = NamedNode(one.subject), NamedNode(one.object)
    yield Quad(node, _TYPE, _ALIGNMENT, graph)
    yield Quad(node, _SOURCE, subject, graph)
    yield Quad(node, _PROPERTY, NamedNode(one.predicate), graph)
    yield Quad(node, _TARGET, target, graph)
    yield Quad(node, _JUSTIFICATION, NamedNode(one.justification), graph)
    if one.negated:
        yield Quad(node, _MODIFIER, _NEGATED, graph)
    for role, people in (("author", one.authors), ("reviewer", one.reviewers)):
        for person in people:
            yield _person(node, role, person, graph)
    for name, (predicate, datatype) in _LITERALS.items():
        if text := getattr(one, name):
            yield Quad(node, predicate, Literal(text, datatype=datatype), graph)
    if one.joins:
        yield Quad(subject, _WITH, target, graph)
        yield Quad(target, _WITH, subject, graph)


def _person(node: NamedNode, role: str, person: str, graph: NamedNode) -> Quad:
    by_iri, by_name = _PEOPLE[role]
    if "://" in person:
        return Quad(node, by_iri, NamedNode(person), graph)
    return Quad(node, by_name, Literal(person), graph)
