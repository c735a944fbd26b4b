"""A table as SPARQL 1.1 Query Results JSON (W3C Recommendation, 21 March 2013)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from decimal import Decimal
from typing import TYPE_CHECKING

import pyoxigraph

from scgraph.answers.values import XSD, Value, as_text

if TYPE_CHECKING:
    from scgraph.answers.writing import Writing

TYPES = {bool: "boolean", int: "integer", Decimal: "decimal", float: "double"}


def srj(table: Writing) -> str:
    """Write the terms of a table; a table that was not made from a graph has literals alone.

    A cell without a value is left out of its row, as the standard says.
    """
    rows = ",\n".join(f"    {json.dumps(row, ensure_ascii=False)}" for row in _bindings(table))
    head = json.dumps({"vars": list(table.columns)}, ensure_ascii=False)
    body = f"[\n{rows}\n  ]" if rows else "[]"
    return f'{{\n  "head": {head},\n  "results": {{"bindings": {body}}}\n}}\n'


def _bindings(table: Writing) -> Iterator[dict[str, dict[str, str]]]:
    terms = table.terms or [(None,) * len(table.columns)] * len(table)
    for row, written in zip(table.rows, terms, strict=True):
        cells = zip(table.columns, row, written, strict=True)
        yield {
            name: _of_value(value) if term is None else _of_term(term)
            for name, value, term in cells
            if value is not None
        }


def _of_value(value: Value) -> dict[str, str]:
    datatype = TYPES.get(type(value))
    text = {"type": "literal", "value": as_text(value)}
    return {**text, "datatype": XSD + datatype} if datatype else text


def _of_term(written: str) -> dict[str, str]:
    term = _read(written)
    if isinstance(term, pyoxigraph.NamedNode):
        return {"type": "uri", "value": term.value}
    if isinstance(term, pyoxigraph.BlankNode):
        return {"type": "bnode", "value": term.value}
    if isinstance(term, pyoxigraph.Triple):
        return {"type": "literal", "value": written}
    found = {"type": "literal", "value": term.value}
    if term.language:
        return {**found, "xml:lang": term.language}
    is_plain = term.datatype.value == XSD + "string"
    return found if is_plain else {**found, "datatype": term.datatype.value}


def _read(
    written: str,
) -> pyoxigraph.NamedNode | pyoxigraph.BlankNode | pyoxigraph.Literal | pyoxigraph.Triple:
    """Read one N-Triples term back."""
    (triple,) = pyoxigraph.parse(f"<x:s> <x:p> {written} .", pyoxigraph.RdfFormat.N_TRIPLES)
    term: pyoxigraph.NamedNode | pyoxigraph.BlankNode | pyoxigraph.Literal | pyoxigraph.Triple
    term = triple.object
    return term
