"""Tell whether the server is alive, and whether it would answer a query now."""

from __future__ import annotations

from threading import Event
from typing import TYPE_CHECKING

from scgraph.errors import ScgraphError

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.routing import BaseRoute

    from scgraph.serve.served import Served

SECONDS = 2.0
RETRY_AFTER = "1"


def routes(served: Served) -> list[BaseRoute]:
    """Return the addresses ``/health`` and ``/ready``."""
    from starlette.responses import JSONResponse
    from starlette.routing import Route

    uncached = {"Cache-Control": "no-store"}

    async def health(request: Request) -> Response:
        return JSONResponse({"status": "alive"}, headers=uncached)

    async def ready(request: Request) -> Response:
        reason = await _why_not(served, request)
        if reason is None:
            return JSONResponse({"status": "ready"}, headers=uncached)
        said = {"status": "not ready", "detail": reason}
        return JSONResponse(said, 503, {"Retry-After": RETRY_AFTER, **uncached})

    return [Route("/health", health), Route("/ready", ready)]


async def _why_not(served: Served, request: Request) -> str | None:
    """Return why no query would be answered now, or None if it would."""
    if served.is_stopping:
        return "the server stops"
    if not served.pool.is_ready:
        return "too many queries are waiting"
    limits = served.pool.limits.lowered(seconds=SECONDS)

    def asked(cancelled: Event) -> None:
        served.pool.run("ASK {}", limits=limits)

    try:
        await request.body()
        await served.done(request, asked)
    except ScgraphError as error:
        return str(error)
    return None
