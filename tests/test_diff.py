"""What changed in meaning is told, once and as what it is; how files are laid out is not told."""

from __future__ import annotations

import re
import shutil
from functools import cache
from pathlib import Path

import pytest

from scgraph.answers.difference import Difference
from scgraph.comparing import Side, difference, read_side

FIXTURE = Path(__file__).parent / "fixtures" / "corpus-compared"
COUNTY = "papers/county-2018"
CLAIMS = f"{COUNTY}/claims.yaml"
THINGS = "reference/things.ttl"
LEDGER = "alignments.sssom.tsv"
Row = tuple[str, str, str, str, str]
"""What, change, aspect, before, after."""


def corpus(folder: Path) -> Path:
    """Copy the corpus; each sentence gets a digest, so that it can be found at another place."""
    root = folder / "corpus"
    shutil.copytree(FIXTURE, root)
    for path in root.glob("papers/*/sentences.yaml"):
        text = re.sub(
            r"\{locator: (\S+), position: (\d)\}",
            lambda found: f"{{locator: {found[1]}, position: {found[2]}, tolerant_1: d{found[2]}}}",
            path.read_text(encoding="utf-8"),
        )
        path.write_text(text, encoding="utf-8")
    return root


@cache
def plain(folder: Path) -> Side:
    """Return the corpus as it is."""
    return read_side(corpus(folder))


def edited(folder: Path, *edits: tuple[str, str, str]) -> Path:
    """Return a copy in which texts of files are replaced; each stands there."""
    root = corpus(folder)
    for name, before, after in edits:
        path = root / name
        text = path.read_text(encoding="utf-8")
        assert before in text, before
        path.write_text(text.replace(before, after), encoding="utf-8")
    return root


def rows(found: Difference) -> list[Row]:
    """Return the changes without their IRIs."""
    return [(one.what, one.change, one.aspect, one.before, one.after) for one in found]


def mirrored(found: Difference) -> list[Row]:
    """Return the rows that the swapped sides must give."""
    other = {"added": "removed", "removed": "added"}
    return sorted((w, other.get(c, c), a, after, before) for w, c, a, before, after in rows(found))


