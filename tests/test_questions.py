"""Each question gives the rows that are written down, on two engines and by every way in."""

from __future__ import annotations

import csv
import io
import subprocess
import sys
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import rdflib
import yaml

import scgraph
from scgraph.answers import Table
from scgraph.catalogue import Catalogue, fill
from scgraph.names import Names

ROOT = Path(__file__).resolve().parents[1]
EXPECTED = ROOT / "tests" / "expected"
FIXTURES = ROOT / "tests" / "fixtures"
QUESTIONS = sorted(
    str(path.relative_to(ROOT / "queries").with_suffix(""))
    for path in (ROOT / "queries").glob("*/*.rq")
    if path.parent.name not in ("cards", "evidence", "integrity")
)
# Beside the rows of each question: values of its parameters, and why it has no rows if it has none.
TRIED: dict[str, dict[str, Any]] = {
    name: yaml.safe_load((EXPECTED / f"{name}.yaml").read_text(encoding="utf-8")) or {}
    for name in QUESTIONS
}
FILLED: dict[str, list[dict[str, Any]]] = {
    name: list(tried.get("values", ())) for name, tried in TRIED.items()
}
CASES = [(name, values) for name in QUESTIONS for values in ({}, *FILLED[name])]
IDS = [f"{name} {' '.join(map(str, values.values()))}".strip() for name, values in CASES]


@cache
def catalogue() -> Catalogue:
    """Return the shipped questions."""
    return Catalogue(ROOT / "queries")


@cache
def corpus_of(name: str) -> scgraph.KnowledgeGraph:
    """Return the corpus that a question is tested on: the shipped one, or a fixture it names."""
    fixture = TRIED[name].get("corpus")
    return loaded(fixture)


@cache
def loaded(fixture: str | None) -> scgraph.KnowledgeGraph:
    """Return a corpus of the fixtures; the shipped one if none is named."""
    return scgraph.load(FIXTURES / fixture) if fixture else scgraph.load()


@cache
def dataset_of(fixture: str | None) -> rdflib.Dataset:
    """Return a corpus as a user of rdflib holds it."""
    return loaded(fixture).to_rdflib()


def names() -> Names:
    """Return the names of the shipped corpus."""
    return loaded(None).names


@pytest.fixture(scope="session")
def dataset(kg: scgraph.KnowledgeGraph) -> rdflib.Dataset:
    """Return the shipped corpus as a user of rdflib holds it."""
    return dataset_of(None)


@pytest.fixture(scope="session")
def bare(dataset: rdflib.Dataset) -> list[tuple[str, ...]]:
    """Return all rows of the main question, its file read as it stands by another engine."""
    path = ROOT / "queries" / "barriers" / "actors-and-evidence.rq"
    return with_rdflib(dataset, path.read_text(encoding="utf-8"))


def with_rdflib(dataset: rdflib.Dataset, text: str) -> list[tuple[str, ...]]:
    """Answer a query with rdflib; values are written as text."""
    return [tuple(written(term) for term in row) for row in dataset.query(text)]


def written(term: Any) -> str:
    """Write a term so that answers of two engines compare: numbers by value."""
    if term is None:
        return ""
    value = term.toPython() if isinstance(term, rdflib.Literal) else str(term)
    return str(value).lower() if isinstance(value, bool) else str(value)


def as_text(table: Table) -> list[tuple[str, ...]]:
    """Write the rows of a table as `written` does."""
    return [
        tuple("" if value is None else written(rdflib.Literal(value)) for value in row)
        for row in table.rows
    ]


def test_every_question_is_tested() -> None:
    """No question lacks values to be tested with, for each of its parameters."""
    assert len(QUESTIONS) >= 70
    for name in QUESTIONS:
        tried = {parameter for values in FILLED[name] for parameter in values}
        assert tried == {parameter.name for parameter in catalogue()[name].params}, name


@pytest.mark.parametrize("name", QUESTIONS)
def test_a_question_gives_the_expected_rows(name: str) -> None:
    """On the whole corpus a question gives the rows that were written down and read."""
    kg = corpus_of(name)
    path = EXPECTED / f"{name}.csv"
    with path.open(encoding="utf-8", newline="") as file:
        wanted = list(csv.reader(file))
    assert (len(wanted) > 1) != ("no_rows_because" in TRIED[name])
    assert key_columns(kg, kg.ask(name)) == wanted


