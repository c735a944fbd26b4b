"""What came of running shapes."""

from __future__ import annotations

from dataclasses import dataclass

from scgraph.answers import Finding


@dataclass(frozen=True, slots=True)
class Outcome:
    """Findings, how many pairs of focus node and shape were looked at, and shapes with none."""

    findings: tuple[Finding, ...]
    checked: int = 0
    skipped: int = 0
