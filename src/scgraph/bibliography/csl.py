"""Read and write CSL-JSON, the form of citation processors."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from scgraph.bibliography.faults import check, fault
from scgraph.bibliography.work import Author, Work, tidy, year_in
from scgraph.errors import Fault

_KINDS = {
    "article": "article-journal",
    "book": "book",
    "chapter": "chapter",
    "conference-paper": "paper-conference",
    "report": "report",
    "thesis": "thesis",
    "web-page": "webpage",
    "news-item": "article-newspaper",
    "other": "document",
}
_READ = {name: kind for kind, name in _KINDS.items()} | {
    "article": "article",
    "article-magazine": "news-item",
    "broadcast": "news-item",
    "post-weblog": "web-page",
    "post": "web-page",
    "entry-encyclopedia": "chapter",
    "entry-dictionary": "chapter",
    "standard": "report",
}
_TEXTS = {
    "title": "title",
    "container": "container-title",
    "volume": "volume",
    "issue": "issue",
    "pages": "page",
    "publisher": "publisher",
    "doi": "DOI",
    "url": "URL",
    "language": "language",
    "printed": "note",
}
DEEPEST = 50


def read_csl(text: str, file: str = "the CSL-JSON") -> tuple[Work, ...]:
    """Return the works of a CSL-JSON text, in its order.

    Raises:
        ReadError: if anything in it is wrong; it holds the faults with their lines.

    >>> text = '[{"id": "a", "type": "book", "title": "Buses", "issued": {"raw": "2019"}}]'
    >>> (work,) = read_csl(text)
    >>> work.kind, work.title, work.year
    ('book', 'Buses', 2019)
    """
    faults: list[Fault] = []
    found: list[tuple[int, Work]] = []
    for line, item in _items(text, file):
        try:
            found.append((line, _work(item)))
        except ValueError as error:
            faults.append(Fault(file, line, None, str(error)))
    return check(file, found, faults)


def as_csl(works: Iterable[Work]) -> str:
    """Return works as CSL-JSON.

    >>> print(as_csl([Work("lee-2019", "book", "Buses", (Author("Lee", "A."),), 2019)]), end="")
    [
      {
        "id": "lee-2019",
        "type": "book",
        "title": "Buses",
        "author": [
          {
            "family": "Lee",
            "given": "A."
          }
        ],
        "issued": {
          "date-parts": [
            [
              2019
            ]
          ]
        }
      }
    ]
    """
    return json.dumps([_item(work) for work in works], ensure_ascii=False, indent=2) + "\n"


def _items(text: str, file: str) -> Iterator[tuple[int, Any]]:
    """Yield the items of an array of JSON, each with the line where it begins."""
    _check_depth(text, file)
    try:
        whole = json.loads(text, object_pairs_hook=_unique)
    except json.JSONDecodeError as error:
        raise fault(file, error.lineno, f"is no JSON: {error.msg}") from error
    except (ValueError, RecursionError) as error:
        raise fault(file, None, f"cannot be read as JSON: {str(error)[:200]}") from error
    if not isinstance(whole, list):
        raise fault(file, 1, "is no list of works: CSL-JSON begins with [")
    yield from zip(_starts(text), whole, strict=True)


def _starts(text: str) -> Iterator[int]:
    """Yield the line where each item of an array that was read well begins."""
    decoder = json.JSONDecoder()
    place, line, counted = text.index("[") + 1, 1, 0
    while True:
        while text[place] in " \t\n\r,":
            place += 1
        if text[place] == "]":
            return
        line += text.count("\n", counted, place)
        counted = place
        yield line
        _, place = decoder.raw_decode(text, place)


def _check_depth(text: str, file: str) -> None:
    """Refuse what is nested so deep that it would break the parser."""
    depth, place, is_text = 0, 0, False
    while place < len(text):
        character = text[place]
        if is_text:
            place += character == "\\"
            is_text = character != '"'
        elif character == '"':
            is_text = True
        elif character in "[{":
            depth += 1
            if depth > DEEPEST:
                line = text.count("\n", 0, place) + 1
                raise fault(file, line, f"is nested deeper than {DEEPEST} levels")
        elif character in "]}":
            depth -= 1
        place += 1


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise ValueError(f"an object has the name {twice[:60]!r} twice")
    return found


def _work(item: Any) -> Work:
    """Return the work of an item.

    Raises:
        ValueError: if it is not of the form.
    """
    if not isinstance(item, Mapping):
        raise ValueError("this is no work: an object in braces is due")
    key = item.get("id", item.get("citation-key"))
    if not isinstance(key, str | int) or isinstance(key, bool) or not str(key).strip():
        raise ValueError("this work has no id")
    texts = {name: _text(item, other) for name, other in _TEXTS.items()}
    return tidy(
        Work(
            str(key),
            _READ.get(str(item.get("type")), "other"),
            authors=tuple(_authors(item.get("author") or item.get("editor") or [])),
            year=_year(item.get("issued")),
            **texts,
        )
    )


def _text(item: Mapping[str, Any], name: str) -> str | None:
    value = item.get(name)
    if isinstance(value, list) and len(value) == 1:  # as some services give titles
        value = value[0]
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    raise ValueError(f"{name} is no text")


def _authors(people: Any) -> Iterator[Author]:
    if not isinstance(people, list):
        raise ValueError("author is no list")
    for person in people:
        if not isinstance(person, Mapping) or not all(
            isinstance(one, str | bool) for one in person.values()
        ):
            raise ValueError("an author is no object of texts")
        if "literal" in person:
            yield Author(str(person["literal"]))
            continue
        particles = (person.get("non-dropping-particle"), person.get("dropping-particle"))
        family = " ".join(str(part) for part in (*particles, person.get("family")) if part)
        given = ", ".join(str(part) for part in (person.get("given"), person.get("suffix")) if part)
        yield Author(family, given) if family and given else Author(family or given)


def _year(issued: Any) -> int | None:
    """Return the year of a date in any of the forms of CSL."""
    if not isinstance(issued, Mapping):
        return None
    parts = issued.get("date-parts")
    if isinstance(parts, list) and parts and isinstance(parts[0], list) and parts[0]:
        return year_in(str(parts[0][0]))
    return year_in(str(issued.get("raw") or issued.get("literal") or ""))


def _item(work: Work) -> dict[str, Any]:
    people = [
        {"family": one.family, "given": one.given} if one.given else {"literal": one.family}
        for one in work.authors
    ]
    item: dict[str, Any] = {"id": work.id, "type": _KINDS[work.kind]}
    item |= {_TEXTS["title"]: work.title} if work.title else {}
    item |= {"author": people} if people else {}
    item |= {"issued": {"date-parts": [[work.year]]}} if work.year is not None else {}
    for name, other in list(_TEXTS.items())[1:]:
        if (text := getattr(work, name)) is not None:
            item[other] = text
    return item
