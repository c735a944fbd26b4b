"""What makes a nanopublication well formed, rule by rule from the nanopublication guidelines."""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import Literal, NamedNode, Quad

NP = "http://www.nanopub.org/nschema#"
TYPE = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
PARTS = ("hasAssertion", "hasProvenance", "hasPublicationInfo")


def broken(quads: list[Quad]) -> list[str]:
    """Return the rules that a set of quads breaks; none if it is one nanopublication."""
    heads = [
        q for q in quads if q.predicate == TYPE and q.object == NamedNode(f"{NP}Nanopublication")
    ]
    if len(heads) != 1:
        return [f"there are {len(heads)} nanopublications"]
    this, head = heads[0].subject, heads[0].graph_name
    return [rule for rule in _broken(quads, this, head) if rule]


def _broken(quads: list[Quad], this: object, head: object) -> Iterator[str]:
    if any(not isinstance(quad.graph_name, NamedNode) for quad in quads):
        yield "every triple is in a graph that has an IRI"
    parts: dict[str, object] = {}
    for name in PARTS:
        found = [q.object for q in quads if q.predicate == NamedNode(f"{NP}{name}")]
        in_head = [
            q for q in quads if q.predicate == NamedNode(f"{NP}{name}") and q.graph_name == head
        ]
        if len(found) != 1 or len(in_head) != 1 or in_head[0].subject != this:
            yield f"there is one {name}, in the head"
            return
        parts[name] = found[0]
    graphs = {head, *parts.values()}
    if len(graphs) != 4:
        yield "the four graphs have four IRIs"
    if {quad.graph_name for quad in quads} != graphs:
        yield "there are no other graphs, and none is empty"
    if sum(quad.graph_name == head for quad in quads) != 4:
        yield "the head holds nothing else"
    if not _mentions(quads, parts["hasProvenance"], parts["hasAssertion"]):
        yield "the provenance speaks of the assertion"
    if not _mentions(quads, parts["hasPublicationInfo"], this):
        yield "the publication info speaks of the nanopublication"
    if not _has(quads, this, "http://purl.org/dc/terms/created", Literal):
        yield "the publication info says when it was made"
    if not _has(quads, this, "http://purl.org/dc/terms/creator", Literal | NamedNode):
        yield "the publication info says who made it"


def _mentions(quads: list[Quad], graph: object, thing: object) -> bool:
    return any(q.graph_name == graph and thing in (q.subject, q.object) for q in quads)


def _has(quads: list[Quad], this: object, name: str, kind: type | object) -> bool:
    wanted = NamedNode(name)
    return any(
        q.subject == this and q.predicate == wanted and isinstance(q.object, kind) for q in quads
    )  # type: ignore[arg-type]
