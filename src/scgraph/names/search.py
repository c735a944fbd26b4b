"""Find things by words: in their names, their definitions, and the texts of claims."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from scgraph.answers import Table
from scgraph.errors import UnknownNameError, near_names
from scgraph.names.facts import Facts, class_iri, tail
from scgraph.names.index import fold
from scgraph.names.lookup import ALT_LABEL, Names
from scgraph.terms import PREFIXES

COLUMNS = ("thing", "thing_label", "kind", "found_in", "text")
FIELDS = {
    PREFIXES["skos"] + "prefLabel": "name",
    PREFIXES["rdfs"] + "label": "name",
    PREFIXES["dcterms"] + "title": "title",
    ALT_LABEL: "other name",
    PREFIXES["skos"] + "definition": "definition",
    PREFIXES["schema"] + "text": "claim",
    PREFIXES["scg"] + "measure": "measure",
}
"""Where words are looked for, the best place first."""


@dataclass(frozen=True, order=True, slots=True)
class _Hit:
    """One thing that has all the words, in the order of the answer."""

    rank: tuple[int, int, int]
    text: str
    thing: str
    field: str


def search(words: str, facts: Facts, names: Names, kind: str | None = None) -> Table:
    """Return the things whose names or texts hold all of some words, the nearest first.

    A whole name comes before a beginning, a name before a definition, a thing before a code; each
    thing comes once, with the text that fits best. Case, width and spacing do not count.

    Raises:
        UnknownNameError: if no class bears the name of the kind; it offers near names.
    """
    if kind is not None and class_iri(kind) not in facts.classes:
        known = map(tail, facts.classes)
        raise UnknownNameError(kind, "class", near_names(kind, known))
    wanted = fold(words).split()
    best: dict[str, _Hit] = {}
    for hit in sorted(_hits(wanted, facts, names, kind)):
        best.setdefault(hit.thing, hit)
    return Table(
        COLUMNS,
        tuple(
            (hit.thing, names.label(hit.thing), _kind(hit.thing, names), hit.field, hit.text)
            for hit in sorted(best.values())
        ),
        tuple((f"<{hit.thing}>", None, None, None, None) for hit in sorted(best.values())),
    )


def _hits(wanted: list[str], facts: Facts, names: Names, kind: str | None) -> Iterator[_Hit]:
    places = {name: number for number, name in enumerate(FIELDS)}
    for thing, name, literal in facts.texts:
        text = fold(literal.value)
        is_meant = name in places and (kind is None or names.is_a(thing, kind))
        if is_meant and wanted and all(word in text for word in wanted):
            rank = (_nearness(wanted, text), names.is_a(thing, "Code"), places[name])
            yield _Hit(rank, literal.value, thing, FIELDS[name])


def _nearness(wanted: list[str], text: str) -> int:
    """Return 0 for the text itself, 1 for its beginning, 2 for whole words, 3 for parts of them."""
    if text == " ".join(wanted):
        return 0
    if text.startswith(" ".join(wanted)):
        return 1
    return 2 if set(wanted) <= set(text.split()) else 3


def _kind(thing: str, names: Names) -> str:
    return " · ".join(names.special_kinds(thing))
