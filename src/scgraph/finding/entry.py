"""Read one entry of a list of references; what is not plain is left alone."""

from __future__ import annotations

import re

from scgraph.anchors.scripts import is_japanese
from scgraph.finding.found import Entry
from scgraph.finding.keys import key_of

DOI = re.compile(r"\b10\.\d{4,9}/[^\s\"<>、。）」』]+")
URL = re.compile(r"https?://[^\s\"<>、。）」』]+")
_YEAR = re.compile(
    r"[(\uff08](?P<year>(?:1[5-9]|20)\d\d)(?P<letter>[a-z])?(?:,[^()]{0,30}|年)?[)\uff09][.,:：]?\s*"
)
_YEAR_ALONE = re.compile(r"(?<![\d/.\u2013-])(?:1[5-9]|20)\d\d(?![\d/\u2013-])")
_END_OF_TITLE = re.compile(r"[.?!](?=\s|$)")
_QUOTED = re.compile(r"[\u201c\"](?P<title>[^\u201c\u201d\"]{3,300}?)[,.]?[\u201d\"]")
_JAPANESE_TITLE = re.compile("「(?P<title>[^」]{2,200})」|『(?P<book>[^』]{2,200})』")
_PERSON = re.compile(
    r"(?P<family>[^\W\d_][^,;&.]{0,60}?),\s*(?P<given>(?:[^\W\d_][\w\u2019'-]*(?:\.[\s-]?|\s|(?=$|[,;&(]))){1,4})"
    r"(?=$|,|;|\s*&|\s+and\b|\s*\()"
)
_NAME_AND_ADDRESS = re.compile(
    r"(?P<name>[^.(（。「『]{3,120}?)\.?\s*(?:[(（](?:19|20)\d\d[)）])?[.,。]?\s*"
    r"(?:(?:Retrieved from|Available at|URL|入手先)\s*[:：]?\s*)?<?https?://\S+>?\s*"
    r"(?:[(（\[][^()]{0,60}[)）\]])?[.。]?"
)
_BETWEEN = re.compile(r"(?:\s*,|\s*;)?\s*(?:&|\band\b)?\s*")
_ABBREVIATED = re.compile(r"\b(?:vs|No|Vol|St|Dr|e\.g|i\.e|cf|vol|no|ed|eds|U\.S|U\.K|[A-Z])$")


def read_entry(printed: str) -> Entry:
    """Return an entry of a list, with the parts of it that are plain.

    >>> entry = read_entry("Lee, A., & Kim, B. (2019a). Small buses. Town Papers, 4. doi:10.1/x")
    >>> entry.families, entry.year, entry.letter, entry.title, entry.key
    (('Lee', 'Kim'), 2019, 'a', 'Small buses', 'lee-2019a')
    >>> read_entry("木戸真理（2020）『縦割り行政の現在』青嶺書房。").title
    '縦割り行政の現在'
    """
    year = _YEAR.search(printed)
    name = _name_before_address(printed)
    authors = None if name else _authors(printed, year)
    families = _families(authors) if authors else ()
    authors = _without_point(authors) if authors else None
    doi, url = _addresses(printed)
    number = int(year["year"]) if year else _lone_year(printed)
    letter = year["letter"] if year else None
    return Entry(
        key=key_of(families[0] if families else name or printed[:40], number, letter),
        printed=printed,
        authors=authors,
        families=families,
        year=number,
        letter=letter,
        title=name or _title(printed, year),
        doi=doi,
        url=url,
    )


def _name_before_address(printed: str) -> str | None:
    """Return the name of a work of which nothing but a year and an address is printed.

    >>> _name_before_address("Port Index (2024). https://a.example"), _name_before_address("Lee.")
    ('Port Index', None)
    """
    found = _NAME_AND_ADDRESS.fullmatch(printed)
    return found["name"].strip(" ,") if found else None


def _authors(printed: str, year: re.Match[str] | None) -> str | None:
    """Return what stands before the year or the quoted title, if that can only be the authors."""
    if year and year.start() <= 300:
        before = printed[: year.start()].strip(" ,、:：")
        if not _QUOTED.search(before) and not _JAPANESE_TITLE.search(before):
            return before or None
        return None
    quoted = _QUOTED.search(printed) or _JAPANESE_TITLE.search(printed)
    return printed[: quoted.start()].strip(" ,、:：") or None if quoted else None


