"""The graph that a server answers from, and how much of it goes into one answer."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from threading import Lock

from scgraph.corpus import SETTINGS, read_settings
from scgraph.graph import KnowledgeGraph, load
from scgraph.snapshot import fingerprint
from scgraph.terms import things

WARM_UP = "ASK {}"


@dataclass(frozen=True)
class Caps:
    """How much one answer holds at most.

    Args:
        rows: rows of an answer, if the caller does not say.
        most_rows: rows that a caller may ask for.
        characters: of what is quoted, as JSON.
        claims: claims that are told in full.
        row_claims: ids of claims that stand at a row.
        seconds: for a query in SPARQL.
    """

    rows: int = 50
    most_rows: int = 200
    characters: int = 24_000
    claims: int = 30
    row_claims: int = 4
    seconds: float = 10


class Served:
    """A graph that several calls at a time may be answered from.

    A corpus in a folder is read again when one of its files has changed, so that a draft is in the
    answers as soon as it is written.

    Args:
        corpus: its folder or file, or a graph that is loaded already.
        caps: how much goes into one answer.
    """

    def __init__(self, corpus: Path | KnowledgeGraph, caps: Caps | None = None) -> None:
        self.caps = caps or Caps()
        self._lock = Lock()
        self._path = corpus if isinstance(corpus, Path) else None
        self._key = "" if self._path is None else fingerprint(self._path)
        self._graph = load(corpus) if isinstance(corpus, Path) else corpus
        self._limited: KnowledgeGraph | None = None
        self.space = ""
        """The namespace of things that a file of claims names without a prefix."""
        if self._path is not None and (settings := self._path / SETTINGS).is_file():
            self.space = things(read_settings(settings).base)

    @property
    def graph(self) -> KnowledgeGraph:
        """The graph as its files are now."""
        if self._path is None:
            return self._graph
        with self._lock:
            key = fingerprint(self._path)
            if key != self._key:
                self._graph, self._key = load(self._path), key
            return self._graph

    @property
    def limited(self) -> KnowledgeGraph:
        """The same, with the worker that answers queries within limits already started."""
        graph = self.graph
        with self._lock:
            if self._limited is not graph:
                graph.query(WARM_UP, timeout=self.caps.seconds)
                self._limited = graph
        return graph
