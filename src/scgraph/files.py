"""Find the files that ship with the library, and write files so that none is ever half written.

In an installed package the shipped files lie in ``_shipped`` beside the code; in a checkout, in the
folders ``ontology``, ``data`` and ``queries`` beside ``src``. The working directory plays no part.

Several files that belong together become new together. Their new texts are written beside them
first, and one hidden file, the journal, then names the renames that are due. Before the journal
stands, nothing has changed; from then on everything has, even if the process is killed: whoever
opens the folder next calls `recover`, which does the renames that are left.
"""

from __future__ import annotations

import json
import os
import secrets
import shutil
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from scgraph.errors import CorpusError

TEXTS = "texts"
"""The folder of a corpus in which its user keeps copies of papers; it is never read or shipped."""

_JOURNAL, _DRAFT, _MARK = ".journal", ".draft", ".scgraph-"
_FORGOTTEN = 3600
"""So many seconds after it was begun, a change without a journal is taken for given up."""

# The engine is a compiled module, so the package is never imported from a zip: paths will do.
# importlib.resources would find the same folder, at four times the cost of everything else here.
_PACKAGE = Path(__file__).resolve().parent
_CHECKOUT = Path(__file__).resolve().parents[2]


def ontology(name: str) -> Path:
    """Return the path of a file of the ontology.

    Raises:
        CorpusError: if there is no such file.

    >>> ontology("context.jsonld").name
    'context.jsonld'
    """
    path = _folder("ontology") / name
    if not path.is_file():
        raise CorpusError(path, "this file of the ontology is missing; install scgraph again")
    return path


def data() -> Path:
    """Return the folder of the shipped corpus.

    Raises:
        CorpusError: if it is missing.
    """
    return _folder("data")


def queries() -> Path:
    """Return the folder of the named questions.

    Raises:
        CorpusError: if it is missing.
    """
    return _folder("queries")


def replace(path: Path, data: bytes | Iterable[bytes]) -> None:
    """Write a file beside its place and then rename it, so that it is whole or as it was.

    A link to a file stays a link, and the file that it leads to keeps its permissions. What comes
    in pieces is written piece by piece, so that it is never a whole in memory.

    Raises:
        OSError: if the file cannot be written.
    """
    pieces = [data] if isinstance(data, bytes) else data
    target = Path(os.path.realpath(path)) if path.is_symlink() else path
    if target.exists() and not target.is_file():  # a pipe, or a device such as /dev/stdout
        with target.open("wb") as file:
            file.writelines(pieces)
        return
    part = target.with_name(f".{target.name[:100]}.{os.getpid()}.part")
    try:
        with part.open("wb") as file:
            file.writelines(pieces)
        if target.exists():
            shutil.copymode(target, part)
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)


def replace_together(contents: Mapping[Path, bytes], root: Path) -> None:
    """Write several files that belong together: a kill at any moment leaves all old or all new.

    Folders that are missing are made, and no sooner than their files.

    Args:
        contents: what each file shall hold.
        root: the folder that is opened as a whole, such as that of a corpus: whoever opens it next
            calls `recover` with it.

    Raises:
        OSError: if a file cannot be written. Nothing has changed then, unless the renames had
            begun: those that are left are done by `recover`.

    >>> import tempfile
    >>> root = Path(tempfile.mkdtemp())
    >>> replace_together({root / "a.txt": b"1", root / "new" / "b.txt": b"2"}, root)
    >>> sorted(path.relative_to(root).as_posix() for path in root.rglob("*.*"))
    ['a.txt', 'new/b.txt']
    """

    recover(root)
    folder, token = Path(os.path.realpath(root)), secrets.token_hex(8)
    draft, journal = (folder / f"{_MARK}{token}{end}" for end in (_DRAFT, _JOURNAL))
    targets = {Path(os.path.realpath(path)): data for path, data in contents.items()}
    steps = [_step(path, data, f"{token}-{n}") for n, (path, data) in enumerate(targets.items())]
    if hidden := [step.target for step in steps if not _may_be_done(step, folder, token)]:
        raise CorpusError(hidden[0], "lies in a hidden folder; move it to another")
    try:
        _write_through(draft, json.dumps([step.named(folder) for step in steps]).encode())
        for step, data in zip(steps, targets.values(), strict=True):
            _write_through(step.part, data)
            if step.target.exists():
                shutil.copymode(step.target, step.part)
        _sync_folders([step.part for step in steps])
        os.replace(draft, journal)
    finally:
        if not journal.exists():
            _forget(draft, steps)
    _complete(journal, steps)


