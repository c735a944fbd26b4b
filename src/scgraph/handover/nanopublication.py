"""A nanopublication: one assertion with where it comes from and who publishes it.

Its four graphs follow the nanopublication guidelines: a head that names the others, the assertion,
the provenance of the assertion, and the publication info, which is about the nanopublication.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal as OneOf
from typing import TypeAlias

from pyoxigraph import Literal, NamedNode, Quad, Triple

from scgraph.export import rdf_bytes
from scgraph.handover.trusty import with_trusty_iri
from scgraph.terms import PREFIXES

Kind: TypeAlias = OneOf["claim", "claim of another work", "check"]
"""What is published: a claim of a paper, a claim of a work that a check rests on, or a check."""

SPACE = "np/"
"""The space of nanopublications below the base of a corpus."""

_TYPE = NamedNode(f"{PREFIXES['rdf']}type")


@dataclass(frozen=True)
class Nanopublication:
    """One claim or check, with its provenance; its IRI is a trusty URI, which ends with its hash.

    Args:
        iri: its identifier.
        about: the claim or check that it publishes.
        kind: "claim", "claim of another work" or "check".
        quads: its four graphs, ``iri#Head``, ``iri#assertion``, ``iri#provenance`` and
            ``iri#pubinfo``.
    """

    iri: str
    about: str
    kind: Kind
    quads: tuple[Quad, ...] = field(repr=False)

    def graph(self, name: str) -> list[Triple]:
        """Return the triples of one of its graphs: "Head", "assertion", "provenance", "pubinfo"."""
        wanted = NamedNode(f"{self.iri}#{name}")
        return [quad.triple for quad in self.quads if quad.graph_name == wanted]

    def trig(self, prefixes: Mapping[str, str] = PREFIXES) -> str:
        """Write it as TriG that stands alone; the same nanopublication gives the same text."""
        own = {**prefixes, "sub": f"{self.iri}#"}
        return rdf_bytes(self.quads, ".trig", own).decode()


@dataclass(frozen=True)
class Parts:
    """What goes into the graphs of a nanopublication.

    `provenance` and `pubinfo` are what stands there besides; `source` and `notes` are properties of
    the assertion and of the nanopublication itself, each with its value.
    """

    about: str
    kind: Kind
    assertion: Iterable[Triple]
    provenance: Iterable[Triple]
    source: Iterable[tuple[str, NamedNode]]
    pubinfo: Iterable[Triple]
    notes: Iterable[tuple[str, NamedNode | Literal]]


def published(parts: Parts, base: str) -> Nanopublication:
    """Make a nanopublication of its parts.

    Args:
        parts: what goes into the graphs.
        base: of the corpus.
    """
    iri, quads = with_trusty_iri(f"{base}{SPACE}", lambda draft: _quads(draft, parts))
    return Nanopublication(iri, parts.about, parts.kind, tuple(dict.fromkeys(quads)))


def _quads(iri: str, parts: Parts) -> Iterator[Quad]:
    this = NamedNode(iri)
    head, assertion, provenance, pubinfo = (
        NamedNode(f"{iri}#{name}") for name in ("Head", "assertion", "provenance", "pubinfo")
    )
    yield Quad(this, _TYPE, _np("Nanopublication"), head)
    yield Quad(this, _np("hasAssertion"), assertion, head)
    yield Quad(this, _np("hasProvenance"), provenance, head)
    yield Quad(this, _np("hasPublicationInfo"), pubinfo, head)
    yield from (_in(assertion, triple) for triple in parts.assertion)
    yield from (Quad(assertion, NamedNode(name), value, provenance) for name, value in parts.source)
    yield from (_in(provenance, triple) for triple in parts.provenance)
    yield from (Quad(this, NamedNode(name), value, pubinfo) for name, value in parts.notes)
    yield from (_in(pubinfo, triple) for triple in parts.pubinfo)


def _np(name: str) -> NamedNode:
    return NamedNode(f"{PREFIXES['np']}{name}")


def _in(graph: NamedNode, triple: Triple) -> Quad:
    return Quad(triple.subject, triple.predicate, triple.object, graph)
