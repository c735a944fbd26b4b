"""Stand before the application: who may call it by which name, and how its answers may be used.

A page of a stranger, open in a browser on this machine, can reach a server on the loopback. It
can call it by a name of its own that leads here (so the Host header is checked), and send it work
without reading the answer (so requests from other origins are refused unless they are allowed).
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from scgraph.serve.failing import Refused, answer
from scgraph.serve.journal import note

if TYPE_CHECKING:
    from collections.abc import Iterable

    from starlette.responses import Response
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from scgraph.serve.served import Settings

Headers = list[tuple[bytes, bytes]]
KB = 1024

POLICY = b"content-security-policy"
HEADERS = {
    b"server": b"scgraph",
    POLICY: b"default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    b"x-content-type-options": b"nosniff",
    b"x-frame-options": b"DENY",
    b"referrer-policy": b"no-referrer",
    b"cross-origin-resource-policy": b"same-origin",
    b"cross-origin-opener-policy": b"same-origin",
    b"permissions-policy": b"camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}
"""Headers of every answer; what an answer says itself stands, such as the policy of a page."""

_LOOPBACK = ("localhost", "127.0.0.1", "[::1]")
_HOST = re.compile(rb"(\[[0-9a-f:.]+\]|[a-z0-9_.-]+)(?::\d{1,5})?", re.IGNORECASE)
_MOST_BODY = 3, 16 * KB
"""Times the size of a query, since a form may write each byte as three, and what is beside it."""
_ASKED = b"access-control-request-method"
_PREFLIGHT = {
    "Access-Control-Allow-Methods": "GET, HEAD, POST",
    "Access-Control-Allow-Headers": "Accept, Content-Type, X-Request-Id",
    "Access-Control-Max-Age": "600",
}


class Guard:
    """An application that is called by its own names alone, and says how its answers may be used.

    Args:
        app: what is guarded.
        settings: what names and origins are allowed.
    """

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self._app = app
        self._names = frozenset(map(_plain, (*_LOOPBACK, settings.host, *settings.hosts)))
        self._origins = frozenset(origin.lower().encode() for origin in settings.origins)
        times, more = _MOST_BODY
        self._most = times * settings.limits.query + more

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or refuse it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        said = _Said(scope["headers"])
        is_shared = said.origin is not None and said.origin.lower() in self._origins
        shared = _shared(said.origin if is_shared else None, has_origins=bool(self._origins))

        async def completed(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = _completed(message.get("headers", ()), shared)
            await send(message)

        try:
            self._check_host(scope, said)
            if not is_shared:
                _check_origin(scope, said)
            elif said.asks_before and scope["method"] == "OPTIONS":
                await _preflight()(scope, receive, completed)
                return
            if said.has_body:
                receive = self._measured(said, receive)
        except Refused as error:
            note(scope, refused=str(error))
            response = answer(error.status, str(error), error.headers)
            await response(scope, receive, completed)
            return
        await self._app(scope, receive, completed)

    def _check_host(self, scope: Scope, said: _Said) -> None:
        if len(said.hosts) != 1 or (name := _name(said.hosts[0])) is None:
            raise Refused(400, "a request has one Host header, which names the server")
        if name not in self._names and name != _plain(str((scope.get("server") or ("",))[0])):
            raise Refused(
                421,
                "this server is not called so; if it is, start it with --allow-host and the name",
            )

    def _measured(self, said: _Said, receive: Receive) -> Receive:
        """Return what receives a body that is not too large."""
        left = self._most
        if said.length > left:
            raise _too_large(self._most)

        async def measured() -> Message:
            nonlocal left
            message = await receive()
            left -= len(message.get("body", b""))
            if left < 0:
                raise _too_large(self._most)
            return message

        return measured


class _Said:
    """What the headers of a request say that matters here."""

    __slots__ = ("asks_before", "has_body", "hosts", "is_embedded", "length", "origin")

    def __init__(self, headers: Iterable[tuple[bytes, bytes]]) -> None:
        self.hosts: list[bytes] = []
        self.origin: bytes | None = None
        self.has_body = self.asks_before = False
        self.length = 0
        site = mode = b""
        for name, value in headers:
            if name == b"host":
                self.hosts.append(value)
            elif name == b"origin":
                self.origin = value
            elif name == b"content-length":
                self.has_body, self.length = True, int(value) if value.isdigit() else 0
            elif name == b"transfer-encoding":
                self.has_body = True
            elif name == b"sec-fetch-site":
                site = value
            elif name == b"sec-fetch-mode":
                mode = value
            elif name == _ASKED:
                self.asks_before = True
        self.is_embedded = site in (b"cross-site", b"same-site") and mode != b"navigate"


def _check_origin(scope: Scope, said: _Said) -> None:
    """Refuse what a page of another origin sends; a link to here may be followed."""
    own = (b"http://" + said.hosts[0].lower(), b"https://" + said.hosts[0].lower())
    is_foreign = said.is_embedded if said.origin is None else said.origin.lower() not in own
    if is_foreign:
        raise Refused(
            403, "pages of other origins may not ask; start with --allow-origin to let one ask"
        )


def _preflight() -> Response:
    from starlette.responses import Response

    return Response(status_code=204, headers=_PREFLIGHT)


def _too_large(most: int) -> Refused:
    return Refused(413, f"a request of over {most // KB} KB is not taken")


@lru_cache(512)
def _name(host: bytes) -> str | None:
    """Return the name in a Host header, without its port."""
    found = _HOST.fullmatch(host)
    return _plain(found[1].decode()) if found else None


def _plain(name: str) -> str:
    """Return a name or address as it is compared.

    >>> _plain("[::1]"), _plain("Example.ORG.")
    ('::1', 'example.org')
    """
    return name.strip("[]").rstrip(".").lower()


def _shared(origin: bytes | None, *, has_origins: bool) -> Headers:
    """Return the headers that let the page of an allowed origin read the answer."""
    if not has_origins:
        return []
    if origin is None:
        return [(b"vary", b"Origin")]
    return [
        (b"vary", b"Origin"),
        (b"access-control-allow-origin", origin),
        (b"access-control-expose-headers", b"Link, Retry-After, Scgraph-Truncated, X-Request-Id"),
    ]


def _completed(headers: Iterable[tuple[bytes, bytes]], shared: Headers) -> Headers:
    said = list(headers)
    names = {name.lower() for name, _ in said}
    said += [(name, value) for name, value in HEADERS.items() if name not in names]
    return said + shared