def recover(root: Path) -> None:
    """Finish what was stopped while files of a folder were replaced together.

    It looks for a journal by the names in the folder alone, so it costs next to nothing.

    Raises:
        CorpusError: if a file was changed by hand since; it says what to do.
        OSError: if a file cannot be written.

    >>> recover(data())
    """
    folder = Path(os.path.realpath(root))
    names = os.listdir(folder) if folder.is_dir() else ()
    found = sorted(name for name in names if name.startswith(_MARK))
    for path in (folder / name for name in found):
        # Another process may finish the same journal at this moment, and then it is gone.
        with suppress(FileNotFoundError):
            if path.suffix == _JOURNAL:
                _complete(path, list(_steps(path)))
            elif path.suffix == _DRAFT and time.time() - path.stat().st_mtime > _FORGOTTEN:
                _forget(path, list(_steps(path)))


@dataclass(frozen=True)
class _Step:
    """One of the files that become new together, and the digests of what it held and shall hold."""

    target: Path
    part: Path
    old: str
    new: str

    def named(self, folder: Path) -> list[str]:
        target, part = (os.path.relpath(path, folder) for path in (self.target, self.part))
        return [target, part, self.old, self.new]


def _step(target: Path, data: bytes, token: str) -> _Step:
    if target.exists() and not target.is_file():
        raise CorpusError(target, "is no file; move it away")
    # Where the folder is still to be made, the part lies above it: an empty folder of a paper
    # would be a fault of the corpus.
    above = next(folder for folder in target.parents if folder.is_dir())
    part = above / f".{target.name[:100]}.{token}.part"
    return _Step(target, part, _digest(target), sha256(data).hexdigest())


def _steps(journal: Path) -> Iterator[_Step]:
    """Yield the steps that a journal names, if they may be done."""
    folder, token = journal.parent, journal.stem.removeprefix(_MARK)
    try:
        for target, part, old, new in json.loads(journal.read_bytes()):
            step = _Step(folder / target, folder / part, old, new)
            if not _may_be_done(step, folder, token):
                raise ValueError(target)
            yield step
    except (ValueError, TypeError) as error:
        if isinstance(error, json.JSONDecodeError) and journal.suffix == _DRAFT:
            return  # it was stopped while it was written, and names nothing that exists
        message = "is no journal that this program has written; delete it"
        raise CorpusError(journal, message) from None


def _may_be_done(step: _Step, folder: Path, token: str) -> bool:
    """Tell whether a step is harmless, for a journal may come with somebody else's corpus.

    Only what lies beside its target or above it is moved there, under a name that this program
    gives; and nothing is moved into hidden folders, where programs such as git keep their own.
    """
    above, below = (os.path.realpath(path.parent) for path in (step.part, step.target))
    inner = Path(os.path.relpath(below, folder)).parts
    return (
        Path(below).is_relative_to(above)
        and step.part.name.startswith(".")
        and f".{token}-" in step.part.name
        and not any(name.startswith(".") and name != ".." for name in inner)
    )


def _complete(journal: Path, steps: list[_Step]) -> None:
    """Do the renames that are left; another process may be doing the same ones."""
    for step in steps:
        if _digest(step.part) not in ("", step.new) or _is_changed(step):
            message = (
                "was changed after a command that writes several files had been stopped; what the "
                f"command meant to write is {step.part.name}: take over what you want of it, and "
                "then delete it"
            )
            raise CorpusError(step.target, message)
    for step in steps:
        if step.part.exists():
            step.target.parent.mkdir(parents=True, exist_ok=True)
            with suppress(FileNotFoundError):  # the other process was faster
                os.replace(step.part, step.target)
    _sync_folders([path for step in steps for path in (step.target, step.part)])
    journal.unlink(missing_ok=True)


def _is_changed(step: _Step) -> bool:
    """Tell whether a file that is still to be replaced is no longer what it was."""
    return step.part.exists() and _digest(step.target) not in (step.old, step.new)


def _forget(draft: Path, steps: Iterable[_Step]) -> None:
    for step in steps:
        step.part.unlink(missing_ok=True)
    draft.unlink(missing_ok=True)


def _digest(path: Path) -> str:
    """Return the digest of what a file holds; the empty text if there is no such file."""
    try:
        return sha256(path.read_bytes()).hexdigest()
    except FileNotFoundError:
        return ""


def _write_through(path: Path, data: bytes) -> None:
    """Write a file, and wait until the disk has it."""
    with path.open("xb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _sync_folders(paths: Iterable[Path]) -> None:
    """Wait until the disk knows the names of files; Windows has no such call."""
    for folder in () if os.name == "nt" else sorted({path.parent for path in paths}):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _folder(name: str) -> Path:
    for path in (_PACKAGE / "_shipped" / name, _CHECKOUT / name):
        if path.is_dir():
            return path
    raise CorpusError(name, "the shipped files are missing; install scgraph again")
