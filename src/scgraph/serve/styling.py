"""The style of the pages of questions and things: a file of this server, since none is inline."""

from __future__ import annotations

from hashlib import sha256
from importlib.resources import files
from typing import TYPE_CHECKING

from scgraph.serve.resources import Resources, Written, sent

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.routing import BaseRoute

ADDRESS = "/style.css"


def routes(resources: Resources) -> list[BaseRoute]:
    """Return the address of the style sheet."""
    from starlette.routing import Route

    own = files("scgraph.serve").joinpath("resources.css").read_bytes()

    async def style(request: Request) -> Response:
        content = resources.frame.style + own
        tag = f'"{sha256(content).hexdigest()[:32]}"'
        if request.headers.get("if-none-match") == tag:
            return sent(request, Written(b"", {"ETag": tag}, 304), "text/css")
        return sent(request, Written(content, {"ETag": tag}), "text/css")

    return [Route(ADDRESS, style)]
