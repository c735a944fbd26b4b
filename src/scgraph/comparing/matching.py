"""Which node of the old side is which of the new one, where its name is another.

Names are made of slugs and places, so a claim that is renamed, a section that is numbered anew or
a corpus that moves to another base has other IRIs and says the same. What is matched here is told
as renamed or moved, and then compared like all else.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from scgraph.comparing import kinds
from scgraph.comparing.pairing import paired
from scgraph.comparing.sides import Side
from scgraph.comparing.statements import Value

_FOLDERS = ("paper/", "id/", "alignment/", "dataset")
_GONE = "#before"
"""What is put behind a place where other words stand now."""

_Told: TypeAlias = Callable[[str, Side], Hashable]


@dataclass(frozen=True)
class Matched:
    """Hold two sides in one set of names.

    `renamed` and `moved` are the old names and places by the new ones, `shown` the IRIs by which
    parts are known outside, by the names under which they are compared here.
    """

    old: Side
    new: Side
    renamed: Mapping[str, str]
    moved: Mapping[str, str]
    shown: Mapping[str, str]


def matched(old: Side, new: Side) -> Matched:
    """Return two sides in one set of names."""
    old = old.renamed(_of_base(old, new))
    renamed: dict[str, str] = {}
    if old.paper and new.paper and old.paper != new.paper:
        renamed[new.paper] = old.paper
        old = old.renamed({old.paper: new.paper})
    for find in (_papers, _things, _claims, _alike):
        found = find(old, new)
        renamed |= {after: before for before, after in found.items()}
        old = old.renamed(found)
    moved = _moved_sentences(old, new)
    old = old.renamed(moved, below=False)
    sections = _sections(old, new)
    renamed |= {after: before for before, after in sections.items()}
    old = old.renamed(sections, below=False)
    old_names, new_names = _by_content(old), _by_content(new)
    shown = {name: iri for part in (old_names, new_names) for iri, name in part.items()}
    places = {after: before for before, after in moved.items() if not after.endswith(_GONE)}
    old = old.renamed(old_names, below=False)
    new = new.renamed(new_names, below=False)
    return Matched(old.renamed(paired(old, new), below=False), new, renamed, places, shown)


def _of_base(old: Side, new: Side) -> dict[str, str]:
    """Give the old side the base of the new one."""
    if old.base == new.base:
        return {}
    return {f"{old.base}{part}": f"{new.base}{part}" for part in _FOLDERS}


def _papers(old: Side, new: Side) -> dict[str, str]:
    """Match papers of other names by their titles."""
    return _unique(old, new, kinds.PAPER, lambda node, side: side.values(node, kinds.TITLE))


def _sections(old: Side, new: Side) -> dict[str, str]:
    """Match sections of other numbers by their headings."""

    def told(node: str, side: Side) -> Hashable:
        title = side.values(node, kinds.TITLE)
        return (_paper_of(node), title) if title else None

    return _unique(old, new, kinds.SECTION, told)


def _things(old: Side, new: Side) -> dict[str, str]:
    """Match shared things of other names that are of one kind and bear the same labels."""

    def labels(node: str, side: Side) -> Hashable:
        return side.values(node, kinds.PREF_LABEL)

    each = (_unique(old, new, kind, labels) for kind in kinds.SHARED)
    return {before: after for found in each for before, after in found.items()}


def _claims(old: Side, new: Side) -> dict[str, str]:
    """Match claims of other names that say the same at the same place."""

    def told(node: str, side: Side) -> Hashable:
        text = side.values(node, kinds.TEXT)
        place = side.values(node, kinds.STATED_AT) | side.values(node, kinds.READ_IN)
        return (text, place, side.values(node, kinds.CLAIM_TYPE)) if text and place else None

    return _unique(old, new, kinds.CLAIM, told)


def _alike(old: Side, new: Side) -> dict[str, str]:
    """Match parts, checks and records of other names of which all the same is said."""

    def told(node: str, side: Side) -> Hashable:
        said = side.statements[node].items()
        return (side.owners.get(node), frozenset((name, frozenset(vs)) for name, vs in said))

    apart = {*kinds.NAMED_BY, *kinds.SHARED, *kinds.PLACES, kinds.CLAIM, kinds.PAPER}
    each = (_unique(old, new, kind, told) for kind in kinds.NOUNS if kind not in apart)
    return {before: after for found in each for before, after in found.items()}


def _moved_sentences(old: Side, new: Side) -> dict[str, str]:
    """Match sentences whose words stand at another place now, by their digests."""
    moved: dict[str, str] = {}
    for digest in kinds.DIGESTS:
        before, after = _by_digest(old, digest), _by_digest(new, digest)
        for key in sorted(before.keys() & after.keys(), key=str):
            if before[key] != after[key] and after[key] not in moved.values():
                moved.setdefault(before[key], after[key])
    # What stood where other words stand now must not be taken for them.
    for place in sorted(set(moved.values()) - moved.keys()):
        if place in old.statements:
            moved[place] = f"{place}{_GONE}"
    return moved


def _by_digest(side: Side, digest: str) -> dict[tuple[str, Value], str]:
    found: dict[tuple[str, Value], list[str]] = defaultdict(list)
    for node, said in side.statements.items():
        for value in said.get(digest, ()):
            found[(_paper_of(node), value)].append(node)
    return {key: nodes[0] for key, nodes in found.items() if len(nodes) == 1}


def _paper_of(node: str) -> str:
    return node.partition("/paper/")[2].partition("/")[0]


def _unique(old: Side, new: Side, kind: str, told: _Told) -> dict[str, str]:
    """Match nodes that one side alone has, where exactly one on each side tells the same."""
    before = _by_key(old, new.subjects, kind, told)
    after = _by_key(new, old.subjects, kind, told)
    return {
        before[key][0]: after[key][0]
        for key in before.keys() & after.keys()
        if len(before[key]) == len(after[key]) == 1
    }


def _by_key(
    side: Side, others: frozenset[str], kind: str, told: _Told
) -> dict[Hashable, list[str]]:
    found: dict[Hashable, list[str]] = defaultdict(list)
    for node in side.of_kind(kind):
        if node not in others and (key := told(node, side)):
            found[key].append(node)
    return found


def _by_content(side: Side) -> dict[str, str]:
    """Name parts by what they are parts of and by what names them, whatever their IRIs."""
    return {
        node: " ".join([side.owners.get(node, ""), kinds.NOUNS[kind], *_key(node, kind, side)])
        for kind in kinds.NAMED_BY
        for node in side.of_kind(kind)
    }


def _key(node: str, kind: str, side: Side) -> list[str]:
    return [_texts(side.values(node, name)) for name in kinds.NAMED_BY[kind]]


def _texts(values: Iterable[Value]) -> str:
    return ",".join(sorted(value[0] for value in values))
