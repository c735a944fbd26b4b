"""Ask for all that the explorer shows."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Protocol

from scgraph.answers import Row, Table
from scgraph.names import Names

VIEWS = ("barriers-actors-evidence", "causes", "everything")
"""The questions behind the three ways to look: columns, causes, free."""

# Controls, and marks that make a text run against the direction in which it is written.
_UNSEEN = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff]"
)


class Ask(Protocol):
    """What answers a named question."""

    def __call__(self, name: str, /, **params: object) -> Table:
        """Return the answer to a question."""
        ...


@dataclass(frozen=True, slots=True)
class Statement:
    """One thing said of another by one claim; ``views`` are the ways to look that show it."""

    start: str
    end: str
    relation: str
    label: str
    claim: str = ""
    sign: int = 0
    status: str = ""
    denied: bool = False
    reading: str = ""
    views: int = 0
    count: int = 1


@dataclass(frozen=True, slots=True)
class Claim:
    """A claim, or, with ``count`` above one, several that agree in all but their words."""

    says: str
    locator: str = ""
    kind: str = ""
    voice: str = ""
    certainty: str = ""
    evidence: str = ""
    support: str = ""
    verdicts: tuple[str, ...] = ()
    count: int = 1


@dataclass(frozen=True, slots=True)
class Thing:
    """Anything that is no claim, with its names by language."""

    kind: str
    labels: Mapping[str, str]
    definition: str = ""
    addresses: tuple[str, ...] = ()


@dataclass(slots=True)
class Material:
    """All that the explorer shows; names of things are their short IRIs."""

    titles: list[str] = field(default_factory=list)
    papers: int = 0
    things: dict[str, Thing] = field(default_factory=dict)
    claims: dict[str, Claim] = field(default_factory=dict)
    statements: list[Statement] = field(default_factory=list)
    loops: list[tuple[str, str, str, int]] = field(default_factory=list)
    checks: list[dict[str, str]] = field(default_factory=list)
    pages: list[dict[str, str]] = field(default_factory=list)
    note: str = ""
    iris: dict[str, str] = field(default_factory=dict)
    given: dict[str, str] = field(default_factory=dict)


def gathered(ask: Ask, names: Names, paper: str | None) -> Material:
    """Ask the questions behind the page, and return what they answer."""
    only = {} if paper is None else {"paper": paper}
    material = Material()
    _papers(material, ask, names, paper)
    _statements(material, ask, names, only)
    _checks(material, ask, names, only)
    _claims(material, ask, names, only)
    _things(material, ask, names, only)
    for row in ask("causes/loops", **only):
        thing, following, how = (names.curie(str(row[end])) for end in ("thing", "next", "how"))
        material.loops.append((thing, following, how, _sign(row["sign"])))
    return material


def clean(value: object) -> str:
    """Return a text without characters that are not seen but change what is seen.

    >>> clean(None), clean("a\\u202eb")
    ('', 'a\\ufffdb')
    """
    return "" if value is None else _UNSEEN.sub("\ufffd", str(value))


def _papers(material: Material, ask: Ask, names: Names, paper: str | None) -> None:
    wanted = None if paper is None else names.resolve(paper, "Paper")
    rows = {str(row["paper"]): clean(row["paper_label"]) for row in ask("papers/statistics")}
    material.titles = sorted(title for iri, title in rows.items() if wanted in (None, iri))
    material.papers = len(material.titles)


def _statements(material: Material, ask: Ask, names: Names, only: Mapping[str, object]) -> None:
    found: dict[tuple[str, ...], Statement] = {}
    # The last view has all the columns, so what it says of a statement is kept.
    for place, view in enumerate(VIEWS):
        for row in ask(f"views/{view}", **only):
            one = _statement(row, names)
            key = (one.start, one.end, one.relation, one.claim)
            before = found[key].views if key in found else 0
            found[key] = replace(one, views=before | 1 << place)
            for end in ("start", "end"):
                name = names.curie(str(row[end]))
                material.iris[name] = str(row[end])
                material.given[name] = clean(row[f"{end}_label"]) or material.given.get(name, "")
    material.statements = [found[key] for key in sorted(found)]


def _statement(row: Row, names: Names) -> Statement:
    return Statement(
        start=names.curie(str(row["start"])),
        end=names.curie(str(row["end"])),
        relation=names.curie(str(row["relation"])),
        label=clean(row["relation_label"]) or names.curie(str(row["relation"])),
        claim=names.curie(str(row["claim"])) if row.get("claim") else "",
        sign=_sign(row.get("sign")),
        status=clean(row.get("status_label")),
        denied=str(row.get("polarity") or "").endswith("/rejected"),
        reading=clean(row.get("reading_label")),
    )


def _sign(value: object) -> int:
    return {"1": 1, "-1": -1}.get(str(value), 0)


def _claims(material: Material, ask: Ask, names: Names, only: Mapping[str, object]) -> None:
    support = {row["claim"]: clean(row["support_label"]) for row in ask("audit/claims", **only)}
    verdicts: dict[str, set[str]] = defaultdict(set)
    for check in material.checks:
        verdicts[check["claim"]].add(check["verdict"])
    for row in ask("claims/all", **only):
        name = names.curie(str(row["claim"]))
        before = material.claims.get(name)
        if before:  # a claim that stands at several places has a row for each
            places = f"{before.locator}, {clean(row['locator'])}"
            material.claims[name] = replace(before, locator=places)
            continue
        material.claims[name] = Claim(
            says=clean(row["says"]),
            locator=clean(row["locator"]),
            kind=clean(row["type_label"]),
            voice=clean(row["voice_label"]),
            certainty=clean(row["certainty_label"]),
            evidence=clean(row["status_label"]),
            support=support.get(row["claim"], ""),
            verdicts=tuple(sorted(verdicts[name])),
        )


def _checks(material: Material, ask: Ask, names: Names, only: Mapping[str, object]) -> None:
    told = ("verdict", "standing", "kind", "depth", "grade", "confidence")
    entries = {row["check"]: row["source"] for row in ask("audit/entry-checks", **only)}
    for row in ask("audit/checks", **only):
        labels = {name: clean(row[f"{name}_label"]) for name in told}
        texts = {name: clean(row[name]) for name in ("as_of", "checked_on", "found", "method")}
        things = {
            name: names.curie(str(row[name])) if row[name] else ""
            for name in ("check", "claim", "target")
        }
        source = entries.get(row["check"])
        things["source"] = names.curie(str(source)) if source else ""
        material.checks.append({**labels, **texts, **things})
    for row in ask("audit/evidence", **only):
        material.pages.append(
            {
                "check": names.curie(str(row["check"])),
                "relation": clean(row["relation_label"]),
                "says": clean(row["evidence_says"]),
                "work": names.curie(str(row["work"])) if row["work"] else "",
                "work_label": clean(row["work_label"]),
                "address": clean(row["address"]),
                "depth": clean(row["depth_label"]),
                "grade": clean(row["grade_label"]),
                "read_on": clean(row["read_on"]),
            }
        )


def _things(material: Material, ask: Ask, names: Names, only: Mapping[str, object]) -> None:
    wanted = {end for one in material.statements for end in (one.start, one.end)}
    wanted -= material.claims.keys()
    definitions = {
        names.curie(str(row["thing"])): clean(row["definition"]) for row in ask("cards/definition")
    }
    printed: dict[str, set[str]] = defaultdict(set)
    for row in ask("sources/printed", **only):
        printed[names.curie(str(row["source"]))] |= _addresses(row)
    for name in sorted(wanted):
        material.things[name] = _thing(material, name, definitions.get(name, ""), names)
        addresses = tuple(sorted(printed[name]))
        material.things[name] = replace(material.things[name], addresses=addresses)


def _thing(material: Material, name: str, definition: str, names: Names) -> Thing:
    iri = material.iris[name]
    labels = {tag: clean(text) for tag, text in names.labels(iri).items()}
    # A question has no name but its words, a comparison none but what it is about.
    label = labels.get("en") or material.given[name] or definition or clean(names.label(iri))
    return Thing(
        kind=(*names.special_kinds(iri), "Thing")[0],
        labels={**labels, "en": label},
        definition="" if definition == label else definition,
    )


def _addresses(row: Row) -> set[str]:
    doi = row["printed_doi"]
    found = [row["printed_address"], f"https://doi.org/{doi}" if doi else None]
    return {clean(address) for address in found if address}
