"""Change items of a list in a YAML file, and leave every other byte as it was."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from scgraph import reading
from scgraph.errors import Fault, ReadError
from scgraph.reading import Node, Scalar, read_yaml

Texts: TypeAlias = "str | list[Texts] | dict[str, Texts] | None"
"""A node as it is written: texts, never numbers, so that 1.10 stays 1.10."""

INDENT = "  "
_BLANK = re.compile(r"\s*(?:#.*)?")


@dataclass(frozen=True)
class Item:
    """An item of a list, and the lines on which it stands.

    Args:
        name: the value of its key "id"; None if it has none.
        values: what it says, as texts.
        first: the number of its first line, from 1.
        last: that of its last, without the comments and blank lines behind it.
        column: where its first key stands, from 1.
    """

    name: str | None
    values: dict[str, Any]
    first: int
    last: int
    column: int


def texts(node: Node) -> Any:
    """Return a node as texts, lists and mappings; an absent value is None.

    >>> texts(read_yaml(b"value: 1.10\\nat: [a, b]\\ncue:", "claims.yaml"))
    {'value': '1.10', 'at': ['a', 'b'], 'cue': None}
    """
    if isinstance(node, Scalar):
        return None if node.is_null else node.text
    if isinstance(node, reading.Sequence):
        return [texts(item) for item in node.items]
    return {key.text: texts(value) for key, value in node.entries}


def items(text: str, file: str, key: str = "claims") -> list[Item]:
    """Return the items of a list of a YAML document.

    Args:
        text: the document.
        file: its name, for faults.
        key: the key of the list; a document without it has no items.

    Raises:
        ReadError: if it is not YAML, or an item does not stand on lines of its own.

    >>> found = items("claims:\\n  - id: a\\n    at: 1/p1/s1\\n\\n  - id: b\\n", "claims.yaml")
    >>> [(item.name, item.first, item.last) for item in found]
    [('a', 2, 3), ('b', 5, 5)]
    """
    if all(_BLANK.fullmatch(line) for line in text.splitlines()):
        return []
    document = read_yaml(text.encode(), file)
    if not isinstance(document, reading.Mapping):
        return []
    found = document.get(key)
    if not isinstance(found, reading.Sequence):
        return []
    lines = text.splitlines()
    ends = _ends(document, found, len(lines))
    return [_item(node, end, lines, file) for node, end in zip(found.items, ends, strict=True)]


def with_items(
    text: str,
    file: str,
    key: str = "claims",
    changed: Mapping[str | int, str | None] | None = None,
    appended: Sequence[str] = (),
) -> str:
    """Return a document in which items of a list are others, gone, or new.

    Args:
        text: the document.
        file: its name, for faults.
        key: the key of the list, which is made if there is none.
        changed: new lines by the name of the item, or by its number from 0 where it has no name,
            as `written_node` writes them; None deletes.
        appended: lines of new items, for the end of the list.

    Raises:
        ReadError: if the document is not as `items` wants it.
        KeyError: if an item to be changed is not there.

    >>> print(with_items("# Mine\\nclaims:\\n  - id: a  # why\\n  - id: b\\n", "claims.yaml",
    ...                  changed={"b": None}, appended=["- id: c"]), end="")
    # Mine
    claims:
      - id: a  # why
    <BLANKLINE>
      - id: c
    """
    there = items(text, file, key)
    wanted = _numbered(there, changed or {})
    lines = text.splitlines(keepends=True)
    if lines and not lines[-1].endswith("\n"):
        lines[-1] += "\n"
    indent = " " * (there[0].column - 3) if there else INDENT
    blocks = [_indented(block, indent) for block in appended]
    if not there:
        return "".join(lines) if not blocks else _with_new_list(lines, key, blocks)
    if not blocks and all(wanted.get(number, "") is None for number in range(len(there))):
        return _without_list(lines, key, there)
    lines[there[-1].last : there[-1].last] = [f"\n{block}" for block in blocks]
    for number in sorted(wanted, reverse=True):
        block, first, last = wanted[number], there[number].first - 1, there[number].last
        if block is None:
            # With the item goes the blank line behind it, so that none stands twice.
            last += last < len(lines) and first > 0 and not lines[last].strip()
        lines[first:last] = [] if block is None else [_indented(block, indent)]
    return "".join(lines)


def _numbered(
    there: Sequence[Item], changed: Mapping[str | int, str | None]
) -> dict[int, str | None]:
    """Return the changes by the numbers of their items."""
    numbers: dict[str | int, int] = {number: number for number in range(len(there))}
    numbers |= {item.name: number for number, item in enumerate(there) if item.name is not None}
    if missing := changed.keys() - numbers.keys():
        raise KeyError(", ".join(sorted(map(str, missing))))
    return {numbers[key]: block for key, block in changed.items()}


def _item(node: Node, end: int, lines: Sequence[str], file: str) -> Item:
    if not isinstance(node, reading.Mapping):
        raise ReadError([Fault(file, node.line, node.column, "a mapping is due in this list")])
    line = lines[node.line - 1][: node.column - 1]
    if not re.fullmatch(r"\s*-\s+", line):
        message = "write each item of the list on lines of its own, beginning with “- ”"
        raise ReadError([Fault(file, node.line, node.column, message)])
    last = end
    while last > node.line and _BLANK.fullmatch(lines[last - 1]):
        last -= 1
    name = node.get("id")
    known = name.text if isinstance(name, Scalar) and not name.is_null else None
    return Item(known, texts(node), node.line, last, node.column)


def _ends(document: reading.Mapping, found: reading.Sequence, length: int) -> list[int]:
    """Return the last line that an item may have: that before the next item, or the next key."""
    behind = [key.line for key, _ in document.entries if key.line > found.items[-1].line]
    starts = [item.line for item in found.items[1:]]
    return [start - 1 for start in [*starts, min(behind, default=length + 1)]]


def _indented(block: str, indent: str) -> str:
    return "".join(f"{indent}{line}\n" if line else "\n" for line in block.splitlines())


def _with_new_list(lines: list[str], key: str, blocks: list[str]) -> str:
    """Put a list at the end, or behind its key if that stands there without a value."""
    empty = re.compile(rf"{re.escape(key)}:\s*(?:\[\s*\]|~|null)?\s*(?:#.*)?\n")
    at = next((n for n, line in enumerate(lines) if empty.fullmatch(line)), None)
    body = "\n".join(blocks)
    if at is not None:
        lines[at : at + 1] = [f"{key}:\n", body]
        return "".join(lines)
    gap = "\n" if lines and lines[-1].strip() and not lines[-1].startswith("#") else ""
    return f"{''.join(lines)}{gap}{key}:\n{body}"


def _without_list(lines: list[str], key: str, there: Sequence[Item]) -> str:
    """Take away a list of which nothing is left, with its key."""
    at = next(n for n, line in enumerate(lines) if line.startswith(f"{key}:"))
    return "".join([*lines[:at], *lines[there[-1].last :]])
