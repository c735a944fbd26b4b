"""Hand a paper's annotation to programs for qualitative analysis.

Claims become selections: each sentence of a claim is selected in the user's own copy of the text
and bears the codes and things of the claim; the claim's words are its note. What the standard has
no place for (which cause has which effect, who plays which role in what) stands in the note in
words.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import NamedNode, Quad

from scgraph import terms
from scgraph.agreement.annotation import Annotation, Claim, read_annotation
from scgraph.agreement.coding import Part
from scgraph.agreement.observing import words_of
from scgraph.anchors import Anchor, read_copy, read_record, spans_in
from scgraph.corpus import Corpus, read_corpus
from scgraph.exchange.codes import KINDS, Meanings
from scgraph.exchange.project import Note, Project, Selection, Source, User, guid_of
from scgraph.exchange.writing import codebook_out, project_out

SENTENCES = "sentences.yaml"


@dataclass(frozen=True)
class Handed:
    """What was handed over: the file's content, and how much is in it.

    Args:
        data: the content of the file.
        codes: how many codes.
        selections: how many selections, one for each sentence of a claim.
        missing: the locators of sentences that the copy does not have; their claims are left out.
    """

    data: bytes
    codes: int
    selections: int = 0
    missing: tuple[str, ...] = ()


def codebook_of(path: Path | None = None, paper: str | None = None) -> Handed:
    """Return the codes and things of a corpus as a codebook, a ``.qdc``.

    Args:
        path: the folder of a corpus; the shipped one if not given.
        paper: the paper whose order of barriers is kept; that of all papers if not given.

    >>> codebook_of().data.startswith(b'<?xml version="1.0" encoding="utf-8"?>')
    True
    """
    corpus = read_corpus(path)
    meanings = Meanings(corpus)
    things = [iri for iri, one in meanings.by_iri.items() if one.kind in KINDS]
    tree = meanings.tree(things, _hierarchy(corpus, paper))
    number = sum(1 for group in tree for _ in group.each())
    return Handed(codebook_out(tree), number)


def project_of(
    copy: Path, path: Path | None = None, paper: str | None = None, who: str = "annotator"
) -> Handed:
    """Return the annotation of a paper as a project, a ``.qdpx``.

    Args:
        copy: the user's own copy of the paper: plain text, Markdown or PDF. The project holds it.
        path: the folder of a corpus; the shipped one if not given.
        paper: the slug of the paper; not needed where there is one alone.
        who: the name of the user that the project gives the codings to.

    Raises:
        ReadError: if the copy is no text, or files of the corpus are wrong.
        CorpusError: if there is no such paper, or several and none is named.
    """
    corpus = read_corpus(path)
    annotation = read_annotation(_root(path), paper)
    text = unicodedata.normalize("NFC", read_copy(copy))
    return _Hander(corpus, annotation, who).hand(text)


def _root(path: Path | None) -> Path:
    from scgraph import files

    return files.data() if path is None else path


class _Hander:
    """Make a project of one annotation."""

    def __init__(self, corpus: Corpus, annotation: Annotation, who: str) -> None:
        self._corpus = corpus
        self._annotation = annotation
        self._meanings = Meanings(corpus)
        self._iri = terms.paper_iri(annotation.paper, corpus.base)
        self._user = User(guid_of(f"{self._iri}#user/{who}"), who)
        self._said = _objects(corpus.quads)

    def hand(self, text: str) -> Handed:
        spans = spans_in(self._anchors(), text)
        claims = self._annotation.claims
        selections = tuple(one for claim in claims for one in self._selections(claim, spans))
        asked = dict.fromkeys(at for claim in claims for at in claim.at)
        missing = tuple(at for at in asked if at not in spans)
        used = [iri for claim in claims for iri in self._codes(claim.coded)]
        tree = self._meanings.tree(used, _hierarchy(self._corpus, self._annotation.paper))
        title = self._meanings.names.label(self._iri, self._corpus.language)
        placed = {note for one in selections for note in one.notes}
        notes = (self._note(claim) for claim in claims)
        project = Project(
            name=title,
            users=(self._user,),
            codes=tree,
            sources=(Source(guid_of(f"{self._iri}#text"), title, text, selections),),
            notes=tuple(note for note in notes if note.guid in placed),
        )
        number = sum(1 for group in tree for _ in group.each())
        return Handed(project_out(project), number, len(selections), missing)

    def _anchors(self) -> list[Anchor]:
        record = read_record(self._annotation.path / SENTENCES)
        return [anchor for anchor in record.structure if anchor.tolerant]

    def _selections(
        self, claim: Claim, spans: Mapping[str, tuple[int, int]]
    ) -> Iterator[Selection]:
        codes = tuple(dict.fromkeys(guid_of(iri) for iri in self._codes(claim.coded)))
        for locator in claim.at:
            if locator in spans:
                guid = guid_of(f"{claim.coded.iri}#{locator}")
                note, user = guid_of(f"{claim.coded.iri}#note"), self._user.guid
                yield Selection(guid, claim.name, *spans[locator], codes, (note,), (user,))

    def _codes(self, part: Part) -> Iterator[str]:
        """Yield the codes and things of a claim, and of what is below it."""
        known = self._meanings.by_iri
        yield from (iri for iri in self._said.get(part.iri, ()) if iri in known)
        for parts in part.below.values():
            for one in parts:
                yield from self._codes(one)

    def _note(self, claim: Claim) -> Note:
        below = (
            f"{key}: {words_of(one)}" for key, parts in claim.coded.below.items() for one in parts
        )
        text = "\n\n".join([claim.says, *(["\n".join(lines)] if (lines := list(below)) else [])])
        return Note(guid_of(f"{claim.coded.iri}#note"), claim.name, text)


def _objects(quads: Sequence[Quad]) -> Mapping[str, list[str]]:
    """Return the IRIs that each node refers to, in the order of the files."""
    found: dict[str, list[str]] = {}
    for quad in quads:
        if isinstance(quad.subject, NamedNode) and isinstance(quad.object, NamedNode):
            found.setdefault(quad.subject.value, []).append(quad.object.value)
    return found


def _hierarchy(corpus: Corpus, paper: str | None) -> dict[str, str]:
    """Return which barrier each is placed under, in the order of a paper, or of the first."""
    barrier: dict[str, str] = {}
    above: dict[str, str] = {}
    space = f"{terms.paper_iri(paper, corpus.base)}/" if paper else ""
    for quad in corpus.quads:
        subject, value = quad.subject, quad.object
        if isinstance(subject, NamedNode) and isinstance(value, NamedNode):
            if not subject.value.startswith(space):
                continue
            if quad.predicate.value == f"{terms.VOCAB}placedBarrier":
                barrier[subject.value] = value.value
            elif quad.predicate.value == f"{terms.VOCAB}placedUnder":
                above[subject.value] = value.value
    found: dict[str, str] = {}
    for place, higher in above.items():
        if place in barrier and higher in barrier:
            found.setdefault(barrier[place], barrier[higher])
    return found
