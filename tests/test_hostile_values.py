"""No value of a parameter leaves its slot: 20,000 hostile values for each one of every query.

A value is either refused by name, or written as one term that stands where the slot stood; the
rest of the query is untouched, letter for letter. Things bear the hostile values as their names,
so that they are found, and nothing but the IRI of the thing reaches the query.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
import rdflib
from pyoxigraph import Literal, NamedNode, Quad

from scgraph.catalogue import Catalogue, Parameter, Question, read_question
from scgraph.catalogue.fill import SLOT, fill, fill_slots, serialise, term_of
from scgraph.engine import MemoryEngine, Solutions
from scgraph.engine.wording import without_open_slots
from scgraph.errors import ParameterError, UnknownNameError
from scgraph.names import Names
from scgraph.names.facts import class_iri

QUERIES = Path(__file__).resolve().parents[1] / "queries"
CATALOGUE = Catalogue(QUERIES)
HOW_MANY = 20_000
SLOTS = [(name, parameter) for name in CATALOGUE for parameter in CATALOGUE[name].params]
KINDS = sorted({(parameter.type, parameter.kind) for _, parameter in SLOTS}, key=str)
STRINGS = Parameter("x", "string", about="a text")
"""No shipped question takes a text yet; the type is held to the same."""

PARTS = [
    *("}", "{", "} UNION {", "UNDEF", "{ UNDEF }", "VALUES ?x { UNDEF }", ")", "(", ".", ";", ","),
    *('"', "'", '"""', "'''", "\\", '\\"', "\\u0022", "\\U00000022", "\\u007D", "\\n", '"@en'),
    *('"^^<x:y>', "<", ">", "<x:y>", "<>", "_:b", "#", "# ", "\n", "\r", "\t", "\x00", "\x1b[0m"),
    *("?x", "$x", "\\1", "\\g<0>", "%s", "{0}", "SELECT", "DROP ALL", "SERVICE <x:y> {", "FILTER("),
    *("1", "-1", "+1", "1.0", "1e5", "０", "٣", "true", "false", "TRUE", "nan", "inf", " ", "  "),
    *("mic", "id:mic", "scg:Claim", "an-2025:", "https://w3id.org/scgraph/id/mic", "x://}", "://"),
    *("総務省", "é", "e\u0301", "\u200b", "\u202e", "\u2028", "\ufeff", "\ud800", "\udfff", "𠮷"),
    *("owl:sameAs", "rdf:type", "a", "OR 1=1", "--", "/*", "*/", "//", "&#125;", "%7D", "\\", "`"),
]
TERM = re.compile(
    r"""<[^\x00-\x20<>"{}|^`\\]*>"""
    r"""|"(?:[^"\\\n\r]|\\[tbnrf"'\\]|\\u[0-9A-F]{4}|\\U[0-9A-F]{8})*"(?:\^\^<[^\x00-\x20<>"{}|^`\\]*>)?"""
)
"""One IRI or literal as SPARQL 1.1 writes it (rules 139, 156, 160), and nothing beside it."""


@cache
def hostile_values() -> tuple[str, ...]:
    """Return the values: each part alone, then random strings of parts, the same each time."""
    choose = random.Random(20251124)
    values = dict.fromkeys(["", *PARTS])
    while len(values) < HOW_MANY:
        values["".join(choose.choices(PARTS, k=choose.randint(2, 8)))] = None
    return tuple(values)


@cache
def names() -> Names:
    """Return names under which each hostile value is the label of a thing of every kind."""
    kinds = [NamedNode(class_iri(kind)) for _, kind in KINDS if kind]
    kinds += [NamedNode(class_iri("Claim"))]
    a = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
    label = NamedNode("http://www.w3.org/2004/02/skos/core#prefLabel")

    def quads() -> Iterator[Quad]:
        for number, value in enumerate(hostile_values()):
            if not any("\ud800" <= character <= "\udfff" for character in value):
                thing = NamedNode(f"https://example.org/id/{number}")
                yield Quad(thing, label, Literal(value), NamedNode("x:g"))
                yield from (Quad(thing, a, kind, NamedNode("x:g")) for kind in kinds)

    found = Names(MemoryEngine(quads()))
    found._facts.papers = {}  # twenty thousand papers would each have a prefix
    found.near = lambda text, kind=None: ()  # type: ignore[method-assign]  # spelling is not tried here
    return found


