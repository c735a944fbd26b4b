"""Put the claims of a status into the order of the paper."""

from __future__ import annotations

from collections.abc import Callable

from scgraph.linting.draft import Draft
from scgraph.linting.fixing.pages import Pages
from scgraph.reading import Mapping, Scalar, Sequence


def with_claims_in_order(pages: Pages, draft: Draft) -> None:
    """Sort the claims of each status; a line keeps the comments above it and behind it."""
    for path, file in pages:
        if not isinstance(file.tree, Mapping):
            continue
        found = [node.get("claims") for node in file.items("statuses")]
        lists = [node for node in found if isinstance(node, Sequence)]
        lines = file.text.splitlines(keepends=True)
        for node in reversed(lists):
            _sort(lines, node, draft.rank)
        pages.change(path, "".join(lines), meaning=sorted_alike(lists))


def sorted_alike(lists: list[Sequence]) -> bool:
    """Tell whether lists hold single values alone, whose order means nothing."""
    return all(isinstance(item, Scalar) for node in lists for item in node.items)


def _sort(lines: list[str], node: Sequence, rank: Callable[[str], int]) -> None:
    items = [item for item in node.items if isinstance(item, Scalar)]
    if len(items) < len(node.items) or len(items) < 2:
        return
    order = sorted(range(len(items)), key=lambda number: rank(items[number].text))
    if order == list(range(len(items))):
        return
    if len({item.line for item in items}) == len(items):
        _sort_lines(lines, items, order)
    elif len({item.line for item in items}) == 1:
        _sort_in_line(lines, items, order)


def _sort_lines(lines: list[str], items: list[Scalar], order: list[int]) -> None:
    numbers = [item.line - 1 for item in items]
    if any(lines[number].strip()[:2] != "- " for number in numbers):
        return
    starts = [numbers[0], *(before + 1 for before in numbers[:-1])]
    chunks = [lines[start : number + 1] for start, number in zip(starts, numbers, strict=True)]
    if not chunks[-1][-1].endswith("\n"):
        chunks[-1][-1] += "\n"
    lines[numbers[0] : numbers[-1] + 1] = [line for number in order for line in chunks[number]]


def _sort_in_line(lines: list[str], items: list[Scalar], order: list[int]) -> None:
    line = lines[items[0].line - 1]
    spans = [(item.column - 1, item.column - 1 + len(item.text)) for item in items]
    if any(line[start:end] != item.text for (start, end), item in zip(spans, items, strict=True)):
        return
    parts = [line[: spans[0][0]]]
    for place, number in enumerate(order):
        behind = spans[place + 1][0] if place + 1 < len(spans) else len(line)
        parts += [items[number].text, line[spans[place][1] : behind]]
    lines[items[0].line - 1] = "".join(parts)
