"""Find out what a SPARQL server holds of a corpus, and how it has to be asked.

Some servers answer about the union of their named graphs, some about a default graph that a
loader filled, some about one that is empty. The last would answer every question with no rows and
no error; they are told the graphs with each query, as the SPARQL 1.1 Protocol has it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from pyoxigraph import NamedNode

from scgraph.engine.http import Client
from scgraph.engine.protocol import Solutions, Term
from scgraph.engine.remote import RemoteEngine
from scgraph.errors import QueryError, RemoteError
from scgraph.terms import PAPER_GRAPHS, VOCAB, VOCABULARY_GRAPH, reference_graph

PAPERS = f"""\
SELECT DISTINCT ?paper ?graph WHERE {{
  {{ ?paper a <{VOCAB}Paper> }} UNION {{ GRAPH ?graph {{ ?paper a <{VOCAB}Paper> }} }}
}}
"""
VOCABULARY = f"""\
ASK {{ {{ <{VOCAB}Claim> ?p ?o }} UNION {{ GRAPH ?graph {{ <{VOCAB}Claim> ?p ?o }} }} }}
"""
GRAPHS = "SELECT DISTINCT ?graph WHERE { GRAPH ?graph { ?s ?p ?o } }"
MISSING = """\
SELECT DISTINCT ?graph WHERE {
  VALUES ?graph { %s }
  GRAPH ?graph { ?s ?p ?o }
  FILTER NOT EXISTS { ?s ?p ?o }
}
"""
SAMPLED = 10
"""So many papers at either end of the list are looked at triple by triple, and no more."""

_OF_A_SYSTEM = ("http://www.openlinksw.com/", "urn:core:services:sparql", "urn:activitystreams-")


@dataclass(frozen=True)
class Probe:
    """Hold what a server was found to hold.

    Args:
        engine: what asks it, told the graphs if it must name them.
        papers: the IRIs of the papers, in alphabetical order.
        is_unnamed: whether the corpus lies in the default graph alone.
    """

    engine: RemoteEngine
    papers: tuple[str, ...]
    is_unnamed: bool


def probe(client: Client) -> Probe:
    """Ask a server what it holds, and how it has to be asked.

    Raises:
        RemoteError: if it cannot be asked, holds no corpus, or cannot answer about all its graphs.
    """
    engine = RemoteEngine(client)
    try:
        return _probed(engine)
    except QueryError as error:
        raise RemoteError(f"{client.address}: does not answer plain SPARQL 1.1: {error}") from error


def graphs_of(engine: RemoteEngine) -> list[str]:
    """Return the named graphs of a server in alphabetical order, without those it keeps itself."""
    names = _iris(row[0] for row in _rows(engine, GRAPHS))
    return sorted(name for name in names if not name.startswith(_OF_A_SYSTEM))


def _probed(engine: RemoteEngine) -> Probe:
    unnamed, named = _papers(engine)
    papers = tuple(sorted(unnamed | named))
    if not engine.query(VOCABULARY):
        raise _no_corpus(engine, bool(papers))
    if unnamed and not named:
        return Probe(engine, papers, is_unnamed=True)
    fit = (one for one in _ways(engine) if _answers_about_all(one, named, _sample(papers)))
    chosen = next(fit, None)
    if chosen is None:
        raise RemoteError(
            f"{engine.client.address}: answers about a default graph that lacks what its named "
            "graphs hold, and heeds no default-graph-uri; give it the corpus with `scgraph push`, "
            "which fills the default graph too"
        )
    return Probe(chosen, papers, is_unnamed=False)


def _ways(engine: RemoteEngine) -> Iterator[RemoteEngine]:
    """Yield the ways to ask about all named graphs together, those that cost least first."""
    yield engine
    yield RemoteEngine(engine.client, is_told=True)
    yield RemoteEngine(engine.client, graphs_of(engine))


def _answers_about_all(engine: RemoteEngine, named: set[str], sample: Sequence[str]) -> bool:
    try:
        in_default, in_named = _papers(engine)
        return in_named == named <= in_default and not missing(engine, sample)
    except QueryError:  # a server may refuse what it does not know
        return False


def _papers(engine: RemoteEngine) -> tuple[set[str], set[str]]:
    """Return the papers in the default graph, and those in named graphs."""
    rows = _rows(engine, PAPERS)
    unnamed = (row[0] for row in rows if row[1] is None)
    named = (row[0] for row in rows if row[1] is not None)
    return _iris(unnamed), _iris(named)


def missing(engine: RemoteEngine, graphs: Iterable[str]) -> list[str]:
    """Return those of some named graphs of which the default graph lacks a triple."""
    values = " ".join(f"<{graph}>" for graph in graphs)
    return sorted(_iris(row[0] for row in _rows(engine, MISSING % values)))


def _sample(papers: Sequence[str]) -> list[str]:
    """Return the names of graphs to be looked at: those all share, and of some papers their own."""
    some = dict.fromkeys((*papers[:SAMPLED], *papers[-SAMPLED:]))
    bases = {base for paper in papers if (base := paper.rpartition("paper/")[0])}
    shared = [VOCABULARY_GRAPH, *(reference_graph(base) for base in sorted(bases))]
    return [*shared, *(f"{paper}/{name}" for paper in some for name in PAPER_GRAPHS)]


def _rows(engine: RemoteEngine, text: str) -> Solutions:
    answer = engine.query(text)
    assert isinstance(answer, Solutions)
    return answer


def _iris(terms: Iterable[Term | None]) -> set[str]:
    return {term.value for term in terms if isinstance(term, NamedNode)}


def _no_corpus(engine: RemoteEngine, has_papers: bool) -> RemoteError:
    what = "papers, but not the vocabulary" if has_papers else "no corpus of scgraph"
    return RemoteError(
        f"{engine.client.address}: holds {what}; give it one with `scgraph push`, or look whether "
        "this is the right address"
    )
