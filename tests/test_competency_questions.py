"""What policy readers ask: each question of the page beside this file has the rows shown there."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import pytest

import scgraph
from scgraph.answers import Table

PAGE = Path(__file__).with_name("competency-questions.md")
SECTION = re.compile(
    r"^### (?P<asks>.+)\n\n`scgraph ask (?P<name>\S+)(?P<params>(?: -p \S+=\S+)*)`\n\n"
    r"(?P<body>(?:.*\n)*?)"
    r"(?=\n*^##|\Z)",
    re.MULTILINE,
)
CUT = re.compile(r"^The first (\d+) of (\d+) rows\.$", re.MULTILINE)


@dataclass(frozen=True)
class Asked:
    """One question of the page: its words, the call, and what stands below it."""

    asks: str
    name: str
    params: dict[str, str]
    body: str


def asked() -> list[Asked]:
    """Read the page."""
    found = SECTION.finditer(PAGE.read_text(encoding="utf-8"))
    return [
        Asked(
            match["asks"],
            match["name"],
            dict(part.split("=", 1) for part in match["params"].split(" -p ")[1:]),
            match["body"],
        )
        for match in found
    ]


QUESTIONS = asked()


def test_the_page_is_read_whole() -> None:
    """Every heading of the page is a question that is tested."""
    headings = re.findall(r"^### (.+)$", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    assert [question.asks for question in QUESTIONS] == headings
    assert len(headings) > 40


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.asks)
def test_the_paper_gives_the_rows_that_are_shown(
    kg: scgraph.KnowledgeGraph, question: Asked
) -> None:
    """The rows of the page are the first of the answer, in its order, and so many in all."""
    answer = kg.ask(question.name, **question.params).in_words(kg.curie)
    if question.body.startswith("No rows:"):
        assert len(answer) == 0
        return
    header = [cell.replace("\\", "") for cell in cells(question.body.splitlines()[0])]
    for column in set(answer.columns) - set(header):
        answer = answer.without(column)
    rows = tuple(dict.fromkeys(answer.rows))
    cut = CUT.search(question.body)
    shown = Table(answer.columns, rows[: int(cut[1])] if cut else rows).to_markdown()
    assert question.body.startswith(shown)
    assert len(rows) == (int(cut[2]) if cut else len(rows))
    assert question.body[len(shown) :].strip() == (cut[0] if cut else "")


def cells(line: str) -> list[str]:
    """Return the cells of a line of a Markdown table."""
    return [cell.strip() for cell in line.strip().strip("|").split("|")]
