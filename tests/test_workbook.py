"""A workbook says what the answers say: read back cell by cell, by two readers."""

from __future__ import annotations

import csv
import io
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from xml.etree import ElementTree

import openpyxl
import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.worksheet.worksheet import Worksheet
from pyoxigraph import Literal, NamedNode

import scgraph
from hostile import ADDRESSES, FORMULAS, PAYLOADS, hostile_corpus
from scgraph.answers import Table
from scgraph.answers.values import web_address
from scgraph.cli import main
from scgraph.errors import ExportError
from scgraph.export import workbook
from scgraph.export.workbook import cells, writing
from scgraph.export.workbook.front import COLUMNS, FRONT
from scgraph.export.workbook.plan import PARTS, Part
from scgraph.export.workbook.sheets import NAME, Sheet, sheet_title

SMALL = Path(__file__).resolve().parent / "fixtures" / "corpus-small"
PLACE = re.compile(r"'([^']+)'!A([1-9][0-9]*)")
SAVED = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
NOT_IN_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@pytest.fixture(scope="module")
def book(kg: scgraph.KnowledgeGraph, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write the workbook of the shipped corpus."""
    return kg.export(tmp_path_factory.mktemp("book") / "book.xlsx")[0]


@pytest.fixture(scope="module")
def hostile(kg: scgraph.KnowledgeGraph, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write the workbook of a corpus in which every text is hostile."""
    folder = tmp_path_factory.mktemp("hostile")
    return scgraph.load(hostile_corpus(kg, folder)).export(folder / "book.xlsx")[0]


def opened(path: Path) -> dict[str, Worksheet]:
    """Return the sheets of a workbook by name, as openpyxl reads them."""
    return {sheet.title: sheet for sheet in openpyxl.load_workbook(path)}


def parts_of(data: bytes) -> dict[str, ElementTree.Element]:
    """Return every file of a workbook, each of which must be well-formed XML."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        return {name: ElementTree.fromstring(archive.read(name)) for name in archive.namelist()}


def texts_of(data: bytes) -> list[str]:
    """Return the shared texts as ECMA-376 reads them, which openpyxl does only in part."""
    strings = parts_of(data).get("xl/sharedStrings.xml", ElementTree.Element("none"))
    whole = ("".join(t.text or "" for t in item.iter(f"{SAVED}t")) for item in strings)
    return [re.sub("_x([0-9A-F]{4})_", lambda code: chr(int(code[1], 16)), text) for text in whole]


def shortened(kg: scgraph.KnowledgeGraph, iri: str) -> str:
    """Return the short form of an IRI; of a paper its slug."""
    short = kg.curie(iri)
    return short.rpartition("/")[2] if "/paper/" in short else short


def as_read(value: Any) -> Any:
    """Return a value of an answer as a reader of the workbook finds it."""
    if value in (None, ""):
        return None
    if isinstance(value, bool):
        return str(value).lower()
    return float(value) if isinstance(value, Decimal | int) else value


def columns_of(sheet: Worksheet) -> dict[str, list[Any]]:
    """Return the values of a sheet by heading; no two headings are the same."""
    head, *body = sheet.iter_rows(values_only=True)
    assert len(set(head)) == len(head)
    return {name: [row[at] for row in body] for at, name in enumerate(head)}


@pytest.mark.parametrize("part", PARTS, ids=lambda part: part.title)
def test_every_cell_is_that_of_the_answer(
    kg: scgraph.KnowledgeGraph, book: Path, part: Part
) -> None:
    """A sheet has the rows of its question in their order, and all columns, names for IRIs."""
    shown = columns_of(opened(book)[part.title])
    # A paper is told by its slug, and its title on the first sheet.
    asked = kg.ask(part.question).without("paper_label")
    answer = asked.in_words(lambda iri: shortened(kg, iri)).joined("locator")
    assert len(answer)
    for name in answer.columns:
        heading = part.headings.get(name, name.replace("_", " "))
        assert [as_read(v) for v in shown[heading]] == [as_read(v) for v in answer.column(name)]


@pytest.mark.parametrize("part", [p for p in PARTS if p.more], ids=lambda part: part.title)
def test_further_columns_are_those_of_the_other_answer(
    kg: scgraph.KnowledgeGraph, book: Path, part: Part
) -> None:
    """What a second question adds stands in the row of the same thing, and no row is made of it."""
    shown = columns_of(opened(book)[part.title])
    answer, more = kg.ask(part.question), kg.ask(part.more)
    assert len(answer) == len(shown[next(iter(shown))])
    words = more.in_words(lambda iri: shortened(kg, iri))
    keys = [tuple(row[key] for key in part.more_keys) for row in more]
    known = {name.removesuffix("_label") for name in answer.columns}
    added = [name for name in words.columns if name not in known]
    assert added
    found = set()
    for number, row in enumerate(answer):
        key = tuple(row[name] for name in part.more_keys)
        other = words[keys.index(key)] if key in keys else None
        found |= {key} if other else set()
        for name in added:
            heading = part.headings.get(name, name.replace("_", " "))
            assert as_read(shown[heading][number]) == (as_read(other[name]) if other else None)
    assert found == set(keys)


def test_claims_count_what_is_said_of_them_elsewhere(
    kg: scgraph.KnowledgeGraph, book: Path
) -> None:
    """The last columns of the claims count citations, figures and checks, and lead to the first."""
    sheets = opened(book)
    claims = columns_of(sheets["Claims"])
    of_papers = sum(kg.ask("papers/all").column("claims"))
    assert len(claims["claim"]) == len(set(claims["claim"])) == of_papers
    for title in ("Citations", "Figures", "Checks"):
        theirs = columns_of(sheets[title])["claim"]
        column = list(claims).index(title.lower()) + 1
        for number, claim in enumerate(claims["claim"]):
            cell = sheets["Claims"].cell(number + 2, column)
            assert cell.value == theirs.count(claim)
            if cell.value:
                assert cell.hyperlink.location == f"'{title}'!A{theirs.index(claim) + 2}"
            else:
                assert cell.hyperlink is None


def links_of(path: Path) -> Iterator[tuple[Worksheet, Any]]:
    """Yield each cell that leads somewhere, and its sheet."""
    for sheet in opened(path).values():
        for row in sheet.iter_rows():
            for cell in row:
                if cell.hyperlink is not None:
                    yield sheet, cell


def test_links_lead_to_the_rows_of_what_they_name(book: Path) -> None:
    """A link within the workbook ends at a cell that exists, in the row about that thing."""
    sheets = opened(book)
    about = {
        part.title: columns_of(sheets[part.title])[part.headings.get(part.key, part.key)]
        for part in PARTS
        if part.key
    }
    within = 0
    for sheet, cell in links_of(book):
        if cell.hyperlink.location is None:
            continue
        within += 1
        title, row = PLACE.fullmatch(cell.hyperlink.location).groups()  # type: ignore[union-attr]
        assert int(row) <= sheets[title].max_row
        is_count = isinstance(cell.value, int | float)
        if int(row) > 1 and not is_count and sheet.title != FRONT:
            assert about[title][int(row) - 2] == cell.value
    assert within > 1000


def test_every_name_of_a_thing_with_a_row_is_a_link(book: Path) -> None:
    """A claim or a check leads on wherever it is named but in its own row."""
    sheets = opened(book)
    for name, home in (("claim", "Claims"), ("check", "Checks")):
        known = set(columns_of(sheets[home])[name])
        for title, sheet in sheets.items():
            heads = [cell.value for cell in sheet[1]]
            if title == home or name not in heads:
                continue
            column = heads.index(name) + 1
            for row in range(2, sheet.max_row + 1):
                cell = sheet.cell(row, column)
                assert (cell.hyperlink is not None) == (cell.value in known)


def test_addresses_are_links_and_show_where_they_lead(book: Path) -> None:
    """A link out of the workbook leads to the address that its cell shows."""
    out = [cell for _, cell in links_of(book) if cell.hyperlink.target]
    assert len(out) > 100
    for cell in out:
        fragment = f"#{cell.hyperlink.location}" if cell.hyperlink.location else ""
        assert f"{cell.hyperlink.target}{fragment}" == cell.value
    addresses = columns_of(opened(book)["Evidence"])["address"]
    assert {a for a in addresses if a} <= {cell.value for cell in out}


def test_no_cell_is_a_formula(book: Path, hostile: Path) -> None:
    """Each cell is text, a number or empty, and no part of the file knows formulas or macros."""
    for path in (book, hostile):
        kinds = {cell.data_type for sheet in opened(path).values() for r in sheet for cell in r}
        assert kinds == {"s", "n"}
        files = parts_of(path.read_bytes())
        assert not [name for name, xml in files.items() for _ in xml.iter(f"{SAVED}f")]
        assert not [name for name in files if re.search("vba|macro|externalLink|calcChain", name)]


def test_sheets_can_be_read_and_filtered(book: Path) -> None:
    """Headings stay in sight and filter, text wraps, and no column is too narrow or too wide."""
    sheets = opened(book)
    assert list(sheets) == [FRONT, *(part.title for part in PARTS), COLUMNS]
    for title, sheet in sheets.items():
        widths = [each.width for each in sheet.column_dimensions.values()]
        assert min(widths) >= 9
        assert max(widths) <= 91
        if title != FRONT:
            assert sheet.freeze_panes == "B2"
            assert sheet.auto_filter.ref == sheet.dimensions
            assert all(cell.font.bold for cell in sheet[1])
            assert sheet.cell(2, 2).alignment.wrap_text


def test_the_first_sheet_says_what_this_is(kg: scgraph.KnowledgeGraph, book: Path) -> None:
    """It has the paper, the licence, the day, counts that are right, and what standings mean."""
    sheets = opened(book)
    told = [value for row in sheets[FRONT].iter_rows(values_only=True) for value in row if value]
    assert {kg.ask("papers/all")[0].paper_label, kg.ask("papers/dataset")[0].licence} <= set(told)
    assert max(kg.ask("curation/passes").column("date")) in told
    for row in kg.ask("audit/standings"):
        assert (row.standing_label, row.meaning, row.checks) == tuple(
            told[told.index(row.standing_label) :][:3]
        )
    for title, sheet in list(sheets.items())[1:]:
        assert told[told.index(title) + 2] == sheet.max_row - 1


def test_the_last_sheet_tells_every_column(book: Path) -> None:
    """Each heading of each sheet is explained, and nothing else is."""
    sheets = opened(book)
    told = columns_of(sheets[COLUMNS])
    explained = set(zip(told["sheet"], told["column"], strict=True))
    assert all(told["meaning"])
    shown = {(part.title, name) for part in PARTS for name in columns_of(sheets[part.title])}
    assert shown == explained
    assert ("Barriers", NAME) in shown


def test_the_same_graph_gives_the_same_bytes(tmp_path: Path, book: Path) -> None:
    """Another process on another day, as far as the clock of the archive goes, writes the same."""
    command = [sys.executable, "-m", "scgraph", "export", str(tmp_path / "again.xlsx")]
    subprocess.run(command, check=True, capture_output=True)
    assert (tmp_path / "again.xlsx").read_bytes() == book.read_bytes()
    with zipfile.ZipFile(book) as archive:
        assert {each.date_time for each in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    known = openpyxl.load_workbook(book).properties
    assert str(known.created.date()) == str(known.modified.date()) == "2026-11-24"


def test_an_answer_is_one_sheet(kg: scgraph.KnowledgeGraph, tmp_path: Path) -> None:
    """A question, or an answer in hand, has its rows as they were asked, on one sheet."""
    asked = kg.ask("actors/roles", actor="mic")
    for name, wanted in {
        "q": {"question": "actors/roles", "actor": "mic"},
        "a": {"answer": asked},
    }.items():
        (path,) = kg.export(tmp_path / f"{name}.xlsx", **wanted)
        ((_, sheet),) = opened(path).items()
        words = asked.in_words(lambda iri: shortened(kg, iri))
        read = [[as_read(value) for value in row] for row in sheet.iter_rows(values_only=True)]
        assert read[0] == [name.replace("_", " ") for name in words.columns]
        assert read[1:] == [[as_read(value) for value in row] for row in words.rows]


def test_a_view_is_two_sheets(kg: scgraph.KnowledgeGraph, tmp_path: Path) -> None:
    """The nodes and edges of a view, whose ends lead to their nodes."""
    (path,) = kg.export(tmp_path / "view.xlsx", view="causes")
    sheets = opened(path)
    view = kg.view("causes")
    nodes, edges = columns_of(sheets["Nodes"]), columns_of(sheets["Edges"])
    assert dict(zip(nodes["id"], nodes["label"], strict=True)) == dict(view.nodes(data="label"))
    ends = sorted(
        (view.nodes[start]["label"], data["label"], view.nodes[end]["label"])
        for start, end, data in view.edges(data=True)
    )
    told = sorted(zip(edges["source"], edges["label"], edges["target"], strict=True))
    assert told == ends
    for row in range(2, sheets["Edges"].max_row + 1):
        cell = sheets["Edges"].cell(row, 1)
        _, at = PLACE.fullmatch(cell.hyperlink.location).groups()  # type: ignore[union-attr]
        assert nodes["label"][int(at) - 2] == cell.value


def test_a_corpus_without_checks_has_a_workbook_too(tmp_path: Path) -> None:
    """Sheets about which nothing is said have headings alone, and the first sheet says so."""
    (path,) = scgraph.load(SMALL).export(tmp_path / "small.xlsx")
    sheets = opened(path)
    assert list(sheets) == [FRONT, *(part.title for part in PARTS), COLUMNS]
    assert sheets["Claims"].max_row > 1
    assert sheets["Checks"].max_row == sheets["Evidence"].max_row == 1
    told = [value for row in sheets[FRONT].iter_rows(values_only=True) for value in row if value]
    assert "not stated in the corpus" in told


def test_an_empty_answer_is_a_sheet_of_headings(tmp_path: Path) -> None:
    """Nothing found is told as nothing found."""
    path = tmp_path / "empty.xlsx"
    path.write_bytes(workbook.answer_workbook(Table(("a", "b"), ()), "Empty", str))
    ((title, sheet),) = opened(path).items()
    assert (title, [cell.value for cell in sheet[1]], sheet.max_row) == ("Empty", ["a", "b"], 1)


def test_there_are_payloads() -> None:
    """What follows is tried on sixty hostile texts or more."""
    assert len(set(PAYLOADS)) == len(PAYLOADS) >= 60


def expected(text: str) -> str:
    """Return what a workbook is to hold of a text."""
    clean = NOT_IN_XML.sub("\ufffd", text)
    return clean if len(clean.encode("utf-16-le")) <= 2 * 32_767 else clean[:16_000]


@pytest.mark.parametrize("text", PAYLOADS, ids=lambda text: ascii(text[:40]))
def test_a_payload_is_text_wherever_it_stands(text: str) -> None:
    """As a label, an id, an address, a column or a title, it comes back as the text that it was."""
    iri = NamedNode("https://example.org/thing")
    rows = [[iri, Literal(text, language="en"), Literal(text)]]
    table = Table.from_terms(["a", "a_label", text or "b"], rows)
    data = workbook.answer_workbook(table, text, lambda _: text)
    read = texts_of(data)
    if text:
        assert any(found.startswith(expected(text)) for found in read)
        assert all(
            found.startswith((expected(text), expected(text.replace("_", " ")), "a", "b"))
            for found in read
        )
    sheet = openpyxl.load_workbook(io.BytesIO(data)).active
    assert {cell.data_type for row in sheet for cell in row} <= {"s", "n"}
    assert {cell.data_type for cell in sheet[2]} == ({"s"} if text else {"n"})


@pytest.mark.parametrize("text", FORMULAS)
def test_text_like_a_formula_stays_text_when_it_is_edited(text: str) -> None:
    """Excel is told that the cell is text, so that confirming it makes no formula of it."""
    data = workbook.answer_workbook(Table(("a",), ((text,),)), "Answer", str)
    cell = openpyxl.load_workbook(io.BytesIO(data)).active.cell(2, 1)
    assert cell.data_type == "s"
    assert bool(cell.quotePrefix) == text.startswith(("=", "+", "-", "@", "\t", "\r"))


@given(st.lists(st.text(st.characters(exclude_categories=())), min_size=1, max_size=5))
def test_any_text_comes_back(texts: list[str]) -> None:
    """Whatever a label holds, the file parses, and holds it."""
    data = workbook.answer_workbook(Table(("a",), tuple((text,) for text in texts)), "Answer", str)
    assert {expected(text) for text in texts if text} | {"a"} == set(texts_of(data))


@pytest.mark.parametrize("address", ADDRESSES, ids=lambda text: ascii(text[:40]))
def test_a_hostile_address_is_no_link(address: str) -> None:
    """Only http and https lead out, to the host that a reader sees."""
    assert web_address(address) == ""


def test_a_hostile_corpus_gives_a_workbook_without_hostile_links(hostile: Path) -> None:
    """All links out of it are plain web addresses, and those within it end at existing cells."""
    sheets = opened(hostile)
    links = [cell.hyperlink for _, cell in links_of(hostile)]
    assert links
    for link in links:
        if link.target:
            assert urlsplit(link.target).scheme in ("http", "https")
            assert "@" not in urlsplit(link.target).netloc
        else:
            title, row = PLACE.fullmatch(link.location).groups()  # type: ignore[union-attr]
            assert int(row) <= sheets[title].max_row
    seen = set(texts_of(hostile.read_bytes()))
    assert len([text for text in PAYLOADS if expected(text) in seen]) > 60


@pytest.mark.parametrize(
    "title", ["", "History", "'x'", "a/b:c*d?e[f]\\g", "x" * 99, "\x00\n", *PAYLOADS[:5]]
)
def test_a_title_is_one_that_excel_allows(title: str) -> None:
    """A sheet bears a name of 1 to 31 characters without those that Excel refuses."""
    allowed = sheet_title(title)
    assert 1 <= len(allowed) <= 31
    assert not re.search(r"[\[\]:*?/\\']", allowed)
    assert allowed.casefold() != "history"


@pytest.mark.parametrize(
    ("value", "wanted"),
    [
        (Decimal("35.20"), 35.2),
        (Decimal("1E+3"), 1000),
        (Decimal("0.0"), 0),
        (Decimal("-7"), -7),
        (Decimal("0.12345678901234567"), "0.12345678901234567"),
        (2**53, 2**53),
        (2**53 + 1, str(2**53 + 1)),
        (10**400, str(10**400)),
        (float("nan"), "nan"),
        (float("-inf"), "-inf"),
        (True, "true"),
        (None, ""),
    ],
)
def test_a_number_is_exact_or_text(value: Any, wanted: Any) -> None:
    """Excel holds fifteen digits; a number that needs more keeps all of them as text."""
    assert cells.content(value) == wanted
    assert type(cells.content(value)) is type(wanted)


def test_too_many_rows_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """What Excel cannot hold is an error that says what to do, not a file that lacks rows."""
    monkeypatch.setattr(writing, "MOST_ROWS", 2)
    table = Table(("a",), ((1,), (2,)))
    with pytest.raises(ExportError, match="3 rows, and Excel holds 2"):
        workbook.answer_workbook(table, "Answer", str)


def test_more_links_than_excel_holds_are_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """The cells beyond the limit keep their text, and nothing warns."""
    monkeypatch.setattr(writing, "MOST_LINKS", 2)
    rows = tuple((f"https://example.org/{number}",) for number in range(4))
    data = workbook.answer_workbook(Table(("a",), rows), "Answer", str)
    sheet = openpyxl.load_workbook(io.BytesIO(data)).active
    assert [bool(sheet.cell(row, 1).hyperlink) for row in range(2, 6)] == [True, True, False, False]
    assert sheet.cell(5, 1).value == "https://example.org/3"


def test_without_the_library_the_error_names_the_extra(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever lacks XlsxWriter is told what to install, in Python and on the command line."""
    monkeypatch.setitem(sys.modules, "xlsxwriter", None)
    path = tmp_path / "book.xlsx"
    with pytest.raises(ImportError, match=r"install scgraph-evidence\[xlsx\]"):
        scgraph.load().export(path, question="papers/all")
    ran = CliRunner().invoke(main, ["export", str(path)])
    assert ran.exit_code == 2
    assert "scgraph-evidence[xlsx]" in ran.output
    assert not path.exists()


def test_ask_says_which_command_writes_a_workbook(tmp_path: Path) -> None:
    """An answer is not drawn in letters into a file that is named like a workbook."""
    path = tmp_path / "all.xlsx"
    ran = CliRunner().invoke(main, ["ask", "papers/all", "-o", str(path)])
    assert ran.exit_code == 2
    assert f"scgraph export {path} --question NAME" in ran.output
    assert not path.exists()


def test_sheets_are_values() -> None:
    """What a workbook says can be looked at without writing one."""
    sheet = Sheet(
        "A", ((cells.Cell("a", look="heading"),), (cells.Cell("x", iri="x:x"),)), keys=("", "x:x")
    )
    assert sheet.places == {"x:x": "'A'!A2"}


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
def test_libreoffice_opens_it(book: Path, hostile: Path, tmp_path: Path) -> None:
    """Another program finds the same rows, and computes nothing."""
    form = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1"
    for path in (book, hostile):
        folder = tmp_path / path.parent.name
        profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
        command = ["soffice", profile, "--headless", "--convert-to", form, "--outdir", str(folder)]
        subprocess.run([*command, str(path)], check=True, capture_output=True, timeout=180)
        for title, sheet in opened(path).items():
            with (folder / f"book-{title}.csv").open(encoding="utf-8", newline="") as file:
                assert len(list(csv.reader(file))) == sheet.max_row
