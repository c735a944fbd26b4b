"""Bring the graphs of a server to what a corpus holds, and tell of each what was done."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from pyoxigraph import NamedNode, Quad

from scgraph.answers.pushed import Pushed, PushedGraph
from scgraph.engine.access import Access
from scgraph.engine.http import Manners
from scgraph.errors import QueryTimeoutError, RemoteError
from scgraph.pushing.addresses import addresses_of
from scgraph.pushing.defaults import TOLD_UNSEEN, fill, forget, updater
from scgraph.pushing.digest import NOTHING, Canonical, Mark, mark_of
from scgraph.pushing.plan import Graph, graphs_of
from scgraph.pushing.server import reached
from scgraph.pushing.trying import PROBE, Found, found_way
from scgraph.pushing.writing import Way
from scgraph.terms import VOCABULARY_GRAPH

ATTEMPTS = 3
"""How often a graph is sent when the line breaks or what arrived is not what was sent."""

Told = Callable[[PushedGraph], object]


@dataclass(frozen=True)
class Load:
    """What is to be pushed, and how.

    Args:
        quads: all of the corpus.
        bases: that of the corpus, then those of what it includes.
        canonical: makes the canonical form of quads.
        by: write by the graph store, or by updates; what works if None.
        update: the address that takes updates; found out if None.
        store: the address of the graph store; found out if None.
        fills_default: whether the default graph gets all triples too.
        prunes: whether graphs below the corpus's base that are no longer in it are removed.
        replaces: whether a graph outside the bases may be replaced too.
        is_dry: tell what would be done, and write nothing.
    """

    quads: Iterable[Quad]
    bases: tuple[str, ...]
    canonical: Canonical
    by: Way | None = None
    update: str | None = None
    store: str | None = None
    fills_default: bool = False
    prunes: bool = False
    replaces: bool = False
    is_dry: bool = False


def push(load: Load, access: Access, manners: Manners, told: Told = lambda graph: None) -> Pushed:
    """Push a corpus to a server.

    Args:
        load: what, and how.
        access: the address of the server, and what opens it.
        manners: how long to wait, and how often to ask again.
        told: is called with each graph when it is done with.

    Raises:
        RemoteError: if the server cannot be reached, is none, or takes no graphs.
        ExportError: if the corpus holds triples in no named graph.
    """
    return _Pushing(load, access, manners, told).done()


class _Pushing:
    def __init__(self, load: Load, access: Access, manners: Manners, told: Told) -> None:
        self._load = load
        self._told = told
        self._addresses = addresses_of(access.address, load.update, load.store)
        self._graphs = graphs_of(load.quads, load.canonical)
        self._server = reached(access, self._addresses.queries, manners)

    def done(self) -> Pushed:
        with self._server.client:
            held = self._server.counts()
            marks = {graph.name: self._mark(graph.name, held) for graph in self._graphs}
            self._refuse_foreign(marks)
            if not self._load.is_dry and self._load.fills_default:
                self._refuse_union()
            lines = [self._line(graph, marks[graph.name]) for graph in self._graphs]
            lines += list(self._old(held))
            if not self._load.is_dry and f"{self._load.bases[0]}{PROBE}" in held:
                _ = self._way  # a stopped push left it; looking for a way removes it
            remarks = () if self._load.is_dry else tuple(self._default_graph())
        way = "" if "_way" not in self.__dict__ else self._way.writer.way
        return Pushed(self._server.address, tuple(lines), way, self._load.is_dry, remarks)

    @cached_property
    def _way(self) -> Found:
        load = self._load
        by: Way | None = "update" if load.fills_default and load.by is None else load.by
        return found_way(self._server, self._addresses, load.bases[0], by)

    def _mark(self, graph: str, held: dict[str, int]) -> Mark:
        if graph not in held:
            return NOTHING
        return mark_of(self._server.triples(graph), self._load.canonical)

    def _line(self, graph: Graph, mark: Mark) -> PushedGraph:
        state = "equal"
        if not graph.mark.is_like(mark):
            state = "to send" if self._load.is_dry else self._sent(graph, mark)
        line = PushedGraph(graph.name, graph.mark.triples, state, graph.mark.digest)
        self._told(line)
        return line

    def _sent(self, graph: Graph, held: Mark) -> str:
        writer = self._way.writer
        if self._load.fills_default and held.triples:
            forget(self._updater, graph.name)
        for number in range(ATTEMPTS):
            try:
                writer.replace(graph.name, graph.triples)
                there = mark_of(self._server.triples(graph.name), self._load.canonical)
            except (RemoteError, QueryTimeoutError) as error:
                # An answer with a status is the server's word; a broken line is worth a new try.
                if getattr(error, "status", None) is not None or number == ATTEMPTS - 1:
                    raise
            else:
                if graph.mark.is_like(there):
                    return "sent"
        return "differs"

    def _old(self, held: dict[str, int]) -> Iterator[PushedGraph]:
        """Yield what the server holds below the corpus's own base and the corpus does not."""
        base, here = self._load.bases[0], {graph.name for graph in self._graphs}
        for name in sorted(held):
            if not name.startswith(base) or name in here or name == f"{base}{PROBE}":
                continue
            if name == VOCABULARY_GRAPH or not _is_iri(name):
                continue
            state = "old"
            if self._load.prunes:
                state = "to remove" if self._load.is_dry else self._removed(name)
            line = PushedGraph(name, held[name], state, "")
            self._told(line)
            yield line

    def _removed(self, graph: str) -> str:
        if self._load.fills_default:
            forget(self._updater, graph)
        self._way.writer.remove(graph)
        return "removed"

    def _refuse_foreign(self, marks: dict[str, Mark]) -> None:
        """Refuse to replace what may be somebody else's.

        Raises:
            RemoteError: if a graph outside the bases is there and holds something else.
        """
        ours = (*self._load.bases, VOCABULARY_GRAPH)
        for graph in self._graphs:
            there = marks[graph.name]
            is_free = graph.name.startswith(ours) or self._load.replaces or not there.triples
            if not is_free and not graph.mark.is_like(there):
                told = f"holds other triples in <{graph.name}>, outside the base of the corpus"
                raise RemoteError(f"{self._server.address}: {told}; to replace it, give --replace")

    def _refuse_union(self) -> None:
        if self._way.is_union:
            told = "answers about all its named graphs; the default graph needs no filling"
            raise RemoteError(f"{self._server.address}: {told}: push without --default-graph")

    @cached_property
    def _updater(self) -> Callable[[str], None]:
        return updater(self._way, self._server, self._addresses, self._load.bases[0])

    def _default_graph(self) -> Iterator[str]:
        """Fill the default graph if that is wanted; say so if questions would find nothing."""
        names = [graph.name for graph in self._graphs]
        if self._load.fills_default:
            for name in names:
                fill(self._updater, name)
        if unseen := self._server.unseen(names):
            yield TOLD_UNSEEN.format(number=len(unseen), all=len(names))


def _is_iri(name: str) -> bool:
    try:
        NamedNode(name)
    except ValueError:
        return False
    return True
