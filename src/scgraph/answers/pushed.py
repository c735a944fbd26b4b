"""What a push did, or would do, with each graph of a corpus.

>>> one = PushedGraph("https://example.org/reference", 12, "sent")
>>> print(Pushed("http://localhost:7878/query", (one,), "store"))
1 graph sent: 12 triples
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from scgraph.answers.table import Table

STATES = {
    "equal": "held already",
    "sent": "sent",
    "to send": "to be sent",
    "differs": "sent, but not held as sent",
    "old": "old, no longer in the corpus",
    "to remove": "to be removed",
    "removed": "removed",
}
"""What can become of a graph; "sent" means read back and found to be the same."""

COLUMNS = ("graph", "triples", "state", "digest")


@dataclass(frozen=True, slots=True)
class PushedGraph:
    """One graph, and what became of it.

    Args:
        graph: its name.
        triples: how many it holds; triples of the same value count once.
        state: one of `STATES`.
        digest: the SHA-256 of its canonical form, literals written by value; empty if only the
            number of triples was compared, or the graph is not of the corpus.

    >>> PushedGraph("https://example.org/reference", 12, "equal").is_well
    True
    """

    graph: str
    triples: int
    state: str
    digest: str = ""

    @property
    def is_well(self) -> bool:
        """Whether the server holds the graph as the corpus does, or does not need to.

        >>> PushedGraph("https://example.org/reference", 12, "differs").is_well
        False
        """
        return self.state not in ("differs", "to send", "to remove")


@dataclass(frozen=True, slots=True)
class Pushed:
    """What a push did, graph by graph in alphabetical order, then graphs that are old.

    Args:
        address: the address of the server's query endpoint.
        graphs: what became of each graph.
        by: "store" or "update", as it was written; empty if nothing was.
        is_dry: whether nothing was to be written.
        remarks: what else whoever asks the server should know.

    >>> Pushed("http://localhost:7878/query", ()).is_complete
    True
    """

    address: str
    graphs: tuple[PushedGraph, ...]
    by: str = ""
    is_dry: bool = False
    remarks: tuple[str, ...] = ()

    def __len__(self) -> int:
        return len(self.graphs)

    def __iter__(self) -> Iterator[PushedGraph]:
        return iter(self.graphs)

    def __str__(self) -> str:
        return "\n".join([self.counts, *self.remarks])

    def _repr_html_(self) -> str:
        return self.table._repr_html_()

    @property
    def is_complete(self) -> bool:
        """Whether the server holds every graph of the corpus, read back and compared.

        >>> one = PushedGraph("https://example.org/reference", 12, "to send")
        >>> Pushed("http://localhost:7878/query", (one,), is_dry=True).is_complete
        False
        """
        return all(graph.is_well for graph in self.graphs)

    @property
    def counts(self) -> str:
        """How many graphs and triples came to what, as one line.

        >>> Pushed("http://localhost:7878/query", ()).counts
        'no graphs'
        """
        graphs = Counter(graph.state for graph in self.graphs)
        triples: Counter[str] = Counter()
        for graph in self.graphs:
            triples[graph.state] += graph.triples
        told = (
            f"{graphs[state]} graph{'s' * (graphs[state] != 1)} {words}: {triples[state]} triples"
            for state, words in STATES.items()
            if graphs[state]
        )
        return "; ".join(told) or "no graphs"

    @property
    def table(self) -> Table:
        """The graphs as a table.

        >>> Pushed("http://localhost:7878/query", ()).table.columns
        ('graph', 'triples', 'state', 'digest')
        """
        rows = ((one.graph, one.triples, one.state, one.digest) for one in self.graphs)
        return Table(COLUMNS, tuple(rows))
