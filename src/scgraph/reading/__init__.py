"""Read strict YAML and RDF into quads that remember where they came from.

`read_yaml` reads one document, `read_rdf` one RDF file, `read_paper` the folder of a paper.
"""

from __future__ import annotations

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
