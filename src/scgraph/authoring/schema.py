"""Make the JSON Schema by which an editor completes and checks the files of papers.

Everything in it is derived: keys and kinds of value from the context, required keys and defaults
from ``authoring.json``, what is needed, what stands once and of which kind it is from the shapes,
codes with their definitions from the code lists, and things from the corpus. It is of draft 7,
which the language servers for YAML read.

It marks what the reader or the shapes refuse, but for what no single value shows: two nodes with
one name, a prefix that nothing has, a 30 February, what ties nodes together. It is stricter in two
things: a list of one value where a value stands once, and a value in a stub, which the reader
leaves unread.

What one paper names itself, its sentences and claims, is in a schema of that paper, which refers
to this one: see `scgraph.authoring.own_names`.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any

from scgraph.authoring.constraints import Constraint, constraints
from scgraph.authoring.known import KINDS, KnownThings
from scgraph.authoring.values import ELSEWHERE, PLACE, SLUG, Schema, listed, literal, one_or_more
from scgraph.authoring.words import classes_above, codes, words_of_terms
from scgraph.reading.form import Key, Level, paper_form
from scgraph.reading.tree import DEFAULTS, STUB
from scgraph.terms import CODE, VOCAB, things

DRAFT = "http://json-schema.org/draft-07/schema#"
_ELSEWHERE = {"$ref": "#/definitions/elsewhere"}
_STUB_WORDS = "This claim is begun, and no data yet. Delete the line when the claim is complete."
_DEFAULTS_WORDS = "What holds for every claim and link of this file that does not say otherwise."


def paper_schema(known: KnownThings) -> Schema:
    """Return the schema of the files of papers of a corpus.

    Args:
        known: what the corpus shares.

    >>> from scgraph.corpus import read_corpus
    >>> schema = paper_schema(KnownThings(read_corpus().quads, "https://w3id.org/scgraph/"))
    >>> sorted(schema["definitions"]["claims"]["required"])
    ['at', 'id', 'says', 'type']
    """
    return _Making(known).schema()


def written_schema(schema: Mapping[str, Any]) -> str:
    """Return a schema as JSON; the same schema gives the same bytes."""
    return json.dumps(schema, ensure_ascii=False, separators=(",", ":")) + "\n"


class _Making:
    """Make the schema of a corpus, level by level."""

    def __init__(self, known: KnownThings) -> None:
        self._known = known
        self._form = paper_form(known.base)
        self._wanted = constraints()
        self._things = things(known.base)

    def schema(self) -> Schema:
        definitions = {**self._lists(), **dict(self._levels()), "defaults": self._defaults()}
        root = self._level(self._form, is_stub=False)
        root["properties"][DEFAULTS] = {
            "description": _DEFAULTS_WORDS,
            "allOf": [{"$ref": "#/definitions/defaults"}],
        }
        root.pop("required", None)  # what a paper needs stands in one of its files, not in each
        root.pop("allOf", None)
        return {
            "$schema": DRAFT,
            "title": "A file of a paper",
            "description": "Made by scgraph; do not change it.",
            **root,
            "definitions": definitions,
        }

    def _levels(self) -> Iterator[tuple[str, Schema]]:
        for level in self._form.below():
            if level is self._form:
                continue
            yield level.path, self._level(level, is_stub=False)
            if self._may_be_begun(level):
                yield f"{level.path}~", self._level(level, is_stub=True)

    def _may_be_begun(self, level: Level) -> bool:
        return any(
            level.path == stub or level.path.startswith(f"{stub}.") for stub in self._stub_paths
        )

    @cached_property
    def _stub_paths(self) -> list[str]:
        return [level.path for level in self._form.below() if level.rule.stubs]

    def _level(self, level: Level, *, is_stub: bool) -> Schema:
        properties = {
            key.name: self._property(level, key, is_stub=is_stub) for key in level.keys.values()
        }
        if is_stub and level.rule.stubs:
            properties = {STUB: {"enum": [True, "true"], "description": _STUB_WORDS}, **properties}
        schema: Schema = {
            "type": "object",
            "properties": properties,
            "additionalProperties": False,
        }
        if is_stub:
            return schema
        if required := self._required(level):
            schema["required"] = required
        if rules := [*self._one_of(level), *self._consequences(level)]:
            schema["allOf"] = rules
        return schema

    def _required(self, level: Level) -> list[str]:
        given = {*level.rule.defaults}
        needed = {*level.rule.required} - given
        for key in level.keys.values():
            if self._wants(level, key).needed and len(self._rivals(level, key)) == 1:
                needed |= {key.name} - given
        return [name for name in level.keys if name in needed]

    def _wants(self, level: Level, key: Key) -> Constraint:
        """Return what the shapes want of a key's property; of what points to a node, nothing."""
        if key.names or key.reverse or level is self._form:
            return Constraint()
        return self._wanted.of(level.rule.node_class, key.property)

    def _rivals(self, level: Level, key: Key) -> list[str]:
        """Return the keys of a level that stand for the same property."""
        return [other.name for other in level.keys.values() if other.property == key.property]

    def _one_of(self, level: Level) -> Iterator[Schema]:
        """Yield what holds of keys that stand for one property, such as `in` and `for`."""
        for key in level.keys.values():
            rivals, wants = self._rivals(level, key), self._wants(level, key)
            if len(rivals) > 1 and rivals[0] == key.name and wants.needed:
                kind = "oneOf" if wants.once else "anyOf"
                yield {kind: [{"required": [name]} for name in rivals]}

    def _consequences(self, level: Level) -> Iterator[Schema]:
        """Yield what a code brings with it: a claim of type figure has figures."""
        names = {key.property: key.name for key in level.keys.values() if not key.reverse}
        for found in self._wanted.consequences:
            if found.path in names and found.needs in names:
                code = found.code.rpartition("/")[2]
                is_so = {"properties": {names[found.path]: {"const": code}}}
                yield {
                    "if": {**is_so, "required": [names[found.path]]},
                    "then": {"required": [names[found.needs]]},
                }

    def _property(self, level: Level, key: Key, *, is_stub: bool) -> Schema:
        value = self._of_key(level, key, is_stub=is_stub)
        if is_stub:
            value = {"anyOf": [{"type": "null"}, *value.get("anyOf", [value])]}
        described = words_of_terms().get(key.property)
        wanted = self._wanted.of(level.rule.node_class, key.property)
        words = described.markdown if described else wanted.name
        return {**({"description": words} if words else {}), **value}

    def _of_key(self, level: Level, key: Key, *, is_stub: bool) -> Schema:
        if key.level is not None:
            return one_or_more(self._node(key.level, is_stub=is_stub))
        wants = self._wants(level, key)
        is_name = key.names or key.name in level.rule.named_by
        if key.names:
            return dict(SLUG)
        if key.refers:
            # What names a node is one value: a list of them would name nothing.
            return one_or_more({"anyOf": self._referred(key, wants)}, once=wants.once or is_name)
        value = (
            PLACE if is_name and key.datatype is None else literal(key, wants.pattern, wants.lowest)
        )
        return one_or_more(dict(value), once=wants.once or is_name)

    def _node(self, level: Level, *, is_stub: bool) -> Schema:
        whole, begun = ({"$ref": f"#/definitions/{level.path}{mark}"} for mark in ("", "~"))
        if is_stub:
            return begun
        if not level.rule.stubs:
            return whole
        is_begun = {"properties": {STUB: {"enum": [True, "true"]}}, "required": [STUB]}
        return {"if": is_begun, "then": begun, "else": whole}

    def _referred(self, key: Key, wants: Constraint) -> list[Schema]:
        if key.base is None or ":" not in key.base:
            return [{"$ref": "#/definitions/own"}, _ELSEWHERE]
        if key.base.startswith(CODE):
            name = key.base.removeprefix(CODE).strip("/")
            return [{"$ref": f"#/definitions/codes/{name}"}, _ELSEWHERE]
        kinds = self._kinds(wants.kinds)
        return [*({"$ref": f"#/definitions/things/{kind}"} for kind in kinds), _ELSEWHERE]

    def _kinds(self, wanted: frozenset[str]) -> Sequence[str]:
        """Return the kinds of things that are of one of the classes; all, if it may be any."""
        above = classes_above()
        found = [kind for kind in KINDS if above.get(VOCAB + kind, {VOCAB + kind}) & wanted]
        return found or KINDS

    def _lists(self) -> Schema:
        """Return what can be referred to: codes and things, and anything written in full."""
        lists = {
            namespace.removeprefix(CODE).strip("/"): self._codes(namespace, names)
            for namespace, names in codes().items()
        }
        return {
            "elsewhere": ELSEWHERE,
            "own": PLACE,
            "codes": lists,
            "things": {kind: self._listed(kind) for kind in KINDS},
        }

    def _codes(self, namespace: str, names: Sequence[str]) -> Schema:
        """Return a code list, behind its own codes those that the corpus adds."""
        words = words_of_terms()
        found = {name: words[f"{namespace}{name}"] for name in names}
        scheme = namespace.removeprefix(CODE).strip("/")
        added = {code: text for (list_, code), text in self._known.codes.items() if list_ == scheme}
        found |= {code: added[code] for code in sorted(added.keys() - found.keys())}
        return listed(list(found), [one.markdown for one in found.values()])

    def _listed(self, kind: str) -> Schema:
        found = list(self._known.of_kind(kind))
        words = [f"{thing.words.markdown}\n\n*{kind}*" for thing in found]
        return listed([thing.name for thing in found], words)

    def _defaults(self) -> Schema:
        properties: dict[str, Schema] = {}
        for level in self._form.below():
            for name in level.rule.defaults:
                known = self._property(level, level.keys[name], is_stub=False)
                properties.setdefault(name, known)
        return {"type": "object", "properties": properties, "additionalProperties": False}
