"""Rules on single claims: their words, their numbers, their hedges."""

from __future__ import annotations

from collections.abc import Iterator

from scgraph.linting.draft import Claim, Draft, mappings, scalar_at, scalars, texts_at
from scgraph.linting.rule import CLAIM, Example, Hit, Rule, Rules
from scgraph.linting.wording import (
    RUN,
    hedge,
    leans_on_what_came_before,
    numbers,
    runs,
    tokens,
)
from scgraph.reading import Scalar

RULES = Rules()
NOT_OUR_WORDS = frozenset({"references", "sections", "marker", "written", "cue", "address", "url"})
"""What stands behind these keys is a name, an address, or meant to be the text's own words."""

_TEXT = "One day the last bus of the evening may leave the old harbour without any passenger."

RULES.add(
    Rule(
        "claim/stub",
        "Warning",
        "A claim is begun and not complete",
        "A stub counts for nothing: what it should say is missing from every answer.",
        "Fill it in and delete the line “stub: true”; or, if there is nothing to say, delete it.",
        Example(
            "claims:\n  - id: late-buses\n    stub: true\n    at: 1/p1/s1\n    says:\n    type:\n",
            CLAIM.format("Buses run late."),
        ),
    )
)


@RULES.checks(
    "claim/echoes-text",
    "Violation",
    f"{RUN} words in a row are the paper's own",
    why="A corpus holds no sentence of anybody's paper: it could not be given away otherwise.",
    do="Say it in words of your own; it is found wherever a copy of the paper lies in texts/.",
    example=Example(
        CLAIM.format("The last bus of the evening may leave the old harbour empty."),
        CLAIM.format("Late buses may leave the harbour empty."),
        beside={"texts/bus-2020.txt": _TEXT},
    ),
)
def echoes(draft: Draft) -> Iterator[Hit]:
    """Find runs of the paper's words in whatever is written of it."""
    if not draft.runs:
        return
    for file in draft.files:
        if file.tree is None:
            continue
        left_out = NOT_OUR_WORDS | ({"title"} if file.name == "paper" else frozenset())
        for scalar in scalars(file.tree, left_out):
            if len(scalar.text) > RUN * 2 and any(run in draft.runs for run in runs(scalar.text)):
                yield file.hit(scalar, f"{RUN} words in a row, or more, are the paper's own")


@RULES.checks(
    "claim/lost-hedge",
    "Warning",
    "The text is not sure, and no claim of its sentence says so",
    why="A possibility that is told as a fact makes the paper say more than it does.",
    do="Set certainty to probable or possible, or keep the hedge in the words of the claim; if the "
    "hedge belongs to something that is no claim, allow it with that reason.",
    example=Example(
        CLAIM.format("Late buses leave empty.").replace(
            "    type", "    certainty: asserted\n    type"
        ),
        CLAIM.format("Late buses leave empty.").replace(
            "    type", "    certainty: possible\n    type"
        ),
        beside={"texts/bus-2020.txt": _TEXT},
    ),
)
def lost_hedges(draft: Draft) -> Iterator[Hit]:
    """Find sentences with a hedge at which all claims are sure."""
    for locator, claims in draft.claims_by_place.items():
        word = hedge(draft.sentences.get(locator, ""))
        if word and all(map(_is_sure, claims)):
            claim = claims[0]
            said = claim.says or claim.node
            yield claim.file.hit(said, f"the text of {locator} says {word!r}, and no claim there")


def _is_sure(claim: Claim) -> bool:
    says = claim.says.text if claim.says else ""
    sure = claim.value("certainty") in (None, "asserted")
    tentative = any(
        text_of in ("intended", "expected", "conditional")
        for key in ("causes", "involves")
        for link in mappings(claim.node, key)
        for text_of in texts_at(link, "status")
    )
    return sure and not tentative and hedge(says) is None


@RULES.checks(
    "claim/number-not-in-text",
    "Violation",
    "A number of a claim is in none of its sentences",
    why="A digit that slipped is the error that readers find last and forgive least.",
    do="Look the number up; if it stands in another sentence, name that sentence at `at` as well.",
    example=Example(
        CLAIM.format("Buses carry 53 people a day."),
        CLAIM.format("Buses carry 35 people a day."),
        beside={"texts/bus-2020.txt": "In 2019 no less than 35 people went by bus."},
    ),
)
def numbers_not_in_text(draft: Draft) -> Iterator[Hit]:
    """Find numbers that the sentences of a claim do not have."""
    for claim in draft.claims:
        known = [draft.sentences.get(locator) for locator in claim.at]
        if claim.says is None or not known or None in known:
            continue
        there = {number for text in known for number in numbers(text or "")}
        missing = [number for number in numbers(claim.says.text) if number not in there]
        if missing:
            yield claim.file.hit(
                claim.says, f"{', '.join(missing)} stands in no sentence of this claim"
            )


