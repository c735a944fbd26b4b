"""What a paper's curation files say: who read it, and how firm each claim stands."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from scgraph.authoring.editing import Item, items
from scgraph.errors import Fault, ReadError
from scgraph.reading.tree import STUB

STATUSES = ("draft", "reviewed", "superseded", "settled")
"""From what still needs a reader to what needs none; without a status, a claim is a draft."""
SENTENCES = "sentences.yaml"


@dataclass(frozen=True)
class Standing:
    """How firm a claim stands.

    Args:
        claim: its id.
        at: where the paper states it.
        says: what it says.
        status: one of `STATUSES`.
        who: who gave it that; empty if no person is named.
        date: the day on which it was given; empty if nobody did.
        otherwise: other readings of it, each with the name of its reader and what it says.
    """

    claim: str
    at: tuple[str, ...]
    says: str
    status: str
    who: str = ""
    date: str = ""
    otherwise: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Curated:
    """The files of a paper, as far as curation goes.

    Args:
        folder: the folder of the paper.
        files: the texts of its YAML files by path.
    """

    folder: Path
    files: dict[Path, str] = field(repr=False)

    @classmethod
    def of(cls, folder: Path) -> Curated:
        """Read the files of a paper.

        Raises:
            ReadError: if one is no text.
        """
        paths = sorted(path for path in folder.glob("*.yaml") if not path.name.startswith("."))
        return cls(folder, {path: _text(path) for path in paths})

    def listed(self, key: str) -> Iterator[tuple[Path, Item]]:
        """Yield the items of the lists of a name at the top of any file.

        Raises:
            ReadError: if a file is not YAML.
        """
        for path, text in self.files.items():
            if f"{key}:" in text:
                yield from ((path, item) for item in items(text, str(path), key))

    @cached_property
    def claims(self) -> dict[str, Item]:
        """The claims of the paper by id, in its order; stubs are none."""
        found = [
            (path, item)
            for path, item in self.listed("claims")
            if item.name and item.values.get(STUB) is None
        ]
        order = {locator: number for number, locator in enumerate(self.sentences)}
        firsts: dict[Path, int] = {}
        for path, item in found:
            place = min((order.get(at, len(order)) for at in places(item)), default=len(order))
            firsts[path] = min(place, firsts.get(path, place))
        return {item.name or "": item for _, item in sorted(found, key=lambda one: firsts[one[0]])}

    @cached_property
    def sentences(self) -> tuple[str, ...]:
        """The locators of the sentences, in the order of the paper."""
        path = self.folder / SENTENCES
        if path not in self.files:
            return ()
        return tuple(
            sentence["locator"]
            for section in items(self.files[path], str(path), "sections")
            for paragraph in as_list(section.values.get("paragraphs"))
            for sentence in as_list(paragraph.get("sentences"))
            if isinstance(sentence.get("locator"), str)
        )

    @cached_property
    def passes(self) -> dict[str, Item]:
        """The passes by id."""
        return {item.name: item for _, item in self.listed("passes") if item.name}

    def standings(self) -> list[Standing]:
        """Return how firm each claim stands: drafts first, in the order of the paper."""
        given = {
            claim: item.values
            for _, item in self.listed("statuses")
            for claim in as_list(item.values.get("claims"))
        }
        found = [
            self._standing(name, item, given.get(name, {})) for name, item in self.claims.items()
        ]
        return sorted(found, key=lambda one: STATUSES.index(one.status))

    def _standing(self, name: str, item: Item, given: dict[str, Any]) -> Standing:
        made = self.passes.get(str(given.get("pass")))
        values = made.values if made else {}
        status = given.get("status", "draft")
        return Standing(
            name,
            places(item),
            str(item.values.get("says") or ""),
            status if status in STATUSES else "draft",
            str(values.get("who") or ""),
            str(values.get("date") or ""),
            tuple(self.read_otherwise.get(name, ())),
        )

    @cached_property
    def read_otherwise(self) -> dict[str, list[tuple[str, str]]]:
        """Other readings by the id of the claim: who reads so, and what it says then."""
        found: dict[str, list[tuple[str, str]]] = {}
        for _, item in self.listed("alternatives"):
            made = self.passes.get(str(item.values.get("pass")))
            who = str((made.values.get("who") or made.values.get("by")) if made else "somebody")
            said = str(item.values.get("says") or "")
            found.setdefault(str(item.values.get("of")), []).append((who, said))
        return found


def section_of(locator: str) -> str:
    """Return the section in which a sentence stands.

    >>> section_of("2.1/p2/s4")
    '2.1'
    """
    return locator.rsplit("/", 2)[0]


def places(item: Item) -> tuple[str, ...]:
    """Return the locators at which a claim stands."""
    return tuple(str(at) for at in as_list(item.values.get("at")))


def as_list(value: Any) -> list[Any]:
    """Return a value as a list: one alone counts as a list, none is empty."""
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def _text(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8")
    except UnicodeDecodeError as error:
        raise ReadError([Fault(str(path), None, None, "is not UTF-8; save it as UTF-8")]) from error