def _families(authors: str) -> tuple[str, ...]:
    """Return family names, or the name of a body.

    >>> _families("van der Berg, H., & Lee, A. B."), _families("Bo Kim and Ada Lee")
    (('van der Berg', 'Lee'), ('Kim', 'Lee'))
    >>> _families("Ministry of Trade and Industry"), _families("大槻健・林田さやか")
    (('Ministry of Trade and Industry',), ('大槻健', '林田さやか'))
    >>> _families("Consumer League."), _families("Ada Lee")
    (('Consumer League',), ('Lee',))
    """
    if is_japanese(authors):
        return tuple(
            filter(
                None,
                re.split(r"[・、，,/／]|\s{2,}", re.sub(r"(?:ほか|他|編著?|著)$", "", authors)),
            )
        )
    found: list[str] = []
    place = 0
    plain = re.sub(r",?\s+et al\.?$|\s*\(Eds?\.\)$", "", authors)
    while person := _PERSON.match(plain, place):
        if not _is_given(person["given"]):
            break
        found.append(person["family"].strip())
        between = _BETWEEN.match(plain, person.end())
        place = between.end() if between and between.end() > person.end() else len(plain)
    if found:
        return tuple(found)
    if _without_point(plain) != plain:  # a point ends the name of a body alone
        return (_without_point(plain),)
    people = re.split(r",\s+(?:and|&)\s+|,\s+|\s+(?:and|&)\s+", plain)
    if all(map(_is_person, people)):
        return tuple(name.split()[-1] for name in people)
    return (plain,)


def _without_point(authors: str) -> str:
    """Return authors without the point that ends a word, and not initials.

    >>> _without_point("World Bank."), _without_point("Lee, A.")
    ('World Bank', 'Lee, A.')
    """
    return re.sub(r"(?<=[^\W\d_]{2})\.$", "", authors)


def _is_given(given: str) -> bool:
    """Tell whether a text is a given name or initials."""
    words = given.replace(".", ". ").split()
    return all(word[0].isupper() for word in words) and (
        any(word.endswith(".") for word in words) or len(words) <= 2
    )


def _is_person(name: str) -> bool:
    """Tell whether a text is a given name and a family name, and no body."""
    words = name.split()
    bodies = ("of", "for", "the", "and", "on", "in")
    return (
        2 <= len(words) <= 3
        and not any(word in bodies for word in words)
        and (
            all(word[0].isupper() for word in words)
            and not any(word.isupper() and len(word) > 2 for word in words)
            and not re.search(_BODY, name)
        )
    )


_BODY = re.compile(
    r"\b(?:Office|Ministry|Agency|Bureau|Council|Bank|Institute|Company|Union|Federation|University|"
    r"Prefecture|City|Government|Department|Commission|Statistics|Group|Association|Society|Centre|Center|Foundation)\b"
)


def _title(printed: str, year: re.Match[str] | None) -> str | None:
    if found := _JAPANESE_TITLE.search(printed):
        return found["title"] or found["book"]
    if found := _QUOTED.search(printed):
        return found["title"].strip()
    if year is None or is_japanese(printed):
        return None
    for found in _END_OF_TITLE.finditer(printed, year.end()):
        title = printed[year.end() : found.start()].strip()
        if found[0] != ".":
            return title + found[0]
        if title and not _ABBREVIATED.search(title):
            return title
    return printed[year.end() :].strip(" .") or None


def _lone_year(printed: str) -> int | None:
    """Return the year of an entry that prints exactly one."""
    found = set(_YEAR_ALONE.findall(URL.sub("", printed)))
    return int(found.pop()) if len(found) == 1 else None


def _addresses(printed: str) -> tuple[str | None, str | None]:
    """Return the DOI and the address of an entry, as printed."""
    doi = DOI.search(printed)
    urls = [found[0].rstrip(".,;)") for found in URL.finditer(printed)]
    others = [url for url in urls if "doi.org/" not in url]
    return doi[0].rstrip(".,;)") if doi else None, others[0] if others else None
