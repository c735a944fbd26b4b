"""The settings of a corpus: its base and language, what it is called, what it includes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pyoxigraph import Literal, NamedNode, Quad

from scgraph import files, terms
from scgraph.errors import Fault, ReadError, near_names
from scgraph.reading import Mapping, Node, Scalar, Sequence, read_yaml
from scgraph.reading.nodes import shown
from scgraph.reading.rdf import read_bytes

SETTINGS = "corpus.yaml"
SHIPPED = "shipped"
"""The name by which a corpus includes the one that comes with the library."""

# Every IRI of a corpus begins with its base: one of megabytes would fill the memory.
LONGEST_BASE = 400
_PREFIXES = terms.PREFIXES


@dataclass(frozen=True)
class Settings:
    """Hold what ``corpus.yaml`` sets.

    Args:
        base: what the corpus's own IRIs begin with.
        language: that of its claims and preferred labels.
        title: what it is called.
        creator: who made it.
        licence: the address of the licence under which its data are given.
        includes: other corpora that belong to its graph: "shipped", or folders.
        silence: rules of the linter of which its curators want to hear nothing.
    """

    base: str = terms.BASE
    language: str = "en"
    title: str | None = None
    creator: str | None = None
    licence: str | None = None
    includes: tuple[str, ...] = ()
    silence: tuple[str, ...] = ()

    def header(self) -> Iterator[Quad]:
        """Yield what the settings say of the corpus as a dataset.

        >>> [quad.object.value for quad in Settings(title="Buses").header()][-1]
        'Buses'
        """
        said = {
            "title": self.title and Literal(self.title, language=self.language),
            "creator": self.creator and Literal(self.creator),
            "license": self.licence and NamedNode(self.licence),
        }
        if not any(said.values()):
            return
        graph = NamedNode(terms.reference_graph(self.base))
        dataset = NamedNode(f"{self.base}dataset")
        kind = NamedNode(f"{_PREFIXES['void']}Dataset")
        yield Quad(dataset, NamedNode(f"{_PREFIXES['rdf']}type"), kind, graph)
        for name, value in said.items():
            if value:
                yield Quad(dataset, NamedNode(f"{_PREFIXES['dcterms']}{name}"), value, graph)


def read_settings(file: Path) -> Settings:
    """Read the settings of a corpus.

    Raises:
        ReadError: if the file is wrong; it holds all the faults.
    """
    document = read_yaml(read_bytes(file), str(file))
    if not isinstance(document, Mapping):
        raise ReadError([Fault(str(file), 1, 1, "a mapping with base and language is due")])
    if faults := list(_faults(document, str(file))):
        raise ReadError(faults)
    values: dict[str, Any] = {key.text: _value(node) for key, node in document.entries}
    return Settings(**values)


def included_folders(root: Path, settings: Settings) -> Iterator[Path]:
    """Yield the folders of the corpora that a corpus at a root includes itself."""
    for name in settings.includes:
        yield files.data() if name == SHIPPED else root / name


def _value(node: Node) -> str | tuple[str, ...]:
    if isinstance(node, Sequence):
        return tuple(item.text for item in node.items if isinstance(item, Scalar))
    assert isinstance(node, Scalar)
    return node.text


def _faults(document: Mapping, file: str) -> Iterator[Fault]:
    for key, node in document.entries:
        at = (file, node.line, node.column)
        if key.text not in _SETTINGS:
            near = near_names(key.text, _SETTINGS)
            yield Fault(file, key.line, key.column, f"unknown key {shown(key.text)}", near)
        elif not _SETTINGS[key.text][0](node):
            yield Fault(*at, f"{key.text} is {_SETTINGS[key.text][1]}")


def _text(is_right: Callable[[str], bool]) -> Callable[[Node], bool]:
    return lambda node: isinstance(node, Scalar) and not node.is_null and is_right(node.text)


def _is_address(text: str) -> bool:
    try:
        return text.startswith("http") and len(text) <= LONGEST_BASE and bool(NamedNode(text))
    except ValueError:
        return False


def _is_language(text: str) -> bool:
    return text.isascii() and text.isalpha() and text.islower() and 2 <= len(text) <= 3


def _is_line(text: str) -> bool:
    return bool(text.strip()) and text.isprintable()


def _are_lines(node: Node) -> bool:
    return isinstance(node, Sequence) and all(_text(_is_line)(item) for item in node.items)


def _are_rules(node: Node) -> bool:
    return isinstance(node, Sequence) and all(_text(_is_rule)(item) for item in node.items)


def _is_rule(text: str) -> bool:
    return re.fullmatch(r"[a-z]+/[\w-]+", text) is not None


_SETTINGS: dict[str, tuple[Callable[[Node], bool], str]] = {
    "base": (
        _text(lambda text: text.endswith("/") and _is_address(text)),
        "a web address that ends with a slash and is not long, such as https://example.org/corpus/",
    ),
    "language": (_text(_is_language), "a language code, such as en"),
    "title": (_text(_is_line), "a line of text"),
    "creator": (_text(_is_line), "the name of a person or a body"),
    "licence": (
        _text(_is_address),
        "the address of a licence, such as https://creativecommons.org/licenses/by/4.0/",
    ),
    "silence": (_are_rules, "a list of rules of `scgraph lint`, such as [thing/unused]"),
    "includes": (_are_lines, f"a list of corpora: {SHIPPED}, or folders beside this one"),
}