LATE = "Late buses keep people of Harland from travelling by bus."
CITE = (
    "cites:\n      - {source: travel-survey-2017, purpose: evidence, pointing: number, "
    'marker: "[1]", binds: sentence}'
)
INVOLVES = "- {actor: older-riders, role: affected, in: late-buses}"
NIGHT_BUS = """\
  - id: night-bus-helps
    at: 1/p2/s2
    says: Night Bus lets more people travel by bus.
    type: causal
    causes:
      - {cause: night-bus, how: enables, effect: bus-use}

"""
STATUS = "claims: [late-buses-hinder, few-drivers-make-late, bus-share-2017, night-bus-exists"
WORK = """\
bus:fare-count a scg:Source, fabio:Report ;
  skos:prefLabel "Fare count"@en .

"""
EDITS: dict[str, tuple[list[tuple[str, str, str]], list[Row]]] = {
    # Claims.
    "a claim is gone": (
        [(CLAIMS, NIGHT_BUS, ""), (f"{COUNTY}/curation.yaml", "night-bus-helps, ", "")],
        [("claim", "removed", "", "Night Bus lets more people travel by bus.", "")],
    ),
    "a claim is new": (
        [
            (
                CLAIMS,
                NIGHT_BUS,
                NIGHT_BUS
                + NIGHT_BUS.replace("night-bus-helps", "more").replace("lets more", "keeps few"),
            )
        ],
        [("claim", "added", "", "", "Night Bus keeps few people travel by bus.")],
    ),
    "a claim is worded otherwise": (
        [(CLAIMS, LATE, "Late buses deter people of Harland.")],
        [("claim", "reworded", "text", LATE, "Late buses deter people of Harland.")],
    ),
    "a claim has another name": (
        [
            (CLAIMS, "id: few-drivers-make-late", "id: drivers-and-delay"),
            (f"{COUNTY}/curation.yaml", "few-drivers-make-late", "drivers-and-delay"),
        ],
        [("claim", "renamed", "name", "few-drivers-make-late", "drivers-and-delay")],
    ),
    "a claim is less certain": (
        [(CLAIMS, "certainty: probable", "certainty: possible")],
        [("claim", "recoded", "certainty", "Probable", "Possible")],
    ),
    "a claim is denied": (
        [(CLAIMS, "type: figure\n", "type: figure\n    polarity: rejected\n")],
        [("claim", "recoded", "polarity", "Affirmed", "Rejected")],
    ),
    "a claim is of another type": (
        [(CLAIMS, "type: initiative", "type: descriptive")],
        [("claim", "recoded", "claim type", "Initiative", "Descriptive")],
    ),
    "a claim gets a condition": (
        [(CLAIMS, "type: recommendation\n", "type: recommendation\n    condition: if paid\n")],
        [("claim", "reworded", "condition", "", "if paid")],
    ),
    "a claim names another barrier": (
        [(CLAIMS, "barrier: thin-timetables", "barrier: few-drivers")],
        [("claim", "changed", "names barrier", "Thin timetables", "Few drivers")],
    ),
    "a claim is about more": (
        [(CLAIMS, "about: bus-use", "about: [bus-use, few-drivers]")],
        [("claim", "changed", "about", "", "Few drivers")],
    ),
    "a claim restates another": (
        [(CLAIMS, "type: initiative\n", "type: initiative\n    restates: hire-drivers\n")],
        [("claim", "changed", "restates", "", "hire-drivers")],
    ),
    "a claim stands at another sentence": (
        [(CLAIMS, "at: 1/p1/s1", "at: 1/p1/s2")],
        [("claim", "changed", "place", "1/p1/s1", "1/p1/s2")],
    ),
    "a claim stands at one more sentence": (
        [(CLAIMS, "at: 1/p1/s1", "at: [1/p1/s1, 1/p1/s2]")],
        [("claim", "changed", "place", "", "1/p1/s2")],
    ),
    "a sentence stands elsewhere, and its claim with it": (
        [
            (f"{COUNTY}/sentences.yaml", "locator: 1/p2/s3", "locator: 1/p2/s4"),
            (CLAIMS, "at: 1/p2/s3", "at: 1/p2/s4"),
        ],
        [("claim", "moved", "place", "1/p2/s3", "1/p2/s4")],
    ),
    "a status is given": (
        [
            (
                f"{COUNTY}/curation.yaml",
                STATUS,
                STATUS.replace("late-buses-hinder, ", ""),
            ),
            (
                f"{COUNTY}/curation.yaml",
                "statuses:\n",
                "statuses:\n  - status: reviewed\n    pass: pass-checks\n"
                "    claims: late-buses-hinder\n",
            ),
        ],
        [
            ("claim", "recoded", "status", "Draft (first-pass)", "Reviewed (pass-checks)"),
        ],
    ),
    # What claims assert.
    "an involvement is gone": (
        [(CLAIMS, f"    involves:\n      {INVOLVES}\n", "")],
        [("involvement", "removed", "", "Older riders, Affected by, Late buses", "")],
    ),
    "an involvement has another role": (
        [(CLAIMS, INVOLVES, INVOLVES.replace("affected", "faces"))],
        [("involvement", "recoded", "role", "Affected by", "Faces")],
    ),
    "an involvement has another actor": (
        [(CLAIMS, INVOLVES, INVOLVES.replace("older-riders", "county-office"))],
        [("involvement", "changed", "actor", "Older riders", "Transport office of Harland")],
    ),
    "an involvement is read otherwise": (
        [(CLAIMS, INVOLVES, INVOLVES.replace("in: late", "reading: contextual, in: late"))],
        [("involvement", "recoded", "reading", "Literal", "Contextual")],
    ),
    "a causal link is of another kind": (
        [(CLAIMS, "cause: few-drivers, how: causes", "cause: few-drivers, how: exacerbates")],
        [("causal link", "recoded", "causal kind", "Causes", "Exacerbates")],
    ),
    "a causal link is new": (
        [
            (
                CLAIMS,
                "- {cause: few-drivers, how: causes, effect: late-buses}",
                "- {cause: few-drivers, how: causes, effect: late-buses}\n"
                "      - {cause: few-drivers, how: hinders, effect: bus-use}",
            )
        ],
        [("causal link", "added", "", "", "Few drivers – Hinders – Bus use")],
    ),
    "an effect is only intended": (
        [(CLAIMS, "effect: late-buses}", "effect: late-buses, status: intended}")],
        [("causal link", "recoded", "effect status", "Stated", "Intended")],
    ),
    "a figure is another number": (
        [(CLAIMS, 'written: "9.5 %"\n        value: 9.5', 'written: "8.5 %"\n        value: 8.5')],
        [
            ("figure", "changed", "value", "9.5", "8.5"),
            ("figure", "changed", "value as written", "9.5 %", "8.5 %"),
        ],
    ),
    "a figure is of another place": (
        [(CLAIMS, "place: harland\n", "place: harland-county\n")],
        [("figure", "changed", "place", "Harland", "County of Harland")],
    ),
    "a figure has another name": (
        [
            (CLAIMS, "id: share-2017", "id: bus-share"),
            (f"{COUNTY}/checks.yaml", "of: share-2017", "of: bus-share"),
        ],
        [("figure", "renamed", "name", "share-2017", "bus-share")],
    ),
    "a citation binds less": (
        [(CLAIMS, CITE, CITE.replace("sentence}", "clause}"))],
        [("citation", "recoded", "citation scope", "Sentence", "Clause")],
    ),
    "a citation is of another work": (
        [
            (CLAIMS, CITE, CITE.replace("travel-survey-2017", "harland-survey")),
            (f"{COUNTY}/checks.yaml", "cites/travel-survey-2017", "cites/harland-survey"),
        ],
        [("citation", "changed", "cited source", "Travel survey 2017", "Harland survey")],
    ),
    "advice has another aim": (
        [(CLAIMS, "addresses: few-drivers, aims_at", "addresses: thin-timetables, aims_at")],
        [("recommendation", "changed", "addresses", "Few drivers", "Thin timetables")],
    ),
    "advice has another name": (
        [(CLAIMS, "rec-train", "rec-school")],
        [("recommendation", "renamed", "name", "rec-train", "rec-school")],
    ),
    # The paper and its text.
    "the title is another": (
        [(f"{COUNTY}/paper.yaml", "an invented study", "an invented paper")],
        [
            (
                *("paper", "changed", "title"),
                *("Why Harland waits: an invented study", "Why Harland waits: an invented paper"),
            )
        ],
    ),
    "an entry prints another year": (
        [(f"{COUNTY}/paper.yaml", "year: 2017", "year: 2018")],
        [("reference", "changed", "year", "2017", "2018")],
    ),
    "a barrier is placed elsewhere": (
        [
            (
                f"{COUNTY}/paper.yaml",
                "few-drivers, under: service-barriers",
                "few-drivers, under: late-buses",
            )
        ],
        [
            (
                *("place in the hierarchy", "re-placed", "placed under"),
                *("Barriers in the service", "Late buses"),
            )
        ],
    ),
    "a barrier has no place any more": (
        [(f"{COUNTY}/paper.yaml", "  - {barrier: few-drivers, under: service-barriers}\n", "")],
        [("place in the hierarchy", "removed", "", "Few drivers", "")],
    ),
    "a sentence reads otherwise": (
        [(f"{COUNTY}/sentences.yaml", "tolerant_1: d1", "tolerant_1: d9")],
        [("sentence", "changed", "tolerant digest, form 1", "d1", "d9")],
    ),
    "a sentence says nothing": (
        [(f"{COUNTY}/sentences.yaml", "tolerant_1: d6", "tolerant_1: d6, no_claim: structure")],
        [("sentence", "recoded", "reason for no claim", "", "Structure")],
    ),
    "a heading is another": (
        [(f"{COUNTY}/sentences.yaml", "title: Buses", "title: On buses")],
        [("section", "changed", "title", "Buses", "On buses")],
    ),
    # Checks and what they rest on.
    "a verdict is another": (
        [(f"{COUNTY}/checks.yaml", "verdict: upheld", "verdict: unverifiable")],
        [("check", "recoded", "verdict", "Upheld", "Unverifiable")],
    ),
    "a check says otherwise what it found": (
        [(f"{COUNTY}/checks.yaml", "The survey has the same number.", "The number is the same.")],
        [
            (
                *("check", "reworded", "finding"),
                *("The survey has the same number.", "The number is the same."),
            )
        ],
    ),
    "a check has another name": (
        [(f"{COUNTY}/checks.yaml", "id: share-value", "id: number")],
        [("check", "renamed", "name", "check/share-value", "check/number")],
    ),
    "a page was read less deep": (
        [(f"{COUNTY}/consulted.yaml", "depth: full", "depth: page")],
        [("consultation", "recoded", "depth", "Full text", "Web page")],
    ),
    "a check is gone, and its citation": (
        [
            (CLAIMS, f"    {CITE}\n", ""),
            (
                f"{COUNTY}/checks.yaml",
                """
  - id: late-buses-citation
    of: late-buses-hinder/cites/travel-survey-2017--number
    kind: citation-fit
    verdict: not-in-source
    found: The survey does not ask why people do not travel by bus.
    looked_in: travel-survey-page
    depth: full
    grade: a
    confidence: firm
    method: Read the survey.
""",
                "",
            ),
        ],
        [
            ("citation", "removed", "", "Travel survey 2017, Number", ""),
            (
                *("check", "removed", ""),
                *("The survey does not ask why people do not travel by bus.", ""),
            ),
        ],
    ),
    "a pass is of another day": (
        [(f"{COUNTY}/curation.yaml", "date: 2026-02-01", "date: 2026-02-02")],
        [("pass", "changed", "date", "2026-02-01", "2026-02-02")],
    ),
    # Shared things.
    "a barrier is called otherwise": (
        [(THINGS, '"Late buses"@en', '"Buses that are late"@en')],
        [("barrier", "relabelled", "label", "Late buses", "Buses that are late")],
    ),
    "a barrier gets a name in another language": (
        [(THINGS, '"Thin timetables"@en', '"Thin timetables"@en, "少ない便"@ja')],
        [("barrier", "relabelled", "label", "", "少ない便 (ja)")],
    ),
    "a barrier is defined otherwise": (
        [(THINGS, "Few buses a day, and none in the evening.", "Few buses a day.")],
        [
            (
                *("barrier", "reworded", "definition"),
                *("Few buses a day, and none in the evening.", "Few buses a day."),
            )
        ],
    ),
    "an actor has another slug": (
        [
            (THINGS, "bus:older-riders", "bus:riders-over-65"),
            (CLAIMS, "actor: older-riders", "actor: riders-over-65"),
            (LEDGER, "bus:older-riders", "bus:riders-over-65"),
        ],
        [("actor", "renamed", "name", "older-riders", "riders-over-65")],
    ),
    "a work has another DOI": (
        [(THINGS, '"10.5555/harland.2017"', '"10.5555/harland.2018"')],
        [("source", "changed", "DOI", "10.5555/harland.2017", "10.5555/harland.2018")],
    ),
    "a barrier is an enabler": (
        [(THINGS, "bus:sparse-network a scg:Barrier", "bus:sparse-network a scg:Enabler")],
        [("barrier", "changed", "kind", "Barrier", "Enabler")],
    ),
    "a work is new": (
        [(THINGS, "bus:driver-count-2022 a", WORK + "bus:driver-count-2022 a")],
        [("source", "added", "", "", "Fare count")],
    ),
    # The corpus.
    "two sentences change places": (
        [
            (f"{COUNTY}/sentences.yaml", "locator: 1/p1/s1", "locator: 1/p1/s9"),
            (f"{COUNTY}/sentences.yaml", "locator: 1/p1/s2", "locator: 1/p1/s1"),
            (f"{COUNTY}/sentences.yaml", "locator: 1/p1/s9", "locator: 1/p1/s2"),
            (CLAIMS, "at: 1/p1/s1", "at: 1/p1/s9"),
            (CLAIMS, "at: 1/p1/s2", "at: 1/p1/s1"),
            (CLAIMS, "at: 1/p1/s9", "at: 1/p1/s2"),
        ],
        [
            ("claim", "moved", "place", "1/p1/s2", "1/p1/s1"),
            ("claim", "moved", "place", "1/p1/s1", "1/p1/s2"),
        ],
    ),
    "a section has another number": (
        [
            (f"{COUNTY}/sentences.yaml", "locator: 1/p", "locator: 3/p"),
            (f"{COUNTY}/sentences.yaml", 'locator: "1"', 'locator: "3"'),
            (CLAIMS, "at: 1/p", "at: 3/p"),
            (f"{COUNTY}/curation.yaml", 'covers: "1"', 'covers: "3"'),
        ],
        [
            *(
                ("claim", "moved", "place", f"1/{place}", f"3/{place}")
                for place in ("p1/s3", "p1/s2", "p2/s3", "p1/s1", "p2/s1", "p2/s2")
            ),
            ("section", "moved", "name", "1", "3"),
        ],
    ),
    "a proposal is decided": (
        [(LEDGER, "Ada Stop\t\t2026-03-02\t0.6", "Ada Stop\tBen Seat\t2026-03-02\t0.6")],
        [("alignment", "changed", "reviewer_label", "", "Ben Seat")],
    ),
    "a match is a wider one": (
        [
            (
                LEDGER,
                "bus:unreliable-buses\tUnreliable buses\tskos:closeMatch",
                "bus:unreliable-buses\tUnreliable buses\tskos:broadMatch",
            )
        ],
        [("alignment", "changed", "relation", "skos:closeMatch", "skos:broadMatch")],
    ),
    "the base is another": (
        [
            ("corpus.yaml", "https://example.org/buses/", "https://example.org/coaches/"),
            (THINGS, "https://example.org/buses/", "https://example.org/coaches/"),
            (LEDGER, "https://example.org/buses/", "https://example.org/coaches/"),
        ],
        [
            (
                *("corpus", "changed", "base"),
                *("https://example.org/buses/", "https://example.org/coaches/"),
            )
        ],
    ),
}


@pytest.mark.parametrize("name", EDITS)
def test_an_edit_is_told_as_what_it_is(name: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Each edit is told by itself and nothing else, and backwards when the sides are swapped."""
    edits, expected = EDITS[name]
    old = plain(tmp_path_factory.getbasetemp())
    new = read_side(edited(tmp_path_factory.mktemp("edited"), *edits))
    found = difference(old, new)
    assert rows(found) == expected
    assert sorted(rows(difference(new, old))) == mirrored(found)


def test_there_are_many_edits() -> None:
    """The collection that the test above walks is not small."""
    assert len(EDITS) > 50


@pytest.mark.parametrize("path", [None, "data/papers/an-2025", "tests/fixtures/corpus-compared"])
def test_a_state_is_the_same_as_itself(path: str | None) -> None:
    """What says the same has no difference, a whole corpus as well as one paper."""
    side = read_side(path and Path(__file__).resolve().parents[1] / path)
    assert len(side.statements) > 50
    assert difference(side, side).same
