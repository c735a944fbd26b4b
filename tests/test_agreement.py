"""Annotations set side by side: what is matched, what differs, and how alpha is reckoned."""

from __future__ import annotations

import json
import random
from collections.abc import Sequence
from itertools import permutations
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

import scgraph
from scgraph import files
from scgraph.agreement import as_html, as_json, as_markdown
from scgraph.agreement.alpha import agreed, alpha, interval, masi, nominal, ordinal
from scgraph.agreement.pairing import LARGEST, paired
from scgraph.anchors import Anchor
from scgraph.cli import main
from scgraph.corpus import read_corpus

FOUR_OBSERVERS = [
    [1, 1, 1],
    [2, 2, 3, 2],
    [3, 3, 3, 3],
    [3, 3, 3, 3],
    [2, 2, 2, 2],
    [1, 2, 3, 4],
    [4, 4, 4, 4],
    [1, 1, 2, 1],
    [2, 2, 2, 2],
    [5, 5, 5],
    [1, 1],
    [3],
]
"""Krippendorff's example of twelve units, four observers and missing values, unit by unit."""

TWO_OBSERVERS = list(
    zip([0, 1, 0, 0, 0, 0, 0, 0, 1, 0], [1, 1, 1, 0, 0, 1, 0, 0, 0, 0], strict=True)
)
"""His example of ten units and two observers who see one of two things."""

codings = st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("abc")), min_size=1)


def by_hand(units: Sequence[Sequence[int]]) -> float:
    """Return nominal alpha from a matrix of coincidences, written out as the book has it."""
    kept = [unit for unit in units if len(unit) > 1]
    values = sorted({value for unit in kept for value in unit})
    matrix = {
        (c, k): sum(
            sum(a == c and b == k for a, b in permutations(unit, 2)) / (len(unit) - 1)
            for unit in kept
        )
        for c in values
        for k in values
    }
    margins = {c: sum(matrix[c, k] for k in values) for c in values}
    n = sum(margins.values())
    same = sum(matrix[c, c] for c in values)
    chance = sum(margins[c] * (margins[c] - 1) for c in values)
    return ((n - 1) * same - chance) / (n * (n - 1) - chance)


def test_the_published_example_of_four_observers() -> None:
    """Alpha is what the book prints for nominal, ordinal and interval data."""
    assert alpha(FOUR_OBSERVERS) == pytest.approx(0.743, abs=5e-4)
    assert alpha(FOUR_OBSERVERS, ordinal(FOUR_OBSERVERS)) == pytest.approx(0.815, abs=5e-4)
    assert alpha(FOUR_OBSERVERS, interval) == pytest.approx(0.849, abs=5e-4)


def test_the_published_example_of_two_observers() -> None:
    """Alpha is what the book prints for binary data of two observers."""
    assert alpha(TWO_OBSERVERS) == pytest.approx(0.095, abs=5e-4)


@pytest.mark.parametrize("units", [FOUR_OBSERVERS, TWO_OBSERVERS])
def test_alpha_is_that_of_the_matrix_of_coincidences(units: Sequence[Sequence[int]]) -> None:
    """The sums over pairs are the matrix written out."""
    assert alpha(units) == pytest.approx(by_hand(units))


@given(codings)
def test_alpha_is_one_where_all_agree(units: list[tuple[str, str]]) -> None:
    """Who gives the same codes everywhere agrees fully, if there is more than one code."""
    same = [(one, one) for one, _ in units]
    assert alpha(same) == (1 if len(set(same)) > 1 else None)


@given(codings)
def test_alpha_does_not_care_who_comes_first(units: list[tuple[str, str]]) -> None:
    """Annotators are interchangeable."""
    assert alpha(units) == pytest.approx(alpha([unit[::-1] for unit in units]))


@given(codings)
def test_alpha_does_not_care_what_codes_are_called(units: list[tuple[str, str]]) -> None:
    """Codes are interchangeable."""
    other = {"a": "c", "b": "a", "c": "b"}
    assert alpha(units) == pytest.approx(alpha([(other[a], other[b]) for a, b in units]))


def test_alpha_is_about_zero_for_codes_that_were_shuffled() -> None:
    """Codes given without looking agree as chance has it."""
    draw = random.Random(7)
    units = [(draw.choice("aabc"), draw.choice("aabc")) for _ in range(20_000)]
    found = alpha(units)
    assert found is not None
    assert abs(found) < 0.02
    assert agreed(units) == pytest.approx(0.375, abs=0.02)


