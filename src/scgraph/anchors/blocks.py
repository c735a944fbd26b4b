"""Divide the lines of a text into blocks: what stands together on the page.

A blank line divides; so does a line too short to be followed by the next word, if a sentence ends
with it; a line that looks like a heading is a block of its own.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from scgraph.anchors.copy import LIST_ITEM
from scgraph.anchors.headings import looks_like_heading
from scgraph.anchors.scripts import is_japanese, is_wide
from scgraph.anchors.sentences import ends_sentence

BULLET = re.compile(
    r"^\s*(?:[-*+\u2022\u2023\u25aa\u25cf\u2013]\s+|[\u30fb\u25cb\u25a0\u25c6\u25cf]\s*)"
)
LONGEST_WORD = 50
LONGEST_WRAPPED = 200
"""A longer line is a paragraph, not a line of one."""
SHARE_OF_WIDTH = 0.85
"""A last line is at most so long; in proportional type a full line may have fewer characters."""
SHARE_OF_SENTENCES = 0.6
"""In a block where more lines end with a sentence, a line is a sentence and not a paragraph."""

_PREFIXES = frozenset(
    {"self", "non", "well", "cross", "socio", "high", "low", "long", "short", "co"}
)
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_EMPHASIS = re.compile(
    r"(?<![^\s(\[\"'\u2018\u201c\u2013\u2014/-])(?:(\*{1,3})(?=[^\s*])([^*]+?)(?<=\S)\1|(_{1,2})(?=[^\s_])([^_]+?)(?<=\S)\3)"
    r"(?![^\s.,;:!?)\]\"'\u2019\u201d\u2013\u2014/-])"
)


@dataclass(frozen=True, slots=True)
class Block:
    """Lines that stand together.

    Args:
        lines: what they say, without marks of emphasis.
        is_heading: whether the file itself marks them as a heading, as Markdown does.
        marks: the marks of notes that were taken out, each with how many letters stand before it.
    """

    lines: tuple[str, ...]
    is_heading: bool = False
    marks: tuple[tuple[int, str], ...] = ()


def without_emphasis(text: str) -> str:
    """Return a text without the asterisks and lines that emphasise words in plain text.

    >>> without_emphasis("the *Smart Guide* and __all__ of 3 * 4 * 5")
    'the Smart Guide and all of 3 * 4 * 5'
    """
    return _EMPHASIS.sub(lambda found: found[2] or found[4], text)


def blocks(lines: Sequence[str]) -> Iterator[Block]:
    """Yield the blocks of plain text."""
    together = [
        list(group)
        for is_filled, group in groupby(lines, lambda line: bool(line.strip()))
        if is_filled
    ]
    for group in together:
        text = without_emphasis("\n".join(line.rstrip() for line in group))
        yield from (Block(tuple(part)) for part in _divided(text.split("\n")))


def runs(block: Block, join: Callable[[Iterable[str]], str]) -> list[str]:
    """Return the text of a block; of a list, that of each item."""
    parts: list[list[str]] = []
    for number, line in enumerate(block.lines):
        if not parts or _begins_item(block.lines, number):
            parts.append([])
        parts[-1].append(line)
    return [BULLET.sub("", join(part), count=1) for part in parts]


class Joining:
    """Join lines, and the words that were divided at their ends.

    Whether a hyphen belongs to the word is told by how the text writes it elsewhere.

    >>> Joining("a socio-economic matter")(["It is socio-", "economic, and imple-", "mented."])
    'It is socio-economic, and implemented.'
    """

    def __init__(self, text: str) -> None:
        self._words = frozenset(word.casefold() for word in _WORD.findall(text))

    def __call__(self, lines: Iterable[str]) -> str:
        """Return lines as one."""
        parts: list[str] = []
        for line in filter(None, map(str.strip, lines)):
            if parts:
                parts[-1] = self._before(parts[-1], line)
            parts.append(line)
        return "".join(parts)

    def _before(self, line: str, after: str) -> str:
        """Return a line as it stands before another: with a space, or without its hyphen."""
        if is_wide(line[-1]) or is_wide(after[0]) or _divides_digits(line, after):
            return line
        if line.endswith("\u00ad"):
            return line[:-1]
        if not line.endswith(("-", "\u2010", "\u2014")) or line.endswith(" -"):
            return f"{line} "
        last = re.search(r"[^\W\d_]+$", line[:-1][-LONGEST_WORD:])
        first = re.match(r"[^\W\d_]+", after)
        if line.endswith("\u2014") or not last or not first or not first[0].islower():
            return line
        keeps = self._keeps_hyphen(last[0].casefold(), first[0].casefold())
        return line if keeps else line[:-1]

    def _keeps_hyphen(self, last: str, first: str) -> bool:
        if f"{last}{first}" in self._words:
            return False
        return f"{last}-{first}" in self._words or last in _PREFIXES


def _divides_digits(line: str, after: str) -> bool:
    """Tell whether a line of Japanese ends within a number."""
    is_within = (line[-1].isdigit() or line[-1] in ",.") and after[0].isdigit()
    return is_within and is_japanese(line[-LONGEST_WORD:])


def _divided(lines: Sequence[str]) -> Iterator[list[str]]:
    """Yield the paragraphs and headings of lines that no blank line divides."""
    width = max(map(len, lines))
    has_sentence_lines = sum(map(ends_sentence, lines)) > SHARE_OF_SENTENCES * len(lines)
    part: list[str] = []
    for number, line in enumerate(lines):
        is_alone = len(lines) > 1 and _is_heading(lines, number, width)
        if part and (is_alone or _ends_paragraph(lines, number - 1, width, has_sentence_lines)):
            yield part
            part = []
        part.append(line)
        if is_alone:
            yield part
            part = []
    if part:
        yield part


def _is_heading(lines: Sequence[str], number: int, width: int) -> bool:
    """Tell whether a line among others is a heading: nothing goes on from it or into it."""
    line = lines[number]
    is_behind_an_end = (
        number == 0 or ends_sentence(lines[number - 1]) or looks_like_heading(lines[number - 1])
    )
    return is_behind_an_end and len(line) < SHARE_OF_WIDTH * width and looks_like_heading(line)


def _ends_paragraph(
    lines: Sequence[str], number: int, width: int, has_sentence_lines: bool
) -> bool:
    line, after = lines[number], lines[number + 1]
    if not ends_sentence(line):
        return False
    if width > LONGEST_WRAPPED:
        return True
    if after.startswith("\u3000"):
        return True
    if has_sentence_lines or _begins_item(lines, number + 1):
        return False
    first = after.lstrip()[0] if is_wide(after.lstrip()[0]) else after.split()[0]
    would_fit = len(line) + 1 + len(first) <= width
    return would_fit and len(line) < SHARE_OF_WIDTH * width and not after.lstrip()[0].islower()


def _begins_item(lines: Sequence[str], number: int) -> bool:
    """Tell whether a line begins an item of a list, and does not merely begin like one."""
    line = lines[number]
    found = LIST_ITEM.match(line)
    if found is None:
        return False
    if number == 0 or line.lstrip()[0] in "\u2022\u2023\u25aa\u25cf\u30fb\u25cb\u25a0\u25c6":
        return True
    if LIST_ITEM.match(lines[0]) or ends_sentence(lines[number - 1]):
        return True
    # A sentence may name its parts as (1) and (2), also at the beginning of a line.
    return lines[number - 1].rstrip().endswith((";", ":")) and not line.lstrip().startswith("(")
