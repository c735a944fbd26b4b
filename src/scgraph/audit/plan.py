"""Which questions an audit asks, for whom, and which columns a page shows of each answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from scgraph.answers import FACES, Face


@dataclass(frozen=True, slots=True)
class Part:
    """One question of an audit.

    Args:
        question: its name.
        faces: who wants to see it.
        shows: the columns of a page, and their headings.
        note: how to read it.
        of_paper: whether the answer is about the paper as a whole, so that it is left out of the
            audit of one barrier.
    """

    question: str
    faces: tuple[Face, ...]
    shows: Mapping[str, str]
    note: str = ""
    of_paper: bool = False


_STANDING = {"standing": "standing"}
_PLACE = {"locator": "where"}
_SAYS = {"says": "what the paper claims"}
_FOUND = {"found": "what was found"}
_ASK = {"ask": "to ask"}
_CLAIM = {"claim": "claim"}
_CHECK = {"check": "check"}

PLAN: tuple[Part, ...] = (
    Part(
        "audit/standings",
        FACES,
        _STANDING | {"checks": "checks", "meaning": "meaning"},
        "A check has one target and one verdict. Nothing here says that a statement is false "
        "because a work is silent, or could not be read.",
        of_paper=True,
    ),
    Part(
        "audit/support",
        ("researcher", "co-author"),
        {
            "support": "support",
            "claims": "claims",
            "facts": "of these, facts",
            "meaning": "meaning",
        },
        "Strength is never typed in; it is derived from the checks. A claim is in question if "
        "anything that was tested of it, or of its citation, does not hold as it stands; it is "
        "upheld if its content holds, or if its citation holds and its content is not unknown.",
        of_paper=True,
    ),
    Part(
        "audit/barriers",
        ("researcher",),
        {
            "barrier": "barrier",
            "claims": "claims",
            "cited_upheld": "cited, upheld",
            "cited_in_question": "cited, in question",
            "cited_not_known": "cited, not known",
            "cited_not_tested": "cited, not tested",
            "named": "source named only",
            "uncited": "fact without source",
            "own_argument": "own argument",
            "in_question": "in question, of all",
            "left": "left if only upheld ones count",
        },
        "An author's own argument needs no reference; a statement of fact does.",
    ),
    Part(
        "audit/references",
        ("researcher", "editor"),
        {
            "number": "no.",
            "source": "source",
            "citations": "claims that lean on it",
            "hold": "hold",
            "hold_in_part": "hold in part",
            "do_not_hold": "do not hold",
            "not_known": "not known",
            "not_tested": "not tested",
        },
        "A mark may cover several claims, and each is counted. Whether a claim is true is another "
        "question than whether the cited work carries it.",
        of_paper=True,
    ),
    Part(
        "audit/citations",
        ("editor",),
        _STANDING
        | _PLACE
        | {"number": "no.", "source": "source", "says": "what it must carry"}
        | {"depth": "read", "grade": "grade", "confidence": "confidence"}
        | _FOUND
        | _ASK
        | _CHECK,
        "Sorted by what to look at first. “Read” is how much of the work was seen: what is not in "
        "an abstract may well be in the article.",
    ),
    Part(
        "audit/figures",
        ("researcher", "editor"),
        _STANDING
        | {"written": "figure", "measure": "of what"}
        | _PLACE
        | {"grade": "grade", "confidence": "confidence", "as_of": "as of"}
        | _FOUND
        | _CHECK,
    ),
    Part(
        "audit/comparisons",
        ("researcher", "editor"),
        _STANDING | _PLACE | _SAYS | {"differs_in": "differs in"} | _FOUND | _ASK | _CHECK,
    ),
    Part(
        "figures/unlike-comparisons",
        ("researcher",),
        _PLACE
        | _SAYS
        | {
            "written": "figure",
            "other_written": "beside",
            "differs_in": "differs in",
            "this_value": "the one",
            "that_value": "the other",
        },
        "Derived from what each figure says of itself, without any check.",
    ),
    Part(
        "audit/tensions",
        ("researcher", "editor"),
        _STANDING
        | _PLACE
        | _SAYS
        | {"beside_locator": "beside", "beside_says": "what stands there"}
        | _FOUND
        | _ASK
        | _CHECK,
        "A tension is not a contradiction: both statements may be right.",
    ),
    Part(
        "audit/between-works",
        ("researcher",),
        _PLACE
        | _SAYS
        | {
            "relation": "the other work",
            "other_says": "says",
            "work": "work",
            "address": "address",
            "read_on": "read",
        }
        | _CHECK,
    ),
    Part(
        "audit/conclusions",
        ("researcher", "co-author"),
        _PLACE
        | {"says": "conclusion", "why": "what is in question", "premise_says": "premise"}
        | _STANDING
        | _FOUND
        | _ASK
        | _CHECK,
    ),
    Part(
        "claims/hedged-then-flat",
        ("researcher", "editor"),
        {
            "original_locator": "first said",
            "original_says": "what is said there",
            "original_certainty": "how surely",
            "locator": "said again",
            "says": "what is said there then",
            "certainty": "how surely then",
        },
    ),
    Part(
        "audit/omissions",
        ("researcher", "editor"),
        _STANDING | _PLACE | _SAYS | _FOUND | _ASK | _CHECK,
    ),
    Part(
        "audit/gaps",
        ("co-author",),
        _PLACE
        | _SAYS
        | {
            "evidence": "offered",
            "settled_by": "what would settle it",
            "relation": "a work that was found",
            "work": "work",
            "address": "address",
        }
        | _CLAIM,
        "Works that were found are a place to begin; none of them is the paper's own source.",
    ),
    Part(
        "audit/untested",
        ("researcher", "co-author"),
        {"what": "what"} | _PLACE | _SAYS | {"detail": "detail"} | _CLAIM,
        "What nobody has looked up is neither right nor wrong here.",
    ),
    Part(
        "audit/entry-checks",
        ("editor",),
        {"number": "no."} | _STANDING | _FOUND | _ASK | _CHECK,
        of_paper=True,
    ),
    Part(
        "audit/replies",
        ("editor",),
        {"date": "date", "says": "reply", "status": "status"} | _CHECK,
        of_paper=True,
    ),
    Part(
        "audit/evidence",
        ("researcher", "editor"),
        {
            "check": "check",
            "relation": "relation",
            "evidence_says": "what the work says",
            "work": "work",
            "depth": "read",
            "grade": "grade",
            "address": "address",
            "read_on": "on",
        },
        "From each verdict to the page that it rests on. Grade A is the work itself or an official "
        "page, B the press, C a mirror or a blog.",
    ),
)
"""The parts of an audit, in the order of a page."""
