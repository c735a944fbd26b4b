"""Ask a graph what the evidence of its papers is worth.

>>> from scgraph import load
>>> load().audit().checked > 100
True
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from scgraph.errors import ParameterError
from scgraph.graph.answering import Answering

if TYPE_CHECKING:
    from scgraph.answers import Audit, Face


class Auditing(Answering):
    """A graph that knows what came of checking its papers."""

    def audit(
        self, barrier: str | None = None, *, face: Face | None = None, paper: str | None = None
    ) -> Audit:
        """Put together what the evidence of the papers is worth, and what was not tested.

        Args:
            barrier: only what is about this barrier and those that the paper places under it.
            face: for whom: "researcher", "editor" or "co-author"; everybody if not given.
            paper: only this paper.

        Returns:
            An `Audit`: a report with a finding a check, and the answers of ``queries/audit`` as
            sections. See `scgraph.audit` for writing it as Markdown, HTML or JSON.

        Raises:
            ParameterError: if there is no such face.
            UnknownNameError: if no barrier, or no paper, bears the name.

        >>> from scgraph import load
        >>> audit = load().audit("cash-reliance", face="researcher")
        >>> audit["audit/figures"].column("written")
        ('over 60%',)
        """
        from scgraph.answers import FACES
        from scgraph.audit import make_audit

        if face is not None and face not in FACES:
            raise ParameterError("audit", "face", face, "must be one of them", FACES)
        return make_audit(
            self.ask,
            lambda name: self.question(name).title,
            face=face,
            barrier=barrier,
            subject="" if barrier is None else self.label(self.names.resolve(barrier, "Barrier")),
            paper=None if paper is None else self.names.resolve(paper, "Paper"),
        )
