"""What a person changes in a spreadsheet arrives, all of it, and nothing else."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest

from scgraph.authoring import with_items, written_claim
from scgraph.reading.tree import STUB
from scgraph.sheets import sheet_in, sheet_out, taking
from scgraph.sheets.columns import Column, SheetForm
from sheet_book import (
    FORMS,
    ROOT,
    SMALL,
    STUB_TEXT,
    Book,
    claims_file,
    claims_of,
    faults_of,
    say,
    taken_by,
)


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """Return a small corpus of which the files may be changed."""
    root = tmp_path / "corpus"
    shutil.copytree(SMALL, root)
    return root


@pytest.fixture
def unchecked(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take changes that the shapes would refuse, to see how they arrive."""
    monkeypatch.setattr(taking, "check", lambda *_: None)


def _new_value(column: Column) -> str:
    """Return another value for a column, that its cells take."""
    own = {"at": "1/p1/s4", "answers": "rq-why", "id": "another-name", "for": "rec-lanes"}
    named = {
        "barrier": "missing-lanes",
        "source": "https://example.org/cycling/id/road-survey-2019",
        "defines": "more-cycling",
        "aims_at": "more-cycling",
        "place": "veloburg",
        "construct": "cycle-share",
        "initiative": "bike-to-work",
    }
    lists = {"concedes": "build-lanes; few-trips", "restates": "build-lanes", "from": "build-lanes"}
    figures = {"using": "cycle-share-2019", "derived_from": "cycle-share-2019"}
    known = {**own, **named, **lists, **figures}
    if column.name in known:
        return known[column.name]
    assert column.key is not None
    if column.key.refers and column.key.base and "/code/" in column.key.base:
        codes = {
            "type": "descriptive",
            "certainty": "possible",
            "polarity": "rejected",
            "voice": "restated",
            "scope": "generic",
        }
        return codes.get(column.name, "")
    if column.key.refers:
        return "city-council" if column.name == "actor" else "bike-to-work"
    datatype = (column.key.datatype or "").rpartition("#")[2]
    return {"integer": "1999", "decimal": "12.50", "boolean": "true"}.get(datatype, "Other: words")


def _full(number: int) -> dict[str, Any]:
    """Return a claim that asserts one thing of each kind."""
    return {
        "id": f"full-{number}",
        "at": "1/p1/s5",
        "says": "All at once.",
        "type": "causal",
        "involves": [{"actor": "cyclists", "role": "faces", "in": "unsafe-roads"}],
        "causes": [{"cause": "missing-lanes", "how": "hinders", "effect": "more-cycling"}],
        "compares": [
            {"id": f"side-{number}", "this": "veloburg", "with": "cyclists", "sense": "contrast"}
        ],
        "figures": [{"id": f"some-{number}", "written": "1.10", "value": "1.10"}],
        "recommends": [{"id": f"rec-{number}", "addresses": "missing-lanes"}],
        "infers": [{"from": "few-trips", "cue": "so"}],
        "cites": [{"source": "road-survey-2019", "pointing": "number"}],
    }


@pytest.mark.usefixtures("unchecked")
@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.title)
def test_an_edit_of_every_column_arrives(corpus: Path, form: SheetForm) -> None:
    """The value is in the file, all else of the claim is as it was, and no other line changes."""
    columns = [column for column in form.own if column.name not in (STUB, "id")]
    assert columns
    path = claims_file(corpus)
    text = path.read_text(encoding="utf-8")
    blocks = [written_claim(_full(number)) for number in range(len(columns) + 1)]
    path.write_text(with_items(text, "claims.yaml", appended=blocks), encoding="utf-8")
    book, expected = Book(sheet_out(corpus)), claims_of(corpus)
    for number, column in enumerate(columns):
        value = _new_value(column) or _a_code(book, form, column)
        book.set(form.title, f"full-{number}", column.name, value)
        claim = expected[f"full-{number}"]
        node = claim[form.key][0] if form.key else claim
        node[column.name] = value.split("; ") if "; " in value else value
    taken = sheet_in(book.data, "claims.xlsx", corpus)
    taken.write()
    assert claims_of(corpus) == expected
    assert [change.name for change in taken.changes] == [f"full-{n}" for n in range(len(columns))]
    after = path.read_text(encoding="utf-8")
    assert after.startswith(text)
    assert after.endswith(blocks[-1].replace("\n", "\n  ") + "\n")


