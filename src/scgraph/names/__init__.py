"""Find the thing that a name means, and the label of a thing.

A name is an IRI or CURIE, a slug, a preferred label or an alternative label, looked up in this
order; case, width and spaces do not count. Two things of one name are an error that lists both,
and a near name is offered, never taken.

>>> from scgraph.engine import MemoryEngine
>>> engine = MemoryEngine()
>>> engine.load_nquads('''
... <https://w3id.org/scgraph/id/mic> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type>
...   <https://w3id.org/scgraph/vocab/Actor> <x:g> .
... <https://w3id.org/scgraph/id/mic> <http://www.w3.org/2004/02/skos/core#prefLabel>
...   "総務省"@ja <x:g> .'''.encode().replace(b"\\n  ", b""))
>>> names = Names(engine)
>>> names.resolve("MIC"), names.resolve("総務省", kind="Actor")
('https://w3id.org/scgraph/id/mic', 'https://w3id.org/scgraph/id/mic')
"""

from scgraph.names.index import fold
from scgraph.names.lookup import Names

__all__ = ["Names", "fold"]
