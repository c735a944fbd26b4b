"""Find in the text of a paper what an annotation begins with; what is found stays in memory.

Title, authors, sections and sentences; the list of references; in each sentence the works it
cites, its numbers with their unit and how they are stated, words of cause, doubt, advice and
comparison, and the names of things that a corpus knows. Nothing is guessed: what is not plain is
left out, and each find has its place in the sentence.

>>> text = "1. Buses\\n\\nFares may rise by more than 5 % (Lee, 2019)."
>>> found = find(text, names={"Fares": "fares"})
>>> (sentence,) = found
>>> [(one.key, one.pointing) for one in sentence.citations]
[('lee-2019', 'author-year-not-listed')]
>>> [(one.written, one.stated) for one in sentence.numbers], [one.code for one in sentence.cues]
([('5 %', 'lower-bound')], ['possible'])
>>> [(one.text, one.thing) for one in sentence.names]
[('Fares', 'fares')]
"""

from scgraph.finding.cues import find_cues
from scgraph.finding.figures import find_numbers
from scgraph.finding.figures_ja import find_numbers_in_japanese
from scgraph.finding.finding import find, find_file, found_in
from scgraph.finding.found import (
    Citation,
    Cue,
    Entry,
    Find,
    Finding,
    Footnote,
    Name,
    Number,
    Sentence,
)
from scgraph.finding.matching import Known, Match, matched
from scgraph.finding.naming import NameIndex

__all__ = [
    "Citation",
    "Cue",
    "Entry",
    "Find",
    "Finding",
    "Footnote",
    "Known",
    "Match",
    "Name",
    "NameIndex",
    "Number",
    "Sentence",
    "find",
    "find_cues",
    "find_file",
    "find_numbers",
    "find_numbers_in_japanese",
    "found_in",
    "matched",
]
