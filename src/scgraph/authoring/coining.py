"""Add a thing that papers share, after a look at what exists under other names."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from scgraph import files, terms
from scgraph.authoring import turtle_editing as turtle
from scgraph.authoring.alike import Candidate, candidates
from scgraph.authoring.around import Around
from scgraph.authoring.kinds import FACTOR_KINDS, Kind, namespace
from scgraph.authoring.term import (
    Term,
    code_of,
    free_slug,
    kind_of,
    known_thing,
    refused,
    slug_of,
    types_of,
)
from scgraph.authoring.things import Thing
from scgraph.authoring.turtle import OWN
from scgraph.errors import Fault, ReadError

__all__ = ["Addition", "Term", "addition", "alike", "other_name", "slug_of"]


@dataclass(frozen=True)
class Addition:
    """A change of one reference file, ready to be written.

    Args:
        path: the file.
        text: what it is to hold.
        block: what is new in it.
        slug: the id of the thing.
    """

    path: Path
    text: str = field(repr=False)
    block: str
    slug: str

    def write(self) -> None:
        """Write the file, whole or not at all."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        files.replace(self.path, self.text.encode())


def alike(around: Around, term: Term) -> list[Candidate]:
    """Return the things that may be meant, the likeliest first; of another kind, the same alone."""
    found = candidates(term.names, around.things.values())
    kinds = {term.kind} if term.kind not in FACTOR_KINDS else FACTOR_KINDS
    return [one for one in found if one.thing.kind.lower() in kinds or one.strength > 0.94]


def addition(around: Around, term: Term) -> Addition:
    """Return a file with one more thing; nothing is written.

    Raises:
        ProposalError: if the term cannot be added; it says why and what to do.
        ReadError: if the shared files cannot be read.
    """
    if around.shared and around.faults:
        raise ReadError(around.faults)
    kind = kind_of(term)
    slug = free_slug(around, term)
    path = around.root / "reference" / kind.file
    old = path.read_text(encoding="utf-8") if path.is_file() else _new_file(kind)
    things = terms.things(around.base)
    own = _own_prefix(old, things)
    stated = list(_stated(around, term, kind, own))
    used = [*kind.classes, *types_of(term, kind), *(one for pair in stated for one in pair[0:1])]
    spaces = dict(namespace(curie) for curie in used) | {own: things}
    if term.code and kind.codes:
        spaces[kind.codes] = terms.PREFIXES[kind.codes]
    try:
        head = turtle.with_prefixes(old, spaces)
    except ValueError as error:
        raise refused(f"{path}: {error}; write the thing by hand") from error
    classes = [kind.classes[0], *kind.classes[1:], *types_of(term, kind)]
    block = turtle.block(f"{own}:{slug}", classes, stated)
    text = turtle.with_block(head, block, kind.classes[0])
    _check(around, path, old, text, f"{things}{slug}")
    return Addition(path, text, block, slug)


def other_name(around: Around, slug: str, names: Sequence[str], language: str) -> Addition:
    """Return a file in which a thing has more names; nothing is written.

    Raises:
        ProposalError: if the corpus itself has no such thing, or it is called so already.
    """
    thing = known_thing(around, slug, {terms.things(around.base)})
    known = {name for name, _ in thing.names()}
    if again := known & set(names):
        raise refused(f"{slug} is called {min(again)!r} already")
    written = [turtle.quoted(name, _language(name, language)) for name in names]
    for path, base in around.shared_files:
        if base != around.base or path.suffix != ".ttl":
            continue
        old = path.read_text(encoding="utf-8")
        name = f"{_own_prefix(old, terms.things(base))}:{slug}"
        text = turtle.with_other_names(old, name, written)
        if text is not None:
            more = _said(text) - _said(old)
            if _said(old) - _said(text) or len(more) != len(names):
                break
            return Addition(path, text, ", ".join(written), slug)
    raise refused(f"no block of {slug} begins a line; write the name by hand")


def _own_prefix(text: str, things: str) -> str:
    """Return the prefix that a file has for the things of its corpus, or the one it shall have."""
    there = {space: prefix for prefix, space in turtle.prefixes_of(text).items()}
    return there.get(things, "id" if things == terms.things() else OWN)


def _stated(around: Around, term: Term, kind: Kind, own: str) -> list[tuple[str, list[str]]]:
    language = around.parts[around.root].language
    labels = [turtle.quoted(term.label, language)]
    if term.ja:
        labels.append(turtle.quoted(term.ja, "ja"))
    others = [turtle.quoted(name, _language(name, language)) for name in term.others]
    definition = [turtle.quoted(term.definition, language)] if term.definition else []
    note = [turtle.quoted(term.note, language)] if term.note else []
    stated = [
        ("skos:prefLabel", labels),
        ("skos:altLabel", others),
        ("skos:definition", definition),
        ("skos:scopeNote", note),
    ]
    if kind.codes:
        stated.append((kind.has_kind, [code_of(around, term, kind)]))
    every = set(map(terms.things, around.bases))
    if term.broader:
        stated.append(
            (kind.broader, [_name(around, known_thing(around, term.broader, every), own)])
        )
    if term.pole_of:
        thing = known_thing(around, term.pole_of, every)
        if thing.kind.lower() not in FACTOR_KINDS:
            raise refused(f"{term.pole_of} is a {thing.kind}, no factor, and has no opposite pole")
        stated.append(("scg:oppositePole", [_name(around, thing, own)]))
    return [(path, values) for path, values in stated if values]


def _name(around: Around, thing: Thing, own: str) -> str:
    is_own = thing.iri.startswith(terms.things(around.base))
    return f"{own}:{thing.slug}" if is_own else f"<{thing.iri}>"


def _language(name: str, language: str) -> str:
    return "ja" if re.search("[\u3040-\u30ff\u3400-\u9fff]", name) else language


def _new_file(kind: Kind) -> str:
    return f"# {kind.title}\n\n"


def _said(text: str) -> frozenset[object]:
    return frozenset(turtle.statements(text))


def _check(around: Around, path: Path, old: str, text: str, iri: str) -> None:
    """Refuse a file that says less than before, says more of another thing, or breaks a shape."""
    from scgraph.validation import validate

    try:
        before, after = turtle.statements(old), turtle.statements(text)
    except SyntaxError as error:
        raise ReadError([Fault(str(path), error.lineno, error.offset, error.msg)]) from error
    new = after - before
    if before - after or any(getattr(quad.subject, "value", "") != iri for quad in new):
        raise refused(f"{path} is written in a way that this cannot add to; write it by hand")
    report = validate([*around.vocabulary, *around.shared[0], *new], bases=around.bases)
    wrong = [found.full_message for found in report if iri in (found.focus, found.value)]
    if wrong:
        raise refused(" ".join(dict.fromkeys(wrong)))
