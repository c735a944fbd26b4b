"""Read a corpus: a folder of papers and the things they share, or one RDF file.

::

    corpus.yaml          base, language, title, and other corpora that it includes
    reference/*.ttl      things that papers share
    papers/<paper>/      paper.yaml, sentences.yaml, claims-*.yaml, curation.yaml
    alignments.sssom.tsv which things of several papers are one, by whose decision
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from os import PathLike
from pathlib import Path
from types import MappingProxyType

from pyoxigraph import NamedNode, Quad

from scgraph import files, terms
from scgraph.corpus.codes import AddedCodes
from scgraph.corpus.layout import paper_folders, rdf_files
from scgraph.corpus.settings import SETTINGS, Settings, included_folders, read_settings
from scgraph.errors import CorpusError, Fault, ReadError
from scgraph.reading import (
    Codes,
    Parsed,
    Place,
    Places,
    alignment_file,
    joined,
    read_alignments,
    read_paper,
    read_rdf,
)

_VOCABULARY = ("scgraph.ttl", "codes.ttl")
_PAPER = NamedNode(f"{terms.VOCAB}Paper")
_TYPE = NamedNode(f"{terms.PREFIXES['rdf']}type")


@dataclass(frozen=True)
class Corpus:
    """Hold the quads of a corpus and of the vocabulary, each once, and where they were written.

    `papers` are the slugs of the papers in alphabetical order, those of included corpora behind
    its own; `bases` are its own base and those of the corpora it includes; `stubs` are the places
    of claims that are begun and no data yet.
    """

    base: str
    language: str
    quads: list[Quad] = field(repr=False)
    places: Places = field(repr=False)
    papers: tuple[str, ...]
    bases: tuple[str, ...] = ()
    stubs: tuple[Place, ...] = ()


def read_corpus(
    path: str | PathLike[str] | None = None,
    instead: Mapping[Path, bytes] = MappingProxyType({}),
) -> Corpus:
    """Read a corpus and the vocabulary.

    Args:
        path: a folder with a ``corpus.yaml``, or one RDF file; the shipped corpus if not given.
        instead: what YAML files of papers would hold, by their paths: so a change is read before
            it is made.

    Raises:
        CorpusError: if there is no corpus at the path.
        ReadError: if anything in any file is wrong; it holds all the faults.

    >>> read_corpus().language
    'en'
    """
    root = files.data() if path is None else Path(path)
    if root.is_file():
        return _read_file(root)
    collector = _Collector()
    collector.add_vocabulary()
    parts = list(collector.parts(root))
    prefixes = _prefixes(parts)
    for part in parts:
        collector.add_things(part)
    codes = collector.codes([part.base for part in parts])
    for part in parts:
        collector.add_papers(part, prefixes, codes, instead)
    return collector.corpus(parts[0].settings, tuple(prefixes), [part.base for part in parts])


def read_alone(folder: Path) -> Alone:
    """Read one paper of a corpus, and of the others no more than their names.

    A folder that lies in no corpus is read as one of the shipped base.

    Raises:
        CorpusError: if there is no such folder.
        ReadError: if anything in its files, or in what papers share, is wrong.

    >>> alone = read_alone(files.data() / "papers" / "an-2025")
    >>> alone.slug, alone.base
    ('an-2025', 'https://w3id.org/scgraph/')
    """
    place = Path(os.path.abspath(folder))
    root = place.parents[1]
    if place.parent.name != "papers" or not (root / SETTINGS).is_file():
        return Alone(place.name, terms.BASE, read_paper(folder))
    collector = _Collector()
    collector.add_vocabulary()
    parts = list(collector.parts(root))
    for part in parts:
        collector.add_things(part)
    bases = [part.base for part in parts]
    codes = collector.codes(bases)
    prefixes = _prefixes(parts)
    collector.corpus(parts[0].settings, (), bases)  # raises what was found so far
    return Alone(place.name, bases[0], read_paper(folder, bases[0], prefixes, codes))


def _prefixes(parts: Iterable[_Part]) -> dict[str, str]:
    """Return the prefix of each paper; that of an outer corpus wins over those it includes."""
    prefixes: dict[str, str] = {}
    for part in parts:
        for paper in paper_folders(part.root):
            prefixes.setdefault(paper.name, f"{terms.paper_iri(paper.name, part.base)}/")
    return prefixes


def _read_file(file: Path) -> Corpus:
    if file.suffix in (".yaml", ".yml"):
        raise CorpusError(file, f"is one file of a corpus; give the folder that holds {SETTINGS}")
    collector = _Collector()
    collector.add_vocabulary()
    collector.add(partial(read_rdf, file, terms.reference_graph()))
    return collector.corpus(Settings(), _papers_in(collector.quads), [terms.BASE])


def _papers_in(quads: dict[Quad, None]) -> tuple[str, ...]:
    subjects = {q.subject for q in quads if q.predicate == _TYPE and q.object == _PAPER}
    iris = (subject.value for subject in subjects if isinstance(subject, NamedNode))
    return tuple(sorted(iri.rsplit("/", 1)[-1] for iri in iris))


def _check_folder(root: Path) -> None:
    if not root.exists():
        raise CorpusError(root, "there is nothing here; give a corpus folder or an RDF file")
    if (root / "paper.yaml").is_file():
        raise CorpusError(root, f"is the folder of one paper; give the one that holds {SETTINGS}")
    if not (root / SETTINGS).is_file():
        raise CorpusError(
            root, f"is no corpus: it has no {SETTINGS}, which names base and language"
        )
    if not paper_folders(root):
        raise CorpusError(root, "holds no papers; put each into a folder papers/<name>")


@dataclass(frozen=True)
class Alone:
    """Hold one paper of a corpus: its slug, the base of the corpus, and what its files say."""

    slug: str
    base: str
    parsed: Parsed


@dataclass(frozen=True)
class _Part:
    """A corpus, or one that it includes."""

    root: Path
    settings: Settings

    @property
    def base(self) -> str:
        return self.settings.base


class _Collector:
    """Collect quads and places of many files, and all their faults before one error is raised."""

    def __init__(self) -> None:
        # A dict and not a list, since an exported corpus holds the vocabulary already.
        self.quads: dict[Quad, None] = {}
        self._places: Places = {}
        self._stubs: list[Place] = []
        self._faults: list[Fault] = []

    def add(self, read: Callable[[], Parsed]) -> None:
        try:
            parsed = read()
        except ReadError as error:
            self._faults.extend(error.faults)
            return
        self.quads.update(dict.fromkeys(parsed.quads))
        for key, place in parsed.places.items():
            self._places.setdefault(key, place)
        self._stubs.extend(parsed.stubs)

    def parts(self, root: Path) -> Iterable[_Part]:
        """Return a corpus, and behind it those that it includes, each once."""
        waiting, found = [root], dict[Path, _Part]()
        for folder in waiting:
            known = folder.resolve()
            if known not in found:
                files.recover(folder)
                _check_folder(folder)
                found[known] = _Part(folder, self.settings(folder / SETTINGS))
                waiting.extend(included_folders(folder, found[known].settings))
        return found.values()

    def add_things(self, part: _Part) -> None:
        self.quads.update(dict.fromkeys(part.settings.header()))
        for file in rdf_files(part.root / "reference"):
            self.add(partial(read_rdf, file, terms.reference_graph(part.base)))

    def codes(self, bases: Sequence[str]) -> Codes:
        """Return the codes that the corpora add to the lists, as far as things were read."""
        added = AddedCodes(self.quads, bases, self._places)
        self._faults.extend(added.faults())
        return added.codes

    def add_papers(
        self,
        part: _Part,
        prefixes: Mapping[str, str],
        codes: Codes,
        instead: Mapping[Path, bytes],
    ) -> None:
        for paper in paper_folders(part.root):
            own = {paper.name: f"{terms.paper_iri(paper.name, part.base)}/"}
            known = {**prefixes, **own}
            self.add(partial(read_paper, paper, part.base, known, codes, instead))
        if ledger := alignment_file(part.root):
            self.add(partial(read_alignments, ledger, part.base, prefixes))

    def add_vocabulary(self) -> None:
        for name in _VOCABULARY:
            file = files.ontology(name)
            self.add(partial(read_rdf, file, terms.VOCABULARY_GRAPH))

    def settings(self, file: Path) -> Settings:
        try:
            return read_settings(file)
        except ReadError as error:
            self._faults.extend(error.faults)
            return Settings()

    def corpus(self, settings: Settings, papers: tuple[str, ...], bases: Iterable[str]) -> Corpus:
        if self._faults:
            raise ReadError(self._faults)
        # What is joined follows from the ledgers of all parts together.
        self.quads.update(dict.fromkeys(joined(self.quads)))
        quads, stubs = list(self.quads), tuple(self._stubs)
        each_base = tuple(dict.fromkeys(bases))
        return Corpus(
            settings.base, settings.language, quads, self._places, papers, each_base, stubs
        )
