"""The application: all addresses, and what stands before and behind each."""

from __future__ import annotations

from scgraph.errors import ScgraphError
from scgraph.serve.failing import on_any_error, on_http_error, on_our_error
from scgraph.serve.served import Served

NEEDED = "to serve a graph, install scgraph-evidence[serve]"

try:
    from starlette.applications import Starlette
    from starlette.exceptions import HTTPException
    from starlette.routing import BaseRoute
except ImportError as error:
    raise ImportError(NEEDED) from error


def make_app(served: Served) -> Starlette:
    """Return the application for a graph."""
    return Starlette(
        routes=_routes(served),
        exception_handlers={
            ScgraphError: on_our_error,
            HTTPException: on_http_error,
            Exception: on_any_error,
        },
    )


def _routes(served: Served) -> list[BaseRoute]:
    """Return the addresses; those of things come last, since they take what is left."""
    return []
