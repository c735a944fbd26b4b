"""Tell what changed in meaning between two sides, thing by thing and claim by claim.

Whatever differs is told, and each change once: what belongs to a claim that is new, or to a paper
that is gone, is told with it; a claim whose sentence stands elsewhere has moved, and so on.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from scgraph.answers.difference import Change, Difference
from scgraph.comparing import kinds
from scgraph.comparing.matching import Matched, matched
from scgraph.comparing.sides import Side
from scgraph.comparing.statements import Value
from scgraph.comparing.words import of_node, of_statuses, of_values, paper_of, short


def difference(old: Side, new: Side) -> Difference:
    """Return all that changed in meaning.

    Swapping the sides swaps added and removed, before and after, and changes nothing else.
    """
    told = _Telling(matched(old, new))
    changes = [*_of_settings(old, new), *told.changes()]
    return Difference(old.name, new.name, tuple(sorted(set(changes), key=_order)))


def _of_settings(old: Side, new: Side) -> Iterator[Change]:
    for aspect in ("base", "language"):
        before, after = getattr(old, aspect), getattr(new, aspect)
        if before != after:
            yield Change("corpus", "changed", new.base, "", aspect, before, after)


def _order(change: Change) -> tuple[object, ...]:
    return (
        change.paper,
        kinds.ORDER.get(change.what, len(kinds.ORDER)),
        change.of or change.thing,
        change.thing,
        change.aspect,
        change.change,
        change.before,
        change.after,
    )


class _Telling:
    """Compare two sides that are in one set of names."""

    def __init__(self, both: Matched) -> None:
        self._both = both
        self._old, self._new = self._sides = both.old, both.new
        self._labels = {**both.old.labels, **both.new.labels}

    def changes(self) -> Iterator[Change]:
        """Yield all changes, in no order."""
        yield from self._renamed()
        yield from self._moved_sentences()
        yield from self._orders()
        yield from self._statuses()
        for node in self._old.subjects | self._new.subjects:
            if not self._is_skipped(node):
                yield from self._node(node)

    def _node(self, node: str) -> Iterator[Change]:
        if node not in self._old.subjects:
            if not self._goes_with_another(node, self._new, self._old):
                yield self._change("added", node, after=of_node(node, self._new))
        elif node not in self._new.subjects:
            if not self._goes_with_another(node, self._old, self._new):
                yield self._change("removed", node, before=of_node(node, self._old))
        else:
            yield from self._properties(node)

    def _is_skipped(self, node: str) -> bool:
        """Tell whether a node is told by others: a paragraph by sentences, a status by claims."""
        if any(kinds.is_a(node, kinds.PARAGRAPH, side.statements) for side in self._sides):
            return True
        is_status = any(kinds.is_a(node, kinds.ASSIGNMENT, one.statements) for one in self._sides)
        return is_status and not all(node in side.subjects for side in self._sides)

    def _goes_with_another(self, node: str, side: Side, other: Side) -> bool:
        """Tell whether a node came or went with the claim or the paper that it belongs to."""
        above = {side.owners.get(node, ""), paper_of(node)} - {"", node}
        return any(one in side.subjects and one not in other.subjects for one in above)

    def _properties(self, node: str) -> Iterator[Change]:
        old, new = self._old.statements[node], self._new.statements[node]
        if place := self._moved(node):
            yield place
        before, after = (side.owners.get(node, "") for side in self._sides)
        if before != after:
            yield self._change("changed", node, "part of", short(before), short(after))
        for name in sorted({*old, *new} - kinds.OWNING):
            gone = frozenset(old.get(name, ())) - frozenset(new.get(name, ()))
            come = frozenset(new.get(name, ())) - frozenset(old.get(name, ()))
            if (gone or come) and not self._is_told_otherwise(node, name):
                yield from self._property(node, name, gone, come)

    def _property(
        self, node: str, name: str, gone: frozenset[Value], come: frozenset[Value]
    ) -> Iterator[Change]:
        aspect = kinds.aspect_of(name, self._labels)
        change = kinds.change_of(name, gone | come)
        for tag in sorted({value[1] for value in gone | come}):
            before = of_values((value for value in gone if value[1] == tag), self._old)
            after = of_values((value for value in come if value[1] == tag), self._new)
            yield self._change(change, node, aspect, before, after)

    def _is_told_otherwise(self, node: str, name: str) -> bool:
        """Tell whether a property says where a node stands, or what others tell already."""
        if name in kinds.STATUS:
            return kinds.is_a(node, kinds.ASSIGNMENT, self._new.statements)
        is_place = any(kinds.is_a(node, kind, self._new.statements) for kind in kinds.PLACES)
        return is_place and name in kinds.LAYOUT

    def _moved(self, claim: str) -> Change | None:
        """Tell that a claim stands where its sentence stands now."""
        stays = self._old.values(claim, kinds.STATED_AT) & self._new.values(claim, kinds.STATED_AT)
        moved = sorted(place for place, _, _ in stays if place in self._both.moved)
        if not moved:
            return None
        before = ", ".join(short(self._both.moved[place]) for place in moved)
        return self._change("moved", claim, "place", before, ", ".join(map(short, moved)))

    def _renamed(self) -> Iterator[Change]:
        for after, before in self._both.renamed.items():
            is_section = kinds.is_a(after, kinds.SECTION, self._new.statements)
            change = "moved" if is_section else "renamed"
            yield self._change(change, after, "name", short(before), short(after))

    def _moved_sentences(self) -> Iterator[Change]:
        """Tell the sentences that stand elsewhere, but for those that are told by their claims."""
        claimed = {
            place
            for side in self._sides
            for claim in side.of_kind(kinds.CLAIM)
            for place, _, _ in side.values(claim, kinds.STATED_AT)
        }
        for after, before in self._both.moved.items():
            if after not in claimed:
                yield self._change("moved", after, "place", short(before), short(after))

    def _orders(self) -> Iterator[Change]:
        """Tell the papers whose sentences follow each other in another order."""
        before_by, after_by = _in_order(self._old), _in_order(self._new)
        for paper in before_by.keys() & after_by.keys():
            before, after = before_by[paper], after_by[paper]
            common = (set(before) & set(after)) - self._both.moved.keys()
            if [one for one in before if one in common] != [one for one in after if one in common]:
                yield self._change("changed", paper, "order of sentences")

    def _statuses(self) -> Iterator[Change]:
        """Tell the claims that have another curation status."""
        before_by, after_by = _statuses(self._old), _statuses(self._new)
        claims = (before_by.keys() | after_by.keys()) & self._old.subjects & self._new.subjects
        for claim in claims:
            before, after = before_by.get(claim, set()), after_by.get(claim, set())
            if before != after:
                gone = of_statuses(before - after, self._old)
                come = of_statuses(after - before, self._new)
                yield self._change("recoded", claim, "status", gone, come)

    def _noun(self, node: str) -> str:
        """Return what a node is called; where its kind is another, by the first of both."""
        sides = [side for side in self._sides if node in side.subjects]
        return min(
            (kinds.noun_of(node, side.statements) for side in sides), key=kinds.ORDER.__getitem__
        )

    def _change(
        self, change: str, node: str, aspect: str = "", before: str = "", after: str = ""
    ) -> Change:
        side = self._new if node in self._new.subjects else self._old
        paper = paper_of(node)
        return Change(
            what=self._noun(node),
            change=change,
            thing=self._both.shown.get(node, node),
            of=side.owners.get(node, ""),
            aspect=aspect,
            before=before,
            after=after,
            paper="" if paper == node else paper,
        )


def _in_order(side: Side) -> dict[str, list[str]]:
    """Return the sentences of each paper by their positions."""
    placed: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for node in side.of_kind(kinds.SENTENCE):
        for text, _, _ in side.values(node, kinds.POSITION):
            placed[paper_of(node)].append((int(text), node))
    return {paper: [node for _, node in sorted(nodes)] for paper, nodes in placed.items()}


def _statuses(side: Side) -> dict[str, set[tuple[str, str]]]:
    """Return the curation statuses of each claim, with the passes that gave them."""
    found: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for node in side.of_kind(kinds.ASSIGNMENT):
        codes = side.values(node, kinds.ASSIGNS)
        passes = side.values(node, kinds.GENERATED_BY)
        for claim, _, _ in side.values(node, kinds.ASSIGNED_TO):
            found[claim] |= {(code[0], by[0]) for code in codes for by in passes}
    return found
