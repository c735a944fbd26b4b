"""Which questions a comparison of papers asks, and which columns a page shows of each answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

CANDIDATES = "alignment-candidates"
OVERLAP = "corpus/overlap"
ALIGNMENTS = "corpus/alignments"


@dataclass(frozen=True, slots=True)
class Part:
    """One question of a comparison.

    Args:
        question: its name.
        shows: the columns of a page, and their headings.
        note: how to read it.
        of_several: whether only the rows matter of which several papers speak.
        pairs: whether its rows are about two papers, of which both must be asked about.
    """

    question: str
    shows: Mapping[str, str]
    note: str = ""
    of_several: bool = False
    pairs: bool = False


_PAPER = {"paper": "paper"}
_SAYS = {"says": "what it claims", "locator": "where"}

PLAN: tuple[Part, ...] = (
    Part(
        OVERLAP,
        {"this_paper": "paper", "other_paper": "and", "kind": "kind", "things": "in common"},
        "How many things both speak of, once what is aligned counts as one.",
        pairs=True,
    ),
    Part(
        "corpus/stances",
        {"shared": "barrier", **_PAPER, "stance": "it", **_SAYS}
        | {"condition": "on condition", "written": "figure", "period": "of"},
        "A paper disputes what it denies, and qualifies what it says without being sure or under "
        "a condition.",
        of_several=True,
    ),
    Part(
        "corpus/contradictions",
        {
            "contradiction": "what is",
            "shared": "of",
            "effect": "on",
            "this_paper": "paper",
            "this_says": "what it claims",
            "this_locator": "where",
            "other_paper": "against",
            "other_says": "what that claims",
            "other_locator": "where there",
        },
        "Both may be right, of different places, times or groups.",
        pairs=True,
    ),
    Part(
        "corpus/same-construct",
        {"shared": "construct", **_PAPER, "written": "figure", "of_place": "place"}
        | {"period": "of", "locator": "where", "verdict": "once tested"},
        of_several=True,
    ),
    Part(
        "corpus/repeated-recommendations",
        {"shared": "against", **_PAPER, "says": "advice", "addressee": "to", "locator": "where"},
    ),
    Part(
        "corpus/actors-across",
        {"shared": "actor", **_PAPER, "role": "role", "target": "in", "locator": "where"},
        of_several=True,
    ),
    Part(
        "corpus/evidence-by-paper",
        {"shared": "barrier", **_PAPER, "claims": "claims", "denied": "denying", "cited": "cited"}
        | {"uncited": "fact without source", "own_argument": "own argument", "upheld": "upheld"}
        | {"in_question": "in question", "not_tested": "not tested"},
        "Strength is derived from the checks, never typed in.",
    ),
    Part(
        "corpus/shared-sources",
        {"shared": "work", **_PAPER, "claims": "claims that cite it"},
        of_several=True,
    ),
    Part(
        "corpus/seen-by-one",
        {**_PAPER, "shared": "barrier", "claims": "claims", "near": "near", "tie": "as"},
        "Nobody decided that another of these papers means the same; a near one is no same one.",
    ),
    Part(
        ALIGNMENTS,
        {"subject": "this", "tie": "stands as", "object": "to", "status": "and is"}
        | {"author": "by", "reviewer": "decided by", "date": "on", "comment": "remark"},
        "Only what is accepted, and says that two things are the same, joins them.",
    ),
)
"""The parts of a comparison, in the order of a page."""

CANDIDATE_HEADING = "What may be the same, and nobody decided"
CANDIDATE_NOTE = (
    "Found by names, words and what stands beside; the score adds up what the reasons weigh. "
    "Nothing of this counts until somebody accepts it: scgraph align."
)
CANDIDATE_SHOWS = {"score": "score", "kind": "kind", "this": "this", "that": "that", "why": "why"}
