"""Files that belong together are all old or all new, whenever the process that writes them dies."""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from scgraph import files
from scgraph.corpus import read_corpus
from scgraph.errors import CorpusError

SOURCE = Path(__file__).resolve().parents[1] / "src"
SMALL = Path(__file__).parent / "fixtures" / "corpus-small"
KILLS = 500 if os.environ.get("SCGRAPH_DEEP") else 30
NAMES = ("corpus.yaml", "papers/a/claims.yaml", "papers/b/claims.yaml", "papers/b/paper.yaml")


def _texts(version: str) -> dict[str, bytes]:
    return {name: f"{name} {version}\n".encode() * 2000 for name in NAMES}


def _contents(root: Path, version: str) -> dict[Path, bytes]:
    return {root / name: text for name, text in _texts(version).items()}


def _write(root: Path, version: str) -> None:
    files.replace_together(_contents(root, version), root)


def _there(root: Path) -> dict[str, bytes]:
    """Return all files of a folder by name, hidden ones among them."""
    found = (path for path in root.rglob("*") if path.is_file())
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in found}


class Stopped(BaseException):
    """Be what a process feels that is stopped."""


def _stop_at(monkeypatch: pytest.MonkeyPatch, name: str, number: int, error: BaseException) -> None:
    """Let the call of a function of `os` with this number raise, and every later one too."""
    real: Callable[..., object] = getattr(os, name)
    calls = iter(range(10_000))

    def stopping(*args: object, **kwargs: object) -> object:
        if next(calls) >= number:
            raise error
        return real(*args, **kwargs)

    monkeypatch.setattr(os, name, stopping)


def _outcomes(tmp_path: Path, name: str, error: BaseException) -> list[str]:
    """Return what is there, after recovery, if each call in turn is the one that fails."""
    outcomes = []
    for number in range(100):
        root = tmp_path / f"{name}-{number}"
        root.mkdir()
        _write(root, "old")
        failed = False
        with pytest.MonkeyPatch.context() as patch:
            _stop_at(patch, name, number, error)
            try:
                _write(root, "new")
            except type(error):
                failed = True
        files.recover(root)
        version = next((v for v in ("old", "new") if _there(root) == _texts(v)), "torn")
        outcomes.append(version)
        if not failed:
            return outcomes
    raise AssertionError("no end")


@pytest.mark.parametrize("error", [Stopped(), OSError(28, "No space left")], ids=["stop", "disk"])
@pytest.mark.parametrize("name", ["replace", "fsync", "open", "mkdir"])
def test_a_failure_at_each_call_leaves_all_old_or_all_new(
    tmp_path: Path, name: str, error: BaseException
) -> None:
    """Wherever it fails, the files are those of one version, and nothing else lies about."""
    outcomes = _outcomes(tmp_path, name, error)
    assert outcomes[-1] == "new"
    assert "torn" not in outcomes
    if name in ("replace", "fsync"):
        assert {"old", "new"} == set(outcomes)


WRITER = """
import sys
from pathlib import Path
from scgraph.files import replace_together
root, names = Path(sys.argv[1]), sys.argv[2:]
print("ready", flush=True)
for number in range(1_000_000):
    version = ("old", "new")[number % 2]
    texts = {root / name: f"{name} {version}\\n".encode() * 2000 for name in names}
    replace_together(texts, root)
"""


