"""Tell the prose of a paper from all else, and put it into sections and paragraphs."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from scgraph.anchors.blocks import Block, Joining, runs
from scgraph.anchors.copy import LIST_ITEM
from scgraph.anchors.headings import Heading, follows, heading_of, is_contents_line, run_in
from scgraph.anchors.kinds import (
    ADDRESS,
    CAPTION,
    CONTENTS_LINE,
    ENTRY,
    KEYWORDS,
    NOTE,
    SOURCE,
    looks_like_table,
)
from scgraph.anchors.numbering import Number, value
from scgraph.anchors.pages import is_page_number
from scgraph.anchors.scripts import weight
from scgraph.anchors.sentences import ends_sentence, sentences

FEWEST_WORDS_OF_PROSE = 20
"""Before the first heading, a block with fewer words is a title, a name or an address."""
FEWEST_WORDS_BEHIND_A_HEADING = 8
FEWEST_WORDS_OF_A_FRAGMENT = 5
MOST_LINES_OF_A_HEADING = 3
FIRST_SECTIONS = frozenset({"abstract", "introduction", "1", "I"})


@dataclass(slots=True)
class Part:
    """A section with the texts of its paragraphs; of a list, the items are texts of their own."""

    heading: Heading | None
    paragraphs: list[list[str]] = field(default_factory=list)


class Prose:
    """Read blocks one after another, and keep what is prose."""

    def __init__(self, blocks: Sequence[Block], join: Joining) -> None:
        self.parts: list[Part] = []
        self.left_out: Counter[str] = Counter()
        self.front: list[tuple[str, ...]] = []
        self.others: dict[str, list[tuple[str, ...]]] = defaultdict(list)
        self._join = join
        self._texts = [runs(block, join) for block in blocks]
        self._is_marked = any(block.is_heading for block in blocks)
        self._has_known = any(self._known(block) for block in blocks)
        self._front: list[tuple[Block, list[str], bool]] = []
        self._dropped: list[tuple[str, ...]] = []
        self._kind = "prose"
        self._last: Number = ()
        self._numbers: dict[int, str] = {}
        self._last_note = 0
        self._was_item = False
        self._was_table = False
        self._open: list[str] | None = None
        self._is_open_item = False
        self._repeated = _repeated(self._texts)
        for number, block in enumerate(blocks):
            self._read(number, block)
        if not self.parts and self._front:
            self.parts.append(Part(None))
            for _, texts, is_item in self._front:
                self._add_prose(texts, is_item)
        self._close_fragment()

    def _known(self, block: Block) -> bool:
        text = self._join(block.lines)
        heading = heading_of(text)
        return bool(run_in(text) or (heading and heading.is_known))

    def _read(self, number: int, block: Block) -> None:
        texts = self._texts[number]
        whole = " ".join(texts)
        is_item = LIST_ITEM.match(block.lines[0]) is not None
        if is_page_number(whole) or whole in self._repeated:
            self.left_out["page lines"] += 1
        elif heading := self._heading(number, block, whole):
            self._begin(heading)
        elif begun := run_in(whole):
            self._begin(begun[0])
            self._add_prose([begun[1]], is_item=False)
        elif kind := self._other(number, block, whole):
            self.left_out[kind] += _entries(block, texts) if kind == "references" else 1
            self.others[kind].append(block.lines)
            self._was_table = kind in ("tables", "captions")
        elif not self.parts:
            self._front.append((block, texts, is_item))
        else:
            self._add_prose(texts, is_item)

    def _heading(self, number: int, block: Block, text: str) -> Heading | None:
        heading = heading_of(text)
        is_item, self._was_item = self._was_item, False
        if block.is_heading:
            marked = heading or Heading(text, None, "prose", True)
            return self._below(marked) or replace(marked, number=None, title=text)
        if heading is None or KEYWORDS.match(text) or len(block.lines) > MOST_LINES_OF_A_HEADING:
            return None
        if CONTENTS_LINE.search(text) or CAPTION.match(text):
            return None
        if self._is_in_contents(number) and not self._is_before_prose(number):
            return None
        if heading.part != "prose":
            return heading
        if self._kind in ("references", "notes"):
            # An entry of a list may look like any heading but one that is known by its name.
            named = heading_of(heading.title)
            return heading if named is not None and named.is_known else None
        if heading.rank:
            return self._below(heading) if self._is_before_prose(number) else None
        if heading.number:
            is_next = not is_item and follows(heading.order, self._last)
            self._was_item = not is_next
            return heading if is_next else None
        if heading.is_known:
            return heading
        is_possible = not self._is_marked and (bool(self.parts) or not self._has_known)
        return (
            heading
            if is_possible and self._open is None and self._is_before_prose(number)
            else None
        )

    def _is_before_prose(self, number: int) -> bool:
        """Tell whether the next block is prose, which a cell or an item of a list has not."""
        after = self._texts[number + 1] if number + 1 < len(self._texts) else [""]
        is_long = weight(after[0]) >= FEWEST_WORDS_BEHIND_A_HEADING
        return is_long and not after[0][0].islower() and ends_sentence(after[-1])

    def _is_in_contents(self, number: int) -> bool:
        beside = self._texts[max(number - 1, 0) : number + 2]
        lines = sum(is_contents_line(texts[0]) for texts in beside)
        return self._kind == "contents" or (lines > 1 and is_contents_line(self._texts[number][0]))

    def _below(self, heading: Heading) -> Heading | None:
        """Return a heading with its number behind that of the section above, if it is the next."""
        if not heading.rank:
            return heading
        above = [number for rank, number in self._numbers.items() if rank < heading.rank]
        number = f"{above[-1]}.{heading.number}" if above else str(heading.number)
        earlier = self._numbers.get(heading.rank)
        is_next = value(number)[-1] == (value(earlier)[-1] + 1 if earlier else 1)
        is_named = heading.is_known or bool(above)
        return replace(heading, number=number) if is_next and is_named else None

    def _begin(self, heading: Heading) -> None:
        self._close_fragment()
        if not self.parts and self._front:
            self.front += [block.lines for block, _, _ in self._front]
            if heading.locator != "abstract":
                self.parts.append(Part(None, list(filter(_is_prose, self._front_texts()))))
        elif len(self.parts) == 1 and heading.locator in FIRST_SECTIONS:
            self._take_front()
        self._front = []
        self._kind = heading.part
        self._last = heading.order or self._last
        self._was_table = False
        if heading.number:
            above = {rank: one for rank, one in self._numbers.items() if rank < heading.rank}
            self._numbers = above | {heading.rank: heading.number}
        if heading.part == "prose":
            self.parts.append(Part(heading))

    def _front_texts(self) -> list[list[str]]:
        return [texts for _, texts, _ in self._front]

    def _take_front(self) -> None:
        """Take names and addresses from below the title, which a file may mark as a heading."""
        (title,) = self.parts
        if title.heading is None or title.heading.number or _is_named(title.heading):
            return
        self.front += [
            (title.heading.title,),
            *self._dropped,
            *(tuple(texts) for texts in title.paragraphs if not _is_prose(texts)),
        ]
        title.paragraphs[:] = filter(_is_prose, title.paragraphs)

    def _other(self, number: int, block: Block, text: str) -> str | None:
        """Return what a block is, if it is no prose."""
        if self._kind != "prose":
            return "references" if self._kind == "references" else f"{self._kind} entries"
        if KEYWORDS.match(text):
            return "keywords"
        if CAPTION.match(text) or SOURCE.match(text):
            return "captions"
        if CONTENTS_LINE.search(block.lines[0]) or self._is_in_contents(number):
            return "contents entries"
        if self._is_table(block):
            return "tables"
        if self._is_note(text):
            return "footnotes"
        return None

    def _is_table(self, block: Block) -> bool:
        lines = block.lines
        if looks_like_table(lines) and (len(lines) > 1 or self._was_table):
            return True
        return (
            self._was_table
            and not any(map(ends_sentence, lines))
            and weight(lines[-1]) < FEWEST_WORDS_BEHIND_A_HEADING
        )

    def _is_note(self, text: str) -> bool:
        found = NOTE.match(text)
        if found is None or LIST_ITEM.match(text) or not self.parts:
            return False
        if found["number"] is None:
            return True
        is_next = int(found["number"]) == self._last_note + 1 and ends_sentence(text)
        self._last_note += is_next
        return is_next

    def _add_prose(self, texts: list[str], is_item: bool) -> None:
        self._was_table = False
        if self._open is not None and not is_item and self._goes_on(texts):
            self._open[-1] = self._join([self._open[-1], texts[0]])
            self._open += texts[1:]
        else:
            self._close_fragment()
            self._open, self._is_open_item = list(texts), is_item
            self.parts[-1].paragraphs.append(self._open)
        if ends_sentence(self._open[-1]):
            self._open = None

    def _goes_on(self, texts: list[str]) -> bool:
        """Tell whether a paragraph without an end goes on in the next block."""
        return not (self._is_open_item and texts[0][0].isupper())

    def _close_fragment(self) -> None:
        """Drop what is left of a paragraph that never ended, unless it may be a sentence."""
        texts, self._open = self._open, None
        if texts is None or self._is_open_item or len(texts) > 1 or texts[0].endswith(":"):
            return
        if weight(texts[0]) < FEWEST_WORDS_OF_A_FRAGMENT or ADDRESS.search(texts[0]):
            self.left_out["fragments"] += 1
            if len(self.parts) == 1:  # below the title it may be a name
                self._dropped.append(tuple(texts))
            self.parts[-1].paragraphs.remove(texts)


def paragraphs_of(part: Part) -> list[list[str]]:
    """Return the sentences of each paragraph of a part."""
    split = ([one for text in texts for one in sentences(text)] for texts in part.paragraphs)
    return [paragraph for paragraph in split if paragraph]


def _entries(block: Block, texts: Sequence[str]) -> int:
    """Return how many references a block has."""
    return sum(ENTRY.match(line) is not None for line in block.lines) or len(texts)


def _is_prose(texts: list[str]) -> bool:
    """Tell whether a block before the first heading is more than a title, a name or an address."""
    return ends_sentence(texts[-1]) and weight(" ".join(texts)) >= FEWEST_WORDS_OF_PROSE


def _is_named(heading: Heading) -> bool:
    """Tell whether a heading has one of the usual names of sections."""
    named = heading_of(heading.title)
    return named is not None and named.is_known


def _repeated(texts: Sequence[list[str]]) -> frozenset[str]:
    """Return the running heads of a text whose pages are not divided: one line, many times."""
    counted = Counter(found[0] for found in texts if len(found) == 1)
    return frozenset(
        text for text, number in counted.items() if number > 2 and not ends_sentence(text)
    )
