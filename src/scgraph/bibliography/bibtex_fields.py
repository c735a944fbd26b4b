"""Which field of BibTeX is which value of a work."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from scgraph.bibliography.latex import address, decoded, encoded
from scgraph.bibliography.work import Author, Work, tidy, year_in

_KINDS = {
    "article": "article",
    "book": "book",
    "chapter": "incollection",
    "conference-paper": "inproceedings",
    "report": "techreport",
    "thesis": "phdthesis",
    "web-page": "online",
    "news-item": "newsarticle",
    "other": "misc",
}
_READ = {name: kind for kind, name in _KINDS.items()} | {
    "booklet": "book",
    "collection": "book",
    "conference": "conference-paper",
    "electronic": "web-page",
    "inbook": "chapter",
    "manual": "report",
    "mastersthesis": "thesis",
    "mvbook": "book",
    "periodical": "other",
    "proceedings": "book",
    "report": "report",
    "thesis": "thesis",
    "www": "web-page",
}
_CONTAINERS = {"article": "journal", "chapter": "booktitle", "conference-paper": "booktitle"}
_PUBLISHERS = {"report": "institution", "thesis": "school", "web-page": "organization"}
_ANY_CONTAINER = ("journal", "journaltitle", "booktitle", "series")
_ANY_PUBLISHER = ("publisher", "institution", "school", "organization")
_KEY = re.compile(r"[^\s,{}()=\"#%~\\'@]+")


def work_of(key: str, kind: str, values: Mapping[str, str]) -> Work:
    """Return the work of an entry.

    Raises:
        ValueError: if a value cannot be read.

    >>> work_of("oh-2020", "techreport", {"author": "{World Bank}", "date": "2020-05"}).authors
    (Author(family='World Bank', given=None),)
    """
    texts = {name: decoded(text) for name, text in values.items() if name not in _AS_THEY_STAND}
    which = _READ.get(kind, "other")
    containers = (_CONTAINERS.get(which, "series"), *_ANY_CONTAINER)
    publishers = (_PUBLISHERS.get(which, "publisher"), *_ANY_PUBLISHER)
    title = texts.get("title")
    subtitle = texts.get("subtitle")
    return tidy(
        Work(
            key,
            which,
            f"{title}: {subtitle}" if title and subtitle else title,
            tuple(_authors(values.get("author") or values.get("editor") or "")),
            year_in(texts.get("year") or texts.get("date")),
            _first(texts, containers),
            texts.get("volume"),
            texts.get("number") or texts.get("issue"),
            texts.get("pages"),
            _first(texts, publishers),
            address(values["doi"]) if "doi" in values else None,
            address(values["url"]) if "url" in values else None,
            texts.get("language") or texts.get("langid"),
            texts.get("note"),
        )
    )


_AS_THEY_STAND = frozenset({"author", "editor", "url", "doi", "abstract", "file", "keywords"})


def entry_of(work: Work) -> tuple[str, str, list[tuple[str, str]]]:
    """Return the kind, the key and the fields of a work.

    >>> entry_of(Work("a b", "report", authors=(Author("World Bank"),), pages="1–2"))
    ('techreport', 'a-b', [('author', '{World Bank}'), ('pages', '1--2')])
    """
    container = _CONTAINERS.get(work.kind, "series")
    publisher = _PUBLISHERS.get(work.kind, "publisher")
    pages = encoded(work.pages).replace("\u2013", "--") if work.pages else None
    values = [
        ("author", " and ".join(map(_written, work.authors)) or None),
        ("title", encoded(work.title) if work.title else None),
        (container, encoded(work.container) if work.container else None),
        ("year", str(work.year) if work.year is not None else None),
        ("volume", encoded(work.volume) if work.volume else None),
        ("number", encoded(work.issue) if work.issue else None),
        ("pages", pages),
        (publisher, encoded(work.publisher) if work.publisher else None),
        ("doi", _address(work.doi)),
        ("url", _address(work.url)),
        ("language", encoded(work.language) if work.language else None),
        ("note", encoded(work.printed) if work.printed else None),
    ]
    return _KINDS[work.kind], key_of(work.id), [(name, text) for name, text in values if text]


def key_of(key: str) -> str:
    """Return a key that BibTeX can have.

    >>> key_of("lee-2019"), key_of("Lee, 2019"), key_of("{}")
    ('lee-2019', 'Lee-2019', 'work')
    """
    return key if _KEY.fullmatch(key) else "-".join(_KEY.findall(key)) or "work"


def _first(texts: Mapping[str, str], names: tuple[str, ...]) -> str | None:
    return next((texts[name] for name in names if texts.get(name)), None)


def _address(text: str | None) -> str | None:
    """Return an address with its braces and backslashes as codes, which BibTeX cannot hold."""
    if text is None:
        return None
    codes = {"{": "%7B", "}": "%7D", "\\": "%5C", " ": "%20"}
    return "".join(codes.get(character, character) for character in text)


def _authors(text: str) -> Iterator[Author]:
    """Yield the authors of a field; a name that stands in braces is that of a body."""
    from bibtexparser.middlewares.names import (
        parse_single_name_into_parts,
        split_multiple_persons_names,
    )

    for name in split_multiple_persons_names(text):
        if re.fullmatch(r"\{.*\}", name, re.DOTALL) and _is_one_group(name):
            yield Author(decoded(name[1:-1]))
        elif name.strip() and name.strip() != "others":
            parts = parse_single_name_into_parts(name, strict=False)
            family = " ".join([*parts.von, *parts.last])
            given = ", ".join(filter(None, (" ".join(parts.first), " ".join(parts.jr))))
            yield Author(decoded(family), decoded(given) or None)


def _is_one_group(name: str) -> bool:
    """Tell whether the first brace of a name is closed by its last."""
    depth = 0
    for place, character in enumerate(name):
        is_escaped = name[place - 1 : place] == "\\"
        depth += 0 if is_escaped else (character == "{") - (character == "}")
        if depth == 0:
            return place == len(name) - 1
    return False


def _written(author: Author) -> str:
    """Return a name for a field: of a body in braces, of a person family first."""
    if author.given is None:
        return f"{{{encoded(author.family)}}}"
    return f"{_part(author.family)}, {_part(author.given)}"


def _part(name: str) -> str:
    """Return a part of a name, in braces where it would be divided."""
    text = encoded(name)
    is_divided = "," in name or re.search(r"(?i)(?:^|\s)and(?:\s|$)", name)
    return f"{{{text}}}" if is_divided else text
