"""A table as data frame, Arrow stream, query results JSON, and in a notebook."""

from __future__ import annotations

import builtins
import copy
import json
import pickle
from decimal import Decimal
from html.parser import HTMLParser
from typing import Any

import polars
import pyoxigraph
import pytest
import rdflib
from hypothesis import given
from hypothesis import strategies as st
from rdflib.query import Result

import scgraph
from scgraph.answers import Row, Table
from scgraph.answers.formats import TABLE_FORMATS
from scgraph.answers.notebook import MOST_ROWS
from scgraph.answers.values import Value

ROWS: tuple[tuple[Value, ...], ...] = (
    (1, Decimal("35.20"), True, "日本", None, 2**70, 1),
    (None, 2, None, "a,b", None, 3, "x"),
    (-3, None, False, None, None, None, None),
)
TABLE = Table(("whole", "number", "truth", "text", "empty", "huge", "mixed"), ROWS)
AS_LISTS = {
    "whole": [1, None, -3],
    "number": [35.2, 2.0, None],
    "truth": [True, None, False],
    "text": ["日本", "a,b", None],
    "empty": [None, None, None],
    "huge": [float(2**70), 3.0, None],
    "mixed": ["1", "x", None],
}


def test_polars() -> None:
    """Every column arrives with one type, and nothing that was missing is filled."""
    frame = TABLE.to_polars()
    assert frame.to_dict(as_series=False) == AS_LISTS
    assert [str(kind) for kind in frame.dtypes] == [
        *("Int64", "Float64", "Boolean", "String", "String", "Float64", "String"),
    ]


def test_pandas() -> None:
    """Whole numbers with gaps stay whole, and gaps stay gaps."""
    frame = TABLE.to_pandas()
    assert list(frame.columns) == list(TABLE.columns)
    for name, values in AS_LISTS.items():
        found = [
            None if missing else value
            for value, missing in zip(
                frame[name].tolist(), frame[name].isna().tolist(), strict=True
            )
        ]
        assert found == values, name
    assert [str(kind) for kind in frame.dtypes][:3] == ["Int64", "float64", "boolean"]


def test_arrow() -> None:
    """Whoever reads Arrow's interface reads the table as it is."""
    assert polars.DataFrame(TABLE).to_dict(as_series=False) == AS_LISTS


@pytest.mark.parametrize("rows", [0, 1])
def test_a_table_without_rows_keeps_its_columns(rows: int) -> None:
    """An answer with no rows is still an answer to the question."""
    table = Table(("a", "b"), (("x", 1),))[:rows]
    for frame in (table.to_polars(), polars.DataFrame(table)):
        assert frame.columns == ["a", "b"]
        assert frame.height == rows
    assert list(table.to_pandas().columns) == ["a", "b"]


def test_a_real_answer_arrives_whole(kg: scgraph.KnowledgeGraph) -> None:
    """The figures of the paper are the same in a data frame."""
    table = kg.ask("figures/all")
    frame = table.to_polars()
    assert frame["value"].to_list() == [float(str(value)) for value in table.column("value")]
    assert frame["place_label"].to_list() == list(table.column("place_label"))


