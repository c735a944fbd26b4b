"""Lead from the explorer to the other pages of the server that it comes from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

from scgraph.names import Names
from scgraph.terms import PREFIXES

BY_IRI = "/entity?iri="


@dataclass(frozen=True, slots=True)
class Host:
    """A server of the explorer.

    Args:
        base: what the IRIs of things begin with that have an address of their own.
        links: other pages: what is written, and where it leads.
    """

    base: str
    links: Mapping[str, str] = field(default_factory=dict)

    def address(self, iri: str) -> str:
        """Return where a server tells of a thing.

        >>> host = Host("https://example.org/")
        >>> host.address("https://example.org/id/mic"), host.address("https://w3.org/a#b")
        ('/id/mic', '/entity?iri=https%3A//w3.org/a%23b')
        """
        is_own = iri.startswith(self.base) and len(iri) > len(self.base)
        return f"/{quote(iri[len(self.base) :])}" if is_own else f"{BY_IRI}{quote(iri)}"

    def packed(self, short: Iterable[str], names: Names) -> dict[str, Any]:
        """Return what the page holds of its server: links, and where things of a prefix lie.

        Args:
            short: the short IRIs of things.
            names: what knows the prefixes.
        """
        spaces = {**PREFIXES, **names.prefixes}
        used = {name.partition(":")[0] for name in short} & spaces.keys()
        return {
            "links": [list(link) for link in self.links.items()],
            "places": {prefix: self.address(spaces[prefix]) for prefix in sorted(used)},
        }
