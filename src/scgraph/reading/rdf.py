"""Read RDF files as they are: Turtle, TriG, N-Triples, N-Quads, JSON-LD.

Nothing is fetched from a network. Blank nodes get names made from the content of their file, so
those of two files never meet and two readings of one file agree.
"""

from __future__ import annotations

import gzip
import hashlib
import io
import re
import zlib
from collections.abc import Iterator
from pathlib import Path

from pyoxigraph import BlankNode, DefaultGraph, NamedNode, Quad, RdfFormat, Triple, parse

from scgraph.errors import Fault, ReadError
from scgraph.reading.parsed import Parsed
from scgraph.reading.positions import Place, Places

SUFFIXES = {
    ".ttl": RdfFormat.TURTLE,
    ".trig": RdfFormat.TRIG,
    ".nt": RdfFormat.N_TRIPLES,
    ".nq": RdfFormat.N_QUADS,
    ".jsonld": RdfFormat.JSON_LD,
}
"""The formats that are read, by the suffix of the file."""

PACKED = ".gz"
"""The suffix of a file of one of these formats that is packed by gzip."""

MAX_UNPACKED = 2**30
"""The most bytes that a packed file may have when it is unpacked."""

MAX_JSON_DEPTH = 100
_PIECE = 2**20
_LONGEST_MESSAGE = 500
_LINE_FORMATS = (RdfFormat.N_TRIPLES, RdfFormat.N_QUADS)
_JSON_STRING = re.compile(rb'"(?:[^"\\]|\\.)*"')
_JSON_BRACKET = re.compile(rb"[\[\]{}]")


def read_rdf(path: Path | str, graph: str) -> Parsed:
    """Read one RDF file; its triples outside of named graphs go to the graph given.

    Places are exact to the line in N-Triples and N-Quads; elsewhere they name the file.

    Raises:
        ReadError: if the file cannot be read, or is not what its suffix says.
    """
    file = Path(path)
    is_packed = file.suffix == PACKED
    found = SUFFIXES.get(Path(file.stem).suffix if is_packed else file.suffix)
    if found is None:
        raise _error(file, f"no format has this suffix; use one of {', '.join(SUFFIXES)}")
    data = _unpacked(read_bytes(file), file) if is_packed else read_bytes(file)
    if found is RdfFormat.JSON_LD:
        _check_depth(data, file)
    quads = list(_parsed(data, found, file, NamedNode(graph)))
    lines = _lines(data, len(quads)) if found in _LINE_FORMATS else []
    return Parsed(quads, _places(quads, lines, str(file)))


def read_bytes(file: Path) -> bytes:
    """Return the content of a file.

    Raises:
        ReadError: if the file cannot be read.
    """
    try:
        if not file.is_file() and file.exists() and not file.is_dir():
            # Reading a pipe would wait for whoever writes to it.
            raise ReadError([Fault(str(file), None, None, "this is a pipe or a device, no file")])
        return file.read_bytes()
    except OSError as error:
        raise _error(file, f"cannot be read: {error.strerror}") from error


def _unpacked(data: bytes, file: Path) -> bytes:
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(data)) as packed:
            unpacked = _read_up_to(packed, MAX_UNPACKED + 1)
    except (OSError, EOFError, zlib.error) as error:
        raise _error(file, f"is not packed by gzip, or not whole: {error}") from error
    if len(unpacked) > MAX_UNPACKED:
        raise _error(file, f"holds more than {MAX_UNPACKED:,} bytes; unpack it before")
    return unpacked


def _read_up_to(file: gzip.GzipFile, most: int) -> bytes:
    """Read a file piece by piece: to read so much at once would ask for the memory beforehand."""
    pieces: list[bytes] = []
    while most > 0 and (piece := file.read(min(most, _PIECE))):
        pieces.append(piece)
        most -= len(piece)
    return b"".join(pieces)


def _parsed(data: bytes, form: RdfFormat, file: Path, graph: NamedNode) -> Iterator[Quad]:
    rename = _Renamer(hashlib.sha256(data).hexdigest()[:12])
    try:
        for quad in parse(data, form):
            if isinstance(quad.object, Triple):
                raise _error(file, "triple terms are not read; give the statement an IRI instead")
            yield rename.quad(quad, graph)
    except SyntaxError as error:
        raise ReadError([_syntax_fault(error, file)]) from error


def _syntax_fault(error: SyntaxError, file: Path) -> Fault:
    if "LoadDocumentCallback" in error.msg:
        message = "a remote @context is not fetched; put the context into the file"
        return Fault(str(file), None, None, message)
    # The parser's message begins with the position, which the fault says already.
    message = re.sub(r"^Parser error at line \d+ (between )?columns? [\d a-z]*: ", "", error.msg)
    if len(message) > _LONGEST_MESSAGE:  # it repeats what it cannot read
        message = f"{message[:_LONGEST_MESSAGE]}…"
    return Fault(str(file), error.lineno, error.offset, message)


def _error(file: Path, message: str) -> ReadError:
    return ReadError([Fault(str(file), None, None, message)])


def _check_depth(data: bytes, file: Path) -> None:
    # The parser has no limit of its own worth the name: deep nesting ends the process.
    depth = 0
    for bracket in _JSON_BRACKET.findall(_JSON_STRING.sub(b"", data)):
        depth += 1 if bracket in b"[{" else -1
        if depth > MAX_JSON_DEPTH:
            raise _error(file, f"nested deeper than {MAX_JSON_DEPTH} levels")


class _Renamer:
    """Number the blank nodes of one file, in the order in which they come."""

    def __init__(self, prefix: str) -> None:
        self._prefix = prefix
        self._names: dict[BlankNode, BlankNode] = {}

    def quad(self, quad: Quad, graph: NamedNode) -> Quad:
        subject, value, name = quad.subject, quad.object, quad.graph_name
        return Quad(
            self._renamed(subject) if isinstance(subject, BlankNode) else subject,
            quad.predicate,
            self._renamed(value) if isinstance(value, BlankNode) else value,
            graph if isinstance(name, DefaultGraph) else name,
        )

    def _renamed(self, node: BlankNode) -> BlankNode:
        return self._names.setdefault(node, BlankNode(f"f{self._prefix}n{len(self._names)}"))


def _lines(data: bytes, wanted: int) -> list[int]:
    """Return the numbers of the lines that hold a statement; none if they do not match."""
    texts = (line.strip() for line in re.split(rb"\r\n|\n|\r", data))
    numbers = [n for n, text in enumerate(texts, 1) if text and not text.startswith(b"#")]
    return numbers if len(numbers) == wanted else []


def _places(quads: list[Quad], lines: list[int], file: str) -> Places:
    places: Places = {}
    for index, quad in enumerate(quads):
        if isinstance(quad.subject, NamedNode):
            place = Place(file, lines[index] if lines else None)
            subject, predicate = quad.subject.value, quad.predicate.value
            places.setdefault(subject, place)
            if lines:
                places.setdefault((subject, predicate), place)
    return places
