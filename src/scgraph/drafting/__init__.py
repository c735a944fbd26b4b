"""Let somebody else, a program above all, draft the claims of a paper; and guard the paper.

A draft is a claim that stands in a file of its own with the status *draft* until a person has read
it. It must stand at sentences of the paper, which the drafter proves by their words; it must read,
refer to things that exist, and keep every shape. Else it is refused with all the reasons. Nothing
that is there is changed, and no sentence is kept.

>>> from scgraph import files
>>> DraftedPaper(files.data(), "an-2025").place("2.1/p2/s4").claims[0]["type"]
'causal'
"""

from scgraph.drafting.paper import DraftedPaper, Place, Uncovered
from scgraph.drafting.proposing import Proposed, check, propose

__all__ = ["DraftedPaper", "Place", "Proposed", "Uncovered", "check", "propose"]
