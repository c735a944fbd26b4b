"""Read a corpus: a folder of papers and the things they share, or one RDF file.

::

    corpus.yaml          base and language
    reference/*.ttl      things that papers share
    papers/<paper>/      paper.yaml, sentences.yaml, claims-*.yaml, curation.yaml
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from os import PathLike
from pathlib import Path

from pyoxigraph import NamedNode, Quad

from scgraph import files, terms
from scgraph.errors import CorpusError, Fault, ReadError, near_names
from scgraph.reading import Mapping, Parsed, Places, Scalar, read_paper, read_rdf, read_yaml
from scgraph.reading.nodes import shown
from scgraph.reading.rdf import SUFFIXES, read_bytes

SETTINGS = "corpus.yaml"
# Every IRI of a corpus begins with its base: one of megabytes would fill the memory.
LONGEST_BASE = 400
_VOCABULARY = ("scgraph.ttl", "codes.ttl")
_PAPER = NamedNode(f"{terms.VOCAB}Paper")
_TYPE = NamedNode(f"{terms.PREFIXES['rdf']}type")


@dataclass(frozen=True)
class Corpus:
    """Hold the quads of a corpus and of the vocabulary, each once, and where they were written.

    `papers` are the slugs of the papers in alphabetical order.
    """

    base: str
    language: str
    quads: list[Quad] = field(repr=False)
    places: Places = field(repr=False)
    papers: tuple[str, ...]


@dataclass(frozen=True)
class Settings:
    """Hold what ``corpus.yaml`` sets: the base of the corpus's own IRIs, and its language."""

    base: str = terms.BASE
    language: str = "en"


def read_corpus(path: str | PathLike[str] | None = None) -> Corpus:
    """Read a corpus and the vocabulary.

    Args:
        path: a folder with a ``corpus.yaml``, or one RDF file; the shipped corpus if not given.

    Raises:
        CorpusError: if there is no corpus at the path.
        ReadError: if anything in any file is wrong; it holds all the faults.

    >>> read_corpus().language
    'en'
    """
    root = files.data() if path is None else Path(path)
    if root.is_file():
        return _read_file(root)
    _check_folder(root)
    collector = _Collector()
    settings = collector.settings(root / SETTINGS)
    collector.add_vocabulary()
    for file in _rdf_files(root / "reference"):
        collector.add(partial(read_rdf, file, terms.reference_graph(settings.base)))
    papers = _paper_folders(root)
    prefixes = {paper.name: f"{terms.paper_iri(paper.name, settings.base)}/" for paper in papers}
    for paper in papers:
        collector.add(partial(read_paper, paper, settings.base, prefixes))
    return collector.corpus(settings, tuple(prefixes))


def _read_file(file: Path) -> Corpus:
    if file.suffix in (".yaml", ".yml"):
        raise CorpusError(file, f"is one file of a corpus; give the folder that holds {SETTINGS}")
    collector = _Collector()
    collector.add_vocabulary()
    collector.add(partial(read_rdf, file, terms.reference_graph()))
    return collector.corpus(Settings(), _papers_in(collector.quads))


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
    if not _paper_folders(root):
        raise CorpusError(root, "holds no papers; put each into a folder papers/<name>")


def _paper_folders(root: Path) -> list[Path]:
    papers = root / "papers"
    found = papers.iterdir() if papers.is_dir() else ()
    return sorted(path for path in found if path.is_dir() and not path.name.startswith("."))


def _rdf_files(folder: Path) -> list[Path]:
    found = folder.iterdir() if folder.is_dir() else ()
    return sorted(path for path in found if path.suffix in SUFFIXES and path.name[0] != ".")


class _Collector:
    """Collect quads and places of many files, and all their faults before one error is raised."""

    def __init__(self) -> None:
        # A dict and not a list, since an exported corpus holds the vocabulary already.
        self.quads: dict[Quad, None] = {}
        self._places: Places = {}
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

    def corpus(self, settings: Settings, papers: tuple[str, ...]) -> Corpus:
        if self._faults:
            raise ReadError(self._faults)
        return Corpus(settings.base, settings.language, list(self.quads), self._places, papers)


def read_settings(file: Path) -> Settings:
    """Read the settings of a corpus.

    Raises:
        ReadError: if the file is wrong; it holds all the faults.
    """
    document = read_yaml(read_bytes(file), str(file))
    if not isinstance(document, Mapping):
        raise ReadError([Fault(str(file), 1, 1, "a mapping with base and language is due")])
    if faults := list(_faults_of_settings(document, str(file))):
        raise ReadError(faults)
    return Settings(**{key.text: str(node.value) for key, node in document.entries})


def _faults_of_settings(document: Mapping, file: str) -> Iterator[Fault]:
    for key, node in document.entries:
        at = (file, node.line, node.column)
        if key.text not in _SETTINGS:
            near = near_names(key.text, _SETTINGS)
            yield Fault(file, key.line, key.column, f"unknown key {shown(key.text)}", near)
        elif not isinstance(node, Scalar) or not _SETTINGS[key.text][0](node.text):
            yield Fault(*at, f"{key.text} is {_SETTINGS[key.text][1]}")


def _is_base(text: str) -> bool:
    try:
        is_address = text.startswith("http") and text.endswith("/")
        return is_address and len(text) <= LONGEST_BASE and bool(NamedNode(text))
    except ValueError:
        return False


def _is_language(text: str) -> bool:
    return text.isascii() and text.isalpha() and text.islower() and 2 <= len(text) <= 3


_SETTINGS: dict[str, tuple[Callable[[str], bool], str]] = {
    "base": (
        _is_base,
        "a web address that ends with a slash and is not long, such as https://example.org/corpus/",
    ),
    "language": (_is_language, "a language code, such as en"),
}
