"""The groups of a parsed query: which variables and parts stand in which braces."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from rdflib.plugins.sparql.parser import parseQuery
from rdflib.plugins.sparql.parserutils import CompValue
from rdflib.term import Variable

GROUP_HOLDERS = {
    "OptionalGraphPattern": "OPTIONAL",
    "MinusGraphPattern": "MINUS",
    "Builtin_EXISTS": "EXISTS",
    "Builtin_NOTEXISTS": "NOT EXISTS",
    "SubSelect": "SELECT",
}
FORMS = {"SelectQuery": "SELECT", "ConstructQuery": "CONSTRUCT"}
REPEATING_PATHS = ("*", "+")


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a group: its name in the grammar, such as "TriplesBlock", and its variables."""

    name: str
    variables: frozenset[str]


@dataclass(slots=True)
class Group:
    """What stands between two braces, without the groups inside it.

    Args:
        kind: "WHERE", "OPTIONAL", "MINUS", "EXISTS", "NOT EXISTS", "SELECT" or "{ }".
        parts: its parts, in order.
        slots: the variables of its ``VALUES ?x { UNDEF }`` rows.
        repeated: the variables at an end of a path with a star or a plus.
        projected: what a sub-select hands on.
        inner: the groups inside it.
    """

    kind: str
    parts: list[Part] = field(default_factory=list)
    slots: set[str] = field(default_factory=set)
    repeated: set[str] = field(default_factory=set)
    projected: frozenset[str] = frozenset()
    inner: list[Group] = field(default_factory=list)

    @property
    def variables(self) -> frozenset[str]:
        """The variables used in the group itself."""
        return frozenset().union(*(part.variables for part in self.parts))

    def bound_by(self, *names: str) -> frozenset[str]:
        """Return the variables of the parts of some names."""
        return frozenset().union(*(part.variables for part in self.parts if part.name in names))

    def all(self) -> Iterator[Group]:
        """Yield this group and all groups inside it, outermost first."""
        yield self
        for group in self.inner:
            yield from group.all()


@dataclass(frozen=True, slots=True)
class Query:
    """A parsed query: its outermost group, the parse tree, and the names of all its nodes."""

    form: str
    where: Group
    tree: CompValue
    node_names: frozenset[str]

    @property
    def projection(self) -> list[str]:
        """The projected variables, in order; empty for ``SELECT *``."""
        return _projected(self.tree)

    @property
    def order(self) -> list[Any]:
        """The expressions of ORDER BY, each reduced to what it wraps."""
        clause = self.tree.orderby
        return [unwrapped(entry.expr) for entry in clause.condition] if clause else []


def parse(text: str) -> Query:
    """Parse a SELECT or a CONSTRUCT query.

    Raises:
        ValueError: if the text is neither.
    """
    try:
        _, tree = parseQuery(text)
    except Exception as error:  # the parser raises what its grammar library raises
        raise ValueError(f"the query cannot be parsed: {error}") from error
    if tree.name not in FORMS:
        raise ValueError("the query must be a SELECT or a CONSTRUCT query")
    names = frozenset(node.name for node in _walk(tree) if isinstance(node, CompValue))
    return Query(FORMS[tree.name], _group("WHERE", tree.where), tree, names)


def unwrapped(node: Any) -> Any:
    """Return the innermost expression of nodes that hold nothing else.

    >>> query = parse("SELECT ?a { ?a ?b ?c } ORDER BY STR(?a) ?a")
    >>> [getattr(node, "name", node) for node in query.order]
    ['Builtin_STR', rdflib.term.Variable('a')]
    """
    while isinstance(node, CompValue) and list(node) == ["expr"]:
        node = node.expr
    return node


def _group(kind: str, body: CompValue) -> Group:
    if body.name == "SubSelect":
        return _sub_select(body)
    group = Group(kind)
    for part in body.part or ():
        group.parts.append(Part(part.name, frozenset(_collected(part, group))))
    return group


def _sub_select(node: CompValue) -> Group:
    group = _group("SELECT", node.where)
    group.projected = frozenset(_projected(node))
    return group


def _projected(select: CompValue) -> list[str]:
    return [str(entry.evar or entry.var) for entry in select.projection or ()]


def _collected(node: Any, group: Group) -> Iterator[str]:
    """Yield the variables of a node, and note the groups inside it as groups of their own."""
    if isinstance(node, Variable):
        yield str(node)
    elif isinstance(node, CompValue):
        yield from _collected_from_value(node, group)
    elif isinstance(node, list) or hasattr(node, "as_list"):
        for entry in node:
            yield from _collected(entry, group)


def _collected_from_value(node: CompValue, group: Group) -> Iterator[str]:
    if node.name == "InlineData" and list(node.value) == ["UNDEF"]:
        group.slots.update(map(str, node.var))
    elif node.name == "SubSelect":
        group.inner.append(_sub_select(node))
    elif node.name == "GroupGraphPatternSub":
        group.inner.append(_group("{ }", node))
    elif node.name in GROUP_HOLDERS:
        group.inner.append(_group(GROUP_HOLDERS[node.name], node.graph))
    else:
        if node.name == "TriplesBlock":
            group.repeated.update(_ends_of_repeating_paths(node))
        for entry in node.values():
            yield from _collected(entry, group)


def _ends_of_repeating_paths(block: CompValue) -> Iterator[str]:
    for chain in block.triples:
        nodes = list(chain)
        for subject, path, target in zip(nodes[::3], nodes[1::3], nodes[2::3], strict=False):
            if _is_repeating(path):
                yield from (str(end) for end in (subject, target) if isinstance(end, Variable))


def _is_repeating(path: Any) -> bool:
    steps = (node for node in _walk(path) if isinstance(node, CompValue))
    return any(step.mod in REPEATING_PATHS for step in steps if step.name == "PathElt")


def _walk(node: Any) -> Iterator[Any]:
    yield node
    if isinstance(node, CompValue):
        for entry in node.values():
            yield from _walk(entry)
    elif isinstance(node, list) or hasattr(node, "as_list"):
        for entry in node:
            yield from _walk(entry)
