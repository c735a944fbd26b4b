"""Find in the text of a paper what an annotation begins with."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

from scgraph.anchors import Anchor, Mark, Worded, worded, worded_file
from scgraph.anchors.scripts import is_japanese
from scgraph.finding.authored import find_mentions, find_names
from scgraph.finding.cues import find_cues
from scgraph.finding.entries import read_entries, style_of
from scgraph.finding.figures import find_numbers
from scgraph.finding.figures_ja import find_numbers_in_japanese
from scgraph.finding.found import Citation, Entry, Finding, Footnote, Sentence
from scgraph.finding.front import footnotes_of, language_of, title_and_authors
from scgraph.finding.listed import Listed
from scgraph.finding.naming import NameIndex
from scgraph.finding.pointing import Marks, find_marks

LONGEST_SENTENCE = 20_000
"""In characters; a longer one is no sentence, and nothing is looked for in it."""


def find(
    text: str, *, markdown: bool = False, names: Mapping[str, str] = MappingProxyType({})
) -> Finding:
    """Find title, sections, sentences, references, citations, numbers, cues and names in a paper.

    Args:
        text: the paper; form feeds divide its pages.
        markdown: whether it is Markdown.
        names: what each label of a known thing stands for, such as an IRI.

    Returns:
        What was found, with the words of the paper: to be kept in memory.

    Raises:
        AnchoringError: if no sentence is found.

    >>> text = "1. Towns\\n\\nIt fell 3 % [1].\\n\\nReferences\\n\\n[1] Lee, A. (2019). Rain."
    >>> found = find(text)
    >>> (sentence,) = found
    >>> sentence.locator, sentence.numbers[0].written, sentence.citations[0].key
    ('1/p1/s1', '3 %', '1')
    >>> found.entries["1"].title
    'Rain'
    """
    return found_in(worded(text, markdown=markdown), names)


def find_file(path: Path, names: Mapping[str, str] = MappingProxyType({})) -> Finding:
    """Find the same in a file: plain text, Markdown or PDF.

    Raises:
        ReadError: if it cannot be read as a text, or no sentence is found in it.
        ImportError: if it is a PDF, and pypdf is not installed.
    """
    return found_in(worded_file(path), names)


def found_in(paper: Worded, names: Mapping[str, str] = MappingProxyType({})) -> Finding:
    """Find the same in a text whose sentences are known already."""
    references = paper.others.get("references", ())
    entries = read_entries(references)
    notes = dict(footnotes_of([*paper.others.get("footnotes", ()), *_endnotes(paper)]))
    numbers = {entry.number for entry in entries.values() if entry.number is not None}
    finder = _Finder(
        entries, Marks(style_of(references), numbers, frozenset(notes)), NameIndex(names)
    )
    title, authors = title_and_authors(paper.front)
    sentences = {
        anchor.locator: finder.sentence(anchor, text, paper.marks.get(anchor.locator, ()))
        for anchor, text in paper
    }
    return Finding(
        paper.structure,
        MappingProxyType(sentences),
        title,
        authors,
        _abstract(sentences),
        language_of(paper.texts.values()),
        MappingProxyType(entries),
        MappingProxyType(dict(finder.footnotes(notes))),
    )


def _endnotes(paper: Worded) -> Sequence[Sequence[str]]:
    return paper.others.get("notes entries", ())


def _abstract(sentences: Mapping[str, Sentence]) -> tuple[str, ...]:
    """Return the locators of the abstract in the language of the paper, else of any."""
    language = language_of(sentence.text for sentence in sentences.values())
    sections: dict[str, list[str]] = {}
    for locator in sentences:
        if locator.split("/")[0].split("-")[0] in ("abstract", "summary"):
            sections.setdefault(locator.split("/")[0], []).append(locator)
    fitting = [
        part for part in sections.values() if language_of([sentences[part[0]].text]) == language
    ]
    return tuple(next(iter(fitting or sections.values()), ()))


class _Finder:
    """Look for everything in one sentence after another."""

    def __init__(self, entries: Mapping[str, Entry], marks: Marks, names: NameIndex) -> None:
        self._entries = entries
        self._marks = marks
        self._names = names
        self._listed = Listed(entries)

    def sentence(self, anchor: Anchor, text: str, noted: Sequence[Mark]) -> Sentence:
        if len(text) > LONGEST_SENTENCE:
            return Sentence(anchor, text)
        citations = self._citations(text, noted)
        spans = [(one.start, one.end) for one in citations if one.pointing != "name-only"]
        find_all = find_numbers_in_japanese if is_japanese(text) else find_numbers
        return Sentence(
            anchor,
            text,
            citations,
            tuple(find_all(text, spans)),
            tuple(find_cues(text)),
            tuple(self._names.find(text)),
        )

    def footnotes(self, notes: Mapping[str, str]) -> Iterator[tuple[str, Footnote]]:
        for mark, text in notes.items():
            yield mark, Footnote(mark, text, self._citations(text[:LONGEST_SENTENCE], ()))

    def _citations(self, text: str, noted: Sequence[Mark]) -> tuple[Citation, ...]:
        found = [*find_marks(text, self._marks, noted)]
        numbered = [one.key for one in found if one.pointing == "number"]
        for mention in find_mentions(text, self._listed):
            if mention.key in numbered:
                # "Lee (2019) [3]" is one citation, by number and name.
                found = [_with_name(one, mention.key) for one in found]
            else:
                found.append(mention)
        named = {key for _, _, key in self._listed.named(text)}
        for key in named:
            found = [_with_name(one, key) for one in found]
        found += find_names(text, self._entries, found, self._listed)
        return tuple(sorted(found, key=lambda one: (one.start, one.end)))


def _with_name(citation: Citation, key: str) -> Citation:
    is_same = citation.key == key and citation.pointing == "number"
    return replace(citation, pointing="number-and-name") if is_same else citation
