"""The catalogue as data: each question as an executable SPARQL query with its description.

The form is that of SHACL's SPARQL extensions as public SPARQL endpoints use it for their examples:
``sh:SPARQLSelectExecutable`` with ``sh:select``, here with ``sh:parameter`` for each parameter
(SHACL Advanced Features, W3C Note, 8 June 2017). A query runs as it stands; a parameter replaces
the ``UNDEF`` of its ``VALUES`` row.
"""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, serialize

from scgraph.catalogue.collection import Catalogue
from scgraph.catalogue.question import HEADER_MARK, Parameter, Question
from scgraph.names.facts import class_iri
from scgraph.terms import BASE, PREFIXES

QUESTION = f"{BASE}question/"
USED = ("rdf", "rdfs", "schema", "scg", "sh", "skos", "xsd")
KINDS = ("SPARQLExecutable", "SPARQLSelectExecutable")


def described(catalogue: Catalogue) -> str:
    """Describe the listed questions of a catalogue as Turtle, in alphabetical order.

    >>> from scgraph import files
    >>> text = described(Catalogue(files.queries()))
    >>> "sh:SPARQLSelectExecutable" in text and "sh:select" in text
    True
    """
    quads = (quad for name in catalogue.listed_names for quad in question_quads(catalogue[name]))
    prefixes = {name: PREFIXES[name] for name in USED} | {"question": QUESTION}
    data = serialize(quads, format=RdfFormat.TURTLE, prefixes=prefixes)
    return (data or b"").decode()


def question_quads(question: Question) -> Iterator[Quad]:
    """Yield what is said of one question: title, words, topic, query, parameters, columns."""
    node = NamedNode(QUESTION + question.name)
    for kind in KINDS:
        yield Quad(node, _term("rdf:type"), _term(f"sh:{kind}"))
    yield Quad(node, _term("rdfs:label"), _text(question.title))
    yield Quad(node, _term("rdfs:comment"), _text(question.answers))
    yield Quad(node, _term("schema:keywords"), Literal(question.topic))
    yield Quad(node, _term("sh:select"), Literal(_query(question)))
    slots = [
        (parameter, NamedNode(f"{node.value}/{parameter.name}")) for parameter in question.params
    ]
    for _, slot in slots:
        yield Quad(node, _term("sh:parameter"), slot)
    columns = [
        (name, about, NamedNode(f"{node.value}/column/{name}"))
        for name, about in question.columns.items()
    ]
    for _, _, column in columns:
        yield Quad(node, _term("schema:hasPart"), column)
    for parameter, slot in slots:
        yield from _parameter(question, parameter, slot)
    for position, (name, about, column) in enumerate(columns, 1):
        yield Quad(column, _term("rdf:type"), _term("schema:PropertyValueSpecification"))
        yield Quad(column, _term("schema:valueName"), Literal(name))
        yield Quad(column, _term("schema:description"), _text(about))
        yield Quad(column, _term("schema:position"), Literal(position))


def _parameter(question: Question, parameter: Parameter, slot: NamedNode) -> Iterator[Quad]:
    yield Quad(slot, _term("rdf:type"), _term("sh:Parameter"))
    yield Quad(slot, _term("sh:path"), NamedNode(f"{QUESTION}parameter/{parameter.name}"))
    yield Quad(slot, _term("sh:name"), Literal(parameter.name))
    yield Quad(slot, _term("sh:description"), _text(parameter.about))
    yield Quad(slot, _term("sh:optional"), Literal(True))
    if parameter.type == "iri":
        yield Quad(slot, _term("sh:nodeKind"), _term("sh:IRI"))
    else:
        yield Quad(slot, _term("sh:datatype"), _term(f"xsd:{parameter.type}"))
    if parameter.kind:
        yield Quad(slot, _term("sh:class"), NamedNode(class_iri(parameter.kind)))
    if parameter.name in question.example:
        yield Quad(slot, _term("skos:example"), Literal(question.example[parameter.name]))


def _query(question: Question) -> str:
    lines = question.text.splitlines()
    return "\n".join(line for line in lines if not line.startswith(HEADER_MARK)) + "\n"


def _term(short: str) -> NamedNode:
    prefix, _, name = short.partition(":")
    return NamedNode(PREFIXES[prefix] + name)


def _text(words: str) -> Literal:
    return Literal(words, language="en")
