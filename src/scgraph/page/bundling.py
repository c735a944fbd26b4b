"""Put claims of a large corpus together, so that its page stays small enough to open."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import NamedTuple

from scgraph.page.gathering import Claim, Material, Statement, Thing

MOST_CLAIMS = 1500
"""With more claims than this, a page of single claims would take seconds to open."""

MOST_SOURCES = 300
"""A list of more sources is no longer read; the others are put together."""

OTHER_SOURCES = "other-sources"


class _Key(NamedTuple):
    about: str
    evidence: str
    support: str
    certainty: str


def bundled(material: Material, most: int = MOST_CLAIMS) -> Material:
    """Return the material as it is, or with its claims put together where there are too many.

    Claims go together that speak first of the same thing and have the same evidence, support and
    certainty, so that every filter counts as before. What is counted is the claims.
    """
    if len(material.claims) <= most:
        return material
    about = _about(material)
    keys = {
        name: _Key(about.get(name, ""), claim.evidence, claim.support, claim.certainty)
        for name, claim in material.claims.items()
    }
    members: dict[_Key, list[str]] = defaultdict(list)
    for name, key in keys.items():
        members[key].append(name)
    names = {key: f"claims/{number}" for number, key in enumerate(sorted(members), 1)}
    renamed = {name: names[key] for name, key in keys.items()}
    renamed.update(_few_sources(material))
    return replace(
        material,
        claims={names[key]: _bundle(material, key, members[key]) for key in sorted(members)},
        statements=_merged(material.statements, renamed),
        things={name: it for name, it in material.things.items() if name not in renamed}
        | _the_others(renamed),
        checks=[],
        pages=[],
        note=(
            f"{len(material.claims):,} claims of {material.papers:,} "
            f"paper{'s' * (material.papers != 1)} are put together to {len(members):,} groups "
            "by what they speak of first, evidence, support and certainty; checks are counted, "
            "not listed. Make a page of one paper to see them singly."
        ),
    )


def _about(material: Material) -> dict[str, str]:
    """Return the thing that each claim speaks of first: a barrier where it speaks of one."""
    spoken: dict[str, set[tuple[bool, str]]] = defaultdict(set)
    for one in material.statements:
        for end in (one.start, one.end):
            if one.claim and end in material.things:
                spoken[one.claim].add((material.things[end].kind != "Barrier", end))
    return {claim: min(things)[1] for claim, things in spoken.items()}


def _bundle(material: Material, key: _Key, members: list[str]) -> Claim:
    thing = material.things.get(key.about)
    about = thing.labels["en"] if thing else "other things"
    verdicts = {verdict for name in members for verdict in material.claims[name].verdicts}
    noun = "claim" if len(members) == 1 else "claims"
    return Claim(
        says=f"{len(members):,} {noun} on {about}",
        certainty=key.certainty,
        evidence=key.evidence,
        support=key.support,
        verdicts=tuple(sorted(verdicts)),
        count=len(members),
    )


def _few_sources(material: Material) -> dict[str, str]:
    cited: dict[str, int] = defaultdict(int)
    for one in material.statements:
        for end in (one.start, one.end):
            if end in material.things and material.things[end].kind == "Source":
                cited[end] += 1
    ranked = sorted(cited, key=lambda name: (-cited[name], name))
    return dict.fromkeys(ranked[MOST_SOURCES:], OTHER_SOURCES)


def _the_others(renamed: dict[str, str]) -> dict[str, Thing]:
    count = sum(other == OTHER_SOURCES for other in renamed.values())
    if not count:
        return {}
    return {OTHER_SOURCES: Thing("Source", {"en": f"{count:,} other sources"})}


def _merged(statements: list[Statement], renamed: dict[str, str]) -> list[Statement]:
    counts: dict[Statement, int] = defaultdict(int)
    for one in statements:
        start, end, claim = (renamed.get(name, name) for name in (one.start, one.end, one.claim))
        if start != end:
            counts[replace(one, start=start, end=end, claim=claim)] += one.count
    ordered = sorted(counts, key=lambda one: (one.start, one.end, one.relation, str(one)))
    return [replace(one, count=counts[one]) for one in ordered]
