"""Hand a graph over: its quads, a description for catalogues, its claims one by one, its hash.

>>> from scgraph import load
>>> load().description().remarks[0]
'the corpus states no day of publication; add dcterms:issued of the dataset'
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from os import PathLike
from typing import TYPE_CHECKING

from pyoxigraph import Quad

from scgraph.graph.answering import Answering
from scgraph.graph.held import Held

if TYPE_CHECKING:
    from rdflib import Dataset

    from scgraph.handover import Description, Nanopublication
    from scgraph.handover.extent import Extent


class HandingOver(Answering):
    """A graph that can be given away, with all that others need to take it."""

    _corpus: Held
    _added: list[Quad]

    @property
    def quads(self) -> list[Quad]:
        """All quads, as they were written and in the order of the files, then what was added.

        >>> from scgraph import load
        >>> len(load().quads) > 10_000
        True
        """
        return [*self._corpus.quads, *self._added]

    @property
    def bases(self) -> tuple[str, ...]:
        """What the IRIs of the corpus begin with, then those of the corpora that it includes.

        >>> from scgraph import load
        >>> load().bases
        ('https://w3id.org/scgraph/',)
        """
        return tuple(self._corpus.bases) or (self._corpus.base,)

    def to_rdflib(self) -> Dataset:
        """Return a copy as an rdflib Dataset with all named graphs and prefixes.

        Its default graph is the union of the named ones, so queries need no GRAPH.

        >>> from rdflib import URIRef
        >>> from scgraph import load
        >>> mic = URIRef("https://w3id.org/scgraph/id/mic")
        >>> len(set(load().to_rdflib().triples((mic, None, None)))) > 3
        True
        """
        from scgraph.graph.dataset import as_dataset

        return as_dataset(self.quads, self.prefixes)

    def description(
        self, files: Iterable[str | PathLike[str]] = (), at: str | None = None
    ) -> Description:
        """Describe the corpus for catalogues and search engines: DCAT 3, VoID and schema.org.

        Title, maker, licence and version are those that the corpus states, the days those of its
        curation; what it does not state is left out and remarked on. Counts are of the corpus's
        own triples, without the vocabulary and the corpora that it includes.

        Args:
            files: those in which it is handed over; each gets its format, size and SHA-256.
            at: the address of the folder in which they will lie.

        Returns:
            A `Description`: ``quads``, ``remarks``, ``written(".ttl")``, ``save(path)``.

        Raises:
            ExportError: if a file is of no format that is handed over, or `at` is no address.
            OSError: if a file cannot be read.

        >>> from scgraph import load
        >>> text = load().description().written(".ttl").decode()
        >>> "dcat:Dataset" in text
        True
        """
        from scgraph.handover import describe, distribution

        return describe(self.quads, self._extent, [distribution(file, at) for file in files])

    def nanopublications(self, paper: str | None = None) -> Iterator[Nanopublication]:
        """Yield each claim and each check as a nanopublication, one at a time.

        First the claims of a paper, then those of the works that its checks rest on, then the
        checks. Each has four graphs and a trusty URI, which ends with a hash of its content. Claims
        that nobody has reviewed are marked as drafts; other readings of a claim are left out.

        Args:
            paper: only this paper.

        Raises:
            UnknownNameError: if no paper bears the name.

        >>> from scgraph import load
        >>> one = next(load().nanopublications())
        >>> one.kind, one.iri.startswith("https://w3id.org/scgraph/np/RA")
        ('claim', True)
        """
        from scgraph.handover import nanopublications

        iri = None if paper is None else self.names.resolve(paper, "Paper")
        return nanopublications(self.quads, self._extent, iri)

    def digest(self, paper: str | None = None) -> str:
        """Return the SHA-256 of what the corpus or a paper says, in canonical form (RDFC-1.0).

        It is the same wherever, whenever and in whatever layout the files were written. Neither the
        vocabulary plays a part nor what the corpus includes.

        Args:
            paper: only the graphs of this paper; all of the corpus's own if not given.

        Raises:
            UnknownNameError: if no paper bears the name.
            ExportError: if blank nodes are too many and too much alike to be told apart.

        >>> from scgraph import load
        >>> len(load().digest("an-2025"))
        64
        """
        from scgraph.handover import canonical_digest
        from scgraph.handover.extent import graph_of, paper_of

        if paper is None:
            return canonical_digest(self._extent.own(self.quads))
        iri = self.names.resolve(paper, "Paper")
        return canonical_digest(q for q in self.quads if paper_of(graph_of(q)) == iri)

    @property
    def _extent(self) -> Extent:
        from scgraph.handover.extent import Extent

        corpus = self._corpus
        return Extent(corpus.base, corpus.language, corpus.bases[1:])
