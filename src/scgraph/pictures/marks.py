"""Ranks as marks: what the paper says, and what other works say in the same rankings."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from scgraph.answers import Row, Table
from scgraph.pictures.given import Given, last

OWN, ELSEWHERE = "figures/ranks", "figures/other-works-ranks"
_YEAR = re.compile(r"(?:1[89]|2[01])\d\d")


@dataclass(frozen=True, slots=True)
class Mark:
    """One rank in the drawing, and what is written beside it."""

    figure: str
    place: str
    rank: float
    told: str
    about: str
    work: str
    column: str
    """The year, or for the paper "now" or "earlier"."""


def own_marks(given: Given, table: Table) -> Iterator[Mark]:
    """Yield what the paper says, and which of it is the earlier of two."""
    earlier = {row["earlier"] for row in table}
    for row in table:
        if last(row["stated"]) == "rank":
            column = "earlier" if row["figure"] in earlier else "now"
            total = given.word("out_of", n=row["out_of"]) if row["out_of"] else ""
            written = f"{given.label(row['place'])} {row['written']} {total}".strip()
            yield _mark(given, row, "", column, written, row["period"])


def other_marks(given: Given, table: Table) -> Iterator[Mark]:
    """Yield what other works say in the same rankings; one number of one work and year once."""
    wanted, seen = {row["construct"] for row in table}, set()
    for row in given.answer(ELSEWHERE):
        year = _YEAR.search(str(row["period"] or row["edition"] or ""))
        key = (row["place"], row["work"], row["rank"], year and year.group())
        if (
            row["construct"] in wanted
            and last(row["stated"]) == "rank"
            and year
            and key not in seen
        ):
            seen.add(key)
            yield _mark(
                given, row, str(row["work"]), year.group(), str(row["written"]), year.group()
            )


def _mark(given: Given, row: Row, work: str, column: str, told: str, when: object) -> Mark:
    place, rank = given.label(row["place"]), float(str(row["rank"]))
    told = told if told.startswith(place) else f"{place} {told}"
    said = f"{told}, {when or given.word('no_year')}"
    about = f"{said} ({given.label(work) if work else given.word('paper_says')})"
    written = str(row["written"]) if work else told
    return Mark(str(row["figure"]), str(row["place"]), rank, written, about, work, column)
