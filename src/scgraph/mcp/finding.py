"""Find a thing by any of its names, or by words of its texts."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from scgraph.answers import Table
from scgraph.errors import AmbiguousNameError, UnknownNameError
from scgraph.graph import KnowledgeGraph
from scgraph.mcp.rows import LIMIT, OFFSET, as_many
from scgraph.mcp.served import Served
from scgraph.mcp.tool import Answer


def found(served: Served, given: Mapping[str, Any]) -> Answer:
    """Find things; what bears the words as its name comes first, also a code or an id."""
    graph, words, kind = served.graph, given["words"], given.get("kind")
    table = graph.search(words, kind)
    with suppress(UnknownNameError, AmbiguousNameError):
        exact = graph.names.resolve(words, kind)
        if exact not in table.column("thing"):
            row = (exact, graph.label(exact), _kind(graph, exact), "id", words)
            table = Table(table.columns, (row, *table.rows))
    start = given.get(OFFSET, 0)
    part = table[start : start + given.get(LIMIT, served.caps.rows)]
    things = as_many([_thing(graph, row, served.space) for row in part], served.caps.characters)
    truncated = start + len(things) < len(table)
    facts = {"rows": len(table), "shown": len(things), "truncated": truncated}
    if not len(table):
        near = list(graph.names.near(words, kind))
        return Answer(
            "Nothing has all these words. `near` has names alike.",
            {"things": [], "near": near},
            facts,
        )
    more = f" Truncated: go on with {OFFSET}={start + len(things)}, or give more words or a kind."
    says = f"{len(table)} found.{more if truncated else ''}"
    return Answer(says, {"things": things}, facts)


def _thing(graph: KnowledgeGraph, row: Mapping[str, Any], space: str) -> dict[str, Any]:
    iri = str(row["thing"])
    own = {"id": iri.removeprefix(space)} if space and iri.startswith(space) else {}
    return {
        "thing": graph.curie(iri),
        **own,
        "label": row["thing_label"],
        "labels": dict(graph.names.labels(iri)),
        "kind": row["kind"],
        "found_in": row["found_in"],
        "text": row["text"],
    }


def _kind(graph: KnowledgeGraph, iri: str) -> str:
    return " · ".join(graph.names.special_kinds(iri))
