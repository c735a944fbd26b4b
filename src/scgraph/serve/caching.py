"""Let a client keep an answer, and ask only whether it is still the same (RFC 9110, 13)."""

from __future__ import annotations

import re
from hashlib import sha256
from typing import TYPE_CHECKING

from starlette.responses import Response

if TYPE_CHECKING:
    from starlette.requests import Request

ASK_AGAIN = "no-cache"
"""An answer may be kept, but not given again unasked: the next start may serve another graph."""
ANY = "*"
"""What a client says that has some answer, whichever it is."""
_TAG = re.compile(r'(?:W/)?"([^"]*)"')
_OF_304 = ("etag", "cache-control", "vary")


def keepable(request: Request, response: Response) -> Response:
    """Return an answer with a tag of its content, or 304 if the client has it already.

    Only answers to GET and HEAD may be kept.

    >>> from starlette.requests import Request
    >>> asked = Request({"type": "http", "method": "GET", "headers": []})
    >>> keepable(asked, Response("3", media_type="text/csv")).headers["cache-control"]
    'no-cache'
    """
    if request.method not in ("GET", "HEAD"):
        response.headers["Cache-Control"] = "no-store"
        return response
    tag = _tag(response)
    response.headers.update({"Cache-Control": ASK_AGAIN, "ETag": f'"{tag}"'})
    if held(request).isdisjoint((tag, ANY)):
        return response
    kept = {name: value for name, value in response.headers.items() if name in _OF_304}
    return Response(status_code=304, headers=kept)


def _tag(response: Response) -> str:
    media = response.headers.get("content-type", "")
    return sha256(media.encode() + b"\n" + bytes(response.body)).hexdigest()[:32]


def held(request: Request) -> frozenset[str]:
    """Return the tags of the answers that a client says it has, without their quotes; or `ANY`.

    >>> from starlette.requests import Request
    >>> headers = [(b"if-none-match", b'W/"a", "b"')]
    >>> sorted(held(Request({"type": "http", "method": "GET", "headers": headers})))
    ['a', 'b']
    """
    asked = ", ".join(request.headers.getlist("if-none-match"))
    return frozenset([ANY] if asked.strip() == ANY else _TAG.findall(asked))
