"""Make the anchors of a paper from its text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from types import MappingProxyType

from scgraph.anchors.anchor import Anchor
from scgraph.anchors.blocks import Block, Joining, blocks
from scgraph.anchors.pages import paged_text
from scgraph.anchors.prose import Part, Prose, paragraphs_of
from scgraph.anchors.structure import Paragraph, Section, Structure
from scgraph.anchors.texts import is_markdown, read_text
from scgraph.anchors.words import Worded, marks_of
from scgraph.errors import Fault, ReadError
from scgraph.terms import unused

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
    return worded(text, markdown=markdown).structure


def worded(text: str, *, markdown: bool = False) -> Worded:
    """Find what `anchored` finds, with the words, which are to stay in memory.

    Args:
        text: the paper; form feeds divide its pages.
        markdown: whether it is Markdown.

    Raises:
        AnchoringError: if no sentence is found.

    >>> paper = worded("A town\\n\\n1. Cities\\n\\nThey grow. They fall [2].")
    >>> [(anchor.locator, sentence) for anchor, sentence in paper]
    [('1/p1/s1', 'They grow.'), ('1/p1/s2', 'They fall [2].')]
    >>> paper.front
    (('A town',),)
    """
    found, left_out, notes = _blocks(text, markdown)
    prose = Prose(found, Joining(text))
    texts: dict[str, str] = {}
    sections = tuple(_sections(prose.parts, texts))
    structure = Structure(sections, MappingProxyType(dict(+(left_out + prose.left_out))))
    if not texts:
        raise AnchoringError("no sentence was found: nothing in it reads like prose")
    if notes:
        prose.others["footnotes"] += [tuple(note.split("\n")) for note in notes]
    others = {kind: tuple(lines) for kind, lines in prose.others.items()}
    return Worded(
        structure,
        MappingProxyType(texts),
        tuple(prose.front),
        MappingProxyType(others),
        MappingProxyType(marks_of(found, texts)),
    )


def anchored_file(path: Path) -> Structure:
    """Find the structure of the paper that a file holds: plain text, Markdown or PDF.

    Raises:
        ReadError: if it cannot be read as a text, or no sentence is found in it.
        ImportError: if it is a PDF, and pypdf is not installed.
    """
    return worded_file(path).structure


def worded_file(path: Path) -> Worded:
    """Find the structure and the words of the paper that a file holds.

    Raises:
        ReadError: if it cannot be read as a text, or no sentence is found in it.
        ImportError: if it is a PDF, and pypdf is not installed.
    """
    text = read_text(path)
    try:
        return worded(text, markdown=is_markdown(path))
    except AnchoringError as error:
        raise ReadError([Fault(str(path), None, None, str(error))]) from error


def _blocks(text: str, markdown: bool) -> tuple[list[Block], Counter[str], list[str]]:
    """Return the blocks of a text, how many things it leaves out, and its footnotes."""
    if markdown:
        from scgraph.anchors.marked import marked_blocks

        return marked_blocks(text)
    paged = paged_text(text)
    left_out = Counter({"lines of footnotes": len(paged.notes)})
    return list(blocks(paged.lines)), left_out, ["\n".join(paged.notes)] if paged.notes else []


def _sections(parts: list[Part], said: dict[str, str]) -> Iterator[Section]:
    """Yield the sections; a first one without prose is the title of the paper, or its front."""
    used: Counter[str] = Counter()
    for number, part in enumerate(parts):
        texts = paragraphs_of(part)
        heading = part.heading
        if not texts and (heading is None or (number == 0 and heading.number is None)):
            continue
        locator = unused(heading.locator if heading else UNTITLED, used)
        yield Section(
            locator,
            _printable(heading.title) if heading else None,
            tuple(_paragraphs(locator, texts, said)),
        )


def _paragraphs(section: str, texts: list[list[str]], said: dict[str, str]) -> Iterator[Paragraph]:
    """Yield the paragraphs of a section, and note what its sentences say."""
    for number, sentences in enumerate(texts, 1):
        locator = f"{section}/p{number}"
        places = {f"{locator}/s{place}": text for place, text in enumerate(sentences, 1)}
        said |= places
        yield Paragraph(locator, tuple(Anchor.of(*place) for place in places.items()))


def _printable(title: str) -> str | None:
    """Return a title without the characters that a sentence file cannot hold."""
    return "".join(filter(str.isprintable, " ".join(title.split()))) or None
