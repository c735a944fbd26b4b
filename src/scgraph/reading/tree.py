"""Turn the tree of one file into JSON-LD, and collect every fault on the way.

It is JSON-LD in the expanded form, which says with each value what the context says with its key:
a parser that has to copy scoped contexts for every node takes ten times as long.

Nothing here knows a single key of the form: `scgraph.reading.form` says what each means.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Any, NamedTuple, TypeAlias

from scgraph import terms
from scgraph.errors import near_names
from scgraph.reading import nodes, values
from scgraph.reading.form import Key, Level
from scgraph.reading.ledger import Ledger
from scgraph.reading.nodes import Node, Scalar, Sequence, kind_of, shown
from scgraph.reading.values import Codes, WrongValueError

DEFAULTS = "defaults"
STUB = "stub"
"""The key that says of a node: it is begun, and no data yet."""
JsonLd: TypeAlias = dict[str, Any]


class Entry(NamedTuple):
    """Hold one key of a node as the form knows it, and as the file has it."""

    key: Key
    written: Scalar
    value: Node


class TreeReader:
    """Read the files of one paper, one at a time, into a common ledger."""

    def __init__(
        self,
        paper: str,
        form: Level,
        prefixes: Mapping[str, str],
        ledger: Ledger,
        codes: Codes = MappingProxyType({}),
    ) -> None:
        """Read for a paper, given by its IRI, what the form allows, and the codes added to it."""
        self._paper = paper
        self._form = form
        self._prefixes = prefixes
        self._ledger = ledger
        self._codes = codes
        self._defaults: dict[str, tuple[Scalar, Node]] = {}

    def read(self, document: Node, *, is_record: bool) -> JsonLd:
        """Return the JSON-LD node of the paper with what the ledger's file says of it.

        Faults go to the ledger; if there are any, the node may lack what is wrong. `is_record`
        says that the file is the paper's own record, which alone gives the paper its class.
        """
        if not isinstance(document, nodes.Mapping):
            self._ledger.fault(document, f"a mapping is due, not {kind_of(document)}")
            return {}
        if is_record:
            self._ledger.note(document, self._paper)
        self._defaults = self._read_defaults(document.get(DEFAULTS))
        entries = self._entries(document, self._form)
        kind = _type(self._form) if is_record else {}
        return {"@id": self._paper, **kind, **self._statements(self._paper, entries)}

    def _read_defaults(self, written: Node | None) -> dict[str, tuple[Scalar, Node]]:
        if written is None:
            return {}
        if not isinstance(written, nodes.Mapping):
            self._ledger.fault(written, f"{DEFAULTS}: a mapping is due, not {kind_of(written)}")
            return {}
        allowed = {name for level in self._form.below() for name in level.rule.defaults}
        self._check_keys(written, allowed, DEFAULTS)
        return {key.text: (key, value) for key, value in written.entries}

    def _node(self, node: Node, level: Level, parent: str, key: Key) -> JsonLd:
        if not isinstance(node, nodes.Mapping):
            self._ledger.fault(node, f"{key.name}: a mapping is due, not {kind_of(node)}")
            return {}
        entries = self._entries(node, level)
        iri = self._name(level, entries, f"{parent}/{key.name}")
        if iri is None:
            # There is a fault already. What stands below is read only to find the others, under a
            # name that nothing else has.
            iri = f"{parent}/{key.name}/{node.line}:{node.column}"
        elif level.rule.node_class:
            self._define(iri, node)
        return {"@id": iri, **_type(level), **self._statements(iri, entries)}

    def _entries(self, node: nodes.Mapping, level: Level) -> list[Entry]:
        """Pair the keys of a node with the form; take defaults for those that are not there."""
        where = level.path or re.split(r"[/\\]", self._ledger.file)[-1]
        also = (DEFAULTS,) if level is self._form else ()
        meant = self._check_keys(node, {*level.keys, *also}, where)
        taken = {n: self._defaults[n] for n in level.rule.defaults if n in self._defaults}
        found = taken | {written.text: (written, value) for written, value in node.entries}
        for name in level.rule.required:
            # A key that is misspelt is one fault: unknown as it stands, but not missing as well.
            if name not in found and name not in meant:
                self._ledger.fault(node, f"{name!r} is missing in {where}")
        return [Entry(key, *found[name]) for name, key in level.keys.items() if name in found]

    def _check_keys(self, node: nodes.Mapping, allowed: Iterable[str], where: str) -> set[str]:
        """Note each unknown key; return the keys that may have been meant."""
        known = sorted(allowed)
        unknown = {
            key: near_names(key.text, known) for key, _ in node.entries if key.text not in known
        }
        for key, near in unknown.items():
            self._ledger.fault(key, f"unknown key {shown(key.text)} in {where}", near)
        return {name for near in unknown.values() for name in near}

    def _name(self, level: Level, entries: list[Entry], below: str) -> str | None:
        """Return the IRI of a node, made from the values that name it and not from its position.

        So a line inserted above renames nothing. None: a value is missing or wrong.
        """
        written = {entry.key.name: entry for entry in entries}
        naming = [written[name] for name in level.rule.named_by if name in written]
        texts = [self._read_value(entry, entry.value, self._naming) for entry in naming]
        parts = [text for text in texts if text is not None]
        needed = {*level.rule.named_by} & {*level.rule.required}
        if len(parts) < len(texts) or not needed <= written.keys():
            return None
        if any(entry.key.names for entry in naming) and not level.rule.under:
            return parts[0]
        if level.rule.under is not None:
            # What a key refers to gives its own name, not its whole address.
            names = (_last_part(part) if "://" in part else part for part in parts)
            return "/".join(part for part in (self._paper, level.rule.under, *names) if part)
        return "/".join([below, "--".join(map(_last_part, parts))] if parts else [below])

    def _naming(self, key: Key, text: str) -> str:
        if key.names and key.base is None:
            return f"{self._paper}/{values.slug(text)}"
        return self._reference(key, text) if key.names or key.refers else values.path(text)

    def _define(self, iri: str, node: Node) -> None:
        name = iri.removeprefix(f"{self._paper}/")
        if name in terms.PAPER_GRAPHS:
            self._ledger.fault(node, f"{name!r} is kept for a graph; choose another name")
        self._ledger.define(iri, name, node)

    def _statements(self, node: str, entries: list[Entry]) -> JsonLd:
        """Return what is said of a node, by property: several keys may stand for one property."""
        stated: JsonLd = {}
        for entry in entries:
            if not entry.key.names:
                self._ledger.note(entry.written, node, entry.key.property)
                side = stated.setdefault("@reverse", {}) if entry.key.reverse else stated
                side.setdefault(entry.key.property, []).extend(self._objects(node, entry))
        return stated

    def _objects(self, node: str, entry: Entry) -> Iterator[JsonLd]:
        for item in self._items(entry):
            if entry.key.level and self._is_stub(item, entry.key.level):
                continue
            if entry.key.level:
                child = self._node(item, entry.key.level, node, entry.key)
                if child:
                    self._ledger.note(item, node, entry.key.property, child["@id"])
                    yield child
            elif (value := self._read_value(entry, item, self._value)) is not None:
                self._ledger.note(item, node, entry.key.property, value)
                yield entry.key.written(value)

    def _is_stub(self, item: Node, level: Level) -> bool:
        """Tell whether a node is a stub, and remember where: its values may still be missing."""
        if not (level.rule.stubs and isinstance(item, nodes.Mapping)):
            return False
        mark = item.get(STUB)
        if mark is None:
            return False
        if not isinstance(mark, Scalar) or mark.text != "true":
            self._ledger.fault(mark, f"{STUB} is true; delete the line when the claim is complete")
        self._ledger.stubs.append(self._ledger.place(item))
        self._check_stub(item, level, also=(STUB,))
        return True

    def _check_stub(self, node: Node, level: Level, also: tuple[str, ...] = ()) -> None:
        """Note what is misspelt in a stub, so that it is found before all else is filled in."""
        if isinstance(node, Sequence):
            for item in node.items:
                self._check_stub(item, level)
        elif isinstance(node, nodes.Mapping):
            self._check_keys(node, {*level.keys, *also}, level.path)
            for written, value in node.entries:
                key = level.keys.get(written.text)
                if key is not None and key.level is not None:
                    self._check_stub(value, key.level)

    def _items(self, entry: Entry) -> tuple[Node, ...]:
        if not isinstance(entry.value, Sequence):
            return (entry.value,)
        if not entry.value.items:
            self._ledger.fault(entry.value, f"{entry.key.name}: {_NO_VALUE}")
        return entry.value.items

    def _read_value(
        self, entry: Entry, node: Node, convert: Callable[[Key, str], str]
    ) -> str | None:
        name = entry.key.name
        if not isinstance(node, Scalar):
            self._ledger.fault(node, f"{name}: a single value is due, not {kind_of(node)}")
            return None
        if node.is_null:
            self._ledger.fault(node, f"{name}: {_NO_VALUE}")
            return None
        try:
            return convert(entry.key, node.text)
        except WrongValueError as wrong:
            self._ledger.fault(node, f"{name}: {wrong.message}", wrong.near)
            return None

    def _value(self, key: Key, text: str) -> str:
        return self._reference(key, text) if key.refers else values.literal(text, key.datatype)

    def _reference(self, key: Key, text: str) -> str:
        added = self._codes.get(key.base or "", {}).get(text)
        if added is not None:
            return added
        is_folder = key.base is not None and ":" not in key.base
        base = f"{self._paper}/{key.base}" if is_folder else key.base
        return values.reference(text, base, self._paper, self._prefixes)


_NO_VALUE = "there is no value; write one, or leave the key out"


def _type(level: Level) -> JsonLd:
    return {"@type": level.rule.node_class} if level.rule.node_class else {}


def _last_part(name: str) -> str:
    return re.split(r"[/#:]", name)[-1]
