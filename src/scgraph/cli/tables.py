"""Tables on a terminal: in columns where they fit, else one entry a row."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from operator import itemgetter

from scgraph.answers import Table
from scgraph.answers.values import Value, as_text
from scgraph.cli.layout import (
    GAP,
    Column,
    bold,
    clean,
    dim,
    grid,
    hanging,
    rendered,
    width_of,
    wrap,
)

MANY_ROWS = 3
ROOM_FOR_WORDS, ROOM_FOR_NAMES, ROOM_FOR_TEXT = 14, 18, 26
LONG_NAME, LONG_TEXT = 40, 80
BULLET = "• "
DOT = " · "
NOTHING = "–"


def drawn(table: Table, width: int, in_colour: bool = False, indent: int = 0) -> str:
    """Draw a table of words for a width in characters; wide characters count twice.

    >>> print(drawn(Table(("role", "claims"), (("leads", 3),)), 80), end="")
    role   claims
    leads       3
    """
    return rendered(drawn_lines(table, width, indent), in_colour)


def drawn_answer(table: Table, width: int, in_colour: bool = False) -> str:
    """Draw an answer; where the ids of claims are what keeps it out of columns, their text will do.

    >>> print(drawn_answer(Table(("claim", "says"), (("p:a", "Buses run late."),)), 80), end="")
    claim  says
    p:a    Buses run late.
    """
    drawing = _Drawing(table, width)
    if "says" in table.columns and not drawing.stands_in_columns:
        told = _Drawing(table.without("claim"), width)
        drawing = told if told.stands_in_columns else drawing
    return rendered(drawing.lines(), in_colour)


def drawn_lines(table: Table, width: int, indent: int = 0) -> list[str]:
    """Return the lines of a table of words, with marks for what is bold or dim."""
    return [" " * indent + line for line in _Drawing(table, width - indent).lines()]


class _Drawing:
    """A table and a width: what all its rows share, the rest, and how the rest fits."""

    def __init__(self, table: Table, width: int) -> None:
        self.width = width
        self.shared, rest = _shared_apart(table)
        self.names = [_heading(name) for name in rest.columns]
        self.rows = [[clean(as_text(cell)) for cell in row] for row in rest.rows]
        self.are_numbers = [
            all(map(_is_number, (row[place] for row in rest.rows)))
            for place in range(len(self.names))
        ]
        self.rooms = [
            _Room([name, *(row[place] for row in self.rows)])
            for place, name in enumerate(self.names)
        ]
        self.fits = self._fit(self.rooms)
        self.fits_behind_first = len(self.names) > 1 and self._fit(self.rooms[1:])

    @property
    def stands_in_columns(self) -> bool:
        return self.fits or self.fits_behind_first

    def lines(self) -> Iterator[str]:
        if self.shared:
            pairs = DOT.join(_pairs(self.shared.keys(), self.shared.values()))
            yield from wrap(dim("in every row  ") + pairs, self.width)
            yield ""
        if self.fits:
            yield from grid(self._form(0), self.rows)
        elif self.fits_behind_first:
            yield from self._grouped()
        else:
            yield from self._entries()

    def _fit(self, rooms: Sequence[_Room]) -> bool:
        return sum(room.enough for room in rooms) + GAP * (len(rooms) - 1) <= self.width

    def _form(self, first: int) -> list[Column]:
        """Return the columns from one on, with their widths."""
        widths = _shared_out(self.rooms[first:], self.width)
        return [
            Column(*column)
            for column in zip(self.names[first:], widths, self.are_numbers[first:], strict=True)
        ]

    def _grouped(self) -> Iterator[str]:
        """Columns below the first cell, a heading that is written once while it stays the same."""
        form = self._form(1)
        yield from grid(form, ())
        for heading, group in groupby(self.rows, key=itemgetter(0)):
            yield ""
            yield from wrap(bold(heading or NOTHING), self.width)
            yield from grid(form, [row[1:] for row in group], with_header=False)

    def _entries(self) -> Iterator[str]:
        """One entry a row below its first cell, which is written once while it stays the same."""
        room = self.width - GAP - len(BULLET)
        for number, (heading, group) in enumerate(groupby(self.rows, key=itemgetter(0))):
            if number:
                yield ""
            yield from wrap(bold(heading or NOTHING), self.width)
            for row in group:
                for place, line in enumerate(_packed(_pairs(self.names[1:], row[1:]), room)):
                    mark = BULLET if place == 0 else " " * len(BULLET)
                    yield from hanging(" " * GAP + mark, line, self.width)


class _Room:
    """How wide a column is: what its longest cell takes, and what is pleasant to read."""

    def __init__(self, cells: Sequence[str]) -> None:
        self.longest = max(map(_longest_line, cells))
        word = max((width_of(word) for cell in set(cells) for word in cell.split()), default=0)
        enough = ROOM_FOR_WORDS
        if self.longest > LONG_NAME:
            enough = ROOM_FOR_TEXT if self.longest > LONG_TEXT else ROOM_FOR_NAMES
        self.enough = min(self.longest, max(word, enough))


def _longest_line(cell: str) -> int:
    return max(map(width_of, cell.split("\n")))


def _shared_out(rooms: Sequence[_Room], width: int) -> list[int]:
    """Share a width among columns: enough for each, the rest to the narrow ones that want more."""
    widths = [room.enough for room in rooms]
    for _ in range(width - sum(widths) - GAP * (len(widths) - 1)):
        narrow = [place for place, room in enumerate(rooms) if widths[place] < room.longest]
        if not narrow:
            break
        widths[min(narrow, key=widths.__getitem__)] += 1
    return widths


def _shared_apart(table: Table) -> tuple[dict[str, str], Table]:
    """Take out the columns that say the same in each of many rows, and those that say nothing."""
    if len(table) < MANY_ROWS:
        return {}, table
    first = dict(zip(table.columns, table.rows[0], strict=True))
    shared = {
        name: first[name]
        for place, name in enumerate(table.columns)
        if place and all(row[place] == first[name] for row in table.rows)
    }
    for name in shared:
        table = table.without(name)
    said = {name: clean(as_text(value)) for name, value in shared.items()}
    return {_heading(name): text for name, text in said.items() if text}, table


def _pairs(names: Iterable[str], cells: Iterable[str]) -> Iterator[str]:
    for name, cell in zip(names, cells, strict=True):
        if cell:
            yield dim(f"{name}: ") + cell


def _packed(pairs: Iterable[str], width: int) -> Iterator[str]:
    """Join pairs to lines that fit a width; a pair is broken only if it is longer than a line."""
    line: list[str] = []
    for pair in pairs:
        if line and sum(width_of(part) + len(DOT) for part in line) + width_of(pair) > width:
            yield DOT.join(line)
            line = []
        line.append(pair)
    if line:
        yield DOT.join(line)


def _heading(name: str) -> str:
    return name.replace("_", " ")


def _is_number(value: Value) -> bool:
    return value is None or not isinstance(value, str | bool)
