"""A coding project, as far as the standard REFI-QDA and this library have words for the same.

REFI-QDA (1.5, 2019) is how programs for qualitative analysis hand projects to each other: codes in
a tree, texts, selections in them, codes on selections, notes, and users. Of its sources and
selections only those of text have a place here; what else a project has is counted, not carried.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from dataclasses import dataclass

PROJECT = "urn:QDA-XML:project:1.0"
CODEBOOK = "urn:QDA-XML:codebook:1.0"
ORIGIN = "scgraph"


@dataclass(frozen=True)
class User:
    """Somebody who coded."""

    guid: str
    name: str


@dataclass(frozen=True)
class Code:
    """A code, and those below it; one that is not codable only holds others."""

    guid: str
    name: str
    description: str = ""
    codable: bool = True
    below: tuple[Code, ...] = ()

    def each(self, above: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Code]]:
        """Yield this code and all below it, each with the names of those above it.

        >>> tree = Code("1", "role", below=(Code("2", "leads"),))
        >>> [(path, code.name) for path, code in tree.each()]
        [((), 'role'), (('role',), 'leads')]
        """
        yield above, self
        for code in self.below:
            yield from code.each((*above, self.name))


@dataclass(frozen=True)
class Note:
    """A note: words of whoever coded."""

    guid: str
    name: str
    text: str


@dataclass(frozen=True)
class Selection:
    """A part of a text that bears codes.

    Args:
        guid: of the selection.
        name: what its program calls it; often the words that are selected.
        start: where it begins, in code points from 0.
        end: where it ends; that place is not within.
        codes: the codes on it, by GUID.
        notes: the notes on it and on its codings, by GUID.
        users: who coded it, by GUID.
        date: the latest day of a coding, such as "2026-01-31"; the empty text if not told.
    """

    guid: str
    name: str
    start: int
    end: int
    codes: tuple[str, ...]
    notes: tuple[str, ...] = ()
    users: tuple[str, ...] = ()
    date: str = ""


@dataclass(frozen=True)
class Source:
    """A text with its selections; `text` is None where the project does not hold it."""

    guid: str
    name: str
    text: str | None
    selections: tuple[Selection, ...] = ()


@dataclass(frozen=True)
class Project:
    """A project; `remarks` say what of it has no place here."""

    name: str
    users: tuple[User, ...] = ()
    codes: tuple[Code, ...] = ()
    sources: tuple[Source, ...] = ()
    notes: tuple[Note, ...] = ()
    remarks: tuple[str, ...] = ()


def guid_of(iri: str) -> str:
    """Return the GUID of a thing: the same one each time, so that it is known when it comes back.

    >>> guid_of("https://w3id.org/scgraph/id/mic")
    'aedfe1ec-1e0a-51cc-bdc2-12c6f1ff2e39'
    """
    return str(uuid.uuid5(uuid.NAMESPACE_URL, iri))
