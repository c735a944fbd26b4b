"""Answer queries in memory, with Oxigraph."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from itertools import islice
from types import MappingProxyType

from pyoxigraph import Quad, QueryBoolean, QuerySolutions, RdfFormat, Store, Triple

from scgraph.engine.gate import pass_gate
from scgraph.engine.protocol import Solutions
from scgraph.errors import Fault, QueryError, ReadError

_PARSE_ERROR = re.compile(r"error at (\d+):(\d+): (.*)", re.DOTALL)
LONGEST_REASON = 120


class MemoryEngine:
    """Hold quads in memory; about 350 bytes each.

    >>> engine = MemoryEngine()
    >>> engine.load_nquads(b'<x:a> <x:size> "3" <x:graph> .')
    >>> answer = engine.query("SELECT ?size { ?thing <x:size> ?size }")
    >>> answer.variables, len(answer), engine.count()
    (('size',), 1, 1)
    """

    def __init__(self, quads: Iterable[Quad] = ()) -> None:
        """Begin with the quads given."""
        self._store = Store()
        self.load(quads)

    def load(self, quads: Iterable[Quad]) -> None:
        """Add quads."""
        self._store.extend(quads)

    def load_nquads(self, data: bytes, *, is_ours: bool = False) -> None:
        """Add all quads of an N-Quads document, or none of them if it is wrong.

        Args:
            data: the document.
            is_ours: whether it was written from quads here; then no IRI is looked at again, which
                takes a third of the time.

        Raises:
            ReadError: if the document is not N-Quads.
        """
        try:
            self._store.load(data, format=RdfFormat.N_QUADS, lenient=is_ours)
        except (SyntaxError, ValueError) as error:
            raise ReadError([Fault("<n-quads>", _line(error), None, str(error))]) from error

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
            limit: take at most so many rows or triples; those behind them are not computed.
            prefixes: those that the query may use without declaring them.
            is_ours: whether it is a question of the catalogue, without FROM; then it need not pass
                the gate, which takes longer than many an answer.

        Raises:
            QueryError: if the query cannot be parsed or answered, or does not pass the gate.
        """
        # Asked for the union, the engine would pass over what FROM says.
        on_union = is_ours or not pass_gate(text).has_dataset
        with telling_where():
            answer = self._store.query(
                text, use_default_graph_as_union=on_union, prefixes=dict(prefixes)
            )
            if isinstance(answer, QuerySolutions):
                return solutions(answer, limit)
            return bool(answer) if isinstance(answer, QueryBoolean) else list(islice(answer, limit))

    def count(self) -> int:
        """Return the number of quads."""
        return len(self._store)


@contextmanager
def telling_where() -> Iterator[None]:
    """Turn what the engine raises about a query into a QueryError that begins with its place.

    >>> with telling_where():
    ...     _ = Store().query("SELECT")
    Traceback (most recent call last):
    scgraph.errors.QueryError: line 1, column 7: expected one of "$", "(", "*", "?", PREFIX, [_]
    """
    try:
        yield
    except (SyntaxError, ValueError, OSError, RuntimeError) as error:
        raise QueryError(_said(str(error))) from error


def solutions(answer: QuerySolutions, limit: int | None = None) -> Solutions:
    """Return the solutions that the engine gives one by one, at most so many."""
    variables = answer.variables
    rows = (tuple(solution[variable] for variable in variables) for solution in answer)
    return Solutions(tuple(variable.value for variable in variables), tuple(islice(rows, limit)))


def _said(message: str) -> str:
    """Say where a query cannot be read; what the parser would have taken there fills a page."""
    found = _PARSE_ERROR.fullmatch(message)
    if found is None:
        return message
    line, column, reason = found.groups()
    if "Prefix not found" in reason:
        reason = "this prefix is not declared"
    elif len(reason) > LONGEST_REASON:
        reason = "from here on this is no SPARQL query"
    return f"line {line}, column {column}: {reason}"


def _line(error: Exception) -> int | None:
    return error.lineno if isinstance(error, SyntaxError) else None