def _a_code(book: Book, form: SheetForm, column: Column) -> str:
    """Return a code of a column's list that the claims do not have."""
    assert column.key is not None
    assert column.key.base is not None
    name = column.key.base.rstrip("/").rpartition("/")[2].replace("-", " ")
    rows = book.book["Lists"].iter_rows(min_row=2, values_only=True)
    codes = [str(row[1]) for row in rows if row[0] == name]
    now = book.cell(form.title, "full-0", column.name).value
    return next(code for code in codes if code != now)


@pytest.mark.usefixtures("unchecked")
def test_a_change_keeps_comments_layout_and_defaults(corpus: Path) -> None:
    """Only the lines of the claim that was changed are others, and defaults stay where they are."""
    path = claims_file(corpus)
    text = path.read_text(encoding="utf-8").replace("  - id: few", "  # Mine.\n  - id: few")
    path.write_text(text, encoding="utf-8")
    taken_by(corpus, lambda book: book.set("Claims", "few-trips", "year", 2020)).write()
    assert path.read_text(encoding="utf-8") == text.replace("year: 2019", "year: 2020").replace(
        "period: 2019", 'period: "2019"'
    )


@pytest.mark.usefixtures("unchecked")
def test_defaults_are_written_over_and_taken_again(corpus: Path) -> None:
    """Another value is written; the default or nothing makes the line go."""
    taken_by(corpus, lambda book: book.set("Claims", "few-trips", "scope", "generic")).write()
    assert claims_of(corpus)["few-trips"]["scope"] == "generic"
    taken_by(corpus, lambda book: book.set("Claims", "few-trips", "scope", "city")).write()
    assert "scope" not in claims_of(corpus)["few-trips"]
    taken_by(corpus, lambda book: book.set("Claims", "roads-hinder", "certainty", None)).write()
    assert "certainty" not in claims_of(corpus)["roads-hinder"]
    emptied = taken_by(corpus, lambda book: book.set("Claims", "few-trips", "scope", None))
    assert not emptied.changes


def test_a_new_claim_is_written_with_its_parts_and_without_defaults(corpus: Path) -> None:
    """It stands at the end of its file, in the order of the form; names may be typed as labels."""

    def edit(book: Book) -> None:
        book.add(
            "Claims",
            id="lanes-lack",
            at="1/p1/s4",
            says="Lanes are lacking.",
            type="barrier",
            certainty="asserted",
            barrier="Missing Lanes; unsafe-roads",
        )
        book.add(
            "Involves",
            claim="lanes-lack",
            actor="自転車利用者",
            role="faces",
            **{"in": "missing-lanes"},
        )

    names = {row[2]: row[1] for row in Book(sheet_out(corpus)).book["Lists"].values}
    label = next(name for name, value in names.items() if value == "missing-lanes")
    japanese = {row[1]: row[3] for row in Book(sheet_out(corpus)).book["Lists"].values}

    def labelled(book: Book) -> None:
        edit(book)
        book.set("Claims", "lanes-lack", "barrier", f"{str(label).upper()}; unsafe-roads")
        book.set("Involves", "lanes-lack", "actor", japanese["cyclists"] or "cyclists")

    taken = taken_by(corpus, labelled)
    before = claims_file(corpus).read_text(encoding="utf-8")
    taken.write()
    assert claims_file(corpus).read_text(encoding="utf-8") == before + (
        "\n  - id: lanes-lack\n    at: 1/p1/s4\n    says: Lanes are lacking.\n    type: barrier\n"
        "    barrier: [missing-lanes, unsafe-roads]\n    involves:\n"
        "      - {actor: cyclists, role: faces, in: missing-lanes}\n"
    )
    assert [(change.name, change.kind) for change in taken.changes] == [("lanes-lack", "new")]


