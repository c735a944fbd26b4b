"""Write things at the end of a Turtle file, with the prefixes that the file has."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from scgraph import terms

_PREFIX = re.compile(r"(?im)^[ \t]*@?prefix[ \t]+([\w-]*):[ \t]*<([^>]*)>")
_LOCAL = re.compile(r"[a-z0-9][a-z0-9-]*")
_ESCAPED = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}
_LABEL = f"{terms.PREFIXES['skos']}prefLabel"
OWN = "my"
"""The prefix of a corpus's own things, where a file has none for them yet."""


@dataclass(frozen=True)
class Value:
    """A value in Turtle: a text, in a language or not, a whole number, or of a datatype."""

    text: str | int
    language: str | None = None
    datatype: str | None = None


@dataclass(frozen=True)
class Block:
    """What is said of one thing: its IRI, its classes, and properties with their values."""

    iri: str
    classes: Sequence[str]
    said: Sequence[tuple[str, Value]]

    @property
    def label(self) -> str:
        """Return its preferred label; the empty text, if it has none."""
        return next((str(value.text) for name, value in self.said if name == _LABEL), "")

    def relabelled(self, label: str) -> Block:
        """Return the same with another preferred label."""
        said = [(n, replace(v, text=label) if n == _LABEL else v) for n, v in self.said]
        return replace(self, said=said)


def with_blocks(text: str, blocks: Iterable[Block], base: str) -> str:
    """Return a Turtle file with things at its end; every byte before is as it was.

    Args:
        text: the file; it may be empty.
        blocks: the things, in the order in which they are to stand.
        base: of the corpus.

    >>> name = "http://www.w3.org/2004/02/skos/core#prefLabel"
    >>> block = Block("https://example.org/id/a", ["https://w3id.org/scgraph/vocab/Source"],
    ...               [(name, Value("A", "en"))])
    >>> print(with_blocks("@prefix my: <https://example.org/id/> .\\n", [block],
    ...                   "https://example.org/"), end="")
    @prefix my: <https://example.org/id/> .
    <BLANKLINE>
    @prefix scg: <https://w3id.org/scgraph/vocab/> .
    @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
    <BLANKLINE>
    my:a a scg:Source ;
      skos:prefLabel "A"@en .
    """
    naming = _Naming(text, base)
    written = [naming.block(block) for block in blocks]
    if not written:
        return text
    parts = [text.rstrip("\n"), "\n".join(naming.new), *written]
    return "\n\n".join(part for part in parts if part) + "\n"


class _Naming:
    """Shorten IRIs with the prefixes of a file, and remember which it lacks."""

    def __init__(self, text: str, base: str) -> None:
        # A prefix that is declared twice means what the last one says, where blocks are added.
        self._space_of = dict(_PREFIX.findall(text))
        self._prefix_of = {space: prefix for prefix, space in self._space_of.items()}
        self._own = terms.things(base)
        self.new: list[str] = []

    def block(self, block: Block) -> str:
        kinds = ", ".join(self._short(kind) for kind in block.classes)
        said = [f"{self._short(name)} {self._value(value)}" for name, value in block.said]
        return " ;\n  ".join([f"{self._short(block.iri)} a {kinds}", *said]) + " ."

    def _value(self, value: Value) -> str:
        if isinstance(value.text, int):
            return str(value.text)
        quoted = "".join(_ESCAPED.get(letter, letter) for letter in value.text)
        language = f"@{value.language}" if value.language else ""
        datatype = f"^^{self._short(value.datatype)}" if value.datatype else ""
        return f'"{quoted}"{language}{datatype}'

    def _short(self, iri: str) -> str:
        space, local = self._divided(iri)
        if not _LOCAL.fullmatch(local) and not local.isalpha():
            return f"<{iri}>"
        if space not in self._prefix_of:
            self._declare(space)
        return f"{self._prefix_of[space]}:{local}"

    def _divided(self, iri: str) -> tuple[str, str]:
        if iri.startswith(self._own):
            return self._own, iri.removeprefix(self._own)
        prefix, _, local = terms.curie(iri).partition(":")
        return terms.PREFIXES.get(prefix, ""), local

    def _declare(self, space: str) -> None:
        wanted = OWN if space == self._own else terms.curie(f"{space}x").partition(":")[0]
        names = (wanted, *(f"{wanted}{number}" for number in range(2, 100)))
        prefix = next(name for name in names if name not in self._space_of)
        self._space_of[prefix] = space
        self._prefix_of[space] = prefix
        self.new.append(f"@prefix {prefix}: <{space}> .")
