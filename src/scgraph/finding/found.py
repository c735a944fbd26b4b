"""What is found in a paper: frozen values, each with its place in the sentence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from scgraph.anchors import Anchor, Structure


@dataclass(frozen=True, slots=True)
class Find:
    """Something found in a sentence, between two characters of it.

    Args:
        start: how many characters of the sentence stand before it.
        end: how many stand before what follows it.
        text: the words between.
    """

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Citation(Find):
    """One work that a sentence points to; a mark for three works is three of these.

    Args:
        key: the key of the entry, as in `Entry`, also if the list has no such entry.
        pointing: a code of the list ``pointing``; None for the mark of a footnote.
        is_listed: whether the list of references has the entry; of a footnote, whether there is
            such a note.
        pages: what stands behind it as a place in the work, such as "p. 12".
    """

    key: str
    pointing: str | None
    is_listed: bool
    pages: str | None = None


@dataclass(frozen=True, slots=True)
class Number(Find):
    """A number that says something of the world; not a year, a section or a reference.

    Args:
        written: the number with its unit, without the words that bound or round it.
        value: the number; the lower one of a range.
        unit: as written, such as "%" or "人"; None if it only counts.
        stated: a code of the list ``how-stated``.
        upper: the upper number of a range.
        kind: a code of the list ``unit-of-figure`` where one fits: percent, rank-position, count;
            else "money", "measure", "ratio" or "age".
    """

    written: str
    value: Decimal
    unit: str | None
    stated: str
    kind: str
    upper: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Cue(Find):
    """Words that make a code likely.

    Args:
        scheme: the code list, such as "causal-kind".
        code: the code that is proposed.
        is_reversed: whether the effect stands before the cause.
    """

    scheme: str
    code: str
    is_reversed: bool = False


@dataclass(frozen=True, slots=True)
class Name(Find):
    """A thing of the corpus that the sentence names; `thing` is what the index has for the name."""

    thing: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of the list of references; what is not plain stays None.

    Args:
        key: its number, or its author and year, such as "smith-2020a"; unique in the list.
        printed: the entry as printed, in one line, without its number.
        number: its number in the list, if it has one.
        authors: the authors as printed.
        families: their family names, or the name of the body; as printed.
        year: of publication.
        letter: the letter behind the year that tells works of one year apart.
        title: of the work.
        doi: without the address of a resolver.
        url: of the work, if it is not the DOI's.
    """

    key: str
    printed: str
    number: int | None = None
    authors: str | None = None
    families: tuple[str, ...] = ()
    year: int | None = None
    letter: str | None = None
    title: str | None = None
    doi: str | None = None
    url: str | None = None


def apart(found: Iterable[Number]) -> list[Number]:
    """Return numbers in their order; of two that overlap, the first, and there the longer."""
    kept: list[Number] = []
    for number in sorted(found, key=lambda one: (one.start, -one.end)):
        if not kept or number.start >= kept[-1].end:
            kept.append(number)
    return kept


@dataclass(frozen=True, slots=True)
class Footnote:
    """A footnote: the mark that leads to it, its words, and the works that it cites."""

    mark: str
    text: str
    citations: tuple[Citation, ...] = ()


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence with all that was found in it, each kind in the order of the text."""

    anchor: Anchor
    text: str
    citations: tuple[Citation, ...] = ()
    numbers: tuple[Number, ...] = ()
    cues: tuple[Cue, ...] = ()
    names: tuple[Name, ...] = ()

    @property
    def locator(self) -> str:
        """Return where the sentence stands, such as "2.1/p3/s2"."""
        return self.anchor.locator


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found in a paper; it holds the paper's words and is to stay in memory.

    Args:
        structure: sections, paragraphs and anchors, without words.
        sentences: all of them, by locator, in the order of the text.
        title: of the paper; None if it is not plain.
        authors: their names, if they stand plainly behind the title.
        abstract: the locators of its sentences.
        language: "en" or "ja", by the script of most sentences.
        entries: the list of references, by key.
        footnotes: by their marks.
    """

    structure: Structure
    sentences: Mapping[str, Sentence]
    title: str | None = None
    authors: tuple[str, ...] = ()
    abstract: tuple[str, ...] = ()
    language: str = "en"
    entries: Mapping[str, Entry] = field(default_factory=dict)
    footnotes: Mapping[str, Footnote] = field(default_factory=dict)

    def __iter__(self) -> Iterator[Sentence]:
        """Yield the sentences in the order of the text."""
        return iter(self.sentences.values())
