"""Which sheets a workbook has, of which questions, and which columns come first."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Part:
    """One sheet: the answer to a question, a row a thing.

    Args:
        title: the name of the sheet.
        question: whose answer it shows.
        key: the column of the thing that a row is about; links to the thing lead to that row.
            Empty if rows are about several things.
        first: the columns that come first; the others follow in the order of the question.
        headings: what stands over a column, where that is not its name.
        more: another question about the same things, which adds the columns that it has alone.
        more_keys: the columns in which rows of both must be the same.
        counts: sheets whose rows about the thing are counted in last columns, which lead to the
            first of them.
    """

    title: str
    question: str
    key: str = ""
    first: tuple[str, ...] = ()
    headings: Mapping[str, str] = field(default_factory=dict)
    more: str = ""
    more_keys: tuple[str, ...] = ()
    counts: tuple[str, ...] = ()


_WORDS = {"locator": "where in the paper", "says": "what is claimed"}

PARTS: tuple[Part, ...] = (
    Part(
        "Claims",
        "claims/all",
        key="claim",
        first=("claim", "says", "locator"),
        headings=_WORDS | {"status": "evidence that the text offers"},
        counts=("Citations", "Figures", "Checks"),
    ),
    Part(
        "Barriers",
        "barriers/hierarchy",
        key="barrier",
        first=("barrier", "parent", "trunk", "depth"),
        headings={
            "parent": "placed under",
            "trunk": "top of its tree",
            "claims_below": "claims, with those below",
            "figures_below": "figures, with those below",
            "cited_upheld": "cited, upheld",
            "cited_in_question": "cited, in question",
            "cited_not_known": "cited, not known",
            "cited_not_tested": "cited, not tested",
            "named": "source named only",
            "uncited": "fact without source",
            "in_question": "in question, of all",
            "left": "left if only upheld ones count",
        },
        more="audit/barriers",
        more_keys=("barrier", "paper"),
    ),
    Part("Actors", "actors/all", key="actor"),
    Part(
        "Involvements",
        "actors/roles",
        first=("actor", "role", "target", "claim", "says", "locator"),
        headings=_WORDS | {"status": "only as aim or condition"},
    ),
    Part(
        "Barriers by actor",
        "barriers/actors-and-evidence",
        headings=_WORDS | {"tie_reading": "reading of the tie"},
    ),
    Part(
        "Figures",
        "figures/all",
        key="figure",
        first=("written", "value", "unit", "measure", "place", "period"),
        headings=_WORDS | {"written": "as written", "counted": "what is counted"},
        more="audit/figures",
        more_keys=("figure",),
    ),
    Part(
        "Citations",
        "audit/citations",
        key="citation",
        first=("source", "number", "claim", "says", "locator", "standing", "found", "ask"),
        headings=_WORDS | {"number": "no.", "depth": "how much was read", "ask": "to ask"},
    ),
    Part(
        "Sources",
        "sources/summary",
        key="source",
        first=("source", "number"),
        headings={"number": "no.", "alone": "claims that cite nothing else"},
        more="sources/printed",
        more_keys=("source", "paper"),
    ),
    Part(
        "Checks",
        "audit/checks",
        key="check",
        first=("standing", "kind", "claim", "says", "locator", "found", "verdict"),
        headings=_WORDS | {"kind": "what was tested", "depth": "how much was read"},
    ),
    Part(
        "Evidence",
        "audit/evidence",
        first=("check", "verdict", "relation", "evidence_says", "work", "address"),
        headings={"evidence_says": "what the work says", "depth": "how much was read"},
    ),
    Part(
        "Not tested",
        "audit/untested",
        first=("what", "claim", "says", "locator"),
        headings=_WORDS,
    ),
)
"""The sheets behind the first, in their order."""
