"""Find the marks by which a sentence points to numbered entries and to footnotes."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from scgraph.anchors import Mark
from scgraph.anchors.copy import NOTE_MARK
from scgraph.finding.found import Citation

MOST_IN_A_RANGE = 100
_RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-")
_LIST = r"\s*\d{1,3}(?:\s*[,;、，\u2013\u2014~〜-]\s*\d{1,3})*"
_SQUARE = re.compile(
    rf"[\[［](?P<numbers>{_LIST})(?:\s*[,、:]\s*(?P<pages>(?:pp?\.|頁|ch\.|chap\.|sect?\.)\s*[\d\u2013\u2014-]+))?\s*[\]］]"
)
_SUPERSCRIPT = re.compile(r"[¹²³⁴-⁹⁰](?:[⁰¹²³⁴-⁹⁻]|[,˒،ʼ](?=[⁰¹²³⁴-⁹])){0,12}")
_CARET = re.compile(rf"\^(?P<numbers>{_LIST})\s*\^")
_ROUND = re.compile(rf"(?<=[\s\w.,;:。、」』])[(（](?P<numbers>{_LIST})[)）]")
_HALF = re.compile(
    r"(?<=[^\s\d(（,.])(?P<numbers>\d{1,3}(?:[,、]\d{1,3})*)[)）](?=$|[\s。、．，.,」』はがをにのとでも])"
)
_RANGE = re.compile(r"\s*[\u2013\u2014~〜-]\s*")


@dataclass(frozen=True, slots=True)
class Marks:
    """How the marks of a paper are to be read.

    Args:
        style: how the numbers of the list of references are printed; None if it has none.
        numbers: the numbers that the list has.
        notes: the marks of the footnotes that were found.
    """

    style: str | None
    numbers: Collection[int]
    notes: Collection[str]


def find_marks(sentence: str, marks: Marks, noted: Sequence[Mark] = ()) -> Iterator[Citation]:
    """Yield what the marks of a sentence point to; a mark for several works gives one for each.

    >>> marks = Marks("[1]", {3, 4, 5}, {"1"})
    >>> [(one.text, one.key) for one in find_marks("It fell [3–5].\u00b9", marks)]
    [('[3–5]', '3'), ('[3–5]', '4'), ('[3–5]', '5'), ('¹', 'note:1')]
    """
    for found in _SQUARE.finditer(sentence):
        yield from _numbered(found, found["numbers"], marks, found["pages"])
    if marks.style == "(1)":
        for found in _ROUND.finditer(sentence):
            yield from _numbered(found, found["numbers"], marks, known_alone=True)
    if marks.style == "1)":
        for found in _HALF.finditer(sentence):
            yield from _numbered(found, found["numbers"], marks, known_alone=True)
    yield from _raised(sentence, marks)
    for mark in noted:
        yield _note(mark.place, mark.place, "", mark.name, marks)


def _raised(sentence: str, marks: Marks) -> Iterator[Citation]:
    """Yield superscript numbers: footnotes where there are such, else numbers of the list."""
    for found in _SUPERSCRIPT.finditer(sentence):
        if not _is_power(sentence, found):
            yield from _note_or_number(found, found[0].translate(_RAISED), marks)
    for found in _CARET.finditer(sentence):
        yield from _note_or_number(found, found["numbers"], marks)
    for found in NOTE_MARK.finditer(sentence):
        digits = re.search(r"\d[\d,]*$", found[0])
        if digits and all(_is_known(one, marks) for one in digits[0].split(",")):
            start = found.start() + digits.start()
            for one in digits[0].split(","):
                yield _either(start, found.end(), digits[0], one, marks)


def _is_power(sentence: str, found: re.Match[str]) -> bool:
    """Tell whether a raised number belongs to a unit: "km²", "10³"."""
    before = sentence[max(0, found.start() - 3) : found.start()]
    return re.search(r"(?:\d|\b[kcm]?m)$", before) is not None


def _note_or_number(found: re.Match[str], text: str, marks: Marks) -> Iterator[Citation]:
    for number in _expanded(re.sub(r"[˒،ʼ]", ",", text)):
        yield _either(found.start(), found.end(), found[0], str(number), marks)


def _either(start: int, end: int, text: str, number: str, marks: Marks) -> Citation:
    if number in marks.notes or int(number) not in marks.numbers:
        return _note(start, end, text, number, marks)
    return Citation(start, end, text, number, "number", True)


def _note(start: int, end: int, text: str, mark: str, marks: Marks) -> Citation:
    return Citation(start, end, text, f"note:{mark}", None, mark in marks.notes)


def _is_known(number: str, marks: Marks) -> bool:
    return number in marks.notes or int(number) in marks.numbers


def _numbered(
    found: re.Match[str],
    text: str,
    marks: Marks,
    pages: str | None = None,
    *,
    known_alone: bool = False,
) -> Iterator[Citation]:
    numbers = _expanded(text)
    if known_alone and not all(number in marks.numbers for number in numbers):
        return
    for number in numbers:
        is_listed = number in marks.numbers
        yield Citation(
            found.start(), found.end(), found[0], str(number), "number", is_listed, pages
        )


def _expanded(text: str) -> list[int]:
    """Return the numbers of a mark.

    >>> _expanded("1, 4–6; 9")
    [1, 4, 5, 6, 9]
    """
    numbers: list[int] = []
    for part in re.split(r"\s*[,;、，]\s*", text.strip()):
        first, *rest = _RANGE.split(part)
        last = rest[-1] if rest and rest[-1] else first
        if first and int(first) <= int(last) <= int(first) + MOST_IN_A_RANGE:
            numbers += range(int(first), int(last) + 1)
        elif first:
            numbers += [int(first), int(last)]
    return numbers
