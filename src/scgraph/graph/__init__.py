"""The graph that a user holds: ask, show, query, search, view, export, validate.

>>> load().label("https://w3id.org/scgraph/id/meti", "ja")
'経済産業省'
"""

from scgraph.graph.connecting import connect
from scgraph.graph.differing import diff
from scgraph.graph.knowledge import KnowledgeGraph, load

__all__ = ["KnowledgeGraph", "connect", "diff", "load"]
