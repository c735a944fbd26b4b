"""Answers of the server itself, where no application has been asked."""

from __future__ import annotations

import json
from http import HTTPStatus

from scgraph.serve.guarding import HEADERS


def refusal(status: int, said: str, retry_after: int | None = None) -> bytes:
    """Return a whole answer as it goes over the wire; the connection ends with it.

    >>> refusal(408, "too slow").split(b"\\r\\n")[0]
    b'HTTP/1.1 408 Request Timeout'
    """
    phrase = HTTPStatus(status).phrase
    body = json.dumps({"title": phrase, "status": status, "detail": said}).encode()
    headers = {
        **HEADERS,
        b"content-type": b"application/problem+json",
        b"content-length": str(len(body)).encode(),
        b"connection": b"close",
    }
    if retry_after is not None:
        headers[b"retry-after"] = str(retry_after).encode()
    lines = [f"HTTP/1.1 {status} {phrase}".encode()]
    lines += [name + b": " + value for name, value in headers.items()]
    return b"\r\n".join(lines) + b"\r\n\r\n" + body
