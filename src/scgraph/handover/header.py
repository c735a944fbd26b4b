"""What a corpus says of itself as a dataset."""

from __future__ import annotations

from dataclasses import dataclass

from scgraph.handover.extent import Extent
from scgraph.handover.facts import Facts
from scgraph.terms import PREFIXES

_DCTERMS = PREFIXES["dcterms"]


@dataclass(frozen=True)
class Header:
    """The title, maker, licence and version of a corpus, as far as it says them.

    `dataset` is the IRI under which it says so.
    """

    dataset: str
    title: str | None = None
    description: str | None = None
    creator: str | None = None
    licence: str | None = None
    version: str | None = None
    created: str | None = None
    issued: str | None = None
    vocabulary: str | None = None


def read_header(facts: Facts, extent: Extent) -> Header:
    """Read what a corpus says of itself; of several datasets, the one that bears its base.

    >>> read_header(Facts(()), Extent("https://example.org/buses/", "en")).title is None
    True
    """
    known = facts.of_kind(f"{PREFIXES['void']}Dataset")
    dataset = extent.dataset
    if dataset not in known and len(known) == 1:
        dataset = known[0]

    def said(name: str) -> str | None:
        return facts.text(dataset, f"{_DCTERMS}{name}", extent.language)

    days = {name: facts.dates(dataset, f"{_DCTERMS}{name}") for name in ("created", "issued")}
    return Header(
        dataset,
        title=said("title"),
        description=said("description"),
        creator=said("creator"),
        licence=said("license"),
        version=facts.text(dataset, f"{PREFIXES['owl']}versionInfo"),
        created=days["created"][0] if days["created"] else None,
        issued=days["issued"][0] if days["issued"] else None,
        vocabulary=said("conformsTo"),
    )
