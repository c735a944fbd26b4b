"""Tables on a terminal: in columns where they fit, else one entry a row."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from operator import itemgetter

from rich.cells import cell_len
from rich.console import Console, JustifyMethod, RenderableType
from rich.padding import Padding
from rich.table import Table as Grid
from rich.text import Text

from scgraph.answers import Table
from scgraph.answers.values import Value, as_text

MANY_ROWS = 3
ROOM_FOR_WORDS, ROOM_FOR_NAMES, ROOM_FOR_TEXT = 14, 18, 26
LONG_NAME, LONG_TEXT = 40, 80
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
    shared, rest = _shared_apart(table)
    parts = [*_shared_line(shared), *_body(rest, inner)]
    return rendered([Padding(part, (0, 0, 0, indent)) for part in parts], width, in_colour)


def drawn_answer(table: Table, width: int, in_colour: bool = False) -> str:
    """Draw an answer; where the ids of claims are what keeps it out of columns, their text will do.

    >>> print(drawn_answer(Table(("claim", "says"), (("p:a", "Buses run late."),)), 80), end="")
    claim  says
    p:a    Buses run late.
    """
    told = table.without("claim") if "says" in table.columns else table
    is_wide = not _stands_in_columns(table, width) and _stands_in_columns(told, width)
    return drawn(told if is_wide else table, width, in_colour)


def _stands_in_columns(table: Table, width: int) -> bool:
    _, rest = _shared_apart(table)
    return _fits(rest, width) or (len(rest.columns) > 1 and _fits(_behind_first(rest), width))


def _body(table: Table, width: int) -> list[RenderableType]:
    if _fits(table, width):
        return [_in_columns(table, width)]
    if len(table.columns) > 1 and _fits(_behind_first(table), width):
        return list(_grouped_columns(table, width))
    return list(_entries(table, width))


def _shared_apart(table: Table) -> tuple[dict[str, Value], Table]:
    """Take out the columns that say the same in each of many rows, and those that say nothing."""
    if len(table) < MANY_ROWS:
        return {}, table
    shared = {
        name: cells[0] for name in table.columns[1:] if len(set(cells := table.column(name))) == 1
    }
    for name in shared:
        table = table.without(name)
    return {name: value for name, value in shared.items() if as_text(value)}, table


def _shared_line(shared: dict[str, Value]) -> Iterator[RenderableType]:
    if shared:
        pairs = _pairs(tuple(shared), tuple(shared.values()))
        yield Text.assemble(("in every row  ", "dim"), Text(DOT).join(pairs), "\n")


def _grouped_columns(table: Table, width: int) -> Iterator[RenderableType]:
    """Columns below the first cell, which is a heading and written once while it stays the same."""
    body = _behind_first(table)
    form = _form(body, width)
    yield _grid(form, (), with_header=True)
    rows = zip(table.column(table.columns[0]), body.rows, strict=True)
    for heading, group in groupby(rows, key=itemgetter(0)):
        yield Text(f"\n{as_text(heading) or '–'}", style="bold")
        yield _grid(form, [row for _, row in group], with_header=False)


def _behind_first(table: Table) -> Table:
    return table.without(table.columns[0])


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
    return _grid(_form(table, width), table.rows, with_header=True)


def _form(table: Table, width: int) -> list[tuple[str, int, JustifyMethod]]:
    """Return heading, width and side of each column."""
    return [
        (_heading(name), room, "right" if all(map(_is_number, table.column(name))) else "left")
        for name, room in zip(table.columns, _widths(table, width), strict=True)
    ]


def _grid(
    form: Iterable[tuple[str, int, JustifyMethod]],
    rows: Iterable[Sequence[Value]],
    *,
    with_header: bool,
) -> Grid:
    grid = Grid(
        box=None,
        pad_edge=False,
        padding=(0, GAP, 0, 0),
        header_style="bold",
        show_header=with_header,
    )
    for heading, room, side in form:
        grid.add_column(Text(heading), justify=side, width=room, overflow="fold")
    for row in rows:
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
    if longest > LONG_TEXT:
        enough = ROOM_FOR_TEXT
    else:
        enough = ROOM_FOR_NAMES if longest > LONG_NAME else ROOM_FOR_WORDS
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
