"""Rules on figures and citations: what is written of them twice must agree."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal, InvalidOperation

from scgraph.linting.draft import Draft, mappings, scalar_at, text_at
from scgraph.linting.rule import Example, Hit, Rules
from scgraph.linting.wording import values_in

RULES = Rules()
BY_NUMBER = frozenset({"number", "number-and-name"})
_YEAR = re.compile(r"(?<!\d)(?:1[89]|20)\d{2}(?!\d)")
_RANGE = re.compile(r"(?<!\d)(\d{1,4})\s*[-–—]\s*(\d{1,4})(?!\d)")

_FIGURE = """\
claims:
  - id: bus-share
    at: 1/p1/s1
    says: Of all journeys 35.2 % are made by bus.
    type: figure
    figures:
      - id: share
        written: 35.2%
        value: {}
"""
_DATED = """\
claims:
  - id: bus-share
    at: 1/p1/s1
    says: In 2019 buses carried 35 % of all journeys.
    type: figure
    year: {}
    figures:
      - id: share
        written: 35%
        value: 35
        period: "2019-10"
"""
_CITING = """\
claims:
  - id: late-buses
    at: 1/p1/s1
    says: Buses run late.
    type: descriptive
    cites:
      - {{source: bus-survey, purpose: evidence, pointing: number, marker: "[{}]", binds: clause}}
"""
_LISTED = """\
title: Buses
authors: A. Driver
references:
  - number: 1
    work: bus-survey
    title: A survey
"""
_TWO_LISTED = f"{_LISTED}  - number: 2\n    work: rail-survey\n    title: Another survey\n"


@RULES.checks(
    "figure/value-not-written",
    "Violation",
    "The value of a figure is not the number that is written",
    why="What is computed with is the value; what a reader can check is what is written.",
    do="Correct the one that slipped. Scales such as million, and shares such as 7 in 10, are "
    "understood.",
    example=Example(_FIGURE.format("32.5"), _FIGURE.format("35.2")),
)
def values_not_written(draft: Draft) -> Iterator[Hit]:
    """Find values that no number of the written form is worth."""
    for claim in draft.everything_said:
        for figure in mappings(claim.node, "figures"):
            written, value = text_at(figure, "written"), scalar_at(figure, "value")
            worth = _decimal(value.text) if value else None
            if not written or not value or worth is None:
                continue
            known = values_in(written)
            if known and worth not in known:
                yield claim.file.hit(value, f"the value is {value.text}, written is {written!r}")


@RULES.checks(
    "figure/other-year",
    "Warning",
    "A claim and its figure are of different years",
    why="A figure under the wrong year is compared with the wrong figures.",
    do="Correct the year of the claim, or the period of the figure.",
    example=Example(_DATED.format(2018), _DATED.format(2019)),
)
def other_years(draft: Draft) -> Iterator[Hit]:
    """Find figures whose period holds years, and not that of the claim."""
    for claim in draft.everything_said:
        year = text_at(claim.node, "year")
        for figure in mappings(claim.node, "figures"):
            period = scalar_at(figure, "period")
            years = _YEAR.findall(period.text) if period else []
            if year and period and years and not _spans(years, year):
                yield claim.file.hit(period, f"the claim is of {year}, the figure of {period.text}")


def _spans(years: list[str], year: str) -> bool:
    return _is_count(year) and min(map(int, years)) <= int(year) <= max(map(int, years))


@RULES.checks(
    "cites/other-number",
    "Violation",
    "The mark of a citation is the number of another work",
    why="The mark is what a reader looks up. That the paper itself may have swapped two numbers is "
    "for a check to say: the source is the one that the list has under the number printed.",
    do="Name the source that the list has under this number, or correct the mark.",
    example=Example(_CITING.format(2), _CITING.format(1), beside={"paper.yaml": _TWO_LISTED}),
)
def other_numbers(draft: Draft) -> Iterator[Hit]:
    """Find citations by number whose source has other numbers in the list of references."""
    listed = _listed(draft)
    by_number = {number: work for work, numbers in listed.items() for number in numbers}
    for claim in draft.claims:
        for citation in mappings(claim.node, "cites"):
            source, marker = text_at(citation, "source"), scalar_at(citation, "marker")
            if text_at(citation, "pointing") not in BY_NUMBER or not (source and marker):
                continue
            marks = _marks(marker.text)
            if marks and not marks & listed.get(source, set()):
                others = [by_number[mark] for mark in sorted(marks) if mark in by_number]
                printed = f"{marker.text} is {', '.join(others)}" if others else "no such number"
                message = f"{source} is not listed as {marker.text}: {printed} in the references"
                yield claim.file.hit(marker, message, tuple(others[:3]))


@RULES.checks(
    "references/uncited",
    "Info",
    "A work stands in the list of references, and no claim cites it",
    why="Either a citation was missed, or the paper lists what it does not use: both are worth "
    "knowing.",
    do="Look for its mark in the text; if there is none, leave it, and allow it with that reason.",
    example=Example(
        _TWO_LISTED, _LISTED, file="paper.yaml", beside={"claims.yaml": _CITING.format(1)}
    ),
)
def uncited(draft: Draft) -> Iterator[Hit]:
    """Find entries of the list of references that no claim cites."""
    cited = {
        text_at(citation, "source")
        for claim in draft.claims
        for citation in mappings(claim.node, "cites")
    }
    for file, entry in draft.nodes("references"):
        work, number = text_at(entry, "work"), text_at(entry, "number")
        if work and work not in cited:
            yield file.hit(entry, f"[{number}], {work}, is cited by no claim")


def _listed(draft: Draft) -> Mapping[str, set[int]]:
    listed: dict[str, set[int]] = {}
    for _, entry in draft.nodes("references"):
        work, number = text_at(entry, "work"), text_at(entry, "number")
        if work and number and _is_count(number):
            listed.setdefault(work, set()).add(int(number))
    return listed


def _marks(marker: str) -> set[int]:
    """Return the numbers of a mark; one such as [3-5] has all between."""
    found = {int(number) for number in re.findall(r"\d{1,4}", marker)}
    for first, last in _RANGE.findall(marker):
        if int(last) - int(first) < 100:
            found |= set(range(int(first), int(last) + 1))
    return found


def _decimal(text: str) -> Decimal | None:
    try:
        number = Decimal(text)
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def _is_count(text: str) -> bool:
    return text.isdecimal() and len(text) < 6