def test_what_one_alone_gave_plays_no_part() -> None:
    """A unit that only one observer coded can neither agree nor disagree."""
    assert alpha([*TWO_OBSERVERS, (5,), ()]) == alpha(TWO_OBSERVERS)
    assert alpha([]) is None
    assert agreed([("a",)]) is None


@given(st.frozensets(st.sampled_from("abcd")), st.frozensets(st.sampled_from("abcd")))
def test_masi_is_a_distance(one: frozenset[str], other: frozenset[str]) -> None:
    """Sets are at 0 from themselves alone, and at most 1 from each other, either way."""
    assert masi(one, other) == masi(other, one)
    assert (masi(one, other) == 0) == (one == other)
    assert masi(one, other) <= 1 == masi(frozenset("a"), frozenset("b"))
    assert nominal(one, one) == 0


@given(
    st.dictionaries(
        st.tuples(st.integers(0, 3), st.integers(0, 3)), st.floats(0.01, 1), max_size=16
    )
)
def test_pairs_are_the_best_there_are(candidates: dict[tuple[int, int], float]) -> None:
    """No other choice of pairs is more alike in all, and none is used twice."""
    pairs = paired(candidates)
    assert len(set(pairs.values())) == len(pairs)
    ways = (
        sum(candidates.get((one, other), 0) for one, other in enumerate(order))
        for order in permutations(range(4))
    )
    total = sum(candidates[pair] for pair in pairs.items())
    assert total == pytest.approx(max(ways), abs=1e-4)


def test_many_candidates_are_paired_soon() -> None:
    """A sentence of a hundred claims is paired, best first."""
    draw = random.Random(3)
    candidates = {(one, other): draw.random() for one in range(100) for other in range(100)}
    assert len(candidates) > LARGEST
    assert len(set(paired(candidates).values())) == 100


# A corpus of one paper, annotated twice.

TEXT = ["Roads are unsafe because lanes are missing.", "The county leads a plan.", "Why is that?"]
SENTENCES = [Anchor.of(f"1/p1/s{number}", text) for number, text in enumerate(TEXT, 1)]
DEFAULTS = """\
defaults: {certainty: asserted, polarity: affirmed, voice: own-synthesis, scope: generic, \
reading: literal, status: stated}
"""
ANN = """\
claims:
  - id: lanes-missing-roads-unsafe
    at: 1/p1/s1
    says: Missing lanes make roads unsafe.
    type: causal
    barrier: missing-lanes
    causes:
      - {cause: missing-lanes, how: causes, effect: unsafe-roads}
  - id: county-leads
    at: 1/p1/s2
    says: The county leads a plan for lanes.
    type: role
    restates: lanes-missing-roads-unsafe
    involves:
      - {actor: county, role: leads, in: lane-plan}
  - id: plan-exists
    at: 1/p1/s2
    says: There is a plan.
    type: initiative
    initiative: lane-plan
"""
BEN = """\
claims:
  - id: county-promotes-plan
    at: 1/p1/s2
    says: A plan for lanes is led by the county.
    type: role
    restates: roads-are-unsafe
    involves:
      - {actor: county, role: promotes, in: lane-plan}
  - id: roads-are-unsafe
    at: 1/p1/s1
    says: Roads are unsafe since lanes are missing.
    type: causal
    certainty: probable
    barrier: [missing-lanes, unsafe-roads]
    causes:
      - {cause: missing-lanes, how: influences, effect: unsafe-roads}
      - {cause: unsafe-roads, how: hinders, effect: cycling}
"""


def sentence_file(anchors: Sequence[Anchor], no_claim: Sequence[str] = ()) -> str:
    """Return a sentence file of one paragraph."""
    lines = ['sections:\n  - locator: "1"\n    position: 1\n    paragraphs:\n']
    lines.append("      - locator: 1/p1\n        position: 1\n        sentences:\n")
    for number, anchor in enumerate(anchors, 1):
        digest = f'            tolerant_1: "{anchor.tolerant}"\n' if anchor.tolerant else ""
        reason = "            no_claim: question\n" if anchor.locator in no_claim else ""
        lines.append(f"          - locator: {anchor.locator}\n            position: {number}\n")
        lines.append(digest + reason)
    return "".join(lines)


