"""Set the papers of a graph side by side, and look for what may be the same in them.

>>> from scgraph import load
>>> load().alignment_candidates().columns[:3]
('number', 'score', 'kind')
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from scgraph.answers import Comparison, Table
from scgraph.errors import ParameterError
from scgraph.graph.limiting import Limiting

if TYPE_CHECKING:
    from scgraph.comparing.candidates import Candidate
    from scgraph.comparing.uses import Uses

LEAST_SCORE = 1.0
CANDIDATES = (
    *("number", "score", "kind", "this", "this_label", "this_papers"),
    *("that", "that_label", "that_papers", "why", "proposed_by"),
)


class Comparing(Limiting):
    """A graph that knows which paper speaks of what."""

    _kept_uses: tuple[int, Uses] | None = None

    def compare(self, *papers: str) -> Comparison:
        """Set papers side by side: what they share, dispute, repeat, and what one alone sees.

        What the alignment ledger joins counts as one thing. Where papers share nothing that is
        said, and what may be the same is offered.

        Args:
            papers: the names of two papers or more; all papers of the corpus if none is given.

        Returns:
            A `Comparison`: the answers of ``queries/corpus`` as sections. See
            `scgraph.comparing.writing` for writing it as Markdown, HTML or JSON.

        Raises:
            ParameterError: if only one paper is there to compare.
            UnknownNameError: if no paper bears a name.

        >>> from scgraph import load
        >>> load().compare("an-2025")
        Traceback (most recent call last):
            ...
        scgraph.errors.ParameterError: compare: paper='an-2025' must be two papers or more
        """
        from scgraph.comparing.report import make_comparison

        named = papers or tuple(self.names.prefixes)
        iris = dict.fromkeys(self.names.resolve(paper, "Paper") for paper in named)
        if len(iris) < 2:
            given = named[0] if named else None
            raise ParameterError("compare", "paper", given, "must be two papers or more")
        return make_comparison(
            self.ask,
            lambda name: self.question(name).title,
            papers={iri: self.label(iri) for iri in iris},
            papers_of=self._uses.papers,
            candidates=self.alignment_candidates(),
        )

    def alignment_candidates(
        self, kind: str | None = None, *, paper: str | None = None, least: float = LEAST_SCORE
    ) -> Table:
        """Propose things of different papers that may be the same, each with its reasons.

        A score adds up what the reasons weigh; nothing is ever accepted by it. What somebody
        decided already, either way, is not proposed again.

        Args:
            kind: only things of this kind, such as "Barrier".
            paper: only pairs with a thing of this paper.
            least: the least score.

        Raises:
            UnknownNameError: if there is no such class, or no paper bears the name.

        >>> from scgraph import load
        >>> len(load().alignment_candidates("Actor"))
        0
        """
        rows = []
        for number, one in enumerate(self.candidates(kind, paper=paper, least=least), 1):
            ends = [part for thing in (one.this, one.that) for part in self._end(thing)]
            rows.append((number, one.score, one.kind, *ends, one.why, one.proposed_by or None))
        terms = tuple(
            (*(None,) * 3, f"<{row[3]}>", None, None, f"<{row[6]}>", *(None,) * 4) for row in rows
        )
        return Table(CANDIDATES, tuple(rows), terms)

    def candidates(
        self, kind: str | None = None, *, paper: str | None = None, least: float = LEAST_SCORE
    ) -> list[Candidate]:
        """Return what `alignment_candidates` lists as values of their own.

        >>> from scgraph import load
        >>> load().candidates()
        []
        """
        from scgraph.comparing.candidates import candidates

        found = candidates(self._uses, self.label, least)
        if kind is not None:
            found = [one for one in found if self.names.is_a(one.this, self._class_named(kind))]
        if paper is not None:
            wanted = self.names.resolve(paper, "Paper")
            papers = self._uses.papers
            found = [one for one in found if wanted in papers[one.this] | papers[one.that]]
        return found

    def _class_named(self, kind: str) -> str:
        # The search for words checks the name of a class, and offers near ones.
        self.names.search("", kind)
        return kind

    def _end(self, thing: str) -> tuple[str, str, str]:
        papers = (paper.rpartition("/")[2] for paper in sorted(self._uses.papers[thing]))
        return thing, self.label(thing), ", ".join(papers)

    @property
    def _uses(self) -> Uses:
        """Which paper speaks of what; read again when something was added."""
        from scgraph.comparing.uses import uses_of

        quads = self.quads
        if self._kept_uses is None or self._kept_uses[0] != len(quads):
            self._kept_uses = len(quads), uses_of(quads)
        return self._kept_uses[1]
