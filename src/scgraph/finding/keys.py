"""Make the keys by which an entry and what points to it are brought together."""

from __future__ import annotations

import re
import unicodedata

LONGEST_KEY = 60
_PLAIN = str.maketrans(
    {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "ł": "l", "þ": "th", "ı": "i"}
)


def slug(text: str) -> str:
    """Return a text as small letters and digits of ASCII, with hyphens; empty if none is left.

    >>> slug("van der Bérg"), slug("Łódź & Co."), slug("総務省")
    ('van-der-berg', 'lodz-co', '')
    """
    folded = unicodedata.normalize("NFKD", text.casefold().translate(_PLAIN))
    plain = folded.encode("ascii", "ignore").decode().replace("'", "")
    return "-".join(re.findall(r"[a-z0-9]+", plain))[:LONGEST_KEY].strip("-")


def fold(text: str) -> str:
    """Return a name as its letters alone, in whatever script, without case and accents.

    >>> fold("van der Bérg") == fold("Van der Berg"), fold("総務省")
    (True, '総務省')
    """
    folded = unicodedata.normalize("NFKD", text.casefold().translate(_PLAIN))
    kept = (letter for letter in folded if letter.isalnum())
    return unicodedata.normalize("NFC", "".join(kept))


def key_of(family: str, year: int | None, letter: str | None) -> str:
    """Return the key of a work that is known by author and year.

    >>> key_of("van der Berg", 2016, "a"), key_of("総務省", 2021, None)
    ('van-der-berg-2016a', '総務省-2021')
    """
    name = slug(family) or fold(family)[:LONGEST_KEY]
    return f"{name}-{year}{letter or ''}" if year else name
