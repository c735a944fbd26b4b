"""What changed in meaning between two states of a corpus or of a paper.

>>> change = Change("claim", "recoded", "x:late", aspect="certainty", before="asserted", after="p")
>>> print(Difference("old", "new", (change,)))
claim x:late: certainty, asserted → p
1 recoded
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass

from scgraph.answers.table import Table

CHANGES = (
    "added",
    "removed",
    "renamed",
    "moved",
    "reworded",
    "recoded",
    "relabelled",
    "re-placed",
    "changed",
)
"""How a thing can change: recoded, another code; re-placed, another place in the hierarchy."""

COLUMNS = ("what", "change", "thing", "of", "aspect", "before", "after", "paper")
_IRIS = ("thing", "of", "paper")


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that changed.

    Args:
        what: what kind of thing, such as "claim" or "causal link".
        change: one of `CHANGES`.
        thing: its IRI; that of the new state where it has one.
        of: the claim, check or paper that it belongs to; empty if it stands alone.
        aspect: what of it changed, such as "certainty"; empty if it is there or not.
        before: what stood there, in words.
        after: what stands there now.
        paper: the paper, if it is of one.

    >>> str(Change("actor", "added", "x:mic", after="MIC"))
    'actor x:mic: added, MIC'
    """

    what: str
    change: str
    thing: str
    of: str = ""
    aspect: str = ""
    before: str = ""
    after: str = ""
    paper: str = ""

    def __str__(self) -> str:
        return self.told(str)

    def told(self, shorten: Callable[[str], str]) -> str:
        """Tell the change as a line, with short IRIs.

        >>> Change("actor", "removed", "x:mic", before="MIC").told(str.upper)
        'actor X:MIC: removed, MIC'
        """
        aspect = self.aspect or self.change
        moved = " → ".join(text for text in (self.before, self.after) if text)
        return f"{self.what} {shorten(self.thing)}: {aspect}" + (f", {moved}" if moved else "")


@dataclass(frozen=True, slots=True)
class Difference:
    """All that changed in meaning, in a fixed order; nothing if the two say the same.

    Args:
        old: what the one state is called.
        new: what the other is called.
        changes: what changed.

    >>> Difference("a", "b", ()).same
    True
    """

    old: str
    new: str
    changes: tuple[Change, ...]

    def __len__(self) -> int:
        return len(self.changes)

    def __iter__(self) -> Iterator[Change]:
        return iter(self.changes)

    def __str__(self) -> str:
        return "\n".join([*map(str, self.changes), self.counts])

    def _repr_html_(self) -> str:
        return self.table._repr_html_()

    @property
    def same(self) -> bool:
        """True if both say the same, whatever the order and layout of their files.

        >>> Difference("a", "b", (Change("actor", "added", "x:mic"),)).same
        False
        """
        return not self.changes

    @property
    def counts(self) -> str:
        """How many changes of each kind, as one line.

        >>> Difference("a", "b", ()).counts
        'no change'
        """
        counted = Counter(change.change for change in self.changes)
        return ", ".join(f"{counted[name]} {name}" for name in CHANGES if counted[name]) or (
            "no change"
        )

    @property
    def table(self) -> Table:
        """The changes as a table.

        >>> Difference("a", "b", ()).table.columns[:2]
        ('what', 'change')
        """
        rows = tuple(
            tuple(getattr(change, name) or None for name in COLUMNS) for change in self.changes
        )
        terms = tuple(
            tuple(
                f"<{cell}>" if name in _IRIS and cell else None
                for name, cell in zip(COLUMNS, row, strict=True)
            )
            for row in rows
        )
        return Table(COLUMNS, rows, terms)

    def to_markdown(self, shorten: Callable[[str], str] = str) -> str:
        """Write a page: what was compared, the counts, and the changes as a table.

        >>> print(Difference("old", "new", ()).to_markdown(), end="")
        # What changed from old to new
        <BLANKLINE>
        no change
        """
        parts = [f"# What changed from {self.old} to {self.new}", self.counts]
        if self.changes:
            parts.append(self.table.in_words(shorten).to_markdown().rstrip("\n"))
        return "\n\n".join(parts) + "\n"

    def to_json(self) -> str:
        """Write the changes as JSON.

        >>> json.loads(Difference("old", "new", ()).to_json())["changes"]
        []
        """
        whole = {
            "old": self.old,
            "new": self.new,
            "changes": [asdict(change) for change in self.changes],
        }
        return json.dumps(whole, ensure_ascii=False, indent=2) + "\n"
