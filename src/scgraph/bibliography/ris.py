"""Read and write RIS, the form of many databases, by rispy."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from scgraph.bibliography.faults import check
from scgraph.bibliography.work import Author, Work, spaced, tidy, year_in
from scgraph.errors import Fault

_KINDS = {
    "article": "JOUR",
    "book": "BOOK",
    "chapter": "CHAP",
    "conference-paper": "CPAPER",
    "report": "RPRT",
    "thesis": "THES",
    "web-page": "ELEC",
    "news-item": "NEWS",
    "other": "GEN",
}
_READ = {name: kind for kind, name in _KINDS.items()} | {
    "BLOG": "web-page",
    "CONF": "conference-paper",
    "EBOOK": "book",
    "ECHAP": "chapter",
    "EDBOOK": "book",
    "EJOUR": "article",
    "GOVDOC": "report",
    "ICOMM": "web-page",
    "JFULL": "article",
    "MGZN": "news-item",
    "STAND": "report",
}
_TITLES = ("title", "primary_title")
_CONTAINERS = (
    "journal_name",
    "secondary_title",
    "alternate_title3",
    "alternate_title2",
    "tertiary_title",
)
_TAG = re.compile(r"([A-Z][A-Z0-9])  -")
_NEEDS = "reading and writing RIS needs rispy: install scgraph-evidence[bib], or rispy itself"


def read_ris(text: str, file: str = "the RIS") -> tuple[Work, ...]:
    """Return the works of a RIS text, in its order.

    A work without an ID is called by its place in the file: "ris-3".

    Raises:
        ReadError: if anything in it is wrong; it holds the faults with their lines.
        ImportError: if rispy is not installed.

    >>> (work,) = read_ris("TY  - BOOK\\nAU  - Lee, A.\\nTI  - Buses\\nPY  - 2019\\nER  - \\n")
    >>> work.id, work.kind, work.title, work.year
    ('ris-1', 'book', 'Buses', 2019)
    """
    try:
        import rispy
    except ImportError as error:
        raise ImportError(_NEEDS) from error
    faults: list[Fault] = []
    starts = list(_starts(text, file, faults))
    if faults:
        return check(file, (), faults)
    # To the parser a blank line goes on with the value above it, and there may be none.
    lines = (line for line in text.split("\n") if line.strip())
    records = rispy.loads("\n".join(lines), skip_unknown_tags=True)
    numbered = enumerate(zip(starts, records, strict=True), 1)
    return check(
        file, [(line, _work(record, number)) for number, (line, record) in numbered], faults
    )


def as_ris(works: Iterable[Work]) -> str:
    """Return works as RIS.

    Raises:
        ImportError: if rispy is not installed.

    >>> as_ris([Work("lee-2019", "book", "Buses", (Author("Lee", "A."),), 2019)]).splitlines()
    ['TY  - BOOK', 'ID  - lee-2019', 'TI  - Buses', 'AU  - Lee, A.', 'PY  - 2019', 'ER  - ']
    """
    try:
        import rispy
    except ImportError as error:
        raise ImportError(_NEEDS) from error

    class Plain(rispy.RisWriter):  # type: ignore[misc]
        """Write records without numbers before them."""

        def set_header(self, count: int) -> str:
            """Return what stands before a record: nothing."""
            return ""

    text: str = rispy.dumps([_record(work) for work in works], implementation=Plain)
    records = [line for line in text.splitlines() if line.strip()]
    return "".join(f"{line}\n" for line in records)


def _starts(text: str, file: str, faults: list[Fault]) -> Iterator[int]:
    """Yield the line where each record begins, and note what the parser would pass over."""
    begun: int | None = None
    is_first = False
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        found = _TAG.match(line.rstrip())
        tag = found[1] if found else None
        if tag == "TY":
            if begun is not None:
                faults.append(
                    Fault(file, begun, None, "this record has no end: a line ER  - is due")
                )
            begun = number
            yield number
        elif begun is None and not re.fullmatch(r"\d+\.?", line.strip()):
            faults.append(Fault(file, number, None, "this stands in no record: TY  - begins one"))
        elif begun is not None and tag is None and is_first:
            # The parser would add it to the last value of the record before.
            faults.append(Fault(file, number, None, "this goes on with nothing: begin with a tag"))
        elif tag == "ER":
            begun = None
        is_first = tag == "TY"
    if begun is not None:
        faults.append(Fault(file, begun, None, "this record has no end: a line ER  - is due"))


def _work(record: dict[str, Any], number: int) -> Work:
    pages = [text for name in ("start_page", "end_page") if (text := record.get(name))]
    notes = record.get("notes") or []
    people = [*record.get("authors", []), *record.get("first_authors", [])]
    date = record.get("year") or record.get("publication_year") or record.get("date")
    return tidy(
        Work(
            spaced(record.get("id")) or f"ris-{number}",
            _READ.get(record["type_of_reference"].strip(), "other"),
            _first(record, _TITLES),
            tuple(_author(name) for name in people if name.strip(" ,")),
            year_in(date),
            _first(record, _CONTAINERS),
            record.get("volume"),
            record.get("number"),
            "\u2013".join(pages) or None,
            record.get("publisher"),
            record.get("doi"),
            next(iter(record.get("urls") or ()), None),
            record.get("language"),
            "; ".join(notes) or None,
        )
    )


def _first(record: dict[str, Any], names: Iterable[str]) -> str | None:
    return next((record[name] for name in names if record.get(name)), None)


def _author(name: str) -> Author:
    """Return an author; a comma at the end marks the name of a body that has commas in it."""
    if name.rstrip().endswith(","):
        return Author(name.rstrip().removesuffix(","))
    family, comma, given = name.partition(",")
    return Author(family, given) if comma and family.strip() and given.strip() else Author(name)


def _record(work: Work) -> dict[str, Any]:
    first, dash, last = (work.pages or "").partition("\u2013")
    is_range = dash and "\u2013" not in last
    values = {
        "type_of_reference": _KINDS[work.kind],
        "id": work.id,
        "title": work.title,
        "authors": [_name(author) for author in work.authors],
        "year": str(work.year) if work.year is not None else None,
        "journal_name" if work.kind == "article" else "secondary_title": work.container,
        "volume": work.volume,
        "number": work.issue,
        "start_page": first if is_range else work.pages,
        "end_page": last if is_range else None,
        "publisher": work.publisher,
        "doi": work.doi,
        "urls": [work.url] if work.url else None,
        "language": work.language,
        "notes": [work.printed] if work.printed else None,
    }
    return {name: value for name, value in values.items() if value}


def _name(author: Author) -> str:
    if author.given is None:
        return f"{author.family}," if "," in author.family else author.family
    return f"{author.family}, {author.given}"
