"""Hold a corpus against its manifest: which files changed, and did their meaning?"""

from __future__ import annotations

import shlex
from collections.abc import Iterator
from pathlib import Path

from scgraph.handover.diagnosis import Symptom
from scgraph.handover.inventory import (
    MANIFEST,
    FileEntry,
    graph_of_file,
    inventory,
    paper_of_file,
)
from scgraph.handover.manifest import GraphEntry, Manifest


def compared(root: Path, manifest: Manifest, now: Manifest | None) -> Iterator[Symptom]:
    """Yield what is not as the manifest says.

    Args:
        root: the folder of the corpus.
        manifest: what it was.
        now: what it is; None if it cannot be read, so that only files are compared.
    """
    return _Comparison(root, manifest, now).symptoms()


class _Comparison:
    def __init__(self, root: Path, manifest: Manifest, now: Manifest | None) -> None:
        self._root = root
        self._before = manifest
        self._now = now
        self._anew = f"scgraph manifest {shlex.quote(str(root))}"
        self._explained: set[str] = set()

    def symptoms(self) -> Iterator[Symptom]:
        before = self._before.files
        files = self._now.files if self._now else inventory(self._root)
        for name in sorted(before.keys() | files.keys()):
            if before.get(name) != files.get(name):
                yield self._file(name, before.get(name), files.get(name))
        if self._now is not None:
            yield from self._unexplained(self._now)
            yield from self._foundation(self._now)

    def _file(self, name: str, before: FileEntry | None, now: FileEntry | None) -> Symptom:
        state = "is not in the manifest" if before is None else "has changed"
        if now is None:
            state = "is missing"
        graph = graph_of_file(name, self._before.base)
        where, paper = str(self._root / name), paper_of_file(name)
        if graph is None:
            what = f"{state}; nothing is read from it"
            return Symptom("Info", what, where, f"if that is meant: {self._anew}", paper)
        self._explained.add(graph)
        if self._now is None:
            what = f"{state}; the corpus cannot be read, so whether its meaning did is not known"
            return Symptom("Violation", what, where, "mend the faults that are listed", paper)
        if self._before.graph(graph) == self._now.graph(graph):
            what = f"{state}, but only its layout: what is read means the same"
            return Symptom("Warning", what, where, self._anew, paper)
        change = _told(self._before.graph(graph), self._now.graph(graph))
        what = f"{state}, and with it what is said: {change} in <{graph}>"
        back = "bring it back, or, if it is meant:" if now is None else "if the change is meant:"
        look = f" scgraph validate {shlex.quote(str(self._root))} && {self._anew}"
        return Symptom("Violation", what, where, back + look, paper)

    def _unexplained(self, now: Manifest) -> Iterator[Symptom]:
        """Yield the graphs that changed although no file did: the reading must have."""
        for graph in sorted(_graphs(self._before) | _graphs(now)):
            before, after = self._before.graph(graph), now.graph(graph)
            if before != after and graph not in self._explained:
                what = f"no file has changed, but what is read has: {_told(before, after)}"
                by = f"scgraph {self._before.scgraph} wrote the manifest, this is {now.scgraph}"
                remedy = f"see the changelog, then: {self._anew}"
                yield Symptom("Violation", f"{what}; {by}", graph, remedy, _slug(graph))

    def _foundation(self, now: Manifest) -> Iterator[Symptom]:
        """Yield the changes of what the corpus stands on."""
        if self._before.base != now.base:
            what = f"the base was <{self._before.base}> and is <{now.base}>: every IRI is another"
            yield Symptom("Violation", what, str(self._root / "corpus.yaml"), self._anew)
        if self._before.vocabulary != now.vocabulary:
            what = "the manifest was written with another vocabulary than this version has"
            remedy = f"see the changelog, scgraph validate, then: {self._anew}"
            yield Symptom("Warning", what, str(self._root / MANIFEST), remedy)
        for base in sorted(self._before.includes.keys() | now.includes.keys()):
            before, after = self._before.includes.get(base), now.includes.get(base)
            if before != after:
                what = f"the corpus that is included has changed: {_told(before, after)}"
                yield Symptom("Warning", what, base, f"if that is meant: {self._anew}")


def _graphs(manifest: Manifest) -> set[str]:
    papers = manifest.papers.values()
    return {f"{one.iri}/{name}" for one in papers for name in one.graphs} | {*manifest.graphs}


def _slug(graph: str) -> str | None:
    above = graph.rsplit("/", 1)[0]
    return above.rsplit("/", 1)[-1] if "/paper/" in above else None


def _told(before: GraphEntry | None, now: GraphEntry | None) -> str:
    counts = [entry.quads if entry else 0 for entry in (before, now)]
    if counts[0] == counts[1]:
        return f"{counts[0]} quads as before, but others"
    return f"{counts[0]} quads before, {counts[1]} now"
