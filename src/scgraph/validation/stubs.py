"""Claims that are begun and not complete: counted as skipped, so that they never look valid."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from scgraph.answers import Finding, Report
from scgraph.terms import PREFIXES

if TYPE_CHECKING:
    from scgraph.reading.positions import Place

SHAPE = f"{PREFIXES['shape']}stub-is-completed"
MESSAGE = (
    "This claim is a stub and counts for nothing yet: complete it and delete the line "
    "“stub: true”, or delete it whole."
)


def with_stubs(report: Report, stubs: Iterable[Place]) -> Report:
    """Return a report with a warning for each stub, all of them skipped.

    >>> from scgraph.reading import Place
    >>> with_stubs(Report((), 3, 0, 0), [Place("claims.yaml", 4, 5)]).counts
    '3 checked, 1 skipped, 0 failed'
    """
    found = tuple(
        Finding("Warning", MESSAGE, place.file, shape=SHAPE, place=str(place)) for place in stubs
    )
    return Report(
        (*report.findings, *found), report.checked, report.skipped + len(found), report.failed
    )
