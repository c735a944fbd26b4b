"""Read tab-separated text to cells that know where they stand.

Quotes are those of SSSOM, after RFC 4180: a cell may stand in double quotes, in which a double
quote is written twice, and only there may a cell hold a tab or a line end.

>>> read_tsv('name\\tnote\\nsilos\\t"so ""shut"" off"\\n', "a.tsv")[1][1]
Cell(text='so "shut" off', line=2, column=7)
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from scgraph.errors import Fault, ReadError

_QUOTED = re.compile(r'"((?:[^"]|"")*)"')
_PLAIN = re.compile(r"[^\t\r\n]*")
_LINE_END = re.compile(r"\r\n|\n|\r")
_NEEDS_QUOTES = re.compile(r'["\t\r\n]')


@dataclass(frozen=True, slots=True)
class Cell:
    """Hold the text of a cell, without its quotes, and where it begins."""

    text: str
    line: int
    column: int


def read_tsv(text: str, file: str, line: int = 1) -> list[tuple[Cell, ...]]:
    """Return the rows of a text; an empty line is a row with one empty cell.

    Args:
        text: the rows.
        file: the name of the file, for messages.
        line: the number of the first line.

    Raises:
        ReadError: if a quote does not fit.
    """
    return _Reader(text, file, line).rows()


def written_row(cells: Iterable[str]) -> str:
    """Write cells as one line, quoted only where they have to be.

    >>> written_row(['a', 'so "shut" off'])
    'a\\t"so ""shut"" off"\\n'
    """
    return "\t".join(map(_written, cells)) + "\n"


def _written(text: str) -> str:
    return '"' + text.replace('"', '""') + '"' if _NEEDS_QUOTES.search(text) else text


class _Reader:
    """Go through a text once, from cell to cell."""

    def __init__(self, text: str, file: str, line: int) -> None:
        self._text = text
        self._file = file
        self._line = line
        self._at = 0
        self._line_start = 0

    def rows(self) -> list[tuple[Cell, ...]]:
        found = []
        while self._at < len(self._text):
            found.append(self._row())
        return found

    def _row(self) -> tuple[Cell, ...]:
        cells = [self._cell()]
        while self._text.startswith("\t", self._at):
            self._at += 1
            cells.append(self._cell())
        if end := _LINE_END.match(self._text, self._at):
            self._at = self._line_start = end.end()
            self._line += 1
        return tuple(cells)

    def _cell(self) -> Cell:
        line, column = self._line, self._at - self._line_start + 1
        if not self._text.startswith('"', self._at):
            return Cell(self._take(_PLAIN), line, column)
        if not _QUOTED.match(self._text, self._at):
            self._refuse(line, column, "this quote is not closed; put a double quote at the end")
        quoted = self._take(_QUOTED)
        for end in _LINE_END.finditer(quoted):
            self._line += 1
            self._line_start = self._at - len(quoted) + end.end()
        if self._at < len(self._text) and self._text[self._at] not in "\t\r\n":
            self._refuse(line, column, "text stands behind the closing quote of this cell")
        return Cell(quoted[1:-1].replace('""', '"'), line, column)

    def _take(self, pattern: re.Pattern[str]) -> str:
        found = pattern.match(self._text, self._at)
        assert found is not None
        self._at = found.end()
        return found.group()

    def _refuse(self, line: int, column: int, message: str) -> None:
        raise ReadError([Fault(self._file, line, column, message)])
