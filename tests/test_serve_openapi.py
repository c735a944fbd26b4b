"""The OpenAPI document: valid, whole, and true of what the server answers."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from openapi_spec_validator import OpenAPIV31SpecValidator
from schemathesis.core.control import SkipTest
from starlette.testclient import TestClient

import scgraph
from scgraph.names.facts import class_iri
from scgraph.sandbox import Limits
from scgraph.serve.app import make_app
from scgraph.serve.served import Settings, served

DEEP = bool(os.environ.get("SCGRAPH_DEEP"))
EXAMPLES = 60 if DEEP else 2
OURS = ("/questions", "/evidence", "/search", "/entity", "/id", "/paper", "/vocab", "/code")
SOME = (
    *("/questions", "/evidence", "/search", "/entity", "/id/{slug}", "/paper/{paper}/{node}"),
    *("/questions/actors/roles", "/questions/figures/older-than", "/questions/causes/chains"),
    "/questions/sources/withdrawn",
)
"""What every commit is held to; all addresses by `make deep`."""
NOT_WRONGLY = ("/questions", "/id/{slug}", "/paper/{paper}/{node}")
NOT_RIGHTLY = ("/entity",)


@pytest.fixture(scope="module")
def client(kg: scgraph.KnowledgeGraph) -> Iterator[TestClient]:
    """Return a client of the application, in this process."""
    with served(kg, Settings(workers=2, limits=Limits(seconds=60))) as being:
        yield TestClient(make_app(being))


@pytest.fixture(scope="module")
def document(client: TestClient) -> dict[str, Any]:
    """Return the document."""
    found: dict[str, Any] = client.get("/openapi.json").json()
    return found


def _resolved(document: dict[str, Any], parameter: dict[str, Any]) -> dict[str, Any]:
    if "$ref" not in parameter:
        return parameter
    found: dict[str, Any] = document["components"]["parameters"]
    return found[parameter["$ref"].rpartition("/")[2]]


def test_the_document_is_openapi(document: dict[str, Any]) -> None:
    """A validator of the standard's own schema finds nothing; a question of each topic will do."""
    seen: set[str] = set()
    if not DEEP:
        for path in list(document["paths"]):
            topic = path.split("/")[2] if path.count("/") > 2 else path
            if topic in seen:
                document = {**document, "paths": {**document["paths"]}}
                del document["paths"][path]
            seen.add(topic)
    assert len(document["paths"]) > 15
    assert [str(error) for error in OpenAPIV31SpecValidator(document).iter_errors()] == []


def test_the_document_says_what_the_headers_of_the_questions_say(
    document: dict[str, Any], kg: scgraph.KnowledgeGraph
) -> None:
    """One path a question; its parameters and columns, with the codes that a parameter takes."""
    codes = 0
    for name in kg.ask:
        question, operation = kg.question(name), document["paths"][f"/questions/{name}"]["get"]
        assert operation["summary"] == question.title
        parameters = {
            one["name"]: one
            for one in (_resolved(document, given) for given in operation["parameters"])
        }
        assert [*parameters] == [*(slot.name for slot in question.params), "limit", "offset"]
        for slot in question.params:
            schema = parameters[slot.name]["schema"]
            is_code = slot.kind and class_iri("Code") in kg.names.above(class_iri(slot.kind))
            assert ("enum" in schema) == bool(is_code)
            if is_code:
                codes += 1
                assert schema["enum"] == kg.names_of(slot.kind)
        body = operation["responses"]["200"]["content"]["application/json"]["schema"]
        assert [*body["properties"]["rows"]["items"]["properties"]] == [*question.columns]
    assert codes > 20
    names = [one["operationId"] for path in document["paths"].values() for one in path.values()]
    assert len(names) == len(set(names))


def test_every_example_is_answered(document: dict[str, Any], client: TestClient) -> None:
    """Whoever tries what the document shows gets an answer."""
    tried = 0
    ours = [item for item in document["paths"].items() if item[0].startswith(OURS)]
    for path, operations in ours if DEEP else [*ours[::6], *ours[-9:]]:
        asked = [_resolved(document, one) for one in operations["get"]["parameters"]]
        if path == "/entity":
            asked = asked[:1]
        given = {one["name"]: one["example"] for one in asked if "example" in one}
        address = path
        for name in [name for name in given if f"{{{name}}}" in path]:
            address = address.replace(f"{{{name}}}", str(given.pop(name)))
        query = {
            name: str(value).lower() if isinstance(value, bool) else value
            for name, value in given.items()
        }
        answer = client.get(address, params=query)
        assert answer.status_code == 200, (path, answer.text)
        tried += 1
    assert tried > 25


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
@pytest.mark.parametrize("wrong", [False, True], ids=["right", "wrong"])
def test_the_server_keeps_what_the_document_promises(client: TestClient, wrong: bool) -> None:
    """Made-up requests, right and wrong ones, get the statuses, forms and schemas that it names."""
    mode = schemathesis.GenerationMode.NEGATIVE if wrong else schemathesis.GenerationMode.POSITIVE
    schema = schemathesis.openapi.from_asgi("/openapi.json", client.app)
    schema.config.generation.update(modes=[mode])
    tried = []
    for result in schema.get_all_operations():
        operation = result.ok()
        is_ours = operation.path.startswith(OURS)
        # That one of two parameters must be there is more than OpenAPI can say.
        is_told = wrong or operation.path != "/entity"
        if not (is_ours and is_told and (DEEP or operation.path in SOME)):
            continue

        @given(case=operation.as_strategy(generation_mode=mode))
        @settings(
            max_examples=EXAMPLES,
            deadline=None,
            database=None,
            derandomize=True,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        def held(case: schemathesis.Case) -> None:
            case.call_and_validate()

        with suppress(SkipTest):  # what takes nothing cannot be asked wrongly
            held()
            tried.append(operation.path)
    assert set(SOME) - set(tried) <= set(NOT_WRONGLY if wrong else NOT_RIGHTLY)
