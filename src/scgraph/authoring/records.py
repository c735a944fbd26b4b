"""Write the record of a paper, and how its annotation begins."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from scgraph import bibliography
from scgraph.anchors import Structure
from scgraph.authoring.plain import line_of
from scgraph.authoring.schemas import schema_line
from scgraph.authoring.works import Work, address, printed_title
from scgraph.authoring.written import written_node
from scgraph.finding import Entry, Finding
from scgraph.reading.yaml_text import yaml_scalar

NO_TITLE = "TITLE TO BE FILLED IN"
NO_AUTHORS = "AUTHORS TO BE FILLED IN"
FIRST_PASS = "pass-first"
_ENDS = " .,;:、。，．"
_AFTER_A_TITLE = f"{_ENDS}?!？！\"'”’」』)）"
_ADDRESS = re.compile(r"<?(?:https?://|doi:)\S*>?", re.IGNORECASE)
_LONGEST_DETAILS = 300


@dataclass(frozen=True)
class Reader:
    """Who adds a paper, and on which day."""

    name: str | None
    day: date


def written_record(
    paper: str, finding: Finding, references: Iterable[str], record: bibliography.Work | None = None
) -> str:
    """Return the text of ``paper.yaml``.

    Args:
        paper: the name of the paper.
        finding: what was found in it.
        references: the lines of its references, as `written_references` gives them.
        record: of the paper itself, where a bibliography has it.
    """
    title = line_of(finding.title) or line_of(record.title if record else None)
    authors = [name for one in finding.authors if (name := line_of(one))]
    if not authors and record:
        authors = [line_of(f"{one.given or ''} {one.family}") for one in record.authors]
    lines = [
        schema_line(paper),
        "# The record of the paper as printed: title, authors, and its list of references.",
        _field("title", title, NO_TITLE),
        _authors(authors),
        f"language: {finding.language}",
    ]
    if record and (url := address(record.url)):
        lines.append(f"url: {yaml_scalar(url)}")
    if record and record.container:
        lines.append(f"venue: {yaml_scalar(line_of(record.container))}")
    blocks = [_indented(block) for block in references]
    if blocks:
        lines += ["", "references:", "\n".join(blocks)]
    return "\n".join(lines) + "\n"


def _field(key: str, value: str, missing: str) -> str:
    if value:
        return f"{key}: {yaml_scalar(value)}"
    return f"{key}: {missing}  # not found in the text"


def _authors(names: list[str]) -> str:
    if len(names) < 2:
        return _field("authors", "".join(names), NO_AUTHORS)
    return f"authors: [{', '.join(yaml_scalar(name, in_flow=True) for name in names)}]"


def _indented(block: str) -> str:
    return "\n".join(f"  {line}" for line in block.split("\n"))


def written_references(
    entries: Mapping[str, Entry], works: Mapping[str, Work], taken: Iterable[int] = ()
) -> Iterator[str]:
    """Yield the lines of each entry of a list of references, as it is printed.

    An entry without a number, or with one that another has, gets the next that is free.

    >>> entry = Entry("lee-2019", "Lee (2019). Fog. Skies, 3.", year=2019, title="Fog")
    >>> print(*written_references({"lee-2019": entry}, {"lee-2019": Work("lee-2019")}))
    - number: 1
      work: lee-2019
      title: Fog
      year: 2019
      details: Skies, 3
    """
    used = set(taken)
    for key, entry in entries.items():
        wanted = entry.number
        free = next(number for number in range(1, len(used) + 2) if number not in used)
        number = wanted if wanted is not None and wanted >= 0 and wanted not in used else free
        used.add(number)
        said = {
            "number": number,
            "work": works[key].name,
            "title": printed_title(entry),
            "authors": line_of(entry.authors),
            "year": entry.year,
            "details": _details(entry),
            "doi": line_of(entry.doi),
            "url": address(entry.url),
        }
        yield written_node({name: value for name, value in said.items() if value}, "references")


def _details(entry: Entry) -> str:
    """Return what an entry prints behind its title, without its address: where it was published."""
    printed, title = line_of(entry.printed), line_of(entry.title)
    _, found, behind = printed.partition(title) if title else ("", "", "")
    plain = _ADDRESS.sub("", behind).lstrip(_AFTER_A_TITLE).rstrip(_ENDS) if found else ""
    return plain if len(plain) <= _LONGEST_DETAILS else ""


def written_curation(paper: str, structure: Structure, reader: Reader) -> str:
    """Return the text of ``curation.yaml``: a first pass over all sections."""
    said = {
        "id": FIRST_PASS,
        "kind": "first-annotation",
        "by": "annotator",
        "who": line_of(reader.name) or None,
        "date": reader.day.isoformat(),
        "covers": [section.locator for section in structure.sections],
    }
    node = {name: value for name, value in said.items() if value}
    return "\n".join(
        [
            schema_line(paper),
            "# How the annotation comes about: who reads what in which role and when, and how firm",
            "# things stand. A claim that no list of `statuses` names is a draft.",
            "passes:",
            _indented(written_node(node, "passes")),
            "",
        ]
    )
