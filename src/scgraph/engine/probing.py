"""Find out what a SPARQL server holds of a corpus, and how it has to be asked.

Some servers answer about the union of their named graphs, some about a default graph that a
loader filled, some about one that is empty. The last would answer every question with no rows and
no error; they are told the graphs with each query, as the SPARQL 1.1 Protocol has it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from pyoxigraph import NamedNode

from scgraph.engine.http import Client
from scgraph.engine.protocol import Solutions, Term
from scgraph.engine.remote import RemoteEngine
from scgraph.errors import QueryError, RemoteError
from scgraph.terms import PAPER_GRAPHS, VOCAB, VOCABULARY_GRAPH, reference_graph

PAPERS = f"""\
SELECT ?paper ?graph WHERE {{
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
  # A blank node has another name in each graph that was loaded by itself.
  FILTER (!isBlank(?s) && !isBlank(?o))
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
    papers = tuple(sorted({*unnamed, *named}))
    if not engine.query(VOCABULARY):
        raise _no_corpus(engine, bool(papers))
    if unnamed and not named:
        return Probe(engine, papers, is_unnamed=True)
    sample = _sample(tuple(named))
    ways = _ways(engine, is_empty=not unnamed)
    chosen = next((one for one in ways if _answers_about_all(one, named, sample)), None)
    if chosen is None:
        raise RemoteError(
            f"{engine.client.address}: answers about a default graph that is not the union of its "
            "named graphs, and heeds no default-graph-uri; give it the corpus anew with "
            "`scgraph push`, so that its default graph is whole, or empty where it adds the others"
        )
    return Probe(chosen, tuple(sorted(named)), is_unnamed=False)


def _ways(engine: RemoteEngine, *, is_empty: bool) -> Iterator[RemoteEngine]:
    """Yield the ways to ask about all named graphs together, those that cost least first.

    Oxigraph's union holds the default graph too: what is in both counts twice, and a join of ten
    patterns a thousand times. It is asked for where the default graph is empty.
    """
    yield engine
    if is_empty:
        yield RemoteEngine(engine.client, is_told=True)
    yield RemoteEngine(engine.client, graphs_of(engine))


def _answers_about_all(
    engine: RemoteEngine, named: Mapping[str, int], sample: Sequence[str]
) -> bool:
    try:
        in_default, in_named = _papers(engine)
        if in_named != named or in_default.keys() != named.keys():
            return False
        if any(in_default[paper] > named[paper] for paper in named):
            return False
        return not missing(engine, sample)
    except QueryError:  # a server may refuse what it does not know
        return False


def _papers(engine: RemoteEngine) -> tuple[Counter[str], Counter[str]]:
    """Return how often each paper is found in the default graph, and in named ones."""
    rows = _rows(engine, PAPERS)
    unnamed = (row[0] for row in rows if row[1] is None)
    named = (row[0] for row in rows if row[1] is not None)
    return Counter(_iris(unnamed)), Counter(_iris(named))


def missing(engine: RemoteEngine, graphs: Iterable[str]) -> list[str]:
    """Return those of some named graphs of which the default graph lacks a triple."""
    values = " ".join(f"<{graph}>" for graph in graphs)
    return sorted(_iris(row[0] for row in _rows(engine, MISSING % values)))


def _sample(papers: Iterable[str]) -> list[str]:
    """Return the names of graphs to be looked at: those all share, and of some papers their own."""
    papers = sorted(papers)
    some = dict.fromkeys((*papers[:SAMPLED], *papers[-SAMPLED:]))
    bases = {base for paper in papers if (base := paper.rpartition("paper/")[0])}
    shared = [VOCABULARY_GRAPH, *(reference_graph(base) for base in sorted(bases))]
    return [*shared, *(f"{paper}/{name}" for paper in some for name in PAPER_GRAPHS)]


def _rows(engine: RemoteEngine, text: str) -> Solutions:
    answer = engine.query(text)
    assert isinstance(answer, Solutions)
    return answer


def _iris(terms: Iterable[Term | None]) -> Iterator[str]:
    return (term.value for term in terms if isinstance(term, NamedNode))


def _no_corpus(engine: RemoteEngine, has_papers: bool) -> RemoteError:
    what = "papers, but not the vocabulary" if has_papers else "no corpus of scgraph"
    return RemoteError(
        f"{engine.client.address}: holds {what}; give it one with `scgraph push`, or look whether "
        "this is the right address"
    )
