"""What stands around the content of every page."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from html import escape
from importlib.resources import files
from string import Template

from scgraph.answers import Table
from scgraph.site.addresses import between
from scgraph.site.tables import marked

PLACES = (
    ("Things", "things.html"),
    ("Questions", "questions/index.html"),
    ("Audit", "audit.html"),
    ("Pictures", "pictures.html"),
    ("Explorer", "explorer.html"),
    ("Vocabulary", "vocabulary.html"),
)
"""What the navigation of a site leads to, beside its start page."""
START = "index.html"


class Frame:
    """The head, the navigation and the foot of a site's pages."""

    def __init__(
        self, dataset: Table, start: str = START, places: Sequence[tuple[str, str]] = PLACES
    ) -> None:
        """Take title, description and licence from the answer to ``papers/dataset``.

        Args:
            dataset: the answer.
            start: the address of the start page, as seen from the root.
            places: what else the navigation leads to: names, and addresses seen from the root.
        """
        row = dataset[0] if len(dataset) else None
        told = dict(row) if row is not None else {}
        self.corpus = str(told.get("title") or "A corpus of claims")
        self.description = str(told.get("description") or "")
        self._start = start
        self._places = places
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
        return self.page_below(between(file, START).removesuffix(START), title, body, head)

    def page_below(self, root: str, title: str, body: str, head: str = "") -> bytes:
        """Put the content of a page into the frame; `root` is the address of the site itself."""
        links = [(self.corpus, self._start), *self._places]
        licence = f"Licence: {marked(self._licence, None)}" if self._licence else ""
        return self._template.substitute(
            title=escape(title),
            root=root,
            head=head,
            places="".join(
                f'<a href="{escape(root + address)}">{escape(name)}</a>\n'
                for name, address in links
            ),
            body=body,
            licence=licence,
        ).encode()
