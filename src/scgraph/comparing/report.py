"""Put a comparison of papers together: ask its questions, and keep what is of these papers."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from scgraph.answers import AuditSection, Comparison, Row, Table
from scgraph.comparing.plan import (
    ALIGNMENTS,
    CANDIDATE_HEADING,
    CANDIDATE_NOTE,
    CANDIDATE_SHOWS,
    CANDIDATES,
    OVERLAP,
    PLAN,
    Part,
)

Ask = Callable[..., Table]
"""Answers a question by name, with values of its parameters."""


def make_comparison(
    ask: Ask,
    heading: Callable[[str], str],
    *,
    papers: Mapping[str, str],
    papers_of: Mapping[str, frozenset[str]],
    candidates: Table,
) -> Comparison:
    """Ask the questions of a comparison.

    Args:
        ask: answers a question.
        heading: the title of a question.
        papers: the titles of the papers, by their IRIs.
        papers_of: the papers that speak of each thing.
        candidates: what may be the same, of all papers.
    """
    asked = frozenset(papers)
    sections = [
        AuditSection(part.question, heading(part.question), part.note, table, part.shows)
        for part in PLAN
        if len(table := _answer(part, ask, asked, papers_of))
    ]
    if len(near := _of_papers(candidates, ("this", "that"), asked, papers_of)):
        shown = (CANDIDATE_HEADING, CANDIDATE_NOTE, near, CANDIDATE_SHOWS)
        sections.append(AuditSection(CANDIDATES, *shown))
    shares = any(section.name == OVERLAP for section in sections)
    return Comparison(tuple(papers.values()), tuple(sections), shares)


def _answer(
    part: Part, ask: Ask, asked: frozenset[str], papers_of: Mapping[str, frozenset[str]]
) -> Table:
    if part.question == ALIGNMENTS:
        return _of_papers(ask(part.question), ("subject", "object"), asked, papers_of)
    table = ask(part.question, paper=sorted(asked))
    if part.pairs:
        return kept(table, lambda row: {row.this_paper, row.other_paper} <= asked)
    if part.of_several:
        return kept(table, lambda row: int(str(row.papers)) > 1)
    return table


def _of_papers(
    table: Table,
    ends: tuple[str, str],
    asked: frozenset[str],
    papers_of: Mapping[str, frozenset[str]],
) -> Table:
    """Keep the rows of which each end is spoken of by one of the papers, and both by more."""

    def is_of(row: Row) -> bool:
        found = [papers_of.get(str(row[end]), frozenset()) & asked for end in ends]
        return all(found) and len(frozenset.union(*found)) > 1

    return kept(table, is_of)


def kept(table: Table, is_wanted: Callable[[Row], bool]) -> Table:
    """Return the rows of a table that are wanted.

    >>> kept(Table(("n",), ((1,), (2,))), lambda row: row.n > 1).rows
    ((2,),)
    """
    chosen = [number for number, row in enumerate(table) if is_wanted(row)]
    return Table(
        table.columns,
        tuple(table.rows[number] for number in chosen),
        tuple(table.terms[number] for number in chosen) if table.terms else (),
    )
