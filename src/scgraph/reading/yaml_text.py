"""Write single values as YAML that every reader takes for the same text."""

from __future__ import annotations

import json
import re
from typing import Any

_PLAIN = re.compile(r"[^\W\d_][^\n\"\\:#]*(?:[:#](?<=\S[:#])(?=\S)[^\n\"\\:#]*)*", re.ASCII)
_LOCATOR = re.compile(r"[\d.]+(?:-\d+)?/[\w./-]+")
_WORDS_OF_YAML = frozenset({"true", "false", "null", "yes", "no", "on", "off", "y", "n"})
_ENDS_IN_FLOW = re.compile(r"[,\[\]{}]")


def yaml_scalar(value: Any, *, in_flow: bool = False) -> str:
    """Return a value as YAML: plain where it cannot be read as anything else.

    Args:
        value: a text, number or truth value.
        in_flow: whether it stands between brackets, where a comma would end it.

    >>> [yaml_scalar(text) for text in ("Buses run late.", "no", "2.1", "1/p1/s1", "Why: so")]
    ['Buses run late.', '"no"', '"2.1"', '1/p1/s1', '"Why: so"']
    >>> yaml_scalar("late, and dear", in_flow=True)
    '"late, and dear"'
    """
    if not isinstance(value, str):
        return json.dumps(value, ensure_ascii=False)
    is_locator = _LOCATOR.fullmatch(value) is not None
    is_plain = _PLAIN.fullmatch(value) and value == value.strip()
    has_end = in_flow and _ENDS_IN_FLOW.search(value)
    if not has_end and (is_locator or (is_plain and value.casefold() not in _WORDS_OF_YAML)):
        return value
    return json.dumps(value, ensure_ascii=False)
