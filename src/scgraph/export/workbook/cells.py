"""What a cell of a workbook holds: text or a number, and where a click on it leads.

Excel has no decimals, no IRIs and fewer characters than Unicode, so each value is made into what
it can hold, and what it cannot hold exactly stays text.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal, TypeAlias

from scgraph.answers import Value
from scgraph.answers.values import as_text
from scgraph.export.attributes import NOT_IN_XML

Content: TypeAlias = str | int | float
Look: TypeAlias = Literal["text", "title", "heading", "label", "entry"]

MOST_CHARACTERS = 32_767
"""In UTF-16 units; Excel's own limit for a cell."""
KEPT_CHARACTERS = 16_000
EXACT_INTEGER = 2**53
EXACT_DIGITS = 15
REPLACED = "\ufffd"


@dataclass(frozen=True, slots=True)
class Cell:
    """What a cell shows, the thing that it names, and how it looks.

    Args:
        value: text or a number.
        iri: the IRI of the thing; its row in the workbook, or its page, is where a click leads.
        place: a cell of the workbook, such as ``'Claims'!A2``, where a click leads instead.
        look: its style.
    """

    value: Content = ""
    iri: str = ""
    place: str = ""
    look: Look = "text"


def content(value: Value) -> Content:
    """Turn a value into text, or into a number if Excel holds that number exactly.

    >>> content(Decimal("35.2")), content(None), content(True), content(2**60), content(math.inf)
    (35.2, '', 'true', '1152921504606846976', 'inf')
    """
    if isinstance(value, bool) or value is None:
        return as_text(value)
    if isinstance(value, int):
        return value if abs(value) <= EXACT_INTEGER else text(as_text(value))
    if isinstance(value, float):
        return value if math.isfinite(value) else as_text(value)
    if isinstance(value, Decimal):
        return _number(value)
    return text(value)


def text(value: str) -> str:
    """Make text that a cell can hold.

    A character that XML forbids becomes U+FFFD, which shows that something stood there; a text
    that is too long ends with a remark that says so.

    >>> text("a\\x00b")
    'a\ufffdb'
    """
    clean = NOT_IN_XML.sub(REPLACED, value)
    if len(clean.encode("utf-16-le")) // 2 <= MOST_CHARACTERS:
        return clean
    left = len(clean) - KEPT_CHARACTERS
    return f"{clean[:KEPT_CHARACTERS]} … [{left:,} more characters: Excel holds no longer text]"


def _number(value: Decimal) -> Content:
    digits = value.normalize().as_tuple().digits if value.is_finite() else ()
    if not digits or len(digits) > EXACT_DIGITS or abs(value.adjusted()) > 300:
        return text(as_text(value)) if value != 0 else 0
    return int(value) if value == value.to_integral_value() else float(value)
