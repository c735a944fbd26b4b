"""What is wrong in a spreadsheet is told with its cell, and nothing is written."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest

from scgraph.sheets import sheet_out
from sheet_book import (
    SMALL,
    Book,
    Edit,
    all_bytes,
    claims_file,
    claims_of,
    faults_of,
    say,
    taken_by,
)
from test_cli import run


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """Return a small corpus of which the files may be changed."""
    root = tmp_path / "corpus"
    shutil.copytree(SMALL, root)
    return root


WRONG: dict[str, tuple[Edit, str]] = {
    "thing": (
        lambda book: book.set("Claims", "roads-hinder", "barrier", "unsafe-road"),
        "claims.xlsx: Claims!P2: no such barrier: 'unsafe-road' (did you mean 'unsafe-roads'?)",
    ),
    "code": (
        lambda book: book.set("Causes", "roads-hinder", "how", "hinder"),
        "claims.xlsx: Causes!C2: no such causal kind: 'hinder' (did you mean 'hinders'?)",
    ),
    "several": (
        lambda book: book.set("Claims", "roads-hinder", "certainty", "asserted; probable"),
        "claims.xlsx: Claims!F2: 'asserted; probable': there is one certainty here, not several",
    ),
    "sentence": (
        lambda book: book.set("Claims", "few-trips", "at", "1/p1/s9"),
        "claims.xlsx: Claims!C3: no such sentence: '1/p1/s9' (did you mean ",
    ),
    "slug": (
        lambda book: book.add("Claims", id="New Claim", stub="true"),
        "claims.xlsx: Claims!A6: 'New Claim' is not a name; write small letters, digits and "
        "hyphens (did you mean 'new-claim'?)",
    ),
    "number": (
        lambda book: book.set("Figures", "few-trips", "value", "some 9"),
        "claims.xlsx: Figures!D2: 'some 9' is not a number, such as 12 or 3.5",
    ),
    "formula": (
        lambda book: book.set("Figures", "few-trips", "value", "=9+1"),
        "claims.xlsx: Figures!D2: holds a formula, and nothing is calculated here; write its value",
    ),
    "percentage": (
        lambda book: _format(book.cell("Figures", "few-trips", "written"), 0.095, "0.0%"),
        "claims.xlsx: Figures!C2: was made a percentage by the spreadsheet; format the cell as "
        "text, and type again what is meant",
    ),
    "date": (
        lambda book: _format(book.cell("Figures", "few-trips", "period"), 43586, "yyyy-mm-dd"),
        "claims.xlsx: Figures!N2: was made the date 2019-05-01 by the spreadsheet; format the "
        "cell as text, and type again what is meant",
    ),
    "error": (
        lambda book: _format(book.cell("Claims", "few-trips", "says"), "#REF!", "General"),
        "claims.xlsx: Claims!D3: holds the error #REF!; write the value that is meant",
    ),
    "missing": (
        lambda book: book.set("Claims", "few-trips", "says", None),
        "claims.xlsx: Claims!D3: 'says' needs a value here",
    ),
    "heading": (
        lambda book: setattr(book.book["Claims"]["D1"], "value", "sais"),
        "claims.xlsx: Claims!D1: no such column: 'sais' (did you mean 'says'?)",
    ),
    "twice": (
        lambda book: book.add("Claims", id="few-trips", stub="true"),
        "claims.xlsx: Claims!A6: 'few-trips' stands twice; first at Claims!A3",
    ),
    "orphan": (
        lambda book: book.add("Involves", claim="few-trip", actor="cyclists", role="faces"),
        "claims.xlsx: Involves!A5: Involves: no claim 'few-trip' has a row on the sheet Claims "
        "(did you mean 'few-trips'?)",
    ),
    "nameless": (
        lambda book: book.add("Involves", actor="cyclists", role="faces"),
        "claims.xlsx: Involves!A5: this row has no claim; write it, or delete the row",
    ),
    "shape": (
        lambda book: book.set("Figures", "few-trips", "construct", None),
        "claims.xlsx: Figures!",
    ),
    "prefix": (
        lambda book: book.set("Claims", "few-trips", "about", "idd:mic"),
        "claims.xlsx: Claims!T3: unknown prefix 'idd' in 'idd:mic'",
    ),
    "nothing-there": (
        lambda book: book.set("Claims", "few-trips", "about", "bike-2020:no-such"),
        "claims.xlsx: Claims!T3: no such ",
    ),
    "stub": (
        lambda book: book.set("Claims", "few-trips", "stub", "maybe"),
        "claims.xlsx: Claims!B3: 'maybe': a stub is true, or its cell is empty",
    ),
}


def _format(cell: Any, value: object, number_format: str) -> None:
    cell.value = value
    cell.number_format = number_format


@pytest.mark.parametrize(("edit", "message"), WRONG.values(), ids=WRONG)
def test_what_is_wrong_is_told_with_its_cell(corpus: Path, edit: Edit, message: str) -> None:
    """Sheet, row and column, what to do, and near names; and nothing is written."""
    assert any(fault.startswith(message) for fault in faults_of(corpus, edit)), faults_of(
        corpus, edit
    )


def test_all_faults_are_told_at_once(corpus: Path) -> None:
    """A person corrects them in one go."""

    def edit(book: Book) -> None:
        for name in ("thing", "code", "number", "missing"):
            WRONG[name][0](book)

    assert len(faults_of(corpus, edit)) == 4


def test_what_the_shapes_refuse_is_told_at_the_cell(corpus: Path) -> None:
    """A claim that concedes itself reads well and is invalid."""
    faults = faults_of(
        corpus, lambda book: book.set("Claims", "few-trips", "concedes", "few-trips")
    )
    assert [fault for fault in faults if fault.startswith("claims.xlsx: Claims!U3: This claim con")]
    assert all(fault.startswith("claims.xlsx: Claims!") for fault in faults)


def test_a_violation_that_was_there_does_not_hinder(corpus: Path) -> None:
    """Who corrects one claim need not correct all of them."""
    path = claims_file(corpus)
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("answers: rq-why", "answers: rq-gone"), encoding="utf-8")
    taken = taken_by(corpus, lambda book: book.set("Claims", "few-trips", "year", 2018))
    assert [change.name for change in taken.changes] == ["few-trips"]


def test_the_command_goes_out_and_in(corpus: Path, tmp_path: Path) -> None:
    """A dry run says what would change; the run does it; both on stdout."""
    file = tmp_path / "claims.xlsx"
    out = run("sheet", "out", str(file), "--corpus", str(corpus))
    assert out.exit_code == 0
    book = Book(file.read_bytes())
    say("Roads are bad.")(book)
    file.write_bytes(book.data)
    before = all_bytes(corpus)
    dry = run("sheet", "in", str(file), "--corpus", str(corpus), "--dry-run")
    assert (dry.exit_code, all_bytes(corpus)) == (0, before)
    assert "says: Unsafe roads keep people from cycling. → Roads are bad." in dry.stdout
    assert dry.stderr == "1 claim in 1 file would change; nothing was written\n"
    real = run("sheet", "in", str(file), "--corpus", str(corpus))
    assert (real.exit_code, real.stdout) == (0, dry.stdout)
    assert claims_of(corpus)["roads-hinder"]["says"] == "Roads are bad."
    again = run("sheet", "in", str(file), "--corpus", str(corpus))
    assert (again.stdout, again.stderr) == ("", "nothing has changed\n")


def test_the_command_says_what_is_wrong(corpus: Path, tmp_path: Path) -> None:
    """Wrong data exit with 1, a wrong command with 2."""
    file = tmp_path / "claims.xlsx"
    book = Book(sheet_out(corpus))
    WRONG["thing"][0](book)
    file.write_bytes(book.data)
    wrong = run("sheet", "in", str(file), "--corpus", str(corpus))
    assert wrong.exit_code == 1
    assert f"{file}: Claims!P2: no such barrier: 'unsafe-road'" in wrong.stderr
    assert run("sheet", "in", str(tmp_path / "none.xlsx"), "--corpus", str(corpus)).exit_code == 2
    assert run("sheet", "out", str(tmp_path / "claims.ods")).exit_code == 2
