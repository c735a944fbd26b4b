"""Prove that a reader's copy holds the sentences of a paper, without holding any of them.

A sentence is known by digests of three normal forms, each more tolerant of what copying does to a
text, and by how long it is. Nothing is guessed: a sentence is found whole, or it is not found.

>>> anchor = Anchor.of("1/p1/s1", "Buses carry 35.2% of us [3].")
>>> [found.grade for found in resolve([anchor], "Buses carry\\n35.2 % of us.")]
['extraction-tolerant']
>>> [found.grade for found in resolve([anchor], "Buses carry 352% of us.")]
['not-found']
"""

from scgraph.anchors.anchor import Anchor
from scgraph.anchors.resolve import Found, resolve

__all__ = ["Anchor", "Found", "resolve"]
