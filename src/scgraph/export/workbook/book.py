"""Which sheets make a workbook: of the whole evidence, of one answer, of a network."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from scgraph.answers import Table
from scgraph.catalogue import Question
from scgraph.export.attributes import cleaned
from scgraph.export.workbook.cells import Cell, content
from scgraph.export.workbook.front import columns_sheet, day_of, front_sheet
from scgraph.export.workbook.plan import PARTS
from scgraph.export.workbook.sheets import (
    Rows,
    Sheet,
    Shorten,
    answer_sheet,
    counted,
    headed_sheet,
    part_sheet,
)
from scgraph.export.workbook.writing import written

if TYPE_CHECKING:
    from networkx import MultiDiGraph

Ask = Callable[[str], Table]
"""Answers a question by name."""

FIRST_OF_NODES = ("label", "kind", "short")
FIRST_OF_EDGES = ("source", "label", "target", "weight")


def evidence_workbook(ask: Ask, question: Callable[[str], Question], shorten: Shorten) -> bytes:
    """Return the workbook of a whole graph: a first sheet, the sheets of the plan, and a last one.

    Args:
        ask: answers a question.
        question: describes a question.
        shorten: makes the short form of an IRI.

    Raises:
        ImportError: if XlsxWriter is not installed; it names the extra.
        ExportError: if a sheet would have more rows than Excel holds.
    """
    sheets = evidence_sheets(ask, question, shorten)
    return written(sheets, title=_title(ask), day=day_of(ask("curation/passes")))


def evidence_sheets(
    ask: Ask, question: Callable[[str], Question], shorten: Shorten
) -> tuple[Sheet, ...]:
    """Return the sheets of the workbook of a whole graph, before they are written."""
    made = {
        part.title: part_sheet(
            part, ask(part.question), ask(part.more) if part.more else None, shorten
        )
        for part in PARTS
    }
    for part in PARTS:
        for other in part.counts:
            made[part.title] = counted(made[part.title], made[other], part.key)
    questions = {
        name: question(name) for part in PARTS for name in (part.question, part.more) if name
    }
    sheets = (*made.values(), columns_sheet(PARTS, questions))
    titles = {part.title: questions[part.question].answers for part in PARTS}
    titles[sheets[-1].title] = "What does each column mean, and which question does it answer?"
    front = front_sheet(
        ask("papers/all"),
        ask("papers/dataset"),
        ask("curation/passes"),
        ask("audit/standings"),
        sheets,
        titles,
        shorten,
    )
    return (front, *sheets)


def answer_workbook(table: Table, title: str, shorten: Shorten) -> bytes:
    """Return a workbook of one sheet: an answer, row by row, names in place of IRIs.

    Raises:
        ImportError: if XlsxWriter is not installed; it names the extra.
        ExportError: if it has more rows than Excel holds.
    """
    return written((answer_sheet(table, title, shorten),), title=title)


def network_workbook(graph: MultiDiGraph) -> bytes:
    """Return a workbook of two sheets: the nodes and the edges of a network.

    The ends of an edge lead to the rows of their nodes.

    Raises:
        ImportError: if XlsxWriter is not installed; it names the extra.
        ExportError: if it has more rows than Excel holds.
    """
    flat = cleaned(graph, with_lists=False)
    labels = {node: data.get("label", node) for node, data in flat.nodes(data=True)}
    nodes = [{"id": Cell(content(n)), **_cells(data)} for n, data in flat.nodes(data=True)]
    edges = [
        {
            **_cells(data),
            "source": Cell(content(labels[start]), iri=start),
            "target": Cell(content(labels[end]), iri=end),
        }
        for start, end, data in flat.edges(data=True)
    ]
    sheets = (
        headed_sheet("Nodes", _columns(nodes, FIRST_OF_NODES), nodes, keys=tuple(flat.nodes)),
        headed_sheet("Edges", _columns(edges, FIRST_OF_EDGES), edges),
    )
    return written(sheets, title=str(graph.name or "network"))


def _cells(data: dict[str, Any]) -> dict[str, Cell]:
    return {name: Cell(content(value)) for name, value in data.items()}


def _columns(rows: Rows, first: tuple[str, ...]) -> tuple[str, ...]:
    return (*first, *sorted({name for row in rows for name in row} - set(first)))


def _title(ask: Ask) -> str:
    return " · ".join(map(str, ask("papers/all").column("paper_label")))