@pytest.mark.parametrize(
    ("package", "call"),
    [
        ("pandas", Table.to_pandas),
        ("polars", Table.to_polars),
        ("nanoarrow", Table.__arrow_c_stream__),
    ],
)
def test_a_missing_package_is_named_with_its_extra(
    package: str, call: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who lacks a package is told which to install."""
    real = builtins.__import__

    def without(name: str, *rest: Any) -> Any:
        if name == package:
            raise ImportError(name)
        return real(name, *rest)

    monkeypatch.setattr("scgraph.answers.frames.import_module", lambda name: without(name))
    with pytest.raises(ImportError, match=rf"scgraph-evidence\[\w+\], or {package}"):
        call(TABLE)


SPARQL = """
SELECT * { VALUES (?iri ?plain ?tagged ?typed ?none) {
  (<https://example.org/a> "say \\"hi\\"\\n" "日本"@ja 35.20 UNDEF)
  (<https://example.org/b> "\\\\" "x"@en-gb
   "2020-01-01"^^<http://www.w3.org/2001/XMLSchema#date> 1) } }
"""


def test_query_results_json_is_read_by_two_libraries(kg: scgraph.KnowledgeGraph) -> None:
    """rdflib and Oxigraph read back the terms of the answer."""
    table = kg.query(SPARQL)
    assert isinstance(table, Table)
    text = table.to_srj()
    by_oxigraph = pyoxigraph.parse_query_results(text, pyoxigraph.QueryResultsFormat.JSON)
    read = [[None if term is None else str(term) for term in row] for row in by_oxigraph]  # type: ignore[union-attr]
    assert read == [list(row) for row in table.terms]
    by_rdflib = Result.parse(source=_stream(text), format="json")
    first = next(iter(by_rdflib))
    assert [first["iri"], first["tagged"]] == [  # type: ignore[index, call-overload]
        rdflib.URIRef("https://example.org/a"),
        rdflib.Literal("日本", lang="ja"),
    ]


def test_query_results_json_of_plain_values() -> None:
    """A table that was not made from a graph has literals, typed as Python types them."""
    bindings = json.loads(TABLE.to_srj())["results"]["bindings"]
    assert bindings[0]["truth"] == {
        "type": "literal",
        "value": "true",
        "datatype": "http://www.w3.org/2001/XMLSchema#boolean",
    }
    assert "empty" not in bindings[0]
    assert list(bindings[2]) == ["whole", "truth"]


def _stream(text: str) -> Any:
    import io

    return io.BytesIO(text.encode())


@pytest.mark.parametrize("name", TABLE_FORMATS)
def test_every_format_has_its_writer(name: str) -> None:
    """What the command line offers can be written, whatever the cells."""
    text = getattr(TABLE, TABLE_FORMATS[name])()
    assert "日本" in text


def test_json_writes_the_digits_of_a_decimal() -> None:
    """No decimal becomes another number on its way through a float."""
    table = Table(("n",), ((Decimal("0.12345678901234567890123"),), (Decimal("86.0"),)))
    assert table.to_jsonl() == '{"n": 0.12345678901234567890123}\n{"n": 86}\n'


@pytest.mark.parametrize("digits", [2500, 5000])
def test_a_number_of_thousands_of_digits_breaks_no_format(
    kg: scgraph.KnowledgeGraph, digits: int
) -> None:
    """Such a number is read as text, and written so."""
    for number in ("9" * digits, f"0.{'9' * digits}", f"-{'9' * digits}.5"):
        table = kg.query(f"SELECT ({number} AS ?n) {{}}")
        assert isinstance(table, Table)
        for name in TABLE_FORMATS:
            getattr(table, TABLE_FORMATS[name])()


@given(st.lists(st.text(), min_size=1, max_size=4))
def test_json_is_json_whatever_a_cell_holds(cells: list[str]) -> None:
    """Also lone surrogates, which UTF-8 cannot hold, come through."""
    columns = tuple(f"c{number}" for number in range(len(cells)))
    text = Table(columns, (tuple(cells),)).to_json().encode("utf-8").decode()
    assert list(json.loads(text)[0].values()) == cells


class _Cells(HTMLParser):
    """Collect the texts of cells, links, and any element that does not belong into a table."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.links: list[str | None] = []
        self.rows = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.rows += tag == "tr"
        self.links += [value for name, value in attrs if name == "href"]


def parsed(table: Table) -> _Cells:
    """Read the HTML that a notebook is given."""
    cells = _Cells()
    cells.feed(table._repr_html_())
    return cells


def test_a_notebook_shows_names_with_links(kg: scgraph.KnowledgeGraph) -> None:
    """An IRI stands behind the name of the thing, and its own column is gone."""
    table = kg.ask("actors/roles", actor="mic")
    html = table._repr_html_()
    assert '<a href="https://w3id.org/scgraph/id/mic">Ministry of Internal Affairs' in html
    assert "actor label" not in html


def test_a_notebook_shows_the_first_rows_and_says_so() -> None:
    """A long answer does not fill the page, and does not look complete."""
    table = Table(("n",), tuple((number,) for number in range(MOST_ROWS + 40)))
    assert parsed(table).rows == MOST_ROWS + 1
    assert f"the first {MOST_ROWS} of {MOST_ROWS + 40} rows" in table._repr_html_()


@given(st.text())
def test_no_cell_acts_as_markup(text: str) -> None:
    """Whatever a cell holds, the elements are those of a table."""
    allowed = {"table", "caption", "thead", "tbody", "tr", "th", "td", "br", "a"}
    assert set(parsed(Table((text or "a",), ((text,),))).tags) <= allowed


def test_a_row_is_a_value() -> None:
    """Rows compare, hash, copy and travel between processes."""
    row = Row(("a", "b"), (1, "x"))
    same = Row(("b", "a"), ("x", 1))
    assert row == same
    assert hash(row) == hash(same)
    assert pickle.loads(pickle.dumps(row)) == copy.deepcopy(row) == row
    assert pickle.loads(pickle.dumps(TABLE)) == TABLE


def test_terms_of_another_width_are_refused() -> None:
    """A table whose terms do not fit its rows would lie about its cells."""
    with pytest.raises(ValueError, match="terms"):
        Table(("a", "b"), ((1, 2),), (("<x:a>",),))
