"""Read files of bibliographies within bounds, and say what is wrong in them and where."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields
from pathlib import Path

from scgraph.bibliography.work import LONGEST, Work
from scgraph.errors import Fault, ReadError

LARGEST = 16 * 2**20
"""In bytes; a bibliography of ten thousand works has a quarter of it."""
MOST = 50_000
MOST_SHOWN = 20


def text_of(path: Path) -> str:
    """Return the text of a file in UTF-8.

    Raises:
        ReadError: if it cannot be read, is no text, or is too large.
    """
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST + 1)
    except OSError as error:
        raise fault(str(path), None, f"cannot be read: {error.strerror}") from error
    if len(data) > LARGEST:
        raise fault(str(path), None, f"is larger than {LARGEST // 2**20} MiB; divide it")
    try:
        return data.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        message = "is not UTF-8 here; save the file as UTF-8"
        raise fault(str(path), line, message) from error


def fault(file: str, line: int | None, message: str) -> ReadError:
    """Return the error of one fault."""
    return ReadError([Fault(file, line, None, message)])


def check(file: str, found: Iterable[tuple[int, Work]], faults: list[Fault]) -> tuple[Work, ...]:
    """Return works, each with its own key and within bounds.

    Raises:
        ReadError: if there are faults, or two works have one key, or a value is too long.
    """
    first: dict[str, int] = {}
    works: list[Work] = []
    for line, work in found:
        if work.id in first:
            said = f"the key {work.id[:80]!r} is also that of line {first[work.id]}; change one"
            faults.append(Fault(file, line, None, said))
        first.setdefault(work.id, line)
        if long := _too_long(work):
            faults.append(Fault(file, line, None, f"{long} is longer than {LONGEST} characters"))
        if _is_broken(work):
            faults.append(Fault(file, line, None, "half a character: write the letter itself"))
        works.append(work)
    if len(works) > MOST:
        faults.append(Fault(file, None, None, f"has more than {MOST} works; divide it"))
    if faults:
        more = len(faults) - MOST_SHOWN
        rest = [Fault(file, None, None, f"and {more} more faults")] if more > 0 else []
        raise ReadError([*sorted(faults, key=lambda one: one.line or 0)[:MOST_SHOWN], *rest])
    return tuple(works)


def _is_broken(work: Work) -> bool:
    """Tell whether a text has half of a pair of surrogates, which no file can hold."""
    names = (part for author in work.authors for part in (author.family, author.given or ""))
    values = (getattr(work, field.name) for field in fields(work))
    texts = (*(value for value in values if isinstance(value, str)), *names)
    return any("\ud800" <= letter <= "\udfff" for text in texts for letter in text)


def _too_long(work: Work) -> str | None:
    values = ((field.name, getattr(work, field.name)) for field in fields(work))
    return next(
        (name for name, value in values if isinstance(value, str) and len(value) > LONGEST), None
    )
