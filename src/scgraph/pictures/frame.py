"""What every picture has in common: its head, its legend, and how it becomes a `Picture`."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

from scgraph.answers import Picture
from scgraph.pictures.given import Given
from scgraph.pictures.svg import LEADING, SOFT, Canvas, Number, text_width
from scgraph.pictures.text import SIZE, wrapped

MARGIN = 24
TITLE, SMALL = 20, 12
_GAP, _PAD = 22, 8


class Entry(NamedTuple):
    """One entry of a legend: what draws its patch, how wide that is, and what it means."""

    draw: Callable[[float, float], None]
    wide: float
    told: str


def head(canvas: Canvas, given: Given, wide: Number, title: str, about: str) -> float:
    """Write the title, how to read the picture, and the paper; return where the rest begins."""
    room = wide - 2 * MARGIN
    y = canvas.lines(
        MARGIN, MARGIN + TITLE, wrapped(title, room, TITLE, bold=True), size=TITLE, bold=True
    )
    y = canvas.lines(MARGIN, y, wrapped(about, room, SIZE, most=4))
    if given.subtitle():
        lines = wrapped(given.subtitle(), room, SMALL, most=3)
        y = canvas.lines(MARGIN, y, lines, size=SMALL, fill=SOFT)
    return y + 6


def legend(canvas: Canvas, y: float, wide: Number, entries: Iterable[Entry]) -> float:
    """Write the legend from left to right, in as many lines as it takes; return where it ends.

    An entry draws its patch from the left at the height of the middle of its line.
    """
    x: float = MARGIN
    for entry in entries:
        needed = entry.wide + _PAD + text_width(entry.told, SMALL)
        if x > MARGIN and x + needed > wide - MARGIN:
            x, y = MARGIN, y + 24
        entry.draw(x, y)
        canvas.text(x + entry.wide + _PAD, y + SMALL * 0.36, entry.told, size=SMALL)
        x += needed + _GAP
    return y + 24


def centred(y: float, lines: int, size: Number = SIZE) -> float:
    """Return where the first of some lines stands so that they lie around a height.

    >>> centred(100, 1) > centred(100, 2)
    True
    """
    return y + size * 0.36 - (lines - 1) * size * LEADING / 2


def finished(
    canvas: Canvas, given: Given, size: tuple[Number, Number], told: tuple[str, str]
) -> Picture:
    """Return the picture, with its title and what a screen reader says of it."""
    wide, high = size
    title, description = told
    svg = canvas.svg(wide, high, title, description)
    return Picture(canvas.name, title, description, svg, round(wide), round(high), given.language)
