"""Try the new files before they are written, and say at which cell what is wrong with them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from scgraph import reading
from scgraph.answers import Finding
from scgraph.errors import Fault, ReadError
from scgraph.graph.previewing import preview
from scgraph.reading import Node, Scalar, read_yaml
from scgraph.sheets.changing import Change
from scgraph.sheets.columns import LIST, SheetForm
from scgraph.sheets.reading import Row

Cells = dict[tuple[str, int, int], str]
"""The cell behind each place of the new files."""


def check(
    root: Path,
    texts: Mapping[Path, str],
    changes: Sequence[Change],
    forms: Sequence[SheetForm],
    file: str,
) -> None:
    """Read and validate a corpus as it would be.

    A violation that is there already is none of the person's who fills in the workbook.

    Args:
        root: the folder of the corpus.
        texts: what files would hold.
        changes: the changes in them.
        forms: the sheets.
        file: the name of the workbook.

    Raises:
        ReadError: if it could not be read, or would be invalid where it was valid.
    """
    cells = dict(_cells(texts, changes, forms))
    lines = dict(_lines(texts, changes))
    contents = {path: text.encode() for path, text in texts.items()}
    try:
        report = preview(root, contents).validate()
    except ReadError as error:
        raise ReadError(_told(fault, cells, lines, file) for fault in error.faults) from error
    wrong = report.with_severity("Violation")
    if wrong:
        before = Counter(map(_same, preview(root, {}).validate().with_severity("Violation")))
        new = [finding for finding in wrong if not _taken_from(before, _same(finding))]
        if new:
            raise ReadError(_told(_fault(finding), cells, lines, file) for finding in new)


def _taken_from(counted: Counter[object], key: object) -> bool:
    counted[key] -= 1
    return counted[key] >= 0


def _same(finding: Finding) -> object:
    return finding.focus, finding.path, finding.value, finding.shape, finding.message


def _fault(finding: Finding) -> Fault:
    path, line, column = finding.place or finding.focus, None, None
    parts = path.rsplit(":", 2)
    if len(parts) == 3 and parts[1].isdigit() and parts[2].isdigit():
        path, line, column = parts[0], int(parts[1]), int(parts[2])
    return Fault(path, line, column, finding.message, finding.near)


def _told(
    fault: Fault,
    cells: Mapping[tuple[str, int, int], str],
    lines: Mapping[tuple[str, int], str],
    file: str,
) -> Fault:
    """Return a fault at the cell behind its place; at its place, if there is no cell."""
    line, column = fault.line or 0, fault.column or 0
    where = cells.get((fault.file, line, column)) or lines.get((fault.file, line))
    if where is None:
        return fault
    return Fault(f"{file}: {where}", None, None, fault.message, fault.near)


def _cells(
    texts: Mapping[Path, str], changes: Sequence[Change], forms: Sequence[SheetForm]
) -> Iterator[tuple[tuple[str, int, int], str]]:
    by_name = {change.name: change for change in changes if change.row is not None}
    for path, name, node in _claims(texts):
        change = by_name.get(name)
        if change is not None and change.row is not None:
            yield from _of_node(str(path), node, change.row)
            for form in forms[1:]:
                for part, row in zip(
                    _nodes(node.get(form.key)), change.rows.get(form.title, ()), strict=False
                ):
                    yield from _of_node(str(path), part, row)


def _of_node(
    file: str, node: reading.Mapping, row: Row
) -> Iterator[tuple[tuple[str, int, int], str]]:
    yield (file, node.line, node.column), row.place
    for key, value in node.entries:
        cell = row.cells.get(key.text)
        if cell is not None:
            yield (file, key.line, key.column), cell.place
            for one in _with_items(value):
                yield (file, one.line, one.column), cell.place


def _lines(
    texts: Mapping[Path, str], changes: Sequence[Change]
) -> Iterator[tuple[tuple[str, int], str]]:
    """Yield the row of a claim for each line of it, where no cell is known."""
    by_name = {change.name: change.row for change in changes if change.row is not None}
    for path, name, node in _claims(texts):
        if name in by_name:
            for line in range(node.line, _last_line(node) + 1):
                yield (str(path), line), by_name[name].place


def _claims(texts: Mapping[Path, str]) -> Iterator[tuple[Path, str, reading.Mapping]]:
    for path, text in texts.items():
        document = read_yaml(text.encode(), str(path))
        found = document.get(LIST) if isinstance(document, reading.Mapping) else None
        for node in _nodes(found):
            name = node.get("id")
            if isinstance(name, Scalar):
                yield path, name.text, node


def _nodes(node: Node | None) -> list[reading.Mapping]:
    each = node.items if isinstance(node, reading.Sequence) else (node,)
    return [one for one in each if isinstance(one, reading.Mapping)]


def _with_items(node: Node) -> Iterator[Node]:
    yield node
    if isinstance(node, reading.Sequence):
        for item in node.items:
            yield from _with_items(item)


def _last_line(node: Node) -> int:
    if isinstance(node, reading.Mapping):
        return max((_last_line(value) for _, value in node.entries), default=node.line)
    if isinstance(node, reading.Sequence):
        return max((_last_line(item) for item in node.items), default=node.line)
    return node.line
