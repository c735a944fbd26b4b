"""Read Markdown into blocks, by a parser of CommonMark and its tables."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from scgraph.anchors.blocks import Block
from scgraph.anchors.sentences import ends_sentence

if TYPE_CHECKING:
    from markdown_it.token import Token

_BOLD = ("text", "strong_open", "text", "strong_close", "text")
"""The parser puts an empty text on both sides of bold type."""
# A name is short: without an end to it, each of many brackets would look at all the rest.
_NAME = r"\^([^\]\s]{1,80})\]"
_NOTE = re.compile(rf"\[{_NAME}")
_DEFINITION = re.compile(rf"\[{_NAME}:")
_UNESCAPED_NOTE = re.compile(rf"(?<!\\)\[(?={_NAME})")


def marked_blocks(text: str) -> tuple[list[Block], Counter[str], list[str]]:
    """Return the blocks of a Markdown text, what it leaves out of each kind, and its footnotes.

    >>> marked_blocks("# Cities\\n\\nThey *grow*,\\nsay [all](x:y).")[0][1].lines
    ('They grow,', 'say all.')
    """
    from markdown_it import MarkdownIt

    left_out: Counter[str] = Counter()
    found: list[Block] = []
    notes: list[str] = []
    inside: list[str] = []
    number = ""
    for token in MarkdownIt("commonmark").enable("table").parse(_prepared(text)):
        inside = (
            [*inside, token.type] if token.nesting == 1 else inside[: len(inside) + token.nesting]
        )
        if token.type == "list_item_open":
            number = f"{token.info}{token.markup} " if token.info else "- "
        elif token.type in ("table_open", "fence", "code_block"):
            left_out["tables" if token.type == "table_open" else "codes"] += 1
        elif token.type == "inline" and "table_open" not in inside:
            said = number + _said(token.children or ())
            if _DEFINITION.match(said):
                notes += _notes(said)
            elif block := _block(said, _is_heading(token, inside)):
                found.append(block)
            number = ""
    left_out["footnotes"] += len(notes)
    return found, +left_out, notes


def _block(said: str, is_heading: bool) -> Block | None:
    """Return a block without the marks of its notes, which are kept beside it."""
    marks = tuple(_marks(said))
    lines = tuple(line for line in _NOTE.sub("", said).split("\n") if line.strip())
    return Block(lines, is_heading, marks) if lines else None


def _marks(said: str) -> Iterator[tuple[int, str]]:
    """Yield how many letters stand before each mark of a note, and the mark."""
    before = end = 0
    for found in _NOTE.finditer(said):
        before += letters(said[end : found.start()])
        end = found.end()
        yield before, found[1]


def _notes(said: str) -> list[str]:
    """Return the footnotes of a paragraph of them; lines of one go on in it."""
    notes: list[str] = []
    for line in said.split("\n"):
        if _DEFINITION.match(line) or not notes:
            notes.append(line)
        else:
            notes[-1] += f"\n{line}"
    return notes


def letters(text: str) -> int:
    """Return how many letters and digits a text has."""
    return sum(map(str.isalnum, text))


def _is_heading(token: Token, inside: Sequence[str]) -> bool:
    """Tell whether this is a heading, or a line of bold type alone, which stands for one."""
    children = list(token.children or ())
    is_bold = tuple(child.type for child in children) == _BOLD
    is_alone = is_bold and not "".join(child.content for child in children[:1] + children[-1:])
    return "heading_open" in inside or (is_alone and not ends_sentence(token.content.strip("*_")))


def _said(tokens: Sequence[Token]) -> str:
    """Return the words of a paragraph, without pictures, marks and addresses of links."""
    said = []
    for token in tokens:
        if token.type in ("text", "code_inline", "text_special"):
            said.append(token.content)
        elif token.type in ("softbreak", "hardbreak"):
            said.append("\n")
    return "".join(said)


def _prepared(text: str) -> str:
    """Return a text without the YAML that some programs put before it.

    Footnotes are no part of CommonMark: a note that is an address would be taken for a link.
    """
    without = re.sub(r"\A---\n.*?\n(?:---|\.\.\.)\n", "", text, count=1, flags=re.DOTALL)
    return _UNESCAPED_NOTE.sub(r"\\[", without)
