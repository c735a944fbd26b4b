"""Let a client keep an answer, and ask only whether it is still the same (RFC 9110, 13)."""

from __future__ import annotations

import re
from hashlib import sha256
from typing import TYPE_CHECKING

from starlette.responses import Response

if TYPE_CHECKING:
    from starlette.requests import Request

REVALIDATED = {"Cache-Control": "no-cache"}
"""An answer may be kept, but not given again unasked: the next start may serve another graph."""
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
    response.headers.update({**REVALIDATED, "ETag": f'"{tag}"'})
    if not _has(request, tag):
        return response
    kept = {name: value for name, value in response.headers.items() if name in _OF_304}
    return Response(status_code=304, headers=kept)


def _tag(response: Response) -> str:
    media = response.headers.get("content-type", "")
    return sha256(media.encode() + b"\n" + bytes(response.body)).hexdigest()[:32]


def _has(request: Request, tag: str) -> bool:
    asked = ", ".join(request.headers.getlist("if-none-match"))
    return asked.strip() == "*" or tag in _TAG.findall(asked)
