"""The style of the pages of questions and things: a file of this server, since none is inline."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from scgraph.serve.keeping import Kept
from scgraph.serve.resources import Resources

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.routing import BaseRoute

ADDRESS, MEDIA = "/style.css", "text/css"


def routes(resources: Resources) -> list[BaseRoute]:
    """Return the address of the style sheet."""
    from starlette.routing import Route

    @cache
    def kept() -> Kept:
        own = files("scgraph.serve").joinpath("resources.css").read_bytes()
        return Kept.of(resources.frame.style + own, MEDIA)

    async def style(request: Request) -> Response:
        # The frame asks the graph for its title, which is not for the thread of all clients.
        return (await resources.served.done(request, lambda gone: kept())).answer(request)

    return [Route(ADDRESS, style)]
