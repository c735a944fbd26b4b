"""A file in which a corpus is handed over, as catalogues have it: format, size, checksum."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from os import PathLike
from pathlib import Path
from urllib.parse import quote

from pyoxigraph import Literal, NamedNode

from scgraph.errors import ExportError, near_names
from scgraph.export import PACKED, rdf_suffix
from scgraph.terms import PREFIXES

MEDIA_TYPES = {
    ".ttl": "text/turtle",
    ".trig": "application/trig",
    ".nt": "application/n-triples",
    ".nq": "application/n-quads",
    ".jsonld": "application/ld+json",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".graphml": "application/graphml+xml",
    ".csv": "text/csv",
    ".html": "text/html",
    ".json": "application/json",
}
"""The media types of the files that a corpus is handed over in, by suffix."""

_REGISTRY = "https://www.iana.org/assignments/media-types/"
_XSD = PREFIXES["xsd"]


@dataclass(frozen=True)
class Distribution:
    """A file as a catalogue describes it.

    Args:
        name: of the file.
        media_type: what it holds, unpacked.
        is_packed: whether it is gzipped.
        size: in bytes.
        digest: the SHA-256 of its bytes, in hexadecimal.
        address: where it can be fetched; None if that is not known.
    """

    name: str
    media_type: str
    is_packed: bool
    size: int
    digest: str
    address: str | None = None

    kinds = (("rdf:type", "dcat:Distribution"), ("rdf:type", "schema:DataDownload"))

    def facts(self, node: str) -> Iterator[tuple[str, NamedNode | Literal | str]]:
        """Yield what is said of the file."""
        yield "dcterms:title", self.name
        yield "dcat:mediaType", NamedNode(f"{_REGISTRY}{self.media_type}")
        yield "schema:encodingFormat", self.media_type
        if self.is_packed:
            yield "dcat:compressFormat", NamedNode(f"{_REGISTRY}application/gzip")
        number = Literal(str(self.size), datatype=NamedNode(f"{_XSD}nonNegativeInteger"))
        yield "dcat:byteSize", number
        yield "schema:contentSize", f"{self.size} B"
        yield "spdx:checksum", NamedNode(f"{node}/checksum")
        if self.address:
            yield "dcat:downloadURL", NamedNode(self.address)
            yield "dcat:accessURL", NamedNode(self.address)
            yield "schema:contentUrl", NamedNode(self.address)

    def checksum(self) -> Iterator[tuple[str, NamedNode | Literal | str]]:
        """Yield what is said of its checksum."""
        yield "rdf:type", NamedNode(f"{PREFIXES['spdx']}Checksum")
        yield "spdx:algorithm", NamedNode(f"{PREFIXES['spdx']}checksumAlgorithm_sha256")
        yield "spdx:checksumValue", Literal(self.digest, datatype=NamedNode(f"{_XSD}hexBinary"))


def distribution(file: str | PathLike[str], at: str | None = None) -> Distribution:
    """Look at a file that is handed over.

    Args:
        file: the file.
        at: the address of the folder in which it will lie, such as https://example.org/data/.

    Raises:
        ExportError: if no format has its suffix, or the address is none.
        OSError: if it cannot be read.
    """
    path = Path(file)
    is_packed, suffix = path.suffix.lower() == PACKED, rdf_suffix(path)
    if suffix not in MEDIA_TYPES:
        near = near_names(suffix, MEDIA_TYPES)
        raise ExportError(f"{path}: no format that is handed over has the suffix {suffix!r}", near)
    data = path.read_bytes()
    address = _address(at, path.name) if at else None
    media_type = MEDIA_TYPES[suffix]
    return Distribution(
        path.name, media_type, is_packed, len(data), sha256(data).hexdigest(), address
    )


def _address(at: str, name: str) -> str:
    address = f"{at.rstrip('/')}/{quote(name)}"
    try:
        if not at.startswith(("http://", "https://")):
            raise ValueError
        return NamedNode(address).value
    except ValueError:
        raise ExportError(
            f"{at!r} is no web address; give one such as https://example.org/"
        ) from None
