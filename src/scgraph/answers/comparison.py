"""Papers set side by side: what they share, where they differ, what one alone sees.

>>> made = Comparison(("A", "B"), (), shares=False)
>>> print(made.told)
These papers share nothing yet: no barrier, actor, work or other thing of one is that of another, \
and no decision of the alignment ledger joins any.
"""

from __future__ import annotations

from dataclasses import dataclass

from scgraph.answers.audit import AuditSection
from scgraph.answers.table import Table

_NOTHING = (
    "These papers share nothing yet: no barrier, actor, work or other thing of one is that of "
    "another, and no decision of the alignment ledger joins any."
)


@dataclass(frozen=True, slots=True)
class Comparison:
    """What came of comparing papers: the answers to questions, in the order of a page.

    Args:
        papers: the titles of the papers.
        sections: the answers.
        shares: whether two of the papers speak of one thing.

    >>> Comparison(("A", "B"), (), shares=True).title
    'A · B'
    """

    papers: tuple[str, ...]
    sections: tuple[AuditSection, ...]
    shares: bool

    @property
    def title(self) -> str:
        """The titles of the papers as one line.

        >>> Comparison(("A", "B", "C"), (), shares=True).title
        'A · B · C'
        """
        return " · ".join(self.papers)

    @property
    def told(self) -> str:
        """What to know first: whether the papers share anything.

        >>> Comparison(("A", "B"), (), shares=True).told
        'What is aligned counts as one thing. What nobody aligned may still be the same.'
        """
        if self.shares:
            return "What is aligned counts as one thing. What nobody aligned may still be the same."
        return _NOTHING

    def __getitem__(self, name: str) -> Table:
        """Return the whole answer to a question of the comparison.

        Raises:
            KeyError: if it has no rows, or is not asked.
        """
        for section in self.sections:
            if section.name == name:
                return section.table
        raise KeyError(name)

    def _repr_html_(self) -> str:
        from scgraph.answers.showing import comparison

        return comparison(self)
