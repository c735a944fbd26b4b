"""The order of keys: which come first, and how a file is put in order without touching a value."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from scgraph.reading import Mapping, Node, Scalar, Sequence
from scgraph.reading.form import Level, paper_form
from scgraph.reading.tree import STUB

HEAD = ("id", STUB, "at", "of", "says", "type")
"""A claim begins with its name, its place, its words and its type; the rest is free, but for what
it asserts, which stands behind all that is a single value."""

_FREE = frozenset({"", "checks", "decisions", "sections", "paragraphs", "sentences"})
"""Levels whose keys may stand in any order, but for the one that names the node."""


class Misplaced(NamedTuple):
    """A mapping whose keys are not in order, the key that stands too late, and the one before it
    which it should precede."""

    node: Mapping
    key: Scalar
    before: str


def misplaced(tree: Node) -> Iterator[Misplaced]:
    """Yield the mappings of a file whose keys are not in order, the inner ones first.

    >>> from scgraph.reading import read_yaml
    >>> tree = read_yaml("claims:\\n  - {says: Buses run late., id: late}", "claims.yaml")
    >>> [(found.key.text, found.before) for found in misplaced(tree)]
    [('id', 'says')]
    """
    yield from _misplaced(tree, paper_form())


def in_order(text: str, tree: Node) -> str:
    """Return the text of a file with the keys in order; each keeps its lines and comments.

    What cannot be moved as it stands, such as keys between braces over several lines, stays.
    """
    lines = text.splitlines(keepends=True)
    for found in sorted(misplaced(tree), key=lambda found: -found.node.line):
        _sort(lines, found.node, _rank(_level_of(tree, found.node)))
    return "".join(lines)


def _misplaced(node: Node, level: Level) -> Iterator[Misplaced]:
    if isinstance(node, Sequence):
        for item in node.items:
            yield from _misplaced(item, level)
    elif isinstance(node, Mapping):
        for key, value in node.entries:
            below = level.keys.get(key.text)
            if below is not None and below.level is not None:
                yield from _misplaced(value, below.level)
        if late := _late(node, _rank(level)):
            yield Misplaced(node, *late)


def _late(node: Mapping, rank: Callable[[str], int]) -> tuple[Scalar, str] | None:
    highest: Scalar | None = None
    for key, _ in node.entries:
        if highest is not None and rank(key.text) < rank(highest.text):
            return key, next(one.text for one, _ in node.entries if rank(one.text) > rank(key.text))
        if highest is None or rank(key.text) > rank(highest.text):
            highest = key
    return None


def _rank(level: Level) -> Callable[[str], int]:
    """Return what tells how far in front a key of a level stands; keys of one rank are free."""
    name = level.path.rpartition(".")[2]
    if name in ("claims", "alternatives"):
        return lambda key: _rank_in_a_claim(key, level)
    naming = [key for key in ("id", *level.rule.named_by) if key in level.keys]
    if name in _FREE:
        return lambda key: 0 if key in naming or not naming else 1
    order = {
        key: number for number, key in enumerate(["id", *(k for k in level.keys if k != "id")])
    }
    return lambda key: order.get(key, len(order))


def _rank_in_a_claim(key: str, level: Level) -> int:
    if key in HEAD:
        return HEAD.index(key)
    known = level.keys.get(key)
    return len(HEAD) + (known is not None and known.level is not None)


def _level_of(tree: Node, wanted: Mapping) -> Level:
    found = _search(tree, wanted, paper_form())
    assert found is not None
    return found


def _search(node: Node, wanted: Mapping, level: Level) -> Level | None:
    if node is wanted:
        return level
    if isinstance(node, Sequence):
        inner = ((item, level) for item in node.items)
    elif isinstance(node, Mapping):
        keys = ((value, level.keys.get(key.text)) for key, value in node.entries)
        inner = ((value, key.level) for value, key in keys if key and key.level)
    else:
        return None
    return next(filter(None, (_search(one, wanted, below) for one, below in inner)), None)


def _sort(lines: list[str], node: Mapping, rank: Callable[[str], int]) -> None:
    first = node.entries[0][0]
    same_line = all(key.line == node.line for key, _ in node.entries)
    before = lines[node.line - 1][: first.column - 1]
    if before.rstrip().endswith("{"):
        if same_line:
            _sort_between_braces(lines, node, rank)
    elif len({key.column for key, _ in node.entries}) == 1:
        _sort_lines(lines, node, rank)


def _sort_between_braces(lines: list[str], node: Mapping, rank: Callable[[str], int]) -> None:
    line = lines[node.line - 1]
    starts = [key.column - 1 for key, _ in node.entries]
    last = _end_of(line, node.entries[-1][1])
    if last is None:
        return
    ends = [*(start for start in starts[1:]), last]
    parts = [line[start:end].rstrip().rstrip(",").rstrip() for start, end in zip(starts, ends)]  # noqa: B905
    keys = [key.text for key, _ in node.entries]
    order = sorted(range(len(keys)), key=lambda number: rank(keys[number]))
    joined = ", ".join(parts[number] for number in order)
    lines[node.line - 1] = f"{line[: starts[0]]}{joined}{line[last:]}"


def _end_of(line: str, value: Node) -> int | None:
    """Return where a value that ends on its line ends, or None if that cannot be told."""
    start = value.column - 1
    if not isinstance(value, Scalar):
        close = line.find("]" if isinstance(value, Sequence) else "}", start)
        inner = line[start + 1 : close]
        return close + 1 if close > 0 and not set(inner) & set("[]{}\"'#") else None
    if value.plain:
        return start + len(value.text) if line.startswith(value.text, start) else None
    quoted = line[start : start + len(value.text) + 2]
    whole = quoted[:1] == quoted[-1:] and quoted[1:-1] == value.text
    return start + len(quoted) if whole else None


def _sort_lines(lines: list[str], node: Mapping, rank: Callable[[str], int]) -> None:
    """Move the lines of each key, with the comments above it; the dash stays in front."""
    keys = [key for key, _ in node.entries]
    indent = keys[0].column - 1
    end = _end_of_block(lines, keys[-1].line, indent)
    starts = [keys[0].line - 1, *(_with_comments(lines, key.line - 1, indent) for key in keys[1:])]
    head = lines[starts[0]][:indent]
    chunks = [lines[start:stop] for start, stop in zip(starts, [*starts[1:], end])]  # noqa: B905
    if any(not chunk or not chunk[-1].endswith("\n") for chunk in chunks):
        chunks[-1] = [*chunks[-1][:-1], f"{chunks[-1][-1].rstrip()}\n"]
    chunks[0] = [" " * indent + chunks[0][0][indent:], *chunks[0][1:]]
    order = sorted(range(len(keys)), key=lambda number: rank(keys[number].text))
    moved = [line for number in order for line in chunks[number]]
    at = next(number for number, line in enumerate(moved) if not line.lstrip().startswith("#"))
    # Comments that came to stand before the dash are moved above the item.
    moved[at] = head + moved[at][indent:]
    lines[starts[0] : end] = [
        *(head.replace("-", " ") + line.lstrip() for line in moved[:at]),
        *moved[at:],
    ]


def _with_comments(lines: list[str], start: int, indent: int) -> int:
    while (
        start
        and lines[start - 1][indent:].startswith("#")
        and not lines[start - 1][:indent].strip()
    ):
        start -= 1
    return start


def _end_of_block(lines: list[str], last: int, indent: int) -> int:
    """Return behind which line the value of the last key ends; its line is numbered from 1."""
    end = last
    for number in range(last, len(lines)):
        line = lines[number]
        if line.strip() and len(line) - len(line.lstrip()) <= indent:
            is_list = line.lstrip().startswith("- ") and len(line) - len(line.lstrip()) == indent
            if not is_list:
                break
        if line.strip():
            end = number + 1
    return end
