"""Write projects and codebooks: the elements in the order that the standard's schema demands.

>>> print(codebook_out([Code(guid_of("x:a"), "silos", "Bodies apart.")]).decode(), end="")
<?xml version="1.0" encoding="utf-8"?>
<CodeBook xmlns="urn:QDA-XML:codebook:1.0" origin="scgraph">
  <Codes>
    <Code guid="0e4250d9-5640-5a7e-a6e1-f07c0651d6af" name="silos" isCodable="true">
      <Description>Bodies apart.</Description>
    </Code>
  </Codes>
</CodeBook>
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Sequence
from xml.etree import ElementTree

from scgraph.exchange.container import INTERNAL
from scgraph.exchange.project import (
    CODEBOOK,
    ORIGIN,
    PROJECT,
    Code,
    Note,
    Project,
    Selection,
    Source,
    guid_of,
)

_FOLDER = "Sources"
_LONG_AGO = (1980, 1, 1, 0, 0, 0)
# XML 1.0 has no place for these, not even escaped.
_NO_XML = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

_Node = ElementTree.Element


def codebook_out(codes: Sequence[Code]) -> bytes:
    """Return a ``.qdc``; the same codes give the same bytes."""
    root = _Node("CodeBook", xmlns=CODEBOOK, origin=ORIGIN)
    _codes(root, codes)
    return _document(root)


def project_out(project: Project) -> bytes:
    """Return a ``.qdpx``; the same project gives the same bytes."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        _add(archive, "project.qde", project_document(project))
        for source in project.sources:
            _add(archive, f"{_FOLDER}/{source.guid}.txt", (source.text or "").encode())
    return buffer.getvalue()


def project_document(project: Project) -> bytes:
    """Return the ``project.qde`` of a project."""
    root = _Node("Project", xmlns=PROJECT, name=_clean(project.name), origin=ORIGIN)
    if project.users:
        root.set("creatingUserGUID", project.users[0].guid)
        users = ElementTree.SubElement(root, "Users")
        for user in project.users:
            ElementTree.SubElement(users, "User", guid=user.guid, name=_clean(user.name))
    _codes(ElementTree.SubElement(root, "CodeBook"), project.codes)
    sources = ElementTree.SubElement(root, "Sources")
    for source in project.sources:
        _source(sources, source)
    if project.notes:
        notes = ElementTree.SubElement(root, "Notes")
        for note in project.notes:
            _note(notes, note)
    return _document(root)


def _codes(parent: _Node, codes: Sequence[Code]) -> None:
    below = ElementTree.SubElement(parent, "Codes")
    for code in codes:
        _code(below, code)


def _code(parent: _Node, code: Code) -> None:
    codable = "true" if code.codable else "false"
    named = {"guid": code.guid, "name": _clean(code.name), "isCodable": codable}
    node = ElementTree.SubElement(parent, "Code", named)
    if code.description:
        ElementTree.SubElement(node, "Description").text = _clean(code.description)
    for one in code.below:
        _code(node, one)


def _source(parent: _Node, source: Source) -> None:
    path = f"{INTERNAL}{source.guid}.txt"
    named = {"guid": source.guid, "name": _clean(source.name), "plainTextPath": path}
    node = ElementTree.SubElement(parent, "TextSource", named)
    for selection in source.selections:
        _selection(node, selection)


def _selection(parent: _Node, selection: Selection) -> None:
    by = {"creatingUser": selection.users[0]} if selection.users else {}
    named = {"guid": selection.guid, "name": _clean(selection.name)}
    span = {"startPosition": str(selection.start), "endPosition": str(selection.end)}
    node = ElementTree.SubElement(parent, "PlainTextSelection", {**named, **span, **by})
    for code in selection.codes:
        guid = guid_of(f"{selection.guid}/{code}")
        coding = ElementTree.SubElement(node, "Coding", {"guid": guid, **by})
        ElementTree.SubElement(coding, "CodeRef", targetGUID=code)
    for note in selection.notes:
        ElementTree.SubElement(node, "NoteRef", targetGUID=note)


def _note(parent: _Node, note: Note) -> None:
    node = ElementTree.SubElement(parent, "Note", guid=note.guid, name=_clean(note.name))
    ElementTree.SubElement(node, "PlainTextContent").text = _clean(note.text)


def _document(root: _Node) -> bytes:
    ElementTree.indent(root)
    data: bytes = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return data.replace(b"<?xml version='1.0' encoding='utf-8'?>", _DECLARATION, 1) + b"\n"


_DECLARATION = b'<?xml version="1.0" encoding="utf-8"?>'


def _clean(text: str) -> str:
    return _NO_XML.sub("\ufffd", text)


def _add(archive: zipfile.ZipFile, name: str, data: bytes) -> None:
    member = zipfile.ZipInfo(name, _LONG_AGO)
    member.compress_type = zipfile.ZIP_DEFLATED
    archive.writestr(member, data)
