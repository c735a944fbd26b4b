"""Read what stands before the first section: the title, and the authors if they are plain."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from scgraph.anchors.scripts import is_japanese, joined_lines

MOST_AUTHORS = 30
LONGEST_TITLE = 400
_MARKS = re.compile(
    r"[\u00b9\u00b2\u00b3\u2070-\u2079*\u2020\u2021\u00a7]+|(?<=[^\W\d_])\d{1,2}(?:,\d{1,2})*(?=[\s,]|$)|[(（][^()（）]*[)）]"
)
_BY = re.compile(r"(?i)^(?:by|authors?\s*:|著者\s*[:：]?|文責\s*[:：]?)\s*")
_BETWEEN = re.compile(r"\s*(?:,\s+and\s+|,|;|、|・|\s+and\s+|\s+&\s+)\s*")
_PERSON = re.compile(
    r"[^\W\d_a-z][\w.'\u2019-]*(?:\s+(?:(?:van|von|de|der|den|da|di|du|la|le|dos|del|al|bin)|[^\W\d_a-z][\w.'\u2019-]*)){1,4}"
)
_BODIES = re.compile(
    r"(?i)\b(?:university|institute|department|school|college|ministry|office|centre|center|laborator|faculty|"
    r"foundation|council|journal|proceedings|conference|working paper|abstract|report|press)\b"
)
_JAPANESE_PERSON = re.compile(
    "[\u3005\u3041-\u30ff\u4e00-\u9fff]{1,5}[\\s\u3000]?[\u3005\u3041-\u30ff\u4e00-\u9fff]{1,5}"
)
_JAPANESE_BODIES = re.compile(
    "大学|研究所|研究科|学部|学科|会|省|庁|県|市|センター|機構|財団|号|巻|論文|年|月"
)


def title_and_authors(front: Sequence[Sequence[str]]) -> tuple[str | None, tuple[str, ...]]:
    """Return the title and the authors that the blocks before the first section have.

    >>> title_and_authors([["Buses of small", "towns"], ["Ada Lee\u00b9, Bo Kim*"]])
    ('Buses of small towns', ('Ada Lee', 'Bo Kim'))
    >>> title_and_authors([["Buses"], ["Some words that are no name of anybody."]])
    ('Buses', ())
    """
    blocks = [block for block in front if any(map(str.isalpha, "".join(block)))]
    if not blocks:
        return None, ()
    lines = list(blocks[0])
    rest = [line for block in blocks[1:] for line in block]
    authors = next((names for line in rest if (names := _authors(line))), ())
    if not authors and len(lines) > 1 and (authors := _authors(lines[-1])):
        lines.pop()
    title = joined_lines("\n".join(lines)).strip("*_# ")
    return (title if len(title) <= LONGEST_TITLE else None), authors


def _authors(line: str) -> tuple[str, ...]:
    """Return the names of a line that holds names alone."""
    plain = _MARKS.sub("", _BY.sub("", line.strip("*_ "))).strip(" ,.;")
    names = tuple(name.strip() for name in _BETWEEN.split(plain) if name.strip())
    if not 0 < len(names) <= MOST_AUTHORS or "@" in line:
        return ()
    return names if all(map(_is_person, names)) else ()


def _is_person(name: str) -> bool:
    if is_japanese(name):
        is_name = _JAPANESE_PERSON.fullmatch(name) is not None
        return is_name and not _JAPANESE_BODIES.search(name)
    return _PERSON.fullmatch(name) is not None and not _BODIES.search(name)


def language_of(sentences: Iterable[str]) -> str:
    """Return the language in which most sentences are written: "en" or "ja", by their script.

    >>> language_of(["It rained.", "雨が降った。", "風も吹いた。"])
    'ja'
    """
    found = [is_japanese(sentence) for sentence in sentences]
    return "ja" if sum(found) * 2 > len(found) else "en"


def footnotes_of(blocks: Iterable[Sequence[str]]) -> Iterator[tuple[str, str]]:
    """Yield the mark and the text of each footnote; lines without a mark go on with the last.

    >>> list(footnotes_of([["\u00b9 See the minutes", "of May.", "2 Not all."], ["[^a]: No."]]))
    [('1', 'See the minutes of May.'), ('2', 'Not all.'), ('a', 'No.')]
    """
    mark, lines = None, list[str]()
    for line in (line for block in blocks for line in block):
        found = _NOTE.match(line)
        if found:
            if mark is not None:
                yield mark, joined_lines("\n".join(lines))
            mark, lines = _name(found), []
        lines.append(line[found.end() :] if found else line)
    if mark is not None:
        yield mark, joined_lines("\n".join(lines))


_NOTE = re.compile(
    r"\s*(?:\[\^(?P<name>[^\]\s]{1,40})\]:|(?P<raised>[\u00b9\u00b2\u00b3\u2070-\u2079]+)|(?:注|※)?\s*(?P<number>\d{1,3})[)）.:：]?(?=\s*[^\W\d_a-z\"'\u201c(]|\s*https?:|\s*[A-Z\"'\u201c(])"
    r"|(?P<sign>[*\u2020\u2021\u00a7]+))\s*"
)
_RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")


def _name(found: re.Match[str]) -> str:
    if found["raised"]:
        return found["raised"].translate(_RAISED)
    return found["name"] or found["number"] or found["sign"]
