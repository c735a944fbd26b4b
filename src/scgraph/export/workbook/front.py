"""The first and the last sheet: what the workbook is and how to read it, and what columns mean."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from scgraph.answers import Table
from scgraph.answers.table import LABEL_SUFFIX
from scgraph.answers.values import as_text
from scgraph.catalogue import Question
from scgraph.export.workbook.cells import Cell, content, text
from scgraph.export.workbook.plan import Part
from scgraph.export.workbook.sheets import NAME, Rows, Sheet, Shorten, headed_sheet, place

FRONT = "Read me"
COLUMNS = "Columns"
HOW_TO_READ = (
    "A claim is one statement of a paper in the curators' own words; no sentence of a paper is "
    "held. “Where” is section, paragraph and sentence.",
    "A check sets one statement beside what could be read of other works, on the day given. Its "
    "standing speaks of the statement, not of a person: the meanings are below. What nobody has "
    "looked up is “not tested”, which is neither right nor wrong, and no source that is silent "
    "counts against a statement.",
    "A blue, underlined cell leads on: a claim, a barrier, a figure, a source or a check to its "
    "row, an address to its page. Filters stand in the first row of each sheet, which stays in "
    "sight. The last sheet says what each column means.",
    "Every cell is text or a number; there are no formulas and no macros. Text that begins with "
    "= + - or @ is text.",
)
SHORT = "the name by which it is asked for, in Python and on the command line"
_TWO = tuple[str, Cell]


def front_sheet(
    papers: Table,
    dataset: Table,
    passes: Table,
    standings: Table,
    sheets: Sequence[Sheet],
    titles: Mapping[str, str],
    shorten: Shorten,
) -> Sheet:
    """Return the first sheet.

    Args:
        papers: the answer to "papers/all".
        dataset: the answer to "papers/dataset".
        passes: the answer to "curation/passes".
        standings: the answer to "audit/standings".
        sheets: the sheets behind this one.
        titles: what each of them shows, by its name.
        shorten: makes the short form of an IRI.
    """
    lines: list[tuple[Cell, ...]] = [
        (Cell("What these papers claim, and what of it holds", look="title"),)
    ]
    lines += _about(dataset, day_of(passes))
    for paper in papers:
        lines += _block(
            "Paper",
            [
                ("title", Cell(content(paper.paper_label))),
                (NAME, Cell(text(shorten(as_text(paper.paper))))),
                ("authors", Cell(content(paper.authors))),
                ("appeared in", Cell(content(paper.venue))),
                ("address", Cell(content(paper.address))),
                ("sentences", Cell(content(paper.sentences), look="entry")),
                ("claims", Cell(content(paper.claims), look="entry")),
            ],
        )
    lines += [(), (Cell("How to read this", look="heading"),)]
    lines += [(Cell(""), Cell(words)) for words in HOW_TO_READ]
    lines += [(), _headings("Sheet", "what it shows", "rows")]
    lines += [
        (
            Cell(sheet.title, place=place(sheet.title, 1)),
            Cell(text(titles.get(sheet.title, ""))),
            Cell(len(sheet.rows) - 1),
        )
        for sheet in sheets
    ]
    lines += [(), _headings("Standing", "meaning", "checks")]
    lines += [
        (Cell(content(row.standing_label)), Cell(content(row.meaning)), Cell(content(row.checks)))
        for row in standings
    ]
    return Sheet(FRONT, tuple(lines), headed=False)


def columns_sheet(parts: Iterable[Part], questions: Mapping[str, Question]) -> Sheet:
    """Return the last sheet: what each column of each sheet means, from the questions' headers."""
    rows: Rows = []
    for part in parts:
        seen: set[str] = set()
        for name in filter(None, (part.question, part.more)):
            for column, meaning in questions[name].columns.items():
                if not column.endswith(LABEL_SUFFIX) and column not in seen:
                    seen.add(column)
                    heading = part.headings.get(column, column.replace("_", " "))
                    rows.append(_meaning(part, heading, meaning, name))
        if f"{part.key}{LABEL_SUFFIX}" in questions[part.question].columns:
            rows.append(_meaning(part, NAME, SHORT, ""))
        for other in part.counts:
            meaning = f"rows about it in the sheet {other}; leads to the first of them"
            rows.append(_meaning(part, other.lower(), meaning, ""))
    return headed_sheet(COLUMNS, ("sheet", "column", "meaning", "question"), rows)


def day_of(passes: Table) -> str:
    """Return the day of the latest curation pass, as ``2026-11-24``; empty if there is none."""
    return max(map(as_text, passes.column("date")), default="")


def _meaning(part: Part, heading: str, meaning: str, question: str) -> dict[str, Cell]:
    return {
        "sheet": Cell(part.title, place=place(part.title, 1)),
        "column": Cell(heading),
        "meaning": Cell(text(meaning)),
        "question": Cell(question),
    }


def _about(dataset: Table, day: str) -> list[tuple[Cell, ...]]:
    lines: list[tuple[Cell, ...]] = []
    for row in dataset:
        lines += _block(
            "Corpus",
            [
                ("title", Cell(content(row.title))),
                ("description", Cell(content(row.description))),
                ("by", Cell(content(row.creator))),
                ("licence", Cell(content(row.licence))),
                ("version", Cell(content(row.version))),
            ],
        )
    if not len(dataset):
        lines += _block("Corpus", [("licence", Cell("not stated in the corpus"))])
    return [*lines, (Cell("as of", look="label"), Cell(day or "no pass of curation has a date"))]


def _block(heading: str, entries: Iterable[_TWO]) -> list[tuple[Cell, ...]]:
    told = [(Cell(name, look="label"), cell) for name, cell in entries if cell.value != ""]
    return [(), (Cell(heading, look="heading"),), *told]


def _headings(*words: str) -> tuple[Cell, ...]:
    return tuple(Cell(word, look="heading") for word in words)
