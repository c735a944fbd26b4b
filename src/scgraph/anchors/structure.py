"""The structure of a paper without its words: sections, paragraphs, and anchors of sentences."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from scgraph.anchors.anchor import Anchor


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph, and the anchors of its sentences in their order."""

    locator: str
    sentences: tuple[Anchor, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """A section; one that has only sections below it has no paragraphs.

    Args:
        locator: its number as printed, or its title made into a name.
        title: as printed, without its number; None for text that stands under no heading.
        paragraphs: in their order.
    """

    locator: str
    title: str | None
    paragraphs: tuple[Paragraph, ...] = ()


@dataclass(frozen=True, slots=True)
class Structure:
    """What a text holds, without any word of its sentences.

    Args:
        sections: in their order.
        left_out: how many things of each kind were found that are no prose, such as "captions".
    """

    sections: tuple[Section, ...]
    left_out: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))

    def __iter__(self) -> Iterator[Anchor]:
        """Yield the anchors of all sentences, in the order of the text."""
        return (
            anchor
            for section in self.sections
            for paragraph in section.paragraphs
            for anchor in paragraph.sentences
        )
