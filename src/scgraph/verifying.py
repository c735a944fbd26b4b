"""Verify a reader's copy of a paper: is every sentence that the graph speaks of in it?"""

from __future__ import annotations

from collections.abc import Iterator

from scgraph.anchors import Anchor, Found, resolve
from scgraph.answers import Finding, Report, Row, Severity, Table

SAID: dict[str, tuple[Severity, str]] = {
    "exact": ("Info", "found, letter by letter"),
    "typographic": ("Info", "found; quotes, hyphens or capitals differ"),
    "extraction-tolerant": (
        "Info",
        "found; marks, signs or breaks differ, letters and numbers do not",
    ),
    "moved": ("Warning", "found, but not at its place among the others"),
    "neighbours-only": (
        "Violation",
        "not found, though what stands around it is: it reads otherwise",
    ),
    "not-found": ("Violation", "not found, nor all that stands around it"),
    "unchecked": ("Info", "the corpus has no digest of this sentence"),
}
"""What each grade means to a reader, and how much it matters."""


def sentences_in(anchors: Table, text: str) -> dict[str, str]:
    """Return the sentences that a text has, as it has them, by locator."""
    known = [_anchor(row) for row in anchors if row.tolerant is not None]
    return {found.locator: found.text for found in resolve(known, text) if found.text is not None}


def verify(anchors: Table, text: str, name: str) -> Report:
    """Look for every sentence in a text; each is a finding, whose value is its grade.

    Args:
        anchors: the answer to ``papers/anchors`` for one paper, in the order of its sentences.
        text: the copy.
        name: of the copy, for the places of the findings.
    """
    known = {str(row.locator): row for row in anchors if row.tolerant is not None}
    found = resolve([_anchor(row) for row in known.values()], text)
    graded = {result.locator: result for result in found}
    findings = tuple(_finding(row, graded.get(str(row.locator)), name) for row in anchors)
    return Report(
        findings,
        checked=len(known),
        skipped=len(findings) - len(known),
        failed=sum(finding.severity == "Violation" for finding in findings),
    )


def graded_rows(report: Report) -> Table:
    """Return a row a sentence: its locator, its grade, and where the copy has it.

    >>> finding = Finding("Info", "found", "x:s1", "x:p", "exact", place="copy.txt:3:1")
    >>> graded_rows(Report((finding,), 1, 0, 0)).rows
    (('x:s1', 'exact', 'copy.txt:3:1'),)
    """
    return Table(
        ("sentence", "grade", "place"),
        tuple((finding.focus, finding.value, finding.place) for finding in report),
        tuple((f"<{finding.focus}>", None, None) for finding in report),
    )


def grades(report: Report) -> Iterator[tuple[str, int]]:
    """Yield each grade that occurs with its number, the best first."""
    values = [finding.value for finding in report]
    for grade in SAID:
        if grade in values:
            yield grade, values.count(grade)


def _anchor(row: Row) -> Anchor:
    return Anchor(
        str(row.locator),
        str(row.exact),
        str(row.typographic),
        str(row.tolerant),
        int(str(row.tokens)),
        int(str(row.letters)),
    )


def _finding(row: Row, found: Found | None, name: str) -> Finding:
    grade = found.grade if found else "unchecked"
    severity, message = SAID[grade]
    place = f"{name}:{found.line}:{found.column}" if found and found.line else None
    return Finding(severity, message, focus=str(row.sentence), value=grade, place=place)
