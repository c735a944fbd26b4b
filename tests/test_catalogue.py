"""Named questions: complete headers, slots that hold, and values that never leave them."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
import rdflib
from hypothesis import example, given
from hypothesis import strategies as st

import scgraph
from scgraph.catalogue import Catalogue, Question, fill, read_question
from scgraph.catalogue.lint import lint
from scgraph.engine import MemoryEngine, Solutions
from scgraph.errors import (
    AmbiguousNameError,
    ParameterError,
    QueryError,
    UnknownNameError,
    UnknownQuestionError,
)
from scgraph.names import Names
from test_questions import QUESTIONS, corpus_of

QUERIES = Path(__file__).resolve().parents[1] / "queries"
CATALOGUE = Catalogue(QUERIES)
# What stands behind claims is a graph; the others answer with rows.
SELECTS = sorted(set(CATALOGUE) - {"evidence/behind-claims"})
WITHOUT_ROWS = (
    "audit/replies",
    "causes/loops",
    "curation/alternatives",
    "curation/unreviewed",
    "figures/derived",
    "sources/uncited-entries",
)
CARDS = [name for name in CATALOGUE if name.startswith("cards/")]
HEADER = """#+ title: Echo
#+ answers: What was given?
#+ params:
#+   x: {type: TYPE, about: the value}
#+   other: {type: string, about: another value}
#+ columns: {x: the value, other: another}
"""
BODY = "SELECT ?x ?other WHERE { VALUES ?x { UNDEF } VALUES ?other { UNDEF } } ORDER BY ?x ?other"
SKOS_RULE = "PREFIX skos: <http://www.w3.org/2004/02/skos/core#>\n"
EMPTY = Names(MemoryEngine())


def echo(type_name: str = "string") -> Question:
    """Return a question that answers with the value of its parameter."""
    return read_question("test/echo", HEADER.replace("TYPE", type_name) + BODY)


def faults(body: str, params: str = "x: {type: string, about: a value}") -> list[str]:
    """Return what the lint says of a query with one column and one parameter."""
    header = f"#+ title: T\n#+ answers: A?\n#+ params:\n#+   {params}\n#+ columns: {{a: it}}\n"
    return lint(read_question("test/lint", header + SKOS_RULE + body))


@pytest.mark.parametrize("name", sorted(CATALOGUE))
def test_lint(name: str) -> None:
    """Every shipped query has a complete header and keeps the measured rules."""
    assert lint(CATALOGUE[name]) == []


def test_every_file_is_a_question() -> None:
    """The catalogue holds every query file, under the name of its folder and file."""
    files = {str(path.relative_to(QUERIES).with_suffix("")) for path in QUERIES.rglob("*.rq")}
    assert files == set(CATALOGUE)
    assert len(files) > 20


@pytest.mark.parametrize("name", SELECTS)
def test_example(kg: scgraph.KnowledgeGraph, name: str) -> None:
    """The example of each question gives an answer with the columns that the header names."""
    question = CATALOGUE[name]
    where = corpus_of(name) if name in QUESTIONS else kg
    table = where.ask(name, **question.example)
    assert list(table.columns) == list(question.columns)
    assert (len(table) > 0) != (question.topic == "integrity" or name in WITHOUT_ROWS)


@pytest.mark.parametrize("name", CARDS)
def test_cards_on_two_engines(kg: scgraph.KnowledgeGraph, name: str) -> None:
    """Two engines give the same rows to a question of a card, in the same order."""
    names = Names(MemoryEngine(kg._corpus.quads))
    text = fill(CATALOGUE[name], CATALOGUE[name].example, names)
    ours = [[term and term.strip() for term in row] for row in kg.query(text).terms]  # type: ignore[union-attr]
    theirs = [
        [None if term is None else term.n3() for term in row] for row in dataset(kg).query(text)
    ]  # type: ignore[union-attr]
    assert [[plain(cell) for cell in row] for row in ours] == [
        [plain(cell) for cell in row] for row in theirs
    ]


def plain(term: str | None) -> str | None:
    """Return the written form of a term without its type, which one engine abbreviates."""
    return None if term is None else term.partition("^^")[0].strip('"')


_DATASETS: dict[int, rdflib.Dataset] = {}


def dataset(kg: scgraph.KnowledgeGraph) -> rdflib.Dataset:
    """Return the corpus as rdflib holds it, made once."""
    return _DATASETS.setdefault(id(kg), kg.to_rdflib())


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"])))
@example('" } DROP ALL #')
@example("\\u0022 } SELECT * { ?s ?p ?o }")
@example("VALUES ?other { UNDEF }")
@example('"@en')
@example("\\")
@example("\r\n\t\x00\x7f")
@example("{ UNDEF } ?x $x \\1 \\g<0>")
def test_a_string_stays_in_its_slot(value: str) -> None:
    """Whatever a string holds, two engines read back that string and nothing else."""
    text = fill(echo(), {"x": value, "other": "o"}, EMPTY)
    answer = MemoryEngine().query(text)
    assert isinstance(answer, Solutions)
    assert [[term.value for term in row] for row in answer] == [[value, "o"]]  # type: ignore[union-attr]
    assert [[str(term) for term in row] for row in rdflib.Graph().query(text)] == [[value, "o"]]  # type: ignore[union-attr]


@given(st.text())
def test_a_name_is_looked_up_and_never_written_into_the_query(value: str) -> None:
    """A text for a thing that does not exist is an unknown name, and no query is made."""
    with pytest.raises(UnknownNameError):
        fill(echo("iri"), {"x": value}, EMPTY)


@pytest.mark.parametrize(
    ("type_name", "value", "written"),
    [
        ("integer", 2024, '"2024"^^<http://www.w3.org/2001/XMLSchema#integer>'),
        ("integer", " -3 ", '"-3"^^<http://www.w3.org/2001/XMLSchema#integer>'),
        ("decimal", Decimal("35.20"), '"35.20"^^<http://www.w3.org/2001/XMLSchema#decimal>'),
        ("decimal", 1, '"1"^^<http://www.w3.org/2001/XMLSchema#decimal>'),
        ("boolean", "Yes", '"true"^^<http://www.w3.org/2001/XMLSchema#boolean>'),
        ("boolean", False, '"false"^^<http://www.w3.org/2001/XMLSchema#boolean>'),
        ("string", "a", '"a"'),
    ],
)
def test_types(type_name: str, value: object, written: str) -> None:
    """A value is written as a literal of the parameter's type."""
    assert f"VALUES ?x {{ {written} }}" in fill(echo(type_name), {"x": value}, EMPTY)


