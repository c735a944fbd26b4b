"""An agreement: two or more annotations of one paper, set side by side.

>>> table = Table(("list", "alpha"), (("role", 0.81),))
>>> section = AuditSection("agreement/lists", "Codes", "", table, {})
>>> made = Agreement("A paper", ("ann", "ben"), matched=9, unmatched=3, differing=2,
...                  sections=(section,))
>>> made.counts, made.alpha("role")
('9 claims matched, 3 seen by some alone (25 %), 2 coded differently', 0.81)
"""

from __future__ import annotations

from dataclasses import dataclass

from scgraph.answers.audit import AuditSection
from scgraph.answers.table import Table

LISTS = "agreement/lists"


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far annotations of a paper agree: three counts, and a table a question.

    Args:
        title: the paper.
        annotators: what each annotation is called here, in the order in which they were given.
        matched: claims that at least two annotations have.
        unmatched: claims that one has and another has not.
        differing: of those matched, claims of which some key has different values.
        sections: the tables in the order of a page.

    >>> Agreement("A", ("ann", "ben"), 0, 0, 0, ()).unmatched_share
    0.0
    """

    title: str
    annotators: tuple[str, ...]
    matched: int
    unmatched: int
    differing: int
    sections: tuple[AuditSection, ...]

    def __getitem__(self, name: str) -> Table:
        """Return the whole table of a section.

        Raises:
            KeyError: if there is no such section.
        """
        for section in self.sections:
            if section.name == name:
                return section.table
        raise KeyError(name)

    def _repr_html_(self) -> str:
        from scgraph.answers.showing import agreement

        return agreement(self)

    @property
    def unmatched_share(self) -> float:
        """Which share of the claims only some annotations have, from 0 to 1.

        >>> Agreement("A", ("ann", "ben"), matched=3, unmatched=1, differing=0,
        ...           sections=()).unmatched_share
        0.25
        """
        number = self.matched + self.unmatched
        return self.unmatched / number if number else 0.0

    @property
    def counts(self) -> str:
        """The counts as one line.

        >>> Agreement("A", ("ann", "ben"), 3, 0, 1, ()).counts
        '3 claims matched, 0 seen by some alone (0 %), 1 coded differently'
        """
        share = f"{100 * self.unmatched_share:.3g} %"
        return (
            f"{self.matched} claims matched, {self.unmatched} seen by some alone ({share}), "
            f"{self.differing} coded differently"
        )

    def alpha(self, code_list: str) -> float | None:
        """Return Krippendorff's alpha of a code list, such as "role"; None where it has none.

        It has none where every annotation has one and the same code everywhere.

        Raises:
            KeyError: if no code of this list was compared.

        >>> Agreement("A", ("ann", "ben"), 3, 0, 1, ()).alpha("role")
        Traceback (most recent call last):
        ...
        KeyError: 'agreement/lists'
        """
        for row in self[LISTS]:
            if row.list == code_list:
                return None if row.alpha is None else float(row.alpha)
        raise KeyError(code_list)
