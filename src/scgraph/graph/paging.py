"""Make the explorer of a graph.

>>> from scgraph import load
>>> load().page().html.startswith("<!DOCTYPE html>")
True
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from scgraph.graph.answering import Answering

if TYPE_CHECKING:
    from scgraph.page import Page


class Paging(Answering):
    """A graph that can be looked at."""

    def page(self, *, paper: str | None = None) -> Page:
        """Return the explorer: one HTML file that works without a network.

        It shows evidence columns, causes and a free picture, with search, filters, details, a
        table of all that is drawn, and downloads. In a corpus of more than 1,500 claims those
        that agree are put together, and the page says so.

        Args:
            paper: only what this paper says.

        Returns:
            A `Page`: ``html`` is its text, ``save(path)`` writes it, and a notebook shows it in a
            sandboxed frame. The same graph gives the same bytes.

        Raises:
            UnknownNameError: if no paper bears the name.

        >>> import tempfile
        >>> from scgraph import load
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     load().page().save(f"{folder}/explorer.html").name
        'explorer.html'
        """
        from scgraph.page import make_page

        return make_page(self.ask, self.names, paper=paper)