@pytest.mark.parametrize(
    ("type_name", "value"),
    [
        ("integer", "soon"),
        ("integer", "1.5"),
        ("integer", True),
        ("integer", "٣"),
        ("integer", "1_000"),
        ("decimal", "1e5"),
        ("decimal", float("nan")),
        ("boolean", "perhaps"),
        ("boolean", 2),
        ("string", 5),
        ("string", "\ud800"),
        ("string", None),
        ("string", []),
        ("iri", None),
        ("iri", ()),
    ],
)
def test_wrong_types(type_name: str, value: object) -> None:
    """A value that is not of the parameter's type is an error that names question and value."""
    with pytest.raises(ParameterError) as caught:
        fill(echo(type_name), {"x": value}, EMPTY)
    assert (caught.value.question, caught.value.parameter) == ("test/echo", "x")
    assert caught.value.value is value


def test_unfilled() -> None:
    """A question without values is its file as it stands."""
    assert fill(echo(), {}, EMPTY) == echo().text


def test_unknown_parameter(kg: scgraph.KnowledgeGraph) -> None:
    """An unknown parameter is an error that offers the near one."""
    with pytest.raises(ParameterError, match="did you mean 'actor'") as caught:
        kg.ask("actors/roles", acter="mic")
    assert caught.value.near[0] == "actor"


@pytest.mark.parametrize(
    ("value", "error"),
    [
        ("fragmented-governance", UnknownNameError),
        ("id:fragmented-governance", UnknownNameError),
        ("mlitt", UnknownNameError),
        ("", UnknownNameError),
        ("UNDEF", UnknownNameError),
        (None, ParameterError),
        (7, UnknownNameError),
    ],
)
def test_never_all_rows(kg: scgraph.KnowledgeGraph, value: object, error: type[Exception]) -> None:
    """A value of another kind, or of none, is an error and never the answer for all."""
    with pytest.raises(error):
        kg.ask("actors/roles", actor=value)


