"""Tell in words what was done when a paper was added."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from scgraph.anchors import Changes


@dataclass(frozen=True)
class Summary:
    """What adding a paper found, wrote and left open.

    Args:
        paper: the name of the paper.
        is_new: whether the corpus did not have it.
        sections: how many.
        sentences: how many.
        stubs: how many were written.
        silent: sentences for which none was written, since something stands at them already.
        references: the entries of its list.
        matched: how many of them are works that the corpus had.
        new_works: the names of works that it had not.
        alike: for such a name, works with the same author and year that may be the same.
        unlisted: citations that the list has no entry for, by locator.
        left_out: what was found that is no prose, by kind.
        changes: of the sentences, if the paper was there before.
        lost: claims that stand at sentences which are gone.
        missing: keys of the record that are to be filled in.
        worksheet: where the worksheet lies, below the corpus.
        remarks: lines of comment among the sections that were not kept.
    """

    paper: str
    is_new: bool
    sections: int
    sentences: int
    stubs: int
    silent: int = 0
    references: int = 0
    matched: int = 0
    new_works: tuple[str, ...] = ()
    alike: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    unlisted: tuple[tuple[str, str], ...] = ()
    left_out: Mapping[str, int] = field(default_factory=dict)
    changes: Changes | None = None
    lost: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    worksheet: str = ""
    remarks: int = 0

    def lines(self) -> Iterator[str]:
        """Yield it line by line, what is to be looked at behind what was found.

        >>> print(*Summary("a", True, 2, 9, 8, worksheet="texts/a.worksheet.md").lines(), sep="\\n")
        a: 9 sentences in 2 sections, 8 stubs
        read the text beside the stubs: texts/a.worksheet.md
        """
        head = f"{many(self.sentences, 'sentence')} in {many(self.sections, 'section')}"
        yield f"{self.paper}: {head}, {many(self.stubs, 'new stub' if not self.is_new else 'stub')}"
        if self.changes is not None:
            yield f"sentences: {self.changes}"
        if self.silent:
            yield f"{many(self.silent, 'sentence')} with a claim, a stub or a no_claim already"
        if self.references:
            new = len(self.new_works)
            head = many(self.references, "reference")
            yield f"{head}: {self.matched} known, {new} new in sources"
        yield from self._to_look_at()
        if self.left_out:
            kinds = (f"{kind} {number}" for kind, number in sorted(self.left_out.items()))
            yield f"left out: {', '.join(kinds)}"
        if self.worksheet:
            yield f"read the text beside the stubs: {self.worksheet}"

    def _to_look_at(self) -> Iterator[str]:
        for name, others in self.alike.items():
            yield f"{name} may be the same work as {' or '.join(others)}"
        if self.unlisted:
            named = "; ".join(f"{text} at {locator}" for locator, text in self.unlisted[:5])
            more = len(self.unlisted) - 5
            yield (
                f"{many(len(self.unlisted), 'citation')} without an entry in the list: {named}"
                + (f"; {more} more, see the worksheet" if more > 0 else "")
            )
        if self.lost:
            yield f"at sentences that are gone: {', '.join(self.lost)}; give them another place"
        if self.missing:
            yield f"to be filled in in paper.yaml: {', '.join(self.missing)}"
        if self.remarks:
            yield f"{many(self.remarks, 'line')} of comment in sentences.yaml not kept"


def many(number: int, thing: str) -> str:
    """Return a number with what it counts.

    >>> many(1, "stub"), many(0, "stub")
    ('1 stub', '0 stubs')
    """
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"
