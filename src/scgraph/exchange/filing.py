"""File stubs in a paper: a claims file gets them at its end, the curation gets who made them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from scgraph.agreement.annotation import Annotation
from scgraph.authoring import items, with_items, written_claim, written_node
from scgraph.corpus import read_corpus
from scgraph.files import replace_together
from scgraph.reading.rdf import read_bytes

CURATION = "curation.yaml"


class BegunStub(Protocol):
    """A stub, and who coded it."""

    @property
    def claim(self) -> dict[str, Any]:
        """The keys of the claim."""

    @property
    def users(self) -> tuple[str, ...]:
        """The names of those who coded it."""


@dataclass(frozen=True)
class Filed:
    """Files as they will be, and what is new in them.

    Args:
        contents: the files by path.
        names: of the new stubs.
        remarks: what was left out, in words.
        root: the folder of the corpus.
    """

    contents: Mapping[Path, bytes]
    names: tuple[str, ...]
    remarks: tuple[str, ...]
    root: Path

    def write(self) -> None:
        """Write the files, all or none.

        Raises:
            OSError: if one cannot be written.
        """
        if self.contents:
            replace_together(self.contents, self.root)


class Paper:
    """The folder of a paper that gets stubs."""

    def __init__(self, root: Path, annotation: Annotation, target: Path) -> None:
        """File in a paper of a corpus; the stubs go to the target."""
        self._root = root
        self._annotation = annotation
        self._target = target

    def names(self) -> set[str]:
        """Return the names that claims, stubs and other nodes of the paper have."""
        known = {claim.name for claim in self._annotation.claims} | {*self._annotation.others}
        return known | {item["id"] for item in self._there() if item.get("id")}

    def filed(self, stubs: Sequence[BegunStub], passes: Sequence[dict[str, Any]]) -> Filed:
        """Return the files with the stubs and passes that are new.

        Raises:
            ReadError: if a file of the paper is wrong.
        """
        known = [_without_name(one) for one in self._there()]
        fresh = [one for one in stubs if _without_name(_as_texts(one.claim)) not in known]
        remarks = []
        if there := len(stubs) - len(fresh):
            remarks.append(f"{there} stubs are there already")
        if not fresh:
            return Filed({}, (), tuple(remarks), self._root)
        contents = {self._target: self._with_stubs(fresh)}
        if new := self._new(passes):
            contents[self._curation] = self._with_passes(new)
        # What would be written is read first: a file that cannot be read is never made.
        read_corpus(self._root, {path.resolve(): data for path, data in contents.items()})
        names = tuple(str(one.claim["id"]) for one in fresh)
        return Filed(contents, names, tuple(remarks), self._root)

    @property
    def _curation(self) -> Path:
        return self._annotation.path / CURATION

    def _there(self) -> list[dict[str, Any]]:
        """Return the claims and stubs of all claims files as they are written."""
        files = {
            *self._annotation.path.glob("*.yaml"),
            *([self._target] if self._target.exists() else []),
        }
        return [item.values for file in sorted(files) for item in items(_text(file), str(file))]

    def _with_stubs(self, stubs: Sequence[BegunStub]) -> bytes:
        blocks = [f"{_by(one.users)}{written_claim(one.claim)}" for one in stubs]
        return with_items(_text(self._target), str(self._target), appended=blocks).encode()

    def _new(self, passes: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
        """Return passes of people who have none yet, each with a name of its own."""
        text = _text(self._curation)
        there = items(text, str(self._curation), "passes")
        who = {item.values.get("who") for item in there}
        taken = self.names() | {item.name or "" for item in there}
        new = []
        for one in passes:
            if one["who"] not in who:
                name = next(name for name in _names(one["who"]) if name not in taken)
                taken.add(name)
                new.append({"id": name, **one})
        return new

    def _with_passes(self, passes: Sequence[dict[str, Any]]) -> bytes:
        blocks = [written_node(one, "passes") for one in passes]
        text = _text(self._curation)
        return with_items(text, str(self._curation), "passes", appended=blocks).encode()


def _text(file: Path) -> str:
    return read_bytes(file).decode("utf-8-sig") if file.exists() else ""


def _by(users: Sequence[str]) -> str:
    """Return a comment that says who coded; nothing if the project does not tell."""
    names = ", ".join(" ".join(user.split()) for user in users)
    return f"# coded by {names}\n" if names.isprintable() and names else ""


def _names(who: str) -> list[str]:
    plain = re.sub(r"[^a-z0-9]+", "-", unicodedata.normalize("NFKD", who).lower()).strip("-")
    stem = f"pass-{plain[:40] or 'taken-over'}"
    return [stem, *(f"{stem}-{number}" for number in range(2, 1000))]


def _as_texts(value: Any) -> Any:
    """Return a value as it is read back: texts, lists and mappings."""
    if isinstance(value, Mapping):
        return {key: _as_texts(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_as_texts(one) for one in value]
    return str(value).lower() if isinstance(value, bool) else value


def _without_name(values: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in values.items() if key != "id"}
