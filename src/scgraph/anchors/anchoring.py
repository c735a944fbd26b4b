"""Make the anchors of a paper from its text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from types import MappingProxyType

from scgraph.anchors.anchor import Anchor
from scgraph.anchors.blocks import Joining, blocks
from scgraph.anchors.pages import paged_text
from scgraph.anchors.prose import Part, Prose, paragraphs_of
from scgraph.anchors.structure import Paragraph, Section, Structure
from scgraph.anchors.texts import is_markdown, read_text
from scgraph.errors import Fault, ReadError

UNTITLED = "text"
"""The name of what stands under no heading."""


class AnchoringError(ValueError):
    """Say that a text has no sentence to anchor."""


def anchored(text: str, *, markdown: bool = False) -> Structure:
    """Find the sections, paragraphs and sentences of a paper, and keep none of their words.

    Headings, captions, tables, keywords, footnotes, lists of references and what stands before the
    abstract are no prose. A paragraph goes on over the end of a page, a figure or a footnote.

    Args:
        text: the paper; form feeds divide its pages.
        markdown: whether it is Markdown.

    Raises:
        AnchoringError: if no sentence is found.

    >>> structure = anchored("1. Cities\\n\\nThey grow. They\\n\\n12\\n\\nfall (see Fig. 1).")
    >>> [(anchor.locator, anchor.tokens) for anchor in structure]
    [('1/p1/s1', 2), ('1/p1/s2', 5)]
    """
    join = Joining(text)
    left_out: Counter[str] = Counter()
    if markdown:
        from scgraph.anchors.marked import marked_blocks

        found, left_out = marked_blocks(text)
    else:
        paged = paged_text(text)
        found = list(blocks(paged.lines))
        left_out["lines of footnotes"] = len(paged.notes)
    prose = Prose(found, join)
    sections = tuple(_sections(prose.parts))
    structure = Structure(sections, MappingProxyType(dict(+(left_out + prose.left_out))))
    if not any(True for _ in structure):
        raise AnchoringError("no sentence was found: nothing in it reads like prose")
    return structure


def anchored_file(path: Path) -> Structure:
    """Find the structure of the paper that a file holds: plain text, Markdown or PDF.

    Raises:
        ReadError: if it cannot be read as a text, or no sentence is found in it.
        ImportError: if it is a PDF, and pypdf is not installed.
    """
    text = read_text(path)
    try:
        return anchored(text, markdown=is_markdown(path))
    except AnchoringError as error:
        raise ReadError([Fault(str(path), None, None, str(error))]) from error


def _sections(parts: list[Part]) -> Iterator[Section]:
    """Yield the sections; a first one without prose is the title of the paper, or its front."""
    used: set[str] = set()
    for number, part in enumerate(parts):
        texts = paragraphs_of(part)
        heading = part.heading
        if not texts and (heading is None or (number == 0 and heading.number is None)):
            continue
        locator = _unused(heading.locator if heading else UNTITLED, used)
        used.add(locator)
        yield Section(
            locator,
            _printable(heading.title) if heading else None,
            tuple(_paragraphs(locator, texts)),
        )


def _paragraphs(section: str, texts: list[list[str]]) -> Iterator[Paragraph]:
    for number, sentences in enumerate(texts, 1):
        locator = f"{section}/p{number}"
        yield Paragraph(
            locator,
            tuple(
                Anchor.of(f"{locator}/s{place}", text) for place, text in enumerate(sentences, 1)
            ),
        )


def _printable(title: str) -> str | None:
    """Return a title without the characters that a sentence file cannot hold."""
    return "".join(filter(str.isprintable, " ".join(title.split()))) or None


def _unused(locator: str, used: set[str]) -> str:
    """Return a name, with a number behind it if another section has it."""
    names = (locator, *(f"{locator}-{number}" for number in range(2, len(used) + 3)))
    return next(name for name in names if name not in used)
