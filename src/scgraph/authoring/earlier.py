"""Know what stands in the folder of a paper: nothing that a person wrote is changed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from scgraph.anchors import Record, read_record
from scgraph.authoring.editing import Item, items, texts
from scgraph.finding.keys import fold
from scgraph.reading import read_yaml
from scgraph.reading.paper import graph_name
from scgraph.reading.rdf import read_bytes
from scgraph.reading.tree import STUB


@dataclass(frozen=True)
class Said:
    """A claim or a stub that stands in a file already."""

    name: str | None
    says: str | None
    is_stub: bool
    file: Path
    line: int


@dataclass(frozen=True)
class Earlier:
    """What the folder of a paper holds.

    Args:
        folder: the folder; it need not be there.
        record: its sentence file.
        said: claims and stubs by the locators at which they stand.
        names: the names of all claims.
        references: the works of its list, by the folded title of each entry.
        numbers: the numbers of its list.
        title: of the paper.
    """

    folder: Path
    record: Record | None = None
    said: Mapping[str, list[Said]] = field(default_factory=dict)
    names: frozenset[str] = frozenset()
    references: Mapping[str, str] = field(default_factory=dict)
    numbers: frozenset[int] = frozenset()
    title: str | None = None

    @property
    def is_new(self) -> bool:
        """Tell whether the paper is new."""
        return not (self.folder / "paper.yaml").exists()

    def text_of(self, name: str) -> str | None:
        """Return the text of one of its files; None if there is no such file."""
        path = self.folder / name
        return read_bytes(path).decode("utf-8-sig") if path.is_file() else None


def earlier(folder: Path) -> Earlier:
    """Read what the folder of a paper holds; nothing, if there is none.

    Raises:
        ReadError: if a file is wrong: what a person wrote must be readable to be kept.
    """
    if not folder.is_dir():
        return Earlier(folder)
    sentences = folder / "sentences.yaml"
    said: dict[str, list[Said]] = defaultdict(list)
    names = set()
    for locators, one in _said(folder):
        if one.name:
            names.add(one.name)
        for locator in locators:
            said[locator].append(one)
    listed = _record(folder / "paper.yaml")
    entries = [entry for entry in listed.get("references") or () if isinstance(entry, dict)]
    title = listed.get("title")
    return Earlier(
        folder,
        read_record(sentences) if sentences.is_file() else None,
        dict(said),
        frozenset(names),
        {fold(str(one["title"])): str(one["work"]) for one in entries if _is_listed(one)},
        frozenset(int(n) for one in entries if (n := str(one.get("number"))).isdigit()),
        title if isinstance(title, str) else None,
    )


def _is_listed(entry: Mapping[str, Any]) -> bool:
    return isinstance(entry.get("title"), str) and isinstance(entry.get("work"), str)


def _record(file: Path) -> dict[str, Any]:
    if not file.is_file():
        return {}
    read = texts(read_yaml(read_bytes(file), str(file)))
    return read if isinstance(read, dict) else {}


def _said(folder: Path) -> Iterator[tuple[list[str], Said]]:
    for file in sorted(folder.glob("*.yaml")):
        if graph_name(file) == "says" and not file.name.startswith("."):
            yield from said_in(read_bytes(file).decode("utf-8-sig"), file)


def said_in(text: str, file: Path) -> Iterator[tuple[list[str], Said]]:
    """Yield the claims and stubs of a file, each with the locators at which it stands.

    >>> text = "claims:\\n  - id: a\\n    at: 1/p1/s1\\n"
    >>> [(at, one.name) for at, one in said_in(text, Path("claims.yaml"))]
    [(['1/p1/s1'], 'a')]
    """
    for item in items(text, str(file)):
        yield _locators(item), _one(item, file)


def _locators(item: Item) -> list[str]:
    at = item.values.get("at")
    found = at if isinstance(at, list) else [at]
    return [one for one in found if isinstance(one, str)]


def _one(item: Item, file: Path) -> Said:
    says = item.values.get("says")
    return Said(
        item.name, says if isinstance(says, str) else None, STUB in item.values, file, item.first
    )
