"""What lies around a paper: settings, prefixes, and what papers share, of the corpus and of those
that it includes. Nothing of any other paper is read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from pyoxigraph import NamedNode, Quad

from scgraph import files, terms
from scgraph.authoring.things import Things
from scgraph.corpus import (
    SETTINGS,
    Settings,
    included_folders,
    paper_folders,
    rdf_files,
    read_settings,
)
from scgraph.corpus.codes import AddedCodes
from scgraph.errors import CorpusError, Fault, ReadError
from scgraph.reading import Codes, Place, Places, read_rdf

VOCABULARY = ("scgraph.ttl", "codes.ttl")


@dataclass
class Around:
    """A corpus without its papers.

    Args:
        root: the folder of the corpus.
        parts: it, and behind it the corpora that it includes, each with its settings.
        faults: what is wrong with settings and shared files.

    Raises:
        CorpusError: if there is no corpus at the root.
    """

    root: Path
    parts: dict[Path, Settings] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)

    def __post_init__(self) -> None:
        if not (self.root / SETTINGS).is_file():
            raise CorpusError(self.root, f"is no corpus; give the folder that holds {SETTINGS}")
        waiting, seen = [self.root], set()
        for folder in waiting:
            if folder.resolve() not in seen and (folder / SETTINGS).is_file():
                seen.add(folder.resolve())
                self.parts[folder] = self._settings(folder)
                waiting.extend(included_folders(folder, self.parts[folder]))
            elif folder.resolve() not in seen:
                message = f"includes {folder}, which is no corpus"
                self.faults.append(Fault(str(self.root / SETTINGS), None, None, message))

    @property
    def base(self) -> str:
        """The base of the corpus itself."""
        return self.parts[self.root].base

    @property
    def bases(self) -> tuple[str, ...]:
        """The bases of all parts."""
        return tuple(dict.fromkeys(settings.base for settings in self.parts.values()))

    @cached_property
    def papers(self) -> dict[str, tuple[Path, str]]:
        """The folder of each paper and its base, by name; the corpus's own come first."""
        found: dict[str, tuple[Path, str]] = {}
        for root, settings in self.parts.items():
            for folder in paper_folders(root):
                found.setdefault(folder.name, (folder, settings.base))
        return found

    @property
    def own_papers(self) -> list[Path]:
        """The folders of the papers of the corpus itself."""
        return paper_folders(self.root)

    @property
    def prefixes(self) -> dict[str, str]:
        """The namespace of each paper, by its name."""
        return {name: f"{terms.paper_iri(name, base)}/" for name, (_, base) in self.papers.items()}

    @property
    def shared_files(self) -> Iterator[tuple[Path, str]]:
        """Yield the files of shared things, with the base of their corpus."""
        for root, settings in self.parts.items():
            yield from ((path, settings.base) for path in rdf_files(root / "reference"))

    @cached_property
    def vocabulary(self) -> list[Quad]:
        """The vocabulary and its codes."""
        return [
            quad
            for name in VOCABULARY
            for quad in read_rdf(files.ontology(name), terms.VOCABULARY_GRAPH).quads
        ]

    @cached_property
    def shared(self) -> tuple[list[Quad], Places]:
        """What papers share, and where it is written; faults are noted."""
        quads: list[Quad] = []
        places: Places = {}
        for path, base in self.shared_files:
            try:
                parsed = read_rdf(path, terms.reference_graph(base))
            except ReadError as error:
                self.faults += error.faults
                continue
            quads += parsed.quads
            for key, place in parsed.places.items():
                places.setdefault(key, place)
        for settings in self.parts.values():
            quads += settings.header()
        return quads, places

    @cached_property
    def codes(self) -> Codes:
        """The codes that the corpora add to the code lists; what is wrong with them is noted."""
        quads, places = self.shared
        added = AddedCodes([*self.vocabulary, *quads], self.bases, places)
        self.faults += added.faults()
        return added.codes

    @cached_property
    def things(self) -> Things:
        """The things that papers share."""
        return Things(self.shared[0])

    def defines(self, iri: str) -> bool:
        """Tell whether a code or a shared thing of an IRI is defined."""
        return iri in self._defined

    @cached_property
    def _defined(self) -> frozenset[str]:
        quads = (*self.vocabulary, *self.shared[0])
        return frozenset(q.subject.value for q in quads if isinstance(q.subject, NamedNode))

    def place_of(self, iri: str) -> Place | None:
        """Return where a shared thing is written, with the line if its name begins one."""
        place = self.shared[1].get(iri)
        if place is None or place.line is not None:
            return place
        slug = re.escape(iri.rpartition("/")[2])
        begins = re.compile(rf"(?:[\w-]*:{slug}|<{re.escape(iri)}>)\s")
        with open(place.file, encoding="utf-8") as lines:
            numbers = (number for number, line in enumerate(lines, 1) if begins.match(line))
            line = next(numbers, None)
        return Place(place.file, line, 1) if line else place

    def _settings(self, folder: Path) -> Settings:
        try:
            return read_settings(folder / SETTINGS)
        except ReadError as error:
            self.faults += error.faults
            return Settings()
