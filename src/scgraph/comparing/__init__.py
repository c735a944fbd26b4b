"""Set papers and states of a corpus side by side.

`difference` tells what changed in meaning between two sides that `read_side` reads.
"""

from scgraph.comparing.differing import difference
from scgraph.comparing.sides import Side, read_side

__all__ = ["Side", "difference", "read_side"]
