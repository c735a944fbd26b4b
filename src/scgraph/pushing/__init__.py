"""Load a corpus into a SPARQL 1.1 server, graph by graph, and prove that it arrived.

A graph that the server holds as it is here is passed over; any other is replaced as a whole and
read back. So a push that was stopped at any point is finished by the next.
"""

from __future__ import annotations

from scgraph.pushing.pushing import Load, push
from scgraph.pushing.writing import WAYS, Way

__all__ = ["WAYS", "Load", "Way", "push"]