@RULES.checks(
    "claim/number-without-figure",
    "Warning",
    "A number stands in the words of a claim, and no figure carries it",
    why="A number in prose cannot be asked for, compared or checked.",
    do="Add it under figures with what is measured, of whom, where and when; if it is part of a "
    "name, put the thing that bears the name into the claim.",
    example=Example(
        CLAIM.format("Of all journeys 35 % are made by bus."),
        CLAIM.format("Of all journeys 35 % are made by bus.")
        + "    figures:\n      - {id: bus-share, written: 35%, value: 35, unit: percent}\n",
    ),
)
def numbers_without_figure(draft: Draft) -> Iterator[Hit]:
    """Find numbers that stand in no other value of a claim, nor in those beside it."""
    for claim in draft.claims:
        if claim.says is None or not (told := numbers(claim.says.text)):
            continue
        known = set(_numbers_carried(claim, draft))
        missing = [number for number in told if number not in known and number.lstrip("0")]
        if missing:
            yield claim.file.hit(claim.says, f"no figure carries {', '.join(missing)}")


def _numbers_carried(claim: Claim, draft: Draft) -> Iterator[str]:
    beside = (other for place in claim.at for other in draft.claims_by_place[place])
    for other in (claim, *beside):
        for scalar in scalars(other.node, frozenset({"says", "at"})):
            yield from numbers(scalar.text)
            thing = draft.things.by_slug.get(scalar.text)
            for name, _ in thing.names() if thing else ():
                yield from numbers(name)
    # A number in a name, such as Society 5.0, is no figure wherever the name stands.
    says = claim.says.text if claim.says else ""
    for name, in_name in draft.numbered_names.items():
        if name in says:
            yield from in_name


@RULES.checks(
    "claim/starts-elsewhere",
    "Warning",
    "A claim begins with a word that says nothing without the claim before it",
    why="Each claim is read alone: in a table, on a card, in an answer. “It” names nothing there.",
    do="Put the name of what is meant in its place.",
    example=Example(CLAIM.format("They run late."), CLAIM.format("Buses run late.")),
)
def leaning_claims(draft: Draft) -> Iterator[Hit]:
    """Find claims that are not self-contained, by their first words."""
    for claim in draft.everything_said:
        word = leans_on_what_came_before(claim.says.text) if claim.says else None
        if claim.says and word:
            yield claim.file.hit(claim.says, f"{word!r} stands for something said elsewhere")


@RULES.checks(
    "claim/same-words",
    "Violation",
    "Two claims of one sentence say the same",
    why="One statement that counts twice makes its barrier weigh double.",
    do="Delete one; what only the other asserts goes to the one that stays.",
    example=Example(
        CLAIM.format("Buses run late.")
        + "  - id: buses-late\n    at: 1/p1/s1\n    says: Buses run late!\n    type: descriptive\n",
        CLAIM.format("Buses run late."),
    ),
)
def same_words(draft: Draft) -> Iterator[Hit]:
    """Find claims of one place with the same words."""
    seen: dict[tuple[str, tuple[str, ...]], Claim] = {}
    told: set[Scalar] = set()
    for claim in draft.claims:
        words = tuple(tokens(claim.says.text)) if claim.says else ()
        for locator in claim.at if words else ():
            first = seen.setdefault((locator, words), claim)
            if first is not claim and claim.says and claim.says not in told:
                told.add(claim.says)
                yield claim.file.hit(claim.says, f"says what {first.id} says at {locator}")


@RULES.checks(
    "claim/untrimmed",
    "Info",
    "The words of a claim begin or end with a space",
    why="Nobody sees it, and two files that mean the same differ.",
    do="Take the space away.",
    example=Example(CLAIM.format('" Buses run late."'), CLAIM.format('"Buses run late."')),
    is_fixed=True,
)
def untrimmed(draft: Draft) -> Iterator[Hit]:
    """Find spaces around the words of claims."""
    for claim in draft.everything_said:
        says = scalar_at(claim.node, "says")
        if says and says.text.strip() and says.text != says.text.strip():
            yield claim.file.hit(says, "a space stands before or behind the words")
