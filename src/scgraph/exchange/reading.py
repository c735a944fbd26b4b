"""Read projects and codebooks of other programs.

>>> data = b'''<CodeBook xmlns="urn:QDA-XML:codebook:1.0"><Codes>
...   <Code guid="1FF58B12-6F6F-4B0C-8BE5-BBDC91F55294" name="silos" isCodable="true"/>
... </Codes></CodeBook>'''
>>> [code.name for code in codebook_in(data, "mine.qdc")]
['silos']
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from scgraph.errors import Fault, ReadError
from scgraph.exchange.container import INTERNAL, LARGEST_PROJECT, Container
from scgraph.exchange.project import (
    CODEBOOK,
    PROJECT,
    Code,
    Note,
    Project,
    Selection,
    Source,
    User,
)
from scgraph.exchange.xml import Element, read_xml

_GUID = re.compile(r"\{?([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\}?", re.IGNORECASE)
_NUMBER = re.compile(r"\s*\+?\d{1,12}\s*")
_DAY = re.compile(r"\s*(\d{4}-\d{2}-\d{2})T")
_NOT_CARRIED = {
    "PictureSource": "picture",
    "AudioSource": "sound recording",
    "VideoSource": "film",
    "PDFSelection": "selection on a page of a PDF",
    "Case": "case",
    "Set": "set",
    "Graph": "drawing",
    "Link": "link",
}


def read_codebook(path: Path) -> tuple[Code, ...]:
    """Read the codes of a ``.qdc``.

    Raises:
        ReadError: if it is not one.
    """
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST_PROJECT + 1)
    except OSError as error:
        raise ReadError(
            [Fault(str(path), None, None, f"cannot be read: {error.strerror}")]
        ) from error
    if len(data) > LARGEST_PROJECT:
        raise ReadError([Fault(str(path), None, None, "is larger than any codebook")])
    return codebook_in(data, str(path))


def codebook_in(data: bytes, file: str) -> tuple[Code, ...]:
    """Return the codes of a codebook.

    Raises:
        ReadError: if it is not one; the fault names the line.
    """
    root = read_xml(data, file)
    _check_root(root, "CodeBook", CODEBOOK, file)
    codes = root.first("Codes")
    return () if codes is None else tuple(_Reader(file).codes(codes))


def read_project(path: Path) -> Project:
    """Read a ``.qdpx``.

    Raises:
        ReadError: if it is not one.
    """
    container = Container(path)
    data, file = container.project()
    root = read_xml(data, file)
    _check_root(root, "Project", PROJECT, file)
    return _Reader(file, container).project(root)


def _check_root(root: Element, name: str, namespace: str, file: str) -> None:
    if root.name != name or root.namespace not in (namespace, ""):
        found = f"{root.name[:40]!r} of {root.namespace[:60]!r}"
        message = f"is no REFI-QDA {name.lower()}: its root is {found}"
        raise ReadError([Fault(file, root.line, None, message)])


class _Reader:
    """Read the elements of one document."""

    def __init__(self, file: str, container: Container | None = None) -> None:
        self._file = file
        self._container = container
        self._remarks: list[str] = []

    def project(self, root: Element) -> Project:
        users = root.first("Users")
        book = root.first("CodeBook")
        codes = book.first("Codes") if book else None
        sources = tuple(self._sources(root))
        counted = Counter(one.name for one in root.each(*_NOT_CARRIED))
        for name, number in sorted(counted.items()):
            self._remarks.append(f"{_NOT_CARRIED[name]}: {number} not carried over")
        return Project(
            name=root.attributes.get("name", ""),
            users=tuple(self._user(one) for one in users.all("User")) if users else (),
            codes=tuple(self.codes(codes)) if codes else (),
            sources=sources,
            notes=tuple(self._notes(root)),
            remarks=tuple(self._remarks),
        )

    def codes(self, parent: Element) -> Iterator[Code]:
        for one in parent.all("Code"):
            description = one.first("Description")
            yield Code(
                guid=self._guid(one, "guid"),
                name=self._attribute(one, "name").strip(),
                description=description.text.strip() if description else "",
                codable=one.attributes.get("isCodable", "true").strip() in ("true", "1"),
                below=tuple(self.codes(one)),
            )

    def _user(self, one: Element) -> User:
        guid = self._guid(one, "guid")
        return User(guid, (one.attributes.get("name") or one.attributes.get("id") or "").strip())

    def _notes(self, root: Element) -> Iterator[Note]:
        notes = root.first("Notes")
        for one in notes.all("Note") if notes else ():
            guid, name = self._guid(one, "guid"), one.attributes.get("name", "")
            text = self._text(one, name)
            yield Note(guid, name, text or "")

    def _sources(self, root: Element) -> Iterator[Source]:
        sources = root.first("Sources")
        for one in sources.below if sources else ():
            if one.name == "TextSource":
                yield self._source(one, one.attributes.get("name", ""))
            elif one.name == "PDFSource" and (text := one.first("Representation")):
                yield self._source(text, one.attributes.get("name", ""))

    def _source(self, one: Element, name: str) -> Source:
        if whole := sum(1 for _ in one.all("Coding")):
            self._remarks.append(f"codings of {name!r} as a whole: {whole} not carried over")
        selections = tuple(self._selection(part) for part in one.all("PlainTextSelection"))
        text = self._text(one, name) if selections else None
        return Source(self._guid(one, "guid"), name, text, selections)

    def _text(self, one: Element, name: str) -> str | None:
        """Return the text of a source or a note; None, with a remark, if the project lacks it."""
        content = one.first("PlainTextContent")
        if content is not None:
            return content.text
        address = one.attributes.get("plainTextPath", "")
        if address.startswith(INTERNAL) and self._container is not None:
            return self._container.text(address)
        where = "lies outside of the project" if address else "is not in it as plain text"
        self._remarks.append(f"the text of {name!r} {where}; export it with its sources")
        return None

    def _selection(self, one: Element) -> Selection:
        codings = list(one.all("Coding"))
        refs = [ref for coding in codings for ref in coding.all("CodeRef")]
        notes = [note for node in (one, *codings) for note in node.all("NoteRef")]
        makers = [part.attributes.get("creatingUser") for part in (*codings, one)]
        users = [user for user in map(_guid_in, makers) if user]
        days = [_DAY.match(part.attributes.get("creationDateTime", "")) for part in (*codings, one)]
        return Selection(
            guid=self._guid(one, "guid"),
            name=one.attributes.get("name", "").strip(),
            start=self._number(one, "startPosition"),
            end=self._number(one, "endPosition"),
            codes=tuple(dict.fromkeys(self._guid(ref, "targetGUID") for ref in refs)),
            notes=tuple(dict.fromkeys(self._guid(note, "targetGUID") for note in notes)),
            users=tuple(dict.fromkeys(users)),
            date=max((day[1] for day in days if day), default=""),
        )

    def _attribute(self, one: Element, name: str) -> str:
        if name not in one.attributes:
            raise self._fault(one, f"a {one.name} has no {name}, which the standard demands")
        return one.attributes[name]

    def _guid(self, one: Element, name: str) -> str:
        guid = _guid_in(self._attribute(one, name))
        if guid is None:
            raise self._fault(one, f"the {name} of a {one.name} is no GUID")
        return guid

    def _number(self, one: Element, name: str) -> int:
        text = self._attribute(one, name)
        if not _NUMBER.fullmatch(text):
            raise self._fault(
                one, f"the {name} of a {one.name} is no place in a text: {text[:40]!r}"
            )
        return int(text)

    def _fault(self, one: Element, message: str) -> ReadError:
        return ReadError([Fault(self._file, one.line, None, message)])


def _guid_in(text: str | None) -> str | None:
    """Return a GUID as it is compared: without braces, in small letters."""
    found = _GUID.fullmatch((text or "").strip())
    return found[1].lower() if found else None
