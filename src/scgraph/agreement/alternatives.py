"""Keep what another annotator reads otherwise beside the claims that it is another reading of.

Nothing of the first annotation is changed: its file of alternatives is made, or gets entries at its
end.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from os import PathLike
from pathlib import Path
from typing import Any

from scgraph import files
from scgraph.agreement.annotation import PASS, Annotation, read_annotation
from scgraph.agreement.coding import Part, refers_to_claims
from scgraph.agreement.matching import Unit, same_claims, same_text
from scgraph.agreement.observing import Renaming, observations, renaming_of
from scgraph.authoring import items, with_items, written_node
from scgraph.errors import UnknownNameError, near_names
from scgraph.reading.form import Key, Level, paper_form
from scgraph.reading.rdf import read_bytes

KEY = "alternatives"
FIRST, OTHER = 0, 1
_OF_A_CLAIM = frozenset({"at", "answers"})
"""What stands in the text, or which question it answers, is the claim's and no reading's."""


def keep_alternatives(
    first: str | PathLike[str],
    other: str | PathLike[str],
    file: str | PathLike[str],
    in_pass: str,
    paper: str | None = None,
) -> tuple[Path, int]:
    """Write what the other annotation reads otherwise beside the claims of the first.

    Args:
        first: the annotation that gets them; it must be the folder of a paper, or a corpus.
        other: the annotation that reads otherwise.
        file: where they are written; a mere name is one in the folder of the first paper.
        in_pass: the pass of the first paper's curation in which the other was made.
        paper: the slug of the paper, where a corpus holds several.

    Returns:
        The path of the file, and how many readings are new in it.

    Raises:
        UnknownNameError: if there is no such pass.
        ReadError: if files of one annotation, or the file, are wrong.
    """
    pair = [read_annotation(path, paper) for path in (first, other)]
    _check_pass(pair[FIRST], in_pass)
    given = Path(file)
    target = pair[FIRST].path / given if given.parent == Path() else given
    text = read_bytes(target).decode() if target.exists() else ""
    fresh = _not_in(text, target, list(_readings(pair, in_pass)))
    if fresh:
        blocks = [written_node(one, KEY) for one in fresh]
        files.replace(target, with_items(text, str(target), KEY, appended=blocks).encode())
    return target, len(fresh)


def _check_pass(annotation: Annotation, name: str) -> None:
    known = [one for one, kind in annotation.others.items() if kind == PASS]
    if name not in known:
        raise UnknownNameError(name, "CurationPass", near_names(name, known) or known)


def _not_in(text: str, file: Path, readings: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the readings that a file has not yet, under names that it has not."""
    there = items(text, str(file), KEY) if text else []
    known = [_without_name(item.values) for item in there]
    taken = {item.name for item in there}
    fresh = [one for one in readings if _without_name(one) not in known]
    for one in fresh:
        names = (one["id"], *(f"{one['id']}-{number}" for number in range(2, len(taken) + 3)))
        one["id"] = next(name for name in names if name not in taken)
        taken.add(one["id"])
    return fresh


def _without_name(values: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in values.items() if key != "id"}


def _readings(pair: Sequence[Annotation], in_pass: str) -> Iterator[dict[str, Any]]:
    """Yield the other's claims that differ from the first's, as they are written."""
    text = same_text(pair)
    units = same_claims(pair, text)
    differing = {
        id(one.claim)
        for one in observations(units, text)
        if one.differs and one.key not in _OF_A_CLAIM
    }
    level = paper_form().keys[KEY].level
    assert level is not None
    writer = _Writer(renaming_of(units))
    for unit in units:
        if id(unit) in differing:
            yield writer.reading(unit, level, in_pass)


class _Writer:
    """Write a claim as another reading, in the names of the first annotation."""

    def __init__(self, renaming: Renaming) -> None:
        self._renaming = renaming

    def reading(self, unit: Unit, level: Level, in_pass: str) -> dict[str, Any]:
        part = unit[OTHER].coded
        own = {one.name for parts in part.below.values() for one in parts}
        said = self._node(part, level, own)
        return {"id": part.name, "of": unit[FIRST].name, "pass": in_pass, **said}

    def _node(self, part: Part, level: Level, own: set[str]) -> dict[str, Any]:
        """Return the keys of a node that the level knows, but for those that name it."""
        written: dict[str, Any] = {}
        for name, values in part.given.items():
            key = level.keys.get(name)
            if key is None or name in _OF_A_CLAIM:
                continue
            if kept := [one for one in (self._name(key, value, own) for value in values) if one]:
                written[name] = kept[0] if len(kept) == 1 else kept
        for name, parts in part.below.items():
            below = level.keys[name].level if name in level.keys else None
            if below is not None:
                written[name] = [self._named(one, below, own) for one in parts]
        return written

    def _named(self, part: Part, level: Level, own: set[str]) -> dict[str, Any]:
        slug = {"id": part.name.rpartition("/")[2]} if "id" in level.keys else {}
        return {**slug, **self._node(part, level, own)}

    def _name(self, key: Key, value: str, own: set[str]) -> str | None:
        """Return a value as the first annotation has it; None if that lacks what it refers to."""
        if not refers_to_claims(key):
            return value
        if value in own:
            return f"alternative/{value}"
        return self._renaming.get((OTHER, value))
