"""Who has read what is recorded; a claim has one status, passes stay, and coverage is counted."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from click.testing import Result

import scgraph
from bus_corpus import CLAIMS, NAME, SENTENCES, paper, write_corpus
from scgraph.authoring.around import Around
from scgraph.authoring.curation import Curated
from scgraph.authoring.reviewing import Review, reviewed
from scgraph.errors import ProposalError, ReadError
from test_cli import run

CURATION = """\
# Who did what.
passes:
  - id: first
    kind: first-annotation
    by: annotator
    date: 2026-01-05
    covers: "1"

# Drafts and others.
statuses:
  - status: draft
    pass: first
    claims:
      # to be read again
      - buses-late
      - buses-empty  # perhaps

alternatives:
  - id: empty-by-night
    of: buses-empty
    pass: first
    says: Buses are empty by night.
    type: descriptive
    certainty: asserted
    polarity: affirmed
    voice: own-synthesis
    scope: generic
"""


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """Return a corpus whose paper has a pass, a status and another reading."""
    return write_corpus(tmp_path / "buses", {"claims.yaml": CLAIMS, "curation.yaml": CURATION})


def review(corpus: Path, *arguments: str) -> Result:
    """Run the command on the paper."""
    return run("review", NAME, "--corpus", corpus, *arguments)


def statuses(corpus: Path) -> dict[str, tuple[str, str, str]]:
    """Return status, person and day of each claim."""
    found = Curated.of(paper(corpus)).standings()
    return {one.claim: (one.status, one.who, one.date) for one in found}


def curation(corpus: Path) -> str:
    """Return the text of the curation file."""
    return (paper(corpus) / "curation.yaml").read_text(encoding="utf-8")


READ = ("--by", "Aki Mori", "--as", "reviewed", "--date", "2026-02-01")


def test_a_claim_gets_a_status_and_leaves_the_other(corpus: Path) -> None:
    """The pass has name, role and day; the other claim keeps its status, and remarks stay."""
    done = review(corpus, "buses-late", *READ, "--note", "Read against the text.")
    assert done.exit_code == 0, done.stderr
    assert statuses(corpus) == {
        "buses-empty": ("draft", "", "2026-01-05"),
        "buses-late": ("reviewed", "Aki Mori", "2026-02-01"),
    }
    text = curation(corpus)
    for remark in ("# Who did what.", "# Drafts and others.", "# to be read again", "# perhaps"):
        assert remark in text
    kg = scgraph.load(corpus)
    assert kg.validate().with_severity("Violation") == ()
    passes = {row.who: row for row in kg.ask("curation/passes")}
    assert passes["Aki Mori"].kind_label == "Second reading"
    assert passes["Aki Mori"].what == "Read against the text."
    assert passes[None].assigned == 1


def test_the_same_person_on_the_same_day_has_one_pass(corpus: Path) -> None:
    """Claim by claim is one pass; another day or another status is another."""
    review(corpus, "buses-late", *READ)
    review(corpus, "buses-empty", *READ)
    assert len(Curated.of(paper(corpus)).passes) == 2
    assert {status for status, _, _ in statuses(corpus).values()} == {"reviewed"}
    assert "status: draft" not in curation(corpus)
    review(corpus, "buses-empty", *READ[:4], "--date", "2026-02-02")
    review(corpus, "--section", "1", "--by", "Aki Mori", "--as", "settled", "--date", "2026-02-02")
    assert len(Curated.of(paper(corpus)).passes) == 4
    assert set(statuses(corpus).values()) == {("settled", "Aki Mori", "2026-02-02")}
    assert scgraph.load(corpus).validate().with_severity("Violation") == ()


def test_twice_the_same_changes_nothing(corpus: Path) -> None:
    """Who records a reading twice has recorded it once."""
    review(corpus, "--section", "1", *READ)
    once = curation(corpus)
    assert review(corpus, "--section", "1", *READ).exit_code == 0
    assert curation(corpus) == once


def test_another_reading_is_pointed_out(corpus: Path) -> None:
    """Who reviews a claim learns that somebody reads it otherwise; the reading stays."""
    done = review(corpus, "buses-empty", *READ)
    assert "buses-empty is read otherwise by annotator: Buses are empty by night." in done.stderr
    assert "empty-by-night" in curation(corpus)
    assert "otherwise" not in review(corpus, "buses-late", *READ).stderr


def test_the_list_has_drafts_first_with_their_places(corpus: Path) -> None:
    """Status, place, claim, who and when; then what it says; the counts on stderr."""
    review(corpus, "buses-late", *READ)
    done = review(corpus, "--list")
    lines = done.stdout.splitlines()
    assert lines[0].split() == [
        "draft",
        "1/p1/s2",
        "buses-empty",
        "[read",
        "otherwise",
        "by",
        "annotator]",
        "(2026-01-05)",
    ]
    assert lines[1].strip() == "Late buses are empty."
    assert lines[2].split() == [
        "reviewed",
        "1/p1/s1",
        "buses-late",
        "(Aki",
        "Mori",
        "·",
        "2026-02-01)",
    ]
    assert done.stderr == "1 draft, 1 reviewed, 0 superseded, 0 settled\n"
    assert "buses-late" not in review(corpus, "--list", "--as", "draft").stdout


def test_a_paper_without_curation_gets_a_file(tmp_path: Path) -> None:
    """The first review of a paper makes its curation file; till then all claims are drafts."""
    corpus = write_corpus(tmp_path, {"claims.yaml": CLAIMS})
    assert {one[0] for one in statuses(corpus).values()} == {"draft"}
    assert review(corpus, "buses-late", *READ).exit_code == 0
    assert statuses(corpus)["buses-late"] == ("reviewed", "Aki Mori", "2026-02-01")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["buses-lat", *READ], "did you mean 'buses-late'"),
        (["--section", "2", *READ], "no section '2'"),
        ([*READ], "no claim is meant"),
        (["buses-late", "--by", " ", "--as", "draft"], "give the name"),
        (["buses-late", "--as", "draft"], "--by"),
        (["buses-late", "--by", "Aki Mori"], "--as"),
    ],
)
def test_what_cannot_be_recorded_is_refused(arguments: list[str], said: str, corpus: Path) -> None:
    """The message says what to do, and nothing is written."""
    done = review(corpus, *arguments)
    assert done.exit_code == 2
    assert said in done.stderr
    assert curation(corpus) == CURATION


@pytest.mark.parametrize(
    "listed",
    [
        "[buses-late, buses-empty]",
        "[buses-late,buses-empty] # both",
        "['buses-late', \"buses-empty\"]",
        "\n      - buses-late\n      - buses-empty",
        "\n      - 'buses-late'\n\n      - buses-empty",
    ],
)
@pytest.mark.parametrize("claim", ["buses-late", "buses-empty"])
def test_a_list_is_shortened_however_it_is_written(listed: str, claim: str, tmp_path: Path) -> None:
    """Between brackets, with quotes, on lines of its own: one claim goes, the other stays."""
    start = CURATION.partition("    claims:")[0]
    text = f"{start}    claims: {listed}\n".replace("claims: \n", "claims:\n")
    corpus = write_corpus(tmp_path, {"claims.yaml": CLAIMS, "curation.yaml": text})
    assert review(corpus, claim, *READ).exit_code == 0
    other = {"buses-late": "buses-empty", "buses-empty": "buses-late"}[claim]
    assert statuses(corpus)[claim][0] == "reviewed"
    assert statuses(corpus)[other][0] == "draft"


def test_a_file_that_cannot_be_read_is_not_written(corpus: Path) -> None:
    """A fault anywhere in the paper stops the review before anything is written."""
    path = paper(corpus) / "claims-2.yaml"
    path.write_text("claims: [", encoding="utf-8")
    around = Around(corpus)
    with pytest.raises(ReadError):
        reviewed(around, paper(corpus), Review("A", "reviewed", "2026-02-01", ("buses-late",)))
    path.write_text("claims:\n  - id: x\n    sais: y\n", encoding="utf-8")
    with pytest.raises(ReadError):
        reviewed(around, paper(corpus), Review("A", "reviewed", "2026-02-01", ("buses-late",)))
    assert curation(corpus) == CURATION


def test_every_reason_is_told_at_once(corpus: Path) -> None:
    """A review with three faults is refused with three reasons."""
    with pytest.raises(ProposalError) as refused:
        reviewed(Around(corpus), paper(corpus), Review("", "done", "2026-02-01", ("nobody",)))
    assert len(refused.value.reasons) == 3


# ------------------------------------------------------------------ coverage


def cover(corpus: Path, *arguments: str) -> Result:
    """Run the command on the corpus."""
    return run("coverage", "--corpus", corpus, *arguments)


def rows(done: Result) -> list[dict[str, str]]:
    """Return the rows of an answer in CSV."""
    return list(csv.DictReader(io.StringIO(done.stdout)))


def test_coverage_counts_by_section(tmp_path: Path) -> None:
    """Claims, stubs, reasons and unread sentences are four different things."""
    from bus_corpus import written_sentences

    four = [*SENTENCES, "Trams are another matter.", "They are not treated here."]
    sentences = written_sentences(four).replace(
        "            position: 4\n", "            position: 4\n            no_claim: announcement\n"
    )
    stub = "  - id: begun\n    stub: true\n    at: 1/p1/s3\n    says:\n"
    claims = CLAIMS.partition("\n  # Nobody")[0] + "\n" + stub
    given = {
        "claims.yaml": claims,
        "sentences.yaml": sentences,
        "curation.yaml": CURATION.partition("# Drafts")[0],
    }
    corpus = write_corpus(tmp_path, given)
    (row,) = rows(cover(corpus, "-f", "csv"))
    assert row == {
        "section": "1",
        "sentences": "4",
        "with_claim": "1",
        "begun": "1",
        "without_claim": "1",
        "unread": "1",
        "read_by": "Annotator, 2026-01-05",
    }
    done = cover(corpus, NAME)
    assert "unread  1/p1/s2\n" in done.stdout
    assert "1 of 4 sentences unread" in done.stderr
    copy = tmp_path / "copy.txt"
    copy.write_text("1. Buses\n\n" + " ".join(four), encoding="utf-8")
    assert rows(cover(corpus, NAME, "--unread", "-f", "csv", "--text", str(copy))) == [
        {"sentence": "1/p1/s2", "text": four[1]}
    ]
    (corpus / "texts").mkdir()
    copy.rename(corpus / "texts" / f"{NAME}.txt")
    assert f"unread  1/p1/s2  {four[1]}\n" in cover(corpus).stdout
    assert cover(corpus, "no-paper").exit_code == 2


def test_the_shipped_paper_is_read_whole() -> None:
    """No sentence of the shipped paper is unread, and each section was read five times."""
    found = rows(run("coverage", "an-2025", "-f", "csv"))
    assert len(found) == 9
    assert {row["unread"] for row in found} == {"0"}
    assert {row["read_by"].count(";") for row in found} == {4}
    assert sum(int(row["sentences"]) for row in found) == 99
