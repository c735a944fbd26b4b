"""The description of this server for programs, generated from the headers of the questions.

It is an OpenAPI document (version 3.1.1): one path for each question, with its parameters, their
types and codes, and what each form of the answer looks like.
"""

from __future__ import annotations

from collections.abc import Iterator
from threading import Event
from typing import TYPE_CHECKING, Any

from scgraph.catalogue import Question
from scgraph.serve import entities, evidence, questions, schemas
from scgraph.serve.asked import single
from scgraph.serve.negotiating import Offer
from scgraph.serve.operations import operation, sparql_get, sparql_post, state
from scgraph.serve.resources import Resources, Written
from scgraph.serve.schemas import HREF, IRI, NUMBER, TEXT, Schema, listed, query

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.routing import BaseRoute

ADDRESS = "/openapi.json"
FORM = (Offer("application/json", "json"), Offer("application/openapi+json", "json"))
INTRODUCTION = """\
Questions on the claims of papers, the things that they name, and SPARQL. All is only read.

A form of an answer is asked for by the header Accept, or by a suffix of the path, such as `.csv`.
An answer as JSON tells beside its rows the things that they name, the claims behind them, where
papers state those, and the works that they cite: what is needed to cite it.
"""
PLACES = {
    "/id/{slug}": ("a shared thing: a barrier, an actor, a source", {"slug": "mic"}),
    "/paper/{paper}": ("a paper", {"paper": "an-2025"}),
    "/paper/{paper}/{node}": (
        "a claim, a check or a place of a paper",
        {"paper": "an-2025", "node": "mic-builds-ict-infrastructure"},
    ),
    "/vocab/{term}": ("a class or property of the vocabulary", {"term": "Claim"}),
    "/code/{list}/{code}": ("a code", {"list": "role", "code": "leads"}),
}
"""Where things stand: the part of their IRI behind the base."""


def routes(resources: Resources) -> list[BaseRoute]:
    """Return the address of the document."""
    from starlette.routing import Route

    async def described(request: Request) -> Response:
        single(request, ())

        def write(offer: Offer, gone: Event) -> Written:
            return Written(questions.as_json(resources.description))

        return await resources.answered(request, FORM, "", write)

    return [Route(ADDRESS, resources.telling(described))]


def document(resources: Resources) -> dict[str, Any]:
    """Return the whole document."""
    from scgraph import __version__

    return {
        "openapi": "3.1.1",
        "info": {
            "title": resources.frame.corpus,
            "version": __version__,
            "description": INTRODUCTION,
        },
        "servers": [{"url": "/"}],
        "tags": _tags(resources),
        "paths": {
            "/questions": {"get": _list()},
            **{f"/questions/{name}": {"get": one} for name, one in _questions(resources)},
            "/evidence": {"get": _evidence()},
            "/search": {"get": _search(resources)},
            "/entity": {"get": _entity()},
            **{path: {"get": _thing(path)} for path in PLACES},
            "/openapi.json": {"get": _itself()},
            "/sparql": {"get": sparql_get(), "post": sparql_post()},
            "/health": {"get": state("health", "Is the server alive?", ())},
            "/ready": {"get": state("ready", "Would a query be answered now?", ("503",))},
        },
        "components": {
            "schemas": schemas.components(),
            "responses": schemas.refusals(),
            "parameters": schemas.paging(),
        },
    }


def _tags(resources: Resources) -> list[Schema]:
    topics = dict.fromkeys(name.partition("/")[0] for name in resources.kg.ask)
    others = ("catalogue", "things", "sparql", "server")
    return [{"name": name} for name in (*others, *(topic for topic in topics))]


def _questions(resources: Resources) -> Iterator[tuple[str, Schema]]:
    for name in resources.kg.ask:
        yield name, _question(resources, resources.kg.question(name))


def _question(resources: Resources, question: Question) -> Schema:
    forms = schemas.forms(questions.ANSWERS, schemas.answer(question))
    return operation(
        "ask_" + question.name.replace("/", "_").replace("-", "_"),
        question.topic,
        question.title,
        schemas.parameters(resources, question),
        schemas.responses(forms, ("400", "404", "406", "409", "503"), is_paged=True),
        description=" ".join(filter(None, [question.answers, question.empty])),
    )


