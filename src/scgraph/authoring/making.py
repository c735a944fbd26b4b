"""Make the files of a paper that is added, beside what its folder holds already."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path

from pyoxigraph import RdfFormat, parse

from scgraph import bibliography, files
from scgraph.anchors import Changes, Record, kept, written
from scgraph.anchors.record import HEAD
from scgraph.authoring.claim_files import NewStub, with_stubs
from scgraph.authoring.earlier import Earlier, Said, said_in
from scgraph.authoring.editing import with_items
from scgraph.authoring.ignoring import ignoring
from scgraph.authoring.known import KnownThings
from scgraph.authoring.records import (
    NO_AUTHORS,
    NO_TITLE,
    Reader,
    written_curation,
    written_record,
    written_references,
)
from scgraph.authoring.schemas import (
    changed_files,
    corpus_schema_file,
    own_schema_file,
    read_as_written,
    schema_line,
)
from scgraph.authoring.stubs import Stubs, stub_name
from scgraph.authoring.summary import Summary
from scgraph.authoring.turtle import with_blocks
from scgraph.authoring.works import entry_name, works_of
from scgraph.authoring.worksheet import Row, written_worksheet
from scgraph.errors import CorpusError
from scgraph.finding import Finding, Sentence
from scgraph.finding.keys import fold

SOURCES = Path("reference") / "sources.ttl"
_SOURCES_HEAD = "# Sources: works that papers cite or name, each once.\n"


class Making:
    """Make the files of one paper.

    Args:
        root: the folder of the corpus.
        paper: the name of the paper.
        finding: what was found in its text.
        known: the things of the corpus.
        before: what the folder of the paper holds.
        reader: who adds it, and when.
        records: of a bibliography, for the works that it cites.
        own: the record of the paper itself.

    Raises:
        CorpusError: if the folder holds another paper.
    """

    def __init__(
        self,
        root: Path,
        paper: str,
        finding: Finding,
        known: KnownThings,
        before: Earlier,
        reader: Reader,
        records: Sequence[bibliography.Work] = (),
        own: bibliography.Work | None = None,
    ) -> None:
        self._root = root
        self._paper = paper
        self._folder = root / "papers" / paper
        self._finding = finding
        self._known = known
        self._before = before
        self._reader = reader
        self._described = own
        self._works = works_of(finding.entries, known, paper, records, before.references)
        self._stubs = Stubs(finding, known, self._works)
        self._record, self._changes = self._kept()
        self._check_same()

    @cached_property
    def contents(self) -> Mapping[Path, bytes]:
        """The files that are new or other than before, by path."""
        shared = {} if self._sources is None else {self._root / SOURCES: self._sources}
        texts = {**self._own, **shared, **self._worksheet(), **ignoring(self._root)}
        return changed_files({path: text.encode() for path, text in texts.items()})

    def schemas(self) -> dict[Path, bytes]:
        """Return what an editor needs for the corpus and the paper, by path."""
        known = self._known
        if self._sources is not None:
            known = known.with_quads(parse(self._sources, format=RdfFormat.TURTLE))
        contents = corpus_schema_file(self._root, known)
        parsed = read_as_written(self._root, self._folder, self._own, known.base)
        if parsed is not None:
            contents |= own_schema_file(self._root, self._paper, parsed, known.base)
        return contents

    def summary(self) -> Summary:
        """Return what is to be said of it."""
        new = {work.name: work.alike for work in self._works.values() if work.is_new}
        unlisted = (
            (locator, text)
            for locator, sentence in self._sentences
            for text in self._stubs.unlisted(sentence)
        )
        there = {locator for locator, _ in self._sentences}
        gone = (one for at, said in self._before.said.items() if at not in there for one in said)
        return Summary(
            self._paper,
            self._before.is_new,
            sections=len(self._record.structure.sections),
            sentences=len(self._sentences),
            stubs=len(self._new_stubs),
            silent=len(self._sentences) - len(self._new_stubs),
            references=len(self._works),
            matched=sum(not work.is_new for work in self._works.values()),
            new_works=tuple(new),
            alike={name: others for name, others in new.items() if others},
            unlisted=tuple(unlisted),
            left_out=self._finding.structure.left_out,
            changes=self._changes,
            lost=tuple(dict.fromkeys(one.name or f"line {one.line}" for one in gone)),
            missing=tuple(self._missing()),
            worksheet=self._worksheet_path.relative_to(self._root).as_posix(),
            remarks=self._before.record.remarks if self._before.record else 0,
        )

    def _missing(self) -> Iterator[str]:
        record = self._before.text_of("paper.yaml") or self._paper_yaml()
        yield from (key for key, mark in _TO_FILL_IN.items() if mark in record)

    def _kept(self) -> tuple[Record, Changes | None]:
        if self._before.record is None:
            head = f"{schema_line(self._paper)}\n{HEAD}"
            return Record(self._finding.structure, head=head), None
        return kept(self._finding.structure, self._before.record)

    def _check_same(self) -> None:
        """Refuse to write one paper over another."""
        is_same = fold(self._before.title or "") == fold(self._finding.title or "")
        if self._changes is not None and not self._changes.kept and not is_same:
            raise CorpusError(
                self._folder,
                f"holds another paper, “{self._before.title}”, and no sentence of it is in this "
                "text; give the new one a name of its own with --id",
            )

    @cached_property
    def _sentences(self) -> list[tuple[str, Sentence]]:
        """Return each sentence with its locator in the corpus."""
        return list(
            zip(
                (anchor.locator for anchor in self._record.structure),
                self._finding,
                strict=True,
            )
        )

    @cached_property
    def _new_stubs(self) -> list[NewStub]:
        """Return a stub for each sentence at which nothing stands."""
        taken = set(self._before.names)
        return [
            NewStub(
                locator.split("/")[0],
                self._stubs.written(sentence, locator, _unused(stub_name(locator), taken)),
            )
            for locator, sentence in self._sentences
            if not self._before.said.get(locator) and not self._no_claim(locator)
        ]

    def _no_claim(self, locator: str) -> str | None:
        reason = self._record.others.get(locator, {}).get("no_claim")
        return str(reason) if reason is not None else None

    @cached_property
    def _own(self) -> Mapping[Path, str]:
        """The texts of the files of the paper, by path."""
        return {self._folder / name: text for name, text in self._own_files()}

    def _own_files(self) -> Iterator[tuple[str, str]]:
        yield "sentences.yaml", written(self._record)
        yield "paper.yaml", self._paper_yaml()
        if self._before.text_of("curation.yaml") is None:
            yield (
                "curation.yaml",
                written_curation(self._paper, self._record.structure, self._reader),
            )
        there = {
            path.name: self._before.text_of(path.name) or ""
            for path in self._folder.glob("claims*.yaml")
        }
        yield from with_stubs(self._paper, there, self._new_stubs).items()

    def _paper_yaml(self) -> str:
        before = self._before.text_of("paper.yaml")
        entries = self._finding.entries
        if before is None:
            references = written_references(entries, self._works)
            return written_record(self._paper, self._finding, references, self._described)
        new = {k: e for k, e in entries.items() if entry_name(e) not in self._before.references}
        blocks = list(written_references(new, self._works, self._before.numbers))
        return with_items(before, "paper.yaml", "references", appended=blocks) if blocks else before

    @cached_property
    def _sources(self) -> str | None:
        """The sources of the corpus with the new ones; None if there is none."""
        blocks = [work.block for work in self._works.values() if work.block is not None]
        if not blocks:
            return None
        path = self._root / SOURCES
        before = path.read_text(encoding="utf-8-sig") if path.is_file() else _SOURCES_HEAD
        return with_blocks(before, blocks, self._known.base)

    @property
    def _worksheet_path(self) -> Path:
        return self._root / files.TEXTS / f"{self._paper}.worksheet.md"

    def _worksheet(self) -> dict[Path, str]:
        said: dict[str, list[Said]] = defaultdict(list)
        for path, text in self._claim_texts():
            for locators, one in said_in(text, path):
                for locator in locators:
                    said[locator].append(one)
        rows = {
            locator: Row(
                sentence.text,
                said[locator],
                self._no_claim(locator),
                tuple(dict.fromkeys(self._stubs.remarks(sentence, locator))),
            )
            for locator, sentence in self._sentences
        }
        title = self._finding.title or self._before.title or self._paper
        path = self._worksheet_path
        sections = self._record.structure.sections
        return {path: written_worksheet(title, self._paper, sections, rows, path)}

    def _claim_texts(self) -> Iterator[tuple[Path, str]]:
        for path in sorted({*self._folder.glob("claims*.yaml"), *self._own}):
            if path.name.startswith("claims"):
                yield path, self._own.get(path) or self._before.text_of(path.name) or ""


_TO_FILL_IN = {"title": NO_TITLE, "authors": NO_AUTHORS}


def _unused(name: str, taken: set[str]) -> str:
    """Return a name that no claim has, and take it."""
    names = (name, *(f"{name}-{number}" for number in range(2, len(taken) + 3)))
    chosen = next(one for one in names if one not in taken)
    taken.add(chosen)
    return chosen