@pytest.mark.usefixtures("unchecked")
@pytest.mark.parametrize(
    ("at", "file"),
    [
        ("2.3.1/p1/s1", "claims-2.3.1"),
        ("abstract/p1/s1", "claims-abstract"),
        ("3/p1/s1", "claims-3"),
    ],
)
def test_a_new_claim_goes_to_the_file_of_its_section(tmp_path: Path, at: str, file: str) -> None:
    """The shipped paper has a file for each section."""
    root = tmp_path / "data"
    shutil.copytree(ROOT / "data", root)
    new = {"id": "new-one", "stub": "true", "at": at}
    taken = taken_by(root, lambda book: book.add("Claims", **new))
    assert [path.stem for path in taken.after] == [file]


@pytest.mark.usefixtures("unchecked")
def test_parts_are_added_changed_and_taken_away(corpus: Path) -> None:
    """Each part keeps its place; sorting the rows changes nothing."""

    def edit(book: Book) -> None:
        book.set("Involves", "roads-hinder", "actor", "city-council")
        book.add(
            "Involves",
            claim="roads-hinder",
            actor="cyclists",
            role="faces",
            **{"in": "missing-lanes"},
        )
        book.drop("Involves", "council-runs-programme")

    taken_by(corpus, edit).write()
    claims = claims_of(corpus)
    assert claims["roads-hinder"]["involves"] == [
        {"actor": "city-council", "role": "faces", "in": "unsafe-roads"},
        {"actor": "cyclists", "role": "faces", "in": "missing-lanes"},
    ]
    assert "involves" not in claims["council-runs-programme"]

    def reverse(book: Book) -> None:
        for title in ("Claims", "Involves"):
            page = book.book[title]
            rows = [[cell.value for cell in row] for row in page.iter_rows(min_row=2)][::-1]
            for number, row in enumerate(rows, 2):
                for column, value in enumerate(row, 1):
                    page.cell(number, column).value = value

    assert not taken_by(corpus, reverse).changes


@pytest.mark.usefixtures("unchecked")
def test_columns_may_be_moved_added_and_deleted(corpus: Path) -> None:
    """What is not there stays as it is, and what is the person's own is passed over."""

    def both(book: Book) -> None:
        book.book["Claims"].delete_cols(book.column("Claims", "answers"))
        book.book["Claims"]["X1"] = "my notes"

    assert "no such column: 'my notes'" in faults_of(corpus, both)[0]

    def own_column(book: Book) -> None:
        page = book.book["Claims"]
        page.insert_cols(1)
        page["A1"] = "my notes"
        page["A2"] = "=look here"
        del book.book["Cites"]
        page.move_range("C1:C5", cols=40)
        say("Roads are dangerous.")(book)

    taken = taken_by(corpus, own_column)
    assert [change.said for change in taken.changes] == [
        ("says: Unsafe roads keep people from cycling. → Roads are dangerous.",)
    ]
    assert taken.remarks == (
        "Claims!A1: the column 'my notes' is passed over",
        "there is no sheet 'Cites'; what it held stays as it is",
    )

    def without_column(book: Book) -> None:
        book.book["Claims"].delete_cols(book.column("Claims", "answers"))

    taken = taken_by(corpus, without_column)
    assert not taken.changes
    assert taken.remarks == ("Claims: no column 'answers'; its values stay as they are",)