def _list() -> Schema:
    maybe = schemas.nullable(TEXT)
    slot = schemas.entries(
        {"name": TEXT, "type": TEXT, "kind": maybe, "about": TEXT, "example": maybe}
    )
    one = schemas.entries(
        {
            **dict.fromkeys(("name", "title", "answers", "topic"), TEXT),
            "parameters": listed(slot),
            "columns": listed(schemas.entries({"name": TEXT, "about": TEXT})),
            "href": HREF,
            "sparql": HREF,
        }
    )
    forms = schemas.forms(questions.LISTS, schemas.entries({"questions": listed(one)}))
    answers = schemas.responses(forms, ("400", "406"))
    return operation("list_questions", "catalogue", "The questions", (), answers)


def _evidence() -> Schema:
    body = schemas.entries({"things": listed(IRI), **schemas.cited()})
    forms = schemas.forms(evidence.FORMS, body)
    thing = query(
        evidence.THING,
        "a thing by any of its names, such as a claim of a row",
        {
            "type": "array",
            "items": {**TEXT, "minLength": 1},
            "minItems": 1,
            "maxItems": evidence.MOST,
        },
        required=True,
        example=["an-2025:mic-builds-ict-infrastructure"],
    )
    answers = schemas.responses(forms, ("400", "404", "406", "409", "503"))
    return operation("evidence", "things", "What stands behind things", [thing], answers)


def _search(resources: Resources) -> Schema:
    found = {
        "iri": IRI,
        **dict.fromkeys(("short", "label", "found_in", "text"), TEXT),
        "kinds": listed(TEXT),
        "href": HREF,
    }
    body = {
        "count": NUMBER,
        "next": schemas.nullable(HREF),
        "things": listed(schemas.entries(found)),
    }
    forms = schemas.forms(questions.TABLES, schemas.entries(body))
    words = query(
        "words",
        "all of them must occur in a name, a definition or a claim",
        {**TEXT, "pattern": r"\S"},
        required=True,
        example="ministry",
    )
    kind = query("kind", "the name of a class", {**TEXT, "minLength": 1}, example="Actor")
    answers = schemas.responses(forms, ("400", "404", "406"), is_paged=True)
    parameters = [words, kind, *schemas.paging().values()]
    return operation("search", "things", "Find things by words", parameters, answers)


def _card() -> Schema:
    told = listed(schemas.entries({"text": TEXT, "language": TEXT}))
    section = schemas.entries(
        {"heading": TEXT, "columns": listed(TEXT), "rows": listed({"type": "object"})}
    )
    return schemas.entries(
        {
            "iri": IRI,
            **dict.fromkeys(("short", "label"), TEXT),
            "kinds": listed(TEXT),
            "names": told,
            "definitions": told,
            "sections": listed(section),
            "href": HREF,
            "evidence": HREF,
        }
    )


def _entity() -> Schema:
    forms = schemas.forms(entities.FORMS, _card())
    answers = schemas.responses(forms, ("400", "404", "406", "503"))
    answers["300"] = {**schemas.problem("409"), "description": schemas.ERRORS["409"]}
    parameters = [
        query(
            entities.IRI,
            "the IRI of a thing; this, or its name",
            {**TEXT, "minLength": 1},
            example="https://w3id.org/scgraph/id/mic",
        ),
        query(entities.NAME, "any name of a thing; this, or its IRI", {**TEXT, "minLength": 1}),
    ]
    return operation("entity", "things", "A thing by IRI or name", parameters, answers)


def _thing(path: str) -> Schema:
    about, names = PLACES[path]
    parameters = [
        {"name": name, "in": "path", "required": True, "schema": TEXT, "example": example}
        for name, example in names.items()
    ]
    forms = schemas.forms(entities.FORMS, _card())
    answers = schemas.responses(forms, ("400", "404", "406", "503"))
    name = "thing" + "".join(f"_{part}" for part in path.split("/")[1:2])
    suffix = f"_by_{'_'.join(names)}" if len(names) > 1 else ""
    return operation(f"{name}{suffix}", "things", about.capitalize(), parameters, answers)


def _itself() -> Schema:
    answers = schemas.responses({offer.media: {"type": "object"} for offer in FORM}, ("400", "406"))
    return operation("describe", "server", "This document", (), answers)
