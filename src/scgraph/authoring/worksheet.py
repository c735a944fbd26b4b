"""Write the worksheet of a paper: each sentence's text beside what stands at it, for a person.

It holds the words of the paper, so it lies where git does not see it.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from scgraph.anchors import Section
from scgraph.authoring.earlier import Said

_MARKS = str.maketrans({mark: f"\\{mark}" for mark in "\\`*_[]<>|#"})


@dataclass(frozen=True)
class Row:
    """The words of a sentence, and what stands at it."""

    text: str
    claims: Sequence[Said]
    no_claim: str | None
    remarks: Sequence[str]


def written_worksheet(
    title: str,
    paper: str,
    sections: Iterable[Section],
    rows: Mapping[str, Row],
    place: Path,
) -> str:
    """Return the worksheet in Markdown.

    Args:
        title: of the paper.
        paper: its name.
        sections: with the locators that the corpus has for their sentences.
        rows: by locator.
        place: where the worksheet is to lie, for the links in it.
    """
    head = [
        f"# {_plain(title)}",
        "",
        f"Worksheet for `papers/{paper}`. It shows the paper's own words: keep it to yourself.",
        "It is made anew by `scgraph add`, so write into the claims, not here.",
        "",
        "For each sentence: say in `says:` in your own words what it claims, choose codes, name",
        "what it names, and delete the line `stub: true`. Two claims in a sentence are two items.",
        "Nothing claimed: delete the stub, and give the sentence a `no_claim` in `sentences.yaml`.",
    ]
    body = [line for section in sections for line in _section(section, rows, place)]
    return "\n".join([*head, *body]) + "\n"


def _section(section: Section, rows: Mapping[str, Row], place: Path) -> Iterator[str]:
    yield from ("", f"## {section.locator} {_plain(section.title or '')}".rstrip())
    for paragraph in section.paragraphs:
        for anchor in paragraph.sentences:
            yield from _row(anchor.locator, rows[anchor.locator], place)


def _row(locator: str, row: Row, place: Path) -> Iterator[str]:
    yield from ("", f"### {locator}", "", f"> {_plain(row.text)}", "")
    for claim in row.claims:
        file = Path(os.path.relpath(claim.file, place.parent)).as_posix()
        said = "stub" if claim.is_stub else claim.says or ""
        name = f"[{claim.file.name}:{claim.line}]({file}#L{claim.line})"
        yield f"- {name} {claim.name or ''}: {_plain(said)}"
    if row.no_claim:
        yield f"- no claim: {row.no_claim}"
    yield from (f"- {_plain(remark)}" for remark in row.remarks)


def _plain(text: str) -> str:
    return " ".join(text.split()).translate(_MARKS)
