"""The words in which changes are told: of things, of values, of places."""

from __future__ import annotations

from collections.abc import Iterable

from scgraph.comparing import kinds
from scgraph.comparing.sides import Side
from scgraph.comparing.statements import IRI, Value
from scgraph.terms import curie, expand

_TOLD_BY = tuple(
    expand(name) or name
    for name in (
        *("schema:text", "scg:valueText", "scg:measure", "skos:prefLabel", "dcterms:title"),
        *("scg:finding", "scg:question", "scg:locator"),
    )
)


def paper_of(node: str) -> str:
    """Return the paper that a node belongs to by its name; empty if there is none.

    >>> paper_of("https://example.org/paper/bike-2020/1/p1/s1")
    'https://example.org/paper/bike-2020'
    """
    before, mark, after = node.partition("/paper/")
    return f"{before}{mark}{after.partition('/')[0].partition(' ')[0]}" if mark else ""


def short(iri: str) -> str:
    """Return the last part of a name, which is a slug, a locator, or a CURIE.

    >>> short("https://example.org/paper/bike-2020/1/p1/s1"), short("https://example.org/id/mic")
    ('1/p1/s1', 'mic')
    """
    own = iri.partition("/paper/")[2]
    if own:
        return own.partition("/")[2] or own
    known = curie(iri)
    return known if known != iri else iri.rpartition("/")[2] or iri


def curie_of(iri: str) -> str:
    """Return the CURIE of an IRI, where a paper is the prefix of what is its own.

    >>> curie_of("https://example.org/paper/bike-2020")
    'bike-2020'
    >>> curie_of("https://example.org/paper/bike-2020/1/p1/s1")
    'bike-2020:1/p1/s1'
    >>> curie_of("https://w3id.org/scgraph/id/mic")
    'id:mic'
    """
    paper, slash, own = iri.partition("/paper/")[2].partition("/")
    return f"{paper}:{own}" if slash else paper or curie(iri)


def of_node(node: str, side: Side) -> str:
    """Say what a node is: the text of a claim, the name of a thing, the ends of a link."""
    for kind, names in kinds.NAMED_BY.items():
        if names and kinds.is_a(node, kind, side.statements):
            parts = (of_values(side.values(node, name), side) for name in names)
            return kinds.MARKS.get(kind, " – ").join(filter(None, parts))
    for name in _TOLD_BY:
        if texts := side.values(node, name):
            return "; ".join(sorted(text for text, _, _ in texts))
    return side.label(node) or short(node)


def of_values(values: Iterable[Value], side: Side) -> str:
    """Return values in words, in alphabetical order."""
    return "; ".join(sorted(_of_value(value, side) for value in values))


def of_statuses(statuses: Iterable[tuple[str, str]], side: Side) -> str:
    """Return curation statuses with the passes that gave them."""
    return "; ".join(
        sorted(f"{side.label(code) or short(code)} ({short(by)})" for code, by in statuses)
    )


def _of_value(value: Value, side: Side) -> str:
    text, tag, _ = value
    if tag != IRI:
        return text if tag in ("", side.language) else f"{text} ({tag})"
    return side.label(text) or short(text)
