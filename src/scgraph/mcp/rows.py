"""Put an answer of rows into what an assistant reads: short names, claims to cite, within caps."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from scgraph.answers import Table
from scgraph.answers.values import as_json
from scgraph.graph import KnowledgeGraph
from scgraph.mcp.citing import Claims, cited, claims_behind
from scgraph.mcp.fence import cleaned, written
from scgraph.mcp.served import Caps
from scgraph.mcp.tool import Answer, Argument

LIMIT, OFFSET = "limit", "offset"
CLAIMS, MORE = "claims_behind", "more_claims"
HOW_TO_REST = "evidence_of gives all the claims behind a row or thing"
FEWER = 0.8
STRING, INTEGER = {"type": "string"}, {"type": "integer"}
CITED_SCHEMA = {
    "claims": {
        "type": "array",
        "description": "The claims behind the rows shown: what to cite.",
        "items": {
            "type": "object",
            "properties": {
                "claim": STRING,
                "says": STRING,
                "paper": STRING,
                "places": {"type": "array", "items": STRING},
                "sources": {"type": "array", "items": STRING},
            },
        },
    },
    "papers": {"type": "object", "description": "How to name each paper, by its id."},
    "sources": {"type": "object", "description": "How to name each source, by its id."},
}


def paging(caps: Caps) -> tuple[Argument, Argument]:
    """Return the arguments by which a caller takes an answer in parts."""
    bounds = {"minimum": 1, "maximum": caps.most_rows}
    return (
        Argument(LIMIT, f"at most so many rows; {caps.rows} if not given", "integer", more=bounds),
        Argument(OFFSET, "skip so many rows", "integer", more={"minimum": 0}),
    )


def rows_schema(columns: Mapping[str, str]) -> dict[str, Any]:
    """Return the schema of what is quoted for an answer with columns, by what they hold."""
    cells = {name: {"description": about} for name, about in columns.items()}
    behind = {
        CLAIMS: {"type": "array", "items": STRING, "description": "ids of claims behind the row"},
        MORE: {**INTEGER, "description": "how many claims are behind it beside these"},
    }
    row = {"type": "object", "properties": {**cells, **behind}}
    rows = {"type": "array", "items": row}
    return {"properties": {"rows": rows, **CITED_SCHEMA}, "required": ["rows"]}


def answer_of(
    graph: KnowledgeGraph, table: Table, given: Mapping[str, Any], caps: Caps, narrow: str
) -> Answer:
    """Return the rows of a table that are asked for, as many as fit, with what to cite.

    Args:
        graph: the graph of the answer.
        table: the whole answer.
        given: what the caller said of limit and offset.
        caps: how much fits.
        narrow: how to ask for less, in words of our own.
    """
    start = given.get(OFFSET, 0)
    part = table[start : start + given.get(LIMIT, caps.rows)]
    behind = claims_behind(graph, part)
    details = cited(graph, [claim for claims in behind for claim in claims[: caps.row_claims]])
    rows = [_row(graph, part, number, behind[number], caps) for number in range(len(part))]
    data = _fitting(rows, details, caps)
    shown = len(data["rows"])
    truncated = start + shown < len(table)
    more = _more(start, shown, len(table), narrow) if truncated else ""
    facts = {"rows": len(table), "shown": shown, "offset": start, "truncated": truncated}
    says = " ".join(filter(None, [_count(len(table), shown, start), more, _left(data)]))
    return Answer(says, data, {**facts, **({"more": more} if more else {})})


def row_of(graph: KnowledgeGraph, table: Table, number: int) -> dict[str, Any]:
    """Return a row by column, with short names for IRIs and without empty cells."""
    return {
        column: graph.curie(str(value)) if table.is_iri(number, place) else as_json(value)
        for place, (column, value) in enumerate(zip(table.columns, table.rows[number], strict=True))
        if value is not None
    }


def as_many(items: list[Any], most: int) -> list[Any]:
    """Return as many items from the beginning as have so many characters together, at least one."""
    size = 0
    kept: list[Any] = []
    for item in items:
        size += len(written(cleaned(item)))
        if kept and size > most:
            break
        kept.append(item)
    return kept


def _row(
    graph: KnowledgeGraph, table: Table, number: int, claims: Claims, caps: Caps
) -> dict[str, Any]:
    row = row_of(graph, table, number)
    ids = [graph.curie(claim) for claim in claims[: caps.row_claims]]
    named = set(row.values() if ids else ())
    if not named.issuperset(ids):
        row[CLAIMS] = ids
    if len(claims) > len(ids):
        row[MORE] = len(claims) - len(ids)
    return row


def _fitting(
    rows: Sequence[Mapping[str, Any]], details: Mapping[str, Any], caps: Caps
) -> dict[str, Any]:
    """Return as many rows as fit, with the claims that they name."""
    number = len(rows)
    while True:
        data = {"rows": list(rows[:number]), **_details_of(rows[:number], details)}
        size = len(written(cleaned(data)))
        if size <= caps.characters:
            return data
        if number <= 1:
            return _shortened(data, caps)
        number = max(1, min(number - 1, int(number * FEWER * caps.characters / size)))


def _shortened(data: Mapping[str, Any], caps: Caps) -> dict[str, Any]:
    """Return one row that is too long, with less of each text, or without what it cites."""
    texts = max(1, sum(len(row) for row in data["rows"]) + 6 * len(data.get("claims", ())))
    short: dict[str, Any] = cleaned(data, max(20, caps.characters // (4 * texts)))
    if len(written(short)) <= caps.characters:
        return short
    return {"rows": cleaned(data["rows"], 20)}


def _details_of(rows: Sequence[Mapping[str, Any]], details: Mapping[str, Any]) -> dict[str, Any]:
    """Keep what is told of the claims that rows name."""
    named: dict[Any, None] = {}
    for row in rows:
        texts = (value for value in row.values() if isinstance(value, str))
        named.update(dict.fromkeys([*row.get(CLAIMS, ()), *texts]))
    said = {row.get("says") for row in rows}
    claims = [claim for claim in details["claims"] if claim["claim"] in named]
    told = [
        {key: value for key, value in claim.items() if key != "says" or value not in said}
        for claim in claims
    ]
    papers = {claim["paper"] for claim in claims}
    sources = {source for claim in claims for source in claim["sources"]}
    return {
        "claims": told,
        "papers": {name: text for name, text in details["papers"].items() if name in papers},
        "sources": {name: text for name, text in details["sources"].items() if name in sources},
    }


def _count(rows: int, shown: int, start: int) -> str:
    if not rows:
        return "There are no rows."
    if shown == rows:
        return f"{rows} row{'s' * (rows != 1)}."
    return f"Rows {start + 1} to {start + shown} of {rows}." if shown else f"None of {rows} rows."


def _more(start: int, shown: int, rows: int, narrow: str) -> str:
    following = f"ask again with {OFFSET}={start + shown} for those behind them"
    return f"Truncated: {following}{', or ' + narrow if narrow else ''}."


def _left(data: Mapping[str, Any]) -> str:
    """Say whether claims stand behind the rows that are not told in full."""
    told = {claim["claim"] for claim in data.get("claims", ())}
    named = {claim for row in data["rows"] for claim in row.get(CLAIMS, ())}
    is_more = named - told or any(MORE in row for row in data["rows"])
    return f"Not every claim behind the rows is told: {HOW_TO_REST}." if is_more else ""
