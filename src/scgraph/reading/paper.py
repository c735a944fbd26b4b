"""Read the folder of one paper: YAML, and RDF beside it, into the paper's named graphs."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

from pyoxigraph import Quad, RdfFormat, parse

from scgraph import terms
from scgraph.errors import CorpusError, Fault, ReadError
from scgraph.reading.form import paper_form
from scgraph.reading.ledger import Ledger
from scgraph.reading.nodes import Node
from scgraph.reading.parsed import Parsed
from scgraph.reading.rdf import SUFFIXES, read_bytes, read_rdf
from scgraph.reading.strict_yaml import read_yaml
from scgraph.reading.tree import TreeReader
from scgraph.reading.values import SLUG, Codes

RECORD = "paper.yaml"


def read_paper(
    folder: Path | str,
    base: str = terms.BASE,
    prefixes: Mapping[str, str] = MappingProxyType({}),
    codes: Codes = MappingProxyType({}),
    instead: Mapping[Path, bytes] = MappingProxyType({}),
    parse_yaml: Callable[[bytes, str], Node] = read_yaml,
) -> Parsed:
    """Read all files of a paper; its name is that of the folder.

    ``sentences`` and ``curation`` go to the paper's graphs ``anchors`` and ``curation``,
    ``consulted`` and ``checks`` to ``checks``, everything else to ``says``. A file may bear a part
    of its name only up to a hyphen: ``checks-2.1.yaml``.

    Args:
        folder: the folder, which must hold ``paper.yaml``.
        base: the base of the corpus.
        prefixes: prefixes that values may use beside those of `scgraph.terms` and the paper's own.
        codes: codes that the corpus adds to the code lists.
        instead: what files would hold, by their paths below the folder; new ones may be among them.
        parse_yaml: parses a document; who wants the trees as well gives one that keeps them.

    Raises:
        CorpusError: if there is no such folder.
        ReadError: if anything in any file is wrong; it holds all the faults.
    """
    path = Path(folder)
    if not path.is_dir():
        raise CorpusError(path, "there is no such folder; give the folder of a paper")
    # Not the resolved path: a link to a folder has a name of its own.
    slug = Path(os.path.abspath(path)).name
    ledger = Ledger()
    _check_folder(path, slug, ledger)
    paper = _Paper(slug, base, prefixes, codes, ledger, instead, parse_yaml)
    parsed = paper.read(_files(path, instead))
    if ledger.faults:
        raise ReadError(ledger.faults)
    return parsed


def graph_name(file: Path) -> str:
    """Return which of the paper's graphs a file belongs to, by its name.

    >>> [graph_name(Path(name)) for name in ("sentences.yaml", "claims-2.yaml", "checks-2.yaml")]
    ['anchors', 'says', 'checks']
    """
    return _GRAPHS.get(file.stem.partition("-")[0], "says")


_GRAPHS = {
    "sentences": "anchors",
    "consulted": "checks",
    "checks": "checks",
    "curation": "curation",
}


def _files(folder: Path, instead: Mapping[Path, bytes]) -> list[Path]:
    wanted = {".yaml", *SUFFIXES}
    new = (path for path in instead if path.parent == folder)
    files = (path for path in {*folder.iterdir(), *new} if not path.name.startswith("."))
    return sorted(path for path in files if path.suffix in wanted)


def _check_folder(folder: Path, slug: str, ledger: Ledger) -> None:
    if not SLUG.fullmatch(slug):
        message = f"{slug!r} cannot name a paper; use small letters, digits and hyphens"
        ledger.add(Fault(str(folder), None, None, message))
    if slug in terms.PREFIXES:
        message = f"{slug!r} is a prefix already; give the paper another name"
        ledger.add(Fault(str(folder), None, None, message))
    if not (folder / RECORD).is_file():
        message = "this file is missing; every paper has one, with its title and authors"
        ledger.add(Fault(str(folder / RECORD), None, None, message))
    for path in sorted(folder.glob("*.yml")):
        ledger.add(Fault(str(path), None, None, "is passed over; rename it to end in .yaml"))


class _Paper:
    """Read the files of one paper into one ledger."""

    def __init__(
        self,
        slug: str,
        base: str,
        prefixes: Mapping[str, str],
        codes: Codes,
        ledger: Ledger,
        instead: Mapping[Path, bytes],
        parse_yaml: Callable[[bytes, str], Node],
    ) -> None:
        self._parse_yaml = parse_yaml
        self._instead = instead
        self._iri = terms.paper_iri(slug, base)
        self._ledger = ledger
        own = {slug: f"{self._iri}/"}
        known = {**prefixes, **own}
        self._reader = TreeReader(self._iri, paper_form(base), known, ledger, codes)

    def read(self, files: list[Path]) -> Parsed:
        quads = [quad for file in files for quad in self._quads(file)]
        return Parsed(quads, self._ledger.places, tuple(self._ledger.stubs))

    def _quads(self, file: Path) -> Iterator[Quad]:
        self._ledger.file = str(file)
        graph = f"{self._iri}/{graph_name(file)}"
        try:
            if file.suffix != ".yaml":
                yield from self._rdf(file, graph)
                return
            data = self._instead[file] if file in self._instead else read_bytes(file)
            tree = self._parse_yaml(data, str(file))
            node = self._reader.read(tree, is_record=file.name == RECORD)
            if not self._ledger.faults:
                yield from self._json_ld(node, graph)
        except ReadError as error:
            self._ledger.add(*error.faults)

    def _rdf(self, file: Path, graph: str) -> list[Quad]:
        parsed = read_rdf(file, graph)
        for key, place in parsed.places.items():
            self._ledger.places.setdefault(key, place)
        return parsed.quads

    def _json_ld(self, node: dict[str, Any], graph: str) -> Iterator[Quad]:
        text = json.dumps({"@id": graph, "@graph": [node]}, ensure_ascii=False)
        return parse(text, RdfFormat.JSON_LD)
