"""What all resources share: the graph, its statements and addresses, and how an answer is sent."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from hashlib import sha256
from html import escape
from threading import Event, RLock
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlencode

from scgraph.answers import Table
from scgraph.errors import ScgraphError, UnknownQuestionError
from scgraph.serve.addresses import Addresses
from scgraph.serve.caching import ASK_AGAIN, held
from scgraph.serve.negotiating import Offer, accepted, best, chosen, named
from scgraph.serve.rows import KeptRows
from scgraph.serve.telling import members, told
from scgraph.site.frame import Frame
from scgraph.site.statements import Statements
from scgraph.site.tables import marked
from scgraph.terms import BASE

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from scgraph.serve.served import Served

HTML = Offer("text/html", "html")
PLACES = (("Questions", "questions"), ("Things", "search"), ("Query", "query"))
"""What the navigation of every page leads to, beside the explorer."""
TITLE = "That cannot be answered"
KEPT = ("retry-after", "allow")
_PROBLEM = Offer("application/problem+json", "json")
POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'"
)
"""The policy of every page: it runs nothing, and what it shows is of this server."""

Endpoint = Callable[["Request"], Awaitable["Response"]]


@dataclass(frozen=True, slots=True)
class Written:
    """An answer as it is sent: its text, and what its head says beside."""

    body: bytes
    headers: Mapping[str, str] = field(default_factory=dict)
    status: int = 200


class Resources:
    """A graph as resources; what takes time to make is made once, when first asked for."""

    def __init__(self, served: Served) -> None:
        self.served = served
        self.kg = served.kg
        self.kept = KeptRows()
        self._lock = RLock()

    @property
    def statements(self) -> Statements:
        """What the graph states, by thing."""
        with self._lock:
            return self._statements

    @cached_property
    def _statements(self) -> Statements:
        return Statements(self.kg.quads)

    @cached_property
    def addresses(self) -> Addresses:
        """The addresses of things."""
        return Addresses((*self.kg.bases, BASE), lambda iri: iri in self.statements)

    @cached_property
    def frame(self) -> Frame:
        """What stands around the content of every page."""
        return Frame(self.kg.ask("papers/dataset"), "", PLACES)

    @cached_property
    def things(self) -> Table:
        """The things that a reader looks for, by kind and name."""
        return self.kg.ask("papers/things")

    @cached_property
    def titles(self) -> Mapping[str, str]:
        """What the things are called; a claim by what it says."""
        return {str(row.thing): str(row.thing_label) for row in self.things if row.thing_label}

    @property
    def description(self) -> Mapping[str, Any]:
        """The OpenAPI document of the server."""
        with self._lock:
            return self._description

    @cached_property
    def _description(self) -> Mapping[str, Any]:
        from scgraph.serve.openapi import document

        return document(self)

    def title(self, iri: str) -> str:
        """Return what a thing is called; a claim is called by what it says."""
        return self.titles.get(iri) or self.kg.label(iri)

    @cached_property
    def generation(self) -> str:
        """A digest of the graph and of what answers from it."""
        from scgraph import __version__

        digest = sha256(__version__.encode())
        for quad in self.kg.quads:
            digest.update(f"{quad}\n".encode())
        for name in self.kg.ask:
            digest.update(self.kg.question(name).text.encode())
        return digest.hexdigest()

    def link(self, iri: str) -> str | None:
        """Return the address of a thing of the graph; None if it is none."""
        return self.addresses.of(iri) if self.kg.names.kinds(iri) else None

    def page(self, title: str, body: str, head: str = "") -> bytes:
        """Put content into the frame of all pages."""
        return self.frame.page_below("/", title, body, head)

    async def answered(
        self,
        request: Request,
        offers: Sequence[Offer],
        suffix: str,
        write: Callable[[Offer, Event], Written],
    ) -> Response:
        """Answer a request in the form that its suffix names, or that its client likes best.

        Args:
            request: what is asked.
            offers: the forms in which there is an answer, the best first.
            suffix: the form that the address names; empty if it names none.
            write: makes the answer, in a thread.
        """
        offer = named(suffix, offers) if suffix else chosen(accepted(request), offers)

        def work(gone: Event) -> tuple[Written, str]:
            tag = self._tag(request, offer)
            if tag in held(request):
                return Written(b"", status=304), tag
            return write(offer, gone), tag

        written, tag = await self.served.done(request, work)
        headers = {"ETag": f'"{tag}"', "Cache-Control": ASK_AGAIN, **written.headers}
        return sent(request, replace(written, headers=headers), offer.media)

    def _tag(self, request: Request, offer: Offer) -> str:
        """Return a tag of the answer that is known before the answer is.

        The same graph, asked the same, gives the same bytes.
        """
        with self._lock:
            generation = self.generation
        # Not the address as text: what stands in it need not be text at all.
        asked = f"{generation} {offer.suffix} {request.scope['path']}?".encode(errors="replace")
        digest = sha256(asked + request.scope["query_string"])
        return digest.hexdigest()[:32]

    def telling(self, endpoint: Endpoint) -> Endpoint:
        """Return an endpoint whose errors are told to a person as a page, and else to a program."""

        async def told_to_all(request: Request) -> Response:
            try:
                return await endpoint(request)
            except ScgraphError as error:
                is_page = request.scope["path"].endswith(f".{HTML.suffix}")
                is_page = is_page or best(accepted(request), (_PROBLEM, HTML)) == HTML
                return self._failed(request, error) if is_page else told(request, error)

        return told_to_all

    def _failed(self, request: Request, error: ScgraphError) -> Response:
        """Tell a person what went wrong."""
        plain, known = told(request, error), members(error)
        offered = [*known.get("near", ()), *known.get("choices", ())]
        items = "".join(f"<li>{_offered(request, error, one)}</li>\n" for one in offered)
        body = f"<h1>{TITLE}</h1>\n<p>{escape(str(error))}</p>\n"
        body += f"<p>There is:</p>\n<ul>\n{items}</ul>\n" if items else ""
        kept = {name: value for name, value in plain.headers.items() if name in KEPT}
        return sent(request, Written(self.page(TITLE, body), kept, plain.status_code), HTML.media)


def _offered(request: Request, error: ScgraphError, one: str | Mapping[str, str]) -> str:
    """Write what could have been said instead, as a link to where that leads."""
    if not isinstance(one, str):
        return marked(f"{one['label']} ({one['short']})", one["href"])
    parameter: str | None = members(error).get("parameter")
    if isinstance(error, UnknownQuestionError):
        return marked(one, f"/questions/{quote(one)}")
    if parameter is not None and parameter in request.query_params:
        given = {**request.query_params, parameter: one}
        return marked(one, f"{quote(request.scope['path'])}?{urlencode(given)}")
    return marked(one, f"/entity?{urlencode({'name': one})}")


def sent(request: Request, written: Written, media: str) -> Response:
    """Return a response; the answer to HEAD has the head of an answer to GET."""
    from starlette.responses import Response

    headers = {"Vary": "Accept", **written.headers}
    if media == HTML.media:
        headers["Content-Security-Policy"] = POLICY
    if written.status == 304:
        return Response(None, 304, headers)
    headers["Content-Length"] = str(len(written.body))
    body = b"" if request.method == "HEAD" else written.body
    return Response(body, written.status, headers, media_type=media)
