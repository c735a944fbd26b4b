"""Write small papers for tests of the reader."""

from __future__ import annotations

from pathlib import Path

from pyoxigraph import Literal, NamedNode, Quad

from scgraph import terms
from scgraph.reading import Parsed, read_paper

PAPER = "https://w3id.org/scgraph/paper/bike-2020"
RECORD = "title: A paper\n"
CLAIM = """\
claims:
  - id: first
    at: 1/p1/s1
    says: Roads are unsafe.
    type: causal
"""


def write_paper(folder: Path, **files: str) -> Path:
    """Write the folder of a paper; a file is named by its stem, with the record if not given."""
    paper = folder / "bike-2020"
    paper.mkdir(parents=True, exist_ok=True)
    for stem, text in {"paper": RECORD, **files}.items():
        (paper / f"{stem}.yaml").write_text(text, encoding="utf-8")
    return paper


def read_files(folder: Path, **files: str) -> Parsed:
    """Write the folder of a paper and read it."""
    return read_paper(write_paper(folder, **files))


def iri(curie: str) -> str:
    """Return the IRI of a CURIE; ``bike-2020`` is the prefix of the paper."""
    full = terms.expand(curie, {"bike-2020": f"{PAPER}/"})
    assert full is not None
    return full


def objects(parsed: Parsed, subject: str, predicate: str) -> set[str]:
    """Return the values of a property: IRIs, or the texts of literals."""
    found = (
        quad.object
        for quad in parsed.quads
        if quad.subject == NamedNode(iri(subject)) and quad.predicate == NamedNode(iri(predicate))
    )
    return {term.value for term in found if isinstance(term, NamedNode | Literal)}


def nodes(parsed: Parsed) -> set[str]:
    """Return the IRIs of all subjects."""
    return {subject_of(quad) for quad in parsed.quads}


def subject_of(quad: Quad) -> str:
    """Return the IRI of the subject, which must be one: the reader makes no blank nodes."""
    assert isinstance(quad.subject, NamedNode)
    return quad.subject.value