def annotate(
    folder: Path, claims: str, sentences: str, base: str = "https://example.org/roads/"
) -> Path:
    """Write a corpus of one annotated paper; return its folder."""
    paper = folder / "papers" / "roads-2020"
    paper.mkdir(parents=True)
    (folder / "corpus.yaml").write_text(f"base: {base}\nlanguage: en\n", encoding="utf-8")
    (paper / "paper.yaml").write_text("title: Roads\n", encoding="utf-8")
    (paper / "sentences.yaml").write_text(sentences, encoding="utf-8")
    (paper / "claims.yaml").write_text(DEFAULTS + claims, encoding="utf-8")
    return folder


@pytest.fixture
def ann(tmp_path: Path) -> Path:
    """Return the first annotation."""
    return annotate(tmp_path / "ann", ANN, sentence_file(SENTENCES, ["1/p1/s3"]))


@pytest.fixture
def ben(tmp_path: Path) -> Path:
    """Return the second annotation, in a corpus of another base."""
    sentences = sentence_file(SENTENCES, ["1/p1/s3"])
    return annotate(tmp_path / "ben", BEN, sentences, "https://example.org/others/")


def test_claims_are_matched_by_place_thing_and_word(ann: Path, ben: Path) -> None:
    """Neither the order of a file nor the name of a claim or of a base plays a part."""
    made = scgraph.agree(ann, ben)
    assert made.annotators == ("ann", "ben")
    assert (made.matched, made.unmatched, made.differing) == (2, 1, 2)
    assert made["agreement/seen-by-some"].column("claim") == ("plan-exists",)
    assert made["agreement/seen-by-some"].column("seen_by") == ("ann",)
    assert made.unmatched_share == pytest.approx(1 / 3)


def test_every_difference_is_told_with_both_places(ann: Path, ben: Path) -> None:
    """Codes, sets of things, and nodes that one lacks differ; a claim's own name does not."""
    table = scgraph.agree(ann, ben)["agreement/differences"]
    found = {(row.claim, row.key, row.ann, row.ben) for row in table}
    assert found == {
        ("lanes-missing-roads-unsafe", "certainty", "asserted", "probable"),
        ("lanes-missing-roads-unsafe", "barrier", "missing-lanes", "missing-lanes, unsafe-roads"),
        ("lanes-missing-roads-unsafe", "causes.how", "causes", "influences"),
        ("lanes-missing-roads-unsafe", "causes", "–", "unsafe-roads hinders cycling"),
        ("county-leads", "involves.role", "leads", "promotes"),
    }
    places = {row.place_ben for row in table}
    assert {str(place).rpartition("ben/")[2] for place in places} == {
        "papers/roads-2020/claims.yaml:3:5",
        "papers/roads-2020/claims.yaml:10:5",
    }


def test_codes_are_counted_by_list(ann: Path, ben: Path) -> None:
    """What was taken for what is counted, and alpha is that of the codes given."""
    made = scgraph.agree(ann, ben)
    assert set(made["agreement/confusions"].rows) == {
        ("causal-kind", "causes", "influences", 1, "1/p1/s1"),
        ("certainty", "asserted", "probable", 1, "1/p1/s1"),
        ("role", "leads", "promotes", 1, "1/p1/s2"),
    }
    assert made.alpha("claim-type") == 1
    assert made.alpha("polarity") is None
    assert made.alpha("certainty") == alpha([("asserted", "probable"), ("asserted", "asserted")])
    with pytest.raises(KeyError):
        made.alpha("verdict")


def test_sets_are_compared_by_sentence(ann: Path, ben: Path) -> None:
    """A sentence without a claim is one where both name nothing."""
    rows = {
        row.what: (row.compared, row.alpha) for row in scgraph.agree(ann, ben)["agreement/sets"]
    }
    one, both, none = frozenset({"l"}), frozenset({"l", "r"}), frozenset[str]()
    expected = alpha([(one, both), (none, none), (none, none)], masi)
    assert expected is not None
    assert rows["barriers named"] == (3, round(expected, 3))
    assert rows["has a claim, or none"] == (3, 1.0)


def test_swapping_annotations_swaps_columns_alone(ann: Path, ben: Path) -> None:
    """Who is named first decides what claims are called, and nothing that is measured."""
    one, other = scgraph.agree(ann, ben), scgraph.agree(ben, ann)
    assert one.counts == other.counts
    assert one["agreement/lists"].rows == other["agreement/lists"].rows
    swapped = {(row.list, row.ann, row.ben) for row in other["agreement/confusions"]}
    assert {(row.list, row.ann, row.ben) for row in one["agreement/confusions"]} == swapped


