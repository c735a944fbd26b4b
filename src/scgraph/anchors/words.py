"""The words of a paper beside its structure: kept in memory alone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import accumulate

from scgraph.anchors.anchor import Anchor
from scgraph.anchors.blocks import Block
from scgraph.anchors.structure import Structure


@dataclass(frozen=True, slots=True)
class Mark:
    """The mark of a note that Markdown writes as [^1], and where it stood in a sentence.

    Args:
        name: what the note is called.
        place: how many characters of the sentence stand before it.
    """

    name: str
    place: int


@dataclass(frozen=True, slots=True)
class Worded:
    """What a text holds, with its words.

    Args:
        structure: sections, paragraphs and anchors; it has no words.
        texts: the sentence at each locator, with single spaces.
        front: the lines of each block before the first section: title, authors, addresses.
        others: the lines of each block that is no prose, by kind, such as "references",
            "footnotes" and "captions".
        marks: the marks of notes in the sentences, by locator; other texts than Markdown have
            them in the sentence itself.
    """

    structure: Structure
    texts: Mapping[str, str]
    front: tuple[tuple[str, ...], ...] = ()
    others: Mapping[str, tuple[tuple[str, ...], ...]] = field(default_factory=dict)
    marks: Mapping[str, tuple[Mark, ...]] = field(default_factory=dict)

    def __iter__(self) -> Iterator[tuple[Anchor, str]]:
        """Yield each anchor with its sentence, in the order of the text."""
        return ((anchor, self.texts[anchor.locator]) for anchor in self.structure)


def marks_of(blocks: Sequence[Block], texts: Mapping[str, str]) -> dict[str, tuple[Mark, ...]]:
    """Return the marks of notes in each sentence, found by the letters before them."""
    if not any(block.marks for block in blocks):
        return {}
    rows = ["".join(filter(str.isalnum, "".join(block.lines))) for block in blocks]
    starts = [0, *accumulate(map(len, rows))]
    noted = [
        (start + letters, name)
        for start, block in zip(starts, blocks, strict=False)
        for letters, name in block.marks
    ]
    return _placed("".join(rows), noted, texts)


def _placed(
    row: str, noted: list[tuple[int, str]], texts: Mapping[str, str]
) -> dict[str, tuple[Mark, ...]]:
    """Put each mark into the sentence in which its letter stands; a last one ends a sentence."""
    found: dict[str, tuple[Mark, ...]] = {}
    place = number = 0
    for locator, text in texts.items():
        letters = "".join(filter(str.isalnum, text))
        start = row.find(letters, place)
        if start < 0:
            continue
        place = start + len(letters)
        while number < len(noted) and noted[number][0] <= start:
            number += 1
        inside = []
        ends = _ends_of_letters(text)
        while number < len(noted) and noted[number][0] <= place:
            inside.append(Mark(noted[number][1], ends[noted[number][0] - start - 1]))
            number += 1
        if inside:
            found[locator] = tuple(inside)
    return found


def _ends_of_letters(text: str) -> list[int]:
    """Return where each letter of a text ends; behind the last one, its end."""
    ends = [place for place, character in enumerate(text, 1) if character.isalnum()]
    return [*ends[:-1], len(text)]
