"""What the OpenAPI document says of parameters and answers, as JSON Schema (2020-12)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from scgraph.catalogue import Parameter, Question
from scgraph.serve.negotiating import Offer
from scgraph.serve.question_pages import codes_of
from scgraph.serve.rows import LIMIT, MOST, OFFSET

if TYPE_CHECKING:
    from scgraph.serve.resources import Resources

Schema = dict[str, Any]
TEXT: Schema = {"type": "string"}
NUMBER: Schema = {"type": "integer", "minimum": 0}
IRI: Schema = {"type": "string", "description": "an IRI"}
HREF: Schema = {"type": "string", "description": "an address of this server"}
MAY_BE_MISSING = "null"

ERRORS = {
    "400": "a parameter is unknown, given twice or has a wrong value",
    "404": "nothing bears this name; the answer offers names that come near",
    "406": "none of the forms that are accepted can be given",
    "409": "several things bear this name; the answer lists them",
    "503": "the server is busy, or the answer takes more than it may; ask again later or for less",
}

NAMES = {
    "400": "Wrong",
    "404": "Unknown",
    "406": "NotInThisForm",
    "409": "Ambiguous",
    "503": "Busy",
}


def listed(items: Schema) -> Schema:
    """Return the schema of a list."""
    return {"type": "array", "items": items}


def entries(properties: Mapping[str, Schema], optional: Iterable[str] = ()) -> Schema:
    """Return the schema of an object that has these entries and no others."""
    required = [name for name in properties if name not in set(optional)]
    return {
        "type": "object",
        "properties": dict(properties),
        "required": required,
        "additionalProperties": False,
    }


def by_iri(of: Schema) -> Schema:
    """Return the schema of an object whose keys are IRIs."""
    return {"type": "object", "additionalProperties": of}


def nullable(schema: Schema) -> Schema:
    """Return a schema that takes null too."""
    return {**schema, "type": [schema["type"], MAY_BE_MISSING]}


def reference(name: str) -> Schema:
    """Return a reference to a schema of the document."""
    return {"$ref": f"#/components/schemas/{name}"}


def components() -> dict[str, Schema]:
    """Return the schemas that several answers share, by name."""
    named = {"label": TEXT, "href": HREF}
    return {
        "Problem": {
            "type": "object",
            "description": "what is wrong with a request (RFC 9457)",
            "properties": {
                "title": TEXT,
                "status": {"type": "integer"},
                "detail": {"type": "string", "description": "what is wrong, and what to do"},
                "parameter": {"type": "string", "description": "the parameter at fault"},
                "near": {**listed(TEXT), "description": "names that come near the wrong one"},
                "choices": {"type": "array", "description": "what else could have been said"},
                "line": NUMBER,
                "column": NUMBER,
            },
            "required": ["title", "status", "detail"],
        },
        "Thing": entries({"short": TEXT, "kinds": listed(TEXT), **named}),
        "Claim": entries(
            {
                "says": {"type": "string", "description": "the claim in the curators' words"},
                "paper": IRI,
                "places": {**listed(TEXT), "description": "section, paragraph and sentence"},
                "sources": {**listed(IRI), "description": "the works that it cites"},
                "read_on": {"type": "string", "description": "for a claim of another work"},
                "href": HREF,
                "evidence": nullable(HREF),
            },
            optional=["read_on"],
        ),
        "Paper": entries(named),
        "Source": entries(
            {
                **named,
                "addresses": {**listed(TEXT), "description": "where it can be read"},
                "numbers": {
                    "type": "object",
                    "description": "its number in the list of each paper, by the paper's IRI",
                },
            }
        ),
    }


def cited() -> dict[str, Schema]:
    """Return what tells the claims behind an answer, to be cited."""
    return {
        "claims": by_iri(reference("Claim")),
        "papers": by_iri(reference("Paper")),
        "sources": by_iri(reference("Source")),
    }


def answer(question: Question) -> Schema:
    """Return the schema of the answer to a question as JSON."""
    row = entries({name: {"description": about} for name, about in question.columns.items()})
    value = entries({"value": TEXT, "iri": IRI, "label": TEXT}, optional=["iri", "label"])
    return entries(
        {
            "question": {"type": "string", "const": question.name},
            "title": TEXT,
            "answers": TEXT,
            "parameters": {"type": "object", "additionalProperties": value},
            "columns": listed(entries({"name": TEXT, "about": TEXT})),
            "offset": NUMBER,
            "count": NUMBER,
            "truncated": {
                "type": "boolean",
                "description": "whether a limit of the server left out rows that were asked for",
            },
            "next": {**nullable(HREF), "description": "the rows behind these; null if none are"},
            "rows": listed(row),
            "evidence": {
                **listed(nullable(HREF)),
                "description": "for each row, the address of what it rests on",
            },
            "things": by_iri(reference("Thing")),
            **cited(),
        }
    )


def parameters(resources: Resources, question: Question) -> list[Schema]:
    """Return the parameters of a question, as its header says, and those of paging."""
    own = [
        {
            "name": slot.name,
            "in": "query",
            "description": _told(slot),
            "schema": value_schema(resources, slot),
            **({"example": example(slot, question)} if slot.name in question.example else {}),
        }
        for slot in question.params
    ]
    names = (LIMIT, OFFSET)
    return [*own, *({"$ref": f"#/components/parameters/{name}"} for name in names)]


def paging() -> dict[str, Schema]:
    """Return the parameters by which an answer is taken in parts, by name."""
    limit = {"type": "integer", "minimum": 1, "maximum": MOST}
    return {
        LIMIT: query(LIMIT, "at most so many rows", limit),
        OFFSET: query(OFFSET, "leave out so many rows first", {**NUMBER, "maximum": MOST}),
    }


def query(name: str, about: str, schema: Schema, **more: Any) -> Schema:
    """Return a parameter of the address."""
    return {"name": name, "in": "query", "description": about, "schema": schema, **more}


def value_schema(resources: Resources, slot: Parameter) -> Schema:
    """Return the schema of the values of a parameter."""
    if slot.type in ("integer", "boolean"):
        return {"type": slot.type}
    if slot.type == "decimal":
        return {"type": "number"}
    codes = [slug for slug, _ in codes_of(resources, slot)]
    return {"type": "string", "enum": codes} if codes else {"type": "string", "minLength": 1}


def example(slot: Parameter, question: Question) -> Any:
    """Return the example of a parameter as its type."""
    text = question.example[slot.name]
    if slot.type == "integer":
        return int(text)
    return text == "true" if slot.type == "boolean" else text


def _told(slot: Parameter) -> str:
    if slot.type != "iri":
        return slot.about
    kind = f"a {slot.kind}" if slot.kind else "any thing"
    return f"{slot.about}. It is {kind}: by slug, label in any language, CURIE or IRI"


def responses(
    forms: Mapping[str, Schema | None], errors: Sequence[str], *, is_paged: bool = False
) -> Schema:
    """Return the answers of an address: a schema for each media type, and the errors.

    Args:
        forms: the schema of each media type; None where it is text.
        errors: the statuses of errors.
        is_paged: whether the head of an answer may lead to the rows behind it.
    """
    paged = {
        "Link": {"description": 'the rows behind these, as rel="next"', "schema": TEXT},
        "Scgraph-Truncated": {
            "description": "which limit of the server left out rows that were asked for",
            "schema": {"type": "string", "enum": ["rows", "size"]},
        },
    }
    tag = {"ETag": {"description": "a tag of the answer, to ask again by", "schema": TEXT}}
    content = {media: {"schema": schema or TEXT} for media, schema in forms.items()}
    well = {
        "description": "the answer",
        "headers": {**tag, **(paged if is_paged else {})},
        "content": content,
    }
    same = {"description": "the answer is still that of the tag in If-None-Match"}
    refused = {status: {"$ref": f"#/components/responses/{NAMES[status]}"} for status in errors}
    return {"200": well, "304": same, **refused}


def refusals() -> dict[str, Schema]:
    """Return the answers to requests that fail, by the names that `responses` refers to."""
    return {NAMES[status]: problem(status) for status in ERRORS}


def problem(status: str) -> Schema:
    """Return the answer to a request that fails."""
    return {
        "description": ERRORS[status],
        "content": {
            "application/problem+json": {"schema": reference("Problem")},
            "text/html": {"schema": TEXT},
            "text/plain": {"schema": TEXT},
        },
    }


def forms(offers: Sequence[Offer], as_json: Schema) -> dict[str, Schema | None]:
    """Return the media types of what is offered, with the schema of the JSON."""
    return {
        offer.media: as_json if offer.media == "application/json" else _structured(offer.media)
        for offer in offers
    }


def _structured(media: str) -> Schema | None:
    return {"type": "object"} if media.endswith("+json") else None
