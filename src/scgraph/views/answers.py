"""Any answer as a network: the first thing of a row, tied to every other thing in it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import TYPE_CHECKING

from scgraph.answers import Row, Table
from scgraph.answers.table import LABEL_SUFFIX
from scgraph.errors import ExportError
from scgraph.names import Names
from scgraph.terms import CODE
from scgraph.views.edges import ENDS, _Edge, edges_of, network, view_of

if TYPE_CHECKING:
    from networkx import MultiDiGraph


def answer_graph(table: Table, names: Names, *, name: str = "answer") -> MultiDiGraph:
    """Make a network of an answer; one whose rows are edges is taken as they are.

    The first column of things is the centre. An edge leads from it to each other thing of the
    row, and its relation is the name of the column; codes, numbers and texts qualify the edges.
    ``claims`` are those of the column ``claim``.

    Raises:
        ExportError: if the answer has no two columns of things to tie.
    """
    if {*ENDS, "relation"} <= set(table.columns):
        return view_of(table, names, name=name)
    things = [column for column in table.columns if _holds_things(table, column)]
    if len(things) < 2 and len(table):
        found = f"it has {' and '.join(things)} alone" if things else "it has none"
        raise ExportError(
            f"a network ties things to each other, so an answer needs two columns of them; {found}"
        )
    labels: dict[str, str] = {}
    edges: dict[tuple[str, str, str], _Edge] = defaultdict(_Edge)
    others = _qualifying(table, things)
    for row in table:
        for column, start, end in _ties(row, things):
            labels[start] = _label(row, things[0], start, names)
            labels[end] = _label(row, column, end, names)
            edges[start, end, column].add(_as_edge(row, column), others)
    return network(name, labels, edges_of(edges), names)


def _holds_things(table: Table, column: str) -> bool:
    """Tell whether a column holds IRIs, and not only those of codes."""
    place = table.columns.index(column)
    values = [row[place] for number, row in enumerate(table.rows) if table.is_iri(number, place)]
    return any(not str(value).startswith(CODE) for value in values)


def _ties(row: Row, things: list[str]) -> Iterator[tuple[str, str, str]]:
    centre = row[things[0]]
    for column in things[1:]:
        if centre is not None and row[column] is not None:
            yield column, str(centre), str(row[column])


def _as_edge(row: Row, column: str) -> Row:
    told = {**row, "relation": column, "relation_label": column.replace("_", " ")}
    return Row(tuple(told), tuple(told.values()))


def _label(row: Row, column: str, iri: str, names: Names) -> str:
    return str(row.get(f"{column}{LABEL_SUFFIX}") or names.label(iri))


def _qualifying(table: Table, things: list[str]) -> dict[str, str]:
    named = {*things, *(f"{thing}{LABEL_SUFFIX}" for thing in things)}
    return {
        column: column.removesuffix(LABEL_SUFFIX)
        for column in table.columns
        if column not in named and f"{column}{LABEL_SUFFIX}" not in table.columns
    }
