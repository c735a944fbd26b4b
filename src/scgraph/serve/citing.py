"""What whoever cites an answer needs: the claims behind its rows, where they stand, their sources.

A row is told by its cells; beside the rows stand, by IRI, the things that they name, and of the
claims among them what each says, where a paper states it, and which works it cites.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from scgraph.answers import Table

if TYPE_CHECKING:
    from scgraph.serve.resources import Resources

STAND = "evidence/where-claims-stand"
ABOUT = "evidence/claims-about"
ROOM = 0.6
"""The part of the longest query that IRIs may take."""
TOLD = 16
"""How much longer than their IRIs may be what is told of things."""


def things_of(resources: Resources, table: Table) -> dict[str, dict[str, Any]]:
    """Return the things that a table names: short name, label, kinds, address, by IRI."""
    kg = resources.kg
    return {
        iri: {
            "short": kg.curie(iri),
            "label": resources.title(iri),
            "kinds": list(kg.names.special_kinds(iri)),
            "href": resources.addresses.of(iri),
        }
        for iri in _named(resources, table)
    }


def evidence_of(resources: Resources, table: Table) -> Iterator[str | None]:
    """Yield for each row the address of what it rests on.

    That are the claims that it names; if it names none, those that speak of its first thing.
    """
    names = resources.kg.names
    for number in range(len(table)):
        things = list(_iris(resources, table, number))
        claims = [iri for iri in things if names.is_a(iri, "Claim")]
        first = [iri for iri in things if not names.is_a(iri, "Code")][:1]
        yield evidence_address(resources, claims or first) if things else None


def evidence_address(resources: Resources, things: Iterable[str]) -> str | None:
    """Return the address of what is behind some things; None if there are none."""
    asked = [f"thing={quote(resources.kg.curie(iri), safe=':/')}" for iri in things]
    return f"/evidence?{'&'.join(asked)}" if asked else None


def claims_of(resources: Resources, things: Iterable[str]) -> list[str]:
    """Return the claims among some things, and those that speak of the others, each once."""
    kg = resources.kg
    wanted = list(things)
    others = [iri for iri in wanted if not kg.names.is_a(iri, "Claim")]
    found = [iri for iri in wanted if kg.names.is_a(iri, "Claim")]
    for part in in_parts(resources, others):
        found += map(str, kg.ask(ABOUT, thing=[f"<{iri}>" for iri in part]).column("claim"))
    return list(dict.fromkeys(found))


def claims_in(resources: Resources, table: Table) -> list[str]:
    """Return the claims that a table names, in its order."""
    named = _named(resources, table)
    return [iri for iri in named if resources.kg.names.is_a(iri, "Claim")]


def cited(resources: Resources, claims: Iterable[str]) -> dict[str, dict[str, dict[str, Any]]]:
    """Return what is needed to cite claims: ``claims``, ``papers`` and ``sources``, by IRI."""
    told: dict[str, dict[str, dict[str, Any]]] = {"claims": {}, "papers": {}, "sources": {}}
    for part in in_parts(resources, list(claims)):
        for row in resources.kg.ask(STAND, claim=[f"<{iri}>" for iri in part]):
            _add(resources, dict(row), told)
    return told


def in_parts(resources: Resources, iris: Sequence[str], slots: int = 1) -> Iterator[list[str]]:
    """Yield IRIs in parts of which each has room in a query, in so many slots of it."""
    limits = resources.served.pool.limits
    room = min(ROOM * limits.query, limits.size / TOLD) / slots
    part: list[str] = []
    size = 0
    for iri in iris:
        length = len(iri.encode()) + 3
        if part and size + length > room:
            yield part
            part, size = [], 0
        part.append(iri)
        size += length
    if part:
        yield part


def _add(
    resources: Resources, row: dict[str, Any], told: dict[str, dict[str, dict[str, Any]]]
) -> None:
    iri, paper, source = str(row["claim"]), str(row["paper"]), row["source"]
    claim = told["claims"].setdefault(
        iri,
        {
            "says": row["says"],
            "paper": paper,
            "places": [],
            "sources": [],
            "href": resources.addresses.of(iri),
            "evidence": evidence_address(resources, [iri]),
        },
    )
    if row["locator"] is not None:
        _add_once(claim["places"], row["locator"])
    if row["read_on"] is not None:  # what another work says, as somebody read it there
        claim["read_on"] = str(row["read_on"])
    told["papers"].setdefault(paper, _named_thing(resources, paper))
    if source is not None:
        _add_once(claim["sources"], str(source))
        known = told["sources"].setdefault(
            str(source), {**_named_thing(resources, str(source)), "addresses": [], "numbers": {}}
        )
        if row["address"] is not None:
            _add_once(known["addresses"], row["address"])
        if row["number"] is not None:
            known["numbers"][paper] = row["number"]


def _named_thing(resources: Resources, iri: str) -> dict[str, Any]:
    return {"label": resources.title(iri), "href": resources.addresses.of(iri)}


def _add_once(items: list[Any], item: Any) -> None:
    if item not in items:
        items.append(item)


def _named(resources: Resources, table: Table) -> dict[str, None]:
    return dict.fromkeys(
        iri for number in range(len(table)) for iri in _iris(resources, table, number)
    )


def _iris(resources: Resources, table: Table, number: int) -> Iterator[str]:
    """Yield the things of a row that the graph knows."""
    for place, value in enumerate(table.rows[number]):
        if table.is_iri(number, place) and resources.kg.names.kinds(str(value)):
            yield str(value)
