"""Rules on how a file is written: order, spaces, names. All of them can be mended by a machine."""

from __future__ import annotations

from collections.abc import Iterator

from scgraph.linting.draft import Draft, scalars_at, text_at
from scgraph.linting.ordering import misplaced
from scgraph.linting.rule import Example, Hit, Rule, Rules

RULES = Rules()
_CLAIMS = """\
claims:
  - id: late-buses
    at: 1/p1/s1
    says: Buses run late.{}
    type: descriptive
"""
_TWO = _CLAIMS.format("") + _CLAIMS.format("").replace("claims:\n", "").replace(
    "late-buses", "empty-buses"
).replace("p1/s1", "p1/s2").replace("late.", "empty.")
_PASSES = """\
passes:
  - {id: pass-first, kind: first-annotation, by: annotator, date: 2026-01-05, covers: "1"}
statuses:
  - status: draft
    pass: pass-first
    claims: """

RULES.add(
    Rule(
        "id/form",
        "Violation",
        "A name is not written as names are",
        "A name becomes part of a web address that does not change; capitals, spaces and "
        "underscores in it are forgotten or mistyped by whoever refers to it.",
        "Use small letters, digits and hyphens. With --fix the name and all that refers to it in "
        "the paper are written so.",
        Example(_CLAIMS.format("").replace("late-buses", "Late_Buses"), _CLAIMS.format("")),
        is_fixed=True,
    )
)


@RULES.checks(
    "file/key-order",
    "Info",
    "Keys are not in the usual order",
    why="Who reads a hundred claims looks for a key where it always stands.",
    do="Write name, place, words and type first, then single values, then what the claim asserts.",
    example=Example(
        "claims:\n  - type: descriptive\n    id: late-buses\n    at: 1/p1/s1\n"
        "    says: Buses run late.\n",
        _CLAIMS.format(""),
    ),
    is_fixed=True,
)
def key_order(draft: Draft) -> Iterator[Hit]:
    """Find mappings whose keys are not in order."""
    for file in draft.files:
        for found in misplaced(file.tree) if file.tree is not None else ():
            yield file.hit(found.key, f"{found.key.text!r} stands behind {found.before!r}")


@RULES.checks(
    "file/trailing-space",
    "Info",
    "A line ends with a space",
    why="It shows as a change where nothing has changed.",
    do="Take it away.",
    example=Example(_CLAIMS.format(" "), _CLAIMS.format("")),
    is_fixed=True,
)
def trailing_spaces(draft: Draft) -> Iterator[Hit]:
    """Find lines that end with a space."""
    for file in draft.files:
        for number, line in enumerate(file.lines, 1):
            if line != line.rstrip(" "):
                column = len(line.rstrip(" ")) + 1
                yield Hit(file.path, number, column, "a space stands at the end of the line")


@RULES.checks(
    "curation/claims-order",
    "Info",
    "The claims of a status do not stand in the order of the paper",
    why="In one order, a claim is found by eye and two people's changes can be put together.",
    do="Put them in the order in which the sentences stand in the paper.",
    example=Example(
        f"{_PASSES}[empty-buses, late-buses]\n",
        f"{_PASSES}[late-buses, empty-buses]\n",
        file="curation.yaml",
        beside={"claims.yaml": _TWO},
    ),
    is_fixed=True,
)
def claims_order(draft: Draft) -> Iterator[Hit]:
    """Find lists of claims of a status that are not in the order of the paper."""
    for file, assignment in draft.nodes("statuses"):
        claims = list(scalars_at(assignment, "claims"))
        ranks = [draft.rank(claim.text) for claim in claims]
        for before, after, claim in zip(ranks, ranks[1:], claims[1:], strict=False):
            if after < before:
                status = text_at(assignment, "status")
                yield file.hit(claim, f"{claim.text!r} stands too late among the {status} claims")
                break