def key_columns(kg: scgraph.KnowledgeGraph, table: Table) -> list[list[str]]:
    """Return header and rows without labels and paraphrases, which stand in the data."""
    kept = [
        place
        for place, column in enumerate(table.columns)
        if not column.endswith("_label") and column != "says"
    ]
    header = [table.columns[place] for place in kept]
    body = [
        ["" if row[place] is None else kg.curie(str(row[place])) for place in kept]
        for row in table.rows
    ]
    return [header, *body]


@pytest.mark.parametrize(("name", "values"), CASES, ids=IDS)
def test_two_engines_agree(name: str, values: dict[str, Any]) -> None:
    """Oxigraph and rdflib give the same rows in the same order."""
    kg = corpus_of(name)
    text = fill(catalogue()[name], values, kg.names)
    assert with_rdflib(dataset_of(TRIED[name].get("corpus")), text) == as_text(
        kg.ask(name, **values)
    )


@pytest.mark.parametrize(
    "name", [name for name in QUESTIONS if "no_rows_because" not in TRIED[name]]
)
def test_parameters_keep_some_rows_and_drop_others(name: str) -> None:
    """No value gives a row that none gives; each parameter has values that keep and that drop."""
    kg = corpus_of(name)
    every = kg.ask(name)
    sizes = {str(values): len(kg.ask(name, **values)) for values in FILLED[name]}
    for values in FILLED[name]:
        if not set(values) & set(TRIED[name].get("changing_rows", ())):
            assert within(every.rows, kg.ask(name, **values)), values
    for parameter in catalogue()[name].params:
        alone = [sizes[str(values)] for values in FILLED[name] if set(values) == {parameter.name}]
        assert any(alone), f"no value of {parameter.name} keeps a row"
        if parameter.name in TRIED[name].get("changing_rows", ()):
            assert any(
                kg.ask(name, **values) != every
                for values in FILLED[name]
                if set(values) == {parameter.name}
            ), f"{parameter.name} changes no row"
        elif parameter.kind != "Paper":  # the shipped corpus has one paper
            assert any(size < len(every) for size in alone), f"{parameter.name} drops no row"


def within(every: Iterable[tuple[object, ...]], table: Table) -> bool:
    """Tell whether all rows of an answer are among those of another."""
    return set(table.rows) <= set(every)


@pytest.mark.parametrize(
    "values",
    [
        {"barrier": "ministerial-division"},
        {"under": "fragmented-governance"},
        {"actor": "mlit"},
        {"role": "affected"},
        {"source": "holroyd-2022"},
    ],
    ids=lambda values: " ".join(values),
)
def test_every_way_in_gives_the_same_rows(
    kg: scgraph.KnowledgeGraph, bare: list[tuple[str, ...]], values: dict[str, str]
) -> None:
    """Python, the command line and the bare query file in another engine agree."""
    name = "barriers/actors-and-evidence"
    given = [part for key, value in values.items() for part in ("-p", f"{key}={value}")]
    command = [sys.executable, "-m", "scgraph", "ask", name, *given, "-f", "csv"]
    printed = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    from_command = [tuple(row) for row in csv.reader(io.StringIO(printed))][1:]
    from_python = as_text(kg.ask(name, **values))
    # The file gives all rows; those meant are the ones with the value in the slot's column.
    ((key, value),) = values.items()
    if key == "under":
        below = set(kg.ask("barriers/hierarchy", under=value).column("barrier"))
        from_file = [row for row in bare if row[0] in below]
    else:
        column = kg.ask(name).columns.index(key)
        wanted = names().resolve(value)
        from_file = [row for row in bare if row[column] == wanted]
    assert from_command == from_python == from_file
    assert from_command


def test_ministries_have_rows_for_task_and_division(kg: scgraph.KnowledgeGraph) -> None:
    """MIC, MLIT and METI appear with their task by the letter and the division by context."""
    table = kg.ask("barriers/actors-and-evidence", barrier="ministerial-division")
    found = {
        (str(row.actor).rpartition("/")[2], row.role_label, row.target_label, row.reading_label)
        for row in table
    }
    for actor, task, domain in (
        ("mic", "Has the mandate for", "ICT infrastructure"),
        ("mlit", "Has the mandate for", "Urban planning"),
        ("meti", "Promotes", "Smart industry"),
    ):
        assert (actor, task, domain, "Literal") in found
        assert (actor, "Part of", "Division among ministries", "Contextual") in found
