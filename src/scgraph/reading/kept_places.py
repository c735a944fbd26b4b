"""Places as they are kept beside a corpus that was read: small, and each made when asked for.

>>> places = {"x:a": Place("c/a.yaml", 1, 3), ("x:a", "x:size"): Place("c/a.yaml", 2, 5)}
>>> kept = written_places(places, (), ["c/"])
>>> KeptPlaces(kept, ["elsewhere/"])["x:a", "x:size"]
Place(file='elsewhere/a.yaml', line=2, column=5)
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping, Sequence
from typing import TypeAlias

from scgraph.reading.positions import Place

Key: TypeAlias = str | tuple[str, ...]
At: TypeAlias = list[int | None]
"""The number of a file, line and column."""

# The place of a node stands under "", that of a property under "" below it, those of its values
# behind a mark, since a value may be the empty text.
_SELF, _VALUE = "", "="


class KeptPlaces(Mapping[Key, Place]):
    """Places by node, by (node, property), and by (node, property, value), from what was kept.

    Args:
        kept: what `written_places` made.
        folders: where the folders are now that it was given then, each with a slash at its end.

    Raises:
        ValueError: if it is not what was kept.
    """

    def __init__(self, kept: bytes, folders: Sequence[str]) -> None:
        told = json.loads(kept)
        self._tree: dict[str, dict[str, At | dict[str, At]]] = told["places"]
        self._stubs: list[At] = told["stubs"]
        self._files = [folders[number] + rest for number, rest in told["files"]]

    @property
    def stubs(self) -> tuple[Place, ...]:
        """The places of claims that are begun and no data yet."""
        return tuple(map(self._place, self._stubs))

    def __getitem__(self, key: Key) -> Place:
        node, *rest = (key,) if isinstance(key, str) else key
        at: object = self._tree[node][rest[0] if rest else _SELF]
        if rest:
            if not isinstance(at, dict):
                raise KeyError(key)
            at = at[_VALUE + rest[1] if len(rest) > 1 else _SELF]
        return self._place(at)

    def __iter__(self) -> Iterator[Key]:
        for node, properties in self._tree.items():
            for name, at in properties.items():
                if isinstance(at, dict):
                    yield from ((node, name, mark[1:]) if mark else (node, name) for mark in at)
                else:
                    yield node

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def _place(self, at: object) -> Place:
        assert isinstance(at, list)
        file, line, column = at
        return Place(self._files[file], line, column)


def written_places(
    places: Mapping[Key, Place], stubs: Sequence[Place], folders: Sequence[str]
) -> bytes:
    """Return places, and those of stubs, in the form that is kept.

    It is empty if a file lies in none of some folders, since nobody could say where it is later.
    """
    names = dict.fromkeys(place.file for place in (*places.values(), *stubs))
    numbers = {name: number for number, name in enumerate(names)}
    files = [_in_folder(name, folders) for name in names]
    if None in files:
        return b""
    tree: dict[str, dict[str, object]] = {}
    for key, place in places.items():
        at = _at(place, numbers)
        if isinstance(key, str):
            tree.setdefault(key, {})[_SELF] = at
        else:
            node, name, *value = key
            below = tree.setdefault(node, {}).setdefault(name, {})
            assert isinstance(below, dict)
            below[_VALUE + value[0] if value else _SELF] = at
    begun = [_at(place, numbers) for place in stubs]
    return json.dumps({"files": files, "places": tree, "stubs": begun}).encode()


def _at(place: Place, numbers: Mapping[str, int]) -> At:
    return [numbers[place.file], place.line, place.column]


def _in_folder(file: str, folders: Sequence[str]) -> tuple[int, str] | None:
    for number, folder in enumerate(folders):
        # The working directory is the empty text, and holds what is no path from the root.
        if file.startswith(folder) and (folder or not os.path.isabs(file)):
            return number, file.removeprefix(folder)
    return None
