"""Read the text of a PDF: a form feed between pages, a blank line where the page leaves a gap."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import BytesIO
from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

from scgraph.anchors.columns import Piece, in_reading_order

if TYPE_CHECKING:
    from pypdf import PageObject, PdfReader

PAGE_BREAK = "\f"
LONGEST_REASON = 300
GAP = 1.3
"""How many usual line distances from one line to the next make a gap."""
SMALLEST_DISTANCE = 6
"""In points; marks above and below a line are nearer to it than the next."""
SHARE_OF_DISTANCES = 0.2
INDENT = (5, 60)
"""Between how many points to the right of its neighbours the first line of a paragraph begins."""


class PdfError(ValueError):
    """Say why no text can be had from a PDF."""


class _Line(NamedTuple):
    text: str
    left: float
    height: float


def read_pdf(data: bytes, progress: Callable[[int, int], None] | None = None) -> str:
    """Return the text of a PDF, line by line as it is printed.

    Args:
        data: the file.
        progress: is told the page that was read, and how many there are.

    Raises:
        PdfError: if the file is damaged, encrypted, or has no text.
        ImportError: if pypdf is not installed.
    """
    try:
        from pypdf import PdfReader
    except ImportError as error:
        raise ImportError(
            "reading a PDF needs pypdf: install scgraph-evidence[pdf], or pypdf itself"
        ) from error
    try:
        with _in_silence():
            text = _text(_opened(PdfReader(BytesIO(data))), progress)
    except PdfError:
        raise
    except Exception as error:  # a damaged file makes the library fail in any way
        raise PdfError(f"cannot be read as a PDF: {str(error)[:LONGEST_REASON]}") from error
    if not any(map(str.isalnum, text)):
        raise PdfError("this PDF has no text, only pictures of it; run a text recognition first")
    return text


@contextmanager
def _in_silence() -> Iterator[None]:
    """Keep the library from telling each step that goes wrong, which takes longer than reading."""
    log = logging.getLogger("pypdf")
    level = log.level
    log.setLevel(logging.CRITICAL + 1)
    try:
        yield
    finally:
        log.setLevel(level)


def _opened(reader: PdfReader) -> PdfReader:
    """Return a reader whose pages can be read; many encrypted files open with no password."""
    if reader.is_encrypted:
        try:
            is_open = bool(reader.decrypt(""))
        except Exception:  # the library may lack what the encryption needs
            is_open = False
        if not is_open:
            raise PdfError("this PDF is encrypted; save a copy without a password, and give that")
    return reader


def _text(reader: PdfReader, progress: Callable[[int, int], None] | None) -> str:
    pages = []
    for number, page in enumerate(reader.pages, 1):
        pages.append(list(_lines(page)))
        if progress is not None:
            progress(number, len(reader.pages))
    usual = _usual_distance(pages)
    return PAGE_BREAK.join(_spaced(lines, usual) for lines in pages)


def _usual_distance(pages: list[list[_Line]]) -> float:
    """Return the distance of lines within a paragraph: one of the smaller that occur."""
    found = sorted(
        above.height - below.height
        for lines in pages
        for above, below in pairwise(lines)
        if above.height - below.height > SMALLEST_DISTANCE
    )
    return found[int(len(found) * SHARE_OF_DISTANCES)] if found else 0.0


def _spaced(lines: list[_Line], usual: float) -> str:
    """Return the lines of a page with blank ones where a paragraph begins."""
    written = [line.text for line in lines[:1]]
    for number in range(1, len(lines)):
        distance = lines[number - 1].height - lines[number].height
        if distance > GAP * usual or _is_indented(lines, number):
            written.append("")
        written.append(lines[number].text)
    return "\n".join(written)


def _is_indented(lines: list[_Line], number: int) -> bool:
    """Tell whether a line begins to the right of those before and behind it."""
    if number + 1 >= len(lines):
        return False
    before, line, after = lines[number - 1 : number + 2]
    least, most = INDENT
    return least < line.left - after.left < most and abs(before.left - after.left) < least


def _lines(page: PageObject) -> Iterator[_Line]:
    """Yield the lines of a page, each with where its first piece stands."""
    parts: list[str] = []
    place = (0.0, 0.0)
    width = float(page.mediabox.width)
    for text, left, height in in_reading_order(_pieces(page), width):
        for number, part in enumerate(text.split("\n")):
            if number and (line := "".join(parts).strip()):
                yield _Line(line, *place)
            parts = [] if number else parts
            if part.strip():
                place = place if "".join(parts).strip() else (left, height)
                parts.append(part)
    if line := "".join(parts).strip():
        yield _Line(line, *place)


def _pieces(page: PageObject) -> list[Piece]:
    """Return the pieces of text as the library finds them, with their places on the page."""
    pieces: list[Piece] = []

    def visit(text: str, outer: list[float], inner: list[float], *_: Any) -> None:
        left = inner[4] * outer[0] + inner[5] * outer[2] + outer[4]
        height = inner[4] * outer[1] + inner[5] * outer[3] + outer[5]
        pieces.append(Piece(text, left, height))

    page.extract_text(visitor_text=visit)
    return pieces
