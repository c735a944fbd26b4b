"""Find the sentences of a paper in a reader's copy, and grade how each was found."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from scgraph.anchors.anchor import Anchor
from scgraph.anchors.blocks import without_emphasis
from scgraph.anchors.copy import Copy
from scgraph.anchors.forms import digest, exact, typographic

Grade: TypeAlias = Literal[
    "exact", "typographic", "extraction-tolerant", "moved", "neighbours-only", "not-found"
]
Span: TypeAlias = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Found:
    """How one sentence was found.

    Args:
        locator: where the paper has it.
        grade: "exact", "typographic" or "extraction-tolerant" by the strictest form that agrees;
            "moved" if it stands elsewhere among the others; "neighbours-only" if those before and
            behind it are there and it is not; "not-found".
        line: where it begins in the copy, from 1; None if it was not found.
        column: the same of its column.
        text: the sentence as the copy has it, with single spaces; None if it was not found.
    """

    locator: str
    grade: Grade
    line: int | None = None
    column: int | None = None
    text: str | None = None


def resolve(anchors: Sequence[Anchor], text: str) -> list[Found]:
    """Find sentences in a text; one result each, in the order of the anchors.

    A sentence is found where the letters between a place at which one may begin and a place at
    which one may end have its number and its digest. What is merely alike is never taken for it.

    Args:
        anchors: those of a paper, in the order of its sentences.
        text: the copy.
    """
    copy = Copy(text)
    spans = _chosen(anchors, _hits(anchors, copy))
    moved = _moved([anchor.locator for anchor in anchors], spans)
    return [
        _found(anchor, number, anchors, spans, moved, copy) for number, anchor in enumerate(anchors)
    ]


def spans_in(anchors: Sequence[Anchor], text: str) -> dict[str, Span]:
    """Return where sentences stand in a text, in code points from 0, the end not within.

    A sentence has its full stop, quotes and reference marks with it. What is not found is not
    there.

    Args:
        anchors: those of a paper, in the order of its sentences.
        text: the copy, of which the places are those of its composed form (NFC).

    >>> anchors = [Anchor.of("1/p1/s1", "Few read."), Anchor.of("1/p1/s2", "Many cite.")]
    >>> spans_in(anchors, "Few read. Many cite [2].")
    {'1/p1/s1': (0, 9), '1/p1/s2': (10, 24)}
    """
    copy = Copy(text)
    spans = _chosen(anchors, _hits(anchors, copy))
    return {locator: _widest(copy, span) for locator, span in spans.items()}


def _widest(copy: Copy, span: Span) -> Span:
    *_, widest = copy.bounds(*span)
    return widest


def _hits(anchors: Sequence[Anchor], copy: Copy) -> Mapping[str, list[Span]]:
    """Return every span of the copy that has the length and the digest of a sentence."""
    wanted: dict[int, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for anchor in anchors:
        wanted[anchor.letters][anchor.tolerant].append(anchor.locator)
    hits: dict[str, list[Span]] = defaultdict(list)
    for start in copy.starts:
        for length, digests in wanted.items():
            if start + length in copy.ends:
                found = digest(copy.letters[start : start + length])
                for locator in digests.get(found, ()):
                    hits[locator].append((start, start + length))
    return hits


def _chosen(anchors: Sequence[Anchor], hits: Mapping[str, list[Span]]) -> dict[str, Span]:
    """Choose for each sentence the first hit behind the one before it, else its first."""
    chosen: dict[str, Span] = {}
    last = -1
    for anchor in anchors:
        places = hits.get(anchor.locator)
        if places:
            chosen[anchor.locator] = next((span for span in places if span[0] > last), places[0])
            last = chosen[anchor.locator][0]
    return chosen


def _moved(locators: Sequence[str], spans: Mapping[str, Span]) -> set[str]:
    """Return the sentences out of order: against a neighbour, or against most of the others."""
    order = [locator for locator in locators if locator in spans]
    starts = [spans[locator][0] for locator in order]
    in_order = _longest_rising(starts)
    against = {
        number
        for behind in range(1, len(order))
        if starts[behind - 1] > starts[behind]
        for number in (behind - 1, behind)
    }
    return {
        locator
        for number, locator in enumerate(order)
        if number in against or number not in in_order
    }


def _longest_rising(values: Sequence[int]) -> set[int]:
    """Return the places of a longest rising part of some numbers (patience sorting)."""
    tops: list[int] = []
    piles: list[int] = []
    before: dict[int, int | None] = {}
    for number, value in enumerate(values):
        pile = bisect_left(tops, value)
        tops[pile : pile + 1] = [value]
        piles[pile : pile + 1] = [number]
        before[number] = piles[pile - 1] if pile else None
    rising: set[int] = set()
    last = piles[-1] if piles else None
    while last is not None:
        rising.add(last)
        last = before[last]
    return rising


def _found(
    anchor: Anchor,
    number: int,
    anchors: Sequence[Anchor],
    spans: Mapping[str, Span],
    moved: set[str],
    copy: Copy,
) -> Found:
    span = spans.get(anchor.locator)
    if span is None:
        beside = [*anchors[max(number - 1, 0) : number], *anchors[number + 1 : number + 2]]
        is_framed = bool(beside) and all(other.locator in spans for other in beside)
        return Found(anchor.locator, "neighbours-only" if is_framed else "not-found")
    grade: Grade = "moved" if anchor.locator in moved else _grade(anchor, copy, span)
    *_, widest = copy.spans(*span)
    return Found(anchor.locator, grade, *copy.line_and_column(span[0]), exact(widest))


def _grade(anchor: Anchor, copy: Copy, span: Span) -> Grade:
    # Plain text and Markdown emphasise words by marks that the paper has not.
    texts = [form for text in copy.spans(*span) for form in (text, without_emphasis(text))]
    if any(digest(exact(text)) == anchor.exact for text in texts):
        return "exact"
    if any(digest(typographic(text)) == anchor.typographic for text in texts):
        return "typographic"
    return "extraction-tolerant"
