"""Which sheets and columns a workbook of claims has: those of the form, and none of its own.

>>> [sheet.title for sheet in sheet_forms()]
['Claims', 'Involves', 'Causes', 'Compares', 'Figures', 'Recommends', 'Infers', 'Cites']
>>> [column.name for column in sheet_forms()[-1].columns][:3]
['claim', 'source', 'purpose']
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property

from pyoxigraph import NamedNode, RdfFormat, parse

from scgraph import files, terms
from scgraph.reading.form import Key, Level, paper_form
from scgraph.reading.tree import STUB
from scgraph.terms import PREFIXES

CLAIM = "claim"
"""The column that says, on every sheet but the first, of which claim a row is a part."""
LIST = "claims"
BOOLEAN = f"{PREFIXES['xsd']}boolean"
_SH = PREFIXES["sh"]


@dataclass(frozen=True)
class Column:
    """A column of a sheet.

    Args:
        name: its heading, which is the key in the file.
        key: what the form knows of the key; None for the columns `claim` and `stub`.
        many: whether a cell may hold several values.
        required: whether the form asks for a value.
        of: the class of what it refers to, if the shapes name one.
    """

    name: str
    key: Key | None
    many: bool = False
    required: bool = False
    of: str = ""

    @property
    def names_things(self) -> bool:
        """Whether values are names without spaces: of codes, of things, of places in the text."""
        return self.key is None or self.key.names or self.key.refers

    @property
    def is_truth(self) -> bool:
        """Whether the value is true or false."""
        return self.name == STUB or (self.key is not None and self.key.datatype == BOOLEAN)


@dataclass(frozen=True)
class SheetForm:
    """A sheet: the claims, or what claims assert by one key, such as `causes`.

    Args:
        title: its name.
        key: the key below the claim; empty for the claims themselves.
        level: the level of the form.
        columns: from left to right.
    """

    title: str
    key: str
    level: Level
    columns: tuple[Column, ...]

    @cached_property
    def by_name(self) -> Mapping[str, Column]:
        """The columns by their headings."""
        return {column.name: column for column in self.columns}

    @property
    def own(self) -> tuple[Column, ...]:
        """The columns that hold keys of the node itself."""
        return tuple(column for column in self.columns if column.name != CLAIM)


@cache
def sheet_forms(base: str = terms.BASE) -> tuple[SheetForm, ...]:
    """Return the sheets of a corpus with this base: the claims, then what they assert."""
    claims = paper_form(base).keys[LIST].level
    assert claims is not None
    below = (
        SheetForm(name.capitalize(), name, key.level, _columns(key.level, CLAIM))
        for name, key in claims.keys.items()
        if key.level
    )
    return (SheetForm(LIST.capitalize(), "", claims, _columns(claims, STUB)), *below)


def _columns(level: Level, added: str) -> tuple[Column, ...]:
    demands = _demands().get(level.rule.node_class or "", {})
    found = {
        key.name: Column(
            key.name,
            key,
            many=not key.names and "maxCount" not in demands.get(key.property, {}),
            required=key.name in level.rule.required,
            of=demands.get(key.property, {}).get("class", ""),
        )
        for key in level.keys.values()
        if key.level is None
    }
    own = [found[name] for name in sorted(found, key=lambda name: name != "id")]
    own.insert(1 if added == STUB else 0, Column(added, None, required=added == CLAIM))
    return tuple(own)


@cache
def _demands() -> Mapping[str, Mapping[str, Mapping[str, str]]]:
    """Return what the shapes demand, by class and property: a value by the name of the demand."""
    said: dict[str, dict[str, list[str]]] = {}
    for quad in parse(files.ontology("shapes.ttl").read_bytes(), RdfFormat.TURTLE):
        node = said.setdefault(str(quad.subject), {})
        value = quad.object.value if isinstance(quad.object, NamedNode) else str(quad.object)
        node.setdefault(quad.predicate.value.removeprefix(_SH), []).append(value)
    found: dict[str, dict[str, dict[str, str]]] = {}
    for shape in said.values():
        rules = [said.get(f"<{name}>", {}) for name in shape.get("property", ())]
        for target in shape.get("targetClass", ()):
            by_path = found.setdefault(target, {})
            for rule in rules:
                for path in rule.get("path", ()):
                    by_path.setdefault(path, {}).update({k: v[0] for k, v in rule.items()})
    return found
