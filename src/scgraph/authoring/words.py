"""Read what the ontology says of its own terms and codes, in words for a person who writes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache

from pyoxigraph import Literal, NamedNode, RdfFormat, parse

from scgraph.files import ontology
from scgraph.terms import CODE, PREFIXES, VOCAB

_FILES = ("scgraph.ttl", "codes.ttl")
_NAMES = (f"{PREFIXES['skos']}prefLabel", f"{PREFIXES['rdfs']}label")
_DEFINITION, _EXAMPLE, _NOTE = (
    f"{PREFIXES['skos']}{name}" for name in ("definition", "example", "scopeNote")
)
_ABOVE = f"{PREFIXES['rdfs']}subClassOf"


@dataclass(frozen=True)
class Words:
    """Hold what is said of a term or a thing: labels by language, and texts in English."""

    labels: Mapping[str, str] = field(default_factory=dict)
    definition: str = ""
    example: str = ""
    note: str = ""

    @property
    def title(self) -> str:
        """Return the labels, English first.

        >>> Words({"de": "Hindernis", "en": "Barrier"}).title
        'Barrier · Hindernis'
        """
        order = sorted(self.labels, key=lambda language: (language != "en", language))
        return " · ".join(dict.fromkeys(self.labels[language] for language in order))

    @property
    def markdown(self) -> str:
        """Return everything in a few lines, as an editor shows them.

        >>> print(Words({"en": "Leads"}, "Starts or runs it.", note="Not: pays for it.").markdown)
        **Leads**
        <BLANKLINE>
        Starts or runs it.
        <BLANKLINE>
        Not: pays for it.
        """
        head = f"**{self.title}**" if self.labels else ""
        example = f"Example: {self.example}" if self.example else ""
        return "\n\n".join(part for part in (head, self.definition, self.note, example) if part)


@cache
def words_of_terms() -> Mapping[str, Words]:
    """Return what the ontology says of each term and code, by IRI.

    >>> words_of_terms()["https://w3id.org/scgraph/code/role/leads"].title[:5]
    'Leads'
    """
    labels: dict[str, dict[str, str]] = defaultdict(dict)
    texts: dict[tuple[str, str], str] = {}
    for subject, name, literal in _literals():
        if name in _NAMES:
            labels[subject][literal.language or ""] = literal.value
        elif literal.language in (None, "en"):
            texts[subject, name] = literal.value
    return {
        subject: Words(
            labels[subject],
            *(texts.get((subject, name), "") for name in (_DEFINITION, _EXAMPLE, _NOTE)),
        )
        for subject in labels
    }


@cache
def codes() -> Mapping[str, tuple[str, ...]]:
    """Return the codes of each list, in alphabetical order, by the namespace of the list.

    >>> codes()["https://w3id.org/scgraph/code/polarity/"]
    ('affirmed', 'rejected')
    """
    lists: dict[str, list[str]] = defaultdict(list)
    for iri in words_of_terms():
        scheme, _, code = iri.removeprefix(CODE).rpartition("/")
        if iri.startswith(CODE) and scheme:
            lists[f"{CODE}{scheme}/"].append(code)
    return {namespace: tuple(sorted(names)) for namespace, names in lists.items()}


@cache
def classes_above() -> Mapping[str, frozenset[str]]:
    """Return each class of the vocabulary with all that it is a kind of, itself included.

    >>> "https://w3id.org/scgraph/vocab/Factor" in classes_above()[
    ...     "https://w3id.org/scgraph/vocab/Barrier"]
    True
    """
    direct: dict[str, set[str]] = defaultdict(set)
    for quad in parse(ontology("scgraph.ttl").read_bytes(), format=RdfFormat.TURTLE):
        kinds = isinstance(quad.subject, NamedNode) and isinstance(quad.object, NamedNode)
        if kinds and quad.predicate.value == _ABOVE:
            direct[quad.subject.value].add(quad.object.value)
    above: dict[str, frozenset[str]] = {}
    for name in list(direct):
        found, waiting = {name}, [name]
        for kind in waiting:
            waiting.extend(direct.get(kind, set()) - found)
            found |= direct.get(kind, set())
        above[name] = frozenset(found)
    return above


@cache
def precedence() -> Mapping[str, int]:
    """Return the place of each type of claim in the order in which they are tried.

    >>> precedence()["recommendation"] < precedence()["descriptive"]
    True
    """
    types = f"{CODE}claim-type/"
    return {
        subject.removeprefix(types): int(literal.value)
        for subject, name, literal in _literals()
        if subject.startswith(types) and name == f"{VOCAB}precedence"
    }


@cache
def _literals() -> list[tuple[str, str, Literal]]:
    return [
        (quad.subject.value, quad.predicate.value, quad.object)
        for name in _FILES
        for quad in parse(ontology(name).read_bytes(), format=RdfFormat.TURTLE)
        if isinstance(quad.subject, NamedNode) and isinstance(quad.object, Literal)
    ]
