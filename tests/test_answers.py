"""Tables, reports and cards: frozen values that can be written in every format."""

from __future__ import annotations

import csv
import io
import json
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode

from scgraph.answers import Card, Finding, Report, Row, Section, Table
from scgraph.errors import InvalidGraphError

XSD = "http://www.w3.org/2001/XMLSchema#"
AWKWARD = ['say "hi"', "two\nlines", "a|b", "<b>&</b>", "=SUM(A1)", "日本語、テスト", "a\tb", "\\n"]
TEXTS = st.text(alphabet=st.characters(exclude_categories=["Cs"], exclude_characters="\x00"))


def one_column(*values: str) -> Table:
    """Return a table with one column of text."""
    return Table(("text",), tuple((value,) for value in values))


@pytest.mark.parametrize(
    ("lexical", "datatype", "value"),
    [
        ("7", "integer", 7),
        ("-7", "int", -7),
        ("35.20", "decimal", Decimal("35.20")),
        ("true", "boolean", True),
        ("0", "boolean", False),
        ("1.5e3", "double", 1500.0),
        ("2024-05-01", "date", "2024-05-01"),
        ("soon", "integer", "soon"),
        ("1_000", "integer", "1_000"),
        ("1e5", "decimal", "1e5"),
        ("maybe", "boolean", "maybe"),
    ],
)
def test_plain_values(lexical: str, datatype: str, value: object) -> None:
    """A literal becomes the Python value of its type or stays text."""
    term = Literal(lexical, datatype=NamedNode(XSD + datatype))
    (row,) = Table.from_terms(["cell"], [[term]]).rows
    assert row == (value,)
    assert type(row[0]) is type(value)


def test_terms() -> None:
    """IRIs are full text and unbound cells none and terms are kept."""
    table = Table.from_terms(["a", "b"], [[NamedNode("https://example.org/x"), None]])
    assert table.rows == (("https://example.org/x", None),)
    assert table.terms == (("<https://example.org/x>", None),)


def test_rows_and_slices() -> None:
    """A table has length rows by name and slices that are tables."""
    table = one_column("a", "b", "c")
    assert len(table) == 3
    assert table[1].text == table[1]["text"] == "b"
    assert [row.text for row in table[1:]] == ["b", "c"]
    assert isinstance(table[:0], Table)
    assert table[-1] == Row(("text",), ("c",))


def test_unknown_column() -> None:
    """A row refuses a column that it does not have."""
    row = one_column("a")[0]
    with pytest.raises(KeyError):
        row["other"]
    with pytest.raises(AttributeError, match="other"):
        row.other  # noqa: B018


def test_ragged_rows() -> None:
    """A table refuses rows of another width."""
    with pytest.raises(ValueError, match="2 cells"):
        Table(("a", "b"), ((1,),))


@given(st.lists(st.lists(TEXTS, min_size=2, max_size=2), max_size=5))
def test_csv_round_trip(cells: list[list[str]]) -> None:
    """CSV reads back as the same cells whatever they hold."""
    text = Table(("a", "b"), tuple(map(tuple, cells))).to_csv()
    assert list(csv.reader(io.StringIO(text, newline=""))) == [["a", "b"], *cells]


def test_csv_formulas() -> None:
    """CSV leaves cells untouched that a spreadsheet takes for a formula."""
    assert one_column("=1+1", "+49", "-1", "@x").to_csv() == "text\n=1+1\n+49\n-1\n@x\n"


@given(st.lists(TEXTS, max_size=5))
def test_tsv_lines(cells: list[str]) -> None:
    """TSV has one line a row and one tab between cells."""
    text = Table(("a", "b"), tuple((cell, "x") for cell in cells)).to_tsv()
    lines = text.removesuffix("\n").split("\n")
    assert len(lines) == len(cells) + 1
    assert all(line.count("\t") == 1 for line in lines)


@given(st.lists(TEXTS, max_size=5))
def test_json_round_trip(cells: list[str]) -> None:
    """JSON and JSON lines hold the same objects."""
    table = one_column(*cells)
    objects = [{"text": cell} for cell in cells]
    assert json.loads(table.to_json()) == objects
    assert [json.loads(line) for line in table.to_jsonl().split("\n") if line] == objects


