"""Read a text on over the ends of its pages: without running heads, page numbers and footnotes.

>>> flowing("A head\\nIt goes\\n1 See there.\\n1\\n\\fA head\\non here.\\n2").split("\\n")
['', 'It goes', '', '', '', 'on here.', '', '', '1 See there.']
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from scgraph.anchors.sentences import ends_sentence

PAGE_BREAK = "\f"
MOST_LINES_OF_A_HEAD = 3
LONGEST_HEAD = 120
SHARE_OF_PAGES = 0.25
"""On how many of the pages a line stands that is their running head: left and right ones differ."""

FEWEST_NUMBERED = 3
"""On how many pages a line ends with the number of the page before that is taken for a rule."""

_LAST_NUMBER = re.compile(r"(?:^|\s)(\d{1,4})\s*$")
_PAGE_NUMBER = re.compile(
    r"\W*(?:page|p\.)?\s*(?:\d{1,4}(?:\s*(?:/|of)\s*\d{1,4})?|[ivxlc]{1,7})\W*", re.IGNORECASE
)
_NOTE = re.compile(
    r"\s*(?:(?P<number>\d{1,3})(?:\s?(?=[A-Z\"'(\u201c\u2018]|https?:)|[)\uff09\s]\s*(?=[\u3041-\u9fff]))"
    r"|(?:[\u00b9\u00b2\u00b3\u2070-\u2079*\u2020\u2021]+|\u203b\s*\d*|\u6ce8\s*(?:\d+[)\uff09:\uff1a]?|[)\uff09:\uff1a]))\s*\w)"
)


@dataclass(frozen=True, slots=True)
class Paged:
    """The lines of a text as it is read on, and the lines of its footnotes."""

    lines: tuple[str, ...]
    notes: tuple[str, ...] = ()


def flowing(text: str) -> str:
    """Return a text as it is read on; the lines of its pages keep their numbers."""
    if PAGE_BREAK not in text:
        return text
    paged = paged_text(text)
    return "\n".join([*paged.lines, *(["", *paged.notes] if paged.notes else [])])


def paged_text(text: str) -> Paged:
    """Return the lines of a text with those blank that belong to its pages and not to it."""
    if PAGE_BREAK not in text:
        return Paged(tuple(text.split("\n")))
    pages = [page.split("\n") for page in text.split(PAGE_BREAK)]
    heads = _heads(pages)
    offset = _offset(pages)
    notes: list[str] = []
    for number, page in enumerate(pages):
        _blank_heads(page, heads, None if offset is None else number + offset)
        notes += _taken_notes(page, len(notes) and _last_number(notes))
    return Paged(_joined(pages), tuple(notes))


def _joined(pages: Sequence[list[str]]) -> tuple[str, ...]:
    """Return the lines of all pages; a form feed need not stand on a line of its own."""
    lines = list(pages[0])
    for page in pages[1:]:
        lines[-1:] = (
            [f"{lines[-1]}{page[0]}"] if not (lines[-1] and page[0]) else [lines[-1], page[0]]
        )
        lines += page[1:]
    return tuple(lines)


def _heads(pages: Sequence[list[str]]) -> frozenset[str]:
    """Return the lines that stand at the top or the foot of many pages, without their digits."""
    counted = Counter(
        head
        for page in pages
        for head in {_likeness(page[number]) for number in _outer(page)}
        if head and len(head) <= LONGEST_HEAD
    )
    least = max(2, SHARE_OF_PAGES * len(pages))
    return frozenset(head for head, number in counted.items() if number >= least)


def _offset(pages: Sequence[list[str]]) -> int | None:
    """Return by how much the numbers that end heads exceed the number of the page, from 0."""
    counted = Counter(
        int(found[1]) - number
        for number, page in enumerate(pages)
        for outer in _outer(page)
        if (found := _LAST_NUMBER.search(page[outer]))
    )
    offset, times = next(iter(counted.most_common(1)), (0, 0))
    return offset if times >= max(FEWEST_NUMBERED, len(pages) / 2) else None


def _likeness(line: str) -> str:
    return re.sub(r"\d+", "#", " ".join(line.split())).casefold()


def _outer(page: Sequence[str]) -> set[int]:
    """Return the numbers of the first and last lines of a page that are not blank."""
    filled = [number for number, line in enumerate(page) if line.strip()]
    return {*filled[:MOST_LINES_OF_A_HEAD], *filled[-MOST_LINES_OF_A_HEAD:]}


def _blank_heads(page: list[str], heads: frozenset[str], page_number: int | None) -> None:
    """Blank the running heads and page numbers of a page, from outside inwards."""
    filled = [number for number, line in enumerate(page) if line.strip()]
    for numbers in (filled, filled[::-1]):
        for number in numbers[:MOST_LINES_OF_A_HEAD]:
            if not _is_head(page[number], heads, page_number):
                break
            page[number] = ""


def is_page_number(line: str) -> bool:
    """Tell whether a line is a page number and nothing else.

    >>> is_page_number("- 12 -"), is_page_number("Page 3 of 9"), is_page_number("12 buses")
    (True, True, False)
    """
    return len(line) <= LONGEST_HEAD and _PAGE_NUMBER.fullmatch(line) is not None


def _is_head(line: str, heads: frozenset[str], page_number: int | None) -> bool:
    if is_page_number(line.strip()) or _likeness(line) in heads:
        return True
    found = _LAST_NUMBER.search(line)
    return found is not None and int(found[1]) == page_number and len(line) <= LONGEST_HEAD


def _taken_notes(page: list[str], last: int) -> list[str]:
    """Take the footnotes out of the lower half of a page, and leave blank lines there."""
    filled = [number for number, line in enumerate(page) if line.strip()]
    for number in filled[len(filled) // 2 :]:
        if number and _is_note(page, number, last) and _ends(page[filled[-1]]):
            below = [page[other] for other in filled if other >= number]
            page[number:] = [""] * (len(page) - number)
            return below
    return []


def _is_note(page: Sequence[str], number: int, last: int) -> bool:
    """Tell whether a footnote begins here: numbered on, or from 1 on each page, or by a sign."""
    found = _NOTE.match(page[number])
    if found is None:
        return False
    is_apart = not page[number - 1].strip() or ends_sentence(page[number - 1])
    if found["number"] is None:
        return is_apart
    return int(found["number"]) in (1, last + 1) and (is_apart or last + 1 == int(found["number"]))


def _ends(line: str) -> bool:
    return ends_sentence(line) or re.search(r"(?:://|www\.)\S*$", line) is not None


def _last_number(notes: Sequence[str]) -> int:
    numbers = [
        int(found["number"]) for line in notes if (found := _NOTE.match(line)) and found["number"]
    ]
    return numbers[-1] if numbers else 0
