"""A spreadsheet and the files may both change: nothing of either is lost in silence."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from scgraph.authoring import with_items
from scgraph.errors import CorpusError, ReadError
from scgraph.sheets import Taken, sheet_in, sheet_out, taking
from sheet_book import (
    PAPER,
    SMALL,
    Book,
    Edit,
    claims_file,
    claims_of,
    say,
    taken_by,
)


@pytest.fixture
def unchecked(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take changes that the shapes would refuse, to see how they arrive."""
    monkeypatch.setattr(taking, "check", lambda *_: None)


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """Return a small corpus of which the files may be changed."""
    root = tmp_path / "corpus"
    shutil.copytree(SMALL, root)
    return root


def _both(root: Path, edit: Edit, in_file: Callable[[str], str]) -> Taken:
    """Return what comes of a workbook, if the file is changed while it is being edited."""
    book = Book(sheet_out(root))
    edit(book)
    path = claims_file(root)
    path.write_text(in_file(path.read_text(encoding="utf-8")), encoding="utf-8")
    return sheet_in(book.data, "claims.xlsx", root)


@pytest.mark.usefixtures("unchecked")
def test_what_only_the_file_has_changed_stays(corpus: Path) -> None:
    """A workbook that is older than a claim does not bring the old one back."""
    taken = _both(
        corpus, say("Roads are bad."), lambda text: text.replace("The council runs", "It runs")
    )
    taken.write()
    assert claims_of(corpus)["council-runs-programme"]["says"] == "It runs Bike to Work."
    assert claims_of(corpus)["roads-hinder"]["says"] == "Roads are bad."


def test_what_both_have_changed_is_a_conflict(corpus: Path) -> None:
    """Both sides are told, and nothing is written."""
    with pytest.raises(ReadError) as caught:
        _both(
            corpus,
            say("Roads are bad."),
            lambda text: text.replace("Unsafe roads keep", "They keep"),
        )
    assert "claims.xlsx: Claims!A2: 'roads-hinder' was changed here and" in str(caught.value)
    assert "says: They keep people from cycling. → Roads are bad." in str(caught.value)


@pytest.mark.usefixtures("unchecked")
def test_the_same_change_on_both_sides_is_none(corpus: Path) -> None:
    """So a workbook may be taken over twice."""
    taken = _both(
        corpus,
        say("They keep people from cycling."),
        lambda text: text.replace("Unsafe roads keep", "They keep"),
    )
    assert not taken.changes
    book = Book(sheet_out(corpus))
    book.add("Claims", id="new-one", at="1/p1/s4", says="So it is.", type="descriptive")
    book.set("Figures", "few-trips", "cue", "hardly")
    first = sheet_in(book.data, "claims.xlsx", corpus)
    assert len(first.changes) == 2
    first.write()
    assert not sheet_in(book.data, "claims.xlsx", corpus).changes


@pytest.mark.usefixtures("unchecked")
def test_a_claim_that_the_file_has_lost_or_gained(corpus: Path) -> None:
    """Lost and untouched it stays lost; lost and edited, or named alike, it is a conflict."""
    text = claims_file(corpus).read_text(encoding="utf-8")
    lost = with_items(text, "claims.yaml", changed={"roads-hinder": None})
    assert not _both(corpus, lambda book: None, lambda _: lost).changes
    claims_file(corpus).write_text(text, encoding="utf-8")
    with pytest.raises(
        ReadError, match=r"'roads-hinder' was changed here and.*deleted in the files"
    ):
        _both(corpus, say("Roads are bad."), lambda _: lost)
    claims_file(corpus).write_text(text, encoding="utf-8")
    gained = text + "\n  - id: late\n    at: 1/p1/s2\n    says: Late.\n    type: descriptive\n"
    assert not _both(corpus, lambda book: None, lambda _: gained).changes
    claims_file(corpus).write_text(text, encoding="utf-8")
    with pytest.raises(ReadError, match="'late' is new here, and there is a claim of this name"):
        _both(corpus, lambda book: book.add("Claims", id="late", stub="true"), lambda _: gained)


