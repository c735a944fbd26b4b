"""Write a PDF of a few lines, so that no tool is needed to have one."""

from __future__ import annotations

from collections.abc import Sequence

LEADING = 13
LEFT, TOP, SIZE = 72, 780, 11
SECOND = 310


def pdf(pages: Sequence[str]) -> bytes:
    """Return a PDF whose pages have the lines of some texts; a blank line is half a line high."""
    return _whole([_drawn(page) for page in pages])


def _whole(pages: Sequence[bytes]) -> bytes:
    numbers = [4 + 2 * number for number in range(len(pages))]
    kids = " ".join(f"{number} 0 R" for number in numbers)
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Times-Roman /Encoding /WinAnsiEncoding >>",
    ]
    for number, page in zip(numbers, pages, strict=True):
        objects += [_page(number), _stream(page)]
    return _file(objects)


def columned_pdf(pages: Sequence[tuple[str, str]], *, by_rows: bool) -> bytes:
    """Return a PDF whose pages have two columns of lines.

    Args:
        pages: the left and the right column of each.
        by_rows: whether the file has them row by row, as some programs write it.
    """
    return _whole([_columns(*page, by_rows=by_rows) for page in pages])


def _columns(left: str, right: str, *, by_rows: bool) -> bytes:
    drawn = [
        (
            number,
            place,
            f"/F1 {SIZE} Tf 1 0 0 1 {x} {TOP - LEADING * number} Tm ({_shown(line)}) Tj",
        )
        for place, (x, column) in enumerate(((LEFT - 20, left), (SECOND, right)))
        for number, line in enumerate(column.split("\n"))
        if line
    ]
    drawn.sort(key=lambda one: one[:2] if by_rows else (one[1], one[0]))
    return "\n".join(["BT", *(text for *_, text in drawn), "ET"]).encode("cp1252")


def _page(number: int) -> bytes:
    font = "<< /Font << /F1 3 0 R >> >>"
    box = "[0 0 595 842]"
    return (
        f"<< /Type /Page /Parent 2 0 R /MediaBox {box} /Contents {number + 1} 0 R"
        f" /Resources {font} >>"
    ).encode()


def _stream(drawn: bytes) -> bytes:
    return b"<< /Length %d >>\nstream\n%s\nendstream" % (len(drawn), drawn)


def _drawn(page: str) -> bytes:
    height = float(TOP)
    lines = []
    for line in page.split("\n"):
        shown = _shown(line)
        lines.append(f"/F1 {SIZE} Tf 1 0 0 1 {LEFT} {height} Tm ({shown}) Tj" if line else "")
        height -= LEADING if line else LEADING / 2
    return "\n".join(["BT", *lines, "ET"]).encode("cp1252")


def _shown(line: str) -> str:
    return line.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")


def _file(objects: Sequence[bytes]) -> bytes:
    written = b"%PDF-1.4\n"
    places = []
    for number, content in enumerate(objects, 1):
        places.append(len(written))
        written += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    return written + (
        b"xref\n0 %d\n0000000000 65535 f \n%strailer << /Size %d /Root 1 0 R >>\n"
        b"startxref\n%d\n%%%%EOF\n" % (size, table, size, len(written))
    )
