"""Whatever a file holds, it is read or refused in words: no crash, no traceback, no hang.

With SCGRAPH_DEEP=1 a hundred times as many inputs; with SCGRAPH_FUZZ_FIRST=N others than usual.
"""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

pytest.importorskip("resource", reason="Windows has no limits for a process")

from fuzz_importers import IMPORTERS, Importer
from fuzzing import SECONDS, fuzzed, is_message
from scgraph.errors import ScgraphError

INPUTS = 100_000 if os.environ.get("SCGRAPH_DEEP") else 1_000
FIRST = int(os.environ.get("SCGRAPH_FUZZ_FIRST", "0"))
ONCE_FAILED = Path(__file__).parent / "fixtures" / "fuzz"
every_importer = pytest.mark.parametrize("name", sorted(IMPORTERS))


def test_every_format_is_tried() -> None:
    """All that comes from somebody else has its inputs."""
    assert len(IMPORTERS) >= 19
    assert all(importer.seeds for importer in IMPORTERS.values())


@every_importer
def test_a_spoilt_file_is_read_or_refused(name: str, tmp_path: Path) -> None:
    """Within two seconds and in little memory, with nothing written, and a message that prints."""
    outcome = fuzzed(name, FIRST, INPUTS)
    for number in outcome.wrong:
        file, data = IMPORTERS[name].make(number)
        (tmp_path / f"{number}-{file}").write_bytes(data)
    told = [f"input {number} of {name}: {said}" for number, said in outcome.wrong.items()]
    assert not told, f"saved in {tmp_path}:\n" + "\n".join(told)
    assert outcome.number == INPUTS
    # Inputs that are all refused at the first byte would test nothing.
    assert outcome.read > INPUTS // 100
    assert outcome.refused > INPUTS // 100


@every_importer
@settings(
    max_examples=400 if os.environ.get("SCGRAPH_DEEP") else 25,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
@given(chance=st.randoms(use_true_random=False))
def test_a_file_that_is_nearly_right_is_read_or_refused(
    name: str, chance: Random, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """The same of files grown by the grammar of the format; the smallest that fails is shown."""
    importer = IMPORTERS[name]
    room = tmp_path_factory.mktemp("fuzz") / "room"
    importer.prepare(room)
    assert is_read_or_refused(importer, room, *importer.grown(chance))


def is_read_or_refused(importer: Importer, room: Path, file: str, data: bytes) -> bool:
    """Tell whether a file is read or refused; whatever else comes of it is raised."""
    try:
        importer.read(room, file, data)
    except ScgraphError as error:
        return is_message(str(error))
    return True


def test_the_same_number_gives_the_same_input() -> None:
    """So that a failure can be had again from its number."""
    for importer in IMPORTERS.values():
        assert [importer.make(n) for n in range(30)] == [importer.make(n) for n in range(30)]
        assert len({importer.make(n) for n in range(60)}) > 40


@pytest.mark.parametrize("case", sorted(ONCE_FAILED.glob("*/*")), ids=lambda path: path.name)
def test_what_failed_once_is_read_or_refused(case: Path, tmp_path: Path) -> None:
    """Files that broke an importer, kept as they were; the folder names the importer."""
    importer = IMPORTERS[case.parent.name]
    importer.prepare(tmp_path / "room")
    file, _ = importer.seeds[0]
    assert is_read_or_refused(importer, tmp_path / "room", file, case.read_bytes())


LONG = {
    "blanks": ("text", "1. Buses\n\nThey wait" + " " * 60_000 + "here. They are late.\n"),
    "remarks": ("text", "1. Buses\n\n" + "They wait. (So it is.) " * 3_000 + "\n"),
    "lines of notes": ("text", "1. Buses\n\nThey wait.\n" + "\u2020 a note\n" * 10_000 + "\f2\n"),
    "marks of notes": ("markdown", "# Buses\n\nThey wait" + "[^1] a" * 8_000 + ".\n"),
    "marks without an end": ("markdown", "# Buses\n\nThey wait" + "[^1)" * 30_000 + ".\n"),
    "a blank line of text": ("markdown", "# Buses\n\nThey wait.\n\n[" + "\u00a0" * 40_000 + "\n"),
    "quotes without an end": ("text", "1. Buses\n\nThey wait" + "`" * 60_000 + " here.\n"),
    "entries of one name": (
        "text",
        "1. Buses\n\nThey wait.\n\nReferences\n\n" + "Lee (2019).\n" * 9_000,
    ),
    "lines of blanks": ("sentences", "paper: a\nsections:\n" + "\n" * 100_000),
    "columns": ("sssom", "\t".join(map(str, range(20_000))) + "\n"),
    "sections of one name": ("markdown", "They wait.\n\n# Nee Lee (2019).\n\n" * 6_000),
    "quoted marks": ("markdown", "> They wait.\n\n" + "[^1]: a\n" * 8_000 + "\n"),
}
"""Texts of which the time could grow with the square of their length."""


@pytest.mark.parametrize("name", LONG)
def test_long_texts_take_no_longer_than_their_length(name: str, tmp_path: Path) -> None:
    """A great many blanks, brackets or marks in a row are read or refused in two seconds."""
    importer, text = LONG[name]
    file, _ = IMPORTERS[importer].seeds[0]
    started = time.process_time()
    assert is_read_or_refused(IMPORTERS[importer], tmp_path, file, text.encode())
    assert time.process_time() - started < SECONDS


def test_failed_files_are_kept() -> None:
    """There are files that failed once."""
    assert len(list(ONCE_FAILED.glob("*/*"))) >= 8


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="limits differ elsewhere")
@pytest.mark.parametrize(
    ("code", "told"),
    [
        ("while True: pass", "more than 2.0 seconds"),
        ("import os; os.kill(os.getpid(), 11)", "SIGSEGV"),
        ("bytearray(8 * 2**30)", "MemoryError"),
        ("raise KeyError('x')", "KeyError"),
        ("open('half', 'w').close()", "left files"),
        ("raise SystemExit", "SystemExit"),
    ],
)
def test_what_may_not_happen_is_seen(
    code: str, told: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An importer that hangs, crashes, eats memory, raises anything or leaves a file is told."""
    planted = tmp_path / "sitecustomize.py"
    planted.write_text(
        "import sys\nfrom pathlib import Path\n"
        f"sys.path.insert(0, {str(Path(__file__).parent)!r})\n"
        "import fuzz_importers\n"
        "from dataclasses import replace\n"
        "one = fuzz_importers.IMPORTERS['settings']\n"
        "calls = []\n"
        "def read(room, file, data):\n"
        "    calls.append(1)\n"
        "    if len(calls) == 3:\n"
        f"        {code}\n"
        "fuzz_importers.IMPORTERS['settings'] = replace(one, read=read)\n",
        encoding="utf-8",
    )
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    outcome = fuzzed("settings", 0, 5, most_wrong=1)
    assert [told in said for said in outcome.wrong.values()] == [True]
    assert list(outcome.wrong) == [1]
