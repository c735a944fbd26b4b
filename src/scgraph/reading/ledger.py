"""Collect what is found in all files of a paper, so that every fault is reported at once."""

from __future__ import annotations

from dataclasses import dataclass, field

from scgraph.errors import Fault
from scgraph.reading.nodes import Node
from scgraph.reading.positions import Place, Places


@dataclass
class Ledger:
    """Hold faults, places, and the nodes defined so far; `file` is the one now being read.

    `stubs` are the places of nodes that are no data yet.
    """

    file: str = ""
    places: Places = field(default_factory=dict)
    stubs: list[Place] = field(default_factory=list)
    # The keys are in order and each stands once: a wrong default is met by every node that takes
    # it, but is one fault.
    _faults: dict[Fault, None] = field(default_factory=dict)
    _defined: dict[str, Place] = field(default_factory=dict)

    @property
    def faults(self) -> tuple[Fault, ...]:
        """Return the faults in the order in which they were found."""
        return tuple(self._faults)

    def place(self, node: Node) -> Place:
        """Return the place of a node of the file now being read."""
        return Place(self.file, node.line, node.column)

    def fault(self, node: Node, message: str, near: tuple[str, ...] = ()) -> None:
        """Note a fault at a node."""
        self._faults.setdefault(Fault(self.file, node.line, node.column, message, near))

    def add(self, *faults: Fault) -> None:
        """Note faults that were found elsewhere."""
        self._faults.update(dict.fromkeys(faults))

    def note(self, node: Node, *key: str) -> None:
        """Remember the place of a node of the graph, of its property, or of its value."""
        self.places.setdefault(key[0] if len(key) == 1 else key, self.place(node))

    def define(self, iri: str, name: str, node: Node) -> None:
        """Note where a node of the graph is defined; a second time is a fault."""
        place = self.place(node)
        first = self._defined.setdefault(iri, place)
        if first is not place:
            self.fault(node, f"{name!r} stands twice; first in {first}")
        self.note(node, iri)
