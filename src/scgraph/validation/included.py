"""Corpora that a corpus includes are not its author's to mend: only what is wrong there is told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from scgraph.answers import Report


def without_remarks_on(report: Report, bases: Sequence[str]) -> Report:
    """Return a report without warnings and remarks on the nodes of included corpora.

    Args:
        report: on all of them together.
        bases: of the corpora that are included.

    >>> from scgraph.answers import Finding
    >>> found = (Finding("Warning", "cites nothing", "https://a.org/paper/x/c"),)
    >>> len(without_remarks_on(Report(found, 1, 0, 0), ["https://a.org/"]))
    0
    """
    if not bases:
        return report
    kept = (
        finding
        for finding in report.findings
        if finding.severity == "Violation" or not finding.focus.startswith(tuple(bases))
    )
    return replace(report, findings=tuple(kept))