def test_a_stub_is_completed_and_its_gaps_go(corpus: Path) -> None:
    """The mark is emptied, and what was to be filled in and is not is no longer there."""
    path = claims_file(corpus)
    text = path.read_text(encoding="utf-8")
    path.write_text(text + STUB_TEXT.replace("    figures", "    condition:\n    figures"), "utf-8")

    def edit(book: Book) -> None:
        book.set("Claims", "begun", "stub", None)
        book.set("Claims", "begun", "says", "Many want lanes.")
        book.set("Claims", "begun", "type", "figure")
        for heading, value in {
            "value": 35,
            "stated": "exact",
            "unit": "percent",
            "measure": "people who want lanes",
            "construct": "cycle-share",
            "place": "veloburg",
            "better_if": "higher",
        }.items():
            book.set("Figures", "begun", heading, value)

    taken_by(corpus, edit).write()
    claim = claims_of(corpus)["begun"]
    assert "stub" not in claim
    assert "condition" not in claim
    assert claim["figures"][0]["value"] == "35"
    assert "# Somebody has begun this." in path.read_text(encoding="utf-8")


@pytest.mark.usefixtures("unchecked")
@pytest.mark.parametrize(
    ("heading", "value", "expected"),
    [
        ("at", " 1/p1/s3 ;1/p1/s4", ["1/p1/s3", "1/p1/s4"]),
        ("at", "１/ｐ１/ｓ３", "1/p1/s3"),
        ("barrier", "missing-lanes、unsafe-roads", ["missing-lanes", "unsafe-roads"]),
        (
            "barrier",
            "unsafe-roads — Unsafe roads\nmissing-lanes",
            ["unsafe-roads", "missing-lanes"],
        ),
        ("year", 2020.0, "2020"),
        ("year", "２０２０", "2020"),
        ("factual", True, "true"),
        ("factual", "FALSE", "false"),
        ("says", "\u00a0Roads\u2028are bad.\ufeff ", "Roads\nare bad."),
        ("says", "=Roads", "=Roads"),
        ("says", 35.2, "35.2"),
        ("condition", "a | b; c", "a | b; c"),
    ],
)
def test_what_hands_and_spreadsheets_do_to_a_cell_is_undone(
    corpus: Path, heading: str, value: object, expected: object
) -> None:
    """Spaces, widths, commas of Japan and numbers are taken for what is meant."""

    def edit(book: Book) -> None:
        cell = book.cell("Claims", "roads-hinder", heading)
        cell.value = value
        if isinstance(value, str):
            cell.data_type = "s"

    taken_by(corpus, edit).write()
    assert claims_of(corpus)["roads-hinder"][heading] == expected


def test_a_number_that_means_the_same_changes_nothing(corpus: Path) -> None:
    """9.5 is 9.50, and the file keeps how it was written."""

    def edit(book: Book) -> None:
        book.set("Figures", "few-trips", "value", 9.5)
        book.set("Claims", "few-trips", "year", 2019)
        book.set("Figures", "few-trips", "period", 2019)

    assert not taken_by(corpus, edit).changes


def test_a_code_that_the_corpus_adds_is_offered_and_taken(corpus: Path) -> None:
    """It stands behind the codes of the list, in full, and its label will do."""
    own = "https://example.org/cycling/code/certainty/unsure"
    code = (
        f'<{own}> a <https://w3id.org/scgraph/vocab/Certainty> ; skos:prefLabel "Unsure"@en ;\n'
        '  skos:inScheme <https://w3id.org/scgraph/code/certainty> ; skos:notation "unsure" ;\n'
        '  skos:definition "The text is at a loss."@en .\n'
    )
    things = corpus / "reference" / "things.ttl"
    things.write_text(things.read_text(encoding="utf-8") + code, encoding="utf-8")
    book = Book(sheet_out(corpus))
    rows = [row[:3] for row in book.book["Lists"].values if row[0] == "certainty"]
    assert rows[-1] == ("certainty", own, "Unsure")
    book.set("Claims", "few-trips", "certainty", "unsure")
    sheet_in(book.data, "claims.xlsx", corpus).write()
    assert claims_of(corpus)["few-trips"]["certainty"] == own
