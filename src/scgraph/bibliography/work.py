"""A work as bibliographies know it: one form, whatever the file it comes from."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, fields, replace
from typing import Any

KINDS = (
    "article",
    "book",
    "chapter",
    "conference-paper",
    "report",
    "thesis",
    "web-page",
    "news-item",
    "other",
)
"""What a work may be; each format has a name of its own for each."""
LONGEST = 20_000
"""So many characters a value may have."""
_RANGE = re.compile(r"(?<=[^\W_])\s*(?:--?|\u2010|\u2011|\u2013|\u2014)\s*(?=[^\W_])")
_RESOLVER = re.compile(r"(?i)^(?:https?://(?:dx\.)?doi\.org/|doi:\s*)")


@dataclass(frozen=True, slots=True)
class Author:
    """An author: a person by family and given name, or a body by its name alone.

    Args:
        family: the family name, with its particles; or the whole name of a body.
        given: the given names or initials; None for a body.
    """

    family: str
    given: str | None = None

    def __str__(self) -> str:
        """Return the name as a list of references has it.

        >>> str(Author("Lee", "A.")), str(Author("World Bank"))
        ('Lee, A.', 'World Bank')
        """
        return f"{self.family}, {self.given}" if self.given else self.family


@dataclass(frozen=True, slots=True)
class Work:
    """A work; what a file does not say is None.

    Args:
        id: the key that the file has for it.
        kind: one of `KINDS`.
        title: of the work.
        authors: in their order.
        year: of publication.
        container: the journal, book, proceedings or series that it stands in.
        volume: of the container.
        issue: of the volume.
        pages: a range has a long hyphen: "12–29".
        publisher: or the institution, school or body that brought it out.
        doi: without the address of a resolver.
        url: where it can be read.
        language: as a code such as "en", or a word.
        printed: what an entry prints and no other value holds, in one text.
    """

    id: str
    kind: str = "other"
    title: str | None = None
    authors: tuple[Author, ...] = ()
    year: int | None = None
    container: str | None = None
    volume: str | None = None
    issue: str | None = None
    pages: str | None = None
    publisher: str | None = None
    doi: str | None = None
    url: str | None = None
    language: str | None = None
    printed: str | None = None


TEXTS = tuple(
    field.name for field in fields(Work) if field.name not in ("id", "kind", "authors", "year")
)
"""The values of a work that are texts."""


def tidy(work: Work) -> Work:
    """Return a work with single spaces, plain ranges of pages, and its DOI alone.

    >>> work = tidy(Work("a", title="Small  buses ", pages="12--29", doi="https://doi.org/10.1/x"))
    >>> work.title, work.pages, work.doi
    ('Small buses', '12–29', '10.1/x')
    """
    texts: dict[str, Any] = {name: spaced(getattr(work, name)) for name in TEXTS}
    if texts["doi"]:
        texts["doi"] = _RESOLVER.sub("", texts["doi"]) or None
    if texts["pages"]:
        texts["pages"] = _RANGE.sub("\u2013", texts["pages"])
    authors = tuple(
        Author(family, spaced(author.given))
        for author in work.authors
        if (family := spaced(author.family))
    )
    return replace(work, authors=authors, **texts)


def spaced(text: str | None) -> str | None:
    """Return a text with single spaces and without invisible characters; None if none is left."""
    if text is None:
        return None
    plain = unicodedata.normalize("NFC", "".join(map(_visible, text)))
    return " ".join(plain.split()) or None


def _visible(character: str) -> str:
    """Return a character, or a space where it is a control character."""
    return " " if unicodedata.category(character) in ("Cc", "Cs", "Zl", "Zp") else character


def year_in(text: str | None) -> int | None:
    """Return the year with which a date begins.

    >>> year_in("2020-03-01"), year_in("2020/03//"), year_in("in press")
    (2020, 2020, None)
    """
    found = re.match(r"\s*(\d{4})(?!\d)", text or "")
    return int(found[1]) if found else None
