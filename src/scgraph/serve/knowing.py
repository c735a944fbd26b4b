"""Tell the query page what the graph knows: prefixes, terms, codes, questions, and names of things.

>>> from scgraph import load
>>> known(load())["prefixes"]["an-2025"]
'https://w3id.org/scgraph/paper/an-2025/'
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from pyoxigraph import NamedNode

from scgraph.answers import Table
from scgraph.catalogue import Question
from scgraph.export.style import STYLES
from scgraph.graph import KnowledgeGraph
from scgraph.terms import CODE, VOCAB

MOST_NAMES = 2_000
"""So many things are named at a time."""

AT_ONCE = 400
MOST_LETTERS = 160

_TERMS = """\
SELECT DISTINCT ?term ?kind WHERE {
  { VALUES (?type ?kind) {
      (owl:Class "class") (owl:ObjectProperty "property") (owl:DatatypeProperty "property")
      (rdf:Property "property") (skos:Concept "code")
    }
    ?term a ?type }
  UNION { SELECT DISTINCT ?term ("property" AS ?kind) WHERE { ?s ?term ?o } }
  UNION { SELECT DISTINCT ?term ("class" AS ?kind) WHERE { ?s a ?term } }
  FILTER (isIRI(?term))
}
ORDER BY ?term ?kind
"""
_SAYS = "SELECT ?thing ?text WHERE {{ VALUES ?thing {{ {things} }} ?thing schema:text ?text }}"


def known(kg: KnowledgeGraph) -> dict[str, Any]:
    """Return what the query page completes, offers and colours with."""
    questions = [kg.question(str(row["name"])) for row in kg.questions()]
    return {
        "prefixes": kg.prefixes,
        "terms": list(_terms(kg)),
        "questions": [_question(one) for one in questions],
        "kinds": {kind: style.fill for kind, style in STYLES.items()},
    }


def named(kg: KnowledgeGraph, iris: Iterable[str]) -> dict[str, list[Any]]:
    """Return kind and labels by language of things; a claim is called by what it says.

    >>> from scgraph import load
    >>> named(load(), ["https://w3id.org/scgraph/id/mic", "x:unheard-of"])
    ... # doctest: +ELLIPSIS
    {'https://w3id.org/scgraph/id/mic': ['Actor', {'en': 'Ministry of ...', 'ja': '総務省'}]}
    """
    things = {iri: _named(kg, iri) for iri in dict.fromkeys(iris) if _is_iri(iri)}
    nameless = [iri for iri, (_, labels) in things.items() if not labels]
    for start in range(0, len(nameless), AT_ONCE):
        wanted = " ".join(str(NamedNode(iri)) for iri in nameless[start : start + AT_ONCE])
        for row in _rows(kg, _SAYS.format(things=wanted)):
            kind, _ = things[str(row["thing"])]
            things[str(row["thing"])] = [kind, {"en": _short(str(row["text"]))}]
    return {iri: [kind, labels] for iri, (kind, labels) in things.items() if kind or labels}


def _named(kg: KnowledgeGraph, iri: str) -> list[Any]:
    labels = {tag: _short(text) for tag, text in kg.names.labels(iri).items()}
    return [(*kg.names.special_kinds(iri), "")[0], labels]


def _terms(kg: KnowledgeGraph) -> Iterator[list[str]]:
    """Yield each class, property and code that has a short form: it, what it is, its labels."""
    seen = set()
    for row in _rows(kg, _TERMS):
        iri, kind = str(row["term"]), str(row["kind"])
        short = kg.curie(iri)
        is_code = kind == "code"
        if short == iri or short in seen or (is_code and not iri.startswith((CODE, VOCAB))):
            continue
        seen.add(short)
        labels = kg.names.labels(iri)
        yield [short, kind, labels.get("en") or labels.get("", ""), labels.get("ja", "")]


def _question(question: Question) -> list[Any]:
    params = [[one.name, one.type, one.kind or "", one.about] for one in question.params]
    return [question.name, question.title, question.answers, params, dict(question.example)]


def _rows(kg: KnowledgeGraph, query: str) -> Table:
    answer = kg.query(query)
    assert isinstance(answer, Table)
    return answer


def _short(text: str) -> str:
    return text if len(text) <= MOST_LETTERS else f"{text[: MOST_LETTERS - 1]}…"


def _is_iri(text: str) -> bool:
    try:
        NamedNode(text)
    except ValueError:
        return False
    return True
