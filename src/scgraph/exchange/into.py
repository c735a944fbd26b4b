"""Take a project of another program into a paper: what was coded becomes stubs of claims.

A stub stands at the sentences that a selection overlaps, found in the project's own text by their
digests. A code becomes what bears its name. Nothing that is there is changed.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from scgraph.agreement.annotation import Annotation, read_annotation
from scgraph.anchors import Anchor, read_copy, read_record, spans_in
from scgraph.answers import Table
from scgraph.answers.values import Value
from scgraph.corpus import Corpus, read_corpus
from scgraph.exchange.codes import Meaning, Meanings
from scgraph.exchange.filing import Filed, Paper
from scgraph.exchange.out import SENTENCES
from scgraph.exchange.project import Code, Project, Selection, Source, guid_of
from scgraph.exchange.reading import read_codebook, read_project
from scgraph.exchange.stubs import stub
from scgraph.exchange.texts import CodedText
from scgraph.reading.values import SLUG

LONGEST_NAME = 60


@dataclass(frozen=True)
class Taken:
    """What a project or a codebook brings.

    Args:
        codes: a row a code: its name, where it stands, how often it was used, and what bears its
            name here, or what comes near.
        filed: the files as they will be, with the names of the new stubs.
        remarks: what has no place here, in words.
    """

    codes: Table
    filed: Filed
    remarks: tuple[str, ...]


def codes_in(path: Path, root: Path) -> Table:
    """Return what the codes of a ``.qdc`` stand for in a corpus.

    Raises:
        ReadError: if it is none.
    """
    return _codes(read_codebook(path), Meanings(read_corpus(root)))


def taken(
    path: Path,
    root: Path,
    paper: str | None = None,
    copy: Path | None = None,
    target: Path | None = None,
    today: date | None = None,
) -> Taken:
    """Return what a ``.qdpx`` brings to a paper; `Taken.filed` writes it.

    Args:
        path: the project.
        root: the folder of the corpus.
        paper: the slug of the paper; not needed where there is one alone.
        copy: the text that was coded, where the project does not hold it.
        target: the claims file; named after the project, in the folder of the paper, if not given.
        today: the day of a coding of which the project does not tell it.

    Raises:
        ReadError: if the project cannot be read, or files of the corpus are wrong.
        CorpusError: if there is no such paper, or several and none is named.
    """
    project = read_project(path)
    annotation = read_annotation(root, paper)
    place = Paper(root, annotation, target or annotation.path / f"claims-{_slug(path.stem)}.yaml")
    taker = _Taker(project, read_corpus(root), annotation, place)
    stubs = list(taker.stubs(copy))
    filed = place.filed(stubs, taker.passes(stubs, path.name, today or date.today()))
    return Taken(taker.codes(), filed, (*project.remarks, *taker.remarks, *filed.remarks))


@dataclass(frozen=True)
class Begun:
    """A stub with who coded it, and when."""

    claim: dict[str, Any]
    users: tuple[str, ...]
    date: str


class _Taker:
    """Take one project into one paper."""

    def __init__(
        self, project: Project, corpus: Corpus, annotation: Annotation, place: Paper
    ) -> None:
        self._project = project
        self._meanings = Meanings(corpus)
        self._annotation = annotation
        self._codes = {
            code.guid: (path, code) for top in project.codes for path, code in top.each()
        }
        self._meant = {
            guid: self._meanings.meaning(code, path) for guid, (path, code) in self._codes.items()
        }
        self._notes = {note.guid: note.text for note in project.notes}
        self._users = {user.guid: user.name for user in project.users}
        self._names = place.names()
        self._used = Counter[str]()
        self.remarks: list[str] = []

    def codes(self) -> Table:
        table = _codes(self._project.codes, self._meanings, self._used)
        return table.where("used", bool)

    def stubs(self, copy: Path | None) -> Iterator[Begun]:
        record = read_record(self._annotation.path / SENTENCES)
        anchors = [anchor for anchor in record.structure if anchor.tolerant]
        for source in self._project.sources:
            yield from self._of_source(source, anchors, copy)

    def passes(self, stubs: Sequence[Begun], file: str, today: date) -> list[dict[str, Any]]:
        """Return a pass for each user, with the sections that it covers."""
        sections: defaultdict[str, dict[str, None]] = defaultdict(dict)
        days: dict[str, str] = {}
        for one in stubs:
            at = one.claim["at"]
            for user in one.users:
                for locator in [at] if isinstance(at, str) else at:
                    sections[user][locator.split("/")[0]] = None
                days[user] = max(days.get(user, ""), one.date)
        return [
            {
                "kind": "first-annotation",
                "by": "annotator",
                "who": user,
                "date": days[user] or today.isoformat(),
                "covers": list(covered),
                "note": f"Coded in another program, and taken over from {file}.",
            }
            for user, covered in sections.items()
        ]

    def _of_source(
        self, source: Source, anchors: Sequence[Anchor], copy: Path | None
    ) -> Iterator[Begun]:
        if not source.selections:
            return
        text = source.text
        if text is None and copy is not None:
            text = read_copy(copy)
        if text is None:
            return
        spans = spans_in(anchors, unicodedata.normalize("NFC", text))
        if not spans:
            number = len(source.selections)
            self.remarks.append(f"{source.name!r} is no text of this paper: {number} selections")
            return
        yield from self._of_text(source, CodedText(text, spans))

    def _of_text(self, source: Source, text: CodedText) -> Iterator[Begun]:
        outside = 0
        claims: defaultdict[tuple[str, ...], list[tuple[Selection, list[str]]]] = defaultdict(list)
        for selection in source.selections:
            if at := text.sentences(selection.start, selection.end):
                self._used.update(selection.codes)
                # Selections that share a note are the places of one claim.
                key = (*selection.notes, *selection.users) if selection.notes else ()
                claims[key or (selection.guid,)].append((selection, at))
            else:
                outside += 1
        if outside:
            self.remarks.append(f"{outside} selections of {source.name!r} touch no sentence")
        known = 0
        for parts in claims.values():
            if self._is_claim_already(parts):
                known += 1
            else:
                yield self._begun(parts, text)
        if known:
            self.remarks.append(f"{known} claims are in the paper already; they stay as they are")

    def _is_claim_already(self, parts: Sequence[tuple[Selection, list[str]]]) -> bool:
        """Tell whether the paper has the claim from which these selections were made."""
        claims = {claim.name: claim.coded.iri for claim in self._annotation.claims}
        iri = claims.get(parts[0][0].name)
        return iri is not None and guid_of(f"{iri}#note") in parts[0][0].notes

    def _begun(self, parts: Sequence[tuple[Selection, list[str]]], text: CodedText) -> Begun:
        order = {locator: number for number, locator in enumerate(text.locators)}
        at = sorted({one for _, found in parts for one in found}, key=order.__getitem__)
        guids = dict.fromkeys(guid for selection, _ in parts for guid in selection.codes)
        meant = [one for one in map(self._meant.get, guids) if isinstance(one, Meaning)]
        notes = [self._notes.get(note, "") for note in parts[0][0].notes]
        says = self._words([note.split("\n\n")[0] for note in notes], text)
        users = [self._users.get(user, "") for selection, _ in parts for user in selection.users]
        name = self._name(parts[0][0].name, meant)
        return Begun(
            stub(name, at, says, meant),
            tuple(dict.fromkeys(filter(None, users))),
            max(selection.date for selection, _ in parts),
        )

    def _words(self, notes: Iterable[str], text: CodedText) -> str | None:
        """Return the words of a note, if they are the coder's own."""
        words = " ".join(" ".join(notes).split())
        if not words:
            return None
        if text.has_words_of(words):
            self.remarks.append("a note repeats the text, and was left out")
            return None
        return words

    def _name(self, given: str, meant: Sequence[Meaning]) -> str:
        """Return a name that no claim has: that of the selection, or of its first code."""
        is_name = SLUG.fullmatch(given) is not None and len(given) <= LONGEST_NAME
        stem = given if is_name else next((one.name for one in meant), "coded")
        names = (stem, *(f"{stem}-{number}" for number in range(2, len(self._names) + 3)))
        name = next(one for one in names if one not in self._names)
        self._names.add(name)
        return name


def _codes(
    codes: Iterable[Code], meanings: Meanings, used: Mapping[str, int] | None = None
) -> Table:
    """Return a row a code; without a count of uses, those that only hold others are left out."""
    rows: list[tuple[Value, ...]] = []
    for path, code in (each for top in codes for each in top.each()):
        if used is None and not code.codable:
            continue
        found = meanings.meaning(code, path)
        known, near = (found, ()) if isinstance(found, Meaning) else (None, found)
        stands_for = meanings.names.curie(known.iri) if known else None
        times = None if used is None else used.get(code.guid, 0)
        above = " / ".join(path) or None
        rows.append((code.name, above, times, stands_for, ", ".join(near) or None))
    table = Table(("code", "under", "used", "stands_for", "near"), tuple(rows))
    return table.without("used") if used is None else table


def _slug(name: str) -> str:
    found = re.sub(r"[^a-z0-9]+", "-", unicodedata.normalize("NFKD", name).lower()).strip("-")
    return found[:LONGEST_NAME] or "project"
