"""What one row of an alignment ledger says."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field

from scgraph.reading import slots
from scgraph.reading.positions import Place


@dataclass(frozen=True, slots=True)
class Alignment:
    """Hold one mapping: two things, what is said of them, by whom, when, and on what grounds.

    Things, predicate and justification are IRIs; `authors` and `reviewers` are IRIs or names.
    `cells` is the row as it is written, by column.
    """

    subject: str
    predicate: str
    object: str
    negated: bool
    justification: str
    authors: tuple[str, ...]
    reviewers: tuple[str, ...]
    date: str
    confidence: str
    comment: str
    cells: Mapping[str, str] = field(repr=False)
    place: Place

    @property
    def is_decided(self) -> bool:
        """Tell whether somebody reviewed it; else it is a proposal."""
        return bool(self.reviewers)

    @property
    def joins(self) -> bool:
        """Tell whether it makes one thing of two."""
        return self.is_decided and not self.negated and self.predicate in slots.JOINING_IRIS

    @property
    def pair(self) -> frozenset[str]:
        """Return the two things, whichever is named first."""
        return frozenset((self.subject, self.object))

    @property
    def key(self) -> str:
        """Return a short digest of all that tells this mapping from any other."""
        told = (
            *(self.subject, self.predicate, self.object, str(self.negated)),
            *("|".join(self.authors), "|".join(self.reviewers), self.date),
        )
        return hashlib.sha256("\n".join(told).encode()).hexdigest()[:16]
