"""The shapes as a table: what each demands, and what it says to whoever breaks it."""

from __future__ import annotations

from collections import defaultdict

from pyoxigraph import NamedNode, RdfFormat, parse

from scgraph import files
from scgraph.answers import Table

SH = "http://www.w3.org/ns/shacl#"


def shapes_table() -> Table:
    """Return a row a demand: its shape, its name and its message, sorted by shape.

    >>> shapes_table().columns
    ('shape', 'demand', 'message')
    """
    told: dict[str, dict[str, str]] = defaultdict(dict)
    text = files.ontology("shapes.ttl").read_bytes()
    for quad in parse(text, RdfFormat.TURTLE):
        if isinstance(quad.subject, NamedNode) and quad.predicate.value.startswith(SH):
            told[quad.subject.value][quad.predicate.value.removeprefix(SH)] = quad.object.value
    rows = [
        (shape.rpartition("/")[2], values.get("name"), values.get("message"))
        for shape, values in sorted(told.items())
        if "message" in values
    ]
    return Table(("shape", "demand", "message"), tuple(rows))
