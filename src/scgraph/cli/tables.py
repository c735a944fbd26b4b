"""Tables on a terminal: in columns where they fit, else one entry a row."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Sequence

from rich.cells import cell_len
from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.table import Table as Grid
from rich.text import Text

from scgraph.answers import Table
from scgraph.answers.values import Value, as_text

SHORT_COLUMN = 14
TEXT_COLUMN = 26
LONG_TEXT = 40
GAP = 2
BULLET = "• "
DOT = " · "


def drawn(table: Table, width: int, in_colour: bool = False, indent: int = 0) -> str:
    """Draw a table of words for a width in characters; wide characters count twice.

    >>> print(drawn(Table(("role", "claims"), (("leads", 3),)), 80), end="")
    role   claims
    leads       3
    """
    inner = width - indent
    parts: list[RenderableType] = (
        [_in_columns(table, inner)] if _fits(table, inner) else list(_entries(table, inner))
    )
    return rendered([Padding(part, (0, 0, 0, indent)) for part in parts], width, in_colour)


def rendered(parts: Sequence[RenderableType], width: int, in_colour: bool) -> str:
    """Return what rich makes of some parts, without spaces at the ends of lines."""
    target = io.StringIO()
    console = Console(
        file=target,
        width=width,
        force_terminal=in_colour,
        no_color=not in_colour,
        highlight=False,
        emoji=False,
        markup=False,
    )
    for part in parts:
        console.print(part)
    return "".join(f"{line.rstrip()}\n" for line in target.getvalue().splitlines())


def _in_columns(table: Table, width: int) -> Grid:
    grid = Grid(box=None, pad_edge=False, padding=(0, GAP, 0, 0), header_style="bold")
    for place, (name, room) in enumerate(zip(table.columns, _widths(table, width), strict=True)):
        is_number = all(_is_number(row[place]) for row in table.rows)
        grid.add_column(
            Text(_heading(name)),
            justify="right" if is_number else "left",
            width=room,
            overflow="fold",
        )
    for row in table.rows:
        grid.add_row(*(Text(as_text(cell)) for cell in row))
    return grid


def _fits(table: Table, width: int) -> bool:
    wanted = [_comfortable_width(cells) for cells in _cells(table)]
    return sum(wanted) + GAP * (len(wanted) - 1) <= width


def _widths(table: Table, width: int) -> list[int]:
    """Share a width among columns: enough for each, the rest to the narrow ones that want more."""
    cells = _cells(table)
    widths = [_comfortable_width(column) for column in cells]
    wanted = [max(map(cell_len, column)) for column in cells]
    for _ in range(width - sum(widths) - GAP * (len(widths) - 1)):
        narrow = [place for place, room in enumerate(widths) if room < wanted[place]]
        if not narrow:
            break
        widths[min(narrow, key=widths.__getitem__)] += 1
    return widths


def _comfortable_width(cells: Sequence[str]) -> int:
    """The width below which a column would be unpleasant to read."""
    longest = max(map(cell_len, cells))
    longest_word = max((cell_len(word) for cell in cells for word in cell.split()), default=0)
    enough = TEXT_COLUMN if longest > LONG_TEXT else SHORT_COLUMN
    return min(longest, max(longest_word, enough))


def _cells(table: Table) -> list[list[str]]:
    """The heading and the cells of each column, as text."""
    return [
        [_heading(name), *(as_text(row[place]) for row in table.rows)]
        for place, name in enumerate(table.columns)
    ]


def _entries(table: Table, width: int) -> Iterator[RenderableType]:
    """One entry a row below its first cell, which is written once while it stays the same."""
    indent = GAP + len(BULLET)
    before: Value = None
    for number, row in enumerate(table.rows):
        if number == 0 or row[0] != before:
            yield Text(("\n" if number else "") + (as_text(row[0]) or "–"), style="bold")
        before = row[0]
        for place, line in enumerate(_packed(_pairs(table.columns[1:], row[1:]), width - indent)):
            mark = " " * GAP + BULLET if place == 0 else " " * indent
            yield _hanging(mark, line)


def _pairs(columns: Sequence[str], cells: Sequence[Value]) -> Iterator[Text]:
    for name, cell in zip(columns, cells, strict=True):
        if as_text(cell):
            yield Text.assemble((f"{_heading(name)}: ", "dim"), as_text(cell))


def _packed(pairs: Iterable[Text], width: int) -> Iterator[Text]:
    """Join pairs to lines that fit a width; a pair is broken only if it is longer than a line."""
    line: list[Text] = []
    for pair in pairs:
        if line and sum(part.cell_len + len(DOT) for part in line) + pair.cell_len > width:
            yield Text(DOT).join(line)
            line = []
        line.append(pair)
    if line:
        yield Text(DOT).join(line)


def _hanging(mark: str, line: Text) -> Grid:
    grid = Grid.grid()
    grid.add_column(width=len(mark))
    grid.add_column(overflow="fold")
    grid.add_row(Text(mark), line)
    return grid


def _heading(name: str) -> str:
    return name.replace("_", " ")


def _is_number(value: Value) -> bool:
    return value is None or (not isinstance(value, str | bool))
