"""Lines of text for a terminal: wrapped, set in columns, bold or dim.

Widths count the cells of a terminal, of which a Japanese character takes two. Only the table of
those widths is rich's: its layout would take as long as everything else that an answer needs.

>>> columns = [Column("role", 6), Column("n", 2, is_number=True)]
>>> print(rendered(grid(columns, [("leads", "3")]), False))
role     n
leads    3
<BLANKLINE>
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from rich.cells import cell_len, chop_cells

GAP = 2
_BOLD, _DIM, _PLAIN = "\x0e", "\x0f", "\x10"
_MARKS = re.compile(f"[{_BOLD}{_DIM}{_PLAIN}]")
_ESCAPES = {_BOLD: "\x1b[1m", _DIM: "\x1b[2m", _PLAIN: "\x1b[0m"}
_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029]")


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a grid: its heading, its width in cells, and whether numbers stand in it."""

    heading: str
    width: int
    is_number: bool = False


def clean(text: str) -> str:
    r"""Show control characters as pictures, so that no text can act on the terminal.

    >>> clean("a\x1b[31mb")
    'a␛[31mb'
    """
    return _CONTROL.sub(lambda found: _picture(found.group()), text)


def bold(text: str) -> str:
    """Mark a text as bold."""
    return f"{_BOLD}{text}{_PLAIN}" if text else ""


def dim(text: str) -> str:
    """Mark a text as dim."""
    return f"{_DIM}{text}{_PLAIN}" if text else ""


def width_of(text: str) -> int:
    """Return how many cells a text takes; marks take none."""
    # Most texts are plain: a look at each character costs half of all that an answer takes to draw.
    if text.isascii() and text.isprintable():
        return len(text)
    return cell_len(_MARKS.sub("", text))


def wrap(text: str, width: int) -> list[str]:
    """Break a text into lines of a width, between words where it can.

    >>> wrap("a long enough text", 8)
    ['a long', 'enough', 'text']
    """
    lines: list[str] = []
    for paragraph in text.split("\n"):
        lines += _wrapped(paragraph, width)
    return _with_marks_closed(lines)


def grid(
    columns: Sequence[Column], rows: Iterable[Sequence[str]], *, with_header: bool = True
) -> list[str]:
    """Set rows in columns, with the headings above them."""
    header = [tuple(bold(column.heading) for column in columns)] if with_header else []
    return [line for row in (*header, *rows) for line in _grid_row(columns, row)]


def hanging(mark: str, text: str, width: int) -> list[str]:
    """Wrap a text behind a mark, with the later lines indented as far."""
    indent = width_of(mark)
    first, *later = wrap(text, width - indent)
    return [mark + first, *(" " * indent + line for line in later)]


def rendered(lines: Iterable[str], in_colour: bool) -> str:
    """Join lines to one text; marks become escape sequences, or nothing."""
    text = "".join(f"{_without_trailing_space(line)}\n" for line in lines)
    return _MARKS.sub(lambda found: _ESCAPES[found.group()] if in_colour else "", text)


def _picture(character: str) -> str:
    code = ord(character)
    if code < 0x20:
        return chr(0x2400 + code)
    return "␡" if code == 0x7F else "\ufffd"


def _wrapped(text: str, width: int) -> Iterator[str]:
    line, used = "", 0
    for word in text.split(" "):
        room = width_of(word)
        if line and used + 1 + room > width:
            yield line
            line, used = "", 0
        if room > width:
            *full, word = _chopped(word, width)
            yield from full
            room = width_of(word)
        line, used = (f"{line} {word}", used + 1 + room) if line else (word, room)
    yield line


def _chopped(word: str, width: int) -> list[str]:
    # A mark has no width, so it stays with the character behind it.
    return chop_cells(word, max(width, 2))


def _with_marks_closed(lines: list[str]) -> list[str]:
    """End each line without a style, and begin the next with the one that was broken off."""
    closed, opened = [], ""
    for line in lines:
        marks = _MARKS.findall(opened + line)
        last = marks[-1] if marks else _PLAIN
        closed.append(opened + line + (_PLAIN if last != _PLAIN else ""))
        opened = last if last != _PLAIN else ""
    return closed


def _grid_row(columns: Sequence[Column], cells: Sequence[str]) -> Iterator[str]:
    wrapped = [wrap(cell, column.width) for column, cell in zip(columns, cells, strict=True)]
    for number in range(max(map(len, wrapped), default=0)):
        parts = [
            _padded(lines[number] if number < len(lines) else "", column)
            for column, lines in zip(columns, wrapped, strict=True)
        ]
        yield (" " * GAP).join(parts)


def _padded(text: str, column: Column) -> str:
    space = " " * (column.width - width_of(text))
    return space + text if column.is_number else text + space


def _without_trailing_space(line: str) -> str:
    return re.sub(rf" +({_PLAIN}?) *$", r"\1", line)
