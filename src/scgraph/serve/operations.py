"""What the OpenAPI document says of SPARQL and of the state of the server."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from scgraph.sandbox.replies import ROW_FORMATS, TRIPLE_FORMATS
from scgraph.serve import schemas
from scgraph.serve.schemas import TEXT, Schema, listed, query


def operation(
    name: str, tag: str, summary: str, parameters: Sequence[Schema], answers: Schema, **more: Any
) -> Schema:
    """Return an operation: its name, what it does, its parameters and answers."""
    return {
        "operationId": name,
        "tags": [tag],
        "summary": summary,
        "parameters": list(parameters),
        "responses": answers,
        **more,
    }


def _sparql_answers() -> Schema:
    forms: dict[str, Schema | None] = dict.fromkeys(
        (*ROW_FORMATS.values(), *TRIPLE_FORMATS.values())
    )
    answers = schemas.responses(forms, ("400", "406", "503"))
    return {**answers, "413": {"description": "the query is too long"}}


def sparql_get() -> Schema:
    """Return a query in an address."""
    parameters = [
        query(
            "query",
            "a query of SPARQL 1.1; without one, the service is described",
            TEXT,
            example="SELECT * { ?claim a scg:Claim } LIMIT 3",
        ),
        query("default-graph-uri", "graphs to ask, together", listed(TEXT)),
        query("named-graph-uri", "graphs to ask by name", listed(TEXT)),
    ]
    return operation("query", "sparql", "Ask in SPARQL", parameters, _sparql_answers())


def sparql_post() -> Schema:
    """Return a query in a body."""
    body = {
        "required": True,
        "content": {
            "application/sparql-query": {"schema": TEXT},
            "application/x-www-form-urlencoded": {
                "schema": {"type": "object", "properties": {"query": TEXT}, "required": ["query"]}
            },
        },
    }
    answers = {**_sparql_answers(), "415": {"description": "the body is no query and no form"}}
    return operation("query_posted", "sparql", "Ask in SPARQL", (), answers, requestBody=body)


def state(name: str, summary: str, errors: Sequence[str]) -> Schema:
    """Return an operation that tells a state, and nothing else."""
    body = {"application/json": {"schema": {"type": "object"}}}
    answers = {
        status: {"description": "it is so" if status == "200" else "not now", "content": body}
        for status in ("200", *errors)
    }
    return operation(name, "server", summary, (), answers)
