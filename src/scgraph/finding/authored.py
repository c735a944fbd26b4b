"""Find mentions of works by author and year, in English and Japanese."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from scgraph.finding.found import Citation, Entry
from scgraph.finding.listed import Listed

_YEAR = r"(?:1[89]|20)\d\d[a-z]?"
_YEARS = re.compile(rf"{_YEAR}(?:\s*(?:[,、;]|&|and)\s*{_YEAR})*")
_ROUND = re.compile(r"[(（]([^()（）]{1,500})[)）]")
_LEAD = re.compile(
    r"\s*(?:(?:but\s+)?(?:see|cf\.?|e\.g\.?|i\.e\.?|also|for example|for instance|following|after"
    r"|例えば|たとえば)(?:\s+also|\s+e\.g\.)?[,:、]?\s*)*"
)
_UP = "A-Z\u00c0-\u00d6\u00d8-\u00de\u0100-\u017f"
_PARTICLES = frozenset(
    [
        "van",
        "von",
        "de",
        "der",
        "den",
        "da",
        "di",
        "du",
        "la",
        "le",
        "dos",
        "del",
        "ter",
        "ten",
        "bin",
    ]
)
_CONNECTORS = _PARTICLES | frozenset(
    ["of", "the", "for", "and", "&", "on", "in", "et", "al.", "al", "y"]
)
_NO_NAMES = """
January February March April May June July August September October November December Since Until
Between From In By During After Before About Table Figure Fig Section Chapter Article Act Law Around
Spring Summer Autumn Winter Early Late Mid As The This These That
"""
_NOT_AUTHORS = frozenset(_NO_NAMES.split())
_BODY = re.compile(
    r"\b(?:Ministry|Office|Bureau|Agency|Bank|Organi[sz]ation|Nations|University|Institute|Council|Commission|"
    r"Union|Department|Government|Statistics|Association|Federation|Society|Foundation|Centre|Center|Committee|"
    r"Company|Prefecture|City|Board)\b|\b[A-Z]{3,}\b"
)
_JAPANESE_NAME = re.compile(r"(?:[^\W\d_a-z]|[・、\s&])*[^\W\d_a-z\s](?:ら|ほか|他|et al\.?)?$")
_WINDOW = 140


def find_mentions(sentence: str, listed: Listed) -> Iterator[Citation]:
    """Yield the works that a sentence mentions by author and year.

    >>> listed = Listed({})
    >>> text = "As Lee (2019) and others (see Kim & Oh, 2020a, p. 4; 山田, 2018) say."
    >>> for one in find_mentions(text, listed):
    ...     print(one.text, "|", one.key)
    Lee (2019) | lee-2019
    Kim & Oh, 2020a, p. 4 | kim-2020a
    山田, 2018 | 山田-2018
    """
    for found in _ROUND.finditer(sentence):
        inside = found[1]
        if not re.search(_YEAR, inside):
            continue
        if years := _YEARS.match(inside.lstrip()):
            yield from _narrative(sentence, found, years, listed)
        else:
            yield from _in_brackets(inside, found.start(1), listed)


def _narrative(
    sentence: str, found: re.Match[str], years: re.Match[str], listed: Listed
) -> Iterator[Citation]:
    """Yield "Lee (2019)": the authors stand before the bracket that has the year."""
    rest = found[1].lstrip()[years.end() :]
    if rest and not re.match(r"\s*[,:;、年]?\s*(?:pp?\.|頁|ch\.|chap|sec|\d|$)", rest):
        return
    offset = max(0, found.start() - _WINDOW)
    authors = _authors_at_end(sentence[offset : found.start()], years[0], listed)
    if authors is None:
        return
    start = offset + authors[0]
    text = sentence[start : found.end()]
    pages = rest.strip(" ,:;、") or None
    for year in re.findall(_YEAR, years[0]):
        yield listed.citation(start, found.end(), text, authors[1], year, pages)


def _authors_at_end(before: str, years: str, listed: Listed) -> tuple[int, str] | None:
    """Return where the authors at the end of a text begin, and who they are."""
    plain = re.sub(r"(?:['\u2019]s?)?\s*$", "", before)
    year = re.findall(_YEAR, years)[0]
    if found := _JAPANESE_NAME.search(plain):
        name = _japanese_author(found[0], year, listed)
        if name:
            return plain.rindex(name), name
    runs = list(_runs(plain))
    for start in runs:
        if listed.has(plain[start:], year):
            return start, plain[start:]
    if not listed.is_by_year:
        return None
    likely = _likely(plain, runs)
    return (likely, plain[likely:]) if likely is not None else None


def _runs(text: str) -> Iterator[int]:
    """Yield where a name that ends a text may begin, the longest first."""
    starts: list[int] = []
    for word in reversed(list(re.finditer(r"\S+", text))):
        bare = word[0].strip(",.;“\"'")
        if re.match(rf"[{_UP}]", bare):
            starts.append(word.start())
        elif bare not in _CONNECTORS or (word[0].endswith(",") and bare not in _PARTICLES):
            break
        elif bare in _PARTICLES:
            starts.append(word.start())
        if word[0].endswith((";", ":", ".”")) and word.end() < len(text):
            break
    yield from reversed(starts)


def _likely(text: str, runs: list[int]) -> int | None:
    """Return where the authors begin, of whom no list tells."""
    kept = [start for start in runs if text[start:].split()[0].strip(",.“") not in _NOT_AUTHORS]
    for start in kept:
        run = text[start:]
        if re.search(r"\bet al\.?$", run) and len(run.split()) == 3:
            return start
        if re.fullmatch(rf"[{_UP}][\w'’-]+ (?:and|&) [{_UP}][\w'’-]+", run):
            return start
        if _BODY.search(run):
            return start
    return kept[-1] if kept and not re.search(r"\b(?:and|&|of)$", text) else None


def _japanese_author(run: str, year: str, listed: Listed) -> str | None:
    """Return the author at the end of a run of Japanese letters, as the list has it if it can."""
    names = re.findall(r"[^\W\d_a-z][^\s]*$", run)
    name = names[0] if names else run
    kanji = re.search(r"(?:[\u4e00-\u9fff々ァ-ヺー]|[・、])+(?:ら|ほか|他)?$", name)
    if kanji is None:
        return None
    candidates = [kanji[0][start:] for start in range(len(kanji[0]) - 1)]
    known = next((one for one in candidates if listed.has(one, year)), None)
    return known or (kanji[0] if listed.is_by_year else None)


def _in_brackets(inside: str, offset: int, listed: Listed) -> Iterator[Citation]:
    """Yield "(Lee, 2019; Kim, 2020)": authors and years within one bracket."""
    place = 0
    last: str | None = None
    for piece in re.split(r"(?<=[;；])", inside):
        start = place + len(_LEAD.match(piece)[0])  # type: ignore[index]
        text = piece.rstrip("；; ")[start - place :]
        place += len(piece)
        years = _YEARS.search(text)
        if years is None:
            continue
        authors = text[: years.start()].rstrip(" ,、，:")
        if not authors and last and years.start() == 0:
            authors = last
        elif not _is_author(authors, text[years.end() :], years[0], listed):
            continue
        last = authors
        pages = text[years.end() :].strip(" ,:、年") or None
        for year in re.findall(_YEAR, years[0]):
            end = offset + start + len(text)
            yield listed.citation(offset + start, end, text, authors, year, pages)


def _is_author(authors: str, rest: str, years: str, listed: Listed) -> bool:
    """Tell whether what stands before a year in brackets is the author of a work."""
    if not authors or len(authors) > _WINDOW:
        return False
    if listed.has(authors, re.findall(_YEAR, years)[0]):
        return True
    if rest.startswith(("年", "/", "-", "–")) or (not authors[0].isupper() and authors.isascii()):
        return False
    words = authors.split()
    if words[0].strip(",") in _NOT_AUTHORS or re.search(r"\d|[=%％]", authors):
        return False
    if not authors.isascii() and re.search(
        r"[ぁ-ん]", authors.removesuffix("ら").removesuffix("ほか")
    ):
        return False
    return all(
        re.match(rf"[{_UP}\u3041-\u9fff]", word.strip("“(")) or word.strip(",") in _CONNECTORS
        for word in words
    )


def find_names(
    sentence: str, entries: Mapping[str, Entry], found: list[Citation], listed: Listed
) -> Iterator[Citation]:
    """Yield the works that a sentence speaks of by the name of their maker or their title alone.

    A work that the sentence also cites by number is cited once, by number and name.
    """
    cited = {citation.key for citation in found}
    for start, end, key in listed.named(sentence):
        if key in entries and key not in cited and not listed.shares_author(key, cited):
            yield Citation(start, end, sentence[start:end], key, "name-only", True)
            cited.add(key)
