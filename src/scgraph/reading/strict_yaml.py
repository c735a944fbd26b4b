r"""Read YAML strictly: what a person sees is what the file says.

The values are those of YAML 1.2 (so ``no`` and ``2024-05-01`` are texts), and everything that lets
one text mean another is refused: anchors, aliases, tags, merge keys, duplicate keys, directives,
several documents, tabs, control characters. Size, depth and number of nodes have a limit.

>>> read_yaml("says: no", "note.yaml").value
{'says': 'no'}
>>> read_yaml("a: 1\na: 2", "note.yaml")
Traceback (most recent call last):
    ...
scgraph.errors.ReadError: note.yaml:2:1: key 'a' stands twice in one mapping; first in line 1
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, NoReturn

import yaml
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)

from scgraph.errors import Fault, ReadError
from scgraph.reading.nodes import Mapping, Node, Scalar, Sequence, shown

MAX_BYTES = 5_000_000
MAX_DEPTH = 50
MAX_NODES = 200_000

# YAML's printable characters, less the tab and the line ends that only YAML 1.1 knows.
_NOT_ALLOWED = re.compile(
    "[^\n\r\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
)
_NOT_ALLOWED_IN_VALUES = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_LOADER = yaml.CSafeLoader if yaml.__with_libyaml__ else yaml.SafeLoader


def read_yaml(data: bytes | str, file: str) -> Node:
    """Read one YAML document to a tree of nodes with positions.

    Args:
        data: the document, in UTF-8; a byte order mark at its start is passed over.
        file: its name, for messages.

    Raises:
        ReadError: if the document is not YAML, or uses what is refused here.
    """
    return _Reader(file).read(_decoded(data, file))


def _decoded(data: bytes | str, file: str) -> str:
    raw = data.encode("utf-8", "surrogatepass") if isinstance(data, str) else data
    if len(raw) > MAX_BYTES:
        _fail(file, None, None, f"is larger than {MAX_BYTES} bytes; divide it into several files")
    try:
        text = raw.decode("utf-8").removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        _fail(file, line, None, "is not UTF-8 text; save it as UTF-8")
    if found := _NOT_ALLOWED.search(text):
        line = text.count("\n", 0, found.start()) + 1
        column = found.start() - text.rfind("\n", 0, found.start())
        _fail(file, line, column, _character_fault(found.group()))
    return text


def _character_fault(character: str) -> str:
    if character == "\t":
        return "a tab stands here; use spaces"
    return f"the character U+{ord(character):04X} is not allowed here"


def _fail(file: str, line: int | None, column: int | None, message: str) -> NoReturn:
    raise ReadError([Fault(file, line, column, message)])


class _Reader:
    """Build the tree of one document out of the parser's events."""

    def __init__(self, file: str) -> None:
        self._file = file
        self._nodes = 0

    def read(self, text: str) -> Node:
        try:
            return self._document(iter(yaml.parse(text, Loader=_LOADER)))
        except yaml.MarkedYAMLError as error:
            line, column = _numbers(error.problem_mark or error.context_mark)
            _fail(self._file, line, column, _told(str(error.problem or error.context)))
        except yaml.YAMLError as error:
            _fail(self._file, None, None, f"this is not YAML: {error}")

    def _document(self, events: Iterator[Event]) -> Node:
        next(events)  # the start of the stream
        start = next(events)
        if not isinstance(start, DocumentStartEvent):
            _fail(self._file, 1, 1, "holds nothing")
        if start.version or start.tags:
            self._refuse(start, "directives are not read; leave this line out")
        node = self._node(next(events), events, depth=1)
        next(events)  # the end of the document
        after = next(events)
        if not isinstance(after, StreamEndEvent):
            self._refuse(after, "a second document begins here; put it in a file of its own")
        return node

    def _node(self, event: Event, events: Iterator[Event], depth: int) -> Node:
        self._check(event, depth)
        if isinstance(event, ScalarEvent):
            return self._scalar(event)
        if isinstance(event, SequenceStartEvent):
            return Sequence(tuple(self._items(events, depth)), *_at(event))
        return Mapping(tuple(self._entries(events, depth)), *_at(event))

    def _check(self, event: Event, depth: int) -> None:
        self._nodes += 1
        if self._nodes > MAX_NODES:
            self._refuse(event, f"more than {MAX_NODES} values; divide the file into several")
        if depth > MAX_DEPTH:
            self._refuse(event, f"nested deeper than {MAX_DEPTH} levels")
        if isinstance(event, AliasEvent):
            self._refuse(event, "aliases are not read; write in full what '*…' stands for")
        if getattr(event, "anchor", None):
            self._refuse(event, "anchors are not read; leave '&…' out, or quote the value")
        if getattr(event, "tag", None):
            self._refuse(event, "tags are not read; leave '!…' out, or quote the value")

    def _scalar(self, event: ScalarEvent) -> Scalar:
        if found := _NOT_ALLOWED_IN_VALUES.search(event.value):
            self._refuse(event, _character_fault(found.group()))
        return Scalar(event.value, event.style in (None, ""), *_at(event))

    def _items(self, events: Iterator[Event], depth: int) -> Iterator[Node]:
        while not isinstance(event := next(events), SequenceEndEvent):
            yield self._node(event, events, depth + 1)

    def _entries(self, events: Iterator[Event], depth: int) -> Iterator[tuple[Scalar, Node]]:
        lines: dict[str, int] = {}
        while not isinstance(event := next(events), MappingEndEvent):
            key = self._key(event, events, depth)
            if key.text in lines:
                first = f"first in line {lines[key.text]}"
                self._refuse(event, f"key {shown(key.text)} stands twice in one mapping; {first}")
            lines[key.text] = key.line
            yield key, self._node(next(events), events, depth + 1)

    def _key(self, event: Event, events: Iterator[Event], depth: int) -> Scalar:
        if isinstance(event, SequenceStartEvent | MappingStartEvent):
            self._refuse(event, "a key must be a word")
        key = self._node(event, events, depth + 1)
        if not isinstance(key, Scalar) or key.is_null:
            self._refuse(event, "a key is missing before the colon")
        if key.plain and key.text == "<<":
            self._refuse(event, "merge keys are not read; write the keys in full")
        return key

    def _refuse(self, event: Event, message: str) -> NoReturn:
        _fail(self._file, *_at(event), message)


def _told(problem: str) -> str:
    # The parser looks ahead for the end of a bracket, and newer ones have a limit of their own.
    if "nesting depth" in problem:
        return f"nested deeper than {MAX_DEPTH} levels"
    return f"this is not YAML: {problem}"


def _at(event: Event) -> tuple[int, int]:
    return _numbers(event.start_mark)


def _numbers(mark: Any) -> tuple[int, int]:
    # The two parsers have a mark of their own each; none of them marks what has no place.
    return (mark.line + 1, mark.column + 1) if mark else (1, 1)
