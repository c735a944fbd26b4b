"""Read strict YAML and RDF into quads that remember where they came from.

`read_yaml` reads one document, `read_rdf` one RDF file, `read_paper` the folder of a paper.
Names are imported when first used: what only looks up a place needs no parser.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from scgraph.reading.nodes import Mapping, Node, Scalar, Sequence
    from scgraph.reading.paper import read_paper
    from scgraph.reading.parsed import Parsed
    from scgraph.reading.positions import Place, Places
    from scgraph.reading.rdf import read_rdf
    from scgraph.reading.strict_yaml import read_yaml

__all__ = [
    "Mapping",
    "Node",
    "Parsed",
    "Place",
    "Places",
    "Scalar",
    "Sequence",
    "read_paper",
    "read_rdf",
    "read_yaml",
]

_MODULES = {
    **dict.fromkeys(("Mapping", "Node", "Scalar", "Sequence"), "nodes"),
    **dict.fromkeys(("Place", "Places"), "positions"),
    "Parsed": "parsed",
    "read_paper": "paper",
    "read_rdf": "rdf",
    "read_yaml": "strict_yaml",
}


def __getattr__(name: str) -> object:
    if name not in _MODULES:
        raise AttributeError(f"module 'scgraph.reading' has no attribute {name!r}")
    return getattr(import_module(f"scgraph.reading.{_MODULES[name]}"), name)
