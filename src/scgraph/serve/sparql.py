"""The SPARQL 1.1 Protocol, to be read: queries are answered, updates are refused."""

from __future__ import annotations

from threading import Event
from typing import TYPE_CHECKING

from starlette.responses import Response
from starlette.routing import Route

from scgraph.sandbox import Reply
from scgraph.serve.caching import keepable
from scgraph.serve.description import CUT, Describing
from scgraph.serve.finishing import cut_by, finished
from scgraph.serve.formats import choice
from scgraph.serve.forms import kind_of_answer
from scgraph.serve.journal import digest, note
from scgraph.serve.negotiating import VARY, accepted
from scgraph.serve.operation import (
    ACCEPTED,
    Pairs,
    address_parameters,
    endpoint,
    format_asked,
    operation,
)

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.routing import BaseRoute

    from scgraph.serve.served import Served

ADDRESS = "/sparql"
TRUNCATED = "Scgraph-Truncated"
_METHODS = ("GET", "HEAD", "OPTIONS", "POST")
_OF_NO_QUERY = frozenset(("format", "output"))


def routes(served: Served) -> list[BaseRoute]:
    """Return the address where queries are answered."""
    return [Route(ADDRESS, Sparql(served).answer, methods=list(_METHODS))]


class Sparql:
    """Answer queries, or describe the service to who asks none."""

    def __init__(self, served: Served) -> None:
        self._served = served
        self._describing = Describing(served.kg)

    async def answer(self, request: Request) -> Response:
        """Answer a request of any method that there is."""
        if request.method == "OPTIONS":
            allowed = {"Allow": ", ".join(_METHODS), "Accept-Post": ACCEPTED}
            return Response(status_code=204, headers=allowed)
        pairs = address_parameters(request)
        if request.method != "POST" and {name for name, _ in pairs} <= _OF_NO_QUERY:
            return await self._describing.answer(request, format_asked(pairs))
        return await self._query(request, pairs)

    async def _query(self, request: Request, pairs: Pairs) -> Response:
        asked = await operation(request, pairs, self._served.pool.limits)
        note(request.scope, query=digest(asked.query))
        chosen = choice(asked.format, accepted(request))
        kind = kind_of_answer(asked.query)
        if kind is not None:
            chosen.offer(kind)  # before any work is done for an answer that nobody takes

        def work(cancelled: Event) -> Reply:
            return self._served.pool.run(
                asked.query,
                formats=chosen.formats,
                dataset=asked.dataset,
                prefixes=self._served.kg.prefixes,
                limits=asked.limits,
                cancelled=cancelled,
            )

        reply = await self._served.done(request, work)
        offer = chosen.offer(reply.kind)
        link = f"{endpoint(request)}#{CUT}" if reply.is_truncated else ""
        body = finished(reply, offer.suffix, link)
        response = Response(body, headers=dict(VARY), media_type=offer.media)
        if reply.is_truncated:
            response.headers[TRUNCATED] = cut_by(reply, asked.limits.rows)
        return keepable(request, response)
