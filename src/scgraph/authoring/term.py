"""A shared thing as a curator proposes it, and what stands in the way of it."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from pyoxigraph import NamedNode

from scgraph import terms
from scgraph.authoring.around import Around
from scgraph.authoring.kinds import FACTOR_KINDS, KINDS, Kind
from scgraph.authoring.things import Thing
from scgraph.errors import ProposalError, did_you_mean, near_names
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


def slug_of(label: str) -> str:
    """Return the id that a label gives; nothing if it has no letters of the Latin alphabet.

    >>> slug_of("Café-culture & Co."), slug_of("省庁")
    ('cafe-culture-co', '')
    """
    plain = unicodedata.normalize("NFKD", label).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain.replace("'", "")).strip("-")


def refused(reason: str, near: tuple[str, ...] = ()) -> ProposalError:
    """Return the error that says why a term is not added."""
    return ProposalError([f"{reason}{did_you_mean(near)}"], "term")


def kind_of(term: Term) -> Kind:
    """Return how a term is written, if its words and its ties can be.

    Raises:
        ProposalError: if that cannot be; it says why and what to do.
    """
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


def free_slug(around: Around, term: Term) -> str:
    """Return the id of a term, which nothing in the corpus has.

    Raises:
        ProposalError: if that cannot be; it says why and what to do.
    """
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


def types_of(term: Term, kind: Kind) -> list[str]:
    """Return the classes that a term has by its own kind.

    Raises:
        ProposalError: if that cannot be; it says why and what to do.
    """
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


def code_of(around: Around, term: Term, kind: Kind) -> str:
    """Return the code of a term's own kind, as it is written.

    Raises:
        ProposalError: if that cannot be; it says why and what to do.
    """
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


def known_thing(around: Around, slug: str, spaces: set[str]) -> Thing:
    """Return a thing of some namespaces by its id.

    Raises:
        ProposalError: if that cannot be; it says why and what to do.
    """
    known = [one for one in around.things.values() if one.iri.removesuffix(one.slug) in spaces]
    for thing in known:
        if slug in (thing.slug, thing.iri):
            return thing
    elsewhere = next((one for one in around.things.values() if one.slug == slug), None)
    if elsewhere is not None:
        raise refused(f"{slug} belongs to a corpus that this one includes; change it there")
    raise refused(f"there is no {slug!r}", near_names(slug, (thing.slug for thing in known)))
