"""Say where an answer stands: the claims behind its rows, their places, papers and sources."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from scgraph.answers import Table, Value
from scgraph.graph import KnowledgeGraph
from scgraph.names.facts import class_iri
from scgraph.names.lookup import OUR_CLASSES

STAND = "evidence/where-claims-stand"
ABOUT = "evidence/claims-about"
PAPERS = "papers/all"
MOST_ASKED = 400
"""So many things or claims are asked about in one query."""

Claims = tuple[str, ...]


def claims_behind(graph: KnowledgeGraph, table: Table) -> tuple[Claims, ...]:
    """Return the claims that each row of an answer rests on, in the order of the row.

    These are the claims that the row names; if it names none, those that speak of the first thing
    in it of which any claim speaks. Codes and terms are no such things: every claim has some.
    Where the row names its paper, they are of this paper.
    """
    things = [_things(graph, row) for row in table.rows]
    found = [tuple(one for one in row if graph.names.is_a(one, "Claim")) for row in things]
    for place in range(max(map(len, things), default=0)):
        # The first things of all rows are asked about together, then the second of what is left.
        asked = {
            number: row[place]
            for number, row in enumerate(things)
            if not found[number] and place < len(row)
        }
        about = _claims_about(graph, dict.fromkeys(asked.values()))
        for number, thing in asked.items():
            found[number] = _of_its_paper(graph, things[number], about.get(thing, ()))
    return tuple(found)


def cited(graph: KnowledgeGraph, claims: Iterable[str]) -> dict[str, Any]:
    """Return what is needed to cite claims: words, places, papers and sources.

    Returns:
        ``claims``: each with id, words, paper, places and the ids of its sources. ``papers`` and
        ``sources``: how to name those, by id.
    """
    wanted = list(dict.fromkeys(claims))
    rows = [row for part in _parts(wanted) for row in graph.ask(STAND, claim=_iris(part))]
    found: dict[str, dict[str, Any]] = {}
    papers: dict[str, str] = {}
    sources: dict[str, str] = {}
    for row in rows:
        if (name := str(row["claim"])) not in found:
            found[name] = _claim(graph, row)
        claim = found[name]
        papers.setdefault(str(claim["paper"]), str(row["paper"]))
        if row["locator"] is not None:
            _add(claim["places"], row["locator"])
        if row["source"] is not None:
            _add(claim["sources"], graph.curie(str(row["source"])))
            sources[graph.curie(str(row["source"]))] = _source(row)
    return {
        "claims": [found[claim] for claim in wanted if claim in found],
        "papers": {name: _citation(graph, paper) for name, paper in papers.items()},
        "sources": sources,
    }


def _claim(graph: KnowledgeGraph, row: Mapping[str, Value]) -> dict[str, Any]:
    """Begin what is told of a claim; one of another work says for which paper that was read."""
    read_on = row["read_on"]
    return {
        "claim": graph.curie(str(row["claim"])),
        "says": row["says"],
        "paper": graph.curie(str(row["paper"])).rpartition(":")[2].rpartition("/")[2],
        "places": [],
        "sources": [],
        **({} if read_on is None else {"of_another_work": True, "read_on": str(read_on)}),
    }


def _things(graph: KnowledgeGraph, row: Sequence[Value]) -> list[str]:
    texts = dict.fromkeys(cell for cell in row if isinstance(cell, str))
    return [text for text in texts if _is_thing(graph, text)]


def _is_thing(graph: KnowledgeGraph, iri: str) -> bool:
    kinds = graph.names.kinds(iri)
    return class_iri("Code") not in kinds and any(kind.startswith(OUR_CLASSES) for kind in kinds)


def _claims_about(graph: KnowledgeGraph, things: Iterable[str]) -> Mapping[str, Claims]:
    found: dict[str, list[str]] = {}
    for part in _parts(list(things)):
        for row in graph.ask(ABOUT, thing=_iris(part)):
            found.setdefault(str(row["thing"]), []).append(str(row["claim"]))
    return {thing: tuple(claims) for thing, claims in found.items()}


def _of_its_paper(graph: KnowledgeGraph, row: Iterable[str], claims: Claims) -> Claims:
    """Keep the claims of the papers that a row names, if it names any."""
    papers = tuple(f"{thing}/" for thing in row if graph.names.is_a(thing, "Paper"))
    return tuple(claim for claim in claims if claim.startswith(papers)) if papers else claims


def _citation(graph: KnowledgeGraph, paper: str) -> str:
    """Name a paper as a reader would look for it: who, what, where."""
    rows = graph.ask(PAPERS).where("paper", paper.__eq__)
    if not len(rows):
        return graph.label(paper)
    authors = ", ".join(str(name) for name in dict.fromkeys(rows.column("authors")) if name)
    parts = [authors, rows[0]["paper_label"], rows[0]["venue"], rows[0]["address"]]
    return ". ".join(str(part).rstrip(".") for part in parts if part)


def _source(row: Mapping[str, Value]) -> str:
    number = "" if row["number"] is None else f"[{row['number']}] "
    address = f", {row['address']}" if row["address"] else ""
    return f"{number}{row['source_label'] or row['source']}{address}"


def _iris(things: Iterable[str]) -> list[str]:
    return [f"<{thing}>" for thing in things]


def _parts(things: Sequence[str]) -> list[Sequence[str]]:
    return [things[start : start + MOST_ASKED] for start in range(0, len(things), MOST_ASKED)]


def _add(items: list[Any], item: Any) -> None:
    if item not in items:
        items.append(item)
