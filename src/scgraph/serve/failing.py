"""Turn errors into answers: a status, a sentence, and the place where there is one.

The body is a problem document (RFC 9457), or plain text for who takes no JSON. Nothing of how the
server works is in it.
"""

from __future__ import annotations

import re
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from scgraph.errors import (
    AmbiguousNameError,
    LimitError,
    ParameterError,
    QueryError,
    ScgraphError,
    UnknownNameError,
    UnknownQuestionError,
)
from scgraph.serve.journal import note
from scgraph.serve.negotiating import VARY, Offer, accepted, best
from scgraph.serve.refused import Refused

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

__all__ = ["PROBLEM", "Refused", "on_any_error", "on_http_error", "on_our_error", "problem"]

PROBLEM = "application/problem+json"
TEXT = "text/plain"
_OFFERS = (Offer(PROBLEM, "json"), Offer("application/json", "json"), Offer(TEXT, "txt"))
_PLACE = re.compile(r"line (\d+), column (\d+): ")
_STATUS: tuple[tuple[type[ScgraphError], int], ...] = (
    (QueryError, 400),
    (ParameterError, 400),
    (UnknownNameError, 404),
    (UnknownQuestionError, 404),
    (AmbiguousNameError, 409),
    (LimitError, 503),
)


def problem(error: ScgraphError, accept: str | None = None) -> Response:
    """Return the answer to a request that fails.

    Args:
        error: what is wrong.
        accept: what the client takes; None if it does not say.
    """
    status = error.status if isinstance(error, Refused) else _status(error)
    headers = dict(error.headers) if isinstance(error, Refused) else {}
    if isinstance(error, LimitError) and error.retry_after is not None:
        headers["Retry-After"] = str(error.retry_after)
    return answer(status, str(error), headers, accept)


def answer(
    status: int, said: str, headers: dict[str, str] | None = None, accept: str | None = None
) -> Response:
    """Return a problem document, with the place that the sentence begins with."""
    from starlette.responses import JSONResponse, PlainTextResponse

    title, headers = HTTPStatus(status).phrase, {**VARY, **(headers or {})}
    if _as_text(accept):
        return PlainTextResponse(f"{status} {title}\n{said}\n", status, headers)
    body: dict[str, Any] = {"title": title, "status": status, "detail": said}
    if found := _PLACE.match(said):
        body |= {"line": int(found[1]), "column": int(found[2])}
    return JSONResponse(body, status, headers, media_type=PROBLEM)


def _as_text(accept: str | None) -> bool:
    """Tell whether a client reads text rather than JSON, such as one that asks for CSV alone."""
    found = best(accept, _OFFERS)
    if found is not None:
        return found.media == TEXT
    return "json" not in (accept or "").lower()


def _status(error: ScgraphError) -> int:
    return next((status for kind, status in _STATUS if isinstance(error, kind)), 500)


async def on_our_error(request: Request, error: Exception) -> Response:
    """Answer a request that failed with an error of ours."""
    assert isinstance(error, ScgraphError)
    note(request.scope, refused=type(error).__name__)
    return problem(error, accepted(request))


async def on_http_error(request: Request, error: Exception) -> Response:
    """Answer a request for which there is no address or no method."""
    from starlette.exceptions import HTTPException

    assert isinstance(error, HTTPException)
    said, headers = error.detail, dict(error.headers or {})
    if error.status_code == HTTPStatus.METHOD_NOT_ALLOWED and "Allow" in headers:
        headers["Allow"] = ", ".join(sorted(headers["Allow"].split(", ")))
        said = f"this address takes {headers['Allow']}, not {request.method}"
    return answer(error.status_code, said, headers, accepted(request))


async def on_any_error(request: Request, error: Exception) -> Response:
    """Answer a request that met a fault of the server; the journal has what happened."""
    said = "the server met a fault; it is in its journal"
    return answer(500, said, accept=accepted(request))
