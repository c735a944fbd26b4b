"""The files of a corpus folder: which count, to which paper they belong, what they feed."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from scgraph import terms
from scgraph.files import TEXTS
from scgraph.reading.paper import graph_name
from scgraph.reading.rdf import SUFFIXES
from scgraph.reading.sssom import LEDGER

MANIFEST = "manifest.json"
"""The name of the manifest in the folder of a corpus."""

_PART = ".part"


@dataclass(frozen=True)
class FileEntry:
    """The size of a file in bytes, and the SHA-256 of its bytes in hexadecimal."""

    bytes: int
    sha256: str


def inventory(root: Path) -> dict[str, FileEntry]:
    """Return the files of a corpus by their path within it, in alphabetical order.

    Left out are the manifest itself, the user's copies of papers, hidden files, and what a write
    that was cut short has left.
    """
    return {name: _entry(path) for name, path in sorted(_files(root))}


def leftovers(root: Path) -> list[Path]:
    """Return the files that writes have left that were cut short."""
    return sorted(path for path in root.rglob(f".*{_PART}") if path.is_file())


def journals(root: Path) -> list[Path]:
    """Return the journals of writes of several files that were stopped half-way."""
    return sorted(root.glob(".scgraph-*.journal"))


def paper_of_file(name: str) -> str | None:
    """Return the short name of the paper that a file belongs to; None if to none.

    >>> paper_of_file("papers/an-2025/claims-1.yaml"), paper_of_file("corpus.yaml")
    ('an-2025', None)
    """
    folders = name.split("/")
    return folders[1] if len(folders) == 3 and folders[0] == "papers" else None


def graph_of_file(name: str, base: str) -> str | None:
    """Return the graph that a file feeds; None if nothing of it is data.

    >>> graph_of_file("papers/an-2025/checks-1.yaml", terms.BASE)
    'https://w3id.org/scgraph/paper/an-2025/checks'
    >>> graph_of_file("README.md", terms.BASE) is None
    True
    """
    path, paper = Path(name), paper_of_file(name)
    if paper and path.suffix in {".yaml", *SUFFIXES}:
        return terms.paper_graph(paper, graph_name(path), base)
    in_reference = path.parent.as_posix() == "reference" and path.suffix in SUFFIXES
    if in_reference or name == "corpus.yaml":
        return terms.reference_graph(base)
    return f"{base}alignments" if name == LEDGER else None


def _files(root: Path) -> Iterator[tuple[str, Path]]:
    for folder, inner, names in os.walk(root):
        inner[:] = [name for name in inner if name[0] != "."]
        if Path(folder) == root and TEXTS in inner:
            inner.remove(TEXTS)
        for name in names:
            path = Path(folder, name)
            relative = path.relative_to(root).as_posix()
            if name[0] != "." and relative != MANIFEST and path.is_file():
                yield relative, path


def _entry(path: Path) -> FileEntry:
    data = path.read_bytes()
    return FileEntry(len(data), sha256(data).hexdigest())
