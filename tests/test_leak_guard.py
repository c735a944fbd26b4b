"""No sentence of an annotated paper stands in the project."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[1]
TEXT = ROOT.parent / "shared" / "paper" / "an-2025.txt"
RUN = 8
PAPER = ROOT / "data" / "papers" / "an-2025"
SKIPPED = {".git", ".venv", "build", "dist", "__pycache__"}

pytestmark = pytest.mark.skipif(
    not TEXT.exists(),
    reason="the paper's text is not part of the project; where CI runs it lies beside the checkout",
)


@cache
def titles() -> tuple[str, ...]:
    """Return what may be quoted: the title of the paper, and its headings with their numbers."""
    record = yaml.safe_load((PAPER / "paper.yaml").read_text(encoding="utf-8"))
    places = yaml.safe_load((PAPER / "sentences.yaml").read_text(encoding="utf-8"))
    headings = (f"{place['locator']}. {place['title']}" for place in places["sections"])
    return record["title"], *headings


def words(text: str) -> list[str]:
    """Return the words of a text, without case, marks and line ends."""
    return re.findall(r"[a-z0-9]+", text.casefold())


def runs(text: str) -> Iterator[tuple[str, ...]]:
    """Return every run of consecutive words."""
    found = words(text)
    return (tuple(found[start : start + RUN]) for start in range(len(found) - RUN + 1))


@cache
def runs_of_the_paper() -> frozenset[tuple[str, ...]]:
    """Return the runs of the paper's own prose: all before its reference list, without titles."""
    prose, references, _ = TEXT.read_text(encoding="utf-8").partition("\nReferences\n")
    assert references, "the reference list of the paper was not found"
    return frozenset(runs(prose)) - {run for title in titles() for run in runs(title)}


def files() -> list[Path]:
    """Return every text file of the project."""
    found = []
    for path in sorted(ROOT.rglob("*")):
        inside = path.relative_to(ROOT).parts
        hidden = any(part in SKIPPED or part.endswith((".egg-info", "_cache")) for part in inside)
        if path.is_file() and not hidden and inside[0] != ".hypothesis":
            found.append(path)
    return found


def leaks(text: str) -> list[str]:
    """Return the runs of a text that are the paper's."""
    return [" ".join(run) for run in runs(text) if run in runs_of_the_paper()]


def test_no_file_holds_a_run_of_the_papers_words() -> None:
    """No file of the project repeats eight words of the paper in a row, titles excepted."""
    paths = files()
    assert len(paths) > 50
    found = {
        str(path.relative_to(ROOT)): leaks(path.read_text(encoding="utf-8", errors="replace"))
        for path in paths
    }
    assert {name: leak for name, leak in found.items() if leak} == {}


def test_a_planted_run_is_caught() -> None:
    """Eight words of the paper are seen across line ends, marks and capitals; seven are not."""
    prose = words(TEXT.read_text(encoding="utf-8").partition("1. Introduction")[2])
    planted = prose[40 : 40 + RUN]
    assert leaks("We say: " + ",\n ".join(planted).upper() + ".")
    assert not leaks("We say: " + " ".join(planted[:-1]) + " and so on.")


def test_titles_are_no_leak() -> None:
    """The title of the paper may stand in its record; there are not many more such runs."""
    assert 8 <= len(titles()) <= 12
    assert sum(len(words(title)) for title in titles()) < 100
    assert not leaks(f"title: {titles()[0]}")
