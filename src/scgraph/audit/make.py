"""Put an audit together: ask its questions, and keep of the answers what was asked about."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from scgraph.answers import Audit, AuditSection, Face, Finding, Table, Value
from scgraph.audit.plan import PLAN, Part

Ask = Callable[..., Table]
"""Answers a question by name, with values of its parameters."""

PAPERS = "papers/all"
CHECKS = "audit/checks"
UNTESTED = "audit/untested"
CLAIMS = "audit/claims"
EVIDENCE = "audit/evidence"
IN_QUESTION = (
    "does-not-hold",
    "citation-does-not-hold",
    "inference-does-not-hold",
    "held-earlier",
    "holds-in-part",
)
NO_STATEMENT = ("completeness", "bibliographic-entry", "anchor")
"""What a check of these kinds looks at is no statement of the paper that could hold or not."""


def make_audit(
    ask: Ask,
    heading: Callable[[str], str],
    *,
    face: Face | None = None,
    barrier: str | None = None,
    subject: str = "",
    paper: str | None = None,
) -> Audit:
    """Ask the questions of an audit.

    Args:
        ask: answers a question.
        heading: the title of a question.
        face: for whom; everybody if None.
        barrier: leave out what is not about this barrier or one that the paper places under it.
        subject: the name of that barrier, for the title.
        paper: leave out what is not of the paper with this IRI.
    """
    of_paper = {} if paper is None else {"paper": paper}
    about = None if barrier is None else _about(ask, barrier, of_paper)
    checks = _kept(ask(CHECKS, **of_paper), about)
    untested = _kept(ask(UNTESTED, **of_paper), about)
    sections = []
    for part in PLAN:
        if _wanted(part, face, barrier):
            table = (
                untested
                if part.question == UNTESTED
                else _kept(_answer(ask, part, barrier, of_paper), about)
            )
            if part.question == EVIDENCE:
                table = _of_checks(table, checks)
            if len(table):
                sections.append(
                    AuditSection(
                        part.question, heading(part.question), part.note, table, part.shows
                    )
                )
    return Audit(
        findings=tuple(map(_finding, checks.joined("locator"))),
        checked=len(_targets(checks)),
        skipped=len(set(untested.column("statement"))),
        failed=len(_targets(checks, IN_QUESTION)),
        title=" · ".join([*_titles(ask(PAPERS), paper), *filter(None, [subject])]),
        checked_on=max(map(str, checks.column("checked_on")), default=""),
        sections=tuple(sections),
    )


def _wanted(part: Part, face: Face | None, barrier: str | None) -> bool:
    return (face is None or face in part.faces) and not (part.of_paper and barrier)


def _answer(ask: Ask, part: Part, barrier: str | None, of_paper: Mapping[str, str]) -> Table:
    under = {"under": barrier} if barrier and part.question == "audit/barriers" else {}
    return ask(part.question, **under, **of_paper)


def _about(ask: Ask, barrier: str, of_paper: Mapping[str, str]) -> frozenset[Value]:
    return frozenset(ask(CLAIMS, under=barrier, **of_paper).column("claim"))


def _kept(table: Table, about: frozenset[Value] | None) -> Table:
    """Keep the rows whose claim is among those asked about; all where an answer has no claims."""
    if about is None or "claim" not in table.columns:
        return table
    return table.where("claim", about.__contains__)


def _of_checks(table: Table, checks: Table) -> Table:
    known = frozenset(checks.column("check"))
    return table.where("check", known.__contains__)


def _targets(checks: Table, standings: Iterable[str] | None = None) -> set[Value]:
    """Return the statements that were tested, or came out at some standings."""
    return {
        row.target
        for row in checks
        if _last(row.kind) not in NO_STATEMENT
        and (standings is None or _last(row.standing) in standings)
    }


def _finding(row: Mapping[str, Value]) -> Finding:
    return Finding(
        "Info",
        str(row["found"]),
        focus=str(row["target"]),
        value=_last(row["standing"]),
        shape=str(row["check"]),
        place=str(row["locator"]) or None,
    )


def _last(iri: Value) -> str:
    return str(iri).rpartition("/")[2]


def _titles(papers: Table, paper: str | None) -> list[str]:
    """Return the titles of the papers, or of the one that is asked about by its IRI."""
    return [str(row.paper_label) for row in papers if paper in (None, row.paper)]
