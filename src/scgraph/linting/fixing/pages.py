"""The files of a paper while they are mended: texts and trees, changed only where that is safe."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from scgraph.authoring.editing import texts
from scgraph.errors import ReadError
from scgraph.linting.draft import File
from scgraph.reading import Mapping, Node, Scalar, Sequence, read_yaml
from scgraph.reading.form import Key, Level, paper_form
from scgraph.reading.yaml_text import yaml_scalar

Edit = tuple[Scalar, str]
"""A value, and what is to stand in its place."""


class Pages:
    """The YAML files of a paper; those that are not YAML are left alone."""

    def __init__(self, contents: dict[Path, bytes]) -> None:
        self._old = contents
        self._files: dict[Path, File] = {}
        for path, data in contents.items():
            file = _file(path, data)
            if file is not None:
                self._files[path] = file

    def __iter__(self) -> Iterator[tuple[Path, File]]:
        return iter(list(self._files.items()))

    def changed(self) -> dict[Path, bytes]:
        """Return what is no longer as it was, as it is to be written."""
        now = {path: _bytes(file.text, self._old[path]) for path, file in self._files.items()}
        return {path: data for path, data in now.items() if data != self._old[path]}

    def contents(self) -> dict[Path, bytes]:
        """Return all files as they are by now."""
        return {**self._old, **self.changed()}

    def change(self, path: Path, text: str, *, meaning: bool = False) -> bool:
        """Put another text in the place of a file's; refuse it if it means something else.

        Args:
            path: the file.
            text: what it shall hold.
            meaning: the change is meant to change values.
        """
        old = self._files[path]
        if text == old.text:
            return False
        new = _file(path, text.encode())
        if new is None or not (meaning or _meaning(new) == _meaning(old)):
            return False
        self._files[path] = File(str(path), text, new.tree)
        return True

    def replace(self, edits: Iterable[tuple[Path, Scalar, str]]) -> None:
        """Put other values in the place of some, each where it stands."""
        by_file: dict[Path, dict[tuple[int, int], Edit]] = defaultdict(dict)
        for path, scalar, value in edits:
            by_file[path][scalar.line, scalar.column] = (scalar, value)
        for path, found in by_file.items():
            lines = self._files[path].text.splitlines(keepends=True)
            for _, (scalar, value) in sorted(found.items(), reverse=True):
                _replace(lines, scalar, value)
            self.change(path, "".join(lines), meaning=True)

    def keys(self) -> Iterator[tuple[Path, Key, Scalar]]:
        """Yield each value with the key behind which it stands, as the form knows it."""
        for path, file in self:
            for key, scalar in _keys(file.tree, paper_form()):
                yield path, key, scalar


def _keys(node: Node | None, level: Level) -> Iterator[tuple[Key, Scalar]]:
    if isinstance(node, Sequence):
        for item in node.items:
            yield from _keys(item, level)
    elif isinstance(node, Mapping):
        for written, value in node.entries:
            key = level.keys.get(written.text)
            if key is None:
                continue
            if key.level is not None:
                yield from _keys(value, key.level)
                continue
            items = value.items if isinstance(value, Sequence) else (value,)
            yield from ((key, item) for item in items if isinstance(item, Scalar))


def _replace(lines: list[str], scalar: Scalar, value: str) -> None:
    line, start = lines[scalar.line - 1], scalar.column - 1
    for written in (scalar.text, f'"{scalar.text}"', f"'{scalar.text}'"):
        if line.startswith(written, start):
            is_plain = written == scalar.text
            new = (
                yaml_scalar(value, in_flow=True) if is_plain else f"{written[0]}{value}{written[0]}"
            )
            lines[scalar.line - 1] = f"{line[:start]}{new}{line[start + len(written) :]}"
            return


def _file(path: Path, data: bytes) -> File | None:
    try:
        text = data.decode("utf-8")
        tree = read_yaml(data, str(path))
    except (UnicodeDecodeError, ReadError):
        return None
    return File(str(path), text.removeprefix("\ufeff"), tree)


def _bytes(text: str, old: bytes) -> bytes:
    return (b"\xef\xbb\xbf" if old.startswith(b"\xef\xbb\xbf") else b"") + text.encode()


def _meaning(file: File) -> Any:
    return None if file.tree is None else _trimmed(texts(file.tree))


def _trimmed(value: Any) -> Any:
    """Return values as the reader takes them: trimmed; the order of keys means nothing."""
    if isinstance(value, dict):
        return {key: _trimmed(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_trimmed(inner) for inner in value]
    return value.strip() if isinstance(value, str) else value
