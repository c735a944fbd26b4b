"""The style of the pages of questions and things: a file of this server, since none is inline."""

from __future__ import annotations

from hashlib import sha256
from importlib.resources import files
from typing import TYPE_CHECKING

from scgraph.serve.resources import CACHING, Resources, Written, has, sent

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.routing import BaseRoute

ADDRESS, MEDIA = "/style.css", "text/css"


def routes(resources: Resources) -> list[BaseRoute]:
    """Return the address of the style sheet."""
    from starlette.routing import Route

    own = files("scgraph.serve").joinpath("resources.css").read_bytes()

    async def style(request: Request) -> Response:
        content = resources.frame.style + own
        tag = f'"{sha256(content).hexdigest()[:32]}"'
        headers = {"ETag": tag, "Cache-Control": CACHING}
        if has(request, tag):
            return sent(request, Written(b"", headers, 304), MEDIA)
        return sent(request, Written(content, headers), MEDIA)

    return [Route(ADDRESS, style)]
