"""Where the page of a thing lies, and how one page leads to another."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256
from posixpath import dirname, relpath
from urllib.parse import quote

HTML = ".html"
LONGEST = 80


def file_of(iri: str, base: str) -> str:
    """Return the file of a thing's page below the site, from its IRI below the corpus's base.

    Characters that a file system or a web server could take amiss are written in hexadecimal.

    >>> file_of("https://w3id.org/scgraph/paper/an-2025/2.1/p2/s4", "https://w3id.org/scgraph/")
    'paper/an-2025/2.1/p2/s4.html'
    >>> file_of("https://example.org/../etc", "https://w3id.org/scgraph/")
    'other/https%3A/-/example.org/_../etc.html'
    """
    inside = iri.removeprefix(base) if iri.startswith(base) else f"other/{iri}"
    return "/".join(map(_segment, inside.split("/"))) + HTML


def _segment(text: str) -> str:
    safe = quote(text, safe="") or "-"
    if not safe.strip("."):
        safe = f"_{safe}"
    if len(safe) > LONGEST:
        safe = f"{safe[:40]}-{sha256(text.encode()).hexdigest()[:16]}"
    return safe


class Addresses:
    """The pages of a site: which things have one, and where."""

    def __init__(self, things: Iterable[str], base: str) -> None:
        """Give each thing a file of its own; two that would share one are told apart."""
        self._files: dict[str, str] = {}
        taken: set[str] = set()
        for iri in sorted(set(things)):
            file = file_of(iri, base)
            # On a file system that does not tell capitals apart, two names may be one.
            if file.casefold() in taken:
                file = f"{file.removesuffix(HTML)}-{sha256(iri.encode()).hexdigest()[:16]}{HTML}"
            taken.add(file.casefold())
            self._files[iri] = file

    def file(self, iri: str) -> str | None:
        """Return the file of a thing's page; None if it has none."""
        return self._files.get(iri)

    def link(self, iri: str, page: str) -> str | None:
        """Return the address of a thing's page as seen from another; None if it has none."""
        file = self._files.get(iri)
        return None if file is None else between(page, file)


def between(page: str, file: str) -> str:
    """Return the address of a file as seen from a page.

    >>> between("id/mic.html", "index.html"), between("index.html", "id/a%20b.html")
    ('../index.html', 'id/a%2520b.html')
    """
    return quote(relpath(file, dirname(page) or "."), safe="/")
