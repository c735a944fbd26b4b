"""Hold what was read: quads, and where they were written."""

from __future__ import annotations

from dataclasses import dataclass

from pyoxigraph import Quad

from scgraph.reading.positions import Place, Places


@dataclass(frozen=True)
class Parsed:
    """Hold quads in the order of the files, and the places of their nodes.

    `stubs` are the places of what is written there but is no data yet.
    """

    quads: list[Quad]
    places: Places
    stubs: tuple[Place, ...] = ()
