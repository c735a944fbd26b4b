"""Keep what was found in a paper, so that only what has changed is looked at again.

What is kept lies in the user's cache folder, by paper, under a hash of all that the findings depend
on: the files of the paper, what papers share, the copy of the text, and this code. So nothing kept
is ever out of date, and what a paper says stays in the report when another one changes.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import Any

from scgraph import files
from scgraph.authoring.around import Around
from scgraph.corpus import SETTINGS
from scgraph.linting.checking import Checked
from scgraph.linting.copies import copy_of
from scgraph.linting.problem import Problem
from scgraph.snapshot import cache_folder

FOLDER = "lint"
_CODE = Path(__file__).resolve().parents[1]


class Kept:
    """What was found in the papers of a corpus when they were last looked at."""

    def __init__(self, around: Around) -> None:
        self._around = around
        folder = cache_folder()
        name = sha256(str(around.root.resolve()).encode()).hexdigest()[:16]
        self._path = folder / FOLDER / f"{name}.json" if folder else None
        self._entries: dict[str, Any] = self._read()
        self._shared = _digest(_shared_parts(around))
        self._own: dict[str, str] = {}

    def found(self, paper: str) -> Checked | None:
        """Return what was found in a paper, if nothing has changed since."""
        entry = self._entries.get(paper)
        try:
            if entry is None or entry["key"] != self._key(paper, entry["needs"]):
                return None
            problems = tuple(map(Problem.from_dict, entry["problems"]))
            return Checked(problems, entry["uses"], tuple(entry["needs"]))
        except (KeyError, TypeError, AttributeError):
            return None

    def keep(self, paper: str, checked: Checked) -> None:
        """Remember what was found in a paper."""
        self._entries[paper] = {
            "key": self._key(paper, checked.needs),
            "needs": checked.needs,
            "uses": checked.uses,
            "problems": [problem.to_dict() for problem in checked.problems],
        }

    def write(self) -> None:
        """Write what is remembered; where that cannot be done, all is looked at the next time."""
        if self._path is None:
            return
        with suppress(OSError):
            self._path.parent.mkdir(parents=True, exist_ok=True)
            files.replace(self._path, json.dumps(self._entries).encode())

    def _read(self) -> dict[str, Any]:
        try:
            loaded = json.loads(self._path.read_bytes()) if self._path else {}
        except (OSError, ValueError):
            return {}
        return loaded if isinstance(loaded, dict) else {}

    def _key(self, paper: str, needs: tuple[str, ...]) -> str:
        """Return a hash of all that the findings in a paper depend on; "" stands for the shared."""
        own = [self._content(name) for name in (paper, *needs) if name]
        return sha256("\n".join([self._shared, *own]).encode()).hexdigest()

    def _content(self, paper: str) -> str:
        if paper not in self._own:
            folder = self._around.papers[paper][0]
            copy = copy_of(self._around.root, paper)
            paths = sorted(path for path in folder.iterdir() if path.is_file())
            self._own[paper] = _digest([*map(_read, paths), *(_stamps([copy]) if copy else ())])
        return self._own[paper]


def _shared_parts(around: Around) -> Iterator[bytes]:
    yield str(around.root).encode()
    yield " ".join(around.papers).encode()
    for root in around.parts:
        yield _read(root / SETTINGS)
    for path, _ in around.shared_files:
        yield _read(path)
    # The code and the vocabulary change seldom, and are many files: their stamps will do.
    yield from _stamps(sorted(_CODE.rglob("*.py")))
    yield from _stamps(sorted(files.ontology("shapes.ttl").parent.iterdir()))
    yield from _stamps(sorted((files.queries() / "integrity").iterdir()))


def _read(path: Path) -> bytes:
    try:
        return path.name.encode() + b"\0" + path.read_bytes()
    except OSError:
        return path.name.encode()


def _stamps(paths: list[Path]) -> Iterator[bytes]:
    for path in paths:
        with suppress(OSError):
            stat = os.stat(path)
            yield f"{path} {stat.st_mtime_ns} {stat.st_size}".encode()


def _digest(parts: Iterator[bytes] | list[bytes]) -> str:
    digest = sha256()
    for part in parts:
        digest.update(f"{len(part)} ".encode())
        digest.update(part)
    return digest.hexdigest()
