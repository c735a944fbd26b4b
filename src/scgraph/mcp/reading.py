"""The tools by which an assistant reads: find, show, audit, evidence, SPARQL."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from scgraph.answers import FACES, Table
from scgraph.errors import ParameterError
from scgraph.graph import KnowledgeGraph
from scgraph.mcp.citing import cited, claims_behind
from scgraph.mcp.finding import found
from scgraph.mcp.rows import CITED_SCHEMA, LIMIT, OFFSET, answer_of, as_many, paging
from scgraph.mcp.sections import BARRIER, FACE, NAME, PAPER, barrier_audit, card
from scgraph.mcp.served import Served
from scgraph.mcp.tool import Answer, Argument, Tool
from scgraph.terms import expand

KINDS = "a class, such as Actor, Barrier, Claim, Initiative, Paper, Place or Source"
ROW = "row"
LONGEST_QUERY = 65_536
SECTIONS_SCHEMA = {"properties": {"sections": {"type": "array"}, **CITED_SCHEMA}}


def reading_tools(served: Served) -> tuple[Tool, ...]:
    """Return the tools in the order in which they are used."""
    name = Argument(NAME, "its id, or any of its names in any language", required=True)
    barrier = Argument(BARRIER, "the barrier, by id or any of its names", required=True)
    paper = Argument(PAPER, "only what this paper says")
    return (
        Tool(
            "find_thing",
            "Find a thing",
            "Find actors, barriers, sources, claims and other things by any of their names or by "
            "words in their definitions and texts, in any language. Gives their ids.",
            (
                Argument("words", "a name, or words that all occur", required=True),
                Argument("kind", KINDS),
                *paging(served.caps),
            ),
            lambda given: found(served, given),
            {"properties": {"things": {"type": "array"}}, "required": ["things"]},
        ),
        Tool(
            "show_card",
            "Show a thing",
            "Show all that is known of one thing: names, class, definition, and what the papers "
            "say of it, with the claims behind it.",
            (name, *paging(served.caps)),
            lambda given: card(served, given),
            SECTIONS_SCHEMA,
        ),
        Tool(
            "audit_barrier",
            "Audit a barrier",
            "Say what the evidence for a barrier is worth: which statements and citations were "
            "tested, what came of it, and what was never tested.",
            (barrier, Argument(FACE, "for whom", codes=FACES), paper, *paging(served.caps)),
            lambda given: barrier_audit(served, given),
            SECTIONS_SCHEMA,
        ),
        Tool(
            "evidence_of",
            "Evidence of a row or thing",
            "Give the claims behind a thing, a claim or a row of an answer, each with its places "
            "in the paper and the sources it cites. Give name or row.",
            (
                Argument(NAME, "a thing or claim, by id or name"),
                Argument(
                    ROW, "a row as an answer had it", "object", more={"maxLength": LONGEST_QUERY}
                ),
                *paging(served.caps),
            ),
            lambda given: _evidence(served, given),
            {"properties": CITED_SCHEMA, "required": ["claims"]},
        ),
        Tool(
            "query_sparql",
            "Query in SPARQL",
            f"Answer a SPARQL 1.1 query (SELECT, ASK, CONSTRUCT, DESCRIBE) on all graphs, within "
            f"{served.caps.seconds:g} seconds. Common prefixes are known. The resource "
            "scgraph://vocabulary tells the terms. Prefer a question where there is one.",
            (
                Argument("sparql", "the query", required=True, more={"maxLength": LONGEST_QUERY}),
                *paging(served.caps),
            ),
            lambda given: _sparql(served, given),
            {"properties": {"rows": {"type": "array"}, **CITED_SCHEMA}},
        ),
    )


def _evidence(served: Served, given: Mapping[str, Any]) -> Answer:
    graph = served.graph
    claims = list(_claims(graph, given))
    start, most = given.get(OFFSET, 0), given.get(LIMIT, served.caps.rows)
    details = cited(graph, claims[start : start + most])
    kept = as_many(details["claims"], served.caps.characters // 2)
    used = {source for claim in kept for source in claim["sources"]}
    data = {
        "claims": kept,
        "papers": details["papers"],
        "sources": {name: text for name, text in details["sources"].items() if name in used},
    }
    truncated = start + len(kept) < len(claims)
    more = f" Truncated: go on with {OFFSET}={start + len(kept)}." if truncated else ""
    says = f"{len(kept)} of {len(claims)} claims.{more}" if claims else "No claim is behind it."
    facts = {"claims": len(claims), "shown": len(kept), "truncated": truncated}
    return Answer(says, data, facts)


def _claims(graph: KnowledgeGraph, given: Mapping[str, Any]) -> Iterator[str]:
    if (NAME in given) == (ROW in given):
        raise ParameterError("evidence_of", NAME, given.get(NAME), "give either name or row")
    if NAME in given:
        things = [graph.names.resolve(given[NAME])]
    else:
        things = list(_resolved(graph, given[ROW]))
    row = Table(tuple(f"c{number}" for number in range(len(things))), (tuple(things),))
    yield from claims_behind(graph, row)[0]


def _resolved(graph: KnowledgeGraph, row: Mapping[str, Any]) -> Iterator[str]:
    """Yield the things that the cells of a row name by id, also those behind it."""
    for value in row.values():
        for text in value if isinstance(value, list) else [value]:
            iri = expand(text, graph.prefixes) or text if isinstance(text, str) else ""
            if graph.names.kinds(iri):
                yield iri


def _sparql(served: Served, given: Mapping[str, Any]) -> Answer:
    caps = served.caps
    most = given.get(OFFSET, 0) + given.get(LIMIT, caps.rows) + 1
    graph = served.limited
    answer = graph.query(given["sparql"], most, timeout=caps.seconds)
    if isinstance(answer, bool):
        return Answer("The query holds." if answer else "It does not hold.", {"holds": answer})
    if not isinstance(answer, Table):
        text = answer.serialize(format="turtle")
        is_cut = len(text) > caps.characters or len(answer) >= most
        lines = text[: caps.characters // 2].splitlines() if is_cut else text.splitlines()
        says = f"{len(answer)} triples." + (
            " Truncated: ask for fewer, or with a higher limit." if is_cut else ""
        )
        return Answer(says, {"turtle": lines}, {"truncated": is_cut})
    made = answer_of(graph, answer, given, caps, "ask for fewer in the query")
    is_all = len(answer) < most
    return made if is_all else _open_ended(made, most - 1)


def _open_ended(answer: Answer, rows: int) -> Answer:
    """Say of an answer that was cut how many rows there are at least."""
    says = answer.says.replace(f"of {rows + 1}", f"of more than {rows}")
    return Answer(says, answer.data, {**answer.facts, "rows": rows})
