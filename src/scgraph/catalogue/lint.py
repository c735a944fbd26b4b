"""The rules of a query file, measured on two engines that must give the same rows."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from rdflib.term import Variable

from scgraph.catalogue.collection import INTEGRITY
from scgraph.catalogue.integrity import SEVERITIES
from scgraph.catalogue.syntax import Group, Query, parse

if TYPE_CHECKING:
    from scgraph.catalogue.question import Question

HEADER_KEYS = {"title", "answers", "params", "columns", "example", "empty", "position"}
INTEGRITY_KEYS = {"message", "focus", "path", "severity"}
LABEL_SUFFIX = "label"
TRIPLES = "TriplesBlock"
OPTIONAL = "OptionalGraphPattern"
AGGREGATES_WITHOUT_ORDER = {
    "Aggregate_GroupConcat": "GROUP_CONCAT",
    "Aggregate_Sample": "SAMPLE",
    "Aggregate_Avg": "AVG",
}
OUT_OF_BOUNDS = {
    "GraphGraphPattern": "GRAPH",
    "ServiceGraphPattern": "SERVICE",
    "DatasetClause": "FROM",
}


def lint(question: Question) -> list[str]:
    """Return what is wrong with a query file, one sentence a fault; empty if nothing is.

    A CONSTRUCT query has no columns, and its triples no order.

    >>> from scgraph.catalogue import read_question
    >>> lint(read_question("a/b", "#+ title: T\\n#+ answers: A?\\nSELECT ?a { ?a ?b ?c }"))
    ['column a is not in the header', 'the query has no ORDER BY']
    """
    try:
        query = parse(question.text)
    except ValueError as error:
        return [str(error)]
    return [
        *_header_faults(question),
        *(_column_faults(question, query) if query.form == "SELECT" else ()),
        *_slot_faults(question, query),
        *_group_faults(query),
        *(_order_faults(query) if query.form == "SELECT" else ()),
        *_word_faults(query),
    ]


def _header_faults(question: Question) -> Iterator[str]:
    known = HEADER_KEYS | (INTEGRITY_KEYS if question.topic == INTEGRITY else set())
    for key in sorted(set(question.header) - known):
        yield f"the header has an unknown key: {key}"
    if question.topic == INTEGRITY:
        yield from _integrity_faults(question)
    if not question.title:
        yield "the header has no title"
    if not question.answers:
        yield "the header does not say what the question answers"
    for parameter in question.params:
        if not parameter.about:
            yield f"parameter {parameter.name} does not say what it is about"
        if parameter.type != "iri" and parameter.kind is not None:
            yield f"parameter {parameter.name} has a kind, but is no iri"
    for name in question.example:
        if question.parameter(name) is None:
            yield f"the example fills {name}, which is no parameter"


def _integrity_faults(question: Question) -> Iterator[str]:
    for key in ("message", "focus"):
        if not question.phrase(key):
            yield f"an integrity question needs the key {key}"
    if list(question.columns) != ["focus", "value"]:
        yield "an integrity question has the columns focus and value"
    if question.params:
        yield "an integrity question has no parameters"
    severity = question.phrase("severity")
    if severity and severity not in SEVERITIES:
        yield f"the severity is one of {', '.join(SEVERITIES)}, or left out for a violation"


def _column_faults(question: Question, query: Query) -> Iterator[str]:
    if not query.projection:
        yield "the query must name its columns"
    for column in query.projection:
        if not question.columns.get(column):
            yield f"column {column} is not in the header"
    for column in question.columns:
        if column not in query.projection:
            yield f"the header describes {column}, which is no column"


def _slot_faults(question: Question, query: Query) -> Iterator[str]:
    parameters = {parameter.name for parameter in question.params}
    slots = {slot for group in query.where.all() for slot in group.slots}
    for name in sorted(parameters - slots):
        yield f"parameter {name} has no VALUES ?{name} {{ UNDEF }} row"
    for name in sorted(slots - parameters):
        yield f"the row of {name} belongs to no parameter"
    for name in sorted(parameters & slots):
        yield from _misplaced_slots(name, query.where, ())


def _misplaced_slots(name: str, group: Group, above: tuple[Group, ...]) -> Iterator[str]:
    if name in group.variables and name not in group.slots and not _is_given(name, group, above):
        yield f"the {group.kind} group uses {name} without a row of its own"
    if name in group.slots & group.repeated:
        yield f"{name} ends a path with * or + outside EXISTS, which gives a row a step"
    for inner in group.inner:
        yield from _misplaced_slots(name, inner, (*above, group))


def _is_given(name: str, group: Group, above: tuple[Group, ...]) -> bool:
    """Tell whether a group gets the values of a parameter from the groups above it.

    EXISTS is evaluated with the bindings of the group that it filters. Bare braces are joined with
    what stands around them, and so is OPTIONAL: that is the same on every engine as long as a
    required pattern or a sub-select binds the variable, for braces inside them, for OPTIONAL above.
    """
    joined = [inner for outer in above for inner in _joined(outer)]
    has_row = any(name in outer.slots for outer in joined)
    if group.kind == "EXISTS":
        return has_row
    if group.kind == "{ }":
        return has_row and name in group.bound_by(TRIPLES)
    return group.kind == "OPTIONAL" and any(name in _bound(outer) for outer in joined)


def _bound(group: Group) -> frozenset[str]:
    """Return what the triples of a group bind, and what its sub-selects hand on."""
    handed_on = (inner.projected for inner in group.inner if inner.kind == "SELECT")
    return group.bound_by(TRIPLES).union(*handed_on)


def _joined(group: Group) -> Iterator[Group]:
    """Yield a group and the bare braces inside it, which are joined with it."""
    yield group
    for inner in group.inner:
        if inner.kind == "{ }":
            yield from _joined(inner)


def _group_faults(query: Query) -> Iterator[str]:
    for group in query.where.all():
        names = [part.name for part in group.parts]
        if OPTIONAL not in names:
            continue
        first = names.index(OPTIONAL)
        if first and set(names[:first]) == {"InlineData"}:
            yield "a group begins with VALUES directly before OPTIONAL"
        computed = group.bound_by("Bind")
        later = (part for part in group.parts[first:] if part.name == TRIPLES)
        if any(not part.variables & computed for part in later):
            yield "a required pattern stands behind an OPTIONAL"
    if query.tree.valuesClause:
        yield "VALUES stands behind the query"


def _order_faults(query: Query) -> Iterator[str]:
    if not query.order:
        yield "the query has no ORDER BY"
        return
    for key in query.order:
        if isinstance(key, Variable) and key.endswith(LABEL_SUFFIX):
            yield f"the order must take STR(?{key}), since engines sort language tags differently"
    last = query.order[-1]
    if not isinstance(last, Variable):
        yield "the order must end with a variable that tells the rows apart"
    elif query.projection and str(last) not in query.projection:
        yield f"the order ends with {last}, which is no column"


def _word_faults(query: Query) -> Iterator[str]:
    for node, word in (AGGREGATES_WITHOUT_ORDER | OUT_OF_BOUNDS).items():
        if node in query.node_names:
            yield f"the query uses {word}"