def test_sentences_of_another_anchor_file_are_found_by_digest(ann: Path, tmp_path: Path) -> None:
    """An annotation on other locators matches, since the letters of its sentences do."""
    moved = [
        Anchor.of(f"2/p9/s{number}", text) for number, text in enumerate(["New.", *TEXT], start=4)
    ]
    claims = BEN.replace("1/p1/s2", "2/p9/s6").replace("1/p1/s1", "2/p9/s5")
    other = annotate(tmp_path / "cat", claims, sentence_file(moved, ["2/p9/s7"]))
    made = scgraph.agree(ann, other)
    assert made.matched == 2
    assert not [row for row in made["agreement/differences"] if row.key == "at"]
    assert made["agreement/units"].rows[2] == ("in cat alone", 1, 0)


def test_one_locator_with_two_digests_is_two_sentences(ann: Path, tmp_path: Path) -> None:
    """A place in the text is never guessed."""
    others = [
        Anchor.of(one.locator, f"Not {text}") for one, text in zip(SENTENCES, TEXT, strict=True)
    ]
    made = scgraph.agree(ann, annotate(tmp_path / "cat", BEN, sentence_file(others)))
    assert (made.matched, made.unmatched) == (0, 5)


def test_locators_serve_where_there_is_no_digest(ann: Path, tmp_path: Path) -> None:
    """An annotation without digests is matched by its locators, and the page says so."""
    bare = [Anchor(one.locator, "", "", "", 0, 0) for one in SENTENCES]
    made = scgraph.agree(ann, annotate(tmp_path / "cat", BEN, sentence_file(bare)))
    assert made.matched == 2
    assert made["agreement/units"].rows[-1] == ("matched by locator, for want of digests", 3, None)


def test_no_claim_against_claim_is_listed(ann: Path, tmp_path: Path) -> None:
    """Where one says that there is nothing to say, and another says something, both are told."""
    claims = BEN.split("  - id: roads")[0].replace("    restates: roads-are-unsafe\n", "")
    other = annotate(tmp_path / "cat", claims, sentence_file(SENTENCES, ["1/p1/s1"]))
    made = scgraph.agree(ann, other)
    rows = made["agreement/no-claim"].rows
    assert rows == (("1/p1/s1", "has claims", "question"),)


def test_three_annotations_are_compared_pair_by_pair(ann: Path, ben: Path, tmp_path: Path) -> None:
    """A third annotator is compared with both; a claim that two have is one that some lack."""
    cat = annotate(tmp_path / "cat", ANN, sentence_file(SENTENCES, ["1/p1/s3"]))
    made = scgraph.agree(ann, ben, cat)
    assert (made.matched, made.unmatched) == (3, 1)
    assert made.alpha("role") == alpha([("leads", "promotes", "leads")])
    assert ("role", "leads", "promotes", 1, "1/p1/s2") in made["agreement/confusions"].rows
    assert made["agreement/seen-by-some"].column("seen_by") == ("ann, cat",)


def test_an_annotation_agrees_fully_with_itself() -> None:
    """Every claim of the shipped paper is matched with itself, and nothing differs."""
    made = scgraph.agree(files.data(), files.data())
    assert (made.matched, made.unmatched, made.differing) == (220, 0, 0)
    assert {row.alpha for row in made["agreement/lists"]} <= {1.0, None}


def test_pages_say_what_was_compared(ann: Path, ben: Path) -> None:
    """Markdown, HTML and JSON have every section; a name in a path is text in each."""
    made = scgraph.agree(ann, ben)
    for section in made.sections:
        assert section.title in as_markdown(made)
        assert section.title in as_html(made)
    loaded = json.loads(as_json(made))
    assert loaded["unmatched_share"] == 0.3333
    assert len(loaded["sections"]) == len(made.sections)
    assert "agree" in made._repr_html_()


