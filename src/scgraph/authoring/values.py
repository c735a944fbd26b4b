"""Write in JSON Schema what the reader takes for a value of each kind.

The reader knows texts, an editor what YAML 1.2 makes of them: a number may stand without quotes.
"""

from __future__ import annotations

from typing import Any, TypeAlias

from scgraph.reading.form import Key
from scgraph.terms import PREFIXES

Schema: TypeAlias = dict[str, Any]

_XSD = PREFIXES["xsd"]
SLUG: Schema = {
    "type": ["string", "integer"],
    "pattern": "^[a-z0-9][a-z0-9-]*$",
    "patternErrorMessage": "write small letters, digits and hyphens",
}
PLACE: Schema = {
    "type": ["string", "number"],
    "pattern": "^[A-Za-z0-9][A-Za-z0-9.-]*(/[A-Za-z0-9][A-Za-z0-9.-]*)*$",
    "patternErrorMessage": "write a name, or a locator such as 2.1/p2/s4",
}
ELSEWHERE: Schema = {
    "type": "string",
    "pattern": '^[A-Za-z0-9][A-Za-z0-9.-]*:[^\\s<>"{}|\\\\^`]+$',
    "patternErrorMessage": "write a name of this corpus, or a prefix, a colon and a name",
}
_TEXT: Schema = {"type": ["string", "number", "boolean"], "pattern": "\\S"}
_BY_DATATYPE: dict[str | None, Schema] = {
    f"{_XSD}integer": {"type": ["integer", "string"], "pattern": "^\\s*[-+]?[0-9]+\\s*$"},
    f"{_XSD}decimal": {
        "type": ["number", "string"],
        "pattern": "^\\s*[-+]?[0-9]+(\\.[0-9]+)?\\s*$",
    },
    f"{_XSD}boolean": {"enum": [True, False, "true", "false"]},
    f"{_XSD}date": {
        "type": "string",
        "format": "date",
        "pattern": "^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$",
        "patternErrorMessage": "write a date, such as 2025-03-31",
    },
    f"{_XSD}anyURI": {
        "type": "string",
        "pattern": '^https?://[^\\s<>"{}|\\\\^`]+$',
        "patternErrorMessage": "write a web address, such as https://example.org/",
    },
}


def literal(key: Key, pattern: str | None = None, lowest: int | None = None) -> Schema:
    """Return what a value that is no reference looks like.

    >>> literal(Key("year", "x:year", datatype="http://www.w3.org/2001/XMLSchema#integer"))
    {'type': ['integer', 'string'], 'pattern': '^\\\\s*[-+]?[0-9]+\\\\s*$'}
    """
    schema = dict(_BY_DATATYPE.get(key.datatype, _TEXT))
    if pattern is not None:
        # A digest of digits alone would be a number to an editor, so it stands in quotes.
        schema = {"type": "string", "pattern": pattern}
    if lowest is not None:
        schema["minimum"] = lowest
    return schema


def one_or_more(schema: Schema, *, once: bool = False) -> Schema:
    """Return what is one value, or, unless it stands once, a list of such.

    >>> one_or_more({"type": "null"})
    {'anyOf': [{'type': 'null'}, {'type': 'array', 'items': {'type': 'null'}, 'minItems': 1}]}
    """
    if once:
        return schema
    return {"anyOf": [schema, {"type": "array", "items": schema, "minItems": 1}]}


def listed(names: list[str], words: list[str]) -> Schema:
    """Return a closed list of names, each with what an editor shows beside it."""
    if not names:
        return {"not": {}}
    numbers = [(int(name), text) for name, text in zip(names, words, strict=True) if _whole(name)]
    return {
        "enum": [*names, *(number for number, _ in numbers)],
        "markdownEnumDescriptions": [*words, *(text for _, text in numbers)],
    }


def _whole(name: str) -> bool:
    """Tell whether a name without quotes is a number to an editor: the section 3."""
    return name.isascii() and name.isdigit() and str(int(name)) == name
