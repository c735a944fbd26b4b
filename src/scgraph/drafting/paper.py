"""What is known of a paper that is being annotated: its sentences, and what stands at each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from scgraph.anchors import Anchor, Record, read_copy, read_record, resolve
from scgraph.authoring import Item, items
from scgraph.authoring.curation import places, section_of
from scgraph.corpus import paper_folders
from scgraph.errors import ReadError, UnknownNameError, near_names
from scgraph.files import TEXTS
from scgraph.reading.tree import STUB

SENTENCES = "sentences.yaml"
NO_CLAIM = "no_claim"
_COPIES = (".txt", ".md", ".pdf")


@dataclass(frozen=True)
class Place:
    """A sentence of a paper, and what the annotation has there.

    Args:
        locator: such as "2.1/p3/s2".
        section: the title of its section; None if it has none.
        text: the sentence as the user's own copy has it; None if there is no copy, or not there.
        no_claim: why it adds no claim, if somebody has decided so.
        claims: the claims that stand at it, as they are written.
        stubs: the same of claims that are only begun.
        before: the locator of the sentence before it; None at the beginning.
        after: that of the sentence behind it; None at the end.
    """

    locator: str
    section: str | None
    text: str | None
    no_claim: str | None
    claims: tuple[dict[str, Any], ...]
    stubs: tuple[dict[str, Any], ...]
    before: str | None
    after: str | None


@dataclass(frozen=True)
class Uncovered:
    """The sentences at which nothing is settled yet, in the order of the paper.

    Args:
        unread: those without claim, stub, or a reason for having none.
        begun: those with stubs alone.
        sentences: how many the paper has.
    """

    unread: tuple[str, ...]
    begun: tuple[str, ...]
    sentences: int


class DraftedPaper:
    """A paper of a corpus, with its claims as they are written.

    Args:
        corpus: the folder of the corpus.
        paper: the name of the paper's folder.
        copy: the user's own copy of the text; if not given, it is looked for in ``texts``.

    Raises:
        UnknownNameError: if the corpus has no such paper; it offers near names.
        ReadError: if its sentence file or its claims cannot be read.
    """

    def __init__(self, corpus: Path, paper: str, copy: Path | None = None) -> None:
        folders = {folder.name: folder for folder in paper_folders(corpus)}
        if paper not in folders:
            raise UnknownNameError(paper, "paper", near_names(paper, folders))
        self.corpus = corpus
        self.folder = folders[paper]
        self.name = paper
        self._copy = copy

    @cached_property
    def record(self) -> Record:
        """The sections, paragraphs and sentences, with their digests."""
        return read_record(self.folder / SENTENCES)

    @cached_property
    def anchors(self) -> dict[str, Anchor]:
        """The anchor of each sentence by its locator, in the order of the paper."""
        return {anchor.locator: anchor for anchor in self.record.structure}

    @cached_property
    def items(self) -> dict[str, list[Item]]:
        """The claims and stubs at each sentence, by its locator."""
        found: dict[str, list[Item]] = {}
        for item in self.all_items:
            for locator in places(item):
                found.setdefault(locator, []).append(item)
        return found

    @cached_property
    def all_items(self) -> tuple[Item, ...]:
        """All claims and stubs, in the order of the files."""
        paths = sorted(self.folder.glob("*.yaml"))
        texts = ((path, path.read_text(encoding="utf-8")) for path in paths)
        return tuple(item for path, text in texts for item in items(text, str(path)))

    @cached_property
    def texts(self) -> dict[str, str]:
        """The sentences as the user's own copy has them; empty if there is no copy."""
        for path in [self._copy] if self._copy else self._copies():
            try:
                found = resolve(tuple(self.anchors.values()), read_copy(path))
            except (ReadError, ImportError):
                if self._copy:
                    raise
                continue
            if texts := {one.locator: one.text for one in found if one.text is not None}:
                return texts
        return {}

    def place(self, locator: str) -> Place:
        """Return a sentence with what stands at it.

        Raises:
            UnknownNameError: if the paper has no such sentence; it offers near locators.

        >>> from scgraph import files
        >>> paper = DraftedPaper(files.data(), "an-2025")
        >>> paper.place("1/p1/s2").before, paper.place("1/p1/s9").no_claim
        ('1/p1/s1', 'transition')
        """
        order = list(self.anchors)
        if locator not in self.anchors:
            raise UnknownNameError(locator, "sentence", near_names(locator, order))
        number = order.index(locator)
        here = self.items.get(locator, [])
        return Place(
            locator,
            self._section(locator),
            self.texts.get(locator),
            self._no_claim(locator),
            tuple(item.values for item in here if not is_stub(item)),
            tuple(item.values for item in here if is_stub(item)),
            order[number - 1] if number else None,
            order[number + 1] if number + 1 < len(order) else None,
        )

    def uncovered(self, section: str | None = None) -> Uncovered:
        """Return the sentences at which nothing is settled yet.

        Args:
            section: the locator of a section, to look at it alone.

        Raises:
            UnknownNameError: if the paper has no such section; it offers near ones.

        >>> from scgraph import files
        >>> DraftedPaper(files.data(), "an-2025").uncovered("2.1").unread
        ()
        """
        sections = [one.locator for one in self.record.structure.sections]
        if section is not None and section not in sections:
            raise UnknownNameError(section, "section", near_names(section, sections))
        within = [one for one in self.anchors if section is None or section_of(one) == section]
        open_ones = [one for one in within if not self._no_claim(one) and not self._claims(one)]
        begun = [one for one in open_ones if one in self.items]
        unread = [one for one in open_ones if one not in self.items]
        return Uncovered(tuple(unread), tuple(begun), len(within))

    def _claims(self, locator: str) -> list[Item]:
        return [item for item in self.items.get(locator, []) if not is_stub(item)]

    def _no_claim(self, locator: str) -> str | None:
        reason = self.record.others.get(locator, {}).get(NO_CLAIM)
        return None if reason is None else str(reason)

    def _section(self, locator: str) -> str | None:
        sections = self.record.structure.sections
        titles = {section.locator: section.title for section in sections}
        return titles.get(section_of(locator))

    def _copies(self) -> Iterator[Path]:
        """Yield the files in the folder of texts that bear the name of the paper."""
        for suffix in _COPIES:
            path = self.corpus / TEXTS / f"{self.name}{suffix}"
            if path.is_file():
                yield path


def is_stub(item: Item) -> bool:
    """Tell whether an item is a claim only begun.

    >>> is_stub(Item("late", {"stub": "true"}, 1, 2, 5))
    True
    """
    return bool(item.values.get(STUB) == "true")