def test_the_command_writes_a_page_and_counts_on_stderr(ann: Path, ben: Path) -> None:
    """A terminal shows every section; the counts are a remark."""
    ran = CliRunner().invoke(main, ["agree", str(ann), str(ben)])
    assert ran.exit_code == 0
    assert "Which codes were taken for which" in ran.stdout
    assert "2 claims matched, 1 seen by some alone (33.3 %), 2 coded differently" in ran.stderr


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["agree", "{ann}"], "at least two"),
        (["agree", "{ann}", "{ann}/none"], "there is nothing here"),
        (["agree", "{ann}", "{ann}", "--paper", "road-2020"], "did you mean roads-2020"),
        (["agree", "{ann}", "{ann}/papers"], "is no corpus"),
    ],
)
def test_what_cannot_be_compared_is_told(arguments: list[str], told: str, ann: Path) -> None:
    """A wrong path or name is one sentence, and no traceback."""
    ran = CliRunner().invoke(main, [part.format(ann=ann) for part in arguments])
    assert ran.exit_code == 2
    assert told in ran.stderr
    assert isinstance(ran.exception, SystemExit)


# What the other reads otherwise, kept beside the claims.

PASSES = """\
passes:
  - id: pass-ben
    kind: blind-annotation
    by: blind-annotator
    who: Ben
    date: 2026-01-31
    covers: "1"
"""


@pytest.fixture
def curated(ann: Path) -> Path:
    """Return the folder of the first paper, with the pass in which the second was made."""
    paper = ann / "papers" / "roads-2020"
    (paper / "curation.yaml").write_text(PASSES, encoding="utf-8")
    return paper


def keep(curated: Path, ben: Path, *more: str) -> Result:
    """Run the command that keeps other readings."""
    file = ["--alternatives", "alternatives-ben.yaml"]
    return CliRunner().invoke(main, ["agree", str(curated), str(ben), *file, *more])


def test_other_readings_are_kept_beside_the_claims(curated: Path, ben: Path) -> None:
    """Each differing claim of the other is an entry that names the claim it reads otherwise."""
    before = (curated / "claims.yaml").read_bytes()
    ran = keep(curated, ben, "--pass", "pass-ben")
    assert ran.exit_code == 0
    assert "2 other readings written to" in ran.stderr
    assert (curated / "claims.yaml").read_bytes() == before
    quads = read_corpus(curated.parents[1]).quads
    of = {
        (quad.subject.value.rpartition("/")[2], quad.object.value.rpartition("/")[2])
        for quad in quads
        if quad.predicate.value.endswith("alternativeTo")
    }
    assert of == {
        ("county-promotes-plan", "county-leads"),
        ("roads-are-unsafe", "lanes-missing-roads-unsafe"),
    }


def test_what_a_reading_refers_to_has_the_names_of_the_first(curated: Path, ben: Path) -> None:
    """The other's restatement of its own claim becomes one of the claim that was matched."""
    keep(curated, ben, "--pass", "pass-ben")
    text = (curated / "alternatives-ben.yaml").read_text(encoding="utf-8")
    assert "restates: lanes-missing-roads-unsafe" in text
    assert "certainty: probable" in text
    assert "restates: roads-are-unsafe" not in text


def test_kept_readings_are_left_as_they_are(curated: Path, ben: Path) -> None:
    """Run again, the command adds nothing; an entry changed by hand stays, and is not doubled."""
    keep(curated, ben, "--pass", "pass-ben")
    file = curated / "alternatives-ben.yaml"
    once = file.read_text(encoding="utf-8")
    assert "0 other readings written" in keep(curated, ben, "--pass", "pass-ben").stderr
    assert file.read_text(encoding="utf-8") == once
    file.write_text(
        "# Mine\n" + once.replace("certainty: probable", "certainty: possible"), "utf-8"
    )
    keep(curated, ben, "--pass", "pass-ben")
    again = file.read_text(encoding="utf-8")
    assert again.startswith("# Mine\n")
    assert "certainty: possible" in again
    assert "id: roads-are-unsafe-2" in again
    assert again.count("of: county-leads") == 1


def test_readings_do_not_count_as_claims(curated: Path, ben: Path) -> None:
    """An annotation agrees as before, whatever stands beside its claims."""
    before = scgraph.agree(curated, ben).counts
    keep(curated, ben, "--pass", "pass-ben")
    assert scgraph.agree(curated, ben).counts == before


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ([], "--pass NAME"),
        (["--pass", "pass-bem"], "did you mean 'pass-ben'"),
    ],
)
def test_a_reading_needs_its_pass(curated: Path, ben: Path, more: list[str], told: str) -> None:
    """Who reads otherwise, and when, is told by a pass of the first curation."""
    ran = keep(curated, ben, *more)
    assert ran.exit_code == 2
    assert told in ran.stderr
    assert not (curated / "alternatives-ben.yaml").exists()
