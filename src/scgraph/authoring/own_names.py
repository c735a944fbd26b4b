"""Make the JSON Schema of one paper: what it names itself, so that an editor completes it.

It says nothing but which sentences, claims, figures and passes the paper has, and leaves the rest
to the schema of the corpus, to which it refers.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from pyoxigraph import Literal, NamedNode, Quad

from scgraph import terms
from scgraph.authoring.constraints import constraints
from scgraph.authoring.schema import DRAFT
from scgraph.authoring.values import ELSEWHERE, Schema, listed
from scgraph.reading.form import Key, Level, paper_form
from scgraph.reading.tree import DEFAULTS

CORPUS_SCHEMA = "paper.schema.json"
_RDF_TYPE = f"{terms.PREFIXES['rdf']}type"
_WORDS = (
    f"{terms.PREFIXES['schema']}text",
    f"{terms.PREFIXES['dcterms']}title",
    f"{terms.VOCAB}measure",
    f"{terms.PREFIXES['dcterms']}description",
)


def own_schema(quads: Iterable[Quad], paper: str, base: str) -> Schema:
    """Return the schema of one paper.

    Args:
        quads: of the paper.
        paper: its IRI.
        base: of its corpus.

    >>> schema = own_schema([], "https://example.org/paper/a", "https://example.org/")
    >>> schema["allOf"][0]
    {'$ref': '../paper.schema.json'}
    """
    names = _Names(quads, paper)
    overlay = _Overlay(names)
    levels = overlay.level(paper_form(base)) or {}
    return {
        "$schema": DRAFT,
        "title": f"A file of the paper {paper.rpartition('/')[2]}",
        "description": "Made by scgraph; do not change it.",
        "allOf": [{"$ref": f"../{CORPUS_SCHEMA}"}, levels],
        "definitions": {"references": overlay.references, "own": overlay.lists},
    }


class _Names:
    """The nodes of a paper by class, each with words that tell what it is."""

    def __init__(self, quads: Iterable[Quad], paper: str) -> None:
        self._space = f"{paper}/"
        self._of_class: dict[str, list[str]] = defaultdict(list)
        self._words: dict[str, str] = {}
        for quad in quads:
            self._add(quad)

    def _add(self, quad: Quad) -> None:
        if not isinstance(quad.subject, NamedNode):
            return
        iri, value = quad.subject.value, quad.object
        if isinstance(value, Literal) and quad.predicate.value in _WORDS:
            self._words.setdefault(iri, value.value)
        elif quad.predicate.value == _RDF_TYPE and iri.startswith(self._space):
            self._of_class[getattr(value, "value", "")].append(iri)

    def listed(self, node_class: str, folder: str) -> Schema | None:
        """Return the names of the nodes of a class, as they are written below a folder."""
        space = f"{self._space}{folder}"
        found = sorted(iri for iri in self._of_class[node_class] if iri.startswith(space))
        if not found:
            return None
        words = [self._words.get(iri, "") for iri in found]
        return listed([iri.removeprefix(space) for iri in found], words)


class _Overlay:
    """Say at each key that refers to the paper's own nodes which there are."""

    def __init__(self, names: _Names) -> None:
        self._names = names
        self._wanted = constraints()
        self.lists: dict[str, Schema] = {}
        self.references: dict[str, Schema] = {}

    def level(self, level: Level) -> Schema | None:
        """Return what is to be said of a level; nothing, if nothing refers to the paper's own."""
        properties = dict(self._properties(level))
        return {"properties": properties} if properties else None

    def _properties(self, level: Level) -> Iterator[tuple[str, Schema]]:
        for key in level.keys.values():
            if key.level is not None:
                if below := self.level(key.level):
                    yield key.name, {**below, "items": below}
            elif key.refers and (key.base is None or ":" not in key.base):
                yield key.name, self._reference(level, key)
        if not level.path:
            passes = level.keys["statuses"].level
            assert passes is not None
            yield DEFAULTS, {"properties": {"pass": self._reference(passes, passes.keys["pass"])}}

    def _reference(self, level: Level, key: Key) -> Schema:
        """Return what a key may refer to; each kind of reference is written once."""
        wanted = sorted(self._wanted.of(level.rule.node_class, key.property).kinds)
        if not wanted:
            return {}  # no shape says what it is: anything will do
        folder = key.base or ""
        name = "-".join([*(_local(kind) for kind in wanted), *folder.strip("/").split()])
        if name not in self.references:
            there = [self._listed(kind, folder) for kind in wanted]
            value = {"anyOf": [*(one for one in there if one), ELSEWHERE, {"type": "null"}]}
            whole = {"if": {"type": "array"}, "then": {"items": value}, "else": value}
            self.references[name] = whole
        return {"$ref": f"#/definitions/references/{name}"}

    def _listed(self, kind: str, folder: str) -> Schema | None:
        name = "-".join([_local(kind), *folder.strip("/").split()])
        if name not in self.lists:
            found = self._names.listed(kind, folder)
            if found is None:
                return None
            self.lists[name] = found
        return {"$ref": f"#/definitions/own/{name}"}


def _local(iri: str) -> str:
    return iri.replace("#", "/").rpartition("/")[2]
