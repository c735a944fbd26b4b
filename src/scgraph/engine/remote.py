"""Answer queries by another server that speaks the SPARQL 1.1 Protocol.

An answer is whole or an error: where a server gives no more than so many rows, the rest is fetched
in pages, whether it says so or not.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import islice
from types import MappingProxyType
from urllib.parse import urlencode

from pyoxigraph import BlankNode, Literal, Quad, Triple

from scgraph.engine.gate import pass_gate
from scgraph.engine.http import Client
from scgraph.engine.protocol import Solutions, Term
from scgraph.engine.reply import Reply
from scgraph.engine.results import (
    ACCEPTED_ROWS,
    ACCEPTED_TRIPLES,
    is_cut,
    refusal,
    rows_of,
    triples_of,
)
from scgraph.engine.wording import (
    Shape,
    declared,
    limited,
    page_of,
    shape_of,
    without_first,
    without_open_slots,
)
from scgraph.errors import RemoteError

FORM = "application/x-www-form-urlencoded"
UNION = ("union-default-graph", "true")
COUNTED = "SELECT (COUNT(*) AS ?number) WHERE { GRAPH ?graph { ?s ?p ?o } }"
FROM_NOWHERE = "ASK FROM <urn:scgraph:no-such-graph> { ?s ?p ?o }"
LEAST_CAP = 100
"""No server caps its answers below this; a shorter answer is never doubted."""


class RemoteEngine:
    """Ask a SPARQL server for everything; nothing is kept here.

    Args:
        client: what reaches the server; its address is that of the SPARQL endpoint.
        graphs: the named graphs that make up the default graph, if the server is to be told.
        is_told: whether each query asks for the union of all of them in Oxigraph's own way, which
            is shorter and faster where it is known.
        seconds: how long one request may take; as long as the client allows if None.
    """

    def __init__(
        self,
        client: Client,
        graphs: Sequence[str] = (),
        *,
        is_told: bool = False,
        seconds: float | None = None,
    ) -> None:
        self.client = client
        self.graphs = tuple(graphs)
        self.is_told = is_told
        self._seconds = seconds

    def __repr__(self) -> str:
        return f"RemoteEngine({self.client.address})"

    def load(self, quads: Iterable[Quad]) -> None:
        """Refuse: what a server holds is not changed from here.

        Raises:
            RemoteError: always.
        """
        raise self._unchangeable()

    def load_nquads(self, data: bytes, *, is_ours: bool = False) -> None:
        """Refuse: what a server holds is not changed from here.

        Raises:
            RemoteError: always.
        """
        raise self._unchangeable()

    def query(
        self,
        text: str,
        limit: int | None = None,
        prefixes: Mapping[str, str] = MappingProxyType({}),
        *,
        is_ours: bool = False,
    ) -> Solutions | bool | list[Triple]:
        """Answer a query on the union of all named graphs, or on those it names with FROM.

        Args:
            text: the query.
            limit: take at most so many rows or triples.
            prefixes: those that the query may use without declaring them.
            is_ours: whether it is a question of the catalogue, and need not pass the gate.

        Raises:
            QueryError: if the query does not pass the gate, or the server refuses it.
            BusyError: if the server has no time for it.
            QueryTimeoutError: if it takes longer than the server or the client allows.
            RemoteError: if the server cannot be asked, or does not give a whole answer.
        """
        if is_ours:
            text = without_open_slots(text)
        else:
            pass_gate(text)
        sent, added_lines = declared(text, prefixes)
        shape = shape_of(sent)
        if shape.has_dataset and not self._heeds_from:
            raise RemoteError(
                f"{self.client.address}: passes over FROM, and would answer about all its graphs; "
                "write GRAPH <…> { … } instead"
            )
        if shape.form in ("CONSTRUCT", "DESCRIBE"):
            return self._triples(sent, shape, added_lines)[:limit]
        asked = sent if limit is None else limited(sent, limit)
        reply = self._asked(asked, shape, added_lines, ACCEPTED_ROWS)
        answer = rows_of(reply)
        if isinstance(answer, bool) is (shape.form == "SELECT"):
            raise RemoteError(f"{reply.address}: answers another form of query than it was asked")
        if isinstance(answer, bool):
            return answer
        if limit is not None and len(answer) >= limit:
            return Solutions(answer.variables, answer.rows[:limit])
        if is_cut(reply) or self._is_cut_in_silence(answer, sent, shape):
            return self._in_pages(answer, sent, shape, reply, limit)
        return answer

    def within(self, seconds: float) -> RemoteEngine:
        """Return the same engine with other patience."""
        return RemoteEngine(self.client, self.graphs, is_told=self.is_told, seconds=seconds)

    def count(self) -> int:
        """Return the number of quads in named graphs."""
        answer = self.query(COUNTED)
        assert isinstance(answer, Solutions)
        return number_of(answer.rows[0][0])

    @cached_property
    def _heeds_from(self) -> bool:
        """Whether the server answers about the graph that a query names: here, an empty one."""
        return rows_of(self._asked(FROM_NOWHERE, shape_of(FROM_NOWHERE), 0, ACCEPTED_ROWS)) is False

    def _asked(self, text: str, shape: Shape, added_lines: int, accepted: str) -> Reply:
        """Send a query, and return the good answer to it."""
        form = [("query", text), *self._dataset(shape)]
        headers = {"Content-Type": FORM, "Accept": accepted}
        body = urlencode(form).encode()
        reply = self.client.send(
            "POST", body=body, headers=headers, is_repeatable=True, seconds=self._seconds
        )
        if not reply.is_good:
            raise refusal(reply, added_lines)
        return reply

    def _triples(self, text: str, shape: Shape, added_lines: int) -> list[Triple]:
        reply = self._asked(text, shape, added_lines, ACCEPTED_TRIPLES)
        triples = triples_of(reply)
        if is_cut(reply):
            raise self._cut(reply, "triples")
        if shape.form == "CONSTRUCT" and not shape.is_sliced and is_round(len(triples)):
            # Of a whole answer, what remains without some solutions is a part.
            fewer = self._asked(without_first(text, LEAST_CAP), shape, 0, ACCEPTED_TRIPLES)
            if any(is_named(triple) for triple in set(triples_of(fewer)).difference(triples)):
                raise self._cut(reply, "triples")
        return triples

    def _dataset(self, shape: Shape) -> Iterator[tuple[str, str]]:
        """Yield what says which graphs a query is about, unless it says so itself."""
        if shape.has_dataset:
            return
        if self.is_told:
            yield UNION
        yield from (("default-graph-uri", graph) for graph in self.graphs)
        if shape.has_graphs:
            yield from (("named-graph-uri", graph) for graph in self.graphs)

    def _is_cut_in_silence(self, answer: Solutions, text: str, shape: Shape) -> bool:
        """Tell whether there are rows behind those of an answer whose number is a round one."""
        if shape.is_sliced or not is_round(len(answer)):
            return False
        behind = page_of(text, answer.variables, len(answer), 1)
        found = rows_of(self._asked(behind, shape, 0, ACCEPTED_ROWS))
        return not isinstance(found, bool) and len(found) > 0

    def _in_pages(
        self, first: Solutions, text: str, shape: Shape, reply: Reply, limit: int | None
    ) -> Solutions:
        # Pages need an order that leaves nothing open, and the first answer may have had another.
        if shape.is_sliced or not len(first):
            raise self._cut(reply, "rows")
        pages = self._pages(text, first.variables, shape, len(first))
        return Solutions(first.variables, tuple(islice(pages, limit)))

    def _pages(
        self, text: str, variables: Sequence[str], shape: Shape, size: int
    ) -> Iterator[tuple[Term | None, ...]]:
        start = 0
        while True:
            reply = self._asked(page_of(text, variables, start, size), shape, 0, ACCEPTED_ROWS)
            page = rows_of(reply)
            if isinstance(page, bool) or page.variables != tuple(variables):
                raise RemoteError(f"{reply.address}: changes its answer from page to page")
            yield from page.rows
            start += len(page)
            if not len(page) or (len(page) < size and not is_cut(reply)):
                return

    def _cut(self, reply: Reply, what: str) -> RemoteError:
        return RemoteError(
            f"{reply.address}: gives only a part of the {what} of this answer; ask for fewer, or "
            "have the limit of the server raised"
        )

    def _unchangeable(self) -> RemoteError:
        return RemoteError(
            f"{self.client.address}: is read from afar and takes nothing in; change the corpus "
            "and give it to the server with `scgraph push`"
        )


def is_round(number: int) -> bool:
    """Tell whether a number of rows is one that a server may have been told to stop at.

    >>> [number for number in (0, 64, 99, 100, 101, 1024, 10_000) if is_round(number)]
    [100, 1024, 10000]
    """
    return number >= LEAST_CAP and (number % LEAST_CAP == 0 or number & (number - 1) == 0)


def is_named(triple: Triple) -> bool:
    """Tell whether no end of a triple is a blank node, whose name differs from answer to answer."""
    return not isinstance(triple.subject, BlankNode) and not isinstance(triple.object, BlankNode)


def number_of(term: Term | None) -> int:
    """Return the number that a term counts."""
    return int(term.value) if isinstance(term, Literal) else 0
