"""Keep the locators of an earlier sentence file for the sentences that are still in the text.

A sentence is the same if the digest of its letters is. A new one gets a locator that none had
before, so that whatever speaks of a sentence never comes to speak of another.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from scgraph.anchors.anchor import Anchor
from scgraph.anchors.record import Record
from scgraph.anchors.structure import Paragraph, Section, Structure


@dataclass(frozen=True, slots=True)
class Changes:
    """How many sentences of a text an earlier file has, lacks, and has in vain."""

    kept: int
    new: int
    gone: int

    def __str__(self) -> str:
        """Say it in words."""
        return f"{self.kept} kept, {self.new} new, {self.gone} gone"


def kept(structure: Structure, old: Record) -> tuple[Record, Changes]:
    """Give the sentences of a text the locators that an earlier file has for them.

    What the file says beside of a sentence that is still there is kept; what it says of one that
    is gone is not, but its locator is noted, so that it is never used again. Digests are those of
    the text: another copy may write the same letters with other marks.

    Args:
        structure: of the text as it is now.
        old: the earlier file.

    >>> from scgraph.anchors import anchored
    >>> record, changes = kept(anchored("Nobody came. Buses ran."), Record(anchored("Buses ran.")))
    >>> [anchor.locator for anchor in record.structure], str(changes)
    (['text/p1/s2', 'text/p1/s1'], '1 kept, 1 new, 0 gone')
    """
    sentences, before = list(structure), list(old.structure)
    same = _same(sentences, before)
    named = _Naming(old, {sentences[new].locator: before[was].locator for new, was in same.items()})
    record = replace(
        old,
        structure=replace(structure, sections=named.sections(structure.sections)),
        gone=(*old.gone, *_locators(before, without=same.values())),
    )
    changes = Changes(len(same), len(sentences) - len(same), len(before) - len(same))
    return record, changes


def _locators(anchors: Sequence[Anchor], without: Iterable[int]) -> list[str]:
    left_out = set(without)
    return [anchor.locator for number, anchor in enumerate(anchors) if number not in left_out]


def _same(new: Sequence[Anchor], old: Sequence[Anchor]) -> dict[int, int]:
    """Return which old sentence each new one is: those in the same order, then those that moved."""
    was, now = ([anchor.tolerant for anchor in anchors] for anchors in (old, new))
    same: dict[int, int] = {}
    for block in SequenceMatcher(None, was, now, autojunk=False).get_matching_blocks():
        same |= {block.b + step: block.a + step for step in range(block.size)}
    free: dict[str, list[int]] = defaultdict(list)
    for number in sorted(set(range(len(old))) - set(same.values()), reverse=True):
        free[old[number].tolerant].append(number)
    for number, anchor in enumerate(new):
        if number not in same and free[anchor.tolerant]:
            same[number] = free[anchor.tolerant].pop()
    return same


class _Naming:
    """Name sections, paragraphs and sentences as an earlier file does, or as nothing before."""

    def __init__(self, old: Record, same: Mapping[str, str]) -> None:
        self._same = same
        self._old = old.structure.sections
        self._section_of = _places((s.locator, s.paragraphs) for s in self._old)
        self._paragraph_of = {
            anchor.locator: paragraph.locator
            for section in self._old
            for paragraph in section.paragraphs
            for anchor in paragraph.sentences
        }
        self._used = {*old.gone, *self._paragraph_of, *self._section_of.values()}
        self._used |= {
            paragraph.locator for section in self._old for paragraph in section.paragraphs
        }
        self._used |= {section.locator for section in self._old}
        self._used |= {part for name in list(self._used) for part in _above(name)}

    def sections(self, sections: Sequence[Section]) -> tuple[Section, ...]:
        names = _chosen(
            (section.locator, self._votes(_of(section.paragraphs), self._section_of))
            for section in sections
        )
        paragraphs = _chosen(
            (paragraph.locator, self._votes(paragraph.sentences, self._paragraph_of))
            for section in sections
            for paragraph in section.paragraphs
        )
        self._keep_titles(sections, names)
        return tuple(self._section(section, names, paragraphs) for section in sections)

    def _votes(self, anchors: Iterable[Anchor], place_of: Mapping[str, str]) -> Counter[str]:
        return Counter(
            place_of[self._same[anchor.locator]]
            for anchor in anchors
            if anchor.locator in self._same
        )

    def _keep_titles(self, sections: Sequence[Section], names: dict[str, str]) -> None:
        """Keep the names of sections that have no sentence in common but name and title."""
        old = {section.locator: section.title for section in self._old}
        for section in sections:
            is_free = section.locator not in names and section.locator not in names.values()
            if is_free and section.locator in old and old[section.locator] == section.title:
                names[section.locator] = section.locator

    def _section(
        self, section: Section, names: Mapping[str, str], paragraphs: Mapping[str, str]
    ) -> Section:
        locator = names.get(section.locator) or self._fresh_section(section.locator)
        return Section(
            locator,
            self._title(section, names.get(section.locator)),
            tuple(self._paragraph(one, locator, paragraphs) for one in section.paragraphs),
        )

    def _title(self, section: Section, kept: str | None) -> str | None:
        """Return the title as it was cut short by hand, such as not to hold a run of words."""
        old = next((was.title for was in self._old if was.locator == kept), None)
        return old if old and section.title and section.title.startswith(old) else section.title

    def _paragraph(self, paragraph: Paragraph, section: str, names: Mapping[str, str]) -> Paragraph:
        locator = names.get(paragraph.locator) or self._fresh(f"{section}/p")
        anchors = (
            replace(anchor, locator=self._same.get(anchor.locator) or self._fresh(f"{locator}/s"))
            for anchor in paragraph.sentences
        )
        return Paragraph(locator, tuple(anchors))

    def _fresh_section(self, locator: str) -> str:
        names = (locator, *(f"{locator}-{number}" for number in range(2, len(self._used) + 3)))
        fresh = next(name for name in names if name not in self._used)
        self._used.add(fresh)
        return fresh

    def _fresh(self, stem: str) -> str:
        """Return a name that is numbered on from all that begin like it."""
        numbers = [
            int(name.removeprefix(stem))
            for name in self._used
            if name.startswith(stem) and re.fullmatch(r"\d+", name.removeprefix(stem))
        ]
        fresh = f"{stem}{max(numbers, default=0) + 1}"
        self._used.add(fresh)
        return fresh


def _chosen(votes: Iterable[tuple[str, Counter[str]]]) -> dict[str, str]:
    """Give each new part the old name that most of its sentences bear; no name to two parts."""
    ballots = [(-number, name, old) for name, counted in votes for old, number in counted.items()]
    chosen: dict[str, str] = {}
    for _, name, old in sorted(ballots, key=lambda ballot: ballot[0]):
        if name not in chosen and old not in chosen.values():
            chosen[name] = old
    return chosen


def _of(paragraphs: Iterable[Paragraph]) -> list[Anchor]:
    return [anchor for paragraph in paragraphs for anchor in paragraph.sentences]


def _places(parts: Iterable[tuple[str, Sequence[Paragraph]]]) -> dict[str, str]:
    return {anchor.locator: name for name, paragraphs in parts for anchor in _of(paragraphs)}


def _above(locator: str) -> list[str]:
    """Return the names of the paragraph and the section that a locator names with itself."""
    parts = locator.split("/")
    return ["/".join(parts[:end]) for end in range(1, len(parts))]
