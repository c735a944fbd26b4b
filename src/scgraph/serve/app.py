"""The application: all addresses, and what stands before and behind each."""

from __future__ import annotations

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.routing import BaseRoute

from scgraph.errors import ScgraphError
from scgraph.serve import (
    entities,
    evidence,
    health,
    openapi,
    pages,
    questions,
    searching,
    sparql,
    styling,
)
from scgraph.serve.failing import on_any_error, on_http_error, on_our_error
from scgraph.serve.resources import Resources
from scgraph.serve.served import Served


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
    resources = Resources(served)
    return [
        # SPARQL and the description of the service
        *sparql.routes(served),
        # the questions and their OpenAPI document, evidence and search
        *questions.routes(resources),
        *openapi.routes(resources),
        *evidence.routes(resources),
        *searching.routes(resources),
        *styling.routes(resources),
        # health and readiness
        *health.routes(served),
        # the start page and the query page
        *pages.routes(resources),
        # things, by the part of their IRI behind the base
        *entities.routes(resources),
    ]
