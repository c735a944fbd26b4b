"""Set beside one another what annotators gave to the same claim, key by key."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from scgraph.agreement.coding import Part, code_list, is_thing, refers_to_claims
from scgraph.agreement.matching import Node, Text, Unit, same_parts
from scgraph.reading.form import Key

NONE = "–"
"""Stands where an annotator gave no value."""

Renaming: TypeAlias = Mapping[tuple[int, str], str]
"""What a name of an annotation's own is called, by the number of the annotation."""


@dataclass(frozen=True)
class Observation:
    """What annotators gave to one key of one claim, or of one node below it.

    Args:
        key: such as "type" or "causes.how".
        code_list: the name of the list, if the values are codes.
        values: by the number of the annotation; `NONE` where it gave none.
        claim: the claim, as each annotator wrote it.
        node: which node below the claim, in words; the empty text for the claim itself.
    """

    key: str
    code_list: str | None
    values: Mapping[int, str]
    claim: Unit
    node: str = ""

    @property
    def differs(self) -> bool:
        """Tell whether annotators gave different values."""
        return len(set(self.values.values())) > 1


def observations(units: Sequence[Unit], text: Text) -> Iterator[Observation]:
    """Yield what annotators gave to every key of every claim that at least two have seen."""
    seen = [unit for unit in units if len(unit) > 1]
    matched = [list(_nodes(unit)) for unit in seen]
    renaming = renaming_of(seen)
    for unit, nodes in zip(seen, matched, strict=True):
        observer = _Observer(unit, renaming)
        yield from observer.of({n: claim.coded for n, claim in unit.items()}, "", "")
        yield observer.places(text)
        for key, node in nodes:
            yield from observer.below(key, node)


def words_of(part: Part) -> str:
    """Say which node a part is, by the values that name it.

    >>> from scgraph import files
    >>> from scgraph.agreement.annotation import read_annotation
    >>> claim = read_annotation(files.data()).claims[1]
    >>> words_of(claim.coded.below["causes"][0])
    'technology-integration enables efficiency'
    """
    naming = [name for name in part.level.rule.named_by if name in part.given]
    return " ".join(" ".join(part.value(name)) for name in naming) or part.name.rpartition("/")[2]


def _nodes(unit: Unit) -> Iterator[tuple[str, Node]]:
    """Yield the nodes below a claim, matched, with the keys that lead to them."""
    keys = dict.fromkeys(key for claim in unit.values() for key in claim.coded.below)
    for key in keys:
        parts = {number: claim.coded.below.get(key, ()) for number, claim in unit.items()}
        for node in same_parts(parts):
            yield key, node


def renaming_of(units: Sequence[Unit]) -> Renaming:
    """Call each claim, and each node below one, as the first annotator who has it does."""
    nodes = [node for unit in units for _, node in _nodes(unit)]
    claims = [{number: claim.coded for number, claim in unit.items()} for unit in units]
    same = (one for one in (*claims, *nodes) if len(one) > 1)
    return {(number, part.name): one[min(one)].name for one in same for number, part in one.items()}


class _Observer:
    """Observe one claim."""

    def __init__(self, unit: Unit, renaming: Renaming) -> None:
        self._unit = unit
        self._renaming = renaming

    def of(self, parts: Node, path: str, node: str) -> Iterator[Observation]:
        """Yield an observation a key; a node that one annotator lacks has no keys to compare."""
        level = parts[min(parts)].level
        optional = [name for name in level.keys if any(name in p.given for p in parts.values())]
        codes = [name for name, key in level.keys.items() if code_list(key)]
        for name in dict.fromkeys([*codes, *optional]):
            key = level.keys[name]
            if name != "at" and _is_compared(key):
                values = {number: self._value(number, key, p) for number, p in parts.items()}
                full = f"{path}.{name}" if path else name
                yield Observation(full, code_list(key), values, self._unit, node)

    def below(self, key: str, parts: Node) -> Iterator[Observation]:
        first = words_of(parts[min(parts)])
        if len(parts) == len(self._unit):
            yield from self.of(parts, key, first)
            return
        values = {n: words_of(parts[n]) if n in parts else NONE for n in self._unit}
        yield Observation(key, None, values, self._unit, first)
        if len(parts) > 1:
            yield from self.of(parts, key, first)

    def places(self, text: Text) -> Observation:
        values = {
            number: ", ".join(text.places[at].locator for at in sorted(text.of(number, claim)))
            for number, claim in self._unit.items()
        }
        return Observation("at", None, values, self._unit)

    def _value(self, number: int, key: Key, part: Part) -> str:
        values = part.value(key.name)
        if refers_to_claims(key):
            values = tuple(sorted(self._renaming.get((number, name), name) for name in values))
        return ", ".join(values) or NONE


def _is_compared(key: Key) -> bool:
    """Tell whether a key holds more than the annotator's own words, or leads to nodes."""
    is_words = not key.refers and key.language is not None
    return not key.names and key.level is None and not is_words


def things_of(part: Part, paths: Sequence[str]) -> frozenset[str]:
    """Return the things that a claim names under some keys, such as "causes.effect".

    >>> from scgraph import files
    >>> from scgraph.agreement.annotation import read_annotation
    >>> claim = read_annotation(files.data()).claims[1]
    >>> sorted(things_of(claim.coded, ("causes.cause",)))
    ['technology-integration']
    """
    found: set[str] = set()
    for path in paths:
        key, _, rest = path.partition(".")
        if rest:
            found.update(*(things_of(below, (rest,)) for below in part.below.get(key, ())))
        elif key in part.level.keys and is_thing(part.level.keys[key]):
            found.update(part.value(key))
    return frozenset(found)
