"""Read the list of references: each entry with what is plain in it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from scgraph.anchors.scripts import joined_lines
from scgraph.finding.entry import read_entry
from scgraph.finding.found import Entry
from scgraph.terms import unused

_NUMBER = re.compile(
    r"\s*(?:[-*\u2022]\s+)?"
    r"(?:[\[\uff3b](?P<square>\d{1,3})[\]\uff3d]|[(\uff08](?P<round>\d{1,3})[)\uff09]"
    r"|(?P<plain>\d{1,3})(?:[.\uff0e)\uff09]\s*(?=\D)|\s+(?=[^\W\d_a-z])))\s*"
)
# A name before its initials, a body before its year, or a Japanese name before its year.
_BEGINS = re.compile(
    r"[^\W\d_][^,(\uff08]{0,80},\s+(?:[^\W\d_]\.|[^\W\d_][\w-]*\s+[^\W\d_]\.)"
    r"|[^\W\d_][^(\uff08]{0,160}[(\uff08](?:19|20)\d\d"
)
_CLOSED = (".", "。", "/", ")", "）", "」", "』")
LONGEST_ENTRY = 1500


def read_entries(blocks: Sequence[Sequence[str]]) -> dict[str, Entry]:
    """Return the entries of a list of references by their keys, in the order of the list.

    Args:
        blocks: the lines of each block of the list.

    >>> lines = ["[1] Lee, A. (2019). Buses.", "[2] Kim, B. (2020). Trams in", "towns."]
    >>> found = read_entries([lines])
    >>> [(entry.key, entry.title) for entry in found.values()]
    [('1', 'Buses'), ('2', 'Trams in towns')]
    """
    found: dict[str, Entry] = {}
    used: Counter[str] = Counter()
    for number, printed in _numbered_in_order(_texts(blocks)):
        entry = read_entry(printed[:LONGEST_ENTRY])
        key = str(number) if number is not None else entry.key
        own = unused(key, used)
        found[own] = replace(entry, key=own, number=number)
    return found


def _texts(blocks: Sequence[Sequence[str]]) -> list[str]:
    """Return the text of each entry; one that a page divides is joined again."""
    texts: list[list[str]] = []
    is_numbered = _are_numbered(blocks)
    for block in blocks:
        for number, line in enumerate(block):
            if not texts or _begins(line, texts[-1], is_numbered, is_first=number == 0):
                texts.append([])
            texts[-1].append(line.strip())
    return [_joined(lines) for lines in texts]


def _are_numbered(blocks: Sequence[Sequence[str]]) -> bool:
    first = [_NUMBER.match(block[0]) is not None for block in blocks if block]
    return sum(first) > len(first) / 2


def _begins(line: str, before: Sequence[str], is_numbered: bool, *, is_first: bool) -> bool:
    """Tell whether an entry begins with a line, and does not go on in it."""
    if is_numbered:
        return _NUMBER.match(line) is not None
    is_closed = before[-1].endswith(_CLOSED) or "://" in " ".join(before[-2:])
    if _BEGINS.match(line.strip()):
        return is_closed or is_first
    return is_closed and is_first and not line.strip()[:1].islower()


def _joined(lines: Sequence[str]) -> str:
    text = "\n".join(lines)
    text = re.sub(r"(?<=://)(\S*[/._-])\n(?=[a-z0-9])", r"\1", text)
    return joined_lines(re.sub(r"(?<=[a-z])-\n(?=[a-z])", "", text))


def _numbered_in_order(texts: Sequence[str]) -> Iterator[tuple[int | None, str]]:
    """Yield the number of each entry and the entry without it."""
    found = [_NUMBER.match(text) for text in texts]
    is_numbered = sum(map(bool, found)) > len(found) / 2
    for text, match in zip(texts, found, strict=True):
        if match and is_numbered:
            number = match["square"] or match["round"] or match["plain"]
            yield int(number), text[match.end() :]
        elif any(map(str.isalnum, text)):
            yield None, text


def style_of(blocks: Sequence[Sequence[str]]) -> str | None:
    """Return how the numbers of a list are printed: "[1]", "(1)", "1)" or "1."; None without.

    >>> style_of([["(1) Lee, A. (2019). Buses."]]), style_of([["Lee, A. (2019). Buses."]])
    ('(1)', None)
    """
    if not blocks or not _are_numbered(blocks):
        return None
    match = next(filter(None, (_NUMBER.match(block[0]) for block in blocks if block)))
    if match["square"]:
        return "[1]"
    if match["round"]:
        return "(1)"
    return "1)" if match[0].rstrip().endswith((")", "\uff09")) else "1."
