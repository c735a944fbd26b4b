"""In a corpus of two papers, what one says never changes an answer about the other."""

from __future__ import annotations

import shutil
from pathlib import Path

import openpyxl
import pytest

import scgraph
from test_questions import QUESTIONS

DATA = Path(__file__).resolve().parents[1] / "data"
FIRST, TWIN = "an-2025", "twin-2026"
# The columns that count papers, and the question about papers themselves, see both.
ACROSS_PAPERS = {"barriers/across-papers": "papers", "papers/all": "paper"}
# The papers themselves, the corpus as a whole and the vocabulary are of no one paper, and what is
# asked across papers is another answer where there are two.
OF_NO_PAPER = {
    *(name for name in QUESTIONS if name.startswith("corpus/")),
    "papers/all",
    "papers/dataset",
    "papers/things",
    "vocabulary/codes",
    "vocabulary/terms",
}


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


@pytest.mark.parametrize("name", sorted(set(QUESTIONS) - OF_NO_PAPER))
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
    assert len(pair.ask("papers/dataset")) == 1


def test_a_workbook_holds_both_papers(pair: scgraph.KnowledgeGraph, tmp_path: Path) -> None:
    """Claims of one name are told apart by their paper, and links keep to the same paper."""
    (path,) = pair.export(tmp_path / "book.xlsx")
    sheets = openpyxl.load_workbook(path)
    claims = [row[0] for row in sheets["Claims"].iter_rows(min_row=2, values_only=True)]
    assert len(set(claims)) == len(claims) == sum(pair.ask("papers/all").column("claims"))
    assert {claim.partition(":")[0] for claim in claims} == {FIRST, TWIN}
    checks = sheets["Checks"]
    column = [cell.value for cell in checks[1]].index("claim") + 1
    cells = [checks.cell(row, column) for row in range(2, checks.max_row + 1)]
    led = [(cell.value, cell.hyperlink.location) for cell in cells if cell.value]
    assert led
    assert all(claims[int(place.rpartition("A")[2]) - 2] == claim for claim, place in led)
