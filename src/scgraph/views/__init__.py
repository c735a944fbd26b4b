"""Answers as networks: a view is the answer to a question whose rows are edges.

>>> import networkx, pyoxigraph
>>> from scgraph.answers import Table
>>> from scgraph.engine import MemoryEngine
>>> from scgraph.names import Names
>>> iris = [pyoxigraph.NamedNode(f"https://example.org/{name}") for name in ("a", "knows", "b")]
>>> table = Table.from_terms(["start", "relation", "end"], [iris])
>>> graph = view_of(table, Names(MemoryEngine()), name="friends")
>>> list(graph.edges)
[('https://example.org/a', 'https://example.org/b', 'https://example.org/knows')]
"""

from scgraph.views.answers import answer_graph
from scgraph.views.edges import view_of

__all__ = ["answer_graph", "view_of"]
