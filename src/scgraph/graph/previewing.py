"""A corpus as it would be if some of its files were others, so that a change is tried first."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from scgraph.corpus import read_corpus
from scgraph.engine import MemoryEngine
from scgraph.graph.knowledge import KnowledgeGraph


def preview(corpus: Path, instead: Mapping[Path, bytes]) -> KnowledgeGraph:
    """Return the graph of a corpus with other contents in some YAML files of its papers.

    Args:
        corpus: its folder.
        instead: what files would hold, by their paths; new ones may be among them.

    Raises:
        CorpusError: if there is no corpus in the folder.
        ReadError: if anything in any file is wrong; it holds all the faults.

    >>> from scgraph import files
    >>> len(preview(files.data(), {}).ask("papers/all"))
    1
    """
    read = read_corpus(corpus, instead)
    engine = MemoryEngine()
    engine.load(read.quads)
    return KnowledgeGraph(engine, read)
