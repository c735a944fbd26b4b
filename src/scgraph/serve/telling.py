"""Tell a program what is wrong with a request: which parameter, what comes near, what to choose."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from scgraph.errors import AmbiguousNameError, ParameterError, ScgraphError
from scgraph.serve.failing import PROBLEM, problem
from scgraph.serve.negotiating import accepted
from scgraph.serve.refused import Refused

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response


class Told(Refused):
    """A request that is refused, and the members of its problem document (RFC 9457, 3.2).

    Args:
        status: of the answer.
        message: what is wrong, and what to do.
        parameter: the parameter that is at fault.
        near: names that come near the wrong one.
        choices: what else could have been said.
    """

    def __init__(
        self,
        status: int,
        message: str,
        *,
        parameter: str | None = None,
        near: Iterable[str] = (),
        choices: Iterable[Any] = (),
    ) -> None:
        super().__init__(status, message)
        self.parameter = parameter
        self.near = tuple(near)
        self.choices = tuple(choices)


def about_parameter(error: ScgraphError, name: str) -> Told:
    """Return an error about a value as one that names the parameter it was given to."""
    status = problem(error).status_code
    return Told(status, f"{name}: {error}", **{**members(error), "parameter": name})


def members(error: ScgraphError) -> dict[str, Any]:
    """Return what an error knows, for programs.

    >>> members(AmbiguousNameError("transport", ["id:transport", "id:transport-office"]))
    {'choices': ['id:transport', 'id:transport-office']}
    """
    found = {
        "parameter": error.parameter if isinstance(error, ParameterError | Told) else None,
        "near": list(getattr(error, "near", ())),
        "choices": list(error.hits)
        if isinstance(error, AmbiguousNameError)
        else list(getattr(error, "choices", ())),
    }
    return {name: value for name, value in found.items() if value}


def told(request: Request, error: ScgraphError) -> Response:
    """Return the problem document of an error, with all that it knows."""
    from starlette.responses import Response

    plain = problem(error, accepted(request))
    data, media = bytes(plain.body), plain.headers["content-type"]
    if media == PROBLEM:
        body = {**json.loads(data), **members(error)}
        data = json.dumps(body, ensure_ascii=False).encode(errors="backslashreplace")
    headers = {
        name: value for name, value in plain.headers.items() if not name.startswith("content-")
    }
    headers["Content-Length"] = str(len(data))
    is_head = request.method == "HEAD"
    return Response(b"" if is_head else data, plain.status_code, headers, media)
