"""An audit: what the evidence of a paper is worth, section by section, and what was not tested.

>>> section = AuditSection("audit/figures", "Figures", "", Table(("written",), (("86th",),)), {})
>>> audit = Audit((), 3, 1, 1, title="A paper", checked_on="2026-11-24", sections=(section,))
>>> audit.counts
'3 tested, 1 not tested, 1 in question'
>>> audit["audit/figures"].column("written")
('86th',)
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias, get_args

from scgraph.answers.report import Report
from scgraph.answers.table import Table
from scgraph.answers.values import as_text

Face: TypeAlias = Literal["researcher", "editor", "co-author"]
"""Who reads: whoever weighs the evidence, whoever judges the citations, whoever mends the paper."""

FACES: tuple[Face, ...] = get_args(Face)


@dataclass(frozen=True, slots=True)
class AuditSection:
    """One part of an audit: the answer to a question, and what of it a page shows.

    Args:
        name: the name of the question.
        title: its heading.
        note: how to read it, in a sentence or two.
        table: the whole answer.
        headings: the columns that a page shows, in order, and their headings; all if empty.
    """

    name: str
    title: str
    note: str
    table: Table
    headings: Mapping[str, str]

    def shown(self, shorten: Callable[[str], str] = str) -> Table:
        """Return the table as a page shows it: chosen columns, names in place of IRIs.

        Rows that differ only in the place of a claim are one row, and columns without any value
        are left out.

        >>> table = Table(("claim", "locator"), (("x:a", "1/p1/s1"), ("x:a", "3/p1/s1")))
        >>> AuditSection("q", "Q", "", table, {"locator": "where"}).shown().rows
        (('1/p1/s1, 3/p1/s1',),)
        """
        words = self.table.in_words(shorten).joined("locator")
        wanted = {n: h for n, h in self.headings.items() if n in words.columns} or {
            name: name for name in words.columns
        }
        filled = [n for n in wanted if any(as_text(cell) for cell in words.column(n))]
        rows = ([words[number][name] for name in filled] for number in range(len(words)))
        return Table(tuple(wanted[name] for name in filled), tuple(map(tuple, rows)))


@dataclass(frozen=True, slots=True)
class Audit(Report):
    """What the evidence of a paper is worth: a report with a finding a check, and its sections.

    A finding is a remark about the paper: its focus is what was checked, its value the standing,
    its place where the paper states it. `checked` counts statements of fact, citations and figures
    that were tested, `skipped` those that were not, `failed` those of the former that are in
    question.

    Args:
        title: the title of the paper, or of the papers together.
        checked_on: the day of the latest checks; empty if there are none.
        sections: the answers in the order of a page.

    >>> Audit((), 2, 1, 0, title="A", checked_on="2026-11-24", sections=()).conforms
    True
    """

    title: str
    checked_on: str
    sections: tuple[AuditSection, ...]

    @property
    def counts(self) -> str:
        """The three counts as one line.

        >>> Audit((), 2, 1, 0, title="A", checked_on="", sections=()).counts
        '2 tested, 1 not tested, 0 in question'
        """
        return f"{self.checked} tested, {self.skipped} not tested, {self.failed} in question"

    def _repr_html_(self) -> str:
        from scgraph.answers.showing import audit

        return audit(self)

    def __getitem__(self, name: str) -> Table:
        """Return the whole answer to a question of the audit.

        Raises:
            KeyError: if the audit does not ask it.
        """
        for section in self.sections:
            if section.name == name:
                return section.table
        raise KeyError(name)

    def standing(self, *names: str) -> tuple[str, ...]:
        """Return what was checked and came out at one of these standings, in the order of findings.

        Args:
            names: notations of standings, such as "does-not-hold".

        >>> Audit((), 0, 0, 0, title="A", checked_on="", sections=()).standing("does-not-hold")
        ()
        """
        return tuple(found.focus for found in self.findings if found.value in names)