def _killed_writer(root: Path, seconds: float) -> None:
    process = subprocess.Popen(
        [sys.executable, "-c", WRITER, str(root), *NAMES],
        env={**os.environ, "PYTHONPATH": str(SOURCE)},
        stdout=subprocess.PIPE,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == b"ready\n"
    time.sleep(seconds)
    process.send_signal(signal.SIGKILL)
    process.communicate()


@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGKILL")
def test_a_kill_at_any_instant_leaves_all_old_or_all_new(tmp_path: Path) -> None:
    """A process that writes without pause is killed at random instants."""
    seed = random.Random(6)
    _write(tmp_path, "old")
    seen = set()
    for _ in range(KILLS):
        _killed_writer(tmp_path, seed.uniform(0, 0.05))
        left = [name for name in _there(tmp_path) if name not in NAMES]
        seen.update(Path(name).suffix for name in left)
        files.recover(tmp_path)
        now = {name: text for name, text in _there(tmp_path).items() if name in NAMES}
        assert now in (_texts("old"), _texts("new"))
        _let_an_hour_pass(tmp_path)
        files.recover(tmp_path)
        assert set(_there(tmp_path)) == set(NAMES)
    assert seen, "no kill fell between the first and the last step"


def _let_an_hour_pass(root: Path) -> None:
    for draft in root.glob(".scgraph-*.draft"):
        os.utime(draft, (0, 0))


def _stopped_after(root: Path, renames: int) -> None:
    """Leave a folder as a process does that is killed after so many renames of files."""
    with pytest.MonkeyPatch.context() as patch:
        _stop_at(patch, "replace", renames + 1, Stopped())
        with pytest.raises(Stopped):
            _write(root, "new")


def test_a_file_changed_by_hand_meanwhile_is_not_overwritten(tmp_path: Path) -> None:
    """Recovery says what to do, and goes on once it is done."""
    _write(tmp_path, "old")
    _stopped_after(tmp_path, 1)
    mine = tmp_path / NAMES[2]
    mine.write_text("by hand")
    with pytest.raises(CorpusError, match=r"claims\.yaml.*was changed after.*take over") as caught:
        files.recover(tmp_path)
    assert mine.read_text() == "by hand"
    part = mine.parent / str(caught.value).partition("meant to write is ")[2].partition(":")[0]
    assert part.read_bytes() == _texts("new")[NAMES[2]]
    part.unlink()
    files.recover(tmp_path)
    assert _there(tmp_path) == {**_texts("new"), NAMES[2]: b"by hand"}


def test_reading_a_corpus_finishes_what_was_stopped(tmp_path: Path) -> None:
    """A paper of which half is new is never read."""
    root = tmp_path / "corpus"
    shutil.copytree(SMALL, root)
    paper = next((root / "papers").iterdir())
    new = {path: path.read_bytes() + b"# new\n" for path in sorted(paper.glob("*.yaml"))}
    assert len(new) > 2
    with pytest.MonkeyPatch.context() as patch:
        _stop_at(patch, "replace", 2, Stopped())
        with pytest.raises(Stopped):
            files.replace_together(new, root)
    assert {path: path.read_bytes() for path in new} != new
    read_corpus(root)
    assert {path: path.read_bytes() for path in new} == new
    assert not list(root.rglob(".*"))


def test_a_new_folder_is_not_there_before_its_files(tmp_path: Path) -> None:
    """A paper that was never added leaves no empty folder, which would be a fault of the corpus."""
    _write(tmp_path, "old")
    with pytest.MonkeyPatch.context() as patch:
        _stop_at(patch, "replace", 0, Stopped())
        with pytest.raises(Stopped):
            files.replace_together({tmp_path / "papers/c/paper.yaml": b"x"}, tmp_path)
    assert not (tmp_path / "papers/c").exists()
    assert _there(tmp_path) == _texts("old")


def test_what_is_no_file_is_not_replaced(tmp_path: Path) -> None:
    """A folder in the place of a file is an error before anything is written."""
    _write(tmp_path, "old")
    wrong = {**_contents(tmp_path, "new"), tmp_path / "papers": b"x"}
    with pytest.raises(CorpusError, match="is no file"):
        files.replace_together(wrong, tmp_path)
    assert _there(tmp_path) == _texts("old")


@pytest.mark.skipif(os.name == "nt", reason="links need a right of their own on Windows")
def test_links_stay_links_and_permissions_stay(tmp_path: Path) -> None:
    """The file that a link leads to is replaced, be it outside of the folder."""
    outside, root = tmp_path / "outside", tmp_path / "root"
    outside.mkdir()
    root.mkdir()
    (outside / "b.yaml").write_text("old")
    (outside / "b.yaml").chmod(0o640)
    (root / "b.yaml").symlink_to(outside / "b.yaml")
    (root / "papers").symlink_to(outside)
    new = {root / "b.yaml": b"new", root / "papers" / "c.yaml": b"c"}
    files.replace_together(new, root)
    assert (root / "b.yaml").is_symlink()
    assert (outside / "b.yaml").read_text() == "new"
    assert (outside / "b.yaml").stat().st_mode & 0o777 == 0o640
    assert (outside / "c.yaml").read_text() == "c"


def test_an_unfinished_beginning_is_kept_while_its_process_may_live(tmp_path: Path) -> None:
    """What was begun within the hour is somebody's, and after that it is swept away."""
    _write(tmp_path, "old")
    draft = tmp_path / ".scgraph-0123.draft"
    part = tmp_path / ".x.yaml.0123-0.part"
    part.write_text("x")
    draft.write_text(json.dumps([["x.yaml", part.name, "", "0"]]))
    files.recover(tmp_path)
    assert part.exists()
    _let_an_hour_pass(tmp_path)
    files.recover(tmp_path)
    assert _there(tmp_path) == _texts("old")


JOURNALS = {
    "no-json": "{",
    "no-list": "3",
    "no-names": "[[1, 2, 3, 4]]",
    "from-elsewhere": '[["b.yaml", "papers/.b.yaml.0123-0.part", "", "DIGEST"]]',
    "upwards": '[["../b.yaml", ".b.yaml.0123-0.part", "", "DIGEST"]]',
    "into-git": '[[".git/hooks/pre-commit", ".b.yaml.0123-0.part", "", "DIGEST"]]',
    "no-part": '[["b.yaml", "mine.yaml", "", "DIGEST"]]',
}


@pytest.mark.parametrize("text", JOURNALS.values(), ids=JOURNALS)
def test_a_journal_of_somebody_else_does_no_harm(tmp_path: Path, text: str) -> None:
    """A corpus may be downloaded: its journal moves nothing that it could not have brought."""
    assert JOURNALS
    root = tmp_path / "corpus"
    for folder in ("papers", ".git/hooks"):
        (root / folder).mkdir(parents=True)
    for name in (".b.yaml.0123-0.part", "papers/.b.yaml.0123-0.part", "mine.yaml"):
        (root / name).write_bytes(b"x")
    digest = files.sha256(b"x").hexdigest()
    (root / ".scgraph-0123.journal").write_text(text.replace("DIGEST", digest))
    before = _there(tmp_path)
    with pytest.raises(CorpusError, match="no journal that this program"):
        files.recover(root)
    assert _there(tmp_path) == before


def test_an_earlier_change_is_finished_before_the_next(tmp_path: Path) -> None:
    """Of two changes, the later one is what stays."""
    _write(tmp_path, "old")
    _stopped_after(tmp_path, 2)
    _write(tmp_path, "newest")
    assert _there(tmp_path) == _texts("newest")
