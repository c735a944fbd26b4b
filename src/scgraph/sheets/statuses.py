"""The statuses of claims: who has passed them, and how a claim that changes loses its status."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from scgraph.authoring import items, with_items
from scgraph.reading import Mapping as YamlMapping
from scgraph.reading import Node, Scalar, Sequence, read_yaml
from scgraph.reading.values import WrongValueError, reference

KEY = "statuses"
DRAFT = "draft"
_HAS_STATUSES = re.compile(rf"^[\"']?{KEY}[\"']?\s*:", re.MULTILINE)


@dataclass(frozen=True)
class _Named:
    """A claim named in an assignment of a status: where, and which status."""

    claim: str
    status: str
    assignment: int
    scalar: Scalar


@dataclass(frozen=True)
class Statuses:
    """The status assignments of a paper.

    Args:
        files: the texts of the files that assign statuses.
        paper: the IRI of the paper.
        prefixes: the namespaces of papers by their names.
    """

    files: Mapping[Path, str]
    paper: str
    prefixes: Mapping[str, str]

    def of_claims(self) -> dict[str, str]:
        """Return the status of each claim that has one, by the name of the claim."""
        return {
            named.claim: named.status
            for path, text in self.files.items()
            for named in self._named(path, text)
        }

    def with_texts(self, texts: Mapping[Path, str]) -> Statuses:
        """Return the same of files that will hold other texts."""
        own = {path: texts.get(path, text) for path, text in self.files.items()}
        return Statuses(own, self.paper, self.prefixes)

    def without(self, claims: frozenset[str]) -> dict[Path, str]:
        """Return the files that change if some claims have no status any more."""
        made = {path: self._without(path, text, claims) for path, text in self.files.items()}
        return {path: text for path, text in made.items() if text != self.files[path]}

    def _without(self, path: Path, text: str, claims: frozenset[str]) -> str:
        named = list(self._named(path, text))
        gone = [each for each in named if each.claim in claims]
        if not gone:
            return text
        left = {each.assignment for each in named if each.claim not in claims}
        empty = {each.assignment for each in gone} - left
        lines = text.splitlines(keepends=True)
        for each in sorted(
            gone, key=lambda one: (one.scalar.line, one.scalar.column), reverse=True
        ):
            if each.assignment not in empty:
                _cut(lines, each.scalar)
        # The numbers of assignments stand, since only lines within others have gone.
        return with_items("".join(lines), str(path), KEY, changed=dict.fromkeys(empty))

    def _named(self, path: Path, text: str) -> Iterator[_Named]:
        document = read_yaml(text.encode(), str(path))
        found = document.get(KEY) if isinstance(document, YamlMapping) else None
        items(text, str(path), KEY)  # which says what is wrong if they do not stand on lines
        each = found.items if isinstance(found, Sequence) else ()
        for number, node in enumerate(each):
            if isinstance(node, YamlMapping):
                status, claims = node.get("status"), node.get("claims")
                for scalar in _scalars(claims):
                    name = self._name(scalar.text)
                    yield _Named(
                        name,
                        status.text if isinstance(status, Scalar) else "",
                        number,
                        scalar,
                    )

    def _name(self, text: str) -> str:
        """Return the name of a claim of the paper, however it is written."""
        try:
            iri = reference(text, None, self.paper, self.prefixes)
        except WrongValueError:
            return text
        return iri.removeprefix(f"{self.paper}/")


def read_statuses(folder: Path, paper: str, prefixes: Mapping[str, str]) -> Statuses:
    """Read the files of a paper that assign statuses."""
    texts = {path: path.read_bytes().decode() for path in sorted(folder.glob("*.yaml"))}
    files = {
        path: text
        for path, text in texts.items()
        if not path.name.startswith(".") and _HAS_STATUSES.search(text)
    }
    return Statuses(files, paper, prefixes)


def _scalars(node: Node | None) -> Iterator[Scalar]:
    each = node.items if isinstance(node, Sequence) else (node,)
    yield from (item for item in each if isinstance(item, Scalar))


def _cut(lines: list[str], scalar: Scalar) -> None:
    """Take a name out of a list: its line, or what stands between commas."""
    number, start = scalar.line - 1, scalar.column - 1
    line = lines[number]
    if re.fullmatch(r"\s*-\s+", line[:start]):
        del lines[number]
        return
    end = start + len(scalar.text) + (0 if scalar.plain else 2)
    before, after = line[:start], line[end:]
    if found := re.match(r"\s*,\s?", after):
        after = after[found.end() :]
    elif re.search(r",\s*$", before):
        before = re.sub(r",\s*$", "", before)
    elif number and not before.strip() and (above := re.search(r",\s*$", lines[number - 1])):
        lines[number - 1] = f"{lines[number - 1][: above.start()]}\n"
    lines[number] = f"{before}{after}"
    if not lines[number].strip():
        del lines[number]
