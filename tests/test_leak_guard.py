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
FACTS = ROOT.parent / "shared" / "facts" / "verification.md"
ADDRESS = re.compile(r"[\w-]\.[\w.-]+/")
RUN = 8
PAPER = ROOT / "data" / "papers" / "an-2025"
SKIPPED = {".git", ".venv", "build", "dist", "__pycache__"}

pytestmark = pytest.mark.skipif(
    not TEXT.exists(),
    reason="the paper's text is not part of the project; where CI runs it lies beside the checkout",
)


@cache
def titles() -> tuple[str, ...]:
    """Return what names the paper and its sections: a short title, and headings with numbers."""
    record = yaml.safe_load((PAPER / "paper.yaml").read_text(encoding="utf-8"))
    places = yaml.safe_load((PAPER / "sentences.yaml").read_text(encoding="utf-8"))
    headings = (f"{place['locator']}. {place['title']}" for place in places["sections"])
    return record["title"], *headings


def words(text: str) -> list[str]:
    """Return the words of a text, without case, marks and line ends."""
    return re.findall(r"[a-z0-9]+", text.casefold())


def runs(text: str, length: int = RUN) -> Iterator[tuple[str, ...]]:
    """Return every run of consecutive words."""
    found = words(text)
    return (tuple(found[start : start + length]) for start in range(len(found) - length + 1))


@cache
def runs_of_the_paper() -> frozenset[tuple[str, ...]]:
    """Return the runs of the paper's own words: all before its reference list, titles too."""
    prose, references, _ = TEXT.read_text(encoding="utf-8").partition("\nReferences\n")
    assert references, "the reference list of the paper was not found"
    return frozenset(runs(prose))


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
    """No file of the project repeats eight words of the paper in a row, not even of its title."""
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
    """The short title of the record and the headings are too short to be a run."""
    assert 8 <= len(titles()) <= 12
    assert sum(len(words(title)) for title in titles()) < 100
    assert not leaks(f"title: {titles()[0]}")


# ---------------------------------------------------------------- other works


def known_names() -> frozenset[tuple[str, ...]]:
    """Return runs of six words out of titles, authors and labels of works, which may be quoted."""
    record = yaml.safe_load((PAPER / "paper.yaml").read_text(encoding="utf-8"))
    printed = (str(value) for entry in record["references"] for value in entry.values())
    sources = (ROOT / "data" / "reference" / "sources.ttl").read_text(encoding="utf-8")
    names = (*printed, record["title"], *re.findall(r'"([^"]*)"', sources))
    return frozenset(run for name in names for run in runs(name, 6))


def is_prose(run: tuple[str, ...]) -> bool:
    """Tell whether a run is words rather than locators, numbers and short forms."""
    return sum(len(word) > 2 and word.isalpha() for word in run) > RUN // 2


def without_addresses(text: str) -> str:
    """Return a text without what stands between blanks and has an address in it.

    Word by word, since a line of a spoilt file may be one word of a hundred thousand characters.
    """
    return re.sub(r"\S+", lambda word: " " if ADDRESS.search(word[0]) else word[0], text)


@cache
def runs_of_the_facts() -> frozenset[tuple[str, ...]]:
    """Return the runs of what was noted of other works, without addresses and names of works."""
    names = known_names()
    return frozenset(
        run
        for run in runs(without_addresses(FACTS.read_text(encoding="utf-8")))
        if is_prose(run) and not any(run[start : start + 6] in names for start in range(3))
    )


def test_what_other_works_say_is_told_in_words_of_our_own() -> None:
    """No file repeats eight words of the notes on other works, their names excepted."""
    known = runs_of_the_facts()
    assert len(known) > 3000
    found = {}
    for path in files():
        text = without_addresses(path.read_text(encoding="utf-8", errors="replace"))
        if repeated := [" ".join(run) for run in runs(text) if run in known]:
            found[str(path.relative_to(ROOT))] = repeated
    assert found == {}
