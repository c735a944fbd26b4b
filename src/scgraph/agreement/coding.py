"""What a claim is given, key by key, whatever keys the form has.

Codes, things and nodes of the paper go by their short names, so that the annotations of two
corpora can be compared: a thing of one corpus and a thing of the other are the same if their names
are.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from scgraph import terms
from scgraph.reading.form import Key, Level


@dataclass(frozen=True)
class Part:
    """A claim, or a node below it: names and texts by key, and the nodes below by key.

    `given` holds what the form calls codes, things, names of the paper's own, and literals; the
    values of a key are in alphabetical order, and a key without a value is not there.
    """

    iri: str
    name: str
    level: Level
    given: Mapping[str, tuple[str, ...]]
    below: Mapping[str, tuple[Part, ...]]

    def value(self, key: str) -> tuple[str, ...]:
        """Return the values of a key; none if it has none."""
        return self.given.get(key, ())


def code_list(key: Key) -> str | None:
    """Return the name of the code list that a key takes its values from, if it does.

    >>> code_list(Key("how", "x:p", refers=True, base=f"{terms.CODE}causal-kind/"))
    'causal-kind'
    """
    if not key.refers or not (key.base or "").startswith(terms.CODE):
        return None
    return (key.base or "").removeprefix(terms.CODE).strip("/")


def is_thing(key: Key) -> bool:
    """Tell whether a key refers to things that papers share.

    >>> is_thing(Key("actor", "x:p", refers=True, base=terms.things()))
    True
    """
    base = key.base or ""
    return key.refers and ":" in base and code_list(key) is None


def refers_to_claims(key: Key) -> bool:
    """Tell whether a key refers to nodes of the paper itself, such as claims."""
    return key.refers and ":" not in (key.base or "")


class Coder:
    """Gather what is said of nodes by the keys of their level."""

    def __init__(
        self, said: Mapping[str, Mapping[str, list[str]]], paper: str, things: str
    ) -> None:
        """Gather for the paper of this IRI, in a corpus with this namespace of things."""
        self._said = said
        self._paper = f"{paper}/"
        self._things = things

    def part(self, iri: str, level: Level) -> Part:
        """Return a node with all that is below it."""
        about = self._said.get(iri, {})
        given: dict[str, list[str]] = {}
        below: dict[str, tuple[Part, ...]] = {}
        for key in _keys(level):
            values = about.get(key.property, ())
            if key.level:
                inner = key.level
                if parts := tuple(self.part(value, inner) for value in sorted(set(values))):
                    below[key.name] = parts
                continue
            for value in values:
                given.setdefault(self._key(key, value, level).name, []).append(value)
        named = {key: self._names(level.keys[key], values) for key, values in given.items()}
        return Part(iri, iri.removeprefix(self._paper), level, named, below)

    def _key(self, key: Key, value: str, level: Level) -> Key:
        """Return which of the keys of a property a value was written with."""
        same = (other for other in level.keys.values() if other.property == key.property)
        fits = (other for other in same if other.refers and self._fits(other, value))
        return next(fits, key)

    def _fits(self, key: Key, value: str) -> bool:
        return value.startswith(self._paper) == refers_to_claims(key)

    def _names(self, key: Key, values: list[str]) -> tuple[str, ...]:
        return tuple(sorted({self._name(key, value) for value in values}))

    def _name(self, key: Key, value: str) -> str:
        if code_list(key):
            return value.rpartition("/")[2]
        if key.refers:
            own = value.removeprefix(self._things).removeprefix(self._paper)
            return own.removeprefix(terms.things())
        return value


def _keys(level: Level) -> Iterator[Key]:
    """Yield one key for each property of a level, without those that name the node."""
    seen: set[str] = set()
    for key in level.keys.values():
        if not key.names and key.property not in seen:
            seen.add(key.property)
            yield key
