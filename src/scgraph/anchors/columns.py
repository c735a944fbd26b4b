"""Put the text of a page with two columns into the order in which it is read.

Most files have one column behind the other. Some have them row by row, and then each line of the
left column would run on into the one beside it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

MIDDLE = (0.4, 0.65)
"""Between which parts of the width of a page a second column begins."""
FEWEST_ROWS = 6
SHARE_OF_ROWS = 0.4
FEWEST_LETTERS = 15
"""On average a line of a column has more letters, and a cell of a table fewer."""
NEAR = 4.0
"""In points: lines of one column begin so near to each other."""


class Piece(NamedTuple):
    """A piece of text, and where it stands on its page, in points from the lower left."""

    text: str
    left: float
    height: float


class _Row(NamedTuple):
    left: tuple[Piece, ...]
    right: tuple[Piece, ...]


def in_reading_order(pieces: Sequence[Piece], width: float) -> list[Piece]:
    """Return the pieces of a page in the order in which they are read.

    Args:
        pieces: as the file has them; a line break ends a row.
        width: of the page, in points.
    """
    rows = list(_rows(pieces))
    second = _second_column(rows, width)
    if second is None:
        return list(pieces)
    divided = [_divided(row, second) for row in rows]
    longest = max(_letters(row.left) for row in divided if row.right)
    ordered: list[Piece] = []
    for is_whole, group in groupby(divided, lambda row: _is_whole(row, longest)):
        block = list(group)
        sides = [[row.left for row in block], [] if is_whole else [row.right for row in block]]
        for line in (line for side in sides for line in side if line):
            ordered += [*line, Piece("\n", line[-1].left, line[-1].height)]
    return ordered


def _rows(pieces: Sequence[Piece]) -> Iterator[list[Piece]]:
    """Yield what stands between line breaks."""
    row: list[Piece] = []
    for piece in pieces:
        for number, part in enumerate(piece.text.split("\n")):
            if number and row:
                yield row
                row = []
            if part.strip():
                row.append(piece._replace(text=part))
    if row:
        yield row


def _second_column(rows: Sequence[Sequence[Piece]], width: float) -> float | None:
    """Return where a second column begins, if most rows have a line of it behind another."""
    least, most = (share * width for share in MIDDLE)
    starts = Counter(
        round(piece.left / NEAR)
        for row in rows
        for piece in row[1:]
        if least < piece.left < most and abs(piece.height - row[0].height) < NEAR
    )
    if not starts:
        return None
    start = starts.most_common(1)[0][0] * NEAR
    both = [row for row in (_divided(row, start) for row in rows) if row.left and row.right]
    if len(both) < max(FEWEST_ROWS, SHARE_OF_ROWS * len(rows)):
        return None
    sides = [
        sum(_letters(side) for side in column) / len(both) for column in zip(*both, strict=True)
    ]
    return start if min(sides) >= FEWEST_LETTERS else None


def _divided(row: Sequence[Piece], second: float) -> _Row:
    """Divide a row where the second column begins."""
    right = next((n for n, piece in enumerate(row) if abs(piece.left - second) <= NEAR), len(row))
    return _Row(tuple(row[:right]), tuple(row[right:]))


def _is_whole(row: _Row, longest: int) -> bool:
    """Tell whether a row goes over both columns, as a title does."""
    return not row.right and _letters(row.left) > longest + 2


def _letters(pieces: Sequence[Piece]) -> int:
    return sum(len(piece.text.strip()) for piece in pieces)
