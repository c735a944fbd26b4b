"""Statements under the names of their terms, by property, without the graphs that hold them.

A name is a text: an IRI as it is, a blank node as ``_:id``, a literal as ``"KIND"text``, where KIND
is the IRI of its datatype, or ``@`` and its language in small letters. Two terms have one name if
RDF holds them to be one term. Plain texts are compared far faster than the terms of an engine.

>>> from pyoxigraph import Literal
>>> name_of(Literal("bicycle", language="en-GB"))
'"@en-gb"bicycle'
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping

from pyoxigraph import Literal, NamedNode, Quad, Triple

from scgraph.errors import QueryError
from scgraph.terms import PREFIXES

RDF = PREFIXES["rdf"]
TYPE, FIRST, REST, NIL = f"{RDF}type", f"{RDF}first", f"{RDF}rest", f"{RDF}nil"
SUBCLASS_OF = PREFIXES["rdfs"] + "subClassOf"

Pairs = Mapping[str, Collection[str]]
"""What stands on the one side of a property, and what on the other."""


class Triples:
    """Statements by property, then by what stands before the property.

    Raises:
        QueryError: if a statement is about a statement, which shapes cannot speak of.
    """

    def __init__(self, quads: Iterable[Quad | Triple]) -> None:
        self._forward: dict[str, dict[str, set[str]]] = {}
        self._backward: dict[str, dict[str, set[str]]] = {}
        self._members: dict[str, frozenset[str]] = {}
        # One text for each name: finding a text in a table is fast if it is the same there.
        one_text: dict[str, str] = {}
        same = one_text.setdefault
        for quad in quads:
            subject, value, predicate = quad.subject, quad.object, quad.predicate.value
            before = subject.value if type(subject) is NamedNode else name_of(subject)
            behind = value.value if type(value) is NamedNode else name_of(value)
            before, behind = same(before, before), same(behind, behind)
            # Written out, since this is the loop in which a validation spends its time.
            try:
                pairs = self._forward[predicate]
            except KeyError:
                pairs = self._forward[predicate] = {}
            try:
                pairs[before].add(behind)
            except KeyError:
                pairs[before] = {behind}

    @property
    def predicates(self) -> Collection[str]:
        """Every property that is used."""
        return self._forward.keys()

    def names(self) -> set[str]:
        """Return the names of all properties and of all that stands behind them."""
        held = (values for pairs in self._forward.values() for values in pairs.values())
        return set(self._forward).union(*held)

    def forward(self, predicate: str) -> Pairs:
        """Return what stands behind a property, by what stands before it."""
        return self._forward.get(predicate, {})

    def backward(self, predicate: str) -> Pairs:
        """Return what stands before a property, by what stands behind it."""
        if predicate not in self._backward:
            turned: dict[str, set[str]] = {}
            for before, values in self.forward(predicate).items():
                for value in values:
                    turned.setdefault(value, set()).add(before)
            self._backward[predicate] = turned
        return self._backward[predicate]

    def instances(self, cls: str) -> frozenset[str]:
        """Return what is of a class, or of a class below it."""
        if cls not in self._members:
            below, of_type = self.backward(SUBCLASS_OF), self.backward(TYPE)
            classes = reached([cls], lambda one: below.get(one, ()))
            self._members[cls] = frozenset().union(*(of_type.get(one, ()) for one in classes))
        return self._members[cls]

    def objects(self, subject: str, predicate: str) -> Collection[str]:
        """Return what stands behind a property of one thing."""
        return self.forward(predicate).get(subject, ())

    def items(self, node: str) -> Iterator[str]:
        """Yield the members of a list in order.

        Raises:
            ValueError: if it is no list, or one that comes back to where it was.
        """
        seen: set[str] = set()
        while node != NIL:
            first, rest = self.objects(node, FIRST), self.objects(node, REST)
            if len(first) != 1 or len(rest) != 1 or node in seen:
                raise ValueError(f"no list: {node}")
            seen.add(node)
            yield from first
            (node,) = rest

    def __iter__(self) -> Iterator[tuple[str, str, str]]:
        for predicate, pairs in self._forward.items():
            for before, values in pairs.items():
                yield from ((before, predicate, value) for value in values)


def name_of(term: object) -> str:
    """Return the name of a term.

    Raises:
        QueryError: if the term is a statement.
    """
    if isinstance(term, Literal):
        kind = f"@{term.language.lower()}" if term.language else term.datatype.value
        return f'"{kind}"{term.value}'
    if isinstance(term, Triple):
        raise QueryError(f"shapes cannot speak of a statement about a statement: {term}")
    return term.value if isinstance(term, NamedNode) else str(term)


def is_literal(name: str) -> bool:
    """Tell whether a name is that of a literal."""
    return name.startswith('"')


def is_blank(name: str) -> bool:
    """Tell whether a name is that of a blank node."""
    return name.startswith("_:")


def literal(name: str) -> tuple[str, str]:
    """Return the kind of a literal and its text.

    >>> literal('"@en"a "word"')
    ('@en', 'a "word"')
    """
    kind, _, text = name[1:].partition('"')
    return kind, text


def shown(name: str) -> str:
    """Return what a report says for a name: the IRI, the text, or the label of the blank node.

    >>> shown('"@en"bicycle'), shown("_:b1"), shown("x:a")
    ('bicycle', 'b1', 'x:a')
    """
    return literal(name)[1] if is_literal(name) else name.removeprefix("_:")


def reached(start: Iterable[str], step: Callable[[str], Iterable[str]]) -> set[str]:
    """Return where one comes from some names by any number of steps, with the names themselves."""
    found: set[str] = set()
    todo = list(start)
    while todo:
        name = todo.pop()
        if name not in found:
            found.add(name)
            todo.extend(step(name))
    return found
