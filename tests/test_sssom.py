"""The alignment ledger: what it says is read, what is wrong pointed at, what joins decided."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import NamedNode, Quad

from scgraph import files, terms
from scgraph.catalogue import Catalogue
from scgraph.catalogue.integrity import check_integrity
from scgraph.corpus import read_corpus
from scgraph.engine import MemoryEngine
from scgraph.errors import ReadError
from scgraph.names import Names
from scgraph.reading import joined, read_alignments
from scgraph.reading.sssom import LEDGER, read_ledger
from scgraph.reading.tsv import read_tsv, written_row
from scgraph.validation.places import place_of
from test_diff import corpus

FIXTURE = Path(__file__).parent / "fixtures" / "corpus-compared"
BASE = "https://example.org/buses/"
HEAD = "#curie_map:\n#  bus: https://example.org/buses/id/\n#  schema: https://schema.org/\n"
COLUMNS = (
    "subject_id\tpredicate_id\tpredicate_modifier\tobject_id\tmapping_justification"
    "\tauthor_label\treviewer_label\tmapping_date\tconfidence\n"
)
WITH = NamedNode(f"{terms.VOCAB}alignedWith")
AS = NamedNode(f"{terms.VOCAB}alignedAs")


def row(
    this: str = "bus:a",
    that: str = "bus:b",
    *,
    tie: str = "skos:exactMatch",
    negated: bool = False,
    why: str = "semapv:ManualMappingCuration",
    author: str = "Ada",
    reviewer: str = "Ben",
    date: str = "2026-03-01",
    confidence: str = "",
) -> str:
    """Return a row of a ledger with the columns above."""
    cells = (this, tie, "Not" if negated else "", that, why, author, reviewer, date, confidence)
    return written_row(cells)


def faults(text: str) -> list[str]:
    """Return the faults of a ledger as lines."""
    with pytest.raises(ReadError) as caught:
        read_ledger(text.encode(), "a.tsv", {"own": "https://example.org/own/id/"})
    return [str(fault) for fault in caught.value.faults]


def quads(tmp_path: Path, *rows: str) -> list[Quad]:
    """Return the quads of a ledger with what they join."""
    path = tmp_path / LEDGER
    path.write_text(HEAD + COLUMNS + "".join(rows), encoding="utf-8")
    found = read_alignments(path, BASE).quads
    return [*found, *joined(found)]


def groups(found: list[Quad]) -> dict[str, str]:
    """Return under which thing each is gathered, by their last letters."""
    return {q.subject.value[-1]: q.object.value[-1] for q in found if q.predicate == AS}  # type: ignore[union-attr]


def test_a_ledger_is_written_as_it_was_read() -> None:
    """The same bytes come out, quoted cells and comments included."""
    data = (FIXTURE / LEDGER).read_bytes()
    assert read_ledger(data, "a.tsv").text.encode() == data


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"])), min_size=1, max_size=5))
def test_any_cell_comes_back(cells: list[str]) -> None:
    """Whatever a cell holds, it is read as it was written."""
    line = written_row(cells)
    (found,) = read_tsv(line, "a.tsv")
    assert [cell.text for cell in found] == cells


def test_the_fixture_says_what_it_says(tmp_path: Path) -> None:
    """Rows become nodes of one graph, with place, people, and what joins in both directions."""
    parsed = read_alignments(FIXTURE / LEDGER, BASE)
    assert {quad.graph_name.value for quad in parsed.quads} == {f"{BASE}alignments"}  # type: ignore[union-attr]
    assert {place.line for place in parsed.places.values()} == set(range(8, 16))
    assert sum(quad.predicate == WITH for quad in parsed.quads) == 10


def test_a_node_is_named_by_what_its_row_says(tmp_path: Path) -> None:
    """Another order of the rows gives the same nodes; another reviewer is another mapping."""
    one, other = row(), row("bus:c", "bus:d")
    first = {quad.subject for quad in quads(tmp_path, one, other)}
    assert {quad.subject for quad in quads(tmp_path, other, one)} == first
    assert {quad.subject for quad in quads(tmp_path, row(reviewer="Eve"), other)} != first


@pytest.mark.parametrize(
    ("told", "joins"),
    [
        (row(), True),
        (row(tie="schema:sameAs"), True),
        (row(author="Ada", reviewer="Ada"), True),
        (row(reviewer=""), False),
        (row(negated=True), False),
        (row(tie="skos:closeMatch"), False),
        (row(tie="skos:broadMatch"), False),
        (row(tie="skos:narrowMatch"), False),
        (row(tie="skos:relatedMatch"), False),
    ],
)
def test_what_joins(tmp_path: Path, told: str, joins: bool) -> None:
    """A reviewed row joins that says sameness and is not negated, whoever reviewed it."""
    assert groups(quads(tmp_path, told)) == ({"a": "a", "b": "a"} if joins else {})


def test_a_chain_is_one_group_whatever_its_order(tmp_path: Path) -> None:
    """What is joined in steps is gathered under one thing, the first by IRI."""
    chain = [row("bus:c", "bus:b"), row("bus:b", "bus:a"), row("bus:x", "bus:y")]
    expected = {"a": "a", "b": "a", "c": "a", "x": "x", "y": "x"}
    assert groups(quads(tmp_path, *chain)) == expected
    assert groups(quads(tmp_path, *reversed(chain))) == expected


def test_a_contradicted_group_joins_nothing(tmp_path: Path) -> None:
    """Neither the contradicted pair nor a chain around it counts; other groups do."""
    chain = [row(), row("bus:b", "bus:c"), row("bus:x", "bus:y")]
    assert groups(quads(tmp_path, *chain, row("bus:c", "bus:a", negated=True))) == {
        "x": "x",
        "y": "x",
    }
    assert (
        len(groups(quads(tmp_path, *chain, row("bus:c", "bus:a", negated=True, reviewer="")))) == 5
    )
    near = row("bus:c", "bus:a", negated=True, tie="skos:closeMatch")
    assert len(groups(quads(tmp_path, *chain, near))) == 5


FAULTS = {
    "a column": (
        HEAD + COLUMNS.replace("author_label", "author_lable") + row(),
        "a.tsv:4:76: unknown column 'author_lable' (did you mean 'author_label'",
    ),
    "no column": (HEAD + COLUMNS.replace("object_id", "comment"), "no column 'object_id'"),
    "a column twice": (HEAD + COLUMNS.replace("confidence", "object_id"), "stands twice"),
    "a predicate": (
        HEAD + COLUMNS + row(tie="skos:exactmatch"),
        "a.tsv:5:7: predicate_id: 'skos:exactmatch' is not read here (did you mean 'skos:ex",
    ),
    "a justification": (
        HEAD + COLUMNS + row(why="semapv:ManualCuration"),
        "did you mean 'semapv:ManualMappingCuration'",
    ),
    "a modifier": (HEAD + COLUMNS + row().replace("\t\t", "\tNo\t", 1), "'No' is not 'Not'"),
    "a prefix": (
        HEAD + COLUMNS + row("bsu:a"),
        "a.tsv:5:1: subject_id: prefix 'bsu' is not in the curie_map (did you mean 'bus'",
    ),
    "a prefix of the corpus": (
        HEAD + COLUMNS + row("own:a"),
        "add the line '#  own: https://example.org/own/id/'",
    ),
    "an address": (
        HEAD + COLUMNS + row("https://example.org/buses/id/a"),
        "write 'https://example.org/buses/id/a' with a prefix",
    ),
    "no prefix": (HEAD + COLUMNS + row("late buses"), "'late buses' has no prefix"),
    "nothing": (HEAD + COLUMNS + row(""), "subject_id: there is no value"),
    "itself": (HEAD + COLUMNS + row("bus:a", "bus:a"), "this maps a thing to itself"),
    "nobody": (HEAD + COLUMNS + row(author=""), "a.tsv:5:1: who says so?"),
    "a date": (HEAD + COLUMNS + row(date="1 March"), "mapping_date: '1 March' is not a date"),
    "a doubt": (HEAD + COLUMNS + row(confidence="7"), "'7' is not between 0 and 1"),
    "a row twice": (
        HEAD + COLUMNS + row() + row(),
        "a.tsv:6:1: this mapping stands twice; first in line 5",
    ),
    "a short row": (HEAD + COLUMNS + "bus:a\tskos:exactMatch\n", "2 cells under 9 columns"),
    "an empty row": (HEAD + COLUMNS + "\n" + row(), "a.tsv:5:1: an empty line under 9 columns"),
    "an open quote": (HEAD + COLUMNS + 'bus:a\t"skos', "a.tsv:5:7: this quote is not closed"),
    "a quote within": (HEAD + COLUMNS + '"bus":a\n', "text stands behind the closing quote"),
    "no block": (COLUMNS + row(), "begin with '#curie_map:'"),
    "no map": ("#comment: x\n" + COLUMNS, "must have a curie_map"),
    "a key": (
        HEAD + "#mapping_sat_id: x\n" + COLUMNS,
        "a.tsv:4:2: unknown key 'mapping_sat_id' (did you",
    ),
    "no YAML": ("#curie_map: [\n" + COLUMNS, "a.tsv:2:"),
    "a prefix that means something else": (
        HEAD.replace("schema: https://schema.org/", "schema: https://example.org/") + COLUMNS,
        "a.tsv:3:4: 'schema' means https://schema.org/ everywhere",
    ),
    "a prefix of nothing": ("#curie_map:\n#  a: b\n" + COLUMNS, "'a' must stand for an address"),
    "a control character": (HEAD + COLUMNS + "\x00", "a.tsv:5:1: a control character"),
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_is_pointed_at(name: str) -> None:
    """What is wrong is told with line and column, and near names where there are some."""
    text, expected = FAULTS[name]
    assert any(expected in line for line in faults(text)), faults(text)


def test_all_faults_are_told_at_once() -> None:
    """A person mends a file in one go."""
    told = faults(HEAD + COLUMNS + row("bsu:a") + row(tie="x:y", date="soon"))
    assert len(told) == 3


def test_bytes_that_are_no_text_are_refused() -> None:
    """The line of what is no UTF-8 is told."""
    with pytest.raises(ReadError, match=r"a\.tsv:2: is not UTF-8"):
        read_ledger(b"#curie_map:\n\xff", "a.tsv")


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    """Nothing but our own error comes out of a file that is no ledger."""
    head = (HEAD + COLUMNS).encode()
    for text in (data, head + data):
        try:
            read_ledger(text, "a.tsv")
        except ReadError as error:
            told = str(error)
        else:
            told = "read"
        assert told


def test_a_date_may_be_said_once_for_all() -> None:
    """The date of the block is that of rows in a file that has no such column."""
    columns = COLUMNS.replace("\tmapping_date", "")
    text = HEAD + "#mapping_date: 2026-03-09\n" + columns + row().replace("\t2026-03-01", "")
    assert read_ledger(text.encode(), "a.tsv").alignments[0].date == "2026-03-09"


CONTRADICTED = "bus:late-buses\t\tskos:exactMatch\tNot\tbus:unpunctual-services\t\t"
PLANTED = {
    "accepted and rejected": (CONTRADICTED, "alignments-contradicted", {8, 16}),
    "an actor that is a barrier": (
        "bus:county-office\t\tskos:exactMatch\t\tbus:sparse-network\t\t",
        "alignments-of-two-kinds",
        {12, 16},
    ),
    "two barriers of one paper": (
        "bus:thin-timetables\t\tskos:exactMatch\t\tbus:few-drivers\t\t",
        "alignments-within-a-paper",
        {9, 16},
    ),
    "in steps, what is apart": (
        "bus:sparse-network\t\tskos:exactMatch\t\tbus:costly-fares\t\t"
        "semapv:ManualMappingCuration\t\tAda\tAda\t2026-03-09\t\t\n"
        "bus:costly-fares\t\tskos:exactMatch\t\tbus:thin-timetables\t\t",
        "alignments-joining-what-is-apart",
        {15, 16, 17},
    ),
    "a match of actors": (
        "bus:older-riders\t\tskos:closeMatch\t\tbus:elderly-passengers\t\t",
        "alignments-by-the-wrong-property",
        {16},
    ),
}


@pytest.mark.parametrize("name", PLANTED)
def test_a_wrong_decision_is_a_violation_at_its_lines(tmp_path: Path, name: str) -> None:
    """Validation names every row that is part of it."""
    added, shape, lines = PLANTED[name]
    root = corpus(tmp_path)
    path = root / LEDGER
    tail = "semapv:ManualMappingCuration\t\tAda\tAda\t2026-03-09\t\t\n"
    path.write_text(path.read_text(encoding="utf-8") + added + tail, encoding="utf-8")
    read = read_corpus(root)
    engine = MemoryEngine(read.quads)
    report = check_integrity(Catalogue(files.queries()), engine, Names(engine))
    found = [place_of(one, read.places) for one in report if shape in (one.shape or "")]
    assert {place.line for place in found if place} >= lines
    assert all(place and LEDGER in place.file for place in found)
