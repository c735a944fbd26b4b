"""A report: what was found, and how much was looked at.

>>> report = Report((), checked=12, skipped=0, failed=0)
>>> report.conforms, report.counts
(True, '12 checked, 0 skipped, 0 failed')
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, TypeAlias

from scgraph.errors import InvalidGraphError

Severity: TypeAlias = Literal["Violation", "Warning", "Info"]
"""Violation: the annotation is wrong. Warning: incomplete. Info: a remark about the paper."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that a report found.

    Args:
        severity: "Violation", "Warning" or "Info".
        message: what is wrong and what to do.
        focus: the IRI of the node that was checked.
        path: the IRI of the property, or the path as text; None if the whole node is meant.
        value: the value that is wrong, as plain text; None if a value is missing.
        shape: the IRI of the shape that found it.
        place: where it is written, "file:line:column" or "file"; None if not known.
        near: names that may have been meant.
        component: the IRI of the constraint component of SHACL that was broken, if it was one.

    >>> str(Finding("Warning", "a source has no year", "https://example.org/a", place="a.ttl:3:1"))
    'a.ttl:3:1  Warning  a source has no year'
    """

    severity: Severity
    message: str
    focus: str
    path: str | None = None
    value: str | None = None
    shape: str | None = None
    place: str | None = None
    near: tuple[str, ...] = ()
    component: str | None = None

    def __str__(self) -> str:
        return f"{self.place or self.focus}  {self.severity}  {self.full_message}"

    @property
    def full_message(self) -> str:
        """The message, with the near names behind it.

        >>> Finding("Violation", "no such actor: 'mlitt'", "x", near=("mlit",)).full_message
        "no such actor: 'mlitt' (did you mean 'mlit'?)"
        """
        if not self.near:
            return self.message
        return f"{self.message} (did you mean {' or '.join(map(repr, self.near))}?)"


@dataclass(frozen=True, slots=True)
class Report:
    """Findings in a fixed order, and three counts of (focus node, shape) pairs.

    Args:
        findings: what was found, sorted by place.
        checked: pairs that were looked at.
        skipped: shapes that looked at nothing.
        failed: pairs with at least one violation.

    >>> print(Report((Finding("Info", "a rank without its scale", "x:rank"),), 12, 1, 0))
    x:rank  Info  a rank without its scale
    12 checked, 1 skipped, 0 failed
    """

    findings: tuple[Finding, ...]
    checked: int
    skipped: int
    failed: int

    def __iter__(self) -> Iterator[Finding]:
        return iter(self.findings)

    def __len__(self) -> int:
        return len(self.findings)

    def __str__(self) -> str:
        return "\n".join([*map(str, self.findings), self.counts])

    def _repr_html_(self) -> str:
        from scgraph.answers.showing import report

        return report(self)

    @property
    def conforms(self) -> bool:
        """True if no finding is a violation; warnings and remarks do not count.

        >>> Report((Finding("Info", "a remark", "x"),), 1, 0, 0).conforms
        True
        """
        return not self.with_severity("Violation")

    @property
    def counts(self) -> str:
        """The three counts as one line.

        >>> Report((), 12, 1, 0).counts
        '12 checked, 1 skipped, 0 failed'
        """
        return f"{self.checked} checked, {self.skipped} skipped, {self.failed} failed"

    def with_severity(self, severity: Severity) -> tuple[Finding, ...]:
        """Return the findings of one severity, in order.

        >>> Report((Finding("Info", "a remark", "x"),), 1, 0, 0).with_severity("Warning")
        ()
        """
        return tuple(finding for finding in self.findings if finding.severity == severity)

    def raise_if_invalid(self) -> Report:
        """Return this report, or raise it.

        Raises:
            InvalidGraphError: if a finding is a violation; it carries this report.

        >>> Report((), 3, 0, 0).raise_if_invalid().checked
        3
        """
        if not self.conforms:
            raise InvalidGraphError(self)
        return self