def test_json_values() -> None:
    """JSON writes numbers as numbers and Japanese as it is."""
    table = Table(("n", "d", "b", "t", "x"), ((1, Decimal("35.2"), True, "総務省", float("nan")),))
    assert table.to_jsonl() == '{"n": 1, "d": 35.2, "b": true, "t": "総務省", "x": "nan"}\n'


def test_empty_table() -> None:
    """An empty table keeps its header in every format."""
    table = one_column()
    assert table.to_csv() == table.to_tsv() == "text\n"
    assert table.to_json() == "[]\n"
    assert table.to_jsonl() == ""
    assert table.to_markdown() == "| text |\n| --- |\n"


def test_decimal_text() -> None:
    """CSV writes whole decimals without exponent."""
    assert Table(("d",), ((Decimal("1E+3"),),)).to_csv() == "d\n1000\n"


@pytest.mark.parametrize("text", AWKWARD)
def test_markdown_escapes(text: str) -> None:
    """Markdown keeps each row on one line with the bars of its columns."""
    line = one_column(text).to_markdown().split("\n")[2]
    assert line.replace("\\|", "").count("|") == 2
    assert "<b>" not in line.replace("\\<", "")


@pytest.mark.parametrize("text", AWKWARD)
def test_html_escapes(text: str) -> None:
    """HTML shows text and never markup of a cell."""
    html = one_column(text)._repr_html_()
    assert "<b>" not in html
    assert html.count("<td ") == html.count("</td>") == 1


def test_html_links() -> None:
    """HTML links web addresses that are IRIs and nothing else."""
    iris = [[NamedNode("https://example.org/?a&b")], [NamedNode("javascript:alert(1)")]]
    html = Table.from_terms(["a"], iris).to_html()
    assert '<a href="https://example.org/?a&amp;b">' in html
    assert html.count("<a ") == 1
    assert "<a " not in one_column("https://example.org/").to_html()


def test_in_words() -> None:
    """In words, a label column takes the place of its IRIs."""
    mic, other = NamedNode("https://example.org/mic"), NamedNode("https://example.org/other")
    table = Table.from_terms(
        ["actor", "actor_label", "claim"], [[mic, Literal("MIC"), other], [other, None, other]]
    )
    words = table.in_words(lambda iri: iri.rpartition("/")[2])
    assert words.columns == ("actor", "claim")
    assert words.rows == (("MIC", "other"), ("other", "other"))


def test_conforms() -> None:
    """A report conforms unless a finding is a violation."""
    warning, violation = Finding("Warning", "w", "x"), Finding("Violation", "v", "y")
    assert Report((warning,), 2, 0, 0).conforms
    assert not Report((warning, violation), 2, 0, 1).conforms


def test_raise_if_invalid() -> None:
    """Raising an invalid report carries the report."""
    report = Report((Finding("Violation", "no type", "x", place="a.yaml:1:2"),), 1, 0, 1)
    with pytest.raises(InvalidGraphError, match=r"a\.yaml:1:2  Violation  no type") as caught:
        report.raise_if_invalid()
    assert caught.value.report is report
    valid = Report((), 1, 0, 0)
    assert valid.raise_if_invalid() is valid


def test_counts() -> None:
    """A report says its three counts."""
    assert str(Report((), 12, 3, 0)) == "12 checked, 3 skipped, 0 failed"


def test_card() -> None:
    """A card is read by heading and prints what it holds."""
    roles = Table(("role", "in"), (("leads", "x"), ("holds", None)))
    card = Card("x:a", "A", {"en": "A", "ja": "あ"}, "Actor", "An a.", (Section("Roles", roles),))
    assert card["Roles"] is roles
    assert str(card) == "A · あ\nActor · x:a\nAn a.\n\nRoles\n  leads · x\n  holds"
    with pytest.raises(KeyError):
        card["Figures"]


def test_frozen() -> None:
    """Answers cannot be changed."""
    with pytest.raises(AttributeError):
        one_column().rows = ()  # type: ignore[misc]
    with pytest.raises(AttributeError):
        Finding("Info", "m", "x").message = "other"  # type: ignore[misc]
