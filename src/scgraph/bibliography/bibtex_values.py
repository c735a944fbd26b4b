"""Put together the values of BibTeX: texts in braces or quotes, numbers and names of texts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

_NAMES_OF_MONTHS = """
January February March April May June July August September October November December
"""
_MONTHS = {name[:3].casefold(): name for name in _NAMES_OF_MONTHS.split()}
_BARE = re.compile(r"\s*([^\s{}\"#]+)\s*")
MOST_NAMES = 1000
LONGEST = 100_000


class Undefined(ValueError):
    """Say that a value is not what it should be."""


def resolved(value: str, strings: Mapping[str, str], depth: int = 0) -> str:
    """Return a value without its braces or quotes, the names of texts replaced by them.

    Raises:
        Undefined: if a name stands for no text.

    >>> resolved('{Town} # " and " # papers', {"papers": '"Papers"'})
    'Town and Papers'
    """
    if depth > 20:
        raise Undefined("the @string texts lead to one another without end")
    parts = []
    for kind, part in _parts(value):
        parts.append(part if kind == "text" else _named(part, strings, depth))
        if sum(map(len, parts)) > LONGEST or len(parts) > MOST_NAMES:
            raise Undefined("this value is too long")
    return "".join(parts)


def _named(name: str, strings: Mapping[str, str], depth: int) -> str:
    if name.isdigit():
        return name
    text = strings.get(name.casefold())
    if text is not None:
        return resolved(text, strings, depth + 1)
    if name.casefold() in _MONTHS:
        return _MONTHS[name.casefold()]
    said = f"{name[:60]!r} is no @string of this file; put a text into braces: {{{name[:60]}}}"
    raise Undefined(said)


def _parts(value: str) -> Iterator[tuple[str, str]]:
    """Yield the parts between the signs #, with what they are: "text" or "name"."""
    place = 0
    while place < len(value):
        character = value[place]
        if character in '{"':
            end = _closing(value, place)
            yield "text", value[place + 1 : end]
            place = end + 1
        elif character == "#" or character.isspace():
            place += 1
        elif found := _BARE.match(value, place):
            yield "name", found[1]
            place = found.end()
        else:
            raise Undefined("a brace or a quotation mark is not closed in this value")


def _closing(value: str, start: int) -> int:
    """Return where a text in braces or quotes ends."""
    depth = 0
    place = start
    while place < len(value):
        character = value[place]
        if character == "\\":
            place += 1
        elif character == "{":
            depth += 1
        elif character == "}":
            depth -= 1
            if depth == 0 and value[start] == "{":
                return place
        elif character == '"' and depth == 0 and place > start and value[start] == '"':
            return place
        place += 1
    raise Undefined("a brace or a quotation mark is not closed in this value")
