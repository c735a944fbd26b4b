"""Examine a corpus on a disk, its snapshot included, and write down what it is."""

from __future__ import annotations

from functools import partial
from os import PathLike
from pathlib import Path

from scgraph import files
from scgraph.corpus import read_corpus
from scgraph.errors import CorpusError
from scgraph.handover.diagnosis import Diagnosis
from scgraph.handover.manifest import Manifest, make_manifest
from scgraph.snapshot import snapshot_bytes, snapshot_path


def examine(path: str | PathLike[str] | None = None) -> Diagnosis:
    """Examine the folder of a corpus; nothing is changed.

    Args:
        path: the folder; that of the shipped corpus if not given.

    Raises:
        CorpusError: if there is no corpus, or it is one file.

    >>> examine().healthy
    True
    """
    from scgraph.handover.doctor import Snapshot
    from scgraph.handover.doctor import examine as examined

    root = _folder(path)
    kept = snapshot_path(root)
    return examined(root, Snapshot(kept, partial(snapshot_bytes, root)) if kept else None)


def manifest_of(path: str | PathLike[str] | None = None) -> Manifest:
    """Make the manifest of the folder of a corpus, from its files and not from a snapshot.

    Args:
        path: the folder; that of the shipped corpus if not given.

    Raises:
        CorpusError: if there is no corpus, or it is one file.
        ReadError: if files of it are wrong.
        ExportError: if blank nodes are too many and too much alike to be told apart.

    >>> manifest_of().papers["an-2025"].claims
    220
    """
    from scgraph.handover.doctor import extent_of

    root = _folder(path)
    corpus = read_corpus(root)
    return make_manifest(root, corpus.quads, extent_of(corpus))


def _folder(path: str | PathLike[str] | None) -> Path:
    root = files.data() if path is None else Path(path)
    if root.is_file():
        raise CorpusError(root, "is one file; give the folder of a corpus")
    return root
