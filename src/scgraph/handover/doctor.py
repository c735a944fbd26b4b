"""Examine a corpus on a disk: its files, its meaning, its copies of papers, its surroundings."""

from __future__ import annotations

import shlex
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from scgraph.answers import Severity
from scgraph.corpus import Corpus, read_corpus
from scgraph.errors import CorpusError, ExportError, Fault, ReadError, did_you_mean
from scgraph.handover.comparison import compared
from scgraph.handover.copies import copies_checked
from scgraph.handover.diagnosis import Diagnosis, Symptom
from scgraph.handover.environment import missing_extras, versions
from scgraph.handover.extent import Extent
from scgraph.handover.inventory import MANIFEST, inventory, journals, leftovers
from scgraph.handover.manifest import Manifest, make_manifest, read_manifest
from scgraph.validation.references import dangling_references
from scgraph.validation.triples import Triples

_WORST_FIRST: dict[Severity, int] = {"Violation": 0, "Warning": 1, "Info": 2}


@dataclass(frozen=True)
class Snapshot:
    """Where the snapshot of a corpus lies if there is one, and what it would have to hold."""

    path: Path
    due: Callable[[Corpus], bytes]


def examine(root: Path, snapshot: Snapshot | None = None) -> Diagnosis:
    """Examine the folder of a corpus; nothing is changed.

    As whenever a corpus is opened, a write of several files that was stopped is finished first.

    Args:
        root: the folder.
        snapshot: that of the corpus; None if none is ever kept.

    Raises:
        CorpusError: if there is no corpus.
    """
    examination = _Examination(root, snapshot)
    found = sorted(
        examination.symptoms(), key=lambda one: (_WORST_FIRST[one.severity], one.where, one.what)
    )
    return Diagnosis(tuple(found), examination.checked, versions())


def extent_of(corpus: Corpus) -> Extent:
    """Return which corpus was read, and which it includes."""
    return Extent(corpus.base, corpus.language, corpus.bases[1:])


class _Examination:
    def __init__(self, root: Path, snapshot: Snapshot | None) -> None:
        self._root = root
        self._snapshot = snapshot
        self.checked: dict[str, int] = {}

    def symptoms(self) -> Iterator[Symptom]:
        stopped = journals(self._root)
        corpus: Corpus | None = None
        try:
            corpus = read_corpus(self._root)
        except ReadError as error:
            yield from map(_fault, error.faults)
        except CorpusError as error:
            if not stopped:
                raise
            yield Symptom("Violation", error.reason, error.path, "decide which text is right")
        yield from self._finished(stopped)
        self.checked["files"] = len(inventory(self._root))
        yield from self._leftovers()
        now = None
        if corpus is not None:
            self.checked["papers"] = len(corpus.papers)
            self.checked["quads"] = len(corpus.quads)
            yield from self._references(corpus)
            yield from copies_checked(self._root, corpus.quads, corpus.base)
            yield from self._kept(corpus)
            try:
                now = make_manifest(self._root, corpus.quads, extent_of(corpus))
            except ExportError as error:
                yield Symptom("Violation", str(error), str(self._root), "give them IRIs")
        yield from self._against_manifest(now)
        yield from missing_extras()

    def _against_manifest(self, now: Manifest | None) -> Iterator[Symptom]:
        file = self._root / MANIFEST
        anew = f"scgraph manifest {shlex.quote(str(self._root))}"
        if not file.is_file():
            what = "there is none, so that nobody can tell whether the corpus is as it was"
            yield Symptom("Info", what, str(file), f"when it is ready to be handed over: {anew}")
            return
        try:
            before = read_manifest(file)
        except ReadError as error:
            yield Symptom("Violation", error.faults[0].message, str(file), anew)
            return
        yield from compared(self._root, before, now)

    def _finished(self, stopped: list[Path]) -> Iterator[Symptom]:
        """Yield a remark for each write of several files that the reading has finished."""
        for path in stopped:
            if not path.exists():
                what = (
                    "a write of several files was stopped half-way; it has been finished just now"
                )
                yield Symptom("Info", what, str(path), "nothing; all of them are as they should be")

    def _leftovers(self) -> Iterator[Symptom]:
        for path in leftovers(self._root):
            what = "left by a write that was cut short; the file it was for is as it was"
            yield Symptom("Warning", what, str(path), f"rm {shlex.quote(str(path))}")

    def _references(self, corpus: Corpus) -> Iterator[Symptom]:
        outcome = dangling_references(Triples(corpus.quads), corpus.bases)
        for finding in outcome.findings:
            place = corpus.places.get((finding.focus, finding.path or "", finding.value or ""))
            where = str(place or corpus.places.get(finding.focus) or finding.focus)
            yield Symptom(
                "Violation", finding.full_message, where, "correct the name, or define it"
            )

    def _kept(self, corpus: Corpus) -> Iterator[Symptom]:
        """Yield a symptom if the snapshot, which the next command would take, is damaged."""
        if self._snapshot is None or not self._snapshot.path.is_file():
            return
        path = self._snapshot.path
        if path.read_bytes() != self._snapshot.due(corpus):
            what = "this snapshot is damaged: it is not what the files of the corpus say"
            remedy = f"rm {shlex.quote(str(path))}; it is made anew"
            yield Symptom("Violation", what, str(path), remedy)


def _fault(fault: Fault) -> Symptom:
    numbers = (str(number) for number in (fault.line, fault.column) if number is not None)
    where = ":".join([fault.file, *numbers])
    what = f"{fault.message}{did_you_mean(fault.near)}"
    return Symptom("Violation", what, where, "correct it; scgraph validate shows all faults")
