"""Kill processes that start a corpus or add a paper to one, and tell what is left.

A process of its own, which knows everything when it forks, so that a kill comes while files are
written and not while modules are imported::

    python killed_writers.py add TEMPLATE TEXT FOLDER NUMBER
    python killed_writers.py new FOLDER NUMBER
"""

from __future__ import annotations

import os
import random
import shutil
import signal
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

from scgraph import files
from scgraph.authoring.adding import add_paper
from scgraph.authoring.records import Reader
from scgraph.authoring.starting import start_corpus
from scgraph.corpus import Settings

BASE = "https://example.org/made/"
Tree = dict[str, bytes]


def tree(root: Path) -> Tree | None:
    """Return the files of a folder that count: those in hidden folders are made anew at any time.

    None, if there is no such folder.
    """
    if not root.is_dir():
        return None
    found = (path for path in root.rglob("*") if path.is_file())
    names = {path.relative_to(root): path for path in found}
    return {
        name.as_posix(): path.read_bytes()
        for name, path in names.items()
        if name.parts[0] != ".scgraph" and (name.name == ".gitignore" or name.name[0] != ".")
    }


def killed(work: Callable[[], None], most: float, chance: random.Random) -> bool:
    """Do some work in a process that is killed within so many seconds; tell whether it was."""
    child = os.fork()
    if child == 0:
        work()
        os._exit(0)
    time.sleep(chance.uniform(0, most))
    os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    return os.WIFSIGNALED(status)


def adding(template: Path, text: Path, folder: Path, number: int) -> list[str]:
    """Kill additions of a changed text, and tell of each what it left: old, new or torn."""

    def add(root: Path, file: Path) -> None:
        add_paper(root, file, Reader("A", date(2026, 1, 1)), name="added", keep_text=True)

    changed = folder / f"changed{text.suffix}"
    words = text.read_text(encoding="utf-8")
    changed.write_text(words.replace("the ", "the said ", 3), encoding="utf-8")
    before, after = (Path(shutil.copytree(template, folder / name)) for name in ("b", "a"))
    add(before, text)
    add(after, text)
    start = time.monotonic()
    add(after, changed)
    taken = time.monotonic() - start
    known = {"old": tree(before), "new": tree(after)}
    return _outcomes(before, known, lambda root: add(root, changed), folder, taken, number)


def starting(folder: Path, number: int) -> list[str]:
    """Kill starts of a corpus, and tell of each what it left: old (nothing), new or torn."""

    def start(root: Path) -> None:
        start_corpus(root, Settings(base=BASE, title="T"))

    begun = time.monotonic()
    start(folder / "a")
    taken = time.monotonic() - begun
    known = {"old": None, "new": tree(folder / "a")}
    return _outcomes(None, known, start, folder, taken, number)


def _outcomes(
    before: Path | None,
    known: dict[str, Tree | None],
    work: Callable[[Path], None],
    folder: Path,
    taken: float,
    number: int,
) -> list[str]:
    chance = random.Random(11)
    found = []
    for count in range(number):
        root = folder / f"killed-{count}" / "made"
        if before is None:
            root.parent.mkdir()
        else:
            shutil.copytree(before, root)
        was_killed = killed(lambda root=root: work(root), 1.3 * taken, chance)  # type: ignore[misc]
        files.recover(root)
        left = tree(root)
        outcome = next((name for name, one in known.items() if left == one), "torn")
        if outcome == "old":
            work(root)  # what was stopped can be done again, also over what it left behind
            outcome = "old" if tree(root) == known["new"] else "stuck"
        found.append(f"{outcome} {'killed' if was_killed else 'done'}")
        shutil.rmtree(root.parent)
    return found


if __name__ == "__main__":
    command, *paths, count = sys.argv[1:]
    act = {"add": adding, "new": starting}[command]
    print("\n".join(act(*map(Path, paths), int(count))))  # type: ignore[operator]
