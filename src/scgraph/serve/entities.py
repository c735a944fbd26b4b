"""Things by the part of their IRI behind the base, by their whole IRI, or by any of their names."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape
from threading import Event
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from pyoxigraph import Literal, NamedNode

from scgraph.answers import Section, Table
from scgraph.errors import AmbiguousNameError, UnknownNameError
from scgraph.export import rdf_bytes
from scgraph.graph.publishing import around, has_causes
from scgraph.serve.asked import single
from scgraph.serve.negotiating import Offer
from scgraph.serve.question_pages import FORMATS as CALLED
from scgraph.serve.questions import as_json, with_suffix
from scgraph.serve.resources import HTML, Resources, Written
from scgraph.serve.telling import Told
from scgraph.site.things import data_script, thing_body
from scgraph.terms import PREFIXES, VOCAB

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.routing import BaseRoute

FORMS = (
    Offer("text/turtle", "ttl"),
    HTML,
    Offer("application/ld+json", "jsonld"),
    Offer("application/n-triples", "nt"),
    Offer("application/json", "json"),
    Offer("text/markdown", "md"),
)
DRAWING = Offer("image/svg+xml", "svg")
"""The picture of what leads to a barrier and follows from it, beside its page."""
DRAWN = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'"
"""The policy of a picture, whose looks stand in itself."""
RDF = ("ttl", "jsonld", "nt")
TYPE = PREFIXES["rdf"] + "type"
BARRIER = VOCAB + "Barrier"
NAME, IRI = "name", "iri"


def routes(resources: Resources) -> list[BaseRoute]:
    """Return the addresses of things; the last takes whatever no other does."""
    from starlette.routing import Route

    entities = Entities(resources)
    return [
        Route("/entity", resources.telling(entities.asked_for)),
        Route("/entity.{suffix}", resources.telling(entities.asked_for)),
        Route("/{path:path}", resources.telling(entities.at_its_path)),
    ]


class Entities:
    """The things of a graph as resources."""

    def __init__(self, resources: Resources) -> None:
        self._resources = resources
        self._kg = resources.kg

    async def at_its_path(self, request: Request) -> Response:
        """Answer with the thing whose IRI ends with the path of the address."""
        path = request.path_params["path"]
        single(request, ())
        found = await self._resources.served.done(request, lambda _: self._found(path))
        return await self._answered(request, *found)

    async def asked_for(self, request: Request) -> Response:
        """Answer with the thing of an IRI or of a name."""
        given = single(request, (IRI, NAME))
        if len(given) != 1:
            raise Told(400, f"give one of {IRI} and {NAME}", parameter=IRI)

        def work(_: Event) -> str:
            ((key, value),) = given.items()
            return self._known(value) if key == IRI else self._named(value)

        iri = await self._resources.served.done(request, work)
        return await self._answered(request, iri, request.path_params.get("suffix", ""))

    async def _answered(self, request: Request, iri: str, suffix: str) -> Response:
        offers = (*FORMS, DRAWING) if suffix == DRAWING.suffix else FORMS
        return await self._resources.answered(
            request, offers, suffix, lambda offer, _: self._written(iri, offer)
        )

    def _found(self, path: str) -> tuple[str, str]:
        """Return the thing of a path, and the form that the path ends with."""
        for iri in self._resources.addresses.iris(path):
            if iri in self._resources.statements:
                return iri, ""
        parted = with_suffix(path, (*FORMS, DRAWING))
        if parted is not None:
            for iri in self._resources.addresses.iris(parted[0]):
                if iri in self._resources.statements:
                    return iri, parted[1]
        raise self._unknown(f"/{path}", (parted or (path, ""))[0])

    def _known(self, iri: str) -> str:
        if iri in self._resources.statements:
            return iri
        raise self._unknown(iri, iri)

    def _unknown(self, said: str, path: str) -> UnknownNameError:
        last = path.rstrip("/").rpartition("/")[2]
        return UnknownNameError(said[:200], None, self._kg.names.near(last[:100]))

    def _named(self, name: str) -> str:
        try:
            return self._kg.names.resolve(name)
        except AmbiguousNameError as error:
            raise Told(
                300, str(error), parameter=NAME, choices=self._choices(error.hits)
            ) from error

    def _choices(self, hits: Sequence[str]) -> Iterator[dict[str, str]]:
        for short in hits:
            iri = self._kg.names.resolve(short)
            yield {
                "iri": iri,
                "short": short,
                "label": self._kg.label(iri),
                "href": self._resources.addresses.of(iri),
            }

    def _written(self, iri: str, offer: Offer) -> Written:
        return Written(self._body(iri, offer), self._headers(iri, offer))

    def _body(self, iri: str, offer: Offer) -> bytes:
        if offer.suffix in RDF:
            # A claim comes with the links and citations that lie below it.
            quads = self._resources.statements.with_parts(iri)
            return rdf_bytes(quads, f".{offer.suffix}", self._kg.prefixes)
        if offer == DRAWING:
            return self._drawing(iri).encode()
        if offer == HTML:
            return self._page(iri)
        return as_json(self._card(iri)) if offer.suffix == "json" else self._markdown(iri).encode()

    def _headers(self, iri: str, offer: Offer) -> dict[str, str]:
        of = self._resources.addresses.of
        links = [f'<{of(iri)}>; rel="canonical"'] + [
            f'<{of(iri, other.suffix)}>; rel="alternate"; type="{other.media}"'
            for other in FORMS
            if other != offer
        ]
        headers = {"Content-Location": of(iri, offer.suffix), "Link": ", ".join(links)}
        return headers | ({"Content-Security-Policy": DRAWN} if offer == DRAWING else {})

    def _page(self, iri: str) -> bytes:
        of = self._resources.addresses.of
        title, kind = self._resources.title(iri), self._kind(iri)
        body = thing_body(
            iri,
            title,
            kind,
            (*self._sections(iri), self._stated(iri)),
            self._resources.statements,
            self._resources.link,
            self._kg.curie,
            [
                ("Evidence", f"/evidence?{urlencode({'thing': self._kg.curie(iri)})}"),
                *((CALLED[form.suffix], of(iri, form.suffix)) for form in FORMS if form != HTML),
            ],
            of(iri, DRAWING.suffix) if self._is_drawn(iri) else None,
        )
        head = data_script(self._resources.statements.of(iri), self._kg.prefixes)
        links = "".join(
            f'<link rel="alternate" type="{form.media}" href="{escape(of(iri, form.suffix))}">\n'
            for form in FORMS
            if form.suffix in RDF
        )
        return self._resources.page(title, body, f"{links}{head}")

    def _sections(self, iri: str) -> Sequence[Section]:
        return self._kg.card_parts(f"<{iri}>") if self._kg.names.kinds(iri) else ()

    def _stated(self, iri: str) -> Section:
        """Return all that the graph states of a thing, as it is written there."""
        quads = sorted({quad.triple for quad in self._resources.statements.of(iri)}, key=str)
        table = Table.from_terms(
            ("property", "property_label", "value", "language"),
            [
                (
                    triple.predicate,
                    Literal(self._kg.curie(triple.predicate.value)),
                    triple.object,
                    Literal(triple.object.language)
                    if isinstance(triple.object, Literal) and triple.object.language
                    else None,
                )
                for triple in quads
            ],
        )
        return Section("In the graph", table)

    def _kind(self, iri: str) -> str:
        types = (
            self._kg.curie(quad.object.value)
            for quad in self._resources.statements.of(iri)
            if quad.predicate.value == TYPE and isinstance(quad.object, NamedNode)
        )
        return " · ".join(self._kg.names.special_kinds(iri) or types)

    def _is_drawn(self, iri: str) -> bool:
        return BARRIER in self._kg.names.kinds(iri) and has_causes(self._kg, f"<{iri}>")

    def _drawing(self, iri: str) -> str:
        drawing = around(self._kg, f"<{iri}>") if self._is_drawn(iri) else ""
        if not drawing:
            raise UnknownNameError(self._resources.addresses.of(iri, DRAWING.suffix))
        return drawing

    def _card(self, iri: str) -> dict[str, Any]:
        of, names = self._resources.addresses.of, self._kg.names
        return {
            "iri": iri,
            "short": self._kg.curie(iri),
            "label": self._resources.title(iri),
            "kinds": list(names.special_kinds(iri)),
            "names": _told(self._resources.statements.names(iri)),
            "definitions": _told(self._resources.statements.definitions(iri)),
            "sections": [
                {
                    "heading": part.heading,
                    "columns": list(part.answer.columns),
                    "rows": _rows(part.answer),
                }
                for part in self._sections(iri)
            ],
            "href": of(iri),
            "evidence": f"/evidence?{urlencode({'thing': self._kg.curie(iri)})}",
        }

    def _markdown(self, iri: str) -> str:
        marked = Table(("name", "language"), tuple(self._resources.statements.names(iri)))
        parts = [
            f"# {_plain(self._resources.title(iri))}\n",
            f"{_plain(self._kind(iri))} · <{iri}>\n",
            *(f"{_plain(text)}\n" for text, _ in self._resources.statements.definitions(iri)),
            *([marked.to_markdown()] if len(marked) else []),
        ]
        for part in self._sections(iri):
            words = part.answer.in_words(self._kg.curie).to_markdown()
            parts.append(f"## {_plain(part.heading)}\n\n{words}")
        return "\n".join(parts)


def _told(pairs: Iterator[tuple[str, str]]) -> list[dict[str, str]]:
    return [{"text": text, "language": language} for text, language in pairs]


def _rows(table: Table) -> Any:
    import json

    return json.loads(table.to_json())


def _plain(text: str) -> str:
    """Write a text so that Markdown shows it as it is."""
    from scgraph.answers.formats import markdown_text

    return markdown_text(text)
