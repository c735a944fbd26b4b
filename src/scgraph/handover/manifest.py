"""The manifest of a corpus: what every graph means, and what every file is, as hashes.

The hash of a graph is that of its canonical form, so that it tells whether the meaning is the same
when a file was laid out anew. Each is over the quads with the name of their graph: from an archive
``out.nq`` without blank nodes, ``grep 'GRAPH> .$' out.nq | LC_ALL=C sort -u | sha256sum`` gives it.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from pyoxigraph import Quad

from scgraph import __version__, terms
from scgraph.errors import Fault, ReadError
from scgraph.handover.canonical import CANONICALISATION, canonical_digest
from scgraph.handover.extent import Extent, graph_of, paper_of
from scgraph.handover.facts import Facts, scg
from scgraph.handover.inventory import FileEntry, inventory
from scgraph.terms import PREFIXES

FORMAT = 1
"""The version of the form of the manifest; another form has another number."""


@dataclass(frozen=True)
class GraphEntry:
    """How many distinct quads there are, and the SHA-256 of their canonical form."""

    quads: int
    sha256: str


@dataclass(frozen=True)
class PaperEntry:
    """A paper: its graphs, the whole of them, and how much there is in it."""

    iri: str
    whole: GraphEntry
    graphs: Mapping[str, GraphEntry]
    sentences: int
    claims: int
    checks: int


@dataclass(frozen=True)
class Manifest:
    """What a corpus was when it was handed over.

    Args:
        base: what its IRIs begin with.
        vocabulary: that with which it was read.
        papers: its papers by their short name.
        graphs: its other graphs by IRI: shared things, alignments.
        includes: the whole of each corpus that it includes, by base.
        files: its files by their path in the folder.
        scgraph: the version of the library that wrote it.
    """

    base: str
    vocabulary: GraphEntry
    papers: Mapping[str, PaperEntry] = field(repr=False)
    graphs: Mapping[str, GraphEntry] = field(repr=False)
    includes: Mapping[str, GraphEntry] = field(repr=False)
    files: Mapping[str, FileEntry] = field(repr=False)
    scgraph: str = __version__

    def graph(self, iri: str) -> GraphEntry | None:
        """Return the entry of a graph, of a paper or not."""
        paper = paper_of(iri)
        if paper is None:
            return self.graphs.get(iri)
        entry = self.papers.get(paper.rsplit("/", 1)[-1])
        return entry.graphs.get(iri.rsplit("/", 1)[-1]) if entry else None

    def to_json(self) -> bytes:
        """Return it as JSON; the same corpus gives the same bytes."""
        head = {
            "format": FORMAT,
            "canonicalisation": CANONICALISATION,
            "hash": "SHA-256",
        }
        return (json.dumps(head | asdict(self), ensure_ascii=False, indent=1) + "\n").encode()


def make_manifest(root: Path, quads: Iterable[Quad], extent: Extent) -> Manifest:
    """Make the manifest of a corpus.

    Args:
        root: the folder of the corpus.
        quads: all that was read from it, the vocabulary and what it includes as well.
        extent: which corpus is meant.

    Raises:
        ExportError: if blank nodes are too many and too much alike to be told apart.
        OSError: if a file cannot be read.
    """
    every = list(dict.fromkeys(quads))
    by_graph: dict[str, list[Quad]] = defaultdict(list)
    own = dict.fromkeys(extent.own(every))
    others: dict[str, list[Quad]] = {base: [] for base in extent.included if base != extent.base}
    vocabulary = []
    for quad in every:
        name = graph_of(quad)
        if quad in own:
            by_graph[name].append(quad)
        elif name == terms.VOCABULARY_GRAPH:
            vocabulary.append(quad)
        else:
            others[next(base for base in others if name.startswith(base))].append(quad)
    papers: dict[str, dict[str, list[Quad]]] = defaultdict(dict)
    for name in [name for name in by_graph if paper_of(name)]:
        papers[paper_of(name) or ""][name.rsplit("/", 1)[-1]] = by_graph.pop(name)
    return Manifest(
        extent.base,
        _entry(vocabulary),
        {iri.rsplit("/", 1)[-1]: _paper(iri, papers[iri]) for iri in sorted(papers)},
        {name: _entry(by_graph[name]) for name in sorted(by_graph)},
        {base: _entry(others[base]) for base in sorted(others)},
        inventory(root),
    )


def read_manifest(file: Path) -> Manifest:
    """Read a manifest.

    Raises:
        ReadError: if it is no manifest of this form.
        OSError: if it cannot be read.
    """
    try:
        said = json.loads(file.read_bytes())
        if said["format"] != FORMAT:
            raise ValueError(f"is of form {said['format']!r}; this version writes form {FORMAT}")
        return _manifest(said)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        reason = str(error) if "is of form" in str(error) else "is no manifest"
        raise ReadError([Fault(str(file), None, None, f"{reason}; write it anew")]) from error


def _entry(quads: list[Quad]) -> GraphEntry:
    return GraphEntry(len(quads), canonical_digest(quads))


def _paper(iri: str, graphs: Mapping[str, list[Quad]]) -> PaperEntry:
    whole = [quad for quads in graphs.values() for quad in quads]
    facts = Facts(whole)
    claims = (one for one in facts.of_kind(scg("Claim")) if facts.iris(one, scg("inPaper")))
    return PaperEntry(
        iri,
        _entry(whole),
        {name: _entry(graphs[name]) for name in sorted(graphs)},
        sentences=len(facts.of_kind(f"{PREFIXES['doco']}Sentence")),
        claims=sum(1 for _ in claims),
        checks=len(facts.of_kind(scg("Check"))),
    )


def _manifest(said: Mapping[str, Any]) -> Manifest:
    def graphs(entries: Mapping[str, Any]) -> dict[str, GraphEntry]:
        return {str(name): GraphEntry(**entry) for name, entry in entries.items()}

    papers = {
        str(name): PaperEntry(
            **{
                **entry,
                "whole": GraphEntry(**entry["whole"]),
                "graphs": graphs(entry["graphs"]),
            }
        )
        for name, entry in said["papers"].items()
    }
    return Manifest(
        str(said["base"]),
        GraphEntry(**said["vocabulary"]),
        papers,
        graphs(said["graphs"]),
        graphs(said["includes"]),
        {str(name): FileEntry(**entry) for name, entry in said["files"].items()},
        str(said["scgraph"]),
    )
