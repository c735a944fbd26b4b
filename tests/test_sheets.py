"""Claims go out to a spreadsheet and come back, and nothing changes on the way."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scgraph.authoring import with_items, written_claim
from scgraph.errors import CorpusError, ExportError, ReadError, UnknownNameError
from scgraph.sheets import sheet_in, sheet_out
from scgraph.sheets.columns import Column, SheetForm
from scgraph.terms import PREFIXES
from sheet_book import (
    FORMS,
    PAPER,
    ROOT,
    SMALL,
    STUB_TEXT,
    Book,
    claims_file,
)

DEEP = bool(os.environ.get("SCGRAPH_DEEP"))
OFFICE = shutil.which("soffice")


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """Return a small corpus of which the files may be changed."""
    root = tmp_path / "corpus"
    shutil.copytree(SMALL, root)
    return root


def test_a_workbook_is_the_same_each_time(corpus: Path) -> None:
    """Who keeps it in git sees what changed."""
    assert sheet_out(corpus) == sheet_out(corpus)


def test_every_list_leads_to_cells_that_hold_its_choices() -> None:
    """Each list of a column is a range of the workbook, with every code or thing in it."""
    book = openpyxl.load_workbook(io.BytesIO(sheet_out(ROOT / "data")))
    seen = 0
    for form in FORMS:
        page = book[form.title]
        headings = [cell.value for cell in page[1]]
        for rule in page.data_validations.dataValidation:
            source = str(rule.formula1).removeprefix("=")
            if "!" not in source:
                continue
            sheet, cells = source.replace("$", "").split("!")
            values = [row[0].value for row in book[sheet][cells] if row[0].value]
            (area,) = rule.sqref.ranges
            name = headings[area.min_col - 1]
            used = [row[0] for row in page.iter_rows(2, None, area.min_col, area.min_col, True)]
            each = [one for cell in used if cell for one in str(cell).split("; ")]
            assert values, (form.title, name)
            assert {one for one in each if ":" not in one} <= set(values), (form.title, name)
            assert len(rule.prompt or "") <= 255
            seen += 1
    assert seen > 30


def test_every_heading_tells_in_words_what_it_holds() -> None:
    """The notes come from the vocabulary, and none is empty."""
    book = openpyxl.load_workbook(io.BytesIO(sheet_out(SMALL)))
    for form in FORMS:
        cells = book[form.title][1][: len(form.columns)]
        assert [cell.value for cell in cells] == [column.name for column in form.columns]
        for cell in cells:
            assert cell.comment is not None
            assert len(cell.comment.text) > 20, (form.title, cell.value)


def test_a_default_of_the_file_is_shown_and_a_stub_is_marked(corpus: Path) -> None:
    """A person sees what holds for a claim, also where its file says it once for all."""
    path = claims_file(corpus)
    path.write_text(path.read_text(encoding="utf-8") + STUB_TEXT, encoding="utf-8")
    book = Book(sheet_out(corpus))
    assert book.cell("Claims", "few-trips", "scope").value == "city"
    assert book.cell("Claims", "begun", "stub").value == "true"
    assert book.cell("Figures", "begun", "written").value == "35 %"
    status = book.column("Claims", "status (only to read)")
    states = [cell.value for cell in book.book["Claims"][openpyxl.utils.get_column_letter(status)]]
    assert states[1:] == ["draft", "draft", "draft", "draft", "stub"]


def test_a_text_that_no_cell_holds_is_refused(corpus: Path) -> None:
    """It is not cut short, since it would come back so."""
    path = claims_file(corpus)
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("Unsafe roads keep", "Roads " * 6000), encoding="utf-8")
    with pytest.raises(ExportError, match=r"roads-hinder: says is longer than the 32,767"):
        sheet_out(corpus)


def test_of_several_papers_one_is_named(corpus: Path) -> None:
    """The names are offered; a name that none bears is an error with near names."""
    shutil.copytree(corpus / PAPER, corpus / "papers" / "bike-2021")
    with pytest.raises(CorpusError, match="several papers; give --paper, one of bike-2020"):
        sheet_out(corpus)
    with pytest.raises(UnknownNameError, match=r"did you mean .*'bike-2020'"):
        sheet_out(corpus, "bike-202")
    other = sheet_out(corpus, "bike-2021")
    with pytest.raises(ReadError, match="holds the claims of bike-2021 of the corpus"):
        sheet_in(other, "claims.xlsx", corpus, "bike-2020")


@pytest.mark.parametrize("root", [ROOT / "data", SMALL], ids=["shipped", "small"])
def test_nothing_comes_back_where_nothing_was_changed(root: Path) -> None:
    """Neither as it was written nor saved again by another program does it change a byte."""
    data = sheet_out(root)
    for each in (data, Book(data).data):
        taken = sheet_in(each, "claims.xlsx", root)
        assert (taken.changes, taken.after, taken.remarks) == ((), {}, ())


def _through_office(data: bytes, folder: Path) -> bytes:
    (folder / "in").mkdir(exist_ok=True)
    (folder / "in" / "claims.xlsx").write_bytes(data)
    command = [
        *(str(OFFICE), f"-env:UserInstallation=file://{folder}/profile", "--headless"),
        *("--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", str(folder)),
        str(folder / "in" / "claims.xlsx"),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return (folder / "claims.xlsx").read_bytes()


@pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed here")
@pytest.mark.parametrize("root", [ROOT / "data", SMALL], ids=["shipped", "small"])
def test_another_office_saves_it_and_nothing_comes_back(root: Path, tmp_path: Path) -> None:
    """What LibreOffice writes in its own way means the same."""
    taken = sheet_in(_through_office(sheet_out(root), tmp_path), "claims.xlsx", root)
    assert (taken.changes, taken.remarks) == ((), ())


_letters = st.characters(
    exclude_categories=("Cs", "Cc", "Cn", "Co", "Zl", "Zp"), exclude_characters="\ufeff"
)
_odd = st.sampled_from(
    [
        *("=1+1", "+2", "-3", "@x", "'quoted", "a; b", "a | b", "2.10", "1e5", "true", "No", "~"),
        *(
            "<r>x</r>",
            "_x0041_",
            "x005F_",
            "two\nlines",
            "a\tb",
            "  spaced  ",
            "１２",
            "東京；大阪",
        ),
        *(
            "東京；大阪",
            "2019-05-01",
            "35 %",
            "http://example.org/a;b",
            "\u00a0nbsp\u00a0",
            "🚲",
            "-",
            "null",
        ),
    ]
)
_texts = st.one_of(_odd, st.text(_letters, min_size=1, max_size=30)).filter(
    lambda text: bool(text.strip())
)
_slugs = st.from_regex(r"[a-z][a-z0-9]{0,5}(-[a-z0-9]{1,4})?", fullmatch=True)
_decimals = st.from_regex(r"-?[0-9]{1,6}(\.[0-9]{1,4})?", fullmatch=True)
_KINDS = {
    f"{PREFIXES['xsd']}decimal": _decimals,
    f"{PREFIXES['xsd']}integer": st.integers(-3000, 3000).map(str),
    f"{PREFIXES['xsd']}boolean": st.sampled_from(["true", "false"]),
}


def _values(column: Column) -> st.SearchStrategy[Any]:
    assert column.key is not None
    if column.key.refers:
        names = st.one_of(_slugs, st.sampled_from(["1/p1/s1", "2.10/p1/s2"]), st.just("id:x"))
        one = names if column.key.base is None else st.one_of(_slugs, st.just("id:mic"))
    else:
        one = _KINDS.get(column.key.datatype or "", _texts)
    # A single value may stand in a list as well, and a list where one value is due is read too.
    return st.one_of(one, st.lists(one, min_size=1, max_size=3)) if column.many else one


def _nodes(form: SheetForm, fixed: dict[str, st.SearchStrategy[Any]]) -> st.SearchStrategy[Any]:
    columns = [column for column in form.own if column.key and column.name not in fixed]
    required = {column.name: _values(column) for column in columns if column.required}
    optional = {column.name: _values(column) for column in columns if not column.required}
    return st.fixed_dictionaries({**fixed, **required}, optional=optional)


@st.composite
def _generated(draw: st.DrawFn) -> list[dict[str, Any]]:
    """Draw claims with every key of the form, and odd texts in them."""
    names = draw(st.lists(_slugs, min_size=1, max_size=4, unique=True))
    taken = iter(range(10_000))
    claims = []
    for name in names:
        claim = draw(_nodes(FORMS[0], {"id": st.just(f"claim-{name}")}))
        for form in FORMS[1:]:
            naming = form.level.rule.named_by
            # Nodes are told apart by their names, so each gets another one.
            fixed = {
                column: st.builds(lambda c=column: f"{c.replace('_', '-')}-{next(taken)}")
                for column in naming[:1]
            }
            count = draw(st.integers(0, 3))
            if not naming:
                count = min(count, 1)  # what has no name stands once
            parts = [draw(_nodes(form, fixed)) for _ in range(count)]
            if parts:
                claim[form.key] = parts
        claims.append(claim)
    return claims


@settings(
    max_examples=2000 if DEEP else 15,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(claims=_generated())
def test_any_claims_come_back_as_they_went(claims: list[dict[str, Any]], tmp_path: Path) -> None:
    """Every key of the form with every text survives, written and saved again."""
    root = tmp_path / "corpus"
    shutil.rmtree(root, ignore_errors=True)
    shutil.copytree(SMALL, root)
    path = claims_file(root)
    text = path.read_text(encoding="utf-8")
    blocks = [written_claim(claim) for claim in claims]
    path.write_text(with_items(text, "claims.yaml", appended=blocks), encoding="utf-8")
    taken = sheet_in(Book(sheet_out(root)).data, "claims.xlsx", root)
    assert taken.in_words == ""
    assert (taken.after, taken.remarks) == ({}, ())