@cache
def written(type_name: str, kind: str | None) -> tuple[str | None, ...]:
    """Return the term that each value is written as; None where it is refused."""
    question = read_question("test/any", "#+ title: T\nSELECT * { ?s ?p ?o }")
    parameter = Parameter("x", type_name, kind)
    terms = []
    for value in hostile_values():
        try:
            terms.append(serialise(term_of(question, parameter, value, names())))
        except (ParameterError, UnknownNameError, ValueError):
            terms.append(None)
    return tuple(terms)


def test_there_are_as_many_values_and_parameters_as_are_said() -> None:
    """Nothing below is tried on less."""
    assert len(set(hostile_values())) == HOW_MANY
    assert len(SLOTS) > 150
    assert {type_name for type_name, _ in KINDS} >= {"iri", "integer", "boolean"}


@pytest.mark.parametrize(("type_name", "kind"), [*KINDS, ("string", None), ("decimal", None)])
def test_a_value_is_one_term_or_is_refused(type_name: str, kind: str | None) -> None:
    """Whatever it holds, a value becomes a single term of its type, or an error."""
    terms = [term for term in written(type_name, kind) if term is not None]
    assert terms
    assert [term for term in terms if not TERM.fullmatch(term)] == []
    if type_name == "iri":
        assert len(terms) > HOW_MANY // 2  # found by their names, and written as their IRIs
        assert all(term.startswith("<") for term in terms)


@pytest.mark.parametrize("name", sorted({name for name, _ in SLOTS}))
def test_no_value_leaves_its_slot(name: str) -> None:
    """In every query, each value of each parameter stands in the slots alone, and nowhere else."""
    text = CATALOGUE[name].text
    for parameter in CATALOGUE[name].params:
        pieces = pieces_around(text, parameter.name)
        assert len(pieces) > 1
        for term in set(written(parameter.type, parameter.kind)) - {None}:
            slot = f"VALUES ?{parameter.name} {{ {term} }}"
            assert fill_slots(text, {parameter.name: str(term)}) == slot.join(pieces)


@pytest.mark.parametrize("name", sorted({name for name, _ in SLOTS}))
def test_open_slots_alone_are_left_out(name: str) -> None:
    """What other servers are sent has no open slot, and whatever was filled in stays."""
    text = CATALOGUE[name].text
    assert not SLOT.search(without_open_slots(text))
    for parameter in CATALOGUE[name].params:
        value = '"VALUES ?x { UNDEF }"'
        pieces = [SLOT.sub("", piece) for piece in pieces_around(text, parameter.name)]
        filled = fill_slots(text, {parameter.name: value})
        slot = f"VALUES ?{parameter.name} {{ {value} }}"
        assert without_open_slots(filled) == slot.join(pieces)


def pieces_around(text: str, parameter: str) -> list[str]:
    """Return what stands before, between and behind the slots of a parameter."""
    pieces, start = [], 0
    for slot in SLOT.finditer(text):
        if slot.group(1) == parameter:
            pieces.append(text[start : slot.start()])
            start = slot.end()
    return [*pieces, text[start:]]


def echo() -> Question:
    """Return a question that answers with the value of its parameter."""
    return read_question(
        "test/echo",
        "#+ title: Echo\n#+ params:\n#+   x: {type: string, about: a text}\n"
        "SELECT ?x ?y WHERE { VALUES ?x { UNDEF } VALUES ?y { 7 } }",
    )


def test_the_engine_reads_back_every_text() -> None:
    """Each value that is written as a text is read back as the same text, in one row."""
    engine, read = MemoryEngine(), 0
    for value, term in zip(hostile_values(), written("string", None), strict=True):
        if term is not None:
            answer = engine.query(fill(echo(), {"x": value}, names()))
            assert isinstance(answer, Solutions)
            ((first, _),) = answer.rows
            assert isinstance(first, Literal)
            assert first.value == value
            read += 1
    assert read > HOW_MANY // 2


def test_another_engine_reads_back_every_text() -> None:
    """So does rdflib, of every twentieth: its parser is slow."""
    graph = rdflib.Graph()
    for value, term in list(zip(hostile_values(), written("string", None), strict=True))[::20]:
        if term is not None:
            ((first, _),) = graph.query(fill(echo(), {"x": value}, names()))
            assert str(first) == value
