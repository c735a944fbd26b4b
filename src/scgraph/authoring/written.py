"""Write a node of a paper's files as YAML: the keys in the order of the form, one way alone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from scgraph.reading.form import Key, Level, paper_form
from scgraph.reading.tree import STUB
from scgraph.reading.yaml_text import yaml_scalar
from scgraph.terms import PREFIXES

WIDTH = 100
"""A node that fits into so many characters stands on one line between braces."""

_WITHOUT_QUOTES = frozenset(
    f"{PREFIXES['xsd']}{name}" for name in ("integer", "decimal", "boolean")
)


def written_claim(claim: Mapping[str, Any]) -> str:
    """Return the lines of a claim as they stand in a list, without a line feed at the end.

    Args:
        claim: values by key: texts, numbers, truth values, lists of them, and mappings for what
            the claim asserts. A key without a value (None) is written as one to be filled in.

    >>> print(written_claim({
    ...     "says": "Buses run late: often.", "id": "late", "at": ["1/p1/s1", "2/p1/s1"],
    ...     "involves": [{"in": "delays", "actor": "operators", "role": "part-of"}],
    ... }))
    - id: late
      at: [1/p1/s1, 2/p1/s1]
      says: "Buses run late: often."
      involves:
        - {actor: operators, role: part-of, in: delays}
    """
    return written_node(claim, "claims")


def written_node(node: Mapping[str, Any], path: str) -> str:
    """Return the lines of a node of the form at a path, such as "claims" or "passes".

    >>> print(written_node({"number": 1, "work": "bus-survey"}, "references"))
    - number: 1
      work: bus-survey
    """
    level = _level(path)
    lines = list(_lines(node, level))
    return "\n".join(f"{'  ' if number else '- '}{line}" for number, line in enumerate(lines))


def _level(path: str) -> Level:
    level = paper_form()
    for name in path.split("."):
        below = level.keys[name].level
        assert below is not None, path
        level = below
    return level


def _lines(node: Mapping[str, Any], level: Level) -> Iterator[str]:
    for name, value in _ordered(node, level):
        key = level.keys.get(name)
        if key is not None and key.level is not None:
            yield from _nested(name, value, key.level)
        elif value is None:
            yield f"{name}:"
        else:
            yield f"{name}: {_value(key, value)}"


def _nested(name: str, value: Any, level: Level) -> Iterator[str]:
    if isinstance(value, Mapping):
        yield f"{name}:"
        yield from (f"  {line}" for line in _lines(value, level))
        return
    yield f"{name}:"
    for node in value or ():
        yield from (f"  {line}" for line in _item(node, level))


def _item(node: Mapping[str, Any], level: Level) -> Iterator[str]:
    in_one = _in_one_line(node, level)
    if in_one and len(in_one) <= WIDTH:
        yield f"- {in_one}"
        return
    for number, line in enumerate(_lines(node, level)):
        yield f"{'  ' if number else '- '}{line}"


def _in_one_line(node: Mapping[str, Any], level: Level) -> str:
    """Return a node between braces; nothing if something stands below it, or is to be filled in."""
    pairs = _ordered(node, level)
    if any(value is None or _is_nested(level, name) for name, value in pairs):
        return ""
    parts = (f"{name}: {_value(level.keys.get(name), value, True)}" for name, value in pairs)
    return f"{{{', '.join(parts)}}}"


def _is_nested(level: Level, name: str) -> bool:
    return name in level.keys and level.keys[name].level is not None


def _ordered(node: Mapping[str, Any], level: Level) -> list[tuple[str, Any]]:
    """Return keys and values in the order of the form; what the form does not know comes last."""
    order = {name: number for number, name in enumerate(("id", STUB, *level.keys))}
    order["id"] = 0
    return sorted(node.items(), key=lambda entry: order.get(entry[0], len(order)))


def _value(key: Key | None, value: Any, in_flow: bool = False) -> str:
    if isinstance(value, Sequence) and not isinstance(value, str):
        return f"[{', '.join(_value(key, item, True) for item in value)}]"
    if isinstance(value, Decimal) or (key is not None and key.datatype in _WITHOUT_QUOTES):
        return str(value).lower() if isinstance(value, bool) else str(value)
    return yaml_scalar(value, in_flow=in_flow)
