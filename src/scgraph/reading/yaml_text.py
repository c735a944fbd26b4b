"""Write single values as YAML that every reader takes for the same text."""

from __future__ import annotations

import json
import re
from typing import Any

_PLAIN = re.compile(r"[^\W\d_][^\n\"\\:#]*(?:[:#](?<=\S[:#])(?=\S)[^\n\"\\:#]*)*", re.ASCII)
_LOCATOR = re.compile(r"[\d.]+(?:-\d+)?/[\w./-]+")
_WORDS_OF_YAML = frozenset({"true", "false", "null", "yes", "no", "on", "off", "y", "n"})
# What strict_yaml refuses to read as it stands: tabs, control characters, line ends of YAML 1.1.
_UNSEEN = re.compile(
    "[^\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
)
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
    >>> yaml_scalar("a\\tb"), yaml_scalar("a\\u2028b")
    ('"a\\\\tb"', '"a\\\\u2028b"')
    """
    if not isinstance(value, str):
        return json.dumps(value, ensure_ascii=False)
    is_locator = _LOCATOR.fullmatch(value) is not None
    is_clean = value == value.strip() and not _UNSEEN.search(value)
    is_plain = is_clean and _PLAIN.fullmatch(value)
    has_end = in_flow and _ENDS_IN_FLOW.search(value)
    if not has_end and (is_locator or (is_plain and value.casefold() not in _WORDS_OF_YAML)):
        return value
    quoted = json.dumps(value, ensure_ascii=False)
    return _UNSEEN.sub(lambda found: f"\\u{ord(found.group()):04x}", quoted)
