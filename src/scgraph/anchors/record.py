"""The sentence file of a paper: locators, order and digests, and no word of its sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from scgraph.anchors.anchor import Anchor
from scgraph.anchors.structure import Paragraph, Section, Structure
from scgraph.errors import Fault, ReadError
from scgraph.reading.yaml_text import yaml_scalar

HEAD = """\
# Where the sentences of the paper stand, and what identifies them without their text: locators, reading order, digests
# of three normal forms (ontology/scgraph.ttl says which), how many words, and how many letters.
"""  # noqa: E501
GONE = "# No longer in the text, and never to be used again: "
LOCATORS_A_LINE = 8

# The sections go on to the next key; remarks before that key belong to it.
_SECTIONS = re.compile(
    r"^sections:[ ]*(?:#.*)?\n((?:[ ]*\n|[ -].*\n|#.*\n(?=(?:#.*\n|[ ]*\n)*[ -]))*)", re.MULTILINE
)
FORMS = ("exact", "typographic", "tolerant")
_OWN = frozenset(
    {"locator", "title", "position", "paragraphs", "sentences", "tokens", "letters"}
    | {f"{form}_1" for form in FORMS}
)


@dataclass(frozen=True, slots=True)
class Record:
    """A sentence file.

    Args:
        structure: the sections, paragraphs and sentences.
        others: what else the file says of each of them, by locator, such as "no_claim".
        head: the text of the file before its sections.
        tail: the same behind them.
        gone: the locators of sentences that the text had once.
        remarks: how many lines of comment stand among the sections, where they are not kept.
    """

    structure: Structure
    others: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    head: str = HEAD
    tail: str = ""
    gone: tuple[str, ...] = ()
    remarks: int = 0


def written(record: Record) -> str:
    """Return the text of a sentence file; the same record gives the same bytes.

    >>> anchor = Anchor.of("1/p1/s1", "Few read it.")
    >>> paragraph = Paragraph("1/p1", (anchor,))
    >>> text = written(Record(Structure((Section("1", "Why?", (paragraph,)),)), head=""))
    >>> print(text.partition("exact_1")[0].rstrip())
    sections:
      - locator: "1"
        title: Why?
        position: 1
        paragraphs:
          - locator: 1/p1
            position: 1
            sentences:
              - locator: 1/p1/s1
                position: 1
    """
    lines = [record.head.rstrip("\n"), *_gone_lines(record.gone), "sections:", *_lines(record)]
    return "\n".join(line for line in lines if line) + "\n" + record.tail


def read_record(path: Path) -> Record:
    """Read a sentence file.

    Raises:
        ReadError: if it is not one.
    """
    from scgraph.reading import read_yaml
    from scgraph.reading.rdf import read_bytes

    data = read_bytes(path)
    tree: Any = read_yaml(data, str(path)).value
    text = data.decode("utf-8-sig").replace("\r\n", "\n")
    found = _SECTIONS.search(text if text.endswith("\n") else f"{text}\n")
    if not isinstance(tree, dict) or found is None:
        raise _error(path, "it has no sections; give one that `scgraph anchor` made")
    head, gone = _without_gone(text[: found.start()])
    reader = _Reader()
    try:
        structure = Structure(tuple(reader.section(node) for node in tree["sections"] or ()))
    except (KeyError, TypeError, ValueError, AttributeError, OverflowError) as error:
        raise _error(path, "a section, paragraph or sentence is not as it should be") from error
    remarks = len(re.findall(r"^[ \t]*#", found[1], re.MULTILINE))
    return Record(structure, reader.others, head, text[found.end() :], gone, remarks)


def _error(path: Path, message: str) -> ReadError:
    return ReadError([Fault(str(path), None, None, f"is no sentence file: {message}")])


class _Reader:
    """Read the nodes of a sentence file, and remember what they say beside."""

    def __init__(self) -> None:
        self.others: dict[str, dict[str, Any]] = {}

    def section(self, node: dict[str, Any]) -> Section:
        paragraphs = tuple(self._paragraph(one) for one in node.get("paragraphs") or ())
        return Section(self._locator(node), node.get("title"), paragraphs)

    def _paragraph(self, node: dict[str, Any]) -> Paragraph:
        sentences = tuple(self._sentence(one) for one in node.get("sentences") or ())
        return Paragraph(self._locator(node), sentences)

    def _sentence(self, node: dict[str, Any]) -> Anchor:
        exact, typographic, tolerant = (str(node.get(f"{form}_1", "")) for form in FORMS)
        sizes = int(node.get("tokens", 0)), int(node.get("letters", 0))
        return Anchor(self._locator(node), exact, typographic, tolerant, *sizes)

    def _locator(self, node: dict[str, Any]) -> str:
        locator = str(node["locator"])
        if others := {key: value for key, value in node.items() if key not in _OWN}:
            self.others[locator] = others
        return locator


def _lines(record: Record) -> Iterator[str]:
    paragraphs = sentences = 0
    for number, section in enumerate(record.structure.sections, 1):
        title = {} if section.title is None else {"title": section.title}
        yield from _node(record, 2, section.locator, {**title, "position": number})
        if section.paragraphs:
            yield "    paragraphs:"
        for paragraph in section.paragraphs:
            paragraphs += 1
            yield from _node(record, 6, paragraph.locator, {"position": paragraphs})
            yield "        sentences:"
            for anchor in paragraph.sentences:
                sentences += 1
                yield from _node(record, 10, anchor.locator, {"position": sentences})
                for form in FORMS:
                    yield f'{" " * 12}{form}_1: "{getattr(anchor, form)}"'
                yield f"{' ' * 12}tokens: {anchor.tokens}"
                yield f"{' ' * 12}letters: {anchor.letters}"


def _node(record: Record, indent: int, locator: str, values: Mapping[str, Any]) -> Iterator[str]:
    yield f"{' ' * indent}- locator: {yaml_scalar(locator)}"
    for key, value in {**values, **record.others.get(locator, {})}.items():
        yield f"{' ' * (indent + 2)}{key}: {yaml_scalar(value)}"


def _gone_lines(gone: tuple[str, ...]) -> Iterator[str]:
    for start in range(0, len(gone), LOCATORS_A_LINE):
        yield GONE + ", ".join(gone[start : start + LOCATORS_A_LINE])


def _without_gone(head: str) -> tuple[str, tuple[str, ...]]:
    lines = head.splitlines(keepends=True)
    named = [line.removeprefix(GONE).strip() for line in lines if line.startswith(GONE)]
    gone = tuple(locator for line in named for locator in line.split(", "))
    return "".join(line for line in lines if not line.startswith(GONE)), gone
