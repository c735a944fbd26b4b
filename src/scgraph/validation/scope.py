"""Which nodes a report is about: all of a corpus, or those of one paper.

>>> scope = Scope(("https://example.org/",), "https://example.org/paper/bus-2020")
>>> scope.owns("https://example.org/paper/bus-2020/late"), scope.owns("https://example.org/id/mic")
(True, False)
>>> scope.looks_at("https://example.org/id/mic"), scope.looks_at("https://example.org/paper/an-2025")
(True, False)
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from scgraph.answers import Finding
from scgraph.validation.triples import TYPE, Triples


@dataclass(frozen=True, slots=True)
class Scope:
    """The nodes of one paper, or all if no paper is given.

    Args:
        bases: of the corpus and those it includes, below which the nodes of papers are.
        paper: the IRI of the paper; its nodes are below it.
    """

    bases: tuple[str, ...]
    paper: str | None = None

    def owns(self, node: str) -> bool:
        """Tell whether a node is one that the report is about."""
        return self.paper is None or node == self.paper or node.startswith(f"{self.paper}/")

    def looks_at(self, node: str) -> bool:
        """Tell whether shapes look at a node: one of the paper, or one that papers share.

        At a shared node a shape may find a value of the paper at fault.
        """
        return self.owns(node) or not self._paper_of(node)

    def concerns(self, finding: Finding) -> bool:
        """Tell whether a finding is one of the report: its node is the paper's, else its value.

        One that knows its place already, such as a claim that is only begun, was asked for.
        """
        if self.owns(finding.focus) or finding.place is not None:
            return True
        return self.looks_at(finding.focus) and self.owns(finding.value or "")

    def can_judge(self, data: Triples) -> Callable[[str], bool]:
        """Return what tells whether an IRI would be among the data if anything defined it.

        What another paper defines, nobody can say who was not given that paper.
        """
        return lambda iri: self.looks_at(iri) or bool(data.objects(self._paper_of(iri), TYPE))

    def _paper_of(self, node: str) -> str:
        """Return the IRI of the paper that a node belongs to, or the empty text."""
        for base in self.bases:
            papers = f"{base}paper/"
            if node.startswith(papers):
                return papers + node.removeprefix(papers).partition("/")[0]
        return ""


EVERYTHING = Scope(())
