"""Counts of a set of quads as VoID has them: triples, entities, subjects, objects, partitions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from pyoxigraph import NamedNode, Quad

from scgraph.handover.facts import TYPE
from scgraph.terms import PREFIXES

_LINKS = frozenset(
    [f"{PREFIXES['skos']}{kind}Match" for kind in ("exact", "close", "broad", "narrow", "related")]
    + [f"{PREFIXES['schema']}sameAs", f"{PREFIXES['owl']}sameAs"]
)
"""The properties that tie a thing to one of another dataset."""


@dataclass(frozen=True)
class Statistics:
    """How much there is of what, of the distinct triples of all graphs together.

    Args:
        triples: distinct triples.
        entities: distinct subjects that are things of the corpus: their IRIs begin with its base.
        subjects: distinct subjects.
        objects: distinct objects, literals too.
        classes: for each class the number of its things.
        properties: for each property the number of triples.
        vocabularies: the namespaces of which a class or a property is used.
        links: for each property that ties things to those elsewhere, and each place they are tied
            to, the number of ties.
    """

    triples: int
    entities: int
    subjects: int
    objects: int
    classes: dict[str, int] = field(repr=False)
    properties: dict[str, int] = field(repr=False)
    vocabularies: tuple[str, ...] = field(repr=False)
    links: dict[tuple[str, str], int] = field(repr=False)


def statistics(quads: Iterable[Quad], base: str) -> Statistics:
    """Count quads.

    Args:
        quads: what is to be counted.
        base: what the IRIs of the corpus's own things begin with.

    >>> from pyoxigraph import RdfFormat, parse
    >>> counted = statistics(parse("<t:a> a <t:K> ; <t:b> 1, 1.0 .", RdfFormat.TURTLE), "t:")
    >>> counted.triples, counted.entities, counted.objects, counted.classes
    (3, 1, 3, {'t:K': 1})
    """
    triples = {quad.triple for quad in quads}
    subjects = {triple.subject for triple in triples}
    classes = Counter(
        triple.object.value
        for triple in triples
        if triple.predicate.value == TYPE and isinstance(triple.object, NamedNode)
    )
    properties = Counter(triple.predicate.value for triple in triples)
    links = Counter(
        (triple.predicate.value, place_of(triple.object.value))
        for triple in triples
        if triple.predicate.value in _LINKS
        and isinstance(triple.object, NamedNode)
        and not triple.object.value.startswith(base)
    )
    return Statistics(
        triples=len(triples),
        entities=sum(isinstance(s, NamedNode) and s.value.startswith(base) for s in subjects),
        subjects=len(subjects),
        objects=len({triple.object for triple in triples}),
        classes=dict(sorted(classes.items())),
        properties=dict(sorted(properties.items())),
        vocabularies=_namespaces([*classes, *properties]),
        links=dict(sorted(links.items())),
    )


def place_of(iri: str) -> str:
    """Return what an IRI has in common with its neighbours: all before its last part.

    >>> place_of("http://www.wikidata.org/entity/Q17"), place_of("https://example.org/a#b")
    ('http://www.wikidata.org/entity/', 'https://example.org/a#')
    """
    end = max(iri.rfind("#"), iri.rfind("/"))
    return iri[: end + 1] or iri


def _namespaces(iris: Iterable[str]) -> tuple[str, ...]:
    known = sorted(PREFIXES.values(), key=len, reverse=True)
    found = (next((name for name in known if iri.startswith(name)), place_of(iri)) for iri in iris)
    return tuple(sorted(set(found)))
