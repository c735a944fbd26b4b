"""Hold a graph against a reader's own copy of a paper.

>>> from scgraph import load
>>> load().ask("papers/anchors", section="2.2").columns[0]
'locator'
"""

from __future__ import annotations

from os import PathLike
from pathlib import Path

from scgraph.answers import Report, Table
from scgraph.errors import ParameterError
from scgraph.graph.answering import Answering

ANCHORS = "papers/anchors"


class Verifying(Answering):
    """A graph that knows the sentences of its papers by digests."""

    def verify(self, copy: str | PathLike[str], paper: str | None = None) -> Report:
        """Look for every sentence of a paper in a reader's own copy of it.

        The graph holds no sentence, only digests of them: a sentence is found whole, whatever line
        breaks, quotes or reference marks became of it, or it is not found. Nothing is guessed.

        Args:
            copy: a file of plain text or Markdown, or a PDF.
            paper: the name of the paper; not needed where the corpus has one.

        Returns:
            A Report with a finding a sentence, in the order of the paper. Its value is the grade:
            "exact", "typographic" or "extraction-tolerant" by the strictest form that agrees,
            "moved", "neighbours-only", "not-found", or "unchecked" where there is no digest. It
            conforms if every sentence that was checked was found.

        Raises:
            ReadError: if the file is no text.
            ImportError: if it is a PDF, and pypdf is not installed.
            ParameterError: if the corpus has several papers and none is named.

        >>> import tempfile
        >>> from scgraph import load
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     path = Path(folder, "copy.txt")
        ...     _ = path.write_text("Another paper altogether.")
        ...     load().verify(path).counts
        '99 checked, 0 skipped, 99 failed'
        """
        from scgraph.anchors import read_copy
        from scgraph.verifying import verify

        return verify(self._anchors(paper), read_copy(Path(copy)), str(copy))

    def sentences_in(self, copy: str | PathLike[str], paper: str | None = None) -> dict[str, str]:
        """Return the sentences of a paper as a reader's own copy has them, by locator.

        They are read from the copy each time, and kept nowhere. Arguments and errors are those of
        `verify`.

        >>> import tempfile
        >>> from scgraph import load
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     path = Path(folder, "copy.txt")
        ...     _ = path.write_text("Another paper altogether.")
        ...     load().sentences_in(path)
        {}
        """
        from scgraph.anchors import read_copy
        from scgraph.verifying import sentences_in

        return sentences_in(self._anchors(paper), read_copy(Path(copy)))

    def _anchors(self, paper: str | None) -> Table:
        papers = tuple(self.names.prefixes)
        if paper is None and len(papers) > 1:
            raise ParameterError(ANCHORS, "paper", None, "must name a paper", papers)
        return self.ask(ANCHORS, **({} if paper is None else {"paper": paper}))
