"""The commands that write into a corpus, killed at any instant, leave all old files or all new.

The whole command runs, as somebody types it, and the whole folder is compared.
"""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

import pytest

from bus_corpus import CLAIMS, write_corpus
from scgraph.corpus import read_corpus
from scgraph.errors import ReadError
from scgraph.sheets import sheet_out
from sheet_book import Book

pytestmark = pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGKILL")

SOURCE = Path(__file__).resolve().parents[1] / "src"
KILLS = 200 if os.environ.get("SCGRAPH_DEEP") else 10
TEXT = """\
Buses at night

Ada Lee

1. Decline

They are late, as a survey says [1]. Nobody knows why.

References

[1] Berg, O. (2021). Buses at the end of the line. Transport Letters, 4(1), 1-9.
"""
CURATION = """\
passes:
  - {id: first, kind: first-annotation, by: annotator, date: 2026-01-05, covers: "1"}
statuses:
  - status: settled
    pass: first
    claims: [buses-late, buses-empty]
"""


def _corpus(folder: Path, name: str = "buses-late") -> Path:
    """Write a corpus in which a claim has a name, and a settled status under that name."""
    claims, curation = (text.replace("buses-late", name) for text in (CLAIMS, CURATION))
    write_corpus(folder / "corpus", {"claims.yaml": claims, "curation.yaml": curation})
    return folder / "corpus"


def _add(folder: Path) -> tuple[Path, list[str]]:
    (folder / "paper.txt").write_text(TEXT, encoding="utf-8")
    arguments = ["add", str(folder / "paper.txt"), "--id", "lee-2024", "--by", "A", "--keep-text"]
    return _corpus(folder), arguments


def _lint(folder: Path) -> tuple[Path, list[str]]:
    return _corpus(folder, "Buses_Late"), ["lint", "--fix"]


def _sheet(folder: Path) -> tuple[Path, list[str]]:
    root = _corpus(folder)
    book = Book(sheet_out(root))
    book.set("Claims", "buses-late", "says", "Buses come late.")
    (folder / "claims.xlsx").write_bytes(book.data)
    return root, ["sheet", "in", str(folder / "claims.xlsx")]


COMMANDS = {"add": _add, "lint --fix": _lint, "sheet in": _sheet}


@pytest.mark.parametrize("name", COMMANDS)
def test_a_killed_command_leaves_the_old_or_the_new_files(name: str, tmp_path: Path) -> None:
    """Half of the kills come at any time, half once the command has begun to write."""
    before, arguments = COMMANDS[name](tmp_path)
    after = Path(shutil.copytree(before, tmp_path / "after"))
    began = time.monotonic()
    assert _started(arguments, after).wait() in (0, 1)
    longest = time.monotonic() - began
    old, new = _tree(before), _tree(after)
    assert len({path for path in old | new if old.get(path) != new.get(path)}) > 1
    chance, killed = random.Random(name), 0
    for number in range(KILLS):
        root = Path(shutil.copytree(before, tmp_path / str(number)))
        process = _started(arguments, root)
        if number % 2:
            time.sleep(chance.uniform(0, longest))
        else:
            _wait_for_a_change(root, process)
            time.sleep(chance.uniform(0, 0.02))
        process.send_signal(signal.SIGKILL)
        killed += process.wait() == -signal.SIGKILL
        _open(root)
        left = _tree(root)
        assert left in (old, new), sorted(p for p in left | new if left.get(p) != new.get(p))
        shutil.rmtree(root)
    assert killed > KILLS // 4


def _started(arguments: Sequence[str], root: Path) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "scgraph", *arguments, "--corpus", str(root)],
        env={**os.environ, "PYTHONPATH": str(SOURCE), "SCGRAPH_CACHE": "off"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def _open(root: Path) -> None:
    """Open a corpus as the next command does, which finishes what was stopped."""
    with suppress(ReadError):  # the names that `lint --fix` mends are no names
        read_corpus(root)


def _wait_for_a_change(root: Path, process: subprocess.Popen[bytes]) -> None:
    """Wait until a file or folder appears in the folder of the corpus, or the process ends."""
    there = set(os.listdir(root))
    while process.poll() is None and set(os.listdir(root)) == there:
        time.sleep(0.0005)


def _tree(root: Path) -> dict[str, bytes]:
    """Return the files of a corpus; what lies in hidden folders, or is a worksheet, is made anew.

    A draft that was given up is none of it: it is swept away an hour later.
    """
    found = {path.relative_to(root): path for path in root.rglob("*") if path.is_file()}
    return {
        name.as_posix(): path.read_bytes()
        for name, path in found.items()
        if not any(part.startswith(".") for part in name.parts)
    }
