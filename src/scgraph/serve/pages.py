"""The pages of the server: the explorer at the start, and the query page.

A page states its own content security policy in a header; `Kept` carries it. The query page has no
script and no style in its markup: both are files of this server. The explorer is one file, whose
policy names its script and its style by their digests.
"""

from __future__ import annotations

import json
from functools import cached_property
from importlib.resources import files
from threading import Event, Lock
from typing import TYPE_CHECKING, Any

from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from scgraph.page import Host, joined, make_page
from scgraph.serve.keeping import A_YEAR, Kept
from scgraph.serve.knowing import MOST_NAMES, known, named
from scgraph.serve.refused import Refused

if TYPE_CHECKING:
    from starlette.requests import Request

    from scgraph.serve.resources import Resources

HTML, CSS = "text/html; charset=utf-8", "text/css; charset=utf-8"
SCRIPT, JSON, SVG = "text/javascript; charset=utf-8", "application/json", "image/svg+xml"
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
    "img-src 'self' data: blob:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
"""The policy of a page whose scripts and styles are files of this server."""

LINKS = {"Questions": "/questions", "Things": "/search", "Query": "/query"}
MOST_BYTES = 200 * 1024

SHARED = ("making.js", "layout.js", "force.js", "draw.js", "move.js", "download.js")
"""Scripts of the explorer that draw, move and download the picture of an answer."""

OWN = (
    "knowing.js",
    "tokens.js",
    "editor.js",
    "writing.js",
    "completing.js",
    "terms.js",
    "asking.js",
    "table.js",
    "picture.js",
    "results.js",
    "catalogue.js",
    "earlier.js",
    "main.js",
)
"""Scripts of the query page, in the order in which they build on each other."""


def routes(resources: Resources) -> list[BaseRoute]:
    """Return the addresses of the pages and of what they load."""
    pages = Pages(resources)
    return [
        Route("/", pages.start),
        Route("/query", pages.query),
        Route("/query/known.json", pages.known),
        Route("/query/names", pages.names, methods=["POST"]),
        Route("/static/query.js", pages.script),
        Route("/static/query.css", pages.style),
        Route("/static/icon.svg", pages.icon),
        Route("/favicon.ico", pages.icon),
    ]


class Pages:
    """The pages of one graph; each is made when first asked for, and kept."""

    def __init__(self, resources: Resources) -> None:
        self._resources = resources
        self._served = resources.served
        self._lock = Lock()

    async def start(self, request: Request) -> Response:
        """Answer with the explorer."""
        return await self._made("_explorer", request)

    async def known(self, request: Request) -> Response:
        """Answer with what the query page completes with."""
        return await self._made("_known", request)

    async def query(self, request: Request) -> Response:
        """Answer with the query page."""
        return self._page.answer(request)

    async def script(self, request: Request) -> Response:
        """Answer with the script of the query page."""
        return self._script.answer(request, cached=A_YEAR)

    async def style(self, request: Request) -> Response:
        """Answer with the style of the query page."""
        return self._style.answer(request, cached=A_YEAR)

    async def icon(self, request: Request) -> Response:
        """Answer with the sign of the server."""
        return self._icon.answer(request)

    async def names(self, request: Request) -> Response:
        """Answer with kind, labels and address of the things whose IRIs a JSON list holds."""
        iris = _iris(await _body(request))

        def work(_: Event) -> dict[str, list[Any]]:
            found = named(self._served.kg, iris)
            return {iri: [*told, self._resources.addresses.of(iri)] for iri, told in found.items()}

        return JSONResponse(await self._served.done(request, work))

    async def _made(self, name: str, request: Request) -> Response:
        def work(_: Event) -> Kept:
            with self._lock:  # made once, however many ask for it
                kept: Kept = getattr(self, name)
            return kept

        known: Kept | None = self.__dict__.get(name)
        if known is not None:
            return known.answer(request)
        return (await self._served.done(request, work)).answer(request)

    @cached_property
    def _explorer(self) -> Kept:
        kg = self._served.kg
        page = make_page(kg.ask, kg.names, host=Host(kg.bases[0], LINKS))
        return Kept.of(page.html, HTML, f"{page.policy}; frame-ancestors 'none'")

    @cached_property
    def _known(self) -> Kept:
        told = known(self._served.kg)
        return Kept.of(json.dumps(told, ensure_ascii=False, separators=(",", ":")), JSON)

    @cached_property
    def _page(self) -> Kept:
        html = _read("query.html")
        for name, file in (("script", self._script), ("style", self._style)):
            html = html.replace(f"{{{{{name}}}}}", file.digest)
        return Kept.of(html, HTML, POLICY)

    @cached_property
    def _script(self) -> Kept:
        return Kept.of(joined([*map(_drawing, SHARED), *map(_read, OWN)]), SCRIPT)

    @cached_property
    def _style(self) -> Kept:
        return Kept.of(_drawing("explorer.css") + _read("query.css"), CSS)

    @cached_property
    def _icon(self) -> Kept:
        return Kept.of(_read("icon.svg"), SVG)


async def _body(request: Request) -> bytes:
    body = b""
    async for piece in request.stream():
        body += piece
        if len(body) > MOST_BYTES:
            raise Refused(413, f"a list of IRIs over {MOST_BYTES} bytes is not taken")
    return body


def _iris(body: bytes) -> list[str]:
    try:
        iris = json.loads(body)
    except (ValueError, RecursionError):
        iris = None
    if not isinstance(iris, list) or not all(isinstance(iri, str) for iri in iris):
        raise Refused(400, "a JSON list of IRIs is due")
    if len(iris) > MOST_NAMES:
        raise Refused(413, f"more than {MOST_NAMES} IRIs at a time are not taken")
    return iris


def _drawing(name: str) -> str:
    return files("scgraph.page").joinpath(name).read_text(encoding="utf-8")


def _read(name: str) -> str:
    return files("scgraph.serve").joinpath("query", name).read_text(encoding="utf-8")
