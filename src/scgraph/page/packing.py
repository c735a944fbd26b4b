"""Write the material small: texts that return stand once in a list, and things are numbers."""

from __future__ import annotations

from typing import Any

from scgraph.export.style import STYLES, style_of
from scgraph.page.gathering import Material

ROLES = "role:"
THINGS = "id:"
"""The prefix of shared things, which an address of the page goes without: ``#mic``."""


def packed(material: Material) -> dict[str, Any]:
    """Return what the page holds as plain values; ``data.js`` unpacks it."""
    words = _Words()
    names = [*material.things, *material.claims]
    places = {name: place for place, name in enumerate(names)}
    kinds = {thing.kind for thing in material.things.values()} | {"Claim"}
    data = {
        "title": _title(material),
        "papers": material.papers,
        "note": material.note,
        "kinds": {kind: style_of(kind).fill for kind in sorted(kinds, key=_order)},
        "languages": sorted(
            {tag for thing in material.things.values() for tag in thing.labels if tag} - {"en"}
        ),
        "things": [
            [short(name), words[it.kind], dict(it.labels), it.definition, list(it.addresses)]
            for name, it in material.things.items()
        ],
        "claims": [
            [
                short(name),
                it.says,
                it.locator,
                *(words[text] for text in (it.kind, it.voice, it.certainty, it.evidence)),
                words[it.support],
                [words[verdict] for verdict in it.verdicts],
                it.count,
            ]
            for name, it in material.claims.items()
        ],
        "statements": [
            [
                places[one.start],
                places[one.end],
                words[one.relation],
                words[one.label],
                places.get(one.claim, -1),
                one.sign,
                words[one.status],
                int(one.denied),
                words[one.reading],
                one.views,
                one.count,
                int(one.relation.startswith(ROLES)),
            ]
            for one in material.statements
        ],
        "loops": [
            [places[start], places[end], words[how], sign]
            for start, end, how, sign in material.loops
            if start in places and end in places
        ],
    }
    return {**data, **_tested(material, words, places), "words": words.listed}


def short(name: str) -> str:
    """Return the name of a thing as an address of the page has it.

    >>> short("id:mic"), short("an-2025:silos")
    ('mic', 'an-2025:silos')
    """
    return name.removeprefix(THINGS)


def _tested(material: Material, words: _Words, places: dict[str, int]) -> dict[str, Any]:
    order = {check["check"]: place for place, check in enumerate(material.checks)}
    coded = ("kind", "verdict", "standing", "depth", "grade", "confidence", "as_of", "checked_on")
    told = ("relation", "says", "work_label", "address", "depth", "grade", "read_on")
    return {
        "checks": [
            [
                places.get(check["claim"] or check["source"], -1),
                short(check["target"]),
                *(words[check[name]] for name in coded),
                check["found"],
                check["method"],
            ]
            for check in material.checks
        ],
        "pages": [
            [order[page["check"]], *(words[page[name]] for name in told)]
            for page in material.pages
            if page["check"] in order
        ],
    }


def _order(kind: str) -> tuple[int, str]:
    known = list(STYLES)
    return (known.index(kind) if kind in known else len(known), kind)


def _title(material: Material) -> str:
    if len(material.titles) == 1:
        return material.titles[0]
    return f"{material.papers:,} papers"


class _Words:
    """Texts by number, in the order in which they were first asked for; the first is empty."""

    def __init__(self) -> None:
        self._places: dict[str, int] = {"": 0}

    def __getitem__(self, text: str) -> int:
        return self._places.setdefault(text, len(self._places))

    @property
    def listed(self) -> list[str]:
        return list(self._places)
