"""A paper as it lies on the disk: the trees of its files, its words, and the corpus around it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from scgraph.authoring.things import Things
from scgraph.linting.rule import Hit
from scgraph.linting.wording import numbers
from scgraph.reading import Mapping as Tree
from scgraph.reading import Node, Scalar, Sequence
from scgraph.reading.tree import DEFAULTS, STUB


@dataclass(frozen=True)
class File:
    """One YAML file of a paper: its path, its text, and its tree if it is YAML."""

    path: str
    text: str
    tree: Node | None

    @cached_property
    def lines(self) -> list[str]:
        """The lines, without their ends."""
        return self.text.splitlines()

    @property
    def name(self) -> str:
        """The name without its folder and suffix."""
        return Path(self.path).stem

    def hit(self, node: Node, message: str, near: tuple[str, ...] = (), do: str = "") -> Hit:
        """Return what a rule says of a node of this file."""
        return Hit(self.path, node.line, node.column, message, near, do)

    def items(self, key: str) -> Iterator[Tree]:
        """Yield the mappings of a list at the top of the file."""
        if isinstance(self.tree, Tree):
            yield from mappings(self.tree, key)

    def default(self, key: str) -> str | None:
        """Return what the file sets for all its nodes at once."""
        defaults = self.tree.get(DEFAULTS) if isinstance(self.tree, Tree) else None
        return text_at(defaults, key) if isinstance(defaults, Tree) else None


class Claim(NamedTuple):
    """A claim as it is written; a stub is none."""

    file: File
    node: Tree

    @property
    def id(self) -> str:
        """The name of the claim, empty if it has none."""
        return text_at(self.node, "id") or ""

    @property
    def says(self) -> Scalar | None:
        """What it says, if that is a text."""
        return scalar_at(self.node, "says")

    @property
    def at(self) -> tuple[str, ...]:
        """The locators at which it stands."""
        return tuple(texts_at(self.node, "at"))

    def value(self, key: str) -> str | None:
        """Return the value of a key: the claim's own, else what the file sets."""
        return text_at(self.node, key) or self.file.default(key)


@dataclass(frozen=True)
class Draft:
    """A paper as it lies on the disk.

    Args:
        folder: the folder of the paper.
        files: its YAML files, in alphabetical order.
        sentences: its sentences by locator, from a copy that its user keeps; empty without one.
        runs: the runs of words of that copy.
        things: what papers share.
    """

    folder: Path
    files: tuple[File, ...]
    things: Things
    sentences: Mapping[str, str] = field(default_factory=dict, repr=False)
    runs: frozenset[tuple[str, ...]] = field(default=frozenset(), repr=False)

    @cached_property
    def claims(self) -> tuple[Claim, ...]:
        """The claims of the paper itself, without stubs."""
        found = (Claim(file, node) for file in self.files for node in file.items("claims"))
        return tuple(claim for claim in found if claim.node.get(STUB) is None)

    @cached_property
    def claims_by_place(self) -> Mapping[str, list[Claim]]:
        """The claims that stand at each sentence."""
        places: dict[str, list[Claim]] = {}
        for claim in self.claims:
            for locator in claim.at:
                places.setdefault(locator, []).append(claim)
        return places

    @cached_property
    def everything_said(self) -> tuple[Claim, ...]:
        """The claims of the paper, other readings of them, and those of other works."""
        return tuple(
            Claim(file, node)
            for file in self.files
            for node in (
                *file.items("claims"),
                *file.items("alternatives"),
                *(one for page in file.items("consultations") for one in mappings(page, "claims")),
            )
            if node.get(STUB) is None
        )

    @cached_property
    def _ranks(self) -> Mapping[str, int]:
        """The files in the order in which their sections stand, in each the claims as written."""
        places = {text_at(node, "locator"): n for n, (_, node) in enumerate(self.places())}
        last = len(places)
        firsts: dict[str, int] = {}
        for claim in self.claims:
            first = min((places.get(at, last) for at in claim.at), default=last)
            firsts[claim.file.path] = min(first, firsts.get(claim.file.path, last))
        ordered = sorted(self.claims, key=lambda claim: firsts[claim.file.path])
        return {claim.id: rank for rank, claim in enumerate(ordered)}

    @cached_property
    def numbered_names(self) -> Mapping[str, list[str]]:
        """The names of shared things that hold numbers, with these."""
        names = {name for thing in self.things.values() for name, _ in thing.names()}
        return {name: found for name in names if (found := numbers(name))}

    def rank(self, claim: str) -> int:
        """Return how far behind a claim stands in the paper; one that is unknown is the last."""
        return self._ranks.get(claim, len(self._ranks))

    def nodes(self, key: str) -> Iterator[tuple[File, Tree]]:
        """Yield the items of the lists of a name at the top of any file."""
        for file in self.files:
            for node in file.items(key):
                yield file, node

    def places(self) -> Iterator[tuple[File, Tree]]:
        """Yield the sentences of the sentence file, in their order."""
        for file, section in self.nodes("sections"):
            for paragraph in mappings(section, "paragraphs"):
                for sentence in mappings(paragraph, "sentences"):
                    yield file, sentence


def mappings(node: Tree, key: str) -> Iterator[Tree]:
    """Yield the mappings of a list that stands behind a key; one alone counts as a list."""
    found = node.get(key)
    items = found.items if isinstance(found, Sequence) else (found,)
    yield from (item for item in items if isinstance(item, Tree))


def scalar_at(node: Tree, key: str) -> Scalar | None:
    """Return the value behind a key, if it is one and there is one."""
    found = node.get(key)
    return found if isinstance(found, Scalar) and not found.is_null else None


def text_at(node: Tree, key: str) -> str | None:
    """Return the text behind a key."""
    found = scalar_at(node, key)
    return found.text.strip() if found else None


def scalars_at(node: Tree, key: str) -> Iterator[Scalar]:
    """Yield the values behind a key, one or a list of them."""
    found = node.get(key)
    items = found.items if isinstance(found, Sequence) else (found,)
    yield from (item for item in items if isinstance(item, Scalar) and not item.is_null)


def texts_at(node: Tree, key: str) -> Iterator[str]:
    """Yield the texts behind a key, one or a list of them."""
    yield from (scalar.text.strip() for scalar in scalars_at(node, key))


def scalars(node: Node, without: frozenset[str] = frozenset()) -> Iterator[Scalar]:
    """Yield every value below a node, but for what stands behind some keys."""
    if isinstance(node, Scalar):
        yield node
    elif isinstance(node, Sequence):
        for item in node.items:
            yield from scalars(item, without)
    else:
        for key, value in node.entries:
            if key.text not in without:
                yield from scalars(value, without)
