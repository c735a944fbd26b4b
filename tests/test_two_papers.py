"""In a corpus of two papers, what one says never changes an answer about the other."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

import scgraph
from test_questions import QUESTIONS

DATA = Path(__file__).resolve().parents[1] / "data"
FIRST, TWIN = "an-2025", "twin-2026"
# The columns that count papers, and the question about papers themselves, see both.
ACROSS_PAPERS = {"barriers/across-papers": "papers", "papers/all": "paper"}


@pytest.fixture(scope="module")
def pair(tmp_path_factory: pytest.TempPathFactory) -> scgraph.KnowledgeGraph:
    """Return a corpus in which a second paper says the same as the first."""
    root = tmp_path_factory.mktemp("pair") / "corpus"
    shutil.copytree(DATA, root)
    twin = root / "papers" / TWIN
    shutil.copytree(root / "papers" / FIRST, twin)
    for path in twin.glob("*.yaml"):
        path.write_text(path.read_text(encoding="utf-8").replace(FIRST, TWIN), encoding="utf-8")
    return scgraph.load(root)


def rows(table: scgraph.Table, left_out: str | None = None) -> list[tuple[str, ...]]:
    """Return sorted rows in which the twin bears the name of the first paper."""
    kept = table.without(left_out) if left_out else table
    return sorted(tuple(str(cell).replace(TWIN, FIRST) for cell in row) for row in kept.rows)


@pytest.mark.parametrize("name", sorted(set(QUESTIONS) - {"papers/all"}))
def test_each_paper_answers_as_if_it_were_alone(
    kg: scgraph.KnowledgeGraph, pair: scgraph.KnowledgeGraph, name: str
) -> None:
    """With paper= an answer is that of the paper alone; without, it is those of both together."""
    seen = ACROSS_PAPERS.get(name)
    alone = rows(kg.ask(name), seen)
    assert rows(pair.ask(name, paper=FIRST), seen) == alone
    assert rows(pair.ask(name, paper=TWIN), seen) == alone
    assert rows(pair.ask(name), seen) == sorted(alone + alone)


def test_a_barrier_of_two_papers_is_counted_for_both(pair: scgraph.KnowledgeGraph) -> None:
    """The question across papers counts them."""
    table = pair.ask("barriers/across-papers", barrier="ministerial-division")
    assert set(table.column("papers")) == {2}
    assert len(pair.ask("papers/all")) == 2
