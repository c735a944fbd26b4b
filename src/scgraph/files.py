"""Find the files that ship with the library, wherever it is installed.

In an installed package they lie in ``_shipped`` beside the code; in a checkout, in the folders
``ontology``, ``data`` and ``queries`` beside ``src``. The working directory plays no part.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from scgraph.errors import CorpusError

TEXTS = "texts"
"""The folder of a corpus in which its user keeps copies of papers; it is never read or shipped."""

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


def replace(path: Path, data: bytes) -> None:
    """Write a file beside its place and then rename it, so that it is whole or as it was.

    A link to a file stays a link, and the file that it leads to keeps its permissions.

    Raises:
        OSError: if the file cannot be written.
    """
    with replacing(path) as file:
        file.write(data)


@contextmanager
def replacing(path: Path) -> Iterator[IO[bytes]]:
    """Open a file to be written piece by piece; it takes its place when all is written.

    If anything is raised meanwhile, the file is as it was. Else it is as with `replace`.

    Raises:
        OSError: if the file cannot be written.
    """
    target = Path(os.path.realpath(path)) if path.is_symlink() else path
    if target.exists() and not target.is_file():  # a pipe, or a device such as /dev/stdout
        with target.open("wb") as file:
            yield file
        return
    part = target.with_name(f".{target.name[:100]}.{os.getpid()}.part")
    try:
        with part.open("wb") as file:
            yield file
        if target.exists():
            shutil.copymode(target, part)
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)


def _folder(name: str) -> Path:
    for path in (_PACKAGE / "_shipped" / name, _CHECKOUT / name):
        if path.is_dir():
            return path
    raise CorpusError(name, "the shipped files are missing; install scgraph again")
