"""Read strict YAML and RDF into quads that remember where they came from.

`read_yaml` reads one document, `read_rdf` one RDF file, `read_paper` the folder of a paper,
`read_alignments` the ledger of what is one thing in several papers.
Names are imported when first used: what only looks up a place needs no parser.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from scgraph.reading.aligned import joined, read_alignments
    from scgraph.reading.nodes import Mapping, Node, Scalar, Sequence
    from scgraph.reading.paper import read_paper
    from scgraph.reading.parsed import Parsed
    from scgraph.reading.positions import Place, Places
    from scgraph.reading.rdf import read_rdf
    from scgraph.reading.sssom import alignment_file
    from scgraph.reading.strict_yaml import read_yaml
    from scgraph.reading.values import Codes

__all__ = [
    "Codes",
    "Mapping",
    "Node",
    "Parsed",
    "Place",
    "Places",
    "Scalar",
    "Sequence",
    "alignment_file",
    "joined",
    "read_alignments",
    "read_paper",
    "read_rdf",
    "read_yaml",
]

_MODULES = {
    "Codes": "values",
    **dict.fromkeys(("Mapping", "Node", "Scalar", "Sequence"), "nodes"),
    **dict.fromkeys(("Place", "Places"), "positions"),
    **dict.fromkeys(("joined", "read_alignments"), "aligned"),
    "alignment_file": "sssom",
    "Parsed": "parsed",
    "read_paper": "paper",
    "read_rdf": "rdf",
    "read_yaml": "strict_yaml",
}


def __getattr__(name: str) -> object:
    if name not in _MODULES:
        raise AttributeError(f"module 'scgraph.reading' has no attribute {name!r}")
    return getattr(import_module(f"scgraph.reading.{_MODULES[name]}"), name)