def test_near_name(kg: scgraph.KnowledgeGraph) -> None:
    """A misspelt thing is an error that offers the near one."""
    with pytest.raises(UnknownNameError) as caught:
        kg.ask("actors/roles", actor="mlitt")
    assert "mlit" in caught.value.near


def test_short_name(kg: scgraph.KnowledgeGraph) -> None:
    """The last part of a name is enough where it is the only such; a card's question is not one."""
    assert kg.ask("hierarchy", under="institutional-barriers").rows
    assert CATALOGUE.question("hierarchy").name == "barriers/hierarchy"
    assert CATALOGUE.question("cards/hierarchy").name == "cards/hierarchy"


def test_unknown_question() -> None:
    """A misspelt question is an error that offers the near one."""
    with pytest.raises(UnknownQuestionError) as caught:
        CATALOGUE.question("barriers/hierachy")
    assert caught.value.near[0] == "barriers/hierarchy"


def test_ambiguous_short_name(tmp_path: Path) -> None:
    """A short name of two questions is an error that offers both."""
    for topic in ("a", "b"):
        (tmp_path / topic).mkdir()
        (tmp_path / topic / "all.rq").write_text(BODY, encoding="utf-8")
    with pytest.raises(UnknownQuestionError) as caught:
        Catalogue(tmp_path).question("all")
    assert caught.value.near == ("a/all", "b/all")


def test_ambiguous_thing() -> None:
    """A name of two things is an error in a question too."""
    engine = MemoryEngine()
    for slug in ("a", "b"):
        engine.load_nquads(
            f"<x:{slug}> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
            f" <https://w3id.org/scgraph/vocab/Actor> <x:g> .\n"
            f'<x:{slug}> <http://www.w3.org/2004/02/skos/core#prefLabel> "Same" <x:g> .'.encode()
        )
    with pytest.raises(AmbiguousNameError):
        fill(echo("iri"), {"x": "same"}, Names(engine))


@pytest.mark.parametrize(
    "header",
    [
        "#+ title: [",
        "#+ just text",
        "#+ title: {a: b}",
        "#+ params: text",
        "#+ params:\n#+   x: text",
        "#+ params:\n#+   x: {type: date}",
    ],
)
def test_broken_header(header: str) -> None:
    """A header that is not of the right form is an error that names the question."""
    with pytest.raises(QueryError, match="topic/name"):
        read_question("topic/name", f"{header}\n{BODY}")


def test_header_scalars() -> None:
    """Every scalar of a header is text, also those that YAML takes for something else."""
    question = read_question("a/b", "#+ columns: {no: 1.10, on: null}\n" + BODY)
    assert question.columns == {"no": "1.10", "on": "null"}


