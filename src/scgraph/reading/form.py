"""Know the form of a paper's files: which keys may stand where, and what each means.

The form is no code. The keys, their properties and kinds of value come from
``ontology/context.jsonld``; classes, names, required keys and defaults of each level come from
``ontology/authoring.json``.

>>> form = paper_form()
>>> form.keys["claims"].level.keys["causes"].level.rule.required
('cause', 'how', 'effect')
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from scgraph import files, terms


@dataclass(frozen=True)
class Rule:
    """Hold what the context cannot say about the nodes of a level.

    `named_by` are the keys whose values name a node; `under` is the folder of the paper's space in
    which it lies (None: below the node that holds it). `defaults` are the keys that a file may
    fill for all its nodes at once. `folders` name, for keys that refer to nodes of the paper's own,
    the folder in which those lie. `stubs` says that a node may be a stub, which is no data yet.
    """

    node_class: str | None
    named_by: tuple[str, ...]
    required: tuple[str, ...]
    defaults: tuple[str, ...]
    under: str | None
    folders: Mapping[str, str]
    stubs: bool = False


@dataclass(frozen=True)
class Key:
    """Hold what one key means: exactly one of the kinds below.

    `names` the node; or leads to nodes of a `level`; or `refers` to another node; or holds a
    literal of a `datatype` (None: text) or in a `language`. Names and references live below `base`
    (None: they are the paper's own; a relative one: in a folder of the paper's space). `reverse`:
    the property points from what is below to the node.
    """

    name: str
    property: str
    names: bool = False
    level: Level | None = None
    refers: bool = False
    base: str | None = None
    datatype: str | None = None
    language: str | None = None
    reverse: bool = False

    def written(self, value: str) -> dict[str, str]:
        """Write a value in the expanded form of JSON-LD, which needs no context.

        >>> Key("actor", "x:actor", refers=True).written("x:mic")
        {'@id': 'x:mic'}
        >>> Key("says", "x:text", language="en").written("Buses run late.")
        {'@value': 'Buses run late.', '@language': 'en'}
        """
        if self.refers:
            return {"@id": value}
        tags = {"@type": self.datatype, "@language": self.language}
        return {"@value": value, **{name: tag for name, tag in tags.items() if tag}}


@dataclass(frozen=True)
class Level:
    """Hold the keys of one kind of node, and its rule."""

    path: str
    keys: Mapping[str, Key]
    rule: Rule

    def below(self) -> Iterator[Level]:
        """Yield this level and all levels below it."""
        yield self
        for key in self.keys.values():
            if key.level:
                yield from key.level.below()


def context(base: str = terms.BASE) -> dict[str, Any]:
    """Return the JSON-LD context, with the things of a corpus's base in place of the shipped."""
    text = files.ontology("context.jsonld").read_text(encoding="utf-8")
    # As a JSON string without its quotes: a base with a quote in it must stay one string.
    own = json.dumps(terms.things(base))[1:-1]
    loaded: dict[str, Any] = json.loads(text.replace(terms.things(), own))["@context"]
    return loaded


def _has_terms(scope: Mapping[str, Any]) -> bool:
    return any(not name.startswith("@") for name in scope)


@cache
def paper_form(base: str = terms.BASE) -> Level:
    """Return the form of a paper's files, in a corpus with this base."""
    return _Form(context(base)).level("", context(base), base=None)


class _Form:
    """Read levels out of a context, remembering its prefixes."""

    def __init__(self, outer: Mapping[str, Any]) -> None:
        self._outer = outer
        self._rules = json.loads(files.ontology("authoring.json").read_text(encoding="utf-8"))

    def level(self, path: str, scope: Mapping[str, Any], base: str | None) -> Level:
        rule = self._rule(path)
        here: str | None = scope.get("@base", base)
        # At the root the other strings are prefixes, and `id` an alias for the levels that use it.
        kinds: tuple[object, ...] = ("@id",) if path else ()
        entries = {n: e for n, e in scope.items() if isinstance(e, dict) or e in kinds}
        keys = {name: self._key(path, name, entry, here) for name, entry in entries.items()}
        if "id" in rule.named_by:
            keys["id"] = self._key(path, "id", "@id", here)
        for name, folder in rule.folders.items():
            keys[name] = replace(keys[name], base=f"{folder}/")
        return Level(path, keys, rule)

    def _key(self, path: str, name: str, entry: Mapping[str, Any] | str, base: str | None) -> Key:
        if isinstance(entry, str):
            return Key(name, entry, names=True, base=base)
        iri = self._iri(entry.get("@id") or entry["@reverse"])
        scope = entry.get("@context", {})
        if _has_terms(scope):
            level = self.level(f"{path}.{name}".lstrip("."), scope, base)
            return Key(name, iri, level=level, reverse="@reverse" in entry)
        if entry.get("@type") == "@id":
            return Key(name, iri, refers=True, base=scope.get("@base", base))
        datatype = entry.get("@type")
        language = entry.get("@language")
        return Key(name, iri, datatype=datatype and self._iri(datatype), language=language)

    def _rule(self, path: str) -> Rule:
        rule = self._rules[self._ruled(path)]
        named_by = tuple(rule.get("named_by", ()))
        return Rule(
            node_class=rule.get("class") and self._iri(rule["class"]),
            named_by=named_by,
            required=tuple(rule.get("required", named_by)),
            defaults=tuple(rule.get("defaults", ())),
            under=rule.get("under"),
            folders=rule.get("folders", {}),
            stubs=rule.get("stubs", False),
        )

    def _ruled(self, path: str) -> str:
        """Return the longest end of a path that has a rule: claims of a work are claims too."""
        parts = path.split(".")
        ends = (".".join(parts[start:]) for start in range(len(parts)))
        return next(end for end in ends if end in self._rules) if path else "paper"

    def _iri(self, compact: str) -> str:
        prefix, _, local = compact.partition(":")
        return f"{self._outer[prefix]}{local}"
