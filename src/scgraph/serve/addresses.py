"""Where a thing stands on this server: the part of its IRI behind the base of its corpus."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from urllib.parse import quote

FIXED = frozenset(
    ("entity", "evidence", "health", "query", "questions", "ready", "search", "sparql")
)
"""First parts of addresses that are no things, whatever an IRI is called."""
SAFE = "/:@!$&'()*+,;=~-._"


class Addresses:
    """The addresses of things, for the bases of a corpus and of the vocabulary.

    >>> addresses = Addresses(["https://example.org/"])
    >>> addresses.of("https://example.org/paper/an-2025/2.1/p2/s4")
    '/paper/an-2025/2.1/p2/s4'
    >>> addresses.of("https://example.org/questions/a"), addresses.of("https://elsewhere.org/a")
    ('/entity?iri=https%3A%2F%2Fexample.org%2Fquestions%2Fa', \
'/entity?iri=https%3A%2F%2Felsewhere.org%2Fa')
    >>> list(addresses.iris("paper/an-2025"))
    ['https://example.org/paper/an-2025']
    """

    def __init__(
        self, bases: Iterable[str], is_known: Callable[[str], bool] = lambda iri: False
    ) -> None:
        """Take the bases, that of the corpus first, and what tells whether there is a thing."""
        self._bases = tuple(dict.fromkeys(bases))
        self._is_known = is_known

    def of(self, iri: str, suffix: str = "") -> str:
        """Return the address of a thing, in the form of a suffix if one is given.

        What a browser would take for another address than the one that is written, such as two
        slashes or two dots, is asked for by its whole IRI.
        """
        ending = f".{suffix}" if suffix else ""
        below = self._below(iri)
        if below is None:
            return f"/entity{ending}?iri={quote(iri, safe='')}"
        return f"/{quote(below, safe=SAFE)}{ending}"

    def iris(self, path: str) -> Iterator[str]:
        """Yield the IRIs that a path can mean, those of the corpus first."""
        return (base + path for base in self._bases)

    def _below(self, iri: str) -> str | None:
        for base in self._bases:
            below = iri.removeprefix(base)
            if iri.startswith(base) and _is_path(below):
                # A path means the first IRI that it fits.
                is_first = next(filter(self._is_known, self.iris(below)), iri) == iri
                return below if is_first else None
        return None


def _is_path(below: str) -> bool:
    parts = below.split("/")
    is_plain = all(part.strip(".") for part in parts) and below.isprintable()
    return is_plain and parts[0].partition(".")[0] not in FIXED
