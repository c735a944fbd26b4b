"""What stands behind things: the claims, where papers state them, and the sources they cite."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from threading import Event
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from pyoxigraph import NamedNode, Quad, RdfFormat, parse

from scgraph.answers import Table
from scgraph.catalogue.evidence import BEHIND_CLAIMS
from scgraph.catalogue.fill import fill_slots, serialise
from scgraph.errors import AmbiguousNameError, LimitError, UnknownNameError
from scgraph.export import rdf_bytes
from scgraph.sandbox import Formats
from scgraph.serve.citing import STAND, cited, claims_of, in_parts
from scgraph.serve.negotiating import Offer
from scgraph.serve.question_pages import format_links
from scgraph.serve.questions import TABLES, as_json, in_form
from scgraph.serve.resources import HTML, Resources, Written
from scgraph.serve.telling import Told, about_parameter
from scgraph.site.tables import linked_table

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.routing import BaseRoute

THING = "thing"
MOST = 200
"""So many things can be asked about at once."""
RDF = (
    Offer("text/turtle", "ttl"),
    Offer("application/ld+json", "jsonld"),
    Offer("application/n-triples", "nt"),
)
FORMS = (*TABLES, *RDF)
_OTHERS = ("json", "csv", "md", *(form.suffix for form in RDF))


def routes(resources: Resources) -> list[BaseRoute]:
    """Return the address of the evidence."""
    from starlette.routing import Route

    async def answered(request: Request) -> Response:
        suffix = request.path_params.get("suffix", "")

        def write(offer: Offer, gone: Event) -> Written:
            things = _things(resources, request)
            claims = claims_of(resources, things)
            asked = urlencode(request.query_params.multi_items())
            location = f"/evidence.{offer.suffix}?{asked}"
            body = _written(resources, things, claims, offer, gone)
            return Written(body, {"Content-Location": location})

        return await resources.answered(request, FORMS, suffix, write)

    return [
        Route("/evidence", resources.telling(answered)),
        Route("/evidence.{suffix}", resources.telling(answered)),
    ]


def _things(resources: Resources, request: Request) -> list[str]:
    given = request.query_params.multi_items()
    for name, _ in given:
        if name != THING:
            message = f"there is no parameter {name[:100]!r}; there is {THING}, once or more"
            raise Told(400, message, parameter=name[:100])
    if not 0 < len(given) <= MOST:
        message = f"give {THING} once or more, at most {MOST} times: any name of a thing"
        raise Told(400, message, parameter=THING)
    try:
        return list(dict.fromkeys(resources.kg.names.resolve(value) for _, value in given))
    except (UnknownNameError, AmbiguousNameError) as error:
        raise about_parameter(error, THING) from error


def _written(
    resources: Resources, things: list[str], claims: list[str], offer: Offer, gone: Event
) -> bytes:
    if offer in RDF:
        quads = _subgraph(resources, claims, gone)
        return rdf_bytes(quads, f".{offer.suffix}", resources.kg.prefixes)
    if offer.suffix == "json":
        return as_json({"things": things, **cited(resources, claims)})
    table = _table(resources, claims)
    return _page(resources, things, table) if offer == HTML else in_form(table, offer)


def _table(resources: Resources, claims: list[str]) -> Table:
    parts = [
        resources.kg.ask(STAND, claim=[f"<{iri}>" for iri in part])
        for part in in_parts(resources, claims)
    ]
    if not parts:
        return Table(tuple(resources.kg.question(STAND).columns), ())
    rows = tuple(row for part in parts for row in part.rows)
    return Table(parts[0].columns, rows, tuple(row for part in parts for row in part.terms))


def _subgraph(resources: Resources, claims: list[str], gone: Event) -> Iterator[Quad]:
    """Yield what the graph holds of claims; `scgraph.KnowledgeGraph.evidence` is the same."""
    text = resources.kg.question(BEHIND_CLAIMS).text
    for part in in_parts(resources, claims, slots=text.count("UNDEF")):
        terms = " ".join(serialise(NamedNode(claim)) for claim in part)
        query = fill_slots(text, {"claim": terms})
        reply = resources.served.pool.run(
            query, formats=Formats(triples="nt"), cancelled=gone, is_ours=True
        )
        if reply.is_truncated:
            raise LimitError("more is behind these than fits in one answer; ask about fewer")
        yield from (Quad(*quad.triple) for quad in parse(reply.body, RdfFormat.N_TRIPLES))


def _page(resources: Resources, things: list[str], table: Table) -> bytes:
    kg = resources.kg
    given = f"?{urlencode([(THING, kg.curie(iri)) for iri in things])}"
    names = "".join(
        f'<li><a href="{escape(resources.addresses.of(iri))}">{escape(kg.label(iri))}</a></li>\n'
        for iri in things
    )
    count = len(set(table.column("claim")))
    body = (
        f"<h1>What stands behind it</h1>\n<ul>\n{names}</ul>\n"
        f"<p><strong>{count} claim{'s' * (count != 1)}.</strong></p>\n"
        f"{format_links('/evidence', given, _OTHERS)}"
        f"{linked_table(table, resources.link, resources.title) if len(table) else ''}"
    )
    return resources.page("What stands behind it", body)
