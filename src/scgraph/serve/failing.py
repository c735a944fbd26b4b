"""Turn errors into answers: a status, a sentence, and the place where there is one.

The body is a problem document (RFC 9457). Nothing of how the server works is in it.
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

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

PROBLEM = "application/problem+json"
_PLACE = re.compile(r"line (\d+), column (\d+): ")
_STATUS: tuple[tuple[type[ScgraphError], int], ...] = (
    (QueryError, 400),
    (ParameterError, 400),
    (UnknownNameError, 404),
    (UnknownQuestionError, 404),
    (AmbiguousNameError, 409),
    (LimitError, 503),
)


class Refused(ScgraphError):
    """A request that is refused with a status, such as 406 or 415."""

    def __init__(self, status: int, message: str, **headers: str) -> None:
        self.status = status
        self.headers = {name.replace("_", "-"): value for name, value in headers.items()}
        super().__init__(message)


def problem(error: ScgraphError) -> Response:
    """Return the answer to a request that fails."""
    status = error.status if isinstance(error, Refused) else _status(error)
    said = str(error)
    more: dict[str, Any] = {}
    if found := _PLACE.match(said):
        more = {"line": int(found[1]), "column": int(found[2])}
    headers = dict(error.headers) if isinstance(error, Refused) else {}
    if isinstance(error, LimitError) and error.retry_after is not None:
        headers["Retry-After"] = str(error.retry_after)
    return answer(status, said, headers, more)


def answer(
    status: int,
    said: str,
    headers: dict[str, str] | None = None,
    more: dict[str, Any] | None = None,
) -> Response:
    """Return a problem document."""
    from starlette.responses import JSONResponse

    body = {"title": HTTPStatus(status).phrase, "status": status, "detail": said, **(more or {})}
    return JSONResponse(body, status, headers, media_type=PROBLEM)


def _status(error: ScgraphError) -> int:
    return next((status for kind, status in _STATUS if isinstance(error, kind)), 500)


async def on_our_error(request: Request, error: Exception) -> Response:
    """Answer a request that failed with an error of ours."""
    assert isinstance(error, ScgraphError)
    return problem(error)


async def on_http_error(request: Request, error: Exception) -> Response:
    """Answer a request for which there is no address or no method."""
    from starlette.exceptions import HTTPException

    assert isinstance(error, HTTPException)
    return answer(error.status_code, error.detail, dict(error.headers or {}))


async def on_any_error(request: Request, error: Exception) -> Response:
    """Answer a request that met a fault of the server; the journal has what happened."""
    return answer(500, "the server met a fault; it is in its journal")