@pytest.mark.usefixtures("unchecked")
def test_a_file_changed_at_the_very_moment_is_not_overwritten(corpus: Path) -> None:
    """What was read is what is replaced."""
    taken = taken_by(corpus, say("Roads are bad."))
    path = claims_file(corpus)
    path.write_text(path.read_text(encoding="utf-8") + "# later\n", encoding="utf-8")
    with pytest.raises(CorpusError, match="changed this very moment"):
        taken.write()
    assert path.read_text(encoding="utf-8").endswith("# later\n")


def test_a_row_that_is_gone_is_said_and_deleted_only_on_demand(corpus: Path) -> None:
    """With the claim go its name in the assignments of a status, and what it asserted."""

    def edit(book: Book) -> None:
        book.drop("Claims", "council-runs-programme")

    taken = taken_by(corpus, edit)
    assert not taken.changes
    assert "council-runs-programme: its row is gone, and the claim stays" in taken.remarks[0]
    taken = taken_by(corpus, edit, delete=True)
    taken.write()
    assert "council-runs-programme" not in claims_of(corpus)
    curation = (corpus / PAPER / "curation.yaml").read_text(encoding="utf-8")
    assert "claims: [roads-hinder, few-trips, build-lanes]" in curation


def test_a_claim_to_which_others_refer_is_not_deleted(corpus: Path) -> None:
    """The fault names the file and the line that refer to it."""
    book = Book(sheet_out(corpus))
    book.drop("Claims", "few-trips")
    with pytest.raises(ReadError, match=r"no such claim: 'few-trips'"):
        sheet_in(book.data, "claims.xlsx", corpus, delete=True)


STATUSES = {
    "lines": (
        "    claims:\n      - roads-hinder # firm\n      # why\n      - few-trips\n",
        "    claims:\n      # why\n      - few-trips\n",
    ),
    "brackets": ("    claims: [roads-hinder, few-trips]\n", "    claims: [few-trips]\n"),
    "last": ("    claims: [few-trips, roads-hinder]\n", "    claims: [few-trips]\n"),
    "quoted": ('    claims: ["roads-hinder", few-trips]\n', "    claims: [few-trips]\n"),
    "prefix": ("    claims: [few-trips, bike-2020:roads-hinder]\n", "    claims: [few-trips]\n"),
    "broken": (
        "    claims: [few-trips,\n      roads-hinder]\n",
        "    claims: [few-trips\n      ]\n",
    ),
    "alone": ("    claims: roads-hinder\n", ""),
}


@pytest.mark.usefixtures("unchecked")
@pytest.mark.parametrize(("before", "after"), STATUSES.values(), ids=STATUSES)
def test_a_settled_claim_that_is_changed_is_a_draft_again(
    corpus: Path, before: str, after: str
) -> None:
    """Its name goes from the assignment, however it is written, and every other byte stays."""
    path = corpus / PAPER / "curation.yaml"
    head = path.read_text(encoding="utf-8").partition("statuses:")[0]
    other = "  # first\n  - status: draft\n    pass: first-pass\n    claims: [build-lanes]\n"
    settled = "  - status: settled # by all\n    pass: first-pass\n"
    decision = "  - {id: d, about: few-trips, question: Q?, ruling: R., reason: S.}"
    tail = f"\ndecisions:\n{decision}\n"
    path.write_text(f"{head}statuses:\n{other}{settled}{before}{tail}", encoding="utf-8")
    taken = taken_by(corpus, say("Roads are bad."))
    taken.write()
    # With an assignment of which no claim is left goes the blank line behind it.
    kept = f"{settled}{after}{tail}" if after else tail.removeprefix("\n")
    assert path.read_text(encoding="utf-8") == f"{head}statuses:\n{other}{kept}"
    assert "roads-hinder: changed; it was settled and is a draft again" in taken.in_words
    assert not taken_by(corpus, lambda book: None).changes
