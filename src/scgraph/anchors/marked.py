"""Read Markdown into blocks, by a parser of CommonMark and its tables."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from scgraph.anchors.blocks import Block
from scgraph.anchors.sentences import ends_sentence

if TYPE_CHECKING:
    from markdown_it.token import Token

_BOLD = ("text", "strong_open", "text", "strong_close", "text")
"""The parser puts an empty text on both sides of bold type."""
_NOTE = re.compile(r"\[\^[^\]\s]+\](:?)")


def marked_blocks(text: str) -> tuple[list[Block], Counter[str]]:
    """Return the blocks of a Markdown text, and how many tables, notes and codes it leaves out.

    >>> marked_blocks("# Cities\\n\\nThey *grow*,\\nsay [all](x:y).")[0][1].lines
    ('They grow,', 'say all.')
    """
    from markdown_it import MarkdownIt

    left_out: Counter[str] = Counter()
    found: list[Block] = []
    inside: list[str] = []
    number = ""
    for token in MarkdownIt("commonmark").enable("table").parse(_without_front_matter(text)):
        inside = (
            [*inside, token.type] if token.nesting == 1 else inside[: len(inside) + token.nesting]
        )
        if token.type == "list_item_open":
            number = f"{token.info}{token.markup} " if token.info else "- "
        elif token.type in ("table_open", "fence", "code_block"):
            left_out["tables" if token.type == "table_open" else "codes"] += 1
        elif token.type == "inline" and "table_open" not in inside:
            _add(found, left_out, number + _said(token.children or ()), _is_heading(token, inside))
            number = ""
    return found, left_out


def _add(found: list[Block], left_out: Counter[str], said: str, is_heading: bool) -> None:
    note = _NOTE.match(said)
    if note and note[1]:
        left_out["footnotes"] += 1
    elif lines := tuple(line for line in _NOTE.sub("", said).split("\n") if line.strip()):
        found.append(Block(lines, is_heading))


def _is_heading(token: Token, inside: Sequence[str]) -> bool:
    """Tell whether this is a heading, or a line of bold type alone, which stands for one."""
    kinds = [child.type for child in token.children or ()]
    return "heading_open" in inside or (
        kinds == [*_BOLD] and not ends_sentence(token.content.strip("*_"))
    )


def _said(tokens: Sequence[Token]) -> str:
    """Return the words of a paragraph, without pictures, marks and addresses of links."""
    said = []
    for token in tokens:
        if token.type in ("text", "code_inline", "text_special"):
            said.append(token.content)
        elif token.type in ("softbreak", "hardbreak"):
            said.append("\n")
    return "".join(said)


def _without_front_matter(text: str) -> str:
    """Return a text without the YAML that some programs put before it."""
    return re.sub(r"\A---\n.*?\n(?:---|\.\.\.)\n", "", text, count=1, flags=re.DOTALL)
