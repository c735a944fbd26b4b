"""The graph that a user holds: ask, show, query, validate.

>>> kg = load()
>>> kg.ask("actors/roles", actor="MIC").columns[0]
'actor'
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode, Quad, Triple

from scgraph import files
from scgraph.answers import Card, Report, Row, Table
from scgraph.asking import Asking
from scgraph.catalogue import Catalogue, Question
from scgraph.catalogue.cards import make_card
from scgraph.catalogue.evidence import behind_claims, claims_of
from scgraph.engine import Engine, MemoryEngine, Solutions
from scgraph.names import Names
from scgraph.reading.added import quads_of
from scgraph.snapshot import KeptCorpus, kept_corpus
from scgraph.terms import PREFIXES, reference_graph

if TYPE_CHECKING:
    from rdflib import Dataset, Graph, URIRef

    from scgraph.corpus import Corpus

__all__ = ["KnowledgeGraph", "load"]


def load(path: str | PathLike[str] | None = None) -> KnowledgeGraph:
    """Read a corpus and return its graph.

    Args:
        path: a folder with a ``corpus.yaml``, or one RDF file; the shipped corpus if not given.

    Raises:
        CorpusError: if there is no corpus at the path.
        ReadError: if files of it are wrong; it carries every fault of every file.

    >>> load().label("https://w3id.org/scgraph/id/meti", "ja")
    '経済産業省'
    """
    corpus = kept_corpus(files.data() if path is None else Path(path))
    engine = MemoryEngine()
    if isinstance(corpus, KeptCorpus):
        engine.load_nquads(corpus.data)
    else:
        engine.load(corpus.quads)
    return KnowledgeGraph(engine, corpus)


class KnowledgeGraph:
    """A corpus in an engine, with the questions that can be asked of it.

    Things are named by IRI, CURIE, slug or label, such as "mic" or "総務省".
    """

    def __init__(self, engine: Engine, corpus: Corpus | KeptCorpus) -> None:
        self._engine = engine
        self._corpus = corpus
        self._names = Names(engine)
        self._added: list[Quad] = []

    def __repr__(self) -> str:
        papers = len(self._corpus.papers)
        return f"KnowledgeGraph({papers} paper{'s' * (papers != 1)}, {self._engine.count()} quads)"

    @property
    def ask(self) -> Asking:
        """Answer a named question: ``kg.ask(name, **params)``, or ``kg.ask.topic.name(**params)``.

        A parameter without a value means "all"; things are named as everywhere. The answer is a
        `Table` with the rows in the order of the question. See `Asking` for the errors.

        >>> load().ask("actors/roles", actor="mic", role="mandate").column("role_label")[0]
        'Has the mandate for'
        >>> load().ask.actors.roles(actor="mic", role="mandate")[0].target_label
        'ICT infrastructure'
        """
        return Asking(self._catalogue, self._engine, self._names)

    def question(self, name: str, /) -> Question:
        """Return a question as its file describes it.

        Raises:
            UnknownQuestionError: if no question has this name.

        >>> load().question("actors/roles").title
        'The roles of an actor'
        """
        return self._catalogue.question(name)

    def questions(self) -> Table:
        """List the questions: name, what it answers, parameters and columns, by name.

        >>> load().questions().columns
        ('name', 'title', 'answers', 'params', 'columns')
        """
        return self._catalogue.listed()

    def query(self, sparql: str, limit: int | None = None) -> Table | bool | Graph:
        """Answer a SPARQL query on the union of all named graphs, or on those it names with FROM.

        Args:
            sparql: the query; SERVICE is refused, since it would open a network connection.
            limit: take at most so many rows or triples; those behind them are not computed.

        Returns:
            A Table for SELECT, a bool for ASK, an rdflib Graph for CONSTRUCT and DESCRIBE.

        Raises:
            QueryError: if the query cannot be parsed or answered.

        >>> load().query("ASK { ?claim a <https://w3id.org/scgraph/vocab/Claim> }")
        True
        """
        answer = self._engine.query(sparql, limit)
        if isinstance(answer, bool):
            return answer
        if isinstance(answer, Solutions):
            return Table.from_terms(answer.variables, answer)
        return self._as_graph(answer)

    def evidence(self, row: Row | Table | str) -> Graph:
        """Return the subgraph behind a row: its claims, what they assert and cite, and where.

        A row that names no claim, such as one of counts, rests on the claims that speak of the
        first thing it names. Whatever a claim refers to comes with kind and names, so that the
        subgraph can be read, exported or drawn alone.

        Args:
            row: a row of an answer, a whole answer, or the name of a thing.

        Raises:
            UnknownNameError: if nothing bears the name.

        >>> kg = load()
        >>> subgraph = kg.evidence(kg.ask("figures/all")[0])
        >>> len(subgraph) > 50
        True
        """
        if isinstance(row, str):
            row = Row(("thing",), (self._names.resolve(row),))
        rows = row if isinstance(row, Table) else [row]
        claims = {claim for one in rows for claim in self._claims_of(one)}
        return self._as_graph(behind_claims(claims, self._catalogue, self._engine))

    def search(self, words: str, kind: str | None = None) -> Table:
        """Find things by words in their names, their definitions, and the texts of claims.

        The nearest come first: a whole name before a part of one, a name before a text. All of
        the words must occur; case, width and spacing do not count.

        >>> load().search("land ministry", kind="Actor")[0].thing_label
        'Ministry of Land, Infrastructure, Transport and Tourism'
        """
        return self._names.search(words, kind)

    def add(self, graph: Graph) -> KnowledgeGraph:
        """Add the triples of an rdflib graph or dataset, and return this graph.

        Named graphs keep their names; other triples go to the graph of shared things. What is
        added is asked, shown, validated and exported with the rest, and stands in no file.

        Raises:
            TypeError: if it is no graph of rdflib.
            ReadError: if it holds what RDF does not allow, such as an IRI with a space.

        >>> from rdflib import Graph, Literal, URIRef
        >>> from rdflib.namespace import SKOS
        >>> kg, more = load(), Graph()
        >>> mic = URIRef("https://w3id.org/scgraph/id/mic")
        >>> _ = more.add((mic, SKOS.altLabel, Literal("Soumu-sho", lang="ja-Latn")))
        >>> kg.add(more).show("soumu-sho").label
        'Ministry of Internal Affairs and Communications'
        """
        quads = quads_of(graph, reference_graph(self._corpus.base))
        self._engine.load(quads)
        self._added += quads
        self._names = Names(self._engine)
        return self

    def show(self, name: str) -> Card:
        """Return a card about one thing: what it is, and what claims say of it.

        Raises:
            UnknownNameError: if nothing bears the name.
            AmbiguousNameError: if several things bear it.

        >>> load().show("mic").kind
        'Actor'
        """
        iri = self._names.resolve(name)
        language = self._corpus.language
        return make_card(iri, self._catalogue, self._engine, self._names, language)

    def validate(self) -> Report:
        """Check the corpus against the shapes and the questions of integrity, and every reference.

        An invalid corpus is a report, not an exception; a finding names the line at fault.
        """
        from scgraph.catalogue.integrity import check_integrity
        from scgraph.validation import validate

        corpus = self._corpus
        places = corpus.places
        integrity = check_integrity(self._catalogue, self._engine, self._names)
        return validate(self.quads, base=corpus.base, places=places, also=integrity)

    def names_of(self, kind: str | None = None) -> list[str]:
        """Return the short names of all things of a class, in alphabetical order.

        >>> load().names_of("Paper")
        ['an-2025']
        """
        return self._names.slugs(kind)

    def label(self, iri: str, language: str | None = None) -> str:
        """Return the label of a thing, in the language of the corpus if none is given.

        Where there is none in that language, it is English, or any, or the short form of the IRI.
        """
        return self._names.label(iri, language or self._corpus.language)

    def curie(self, iri: str) -> str:
        """Return the short form of an IRI, such as "id:mic" or "an-2025:2.1/p2/s4"."""
        return self._names.curie(iri)

    def to_rdflib(self) -> Dataset:
        """Return a copy as an rdflib Dataset with all named graphs and prefixes.

        Its default graph is the union of the named ones, so queries need no GRAPH.
        """
        from rdflib import Dataset

        from scgraph.validation.flatten import as_term

        dataset = Dataset(default_union=True)
        for prefix, namespace in self._prefixes.items():
            dataset.bind(prefix, namespace, override=True, replace=True)
        for quad in self.quads:
            graph = dataset.graph(_graph_name(quad))
            graph.add((as_term(quad.subject), as_term(quad.predicate), as_term(quad.object)))
        return dataset

    @property
    def quads(self) -> list[Quad]:
        """All quads, as they were written and in the order of the files, then what was added."""
        return [*self._corpus.quads, *self._added]

    @cached_property
    def _catalogue(self) -> Catalogue:
        return Catalogue(files.queries())

    def _claims_of(self, row: Row) -> list[str]:
        return claims_of(row, self._catalogue, self._engine, self._names)

    def _as_graph(self, triples: Iterable[Triple]) -> Graph:
        from scgraph.validation.flatten import as_graph

        graph = as_graph(triples)
        for prefix, namespace in self._prefixes.items():
            graph.bind(prefix, namespace, override=True, replace=True)
        return graph

    @property
    def _prefixes(self) -> dict[str, str]:
        return {**PREFIXES, **self._names.prefixes}


def _graph_name(quad: Quad) -> URIRef:
    if not isinstance(quad.graph_name, NamedNode):
        raise TypeError("every quad of a corpus stands in a named graph")
    from rdflib import URIRef

    return URIRef(quad.graph_name.value)
