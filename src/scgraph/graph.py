"""The graph that a user holds: ask, show, query, validate.

>>> kg = load()
>>> kg.ask("actors/roles", actor="MIC").columns[0]
'actor'
"""

from __future__ import annotations

from functools import cached_property
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode, Quad

from scgraph import files
from scgraph.answers import Card, Report, Table
from scgraph.catalogue import Catalogue, Question
from scgraph.catalogue.cards import make_card
from scgraph.engine import Engine, MemoryEngine, Solutions
from scgraph.names import Names
from scgraph.snapshot import KeptCorpus, kept_corpus
from scgraph.terms import PREFIXES

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

    def __repr__(self) -> str:
        papers = len(self._corpus.papers)
        return f"KnowledgeGraph({papers} paper{'s' * (papers != 1)}, {self._engine.count()} quads)"

    def ask(self, question: str, /, **params: object) -> Table:
        """Answer a named question.

        Args:
            question: its name, such as "barriers/actors-and-evidence"; the part behind the
                slash is enough where it is unique.
            params: values for its parameters; without one, a parameter means "all".

        Returns:
            The rows in the order of the question. IRIs stand in full beside their labels.

        Raises:
            UnknownQuestionError: if no question has this name.
            ParameterError: if a parameter is unknown, or a value is not of its type.
            UnknownNameError: if nothing of the parameter's kind bears a name.
            AmbiguousNameError: if several things bear it.

        >>> load().ask("actors/roles", actor="mic", role="mandate").column("role_label")[0]
        'Has the mandate for'
        """
        return self._catalogue.ask(question, params, self._engine, self._names)

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

    def query(self, sparql: str) -> Table | bool | Graph:
        """Answer a SPARQL query on the union of all named graphs.

        Returns:
            A Table for SELECT, a bool for ASK, an rdflib Graph for CONSTRUCT and DESCRIBE.

        Raises:
            QueryError: if the query cannot be parsed or answered.

        >>> load().query("ASK { ?claim a <https://w3id.org/scgraph/vocab/Claim> }")
        True
        """
        answer = self._engine.query(sparql)
        if isinstance(answer, bool):
            return answer
        if isinstance(answer, Solutions):
            return Table.from_terms(answer.variables, answer)
        from scgraph.validation.flatten import as_graph

        return as_graph(answer)

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
        return validate(corpus.quads, base=corpus.base, places=places, also=integrity)

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
        for prefix, namespace in {**PREFIXES, **self._names.prefixes}.items():
            dataset.bind(prefix, namespace, override=True, replace=True)
        for quad in self._corpus.quads:
            graph = dataset.graph(_graph_name(quad))
            graph.add((as_term(quad.subject), as_term(quad.predicate), as_term(quad.object)))
        return dataset

    @cached_property
    def _catalogue(self) -> Catalogue:
        return Catalogue(files.queries())


def _graph_name(quad: Quad) -> URIRef:
    if not isinstance(quad.graph_name, NamedNode):
        raise TypeError("every quad of a corpus stands in a named graph")
    from rdflib import URIRef

    return URIRef(quad.graph_name.value)
