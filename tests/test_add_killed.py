"""A kill or a failure at any moment of `new` and `add` leaves all that was there, or all new."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from killed_writers import tree
from scgraph import files
from scgraph.authoring.adding import add_paper
from scgraph.authoring.records import Reader
from scgraph.authoring.starting import TEMPLATE, start_corpus
from scgraph.corpus import Settings
from scgraph.errors import ScgraphError

HERE = Path(__file__).resolve().parent
SOURCE = HERE.parent / "src"
BASE = "https://example.org/made/"
KILLS = 500 if os.environ.get("SCGRAPH_DEEP") == "1" else 20

SHORT = """\
Buses

Ada Lee

1. Decline

They are late, as a survey says [1]. Nobody knows why.

References

[1] Berg, O. (2021). Buses at the end of the line. Transport Letters, 4(1), 1-9.
"""


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A corpus as it is started, to be copied."""
    return start_corpus(tmp_path_factory.mktemp("killed") / "made", Settings(base=BASE, title="T"))


def _killed(*arguments: object) -> Counter[str]:
    """Return what was left how often."""
    command = [sys.executable, str(HERE / "killed_writers.py"), *map(str, arguments), str(KILLS)]
    environment = {**os.environ, "PYTHONPATH": f"{SOURCE}{os.pathsep}{HERE}"}
    ran = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr[-2000:]
    return Counter(ran.stdout.split("\n")[:-1])


def test_a_kill_while_a_paper_is_added_leaves_old_or_new(template: Path, tmp_path: Path) -> None:
    """At random instants of an addition to a paper that is there; it can then be done again."""
    found = _killed("add", template, TEMPLATE / "text.md", tmp_path)
    assert sum(found.values()) == KILLS
    assert set(found) <= {"old killed", "new killed", "new done"}
    assert found["old killed"] > 0


def test_a_kill_while_a_corpus_is_started_leaves_nothing_or_all(tmp_path: Path) -> None:
    """At random instants; it can then be started again."""
    found = _killed("new", tmp_path)
    assert sum(found.values()) == KILLS
    assert set(found) <= {"old killed", "new killed", "new done"}
    assert found["old killed"] > 0


STEPS = [(os, "replace"), (os, "fsync"), (os, "open"), (Path, "open"), (Path, "mkdir")]


@pytest.mark.parametrize(("owner", "name"), STEPS, ids=lambda one: getattr(one, "__name__", one))
@pytest.mark.parametrize("is_there", [False, True], ids=["new paper", "again"])
def test_a_failure_at_any_step_of_an_addition_leaves_old_or_new(
    template: Path, tmp_path: Path, owner: object, name: str, is_there: bool
) -> None:
    """Each call that writes is the one that fails; the next opening finishes or forgets."""
    text = tmp_path / "text.txt"
    text.write_text(SHORT, encoding="utf-8")
    reader = Reader("A", date(2026, 1, 1))

    def add(root: Path) -> None:
        add_paper(root, text, reader, name="added", keep_text=True)

    before = Path(shutil.copytree(template, tmp_path / "before"))
    if is_there:
        add(before)
        text.write_text(SHORT.replace("Nobody knows why.", "Rain is why. It rains."), "utf-8")
    after = Path(shutil.copytree(before, tmp_path / "after"))
    add(after)
    old, new = tree(before), tree(after)
    assert old != new
    outcomes: list[str] = []
    for number in range(200):
        root = Path(shutil.copytree(before, tmp_path / f"{number}"))
        failed = _failing(owner, name, number, lambda root=root: add(root))  # type: ignore[misc]
        files.recover(root)
        left = tree(root)
        outcomes.append("old" if left == old else "new" if left == new else "torn")
        if left == old and number % 4 == 0:
            add(root)  # what was stopped can be done again, also over what it left behind
            assert tree(root) == new
        shutil.rmtree(root)
        if not failed:
            break
    assert "torn" not in outcomes
    assert outcomes[-1] == "new"
    if name in ("replace", "fsync"):
        assert outcomes[0] == "old"


def _failing(owner: object, name: str, number: int, work: Callable[[], None]) -> bool:
    """Do some work in which the call with a number fails, and those behind it; tell if it did."""
    real = getattr(owner, name)
    calls = iter(range(100_000))

    def failing(*arguments: object, **named: object) -> object:
        reads = owner is Path and name == "open" and not set("wxa") & set(str(arguments[1:]))
        if not reads and next(calls) >= number:
            raise OSError(28, "No space left on device")
        return real(*arguments, **named)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(owner, name, failing)
        try:
            work()
        except (OSError, ScgraphError):
            return True
    return False
