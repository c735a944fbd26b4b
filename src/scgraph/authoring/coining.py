"""Add a thing that papers share, after a look at what exists under other names."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from pyoxigraph import NamedNode

from scgraph import files, terms
from scgraph.authoring import turtle_editing as turtle
from scgraph.authoring.alike import Candidate, candidates
from scgraph.authoring.around import Around
from scgraph.authoring.kinds import FACTOR_KINDS, KINDS, Kind, namespace
from scgraph.authoring.things import Thing
from scgraph.authoring.turtle import OWN
from scgraph.errors import Fault, ProposalError, ReadError, did_you_mean, near_names
from scgraph.reading.values import SLUG


@dataclass(frozen=True)
class Term:
    """A thing as a curator proposes it.

    Args:
        kind: one of `KINDS`, such as "barrier".
        label: its preferred label in the language of the corpus.
        ja: its label in Japanese.
        definition: what it is, in a line.
        others: its other names.
        code: its own kind, such as "ministry".
        broader: the id of what it belongs to: of an actor, the group; of a place, the larger one.
        pole_of: the id of the factor whose opposite it is.
        note: when to use it, and when another.
        slug: its id; made from the label if not given.
    """

    kind: str
    label: str
    ja: str = ""
    definition: str = ""
    others: tuple[str, ...] = ()
    code: str = ""
    broader: str = ""
    pole_of: str = ""
    note: str = ""
    slug: str = ""

    @property
    def names(self) -> tuple[str, ...]:
        """All that it is called."""
        return tuple(filter(None, (self.label, self.ja, *self.others)))


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


def slug_of(label: str) -> str:
    """Return the id that a label gives; nothing if it has no letters of the Latin alphabet.

    >>> slug_of("Café-culture & Co."), slug_of("省庁")
    ('cafe-culture-co', '')
    """
    plain = unicodedata.normalize("NFKD", label).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain.replace("'", "")).strip("-")


def addition(around: Around, term: Term) -> Addition:
    """Return a file with one more thing; nothing is written.

    Raises:
        ProposalError: if the term cannot be added; it says why and what to do.
        ReadError: if the shared files cannot be read.
    """
    if around.shared and around.faults:
        raise ReadError(around.faults)
    kind = _kind(term)
    slug = _free_slug(around, term)
    path = around.root / "reference" / kind.file
    old = path.read_text(encoding="utf-8") if path.is_file() else _new_file(kind)
    things = terms.things(around.base)
    stated = list(_stated(around, term, kind))
    used = [*kind.classes, *_types(term, kind), *(one for pair in stated for one in pair[0:1])]
    own = _own_prefix(old, things)
    spaces = dict(namespace(curie) for curie in used) | {own: things}
    if term.code and kind.codes:
        spaces[kind.codes] = terms.PREFIXES[kind.codes]
    try:
        head = turtle.with_prefixes(old, spaces)
    except ValueError as error:
        raise refused(f"{path}: {error}; write the thing by hand") from error
    classes = [kind.classes[0], *kind.classes[1:], *_types(term, kind)]
    block = turtle.block(f"{own}:{slug}", classes, stated)
    text = turtle.with_block(head, block, kind.classes[0])
    _check(around, path, old, text, f"{things}{slug}")
    return Addition(path, text, block, slug)


def other_name(around: Around, slug: str, names: Sequence[str], language: str) -> Addition:
    """Return a file in which a thing has more names; nothing is written.

    Raises:
        ProposalError: if the corpus itself has no such thing, or it is called so already.
    """
    thing = _known(around, slug, {terms.things(around.base)})
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


def refused(reason: str, near: tuple[str, ...] = ()) -> ProposalError:
    """Return the error that says why a term is not added."""
    return ProposalError([f"{reason}{did_you_mean(near)}"], "term")


def _kind(term: Term) -> Kind:
    kind = KINDS[term.kind]
    for text in (*term.names, term.definition, term.note):
        if not text.isprintable() or len(text) > 500:
            raise refused("a label or a definition is one line of printable characters")
    if not term.label.strip():
        raise refused("a thing has a label; give one")
    if term.broader and not kind.broader:
        raise refused(
            f"a {kind.name} belongs to nothing: the hierarchy of barriers is each paper's own, and "
            "stands in its paper.yaml under barriers"
            if kind.name in FACTOR_KINDS
            else f"a {kind.name} belongs to nothing; leave --broader out"
        )
    if term.pole_of and kind.name not in FACTOR_KINDS:
        raise refused(f"only a factor has an opposite pole, not a {kind.name}")
    return kind


def _free_slug(around: Around, term: Term) -> str:
    slug = term.slug or slug_of(term.label)
    if not slug:
        raise refused(f"{term.label!r} gives no id; choose one in Latin letters: --id")
    if not SLUG.fullmatch(slug):
        raise refused(f"{slug!r} is no id; use small letters, digits and hyphens")
    for thing in around.things.values():
        if thing.slug == slug:
            is_own = thing.iri.startswith(terms.things(around.base))
            if is_own or not term.slug:
                where = "" if is_own else " in a corpus that this one includes"
                raise refused(
                    f"{slug} names {thing.label!r} already ({thing.kind}{where}); use it, or "
                    "choose another id: --id"
                )
    return slug


def _types(term: Term, kind: Kind) -> list[str]:
    if not kind.types:
        return []
    if kind.name == "source":
        if term.code not in kind.types:
            near = near_names(term.code, kind.types)
            raise refused(
                f"say what kind of publication it is: --kind {', '.join(sorted(kind.types))}", near
            )
        return [kind.types[term.code]]
    return [kind.types[term.code]] if term.code in kind.types else []


def _stated(around: Around, term: Term, kind: Kind) -> list[tuple[str, list[str]]]:
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
        stated.append((kind.has_kind, [_code(around, term, kind)]))
    every = set(map(terms.things, around.bases))
    if term.broader:
        stated.append((kind.broader, [_name(around, _known(around, term.broader, every))]))
    if term.pole_of:
        thing = _known(around, term.pole_of, every)
        if thing.kind.lower() not in FACTOR_KINDS:
            raise refused(f"{term.pole_of} is a {thing.kind}, no factor, and has no opposite pole")
        stated.append(("scg:oppositePole", [_name(around, thing)]))
    return [(path, values) for path, values in stated if values]


def _code(around: Around, term: Term, kind: Kind) -> str:
    space = f"{terms.CODE}{kind.codes}/"
    own = f"code/{kind.codes}/"
    codes = {
        quad.subject.value.rpartition("/")[2]: quad.subject.value
        for quad in (*around.vocabulary, *around.shared[0])
        if isinstance(quad.subject, NamedNode)
        and quad.predicate.value == f"{terms.PREFIXES['skos']}inScheme"
        and (quad.subject.value.startswith(space) or f"/{own}" in quad.subject.value)
    }
    if term.code not in codes:
        near = near_names(term.code, codes)
        raise refused(f"say what kind of {kind.name} it is: --kind {', '.join(codes)}", near)
    iri = codes[term.code]
    return f"{kind.codes}:{term.code}" if iri.startswith(space) else f"<{iri}>"


def _known(around: Around, slug: str, spaces: set[str]) -> Thing:
    known = [one for one in around.things.values() if one.iri.removesuffix(one.slug) in spaces]
    for thing in known:
        if slug in (thing.slug, thing.iri):
            return thing
    elsewhere = next((one for one in around.things.values() if one.slug == slug), None)
    if elsewhere is not None:
        raise refused(f"{slug} belongs to a corpus that this one includes; change it there")
    raise refused(f"there is no {slug!r}", near_names(slug, (thing.slug for thing in known)))


def _name(around: Around, thing: Thing) -> str:
    return (
        f"id:{thing.slug}" if thing.iri.startswith(terms.things(around.base)) else f"<{thing.iri}>"
    )


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
