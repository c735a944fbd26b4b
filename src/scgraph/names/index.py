"""The names of things of one kind, folded so that case, width and spacing do not count."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from dataclasses import dataclass, field
from difflib import get_close_matches


@dataclass(slots=True)
class Index:
    """The folded names of one kind of thing, each with the IRIs that bear it."""

    slugs: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    labels: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    other_labels: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))

    def hits(self, name: str) -> set[str]:
        """Return the things of a name, from the first tier that has any."""
        tiers = (self.slugs, self.labels, self.other_labels)
        return next((tier[name] for tier in tiers if name in tier), set())

    def near(self, name: str) -> tuple[str, ...]:
        """Return up to three names that are spelt alike."""
        known = [*self.slugs, *self.labels, *self.other_labels]
        names: dict[frozenset[str], str] = {}
        for match in get_close_matches(name, known, n=6, cutoff=0.6):
            names.setdefault(frozenset(self.hits(match)), match)
        return tuple(names.values())[:3]


def fold(text: str) -> str:
    """Fold a name so that case, width and spacing do not count.

    >>> fold("  ＭＩＣ   of Japan ")
    'mic of japan'
    """
    compatible = unicodedata.normalize("NFKC", text)
    return " ".join(unicodedata.normalize("NFKC", compatible.casefold()).split())
