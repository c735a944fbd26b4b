"""Exchange with programs for qualitative analysis, by REFI-QDA: ``.qdpx`` and ``.qdc``.

>>> from scgraph.exchange.project import Code
>>> Code("aedfe1ec-1e0a-51cc-bdc2-12c6f1ff2e39", "silos").codable
True
"""

from scgraph.exchange.into import Taken, codes_in, taken
from scgraph.exchange.out import Handed, codebook_of, project_of

__all__ = ["Handed", "Taken", "codebook_of", "codes_in", "project_of", "taken"]
