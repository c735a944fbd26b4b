"""Read what a SPARQL server answers: rows, truths and triples, or what it holds against a query."""

from __future__ import annotations

import re

from pyoxigraph import (
    Literal,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    RdfFormat,
    Triple,
    parse,
    parse_query_results,
)

from scgraph.engine.protocol import Solutions
from scgraph.engine.reply import Reply
from scgraph.errors import BusyError, QueryError, QueryTimeoutError, RemoteError, ScgraphError

ROWS = {
    "application/sparql-results+json": QueryResultsFormat.JSON,
    "application/json": QueryResultsFormat.JSON,
    "application/sparql-results+xml": QueryResultsFormat.XML,
    "application/xml": QueryResultsFormat.XML,
    "text/xml": QueryResultsFormat.XML,
    "text/tab-separated-values": QueryResultsFormat.TSV,
}
TRIPLES = {
    "application/n-triples": RdfFormat.N_TRIPLES,
    "text/plain": RdfFormat.N_TRIPLES,
    "text/turtle": RdfFormat.TURTLE,
    "application/x-turtle": RdfFormat.TURTLE,
    "application/rdf+xml": RdfFormat.RDF_XML,
}
ACCEPTED_ROWS = (
    "application/sparql-results+json, application/sparql-results+xml;q=0.8, "
    "text/tab-separated-values;q=0.5"
)
ACCEPTED_TRIPLES = "application/n-triples, text/turtle;q=0.8, application/rdf+xml;q=0.5"
TRUNCATED = ("scgraph-truncated", "x-sparql-maxrows")
"""Headers by which servers say that there were more rows: our own, and Virtuoso's."""

ASKED_OF_VIRTUOSO = ("__ASK_RETVAL",)
"""Virtuoso answers ASK in JSON by a row that holds 1, or by no row or one that holds 0."""

TIMED_OUT = (408, 504)
BUSY = (429, 503)
REFUSED = (400, 413, 414, 422)
ELSEWHERE = (404, 405, 406, 410, 415)
_PLACE = re.compile(r"(?:error at |line |Line )(\d+)(?::|,? (?:column|col)\.? ?)(\d+):?\s*")
_EXPECTED = "expected "


def is_cut(reply: Reply) -> bool:
    """Tell whether a server says that it gave a part of the answer alone."""
    return any(name in reply.headers for name in TRUNCATED)


def rows_of(reply: Reply) -> Solutions | bool:
    """Return the rows of an answer, or its truth.

    Raises:
        RemoteError: if it holds neither.
    """
    form = ROWS.get(reply.media)
    if form is None:
        raise _no_results(reply)
    try:
        answer = parse_query_results(reply.body, format=form)
        if isinstance(answer, QuerySolutions):
            names = answer.variables
            rows = tuple(tuple(row[name] for name in names) for row in answer)
            found = Solutions(tuple(name.value for name in names), rows)
            return _truth(found) if found.variables == ASKED_OF_VIRTUOSO else found
        assert isinstance(answer, QueryBoolean)
        return bool(answer)
    except (SyntaxError, ValueError, OSError) as error:
        raise _unreadable(reply, error) from error


def _truth(rows: Solutions) -> bool:
    return any(isinstance(row[0], Literal) and row[0].value != "0" for row in rows)


def triples_of(reply: Reply) -> list[Triple]:
    """Return the triples of an answer.

    Raises:
        RemoteError: if it holds none, or they cannot be read.
    """
    form = TRIPLES.get(reply.media)
    if form is None:
        raise _no_results(reply)
    try:
        quads = parse(reply.body, format=form, base_iri=reply.address)
        return list(dict.fromkeys(quad.triple for quad in quads))
    except (SyntaxError, ValueError, OSError) as error:
        raise _unreadable(reply, error) from error


def refusal(reply: Reply, added_lines: int = 0) -> ScgraphError:
    """Return the error that an answer other than a good one means.

    Args:
        reply: the answer.
        added_lines: how many lines stand before the query of the user in what was sent.
    """
    said = reply.said()
    told = f"{reply.address}: {said or f'answers {reply.status}'}"
    if reply.status in TIMED_OUT:
        return QueryTimeoutError(f"{told}; ask for less, or later", reply.retry_after)
    if reply.status in BUSY:
        when = "" if reply.retry_after is None else f" in {reply.retry_after} seconds"
        return BusyError(f"{told}; ask again{when or ' later'}", reply.retry_after)
    if reply.status in REFUSED:
        return QueryError(_placed(said, reply, added_lines))
    if reply.status in ELSEWHERE:
        hint = "is this the address of its SPARQL endpoint?"
        return RemoteError(f"{reply.error()}; {hint}", reply.status)
    return reply.error()


def _placed(said: str, reply: Reply, added_lines: int) -> str:
    """Say where in the query of the user the fault is, if the server says where."""
    found = _PLACE.search(said)
    if found is None:
        return f"{reply.address}: refuses the query: {said or reply.status}"
    line, column = max(1, int(found.group(1)) - added_lines), int(found.group(2))
    reason = said[found.end() :].strip() or said
    if reason.startswith(_EXPECTED):
        reason = "from here on this is no SPARQL query"
    return f"line {line}, column {column}: {reason}"


def _no_results(reply: Reply) -> RemoteError:
    what = f"{reply.media!r}" if reply.media else "something without a media type"
    if "html" in reply.media:
        what = "a page to look at"
    hint = "is this the address of its SPARQL endpoint?"
    return RemoteError(f"{reply.address}: answers with {what}, not with results; {hint}")


def _unreadable(reply: Reply, error: Exception) -> RemoteError:
    reason = " ".join(str(error).split())[:200]
    return RemoteError(f"{reply.address}: its answer cannot be read, or is not whole: {reason}")
