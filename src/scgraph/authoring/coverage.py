"""Which sentences of a paper nobody has read yet, by section, and who has read which section."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from scgraph.answers import Table
from scgraph.authoring.curation import section_of


@dataclass(frozen=True, slots=True)
class Section:
    """How far a section has been read.

    Args:
        locator: the section.
        sentences: how many it has.
        with_claim: at how many a claim stands.
        begun: at how many a stub stands and no claim.
        without: how many have a reason for having no claim.
        unread: the locators of all others.
        read_by: who has read it, in which role and when, in the order of the days.
    """

    locator: str
    sentences: int
    with_claim: int
    begun: int
    without: int
    unread: tuple[str, ...]
    read_by: tuple[str, ...]


COLUMNS = ("section", "sentences", "with_claim", "begun", "without_claim", "unread", "read_by")


def coverage(sentences: Table, read: Table, stubs: Iterable[str]) -> tuple[Section, ...]:
    """Return how far each section of a paper has been read.

    Args:
        sentences: the answer to ``papers/coverage`` for one paper.
        read: the answer to ``curation/sections-read`` for it.
        stubs: the locators at which stubs stand.
    """
    begun = frozenset(stubs)
    states: dict[str, dict[str, str]] = {}
    for row in sentences:
        locator = str(row.locator)
        states.setdefault(section_of(locator), {})[locator] = _state(row, locator in begun)
    readers = _readers(read)
    return tuple(
        _section(locator, found, readers.get(locator, ())) for locator, found in states.items()
    )


def as_table(sections: Iterable[Section]) -> Table:
    """Return a row a section, with numbers, and who has read it."""
    rows = tuple(
        (
            one.locator,
            one.sentences,
            one.with_claim,
            one.begun,
            one.without,
            len(one.unread),
            "; ".join(one.read_by) or None,
        )
        for one in sections
    )
    return Table(COLUMNS, rows)


def unread_table(sections: Iterable[Section], words: Mapping[str, str]) -> Table:
    """Return a row for each sentence that nobody has read, with its words where they are known."""
    unread = [locator for section in sections for locator in section.unread]
    rows = tuple((locator, words.get(locator)) for locator in unread)
    return Table(("sentence", "text"), rows)


def _state(row: object, is_begun: bool) -> str:
    if getattr(row, "claims", 0):
        return "claim"
    if is_begun:
        return "begun"
    return "unread" if getattr(row, "reason", None) is None else "without"


def _section(locator: str, states: Mapping[str, str], readers: tuple[str, ...]) -> Section:
    found = list(states.values())
    unread = tuple(place for place, state in states.items() if state == "unread")
    claims, begun, without = (found.count(state) for state in ("claim", "begun", "without"))
    return Section(locator, len(found), claims, begun, without, unread, readers)


def _readers(read: Table) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for row in read:
        told = f"{row.who or row.role_label}, {row.date}"
        told = f"{row.who} ({row.role_label}), {row.date}" if row.who else told
        locator = str(row.locator)
        found[locator] = (*found.get(locator, ()), told)
    return found
