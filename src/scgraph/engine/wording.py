"""Reword a query for another server: declare its prefixes, limit it, and take it in pages.

All is done by where words stand outside of any bracket; nothing inside is touched.

>>> limited("SELECT * { ?s ?p ?o }", 5)
'SELECT * { ?s ?p ?o }\\nLIMIT 5\\n'
>>> limited("SELECT * { ?s ?p ?o } LIMIT 3", 5)
'SELECT * { ?s ?p ?o } LIMIT 3'
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from scgraph.engine.lexing import masked, tokens

SLOT = re.compile(r"VALUES\s+\?(\w+)\s*\{\s*UNDEF\s*\}", re.IGNORECASE)
"""A row that says nothing; a question of the catalogue has one where a value may be put."""

FORMS = ("SELECT", "ASK", "CONSTRUCT", "DESCRIBE")


@dataclass(frozen=True)
class Shape:
    """Hold what can be told of a query from its words.

    Args:
        form: SELECT, ASK, CONSTRUCT or DESCRIBE; empty if it is no query.
        has_dataset: whether it names its graphs with FROM.
        has_graphs: whether it looks into named graphs with GRAPH.
        is_sliced: whether it has a LIMIT or an OFFSET of its own.
        is_ordered: whether it has an ORDER BY of its own.
        end: where a LIMIT would have to stand.
        used: the prefixes that are used and not declared.
    """

    form: str
    has_dataset: bool
    has_graphs: bool
    is_sliced: bool
    is_ordered: bool
    end: int
    used: frozenset[str]


def shape_of(query: str) -> Shape:
    """Return the shape of a query.

    >>> shape = shape_of("SELECT ?a { GRAPH ?g { ?a scg:of ?b } } ORDER BY ?a VALUES ?a { <x:y> }")
    >>> shape.form, shape.has_graphs, shape.is_ordered, shape.is_sliced, sorted(shape.used)
    ('SELECT', True, True, False, ['scg'])
    """
    end, before, form = len(query), "", ""
    outer, inner, used, declared = set[str](), set[str](), set[str](), set[str]()
    for token in tokens(query):
        if token.kind != "name":
            continue
        word = token.text.upper()
        if ":" in word:
            (declared if before == "PREFIX" else used).add(token.text.partition(":")[0])
        elif token.depth == 0:
            form = form or (word if word in FORMS else "")
            outer.add(word)
            end = min(end, token.position) if word == "VALUES" else end
        inner.add(word)
        before = word
    return Shape(
        form=form,
        has_dataset="FROM" in inner,
        has_graphs="GRAPH" in inner,
        is_sliced=bool(outer & {"LIMIT", "OFFSET"}),
        is_ordered="ORDER" in outer,
        end=end,
        used=frozenset(used - declared),
    )


def declared(query: str, prefixes: Mapping[str, str]) -> tuple[str, int]:
    """Declare those of some prefixes that a query uses; return it, and how many lines it grew by.

    >>> declared("ASK { ?a my:of ?b }", {"my": "https://example.org/", "not": "used:"})
    ('PREFIX my: <https://example.org/>\\nASK { ?a my:of ?b }', 1)
    """
    wanted = sorted(shape_of(query).used & set(prefixes)) if prefixes else []
    if not wanted:
        return query, 0
    line = " ".join(f"PREFIX {name}: <{prefixes[name]}>" for name in wanted)
    return f"{line}\n{query}", 1


def limited(query: str, most: int) -> str:
    """Return a SELECT query that answers with so many rows at most, if it has no limit yet."""
    shape = shape_of(query)
    if shape.form != "SELECT" or shape.is_sliced:
        return query
    return f"{query[: shape.end]}\nLIMIT {most}\n{query[shape.end :]}"


def page_of(query: str, variables: Sequence[str], start: int, most: int) -> str:
    """Return a SELECT query for a page of its rows, in an order that leaves none of them open.

    Args:
        query: one without a LIMIT or OFFSET of its own.
        variables: all that it answers with; they order what its own ORDER BY leaves open.
        start: how many rows stand before the page.
        most: how many rows the page may have.

    >>> print(page_of("SELECT ?a ?b { ?a ?p ?b } ORDER BY ?b", ["a", "b"], 100, 50))
    SELECT ?a ?b { ?a ?p ?b } ORDER BY ?b
    ?a ?b
    LIMIT 50 OFFSET 100
    <BLANKLINE>
    """
    shape = shape_of(query)
    keys = " ".join(f"?{name}" for name in variables)
    order = keys if shape.is_ordered else f"ORDER BY {keys}"
    body, rest = query[: shape.end], query[shape.end :]
    return f"{body}\n{order}\nLIMIT {most} OFFSET {start}\n{rest}"


def without_first(query: str, number: int) -> str:
    """Return a query that passes over its first solutions; it has no LIMIT or OFFSET of its own.

    >>> without_first("CONSTRUCT WHERE { ?s ?p ?o }", 3)
    'CONSTRUCT WHERE { ?s ?p ?o }\\nOFFSET 3\\n'
    """
    end = shape_of(query).end
    return f"{query[:end]}\nOFFSET {number}\n{query[end:]}"


def without_open_slots(query: str) -> str:
    """Return a query without rows that say nothing, which some servers misread.

    Virtuoso does within FILTER NOT EXISTS. Where one stands in a string, it is no row.

    >>> without_open_slots("ASK { VALUES ?a { UNDEF } ?a ?b 'VALUES ?a { UNDEF }' }")
    "ASK {  ?a ?b 'VALUES ?a { UNDEF }' }"
    """
    kept, end = [], 0
    for slot in SLOT.finditer(masked(query)):
        kept.append(query[end : slot.start()])
        end = slot.end()
    return "".join([*kept, query[end:]])
