"""Prove that a reader's copy holds the sentences of a paper, without holding any of them.

A sentence is known by digests of three normal forms, each more tolerant of what copying does to a
text, and by how long it is. Nothing is guessed: a sentence is found whole, or it is not found.

>>> anchor = Anchor.of("1/p1/s1", "Buses carry 35.2% of us [3].")
>>> [found.grade for found in resolve([anchor], "Buses carry\\n35.2 % of us.")]
['extraction-tolerant']
>>> [found.grade for found in resolve([anchor], "Buses carry 352% of us.")]
['not-found']

The anchors of a paper are made from its text, of which no word is kept:

>>> structure = anchored("1. Cities\\n\\nThey grow. They fall.")
>>> [anchor.locator for anchor in structure]
['1/p1/s1', '1/p1/s2']
"""

from scgraph.anchors.anchor import Anchor
from scgraph.anchors.anchoring import (
    AnchoringError,
    anchored,
    anchored_file,
    worded,
    worded_file,
)
from scgraph.anchors.keeping import Changes, kept
from scgraph.anchors.record import Record, read_record, written
from scgraph.anchors.resolve import Found, resolve, spans_in
from scgraph.anchors.structure import Paragraph, Section, Structure
from scgraph.anchors.texts import read_copy, read_text
from scgraph.anchors.words import Mark, Worded

__all__ = [
    "Anchor",
    "AnchoringError",
    "Changes",
    "Found",
    "Mark",
    "Paragraph",
    "Record",
    "Section",
    "Structure",
    "Worded",
    "anchored",
    "anchored_file",
    "kept",
    "read_copy",
    "read_record",
    "read_text",
    "resolve",
    "spans_in",
    "worded",
    "worded_file",
    "written",
]
