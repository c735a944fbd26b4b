"""Names that come near a wrong one, and how a message offers them."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

LONGEST = 100
"""No name is longer; what is comes from a file that is wrong, and helps nobody."""


def near_names(name: str, known: Iterable[str]) -> tuple[str, ...]:
    """Return up to three known names that look like a name, the nearest first.

    >>> near_names("sais", ["says", "type", "at"])
    ('says',)
    """
    # The comparison takes the square of the length, and no name is that long.
    return tuple(get_close_matches(name, list(known), n=3)) if len(name) <= LONGEST else ()


def did_you_mean(near: tuple[str, ...]) -> str:
    """Return near names as the end of a message; empty if there are none.

    >>> did_you_mean(("says",))
    " (did you mean 'says'?)"
    """
    offered = [repr(name) for name in near if len(name) <= LONGEST]
    return f" (did you mean {' or '.join(offered)}?)" if offered else ""
