"""Give each work a short name of its own, such as "smith-2020"."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from itertools import product
from string import ascii_lowercase

from scgraph.bibliography.work import Work

LONGEST = 40
MOST_WORDS = 3
_LETTERS = str.maketrans(
    {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "ł": "l", "þ": "th", "ı": "i"}
)
_EMPTY = frozenset(
    ["a", "an", "the", "of", "on", "in", "for", "and", "to", "der", "die", "das", "le", "la", "les"]
)


def slugs(works: Iterable[Work], taken: Collection[str] = ()) -> dict[str, str]:
    """Return a short name for each work, by its key; none is given twice.

    It is made of the first author's family name and the year, else of words of the key or the
    title; works that would share one get a, b, and so on behind it, in their order.

    Args:
        works: with keys of their own.
        taken: names that are given already.

    >>> from scgraph.bibliography import Author
    >>> lee = (Author("Lée", "A."),)
    >>> slugs([Work("x", authors=lee, year=2020), Work("y", authors=lee, year=2020)])
    {'x': 'lee-2020a', 'y': 'lee-2020b'}
    >>> slugs([Work("k", title="都市", authors=(Author("山田"),), year=2020)], taken=["k-2020"])
    {'k': 'k-2020a'}
    """
    wanted: dict[str, list[str]] = defaultdict(list)
    for work in works:
        wanted[_stem(work)].append(work.id)
    used = set(taken)
    given: dict[str, str] = {}
    for stem, keys in wanted.items():
        alone = len(keys) == 1 and stem not in used
        names = iter([stem]) if alone else _lettered(stem, used | set(wanted))
        for key in keys:
            given[key] = next(names)
            used.add(given[key])
    return given


def ascii_slug(text: str) -> str:
    """Return a text in small letters of ASCII with hyphens; empty if it has none.

    >>> ascii_slug("van der Bérg"), ascii_slug("総務省")
    ('van-der-berg', '')
    """
    folded = unicodedata.normalize("NFKD", text.casefold().translate(_LETTERS))
    plain = folded.encode("ascii", "ignore").decode().replace("'", "")
    return "-".join(re.findall(r"[a-z0-9]+", plain))[:LONGEST].strip("-")


def _stem(work: Work) -> str:
    family = ascii_slug(work.authors[0].family) if work.authors else ""
    name = _shortened(family) if family else _of_key(work.id) or _of_title(work.title) or "work"
    year = str(work.year) if work.year is not None else ""
    return name if not year or re.search(rf"{year}[a-z]?$", name) else f"{name}-{year}"


def _shortened(name: str) -> str:
    """Return the first words of the name of a body."""
    words = name.split("-")
    if len(words) <= MOST_WORDS + 1:
        return name
    saying = [word for word in words if word not in _EMPTY]
    return "-".join((saying or words)[:MOST_WORDS])


def _of_key(key: str) -> str:
    """Return a key that says something: letters, and not the number of a record."""
    plain = ascii_slug(key)
    return plain if re.search(r"[a-z]", plain) and not plain.startswith("ris-") else ""


def _of_title(title: str | None) -> str:
    words = [word for word in ascii_slug(title or "").split("-") if word not in _EMPTY]
    return "-".join(words[:MOST_WORDS])


def _lettered(stem: str, used: Collection[str]) -> Iterator[str]:
    """Yield a stem with letters behind it: a to z, then aa and so on."""
    join = "" if stem[-1:].isdigit() else "-"
    length = 1
    while True:
        for letters in product(ascii_lowercase, repeat=length):
            name = f"{stem}{join}{''.join(letters)}"
            if name not in used:
                yield name
        length += 1
