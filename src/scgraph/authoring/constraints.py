"""Read out of the shapes what an editor can hold a file to while it is written.

That is, for a class and one of its properties: whether a value is needed, whether a second is too
many, of which kinds it is, and which pattern it has. What ties several nodes together stays with
`scgraph.validation`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import TypeAlias

from pyoxigraph import Literal, NamedNode, RdfFormat, parse

from scgraph.files import ontology
from scgraph.terms import PREFIXES

_SH, _RDF = PREFIXES["sh"], PREFIXES["rdf"]
_Facts: TypeAlias = Mapping[str, Mapping[str, list[str]]]


@dataclass(frozen=True)
class Constraint:
    """Hold what the shapes want of a property at nodes of a class.

    `kinds` are the classes of which its value must be one; none: any.
    """

    needed: bool = False
    once: bool = False
    kinds: frozenset[str] = frozenset()
    pattern: str | None = None
    lowest: int | None = None
    name: str = ""


@dataclass(frozen=True)
class Consequence:
    """Hold what a code brings with it: who has it in `path` needs a value of `needs`."""

    path: str
    code: str
    needs: str


@dataclass(frozen=True)
class Constraints:
    """Hold what the shapes want, by class and property."""

    by_class: Mapping[tuple[str, str], Constraint]
    consequences: tuple[Consequence, ...]

    def of(self, node_class: str | None, path: str) -> Constraint:
        """Return what is wanted of a property; nothing, if no shape speaks of it."""
        return self.by_class.get((node_class or "", path), Constraint())


@cache
def constraints() -> Constraints:
    """Return the constraints of the shipped shapes.

    >>> from scgraph.terms import VOCAB
    >>> found = constraints().of(f"{VOCAB}Involvement", f"{VOCAB}actor")
    >>> found.needed, found.once, [kind.rpartition("/")[2] for kind in found.kinds]
    (True, True, ['Actor'])
    """
    facts = _facts(ontology("shapes.ttl").read_bytes())
    return Constraints(_by_class(facts), tuple(_consequences(facts)))


def _facts(turtle: bytes) -> _Facts:
    facts: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for quad in parse(turtle, format=RdfFormat.TURTLE):
        value = quad.object
        text = value.value if isinstance(value, Literal | NamedNode) else str(value)
        facts[_name(quad.subject)][quad.predicate.value].append(text)
    return facts


def _name(subject: object) -> str:
    return subject.value if isinstance(subject, NamedNode) else str(subject)


def _by_class(facts: _Facts) -> Mapping[tuple[str, str], Constraint]:
    shapes: dict[tuple[str, str], list[Mapping[str, list[str]]]] = defaultdict(list)
    for shape in list(facts.values()):
        for node_class in shape.get(f"{_SH}targetClass", ()):
            for name in shape.get(f"{_SH}property", ()):
                wanted = facts[name]
                (path,) = wanted[f"{_SH}path"]
                if path.startswith("http") and f"{_SH}severity" not in wanted:
                    shapes[node_class, path].append(wanted)
    return {key: _joined(wanted, facts) for key, wanted in shapes.items()}


def _joined(shapes: list[Mapping[str, list[str]]], facts: _Facts) -> Constraint:
    def first(name: str) -> str | None:
        return next((shape[_SH + name][0] for shape in shapes if _SH + name in shape), None)

    lowest = first("minInclusive")
    return Constraint(
        needed=first("minCount") == "1",
        once=first("maxCount") == "1",
        kinds=frozenset(kind for shape in shapes for kind in _kinds(shape, facts)),
        pattern=first("pattern"),
        lowest=int(lowest) if lowest else None,
        name=first("name") or "",
    )


def _kinds(shape: Mapping[str, list[str]], facts: _Facts) -> Iterator[str]:
    yield from shape.get(f"{_SH}class", ())
    for head in shape.get(f"{_SH}or", ()):
        for member in _members(head, facts):
            yield from facts[member].get(f"{_SH}class", ())


def _members(head: str, facts: _Facts) -> Iterator[str]:
    """Yield the members of an RDF list."""
    while head != f"{_RDF}nil":
        yield facts[head][f"{_RDF}first"][0]
        head = facts[head][f"{_RDF}rest"][0]


def _consequences(facts: _Facts) -> Iterator[Consequence]:
    """Yield what follows from a code: the shape of the code looks back at who has it."""
    for shape in list(facts.values()):
        for code in shape.get(f"{_SH}targetNode", ()):
            for name in shape.get(f"{_SH}property", ()):
                (path,) = facts[name][f"{_SH}path"]
                is_rule = path in facts and f"{_SH}severity" not in facts[name]
                back = facts[path].get(f"{_SH}inversePath", []) if is_rule else []
                for needs in _needs(facts[name], facts):
                    yield from (Consequence(one, code, needs) for one in back)


def _needs(shape: Mapping[str, list[str]], facts: _Facts) -> Iterator[str]:
    for node in shape.get(f"{_SH}node", ()):
        for inner in facts[node].get(f"{_SH}property", ()):
            (path,) = facts[inner][f"{_SH}path"]
            if facts[inner].get(f"{_SH}minCount") == ["1"] and path.startswith("http"):
                yield path
