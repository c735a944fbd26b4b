"""A corpus or a paper as it was at a revision that git keeps."""

from __future__ import annotations

import io
import os
import subprocess
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

from scgraph.comparing.sides import RECORD
from scgraph.corpus import SETTINGS, SHIPPED, read_settings
from scgraph.errors import CorpusError, ReadError


@contextmanager
def at_revision(path: Path, revision: str) -> Iterator[Path]:
    """Lend a folder that holds what a path held at a revision, in a place that is deleted after.

    A paper comes with the corpus that it lies in, and a corpus with those that it includes, as far
    as they lie in the same repository.

    Args:
        path: a folder or a file within a working tree.
        revision: what git calls it, such as HEAD~1, a branch, a tag or a hash.

    Raises:
        CorpusError: if git is not installed, the path lies in no repository, there is no such
            revision, or nothing lay there then.
    """
    known = Path(os.path.realpath(path))
    top = _top(known)
    commit = _commit(top, path, revision)
    with TemporaryDirectory(prefix="scgraph-") as folder:
        root = Path(folder)
        wanted = PurePosixPath(known.relative_to(top).as_posix())
        if not _take(top, commit, wanted, root):
            raise CorpusError(path, f"there was nothing here at {revision}")
        _take_what_belongs_to(top, commit, wanted, root)
        yield root / wanted


def _take_what_belongs_to(top: Path, commit: str, wanted: PurePosixPath, root: Path) -> None:
    home = wanted
    if (root / wanted / RECORD).is_file() and len(wanted.parts) > 1:
        home = wanted.parent.parent
        _take(top, commit, home, root)
    waiting, taken = [home], {home}
    while waiting:
        corpus = waiting.pop()
        for name in _includes(root / corpus / SETTINGS):
            other = os.path.normpath(top / corpus / name)
            if Path(other).is_relative_to(top):
                found = PurePosixPath(Path(other).relative_to(top).as_posix())
                if found not in taken and _take(top, commit, found, root):
                    taken.add(found)
                    waiting.append(found)


def _includes(settings: Path) -> list[str]:
    try:
        included = read_settings(settings).includes if settings.is_file() else ()
    except ReadError:  # whoever reads the corpus says what is wrong
        included = ()
    return [name for name in included if name != SHIPPED]


def _take(top: Path, commit: str, wanted: PurePosixPath, root: Path) -> bool:
    """Unpack what lay at a path, and tell whether there was anything."""
    done = _git(top, "archive", "--format=tar", commit, "--", str(wanted))
    if done.returncode:
        return False
    with tarfile.open(fileobj=io.BytesIO(done.stdout)) as archive:
        archive.extractall(root, filter="data")
    return (root / wanted).exists()


def _top(path: Path) -> Path:
    folder = path if path.is_dir() else path.parent
    if not folder.is_dir():
        raise CorpusError(path, "there is nothing here; give a path within a working tree")
    done = _git(folder, "rev-parse", "--show-toplevel")
    if done.returncode:
        raise CorpusError(path, "is in no git repository; give two folders instead of a revision")
    return Path(os.path.realpath(done.stdout.decode().rstrip("\n")))


def _commit(top: Path, path: Path, revision: str) -> str:
    asked = ("rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    done = _git(top, *asked)
    if done.returncode:
        raise CorpusError(path, f"git knows no revision {revision!r} here")
    return done.stdout.decode().strip()


def _git(folder: Path, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    try:
        return subprocess.run(
            ["git", "-C", str(folder), *arguments], capture_output=True, check=False
        )
    except FileNotFoundError as error:
        raise CorpusError(folder, "git is not installed; give two folders instead") from error