@pytest.mark.parametrize(
    ("body", "fault"),
    [
        ("SELECT ?a { ?a ?b ?c } ORDER BY ?a", "no VALUES ?x { UNDEF } row"),
        (
            "SELECT ?a { VALUES ?x { UNDEF } ?a ?b ?c FILTER NOT EXISTS { ?a ?b ?x } } ORDER BY ?a",
            "the NOT EXISTS group uses x without a row of its own",
        ),
        (
            "SELECT ?a { VALUES ?x { UNDEF } { SELECT ?a { ?a ?b ?x } } } ORDER BY ?a",
            "the SELECT group uses x without a row of its own",
        ),
        (
            "SELECT ?a { VALUES ?x { UNDEF } ?a ?b ?c OPTIONAL { ?a ?d ?x } } ORDER BY ?a",
            "the OPTIONAL group uses x without a row of its own",
        ),
        (
            "SELECT ?a { VALUES ?x { UNDEF } ?a ?b ?c { ?a ?d ?e FILTER (?e > ?x) } } ORDER BY ?a",
            "the { } group uses x without a row of its own",
        ),
        (
            "SELECT ?a { VALUES ?x { UNDEF } OPTIONAL { ?a ?b ?c } } ORDER BY ?a",
            "VALUES directly before OPTIONAL",
        ),
        (
            "SELECT ?a { VALUES ?x { UNDEF } ?a ?b ?x OPTIONAL { ?a ?c ?d } ?a ?e ?f } ORDER BY ?a",
            "a required pattern stands behind an OPTIONAL",
        ),
        (
            "SELECT ?a { VALUES ?x { UNDEF } ?a skos:broader* ?x } ORDER BY ?a",
            "ends a path with * or +",
        ),
        ("SELECT ?a { VALUES ?x { UNDEF } ?a ?b ?x }", "no ORDER BY"),
        ("SELECT ?a { VALUES ?x { UNDEF } ?a ?b ?x } ORDER BY ?x", "which is no column"),
        ("SELECT ?a { VALUES ?x { UNDEF } ?a ?b ?x } ORDER BY STR(?a)", "tells the rows apart"),
        ("SELECT ?a { VALUES ?x { UNDEF } ?a ?b ?x } ORDER BY ?a_label ?a", "STR(?a_label)"),
        ("SELECT ?a { VALUES ?x { UNDEF } ?a ?b ?x } ORDER BY ?a VALUES ?a { 1 }", "behind the"),
        (
            "SELECT (SAMPLE(?x) AS ?a) { VALUES ?x { UNDEF } ?c ?b ?x } ORDER BY ?a",
            "the query uses SAMPLE",
        ),
        ("SELECT ?a { VALUES ?x { UNDEF } GRAPH ?g { ?a ?b ?c } } ORDER BY ?a", "uses GRAPH"),
        ("SELECT ?a { VALUES ?x { UNDEF } SERVICE ?g { ?a ?b ?c } } ORDER BY ?a", "uses SERVICE"),
        ("SELECT ?a { VALUES ?x { UNDEF } VALUES ?y { UNDEF } ?a ?x ?y } ORDER BY ?a", "row of y"),
        ("SELECT ?a ?c { VALUES ?x { UNDEF } ?a ?x ?c } ORDER BY ?a ?c", "c is not in the header"),
        ("SELECT ?c { VALUES ?x { UNDEF } ?a ?x ?c } ORDER BY ?c", "a, which is no column"),
        ("SELECT * { VALUES ?x { UNDEF } ?a ?x ?c } ORDER BY ?a", "must name its columns"),
        ("ASK { ?a ?b ?c }", "must be a SELECT or a CONSTRUCT query"),
        ("SELECT ?a {", "cannot be parsed"),
    ],
)
def test_lint_finds(body: str, fault: str) -> None:
    """The lint finds each break of a measured rule."""
    assert any(fault in found for found in faults(body)), faults(body)


@pytest.mark.parametrize(
    "body",
    [
        "SELECT ?a { VALUES ?x { UNDEF } ?a ?b ?x } ORDER BY STR(?x) ?a",
        "SELECT ?a { ?a ?b ?c VALUES ?x { UNDEF } FILTER EXISTS { ?a skos:broader* ?x } }"
        " ORDER BY ?a",
        "SELECT ?a { VALUES ?x { UNDEF } ?a ?b ?x OPTIONAL { ?x ?c ?d } } ORDER BY ?a",
        "SELECT ?a { VALUES ?x { UNDEF } ?a ?b ?x OPTIONAL { ?a ?c ?d }"
        " BIND (STR(?d) AS ?e) ?e ?f ?g } ORDER BY ?a",
        "SELECT ?a { { VALUES ?x { UNDEF } ?a ?b ?x } { ?x ?c ?d } OPTIONAL { ?x ?e ?f } }"
        " ORDER BY ?a",
    ],
)
def test_lint_allows(body: str) -> None:
    """The lint lets pass what the rules allow."""
    assert faults(body) == []


def test_lint_header() -> None:
    """The lint finds a header that says too little or names what is not there."""
    found = lint(
        read_question(
            "a/b",
            "#+ titel: T\n#+ params:\n#+   x: {type: string, kind: Actor}\n#+ example: {y: 1}\n"
            + BODY,
        )
    )
    for fault in (
        "unknown key: titel",
        "no title",
        "does not say what the question answers",
        "x does not say what it is about",
        "x has a kind, but is no iri",
        "fills y",
    ):
        assert any(fault in sentence for sentence in found), fault
