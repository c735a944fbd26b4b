"""Answer foreign queries in processes that cannot harm: no network, no files, little memory.

The engine cannot be interrupted, and a query of some bytes can take it for hours. So a template
process is started that reads the quads, gives up the network, and makes workers as copies of
itself; a worker answers one query at a time, within limits, and is ended where it breaks them.

>>> with Pool(b'<x:a> <x:size> "3" <x:graph> .', workers=1) as pool:
...     pool.run("SELECT ?size { ?thing <x:size> ?size }", formats=Formats(rows="tsv")).body.split()
[b'?size', b'"3"']
"""

from scgraph.sandbox.engine import PoolEngine
from scgraph.sandbox.limits import Limits
from scgraph.sandbox.pool import Pool
from scgraph.sandbox.replies import Dataset, Formats, Reply

__all__ = ["Dataset", "Formats", "Limits", "Pool", "PoolEngine", "Reply"]
