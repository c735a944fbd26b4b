"""Hold quads and answer SPARQL about them.

`Engine` says what every engine can do; `MemoryEngine` does it in memory with Oxigraph.

>>> engine = MemoryEngine()
>>> engine.load_nquads(b'<x:a> <x:knows> <x:b> <x:graph> .')
>>> engine.query("ASK { <x:a> <x:knows> ?b }")
True
"""

from __future__ import annotations

from scgraph.engine.memory import MemoryEngine
from scgraph.engine.protocol import Engine, Limitable, Solutions, Term

__all__ = ["Engine", "Limitable", "MemoryEngine", "Solutions", "Term"]
