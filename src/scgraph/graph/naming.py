"""Name the things of a graph.

>>> from scgraph import load
>>> load().curie("https://w3id.org/scgraph/id/meti")
'id:meti'
"""

from __future__ import annotations

from scgraph.names import Names
from scgraph.terms import PREFIXES


class Naming:
    """A graph that knows names and labels."""

    def __init__(self, names: Names, language: str) -> None:
        self._names = names
        self._language = language

    def names_of(self, kind: str | None = None) -> list[str]:
        """Return the short names of all things of a class, in alphabetical order.

        >>> from scgraph import load
        >>> load().names_of("Paper")
        ['an-2025']
        """
        return self._names.slugs(kind)

    def label(self, iri: str, language: str | None = None) -> str:
        """Return the label of a thing, in the language of the corpus if none is given.

        Where there is none in that language, it is English, or any, or the short form of the IRI.

        >>> from scgraph import load
        >>> load().label("https://w3id.org/scgraph/id/meti", "ja")
        '経済産業省'
        """
        return self._names.label(iri, language or self._language)

    def curie(self, iri: str) -> str:
        """Return the short form of an IRI.

        >>> from scgraph import load
        >>> load().curie("https://w3id.org/scgraph/paper/an-2025/2.1/p2/s4")
        'an-2025:2.1/p2/s4'
        """
        return self._names.curie(iri)

    @property
    def names(self) -> Names:
        """What looks up names and labels.

        >>> from scgraph import load
        >>> load().names.resolve("総務省", kind="Actor")
        'https://w3id.org/scgraph/id/mic'
        """
        return self._names

    @property
    def prefixes(self) -> dict[str, str]:
        """The prefixes of short IRIs, with those of the papers.

        >>> from scgraph import load
        >>> load().prefixes["an-2025"]
        'https://w3id.org/scgraph/paper/an-2025/'
        """
        return {**PREFIXES, **self._names.prefixes}
