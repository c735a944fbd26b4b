"""Take words out of a paper so that any file can hold them."""

from __future__ import annotations

import unicodedata

LONGEST_LINE = 500


def line_of(text: str | None) -> str:
    """Return a text as one line without characters that a file of a paper cannot hold.

    >>> line_of(" Buses\\n  of\\u00ad small\\x0c towns ")
    'Buses of small towns'
    """
    plain = unicodedata.normalize("NFC", text or "")
    kept = (c if c.isprintable() else (" " if c.isspace() else "") for c in plain)
    return " ".join("".join(kept).split())[:LONGEST_LINE].strip()
