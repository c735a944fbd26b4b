"""What an engine says of the kinds and labels of things; read once, when first asked for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cached_property

from pyoxigraph import Literal, NamedNode

from scgraph.engine import Engine, Solutions
from scgraph.terms import PREFIXES, VOCAB, expand

TEXT_PLACES = ("Section", "Paragraph", "Sentence")
QUERY_PREFIXES = ("dcterms", "rdfs", "schema", "scg", "skos")
PREF_LABEL = PREFIXES["skos"] + "prefLabel"

LABELS = """\
SELECT ?thing ?property ?label WHERE {
  VALUES ?property { skos:prefLabel rdfs:label dcterms:title skos:altLabel scg:locator }
  ?thing ?property ?label .
  FILTER (isLiteral(?label))
}
"""
TEXTS = """\
SELECT ?thing ?property ?text WHERE {
  VALUES ?property { skos:definition schema:text scg:measure }
  ?thing ?property ?text .
  FILTER (isLiteral(?text))
}
"""
KINDS = """\
SELECT ?thing ?kind WHERE {
  ?thing a ?kind .
  FILTER (isIRI(?thing) && isIRI(?kind))
}
"""
CLASSES = """\
SELECT DISTINCT ?kind ?higher WHERE {
  ?kind rdfs:subClassOf+ ?higher .
  FILTER (?kind != ?higher)
}
"""
PAPERS = "SELECT ?paper WHERE { ?paper a scg:Paper } ORDER BY ?paper"


class Facts:
    """The kinds, labels and papers of an engine."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    @cached_property
    def papers(self) -> Mapping[str, str]:
        """The namespace of each paper's own nodes, by the slug of the paper."""
        papers = [text_of(row[0]) for row in self._select(PAPERS)]
        return {tail(paper): f"{paper}/" for paper in papers}

    @cached_property
    def kinds(self) -> Mapping[str, set[str]]:
        """The classes of each thing, with those above them."""
        stated = self._pairs(KINDS)
        return {
            thing: kinds.union(*(self.above.get(kind, ()) for kind in kinds))
            for thing, kinds in stated.items()
        }

    @cached_property
    def classes(self) -> frozenset[str]:
        """The classes that the vocabulary has, or that something is of."""
        stated = (
            thing for thing, kinds in self.kinds.items() if PREFIXES["owl"] + "Class" in kinds
        )
        return frozenset().union(stated, *self.kinds.values())

    @cached_property
    def above(self) -> Mapping[str, set[str]]:
        """The classes above each class."""
        return self._pairs(CLASSES)

    @cached_property
    def named(self) -> list[tuple[str, str, Literal]]:
        """Each thing with a property that names it, and the name."""
        return list(self._literals(LABELS))

    @cached_property
    def texts(self) -> list[tuple[str, str, Literal]]:
        """Each thing with a property that names or describes it, and the words."""
        return [*self.named, *self._literals(TEXTS)]

    @cached_property
    def labels(self) -> Mapping[str, dict[str, str]]:
        """The preferred labels of each thing, by language."""
        labels: dict[str, dict[str, str]] = defaultdict(dict)
        for wanted in (PREFIXES["dcterms"] + "title", PREFIXES["rdfs"] + "label", PREF_LABEL):
            for thing, name, label in self.named:
                if name == wanted:
                    labels[thing][label.language or ""] = label.value
        return labels

    def _literals(self, body: str) -> Iterator[tuple[str, str, Literal]]:
        for thing, name, label in self._select(body):
            if isinstance(label, Literal):
                yield text_of(thing), text_of(name), label

    def _pairs(self, body: str) -> Mapping[str, set[str]]:
        pairs: dict[str, set[str]] = defaultdict(set)
        for thing, other in self._select(body):
            pairs[text_of(thing)].add(text_of(other))
        return pairs

    def _select(self, body: str) -> Solutions:
        used = (f"PREFIX {prefix}: <{PREFIXES[prefix]}>\n" for prefix in QUERY_PREFIXES)
        answer = self._engine.query("".join(used) + body, is_ours=True)
        assert isinstance(answer, Solutions)
        return answer


def class_iri(kind: str) -> str:
    """Return the IRI of a class from its local name or CURIE.

    >>> class_iri("Actor"), class_iri("Sentence"), class_iri("skos:Concept")
    ('https://w3id.org/scgraph/vocab/Actor', 'http://purl.org/spar/doco/Sentence', \
'http://www.w3.org/2004/02/skos/core#Concept')
    """
    if ":" in kind:
        return expand(kind) or kind
    return (PREFIXES["doco"] if kind in TEXT_PLACES else VOCAB) + kind


def text_of(term: object) -> str:
    """Return the IRI or the text of a term."""
    return term.value if isinstance(term, NamedNode | Literal) else str(term)


def tail(iri: str) -> str:
    """Return the last segment of an IRI, which is the slug of most things."""
    return iri.rstrip("/").rpartition("/")[2]
