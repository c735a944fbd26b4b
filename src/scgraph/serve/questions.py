"""The catalogue as resources: the list of questions, and each question with its answer."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from threading import Event
from typing import TYPE_CHECKING, Any

from scgraph import files
from scgraph.answers import Table
from scgraph.answers.formats import TABLE_FORMATS
from scgraph.catalogue import Catalogue, Question
from scgraph.catalogue.describe import described
from scgraph.errors import UnknownQuestionError
from scgraph.serve.asked import Asked, asked, single
from scgraph.serve.citing import cited, claims_in, evidence_of, things_of
from scgraph.serve.negotiating import Offer
from scgraph.serve.question_pages import list_page, question_page
from scgraph.serve.resources import HTML, Resources, Written
from scgraph.serve.rows import OFFSET, Rows, rows_of
from scgraph.serve.sparql import TRUNCATED

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.routing import BaseRoute

TABLES = (
    Offer("application/json", "json"),
    Offer("text/csv", "csv"),
    Offer("text/tab-separated-values", "tsv"),
    Offer("application/x-ndjson", "jsonl"),
    Offer("text/markdown", "md"),
    HTML,
)
"""The forms of every table."""
ANSWERS = (
    *TABLES,
    Offer("application/sparql-results+json", "srj"),
    Offer("application/sparql-query", "rq"),
)
"""The forms of an answer; the last is the question itself, as SPARQL."""
LISTS = (*TABLES, Offer("text/turtle", "ttl"))
ROWS_OF_A_PAGE = 200


def routes(resources: Resources) -> list[BaseRoute]:
    """Return the addresses of the list and of the questions."""
    from starlette.routing import Route

    async def listed(request: Request) -> Response:
        suffix = request.path_params.get("suffix", "")
        single(request, ())
        return await resources.answered(
            request, LISTS, suffix, lambda offer, _: _list(resources, offer)
        )

    async def answered(request: Request) -> Response:
        name, suffix = _parted(request.path_params["name"], ANSWERS)
        question = _question(resources, name)

        def write(offer: Offer, gone: Event) -> Written:
            return _answer(resources, question, request, offer, gone)

        return await resources.answered(request, ANSWERS, suffix, write)

    return [
        Route("/questions", resources.telling(listed)),
        Route("/questions.{suffix}", resources.telling(listed)),
        Route("/questions/{name:path}", resources.telling(answered)),
    ]


def with_suffix(path: str, offers: Sequence[Offer]) -> tuple[str, str] | None:
    """Return a path and the suffix at its end; None if it ends with none of those offered.

    >>> with_suffix("causes/all.csv", ANSWERS), with_suffix("paper/a/2.1", ANSWERS)
    (('causes/all', 'csv'), None)
    """
    head, dot, suffix = path.rpartition(".")
    is_one = dot and head and any(suffix == offer.suffix for offer in offers)
    return (head, suffix) if is_one else None


def _parted(path: str, offers: Sequence[Offer]) -> tuple[str, str]:
    head, dot, suffix = path.rpartition(".")
    # No name of a question has a dot: what stands behind one is a form, if an unknown one.
    return with_suffix(path, offers) or ((head, suffix) if dot and head else (path, ""))


def _question(resources: Resources, name: str) -> Question:
    """Return a question by its whole name: another address of it would be another resource."""
    if name in resources.kg.ask:
        return resources.kg.question(name)
    try:
        near = [resources.kg.question(name).name]
    except UnknownQuestionError as error:
        near = list(error.near)
    raise UnknownQuestionError(name, (one for one in near if one in resources.kg.ask))


def _list(resources: Resources, offer: Offer) -> Written:
    if offer.suffix == "ttl":
        return Written(described(Catalogue(files.queries())).encode())
    if offer == HTML:
        questions = [resources.kg.question(name) for name in resources.kg.ask]
        return Written(list_page(resources, questions))
    if offer.suffix == "json":
        questions = [resources.kg.question(name) for name in resources.kg.ask]
        return Written(as_json({"questions": [_described(one) for one in questions]}))
    return Written(in_form(resources.kg.questions(), offer))


def _described(question: Question) -> dict[str, Any]:
    """Tell all about a question, for a program that is to choose and ask it."""
    return {
        "name": question.name,
        "title": question.title,
        "answers": question.answers,
        "topic": question.topic,
        "parameters": [
            {
                "name": slot.name,
                "type": slot.type,
                "kind": slot.kind,
                "about": slot.about,
                "example": question.example.get(slot.name),
            }
            for slot in question.params
        ],
        "columns": [{"name": name, "about": about} for name, about in question.columns.items()],
        "href": f"/questions/{question.name}",
        "sparql": f"/questions/{question.name}.rq",
    }


def _answer(
    resources: Resources, question: Question, request: Request, offer: Offer, gone: Event
) -> Written:
    is_page = offer == HTML
    default = ROWS_OF_A_PAGE if is_page else None
    names = resources.kg.names
    wanted = asked(question, request, names, is_form=is_page, rows=default)
    if offer.suffix == "rq":
        return Written(wanted.shown.encode(), _headers(wanted, offer, None))
    query, span = wanted.query, wanted.span
    rows = resources.kept.rows(query, span, lambda: rows_of(resources.served, query, span, gone))
    headers = _headers(wanted, offer, rows)
    if is_page:
        return Written(question_page(resources, wanted, rows, ANSWERS), headers)
    if offer.suffix == "json":
        return Written(_whole(resources, wanted, rows).encode(), headers)
    return Written(in_form(rows.table, offer), headers)


def _headers(wanted: Asked, offer: Offer, rows: Rows | None) -> dict[str, str]:
    address = f"/questions/{wanted.question.name}.{offer.suffix}"
    headers = {"Content-Location": f"{address}{wanted.query_string()}"}
    if rows is not None and rows.next is not None:
        headers["Link"] = f'<{address}{wanted.query_string(**{OFFSET: rows.next})}>; rel="next"'
    if rows is not None and rows.cut_by:
        headers[TRUNCATED] = rows.cut_by
    return headers


def _whole(resources: Resources, wanted: Asked, rows: Rows) -> str:
    """Write an answer with what it means and what it rests on, for programs that must cite."""
    kg, question, table = resources.kg, wanted.question, rows.table
    behind = None
    if rows.next is not None:
        behind = f"/questions/{question.name}.json{wanted.query_string(**{OFFSET: rows.next})}"
    head = {
        "question": question.name,
        "title": question.title,
        "answers": question.answers,
        "parameters": {
            name: {
                "value": value,
                **(
                    {"iri": wanted.iris[name], "label": kg.label(wanted.iris[name])}
                    if name in wanted.iris
                    else {}
                ),
            }
            for name, value in wanted.given.items()
        },
        "columns": [
            {"name": name, "about": question.columns.get(name, "")} for name in table.columns
        ],
        "offset": wanted.span.offset,
        "count": len(table),
        "truncated": bool(rows.cut_by),
        "next": behind,
    }
    tail = {
        "evidence": list(evidence_of(resources, table)),
        "things": things_of(resources, table),
        **cited(resources, claims_in(resources, table)),
    }
    # The rows are those of every other door: what writes them there writes them here.
    return f'{_open(head)},\n"rows": {table.to_json().rstrip()},\n{_open(tail)[1:].lstrip()}\n}}\n'


def _open(data: dict[str, Any]) -> str:
    """Write an object of JSON, an entry a line, without its end."""
    entries = (f"{json.dumps(name)}: {_json(value)}" for name, value in data.items())
    return "{\n" + ",\n".join(entries)


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def as_json(data: Any) -> bytes:
    """Write data as JSON."""
    return (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode()


def in_form(table: Table, offer: Offer) -> bytes:
    """Write a table in one of its forms."""
    write: Callable[[], str] = getattr(table, TABLE_FORMATS[offer.suffix])
    return write().encode()
