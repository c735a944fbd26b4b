"""What a graph must know of its corpus, whether in files, in a snapshot or on a server."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol

from pyoxigraph import Quad

if TYPE_CHECKING:
    from scgraph.reading.positions import KnownPlaces, Place


class Held(Protocol):
    """Be a corpus: its base and language, its papers, its quads, and where they are written."""

    @property
    def base(self) -> str:
        """What its own IRIs begin with."""
        ...

    @property
    def bases(self) -> tuple[str, ...]:
        """Its own base, and those of the corpora that it includes."""
        ...

    @property
    def language(self) -> str:
        """That of its claims and preferred labels."""
        ...

    @property
    def papers(self) -> Sequence[str]:
        """The slugs of its papers, its own first."""
        ...

    @property
    def quads(self) -> list[Quad]:
        """All its quads, with the vocabulary."""
        ...

    @property
    def places(self) -> KnownPlaces:
        """Where nodes are written; empty if that is in no file."""
        ...

    @property
    def stubs(self) -> Sequence[Place]:
        """Where claims are begun that are no data yet."""
        ...
