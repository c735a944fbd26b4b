"""Read the text of a paper from a file: plain text, Markdown or PDF."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from scgraph.anchors.pages import flowing
from scgraph.anchors.pdf import PdfError, read_pdf
from scgraph.errors import Fault, ReadError

MARKDOWN = frozenset({".md", ".markdown", ".mdown"})
_HEAD_OF_A_PDF = 1024  # readers accept a mark that is not at the very beginning


def read_text(path: Path, progress: Callable[[int, int], None] | None = None) -> str:
    """Return the text of a file: plain text or Markdown in UTF-8, or a PDF.

    The pages of a PDF are divided by form feeds.

    Args:
        path: the file.
        progress: is told the page of a PDF that was read, and how many there are.

    Raises:
        ReadError: if it cannot be read as a text.
        ImportError: if it is a PDF, and pypdf is not installed.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise _error(path, f"cannot be read: {error.strerror}") from error
    try:
        if b"%PDF-" in data[:_HEAD_OF_A_PDF]:
            return read_pdf(data, progress)
        text = data.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except PdfError as error:
        raise _error(path, str(error)) from error
    except UnicodeDecodeError as error:
        message = f"byte {error.start} is not UTF-8; save the text as UTF-8, or extract it first"
        raise _error(path, message) from error
    if "\0" in text:
        raise _error(path, "holds the character U+0000, and is no text; extract the text first")
    return text


def read_copy(path: Path) -> str:
    """Return the text of a file as it is read on, over the ends of its pages.

    Where it has pages, running heads and page numbers are left blank and footnotes stand at the
    end, so that every other line keeps its number.

    Raises:
        ReadError: if it cannot be read as a text.
        ImportError: if it is a PDF, and pypdf is not installed.
    """
    return flowing(read_text(path))


def is_markdown(path: Path) -> bool:
    """Tell whether the name of a file says that it is Markdown.

    >>> is_markdown(Path("paper.md")), is_markdown(Path("paper.txt"))
    (True, False)
    """
    return path.suffix.lower() in MARKDOWN


def _error(path: Path, message: str) -> ReadError:
    return ReadError([Fault(str(path), None, None, message)])
