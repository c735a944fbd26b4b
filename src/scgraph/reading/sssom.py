"""Read an alignment ledger: which things of different papers are one, and who decided so.

The file is SSSOM, the Simple Standard for Sharing Ontological Mappings: a block of comment lines
that is YAML, then tab-separated rows. Whatever the standard does not know is refused; what it
knows and the graph has no use for stays in the file.

A mapping with a reviewer is a decision, one without is a proposal. A decision joins two things if
it says that they are the same, and is not negated.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from scgraph import terms
from scgraph.errors import Fault, ReadError, near_names
from scgraph.reading import slots
from scgraph.reading.alignment import Alignment
from scgraph.reading.alignment_rows import RowReader
from scgraph.reading.nodes import Mapping as YamlMapping
from scgraph.reading.nodes import Node, Scalar, shown
from scgraph.reading.strict_yaml import read_yaml
from scgraph.reading.tsv import Cell, read_tsv, written_row

LEDGER = "alignments.sssom.tsv"
"""The name of the ledger of a corpus."""

MOST_COLUMNS = 200
MAX_BYTES = 5_000_000
_ADDRESS = re.compile(r"https?://[^\s<>\"{}|\\^`]+")
_NOT_ALLOWED = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x85\u2028\u2029\ud800-\udfff\ufffe\uffff]"
)


@dataclass(frozen=True, slots=True)
class AlignmentLedger:
    """Hold a ledger: its block of metadata as it is written, its prefixes, columns and mappings."""

    head: str
    prefixes: Mapping[str, str]
    columns: tuple[str, ...]
    alignments: tuple[Alignment, ...]

    @property
    def text(self) -> str:
        """Return the file: the block as it was, and the rows in their order."""
        rows = ([one.cells.get(name, "") for name in self.columns] for one in self.alignments)
        return self.head + "".join(map(written_row, [self.columns, *rows]))


def alignment_file(root: Path) -> Path | None:
    """Return the ledger of a corpus, if it has one."""
    file = root / LEDGER
    return file if file.exists() else None


def read_ledger(
    data: bytes, file: str, prefixes: Mapping[str, str] = MappingProxyType({})
) -> AlignmentLedger:
    """Read the content of a ledger.

    Args:
        data: the file.
        file: its name, for messages.
        prefixes: those of the corpus, beside those of `scgraph.terms`: what a prefix of theirs
            means is settled, and one that is not declared is offered with its address.

    Raises:
        ReadError: if anything is wrong; it holds all the faults.
    """
    return _LedgerReader(file, {**terms.PREFIXES, **prefixes}).read(_decoded(data, file))


class _LedgerReader:
    """Read one file, and collect its faults."""

    def __init__(self, file: str, known: Mapping[str, str]) -> None:
        self._file = file
        self._known = known
        self._faults: list[Fault] = []

    def read(self, text: str) -> AlignmentLedger:
        head = _head_of(text)
        metadata = self._metadata(head)
        prefixes = self._prefixes(metadata)
        rows = read_tsv(text[len(head) :], self._file, head.count("\n") + 1)
        columns = self._columns(rows[0] if rows else (), head.count("\n") + 1)
        date = metadata.get("mapping_date") if "mapping_date" not in columns else None
        shared = {"mapping_date": date.text} if isinstance(date, Scalar) else {}
        reader = RowReader(self._file, columns, prefixes, self._known, shared, self._faults)
        alignments = tuple(one for one in map(reader.read, rows[1:]) if one)
        self._check_doubles(alignments)
        if self._faults:
            raise ReadError(sorted(self._faults, key=lambda fault: (fault.line or 0, fault.column)))
        return AlignmentLedger(head, prefixes, columns, alignments)

    def _metadata(self, head: str) -> dict[str, Node]:
        if not head:
            self._fault(1, 1, "begin with '#curie_map:' and the prefixes below it")
            return {}
        block = re.sub(r"^#", "", head, flags=re.MULTILINE)
        try:
            document = read_yaml(block, self._file)
        except ReadError as error:
            self._faults += [_behind_mark(fault) for fault in error.faults]
            return {}
        if not isinstance(document, YamlMapping):
            self._fault(1, 1, "a mapping is due, with a curie_map and what else is known")
            return {}
        for key, node in document.entries:
            if key.text not in slots.KEYS:
                self._unknown(key, "key", slots.KEYS)
            elif key.text != "curie_map" and isinstance(node, YamlMapping):
                self._fault(node.line, node.column + 1, f"{key.text}: a value is due")
        return {key.text: node for key, node in document.entries}

    def _prefixes(self, metadata: Mapping[str, Node]) -> dict[str, str]:
        built_in = {name: terms.PREFIXES[name] for name in slots.BUILT_IN}
        written = metadata.get("curie_map")
        if not isinstance(written, YamlMapping):
            if metadata:
                self._fault(1, 1, "the block must have a curie_map: prefixes and their addresses")
            return built_in
        declared = {key.text: node for key, node in written.entries if self._is_prefix(key, node)}
        return built_in | {
            name: node.text for name, node in declared.items() if isinstance(node, Scalar)
        }

    def _is_prefix(self, key: Scalar, node: Node) -> bool:
        if not isinstance(node, Scalar) or not _ADDRESS.fullmatch(node.text):
            self._fault(node.line, node.column + 1, f"{shown(key.text)} must stand for an address")
            return False
        meant = self._known.get(key.text, node.text)
        if meant != node.text:
            message = f"{shown(key.text)} means {meant} everywhere; choose another prefix"
            self._fault(key.line, key.column + 1, message)
        return meant == node.text

    def _columns(self, header: tuple[Cell, ...], line: int) -> tuple[str, ...]:
        if len(header) > MOST_COLUMNS:
            self._fault(line, 1, f"there are more than {MOST_COLUMNS} columns")
            header = header[:MOST_COLUMNS]
        names = [cell.text for cell in header]
        for number, cell in enumerate(header):
            if cell.text not in slots.COLUMNS:
                near = near_names(cell.text, slots.COLUMNS)
                self._fault(cell.line, cell.column, f"unknown column {shown(cell.text)}", near)
            elif cell.text in names[:number]:
                self._fault(cell.line, cell.column, f"column {cell.text!r} stands twice")
        for name in slots.REQUIRED:
            if name not in names:
                self._fault(line, 1, f"there is no column {name!r}")
        return tuple(names)

    def _check_doubles(self, alignments: tuple[Alignment, ...]) -> None:
        first: dict[str, Alignment] = {}
        for one in alignments:
            other = first.setdefault(one.key, one)
            if other is not one:
                message = f"this mapping stands twice; first in line {other.place.line}"
                self._fault(one.place.line or 1, 1, message)

    def _unknown(self, key: Scalar, kind: str, known: tuple[str, ...]) -> None:
        near = near_names(key.text, known)
        self._fault(key.line, key.column + 1, f"unknown {kind} {shown(key.text)}", near)

    def _fault(self, line: int, column: int, message: str, near: tuple[str, ...] = ()) -> None:
        self._faults.append(Fault(self._file, line, column, message, near))


def _head_of(text: str) -> str:
    lines = text.splitlines(keepends=True)
    return "".join(_until_no_mark(lines))


def _until_no_mark(lines: list[str]) -> Iterator[str]:
    for line in lines:
        if not line.startswith("#"):
            return
        yield line


def _behind_mark(fault: Fault) -> Fault:
    # Each line of the block has a mark before it, which the reader of YAML does not see.
    column = None if fault.column is None else fault.column + 1
    return Fault(fault.file, fault.line, column, fault.message, fault.near)


def _decoded(data: bytes, file: str) -> str:
    if len(data) > MAX_BYTES:
        raise ReadError([Fault(file, None, None, f"is larger than {MAX_BYTES} bytes")])
    try:
        text = data.decode("utf-8").removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise ReadError([Fault(file, line, None, "is not UTF-8 text; save it as UTF-8")]) from error
    if found := _NOT_ALLOWED.search(text):
        line = text.count("\n", 0, found.start()) + 1
        column = found.start() - text.rfind("\n", 0, found.start())
        raise ReadError([Fault(file, line, column, "a control character stands here; delete it")])
    return text
