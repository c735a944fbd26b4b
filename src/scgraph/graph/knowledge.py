"""The graph that a user holds.

>>> kg = load()
>>> kg.ask("actors/roles", actor="MIC").columns[0]
'actor'
"""

from __future__ import annotations

from collections.abc import Callable
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING

from pyoxigraph import Quad

from scgraph import files
from scgraph.answers import Report, Table
from scgraph.catalogue.collection import VIEWS
from scgraph.engine import Engine, MemoryEngine
from scgraph.graph.auditing import Auditing
from scgraph.graph.comparing import Comparing
from scgraph.graph.held import Held
from scgraph.graph.paging import Paging
from scgraph.graph.picturing import Picturing
from scgraph.graph.pushing import Pushing
from scgraph.graph.verifying import Verifying
from scgraph.names import Names
from scgraph.snapshot import KeptCorpus, kept_corpus
from scgraph.terms import reference_graph

if TYPE_CHECKING:
    from networkx import MultiDiGraph
    from rdflib import Graph

    from scgraph.validation import EngineName


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
        engine.load_nquads(corpus.data, is_ours=True)
    else:
        engine.load(corpus.quads)
    return KnowledgeGraph(engine, corpus)


class KnowledgeGraph(Auditing, Comparing, Paging, Picturing, Pushing, Verifying):
    """A corpus in an engine: asked, shown, drawn, validated, audited and written to files.

    Things are named by IRI, CURIE, slug or label, such as "mic" or "総務省".

    >>> kg = load()
    >>> kg.show("総務省").label
    'Ministry of Internal Affairs and Communications'
    """

    def __init__(self, engine: Engine, corpus: Held) -> None:
        super().__init__(engine, corpus.language)
        self._corpus = corpus
        self._added: list[Quad] = []

    def __repr__(self) -> str:
        papers = len(self._corpus.papers)
        return f"KnowledgeGraph({papers} paper{'s' * (papers != 1)}, {self._engine.count()} quads)"

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
        from scgraph.reading.added import quads_of

        quads = quads_of(graph, reference_graph(self._corpus.base))
        self._engine.load(quads)
        self._added += quads
        self._names = Names(self._engine)
        self._kept_pool = None
        return self

    def answered_by(self, engine: Engine) -> KnowledgeGraph:
        """Return the same graph with another engine, which holds the same quads.

        >>> from scgraph.sandbox import PoolEngine
        >>> kg = load()
        >>> with kg.pool(workers=1) as pool:
        ...     kg.answered_by(PoolEngine(pool)).show("mic").kind
        'Actor'
        """
        graph = KnowledgeGraph(engine, self._corpus)
        graph._added = self._added
        return graph

    def view(self, name: str, /, *, by_paper: bool = False, **params: object) -> MultiDiGraph:
        """Return a network: the answer to the question ``views/<name>``, whose rows are edges.

        Args:
            name: such as "causes" or "barriers-actors-evidence"; `views` lists them.
            by_paper: keep the edges of each paper apart; else they are merged.
            params: values for the question's parameters, such as ``paper``.

        Returns:
            A `networkx.MultiDiGraph`, which a notebook shows. Nodes are IRIs with label, short
            name and kind; edges have their relation, a label, a weight, and the claims and papers
            behind them.

        Raises:
            UnknownQuestionError: if there is no such view.

        >>> causes = load().view("causes", cause="ministerial-division")
        >>> sorted(data["label"] for *_, data in causes.edges(data=True))[0]
        'Causes'
        """
        from scgraph.views import view_of

        table = self.ask(self.view_name(name), **params)
        return view_of(table, self._names, name=name.removeprefix(VIEWS), by_paper=by_paper)

    def view_name(self, name: str) -> str:
        """Return the name of the question that a view is the answer to.

        Raises:
            UnknownQuestionError: if there is no such view; it offers near names.

        >>> load().view_name("causes")
        'views/causes'
        """
        return self._catalogue.question(f"{VIEWS}{name.removeprefix(VIEWS)}").name

    @property
    def views(self) -> tuple[str, ...]:
        """The names of the views, in alphabetical order.

        >>> "causes" in load().views
        True
        """
        return self._catalogue.views

    def network(self, answer: Table) -> MultiDiGraph:
        """Return a network of any answer: the first thing of each row, tied to the others.

        Raises:
            ExportError: if the answer has no two columns of things to tie.

        >>> kg = load()
        >>> kg.network(kg.ask("actors/roles", actor="mic")).number_of_edges() > 1
        True
        """
        from scgraph.views import answer_graph

        return answer_graph(answer, self._names)

    def site(
        self,
        folder: str | PathLike[str],
        told: Callable[[int], object] = lambda number: None,
    ) -> Path:
        """Write a static site: a page for every thing, question and term, the audit, the pictures.

        It needs no script to be read and no server. The folder is replaced whole or not at all;
        the same graph gives the same bytes.

        Args:
            folder: where it is to lie: a new folder, an empty one, or that of an older site.
            told: is called after each file with how many there are by now.

        Raises:
            ExportError: if the folder holds something else, or cannot be written.

        >>> import tempfile
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     (load().site(Path(folder, "site")) / "id" / "mic.html").is_file()
        True
        """
        from scgraph.graph.publishing import publish

        return publish(self, folder, self._corpus.base, told)

    def export(
        self,
        path: str | PathLike[str],
        *,
        view: str | None = None,
        question: str | None = None,
        answer: Table | None = None,
        picture: str | None = None,
        by_paper: bool = False,
        **params: object,
    ) -> tuple[Path, ...]:
        """Write the graph, a view, an answer or a picture to a file; the suffix is the format.

        RDF (.ttl .trig .nt .nq .jsonld, and these with .gz behind): the whole graph, or the
        subgraph behind the claims of a view or an answer. Networks (.graphml .gexf .cyjs .dot
        .mmd): a view, an answer, or the view "everything". Tables (.csv .tsv .json .jsonl .md .html
        .srj): an answer; a network makes two, NAME.nodes.csv and NAME.edges.csv. Drawings (.svg
        .png): a picture. Workbook (.xlsx): claims, barriers, actors, involvements, figures,
        citations, sources, checks and their evidence, with links between sheets; of an answer, one
        sheet; of a view, nodes and edges.

        Args:
            path: the file, which is replaced whole or not at all.
            view: the name of a view.
            question: the name of a question.
            answer: a table that was asked for before.
            picture: the name of a picture.
            by_paper: keep the edges of each paper apart.
            params: values for the parameters of the view, question or picture.

        Returns:
            The paths of the files.

        Raises:
            ExportError: if the suffix is unknown, or the format cannot hold what it should.
            ImportError: if a workbook is to be written and XlsxWriter is not installed.
            TypeError: if more than one of view, question, answer and picture is given.

        >>> import tempfile
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     [path.name for path in load().export(f"{folder}/causes.gexf", view="causes")]
        ['causes.gexf']
        """
        from scgraph.graph.exporting import chosen, exported

        choice = chosen(
            self, view=view, question=question, answer=answer, picture=picture, params=params
        )
        written = exported(self, Path(path), choice, by_paper=by_paper)
        for file, data in written.items():
            files.replace(file, data)
        return tuple(written)

    def validate(self, engine: EngineName = "fast") -> Report:
        """Check the corpus against the shapes and the questions of integrity, and every reference.

        An invalid corpus is a report, not an exception; a finding names the line at fault. Both
        engines, "fast" and the reference "pyshacl", make the same report.

        >>> load().validate().conforms
        True
        """
        from scgraph.catalogue.integrity import check_integrity
        from scgraph.validation import validate, with_stubs, without_remarks_on

        bases, places = self._corpus.bases, self._corpus.places
        integrity = check_integrity(self._catalogue, self._engine, self._names)
        also = with_stubs(integrity, self._corpus.stubs)
        report = validate(self.quads, bases=bases, places=places, also=also, engine=engine)
        return without_remarks_on(report, bases[1:])
