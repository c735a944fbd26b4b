"""The rules of the REFI-QDA schemas (version 1.0 of 2019) for the elements that are written here.

Written down from the schema: which elements stand below which, in which order and how often, and
which attributes each must or may have, of which type.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import Element

MANY = 10**9
TYPES = {
    "guid": re.compile(r"\{?[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}\}?"),
    "boolean": re.compile(r"true|false|0|1"),
    "integer": re.compile(r"[-+]?\d+"),
    "string": re.compile(r"[\s\S]*"),
    "color": re.compile(r"#([A-Fa-f0-9]{6}|[A-Fa-f0-9]{3})"),
    "dateTime": re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[-+]\d\d:\d\d)?"),
}


@dataclass(frozen=True)
class Rule:
    """What an element holds: children in order with their least and greatest number; attributes."""

    children: tuple[tuple[str, int, int], ...] = ()
    required: tuple[tuple[str, str], ...] = ()
    optional: tuple[tuple[str, str], ...] = ()
    has_text: bool = False


_MADE = (("creatingUser", "guid"), ("creationDateTime", "dateTime"))
_CHANGED = (*_MADE, ("modifyingUser", "guid"), ("modifiedDateTime", "dateTime"))
_TEXT = Rule(
    (
        ("Description", 0, 1),
        ("PlainTextContent", 0, 1),
        ("PlainTextSelection", 0, MANY),
        ("Coding", 0, MANY),
        ("NoteRef", 0, MANY),
        ("VariableValue", 0, MANY),
    ),
    (("guid", "guid"),),
    (("name", "string"), ("richTextPath", "string"), ("plainTextPath", "string"), *_CHANGED),
)
_REF = Rule(required=(("targetGUID", "guid"),))
_CODE = (("guid", "guid"), ("name", "string"), ("isCodable", "boolean"))
WORDS = Rule(has_text=True)

PROJECT = {
    "Project": Rule(
        (
            ("Users", 0, 1),
            ("CodeBook", 0, 1),
            ("Variables", 0, 1),
            ("Cases", 0, 1),
            ("Sources", 0, 1),
            ("Notes", 0, 1),
            ("Links", 0, 1),
            ("Sets", 0, 1),
            ("Graphs", 0, 1),
            ("Description", 0, 1),
            ("NoteRef", 0, MANY),
        ),
        (("name", "string"),),
        (
            ("origin", "string"),
            ("creatingUserGUID", "guid"),
            ("creationDateTime", "dateTime"),
            ("modifyingUserGUID", "guid"),
            ("modifiedDateTime", "dateTime"),
            ("basePath", "string"),
        ),
    ),
    "Users": Rule((("User", 1, MANY),)),
    "User": Rule(required=(("guid", "guid"),), optional=(("name", "string"), ("id", "string"))),
    "CodeBook": Rule((("Codes", 1, 1),)),
    "Codes": Rule((("Code", 1, MANY),)),
    "Code": Rule(
        (("Description", 0, 1), ("NoteRef", 0, MANY), ("Code", 0, MANY)),
        _CODE,
        (("color", "color"),),
    ),
    "Sources": Rule((("TextSource", 1, MANY),)),
    "TextSource": _TEXT,
    "Notes": Rule((("Note", 1, MANY),)),
    "Note": _TEXT,
    "PlainTextSelection": Rule(
        (("Description", 0, 1), ("Coding", 0, MANY), ("NoteRef", 0, MANY)),
        (("guid", "guid"), ("startPosition", "integer"), ("endPosition", "integer")),
        (("name", "string"), *_CHANGED),
    ),
    "Coding": Rule((("CodeRef", 1, 1), ("NoteRef", 0, MANY)), (("guid", "guid"),), _MADE),
    "CodeRef": _REF,
    "NoteRef": _REF,
    "Description": WORDS,
    "PlainTextContent": WORDS,
}
CODEBOOK = {
    "CodeBook": Rule((("Codes", 1, 1), ("Sets", 0, 1)), optional=(("origin", "string"),)),
    "Codes": Rule((("Code", 1, MANY),)),
    "Code": Rule((("Description", 0, 1), ("Code", 0, MANY)), _CODE, (("color", "color"),)),
    "Description": WORDS,
}


def broken(root: Element, rules: dict[str, Rule], namespace: str) -> Iterator[str]:
    """Yield what breaks the rules, in words."""
    for element in root.iter():
        name = element.tag.removeprefix(f"{{{namespace}}}")
        if name == element.tag or name not in rules:
            yield f"{element.tag} is not of the schema"
            continue
        rule = rules[name]
        yield from (f"{name}: {told}" for told in _children(element, rule, namespace))
        yield from (f"{name}: {told}" for told in _attributes(element, rule))
        if not rule.has_text and (element.text or "").strip():
            yield f"{name} holds text"


def _children(element: Element, rule: Rule, namespace: str) -> Iterator[str]:
    names = [child.tag.removeprefix(f"{{{namespace}}}") for child in element]
    order = [name for name, _, _ in rule.children]
    if any(name not in order for name in names):
        yield f"holds {names}"
        return
    if [order.index(name) for name in names] != sorted(order.index(name) for name in names):
        yield f"order {names}"
    for name, least, most in rule.children:
        if not least <= names.count(name) <= most:
            yield f"{names.count(name)} × {name}"


def _attributes(element: Element, rule: Rule) -> Iterator[str]:
    known = dict((*rule.required, *rule.optional))
    for name, _ in rule.required:
        if name not in element.attrib:
            yield f"lacks {name}"
    for name, value in element.attrib.items():
        if name not in known:
            yield f"has {name}"
        elif not TYPES[known[name]].fullmatch(value):
            yield f"{name}={value!r}"
