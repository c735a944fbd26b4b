"""Things by words: a search for programs and for people, and the list of all things."""

from __future__ import annotations

from collections import defaultdict
from html import escape
from threading import Event
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from scgraph.answers import Table
from scgraph.errors import UnknownNameError
from scgraph.serve.asked import single
from scgraph.serve.negotiating import Offer
from scgraph.serve.question_pages import format_links
from scgraph.serve.questions import TABLES, as_json, in_form
from scgraph.serve.resources import HTML, Resources, Written
from scgraph.serve.rows import LIMIT, OFFSET, Span
from scgraph.serve.telling import Told, about_parameter
from scgraph.site.tables import linked_table, marked
from scgraph.site.things import list_of_things

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.routing import BaseRoute

WORDS, KIND = "words", "kind"
PER_PAGE = 50
KINDS = (
    *("Barrier", "Outcome", "Enabler", "Driver", "Actor", "Initiative", "Place", "Domain"),
    *("Construct", "Source", "Claim", "Figure", "Check", "ResearchQuestion", "Paper", "Code"),
)
"""The classes that the form offers."""


def routes(resources: Resources) -> list[BaseRoute]:
    """Return the address of the search."""
    from starlette.routing import Route

    async def answered(request: Request) -> Response:
        suffix = request.path_params.get("suffix", "")

        def write(offer: Offer, gone: Event) -> Written:
            return _answer(resources, request, offer)

        return await resources.answered(request, TABLES, suffix, write)

    return [
        Route("/search", resources.telling(answered)),
        Route("/search.{suffix}", resources.telling(answered)),
    ]


def _answer(resources: Resources, request: Request, offer: Offer) -> Written:
    is_page = offer == HTML
    given = single(request, (WORDS, KIND, LIMIT, OFFSET), may_be_empty=is_page)
    span = Span.of(given.pop(LIMIT, None), given.pop(OFFSET, None), PER_PAGE if is_page else None)
    if not given.get(WORDS, "").strip():
        if is_page:
            return Written(_page(resources, given, _all_things(resources, given.get(KIND))))
        raise Told(400, f"{WORDS} is missing: say what to look for", parameter=WORDS)
    try:
        found = resources.kg.search(given[WORDS], given.get(KIND))
    except UnknownNameError as error:
        raise about_parameter(error, KIND) from error
    limit = resources.served.pool.limits.rows if span.limit is None else span.limit
    end = len(found) if limit is None else span.offset + limit
    shown = found[span.offset : end]
    behind = _address(offer, given, span, end) if end < len(found) else None
    headers = {"Link": f'<{behind}>; rel="next"'} if behind else {}
    if offer.suffix == "json":
        return Written(_as_json(resources, shown, len(found), behind), headers)
    if is_page:
        return Written(
            _page(resources, given, _results(resources, given, shown, len(found), behind))
        )
    return Written(in_form(shown, offer), headers)


def _address(offer: Offer, given: dict[str, str], span: Span, offset: int) -> str:
    limit = {} if span.limit is None else {LIMIT: span.limit}
    return f"/search.{offer.suffix}?{urlencode({**given, **limit, OFFSET: offset})}"


def _as_json(resources: Resources, shown: Table, count: int, behind: str | None) -> bytes:
    things = [
        {
            "iri": row["thing"],
            "short": resources.kg.curie(str(row["thing"])),
            "label": row["thing_label"],
            "kinds": str(row["kind"]).split(" · "),
            "found_in": row["found_in"],
            "text": row["text"],
            "href": resources.addresses.of(str(row["thing"])),
        }
        for row in shown
    ]
    return as_json({"count": count, "next": behind, "things": things})


def _page(resources: Resources, given: dict[str, str], results: str) -> bytes:
    chosen = given.get(KIND, "")
    kinds = dict.fromkeys([*KINDS, *([chosen] if chosen else [])])
    options = "".join(
        f"<option{' selected' * (kind == chosen)}>{escape(kind)}</option>" for kind in kinds
    )
    form = (
        '<form action="/search" method="get" role="search">\n'
        '<p class="field"><label for="words">words</label>'
        f'<input type="search" id="words" name="words" value="{escape(given.get(WORDS, ""))}">'
        "<small>in any language, in names, definitions and claims</small></p>\n"
        '<p class="field"><label for="kind">kind</label>'
        f'<select id="kind" name="kind"><option value="">all</option>{options}</select>'
        "<small>only things of this class</small></p>\n"
        '<p class="send"><button type="submit">Search</button></p>\n</form>\n'
    )
    return resources.page("Things", f"<h1>Things</h1>\n{form}{results}")


def _results(
    resources: Resources, given: dict[str, str], shown: Table, count: int, behind: str | None
) -> str:
    head = f"<p><strong>{count} thing{'s' * (count != 1)}.</strong></p>\n"
    head += format_links("/search", f"?{urlencode(given)}", ("json", "csv", "md"))
    table = linked_table(shown, resources.link, resources.kg.curie) if len(shown) else ""
    more = f'<p><a rel="next" href="{escape(behind)}">More</a></p>\n' if behind else ""
    return f"{head}{table}{more}"


def _all_things(resources: Resources, kind: str | None) -> str:
    """List all things that have a page of their own, or those of a kind."""
    groups: dict[str, list[str]] = defaultdict(list)
    kg = resources.kg
    for row in resources.things:
        iri = str(row.thing)
        if kind is None or kg.names.is_a(iri, kind):
            link = marked(str(row.thing_label or kg.curie(iri)), resources.addresses.of(iri))
            groups[str(row.kind_label)].append(link)
    return list_of_things(groups)
