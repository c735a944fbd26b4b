"""The kinds of things that papers share: where each is written, and how."""

from __future__ import annotations

from dataclasses import dataclass, field

from scgraph.terms import PREFIXES


@dataclass(frozen=True, slots=True)
class Kind:
    """How a kind of thing is written.

    Args:
        name: what a user calls it, such as "actor".
        file: the file of a corpus's reference folder in which it stands.
        classes: its classes, as CURIEs.
        codes: the code list from which its kind comes; empty if it has none.
        has_kind: the property that gives that kind.
        broader: the property that leads to what it belongs to; empty if nothing does so.
        types: classes that a kind adds, by the name of the kind.
        title: what the file says of itself in its first line.
    """

    name: str
    file: str
    classes: tuple[str, ...]
    codes: str = ""
    has_kind: str = ""
    broader: str = ""
    types: dict[str, str] = field(default_factory=dict)
    title: str = ""


_FACTORS = "Factors: what causes and what is caused."
_INITIATIVES = {
    "law": "prov:Plan",
    "strategy": "prov:Plan",
    "programme": "prov:Activity",
    "pilot": "prov:Activity",
    "training": "prov:Activity",
}
_SOURCES = {
    "article": "fabio:JournalArticle",
    "book": "fabio:Book",
    "conference": "fabio:ConferencePaper",
    "law": "fabio:Expression",
    "news": "fabio:NewsItem",
    "other": "fabio:Expression",
    "page": "fabio:WebContent",
    "report": "fabio:ReportDocument",
}
_CONCEPT = "skos:Concept"

KINDS = {
    kind.name: kind
    for kind in (
        Kind(
            "actor",
            "actors.ttl",
            ("scg:Actor",),
            "actor-kind",
            "scg:actorKind",
            "scg:memberOf",
            title="Actors: who does, faces, holds or is affected.",
        ),
        *(
            Kind(name, "factors.ttl", (f"scg:{name.capitalize()}", _CONCEPT), title=_FACTORS)
            for name in ("barrier", "outcome", "enabler", "driver")
        ),
        Kind(
            "initiative",
            "initiatives.ttl",
            ("scg:Initiative",),
            "initiative-kind",
            "scg:initiativeKind",
            types=_INITIATIVES,
            title="Initiatives: programmes, laws and strategies.",
        ),
        Kind(
            "place",
            "places.ttl",
            ("scg:Place",),
            "place-kind",
            "scg:placeKind",
            "schema:containedInPlace",
            title="Places: countries, cities and groups of them.",
        ),
        Kind(
            "domain",
            "domains.ttl",
            ("scg:Domain", _CONCEPT),
            title="Domains: fields of policy and of city life.",
        ),
        Kind(
            "source",
            "sources.ttl",
            ("scg:Source",),
            types=_SOURCES,
            title="Sources: works that papers cite or name.",
        ),
        Kind(
            "construct",
            "constructs.ttl",
            ("scg:Construct",),
            title="Constructs: what a figure measures.",
        ),
    )
}
"""The kinds by name."""

FACTOR_KINDS = frozenset({"barrier", "outcome", "enabler", "driver"})


def namespace(curie: str) -> tuple[str, str]:
    """Return the prefix of a CURIE and what it stands for.

    >>> namespace("scg:Actor")
    ('scg', 'https://w3id.org/scgraph/vocab/')
    """
    prefix = curie.partition(":")[0]
    return prefix, PREFIXES[prefix]
