"""Write graphs to files: RDF, networks, workbooks; the suffix chooses the format.

The same graph gives the same bytes, and a file is replaced whole or not at all.

>>> kind_of("out.ttl"), kind_of("out.gexf"), kind_of("out.csv"), kind_of("out.xlsx")
('rdf', 'network', 'network', 'workbook')
"""

from __future__ import annotations

from os import PathLike
from pathlib import Path

from scgraph.errors import ExportError, near_names
from scgraph.export.networks import NETWORK_SUFFIXES, network_files
from scgraph.export.rdf import PACKED, RDF_SUFFIXES, packed, rdf_bytes, rdf_suffix, rdf_text

__all__ = [
    "NETWORK_SUFFIXES",
    "PACKED",
    "RDF_SUFFIXES",
    "WORKBOOK_SUFFIX",
    "kind_of",
    "network_files",
    "packed",
    "rdf_bytes",
    "rdf_suffix",
    "rdf_text",
]

WORKBOOK_SUFFIX = ".xlsx"
"""The suffix of what `scgraph.export.workbook` writes, which is imported where it is needed."""


def kind_of(path: str | PathLike[str]) -> str:
    """Return "rdf", "network" or "workbook" by the suffix of a file.

    Raises:
        ExportError: if no format has the suffix.

    >>> kind_of("out.nq.gz")
    'rdf'
    >>> kind_of("out.gefx")
    Traceback (most recent call last):
    scgraph.errors.ExportError: out.gefx: no format has the suffix '.gefx' (did you mean '.gexf'?)
    """
    suffix = Path(path).suffix.lower()
    if rdf_suffix(Path(path)) in RDF_SUFFIXES:
        return "rdf"
    if suffix == PACKED:
        raise ExportError(f"{path}: only RDF is packed; there are {_packed_suffixes()}")
    if suffix in NETWORK_SUFFIXES:
        return "network"
    if suffix == WORKBOOK_SUFFIX:
        return "workbook"
    known = (*RDF_SUFFIXES, *NETWORK_SUFFIXES, WORKBOOK_SUFFIX)
    near = near_names(suffix, known)
    told = "" if near else f"; there are {', '.join(known)}"
    raise ExportError(f"{path}: no format has the suffix {suffix!r}{told}", near)


def _packed_suffixes() -> str:
    return ", ".join(f"{suffix}{PACKED}" for suffix in RDF_SUFFIXES)
