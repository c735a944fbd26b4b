"""Read the authors of a work from one string, as lists of references print them."""

from __future__ import annotations

import re

from scgraph.bibliography.work import Author

_PERSON = re.compile(
    r"(?P<family>[^\W\d_][^,;&.]{0,80}?),\s*"
    r"(?P<given>(?:[^\W\d_](?:\.|[\w\u2019']*\.?)(?:[ -](?=[^\W\d_])|)){1,5}?)"
    r"(?=$|\s*[,;&]|\s+and\b)"
)
_BETWEEN = re.compile(r"\s*[,;]?\s*(?:&|\band\b)?\s*")
_BODY = re.compile(
    r"\b(?:of|for|the|Office|Ministry|Agency|Bureau|Council|Bank|Institute|Company|Union|Federation"
    r"|University|Prefecture|City|Government|Department|Commission|Statistics|Group|Association"
    r"|Society|Cent(?:re|er)|Foundation|Nations|Organi[sz]ation|Committee|Secretariat|Platform"
    r"|with|et al)\b|\d|\b[A-Z]{3,}\b"
)
_JAPANESE = re.compile("[\u3041-\u30ff\u4e00-\u9fff]")
LONGEST = 2000


def authors_in(text: str | None) -> tuple[Author, ...]:
    """Return the authors that a string names; a body, or what is not plain, is one name.

    >>> authors_in("Aung, M. N., Koyanagi, Y., & Nagamine, Y.")[1:]
    (Author(family='Koyanagi', given='Y.'), Author(family='Nagamine', given='Y.'))
    >>> authors_in("Carin Holroyd")
    (Author(family='Holroyd', given='Carin'),)
    >>> authors_in("Ministry of Economy, Trade and Industry")
    (Author(family='Ministry of Economy, Trade and Industry', given=None),)
    """
    if not text or not text.strip():
        return ()
    plain = text.strip()
    if _JAPANESE.search(plain):
        return tuple(map(Author, filter(None, map(str.strip, re.split(r"[・、;；]", plain)))))
    if ";" in plain:
        return tuple(map(Author, filter(None, map(str.strip, plain.split(";")))))
    if _BODY.search(plain) or len(plain) > LONGEST:
        return (Author(plain),)
    return _inverted(plain) or _straight(plain) or (Author(plain),)


def _inverted(text: str) -> tuple[Author, ...]:
    """Return "Lee, A., & Kim, B." as two authors; nothing if any part is of another form."""
    found: list[Author] = []
    place = 0
    while place < len(text):
        person = _PERSON.match(text, place)
        if person is None or not person["given"][0].isupper():
            return ()
        found.append(Author(person["family"].strip(), person["given"].strip()))
        between = _BETWEEN.match(text, person.end())
        place = max(between.end() if between else 0, person.end())
    return tuple(found)


def _straight(text: str) -> tuple[Author, ...]:
    """Return "Ada Lee, Bo Kim and Ina Oh" as three authors."""
    names = [name.split() for name in re.split(r",\s+(?:and|&)\s+|,\s+|\s+(?:and|&)\s+", text)]
    if not all(2 <= len(name) <= 4 and all(word[:1].isupper() for word in name) for name in names):
        return ()
    return tuple(Author(name[-1], " ".join(name[:-1])) for name in names)
