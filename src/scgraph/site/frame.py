"""What stands around the content of every page."""

from __future__ import annotations

from functools import cached_property
from html import escape
from importlib.resources import files
from string import Template

from scgraph.answers import Table
from scgraph.site.addresses import between
from scgraph.site.tables import marked


class Frame:
    """The head, the navigation and the foot of a site's pages."""

    def __init__(self, dataset: Table) -> None:
        """Take title, description and licence from the answer to ``papers/dataset``."""
        row = dataset[0] if len(dataset) else None
        told = dict(row) if row is not None else {}
        self.corpus = str(told.get("title") or "A corpus of claims")
        self.description = str(told.get("description") or "")
        self._licence = str(told.get("licence") or told.get("license") or "")

    @cached_property
    def style(self) -> bytes:
        """The style sheet of all pages."""
        return files("scgraph.site").joinpath("style.css").read_bytes()

    @cached_property
    def _template(self) -> Template:
        return Template(files("scgraph.site").joinpath("page.html").read_text(encoding="utf-8"))

    def page(self, file: str, title: str, body: str, head: str = "") -> bytes:
        """Put the content of a page into the frame.

        Args:
            file: where the page lies, from which its links to the others follow.
            title: its title, as text.
            body: its content, as HTML.
            head: more for its head, as HTML.
        """
        root = between(file, "index.html").removesuffix("index.html")
        licence = f"Licence: {marked(self._licence, None)}" if self._licence else ""
        return self._template.substitute(
            title=escape(title),
            root=root,
            head=head,
            corpus=escape(self.corpus),
            body=body,
            licence=licence,
        ).encode()
