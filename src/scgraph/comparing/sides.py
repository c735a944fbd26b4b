"""One side of a difference: the statements of a corpus or a paper, and the words for its things."""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

from pyoxigraph import Literal, NamedNode, Quad

from scgraph import files, terms
from scgraph.comparing.kinds import PLACED, TYPE, owners_of
from scgraph.comparing.statements import Statements, Value, rewritten, statements_of
from scgraph.corpus import SETTINGS, Settings, read_corpus, read_settings
from scgraph.reading import read_paper, read_rdf

RECORD = "paper.yaml"
_DERIVED = frozenset(f"{terms.VOCAB}{name}" for name in ("alignedWith", "alignedAs"))
_NAMING = {
    f"{terms.PREFIXES['skos']}prefLabel": 0,
    f"{terms.PREFIXES['rdfs']}label": 1,
    f"{terms.PREFIXES['dcterms']}title": 2,
    f"{terms.VOCAB}locator": 3,
}


@dataclass(frozen=True)
class Side:
    """Hold what one side says.

    Args:
        name: what it is called.
        base: what its own IRIs begin with.
        language: that of its labels.
        paper: the IRI of the paper, if the side is one paper alone.
        statements: what it says.
        labels: the words for things, codes and properties.
    """

    name: str
    base: str
    language: str
    paper: str
    statements: Statements = field(repr=False)
    labels: Mapping[str, str] = field(repr=False)

    def renamed(self, names: Mapping[str, str], *, below: bool = True) -> Side:
        """Return the side with other IRIs: those given, and what lies below them."""
        if not names:
            return self
        rename = _Renaming(names) if below else _exactly(names)
        labels = {rename(iri): label for iri, label in self.labels.items()}
        said = rewritten(self.statements, rename)
        return replace(self, statements=said, labels=labels, paper=rename(self.paper))

    @cached_property
    def subjects(self) -> frozenset[str]:
        """All IRIs of which the side says something."""
        return frozenset(self.statements)

    @cached_property
    def owners(self) -> Mapping[str, str]:
        """Of what each part is a part."""
        return owners_of(self.statements)

    @cached_property
    def _kinds(self) -> Mapping[str, list[str]]:
        found: dict[str, list[str]] = defaultdict(list)
        for node in sorted(self.statements):
            for kind, _, _ in self.statements[node].get(TYPE, ()):
                found[kind].append(node)
        return found

    def of_kind(self, kind: str) -> list[str]:
        """Return the nodes of a class, in alphabetical order."""
        return self._kinds.get(kind, [])

    def values(self, node: str, name: str) -> frozenset[Value]:
        """Return the values of a property of a node."""
        return frozenset(self.statements.get(node, {}).get(name, ()))

    def label(self, iri: str) -> str | None:
        """Return the words for a thing; a place in a hierarchy has those of its barrier."""
        placed = self.statements.get(iri, {}).get(PLACED)
        return self.labels.get(next(iter(placed))[0] if placed else iri)


def _exactly(names: Mapping[str, str]) -> Callable[[str], str]:
    return lambda iri: names.get(iri, iri)


class _Renaming:
    """Rename an IRI, or the part of it that is renamed: a claim's own nodes lie below it."""

    def __init__(self, names: Mapping[str, str]) -> None:
        self._names = names
        self._known: dict[str, str] = {}

    def __call__(self, iri: str) -> str:
        if iri not in self._known:
            self._known[iri] = self._find(iri)
        return self._known[iri]

    def _find(self, iri: str) -> str:
        if iri in self._names:
            return self._names[iri]
        end = len(iri)
        while (end := iri.rfind("/", 0, end)) > 0:
            for stem in (iri[: end + 1], iri[:end]):
                if stem in self._names:
                    return f"{self._names[stem]}{iri[len(stem) :]}"
        return iri


def read_side(path: str | os.PathLike[str] | None, name: str | None = None) -> Side:
    """Read one side: a corpus, the folder of one paper, or an RDF file.

    A paper is read with the corpus that its folder lies in, if it lies in one, so that the things
    that it names have words.

    Args:
        path: where it is; the shipped corpus if not given.
        name: what to call it; the path if not given.

    Raises:
        CorpusError: if there is neither a corpus nor a paper.
        ReadError: if anything in any file is wrong.
    """
    root = files.data() if path is None else Path(path)
    called = name or ("the shipped corpus" if path is None else os.fspath(path))
    if not (root / RECORD).is_file():
        corpus = read_corpus(root)
        return _side(called, corpus.base, corpus.language, "", corpus.quads)
    home = Path(os.path.abspath(root)).parents[1]
    if (home / SETTINGS).is_file():
        corpus = read_corpus(home)
        base, quads = corpus.base, corpus.quads
    else:
        base = Settings().base
        quads = [*_vocabulary(), *read_paper(root, base).quads]
    paper = terms.paper_iri(Path(os.path.abspath(root)).name, base)
    language = read_settings(home / SETTINGS).language if (home / SETTINGS).is_file() else "en"
    return _side(called, base, language, paper, quads)


def _side(name: str, base: str, language: str, paper: str, quads: Iterable[Quad]) -> Side:
    every = list(quads)
    kept = [quad for quad in every if _is_of(quad, paper)] if paper else every
    labels = _labels(every, language)
    return Side(name, base, language, paper, statements_of(kept, _DERIVED), labels)


def _is_of(quad: Quad, paper: str) -> bool:
    graph = quad.graph_name
    return isinstance(graph, NamedNode) and graph.value.startswith(f"{paper}/")


def _vocabulary() -> list[Quad]:
    names = ("scgraph.ttl", "codes.ttl")
    return [
        quad
        for name in names
        for quad in read_rdf(files.ontology(name), terms.VOCABULARY_GRAPH).quads
    ]


def _labels(quads: Iterable[Quad], language: str) -> dict[str, str]:
    """Return the best name of each thing: a label in the language, else in English, else any."""
    best: dict[str, tuple[int, int, str]] = {}
    wanted = (language, "en")
    for quad in quads:
        rank, value = _NAMING.get(quad.predicate.value), quad.object
        if (
            rank is None
            or not isinstance(value, Literal)
            or not isinstance(quad.subject, NamedNode)
        ):
            continue
        tongue = value.language or ""
        place = wanted.index(tongue) if tongue in wanted else len(wanted)
        found = (rank, place, value.value)
        best[quad.subject.value] = min(best.get(quad.subject.value, found), found)
    return {iri: label for iri, (_, _, label) in best.items()}
