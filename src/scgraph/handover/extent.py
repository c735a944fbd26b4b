"""What of a graph belongs to a corpus: all but the vocabulary and the corpora it includes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from pyoxigraph import NamedNode, Quad

from scgraph import terms
from scgraph.handover.facts import Facts, scg

_OF_A_PAPER = re.compile(rf"(.+)/({'|'.join(terms.PAPER_GRAPHS)})")


@dataclass(frozen=True)
class Extent:
    """Which corpus is meant, and which corpora it includes; each is known by its base.

    >>> Extent("https://example.org/buses/", "en").dataset
    'https://example.org/buses/dataset'
    """

    base: str
    language: str
    included: tuple[str, ...] = ()

    @property
    def dataset(self) -> str:
        """The IRI of the corpus as a dataset."""
        return f"{self.base}dataset"

    def own(self, quads: Iterable[Quad]) -> Iterator[Quad]:
        """Yield the quads of the corpus itself, without the vocabulary."""
        others = tuple(
            f"{base}{space}"
            for base in self.included
            if base != self.base
            for space in ("paper/", "reference", "alignments")
        )
        for quad in quads:
            name = graph_of(quad)
            if name != terms.VOCABULARY_GRAPH and not (others and name.startswith(others)):
                yield quad


def graph_of(quad: Quad) -> str:
    """Return the IRI of the graph of a quad; empty for the default graph.

    >>> from pyoxigraph import NamedNode, Quad
    >>> a = NamedNode("t:a")
    >>> graph_of(Quad(a, a, a))
    ''
    """
    return quad.graph_name.value if isinstance(quad.graph_name, NamedNode) else ""


def paper_of(graph: str) -> str | None:
    """Return the IRI of the paper that a graph belongs to; None for other graphs.

    >>> paper_of("https://w3id.org/scgraph/paper/an-2025/says")
    'https://w3id.org/scgraph/paper/an-2025'
    """
    found = _OF_A_PAPER.fullmatch(graph)
    return found.group(1) if found else None


def papers(facts: Facts) -> Sequence[str]:
    """Return the IRIs of the papers, in alphabetical order."""
    return facts.of_kind(scg("Paper"))
