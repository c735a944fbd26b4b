"""Show a card or an audit: answers under headings, with the claims behind them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from scgraph.answers import AuditSection, Table
from scgraph.mcp.citing import cited, claims_behind
from scgraph.mcp.fence import cleaned, written
from scgraph.mcp.rows import LIMIT, OFFSET, row_of
from scgraph.mcp.served import Served
from scgraph.mcp.tool import Answer

ITEMS_OF_A_SECTION = 12
NAME, BARRIER, FACE, PAPER = "name", "barrier", "face", "paper"


def card(served: Served, given: Mapping[str, Any]) -> Answer:
    """Show the card of a thing."""
    graph = served.graph
    iri = graph.names.resolve(given[NAME])
    card = graph.show(f"<{iri}>")
    head = {
        "thing": graph.curie(iri),
        "label": card.label,
        "labels": dict(card.labels),
        "kind": card.kind,
        "definition": card.definition,
    }
    parts = [(part.heading, part.answer) for part in graph.card_parts(f"<{iri}>")]
    return _in_sections(served, head, parts, given)


def barrier_audit(served: Served, given: Mapping[str, Any]) -> Answer:
    """Show what the evidence for a barrier is worth."""
    graph = served.graph
    audit = graph.audit(given[BARRIER], face=given.get(FACE), paper=given.get(PAPER))
    barrier = graph.names.resolve(given[BARRIER], "Barrier")
    head = {"thing": graph.curie(barrier), "label": graph.label(barrier)}
    parts = [(section.title, _shown(section)) for section in audit.sections]
    answer = _in_sections(served, head, parts, given)
    counts = {"tested": audit.checked, "not_tested": audit.skipped, "in_question": audit.failed}
    return Answer(f"{audit.counts}. {answer.says}", answer.data, {**counts, **answer.facts})


def _shown(section: AuditSection) -> Table:
    """Return the columns of a section that a page shows, and the claims, with their IRIs."""
    table = section.table
    for name in table.columns:
        is_wanted = name in section.headings or name.removesuffix("_label") in section.headings
        if section.headings and not is_wanted and name != "claim":
            table = table.without(name)
    return table


def _in_sections(
    served: Served,
    head: Mapping[str, Any],
    parts: list[tuple[str, Table]],
    given: Mapping[str, Any],
) -> Answer:
    """Return answers under headings, each cut to the first of its rows, with the claims behind."""
    graph, caps = served.graph, served.caps
    start, most = given.get(OFFSET, 0), given.get(LIMIT, ITEMS_OF_A_SECTION)
    sections: list[dict[str, Any]] = []
    claims: list[str] = []
    for heading, table in parts:
        part = table[start : start + most]
        claims += [claim for row in claims_behind(graph, part) for claim in row]
        rows = [row_of(graph, part, number) for number in range(len(part))]
        if rows:
            sections.append({"heading": heading, "all_rows": len(table), "rows": rows})
    wanted = dict.fromkeys(claims)
    details = cited(graph, list(wanted)[: caps.claims])
    data = {**head, "sections": sections, **details}
    is_cut = any(start + len(part["rows"]) < part["all_rows"] for part in sections)
    while len(written(cleaned(data))) > caps.characters and _shorten(data):
        is_cut = True
    says = f"{len(sections)} sections."
    if is_cut:
        says += (
            f" Truncated: a section has at most {most} rows here. Ask with {OFFSET}= and "
            f"{LIMIT}=, or a question of the same subject."
        )
    if len(data["claims"]) < len(wanted):
        says += " Not every claim behind the rows is told: evidence_of gives them all."
    return Answer(says, data, {"truncated": is_cut})


def _shorten(data: dict[str, Any]) -> bool:
    """Take away what weighs most: half of the longest section, or of the claims told in full."""
    longest = max(data["sections"], key=lambda part: len(written(part)), default=None)
    if longest is not None and len(longest["rows"]) > 1:
        longest["rows"] = longest["rows"][: len(longest["rows"]) // 2]
    elif data["claims"]:
        data["claims"] = data["claims"][: len(data["claims"]) // 2]
    elif data["sections"]:
        data["sections"].pop()
    else:
        return False
    kept = {source for claim in data["claims"] for source in claim["sources"]}
    data["sources"] = {name: data["sources"][name] for name in data["sources"] if name in kept}
    return True
