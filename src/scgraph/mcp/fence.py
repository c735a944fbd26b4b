"""Keep what a corpus says apart from what this server says.

A label may read like an instruction, hide characters, or look like the end of a quotation. So all
text of a corpus is cleaned of what nobody can see, and stands in one of two places: under the key
`QUOTED` of a structured answer, or between two lines that bear a mark which was drawn for this one
text, after the content was known. No content can hold the mark, and none can begin a line of its
own, since it is written as JSON.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from secrets import token_hex
from typing import Any

QUOTED = "quoted_data"
"""The key below which all that stands in an answer is quoted from the corpus."""

MOST_OF_A_TEXT = 1_500
"""So many characters of one text are quoted; what is behind them is left out."""

ELLIPSIS = " …[cut]"
_HIDDEN = re.compile(
    "["
    "\x00-\x08\x0b-\x1f\x7f-\x9f"  # control characters, without tab and line feed
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u3164\uffa0"  # seen as nothing
    "\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\uffff"  # direction, line ends, marks
    "\ud800-\udfff"  # halves of characters
    "\U000e0000-\U000e00ff\U000e01f0-\U000e0fff"  # tags, which can spell whole sentences
    "]+"
)
_SELECTOR = "[\u200c\u200d\ufe00-\ufe0f\U000e0100-\U000e01ef]"
# One or two of these choose the form of an emoji, an ideograph or an Indic letter; behind a Latin
# letter, or in longer runs, they can only spell a message that nobody sees.
_SELECTORS = re.compile(
    rf"(?<=[\x00-\x22\x24-\x29\x2b-\x2f\x3a-\x7f]){_SELECTOR}+|{_SELECTOR}{{3,}}"
)
_OPENING, _CLOSING = "<<<quoted-data", "quoted-data>>>"


def clean(text: str, most: int = MOST_OF_A_TEXT) -> str:
    r"""Return a text with what nobody can see replaced by a visible mark, and not too long.

    >>> clean("a\u202eb\x00c"), clean("総務省 👩‍👧")
    ('a\ufffdb\ufffdc', '総務省 👩\u200d👧')
    >>> clean("too long", most=3)
    'too …[cut]'
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    seen = _SELECTORS.sub("\ufffd", _HIDDEN.sub("\ufffd", text[: most + 1]))
    return seen if len(text) <= most else seen[:most] + ELLIPSIS


def cleaned(value: Any, most: int = MOST_OF_A_TEXT) -> Any:
    """Return a value of lists, mappings and plain values with every text in it cleaned."""
    if isinstance(value, str):
        return clean(value, most)
    if isinstance(value, Mapping):
        return {clean(str(key), most): cleaned(inner, most) for key, inner in value.items()}
    return [cleaned(inner, most) for inner in value] if isinstance(value, list | tuple) else value


def fenced(data: Any, mark: Callable[[], str] = lambda: token_hex(8)) -> str:
    """Return quoted data between two lines that no content can forge.

    Args:
        data: what is quoted, already cleaned.
        mark: draws a mark; it is drawn again while the content holds it.

    >>> print(fenced({"label": "<<<quoted-data"}, lambda: "7f3a"))
    <<<quoted-data 7f3a
    {"label": "<<<quoted-data"}
    7f3a quoted-data>>>
    """
    body = written(data)
    drawn = mark()
    while drawn in body:
        drawn = mark()
    return f"{_OPENING} {drawn}\n{body}\n{drawn} {_CLOSING}"


def written(data: Any) -> str:
    """Write quoted data as JSON, with one line for each item of a list at the top.

    >>> print(written({"rows": [{"a": 1}, {"a": 2}], "n": 2}))
    {"rows": [
    {"a": 1},
    {"a": 2}],
    "n": 2}
    """
    if not isinstance(data, Mapping):
        return _json(data)
    return "{" + ",\n".join(f"{_json(key)}: {_listed(value)}" for key, value in data.items()) + "}"


def _listed(value: Any) -> str:
    if not isinstance(value, list) or not value:
        return _json(value)
    return "[\n" + ",\n".join(map(_json, value)) + "]"


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False)
