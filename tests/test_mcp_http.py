"""The server over HTTP: several clients, only those that may call it, and an end in good order."""

from __future__ import annotations

import http.client
import os
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from click.testing import CliRunner
from mcp import Client

import scgraph
from drafted_papers import corpus_with_a_new_paper
from mcp_clients import over_http, started, used
from scgraph.cli.commands import main
from scgraph.mcp import corpus_server
from scgraph.mcp.questions import tool_name
from sparql_servers import oxigraph

ASKED = (
    "actors/all",
    "barriers/evidence-summary",
    "figures/all",
    "sources/summary",
    "views/causes",
    "recommendations/all",
)
DEPTH = 5_000
NESTED = "SELECT * { " + "{ " * DEPTH + "?s ?p ?o" + " }" * DEPTH + " }"
HOSTILE = (
    "SELECT * { SERVICE <http://127.0.0.1:1/sparql> { ?s ?p ?o } }",
    "SELECT * { SeRvIcE SILENT <http://127.0.0.1:1/sparql> { ?s ?p ?o } }",
    NESTED,
    "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }",
    "SELECT * FROM <file:///etc/passwd> { ?s ?p ?o } LIMIT 1",
    "LOAD <file:///etc/passwd>",
    "DROP ALL",
    "SELECT * { ?s ?p ?o ",
    "\x00",
)


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """Run the command over HTTP with a short time for queries."""
    cache = os.environ["SCGRAPH_CACHE"]
    with over_http("--timeout", "1", "--topic", "all", cache=cache) as (address, _):
        yield address


def posted(address: str, **headers: str) -> int:
    """Return the status of a first message with some headers."""
    parts = urlsplit(address)
    connection = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=10)
    message = (
        '{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-06-18",'
        '"capabilities":{},"clientInfo":{"name":"x","version":"1"}}}'
    )
    given = {
        "Content-Type": "application/json",
        "Accept": "application/json, text/event-stream",
        "Host": parts.netloc,
        **headers,
    }
    connection.request("POST", parts.path, message, given)
    status = connection.getresponse().status
    connection.close()
    return status


def test_a_request_that_calls_the_server_by_another_name_is_refused(address: str) -> None:
    """A page in a browser can point a name of its own at this machine, but not change the name."""
    netloc = urlsplit(address).netloc
    assert posted(address) == 200
    assert posted(address, Host=f"localhost:{urlsplit(address).port}") == 200
    refused = ("evil.example", f"{netloc}.evil.example", f"evil.example@{netloc}", "127.0.0.1:1")
    for host in refused:
        assert posted(address, Host=host) == 421, host
    for origin in ("http://evil.example", "null", f"http://{netloc}.evil.example"):
        assert posted(address, Origin=origin) == 403, origin
    assert posted(address, Origin=f"http://{netloc}") == 200


def test_a_body_that_is_too_large_is_refused(address: str) -> None:
    """Before it is read as JSON."""
    parts = urlsplit(address)
    connection = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=10)
    headers = {"Content-Type": "application/json", "Content-Length": str(10**9)}
    connection.request("POST", parts.path, b"{", headers)
    assert connection.getresponse().status == 413
    connection.close()


def test_two_clients_at_once_get_what_each_would_alone(
    kg: scgraph.KnowledgeGraph, address: str
) -> None:
    """Each asks six questions and a query while the other does."""
    got: dict[int, list[Any]] = {}

    async def ask_all(client: Client) -> list[Any]:
        answers = [await client.call_tool(tool_name(name), {"limit": 200}) for name in ASKED]
        query = {"sparql": "CONSTRUCT { ?s a ?o } { ?s a ?o . FILTER (?s = id:mic) }"}
        return [*answers, await client.call_tool("query_sparql", query)]

    def ask(number: int) -> None:
        got[number] = used(address, ask_all)

    threads = [threading.Thread(target=ask, args=(number,)) for number in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    first, second = ([one.structured_content for one in got[number]] for number in range(2))
    assert first == second
    for name, answer in zip(ASKED, first, strict=False):
        assert answer["rows"] == len(kg.ask(name)) > 0


@pytest.mark.parametrize("query", HOSTILE, ids=lambda query: ascii(query[:30]))
def test_a_hostile_query_leaves_the_server_alive(address: str, query: str) -> None:
    """It is refused or given up in words, and a good query is answered after it."""

    async def ask_both(client: Client) -> tuple[Any, Any]:
        bad = await client.call_tool("query_sparql", {"sparql": query})
        return bad, await client.call_tool("query_sparql", {"sparql": "ASK { id:mic ?p ?o }"})

    bad, good = used(address, ask_both)
    assert bad.is_error or bad.structured_content["quoted_data"]["rows"] == []
    assert good.structured_content["quoted_data"] == {"holds": True}


def test_a_query_that_runs_away_is_given_up(address: str) -> None:
    """With a sentence that says so."""
    answer = used(address, lambda client: client.call_tool("query_sparql", {"sparql": HOSTILE[3]}))
    assert answer.is_error
    assert answer.structured_content["error"] == "limit"


def test_the_end_is_in_good_order(tmp_path: Path) -> None:
    """A call that is under way when the signal comes is answered; nothing could be drafted."""
    corpus, cache = corpus_with_a_new_paper(tmp_path), os.environ["SCGRAPH_CACHE"]
    begun, got = threading.Event(), []
    with over_http("--corpus", str(corpus), "--timeout", "2", cache=cache) as (address, process):

        async def ask(client: Client) -> None:
            got.append([tool.name for tool in (await client.list_tools()).tools])
            begun.set()
            got.append(await client.call_tool("query_sparql", {"sparql": HOSTILE[3]}))

        asking = threading.Thread(target=lambda: used(address, ask))
        asking.start()
        begun.wait(30)
        time.sleep(0.5)
        process.terminate()
        asking.join(30)
        assert process.wait(timeout=30) == 0
    names, answer = got
    assert "find_thing" in names
    assert "propose_claim" not in names
    assert answer.structured_content["error"] == "limit"


def test_drafting_is_offered_over_http_only_if_it_is_asked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It writes files."""
    servers: list[Any] = []
    monkeypatch.setattr("scgraph.mcp.over_http.serve", lambda server, *_: servers.append(server))
    corpus = str(corpus_with_a_new_paper(tmp_path))
    for more in ([], ["--drafting"]):
        arguments = ["mcp", "--http", "--port", "0", "--corpus", corpus, *more]
        assert CliRunner().invoke(main, arguments).exit_code == 0

    async def look(client: Client) -> tuple[bool, bool]:
        tools = (await client.list_tools()).tools
        told = "Nothing can be written here" in (client.instructions or "")
        return "propose_claim" in {tool.name for tool in tools}, told

    assert [used(server, look) for server in servers] == [(False, True), (True, False)]


def test_a_port_that_is_taken_ends_the_command_with_a_sentence(address: str) -> None:
    """Exit 2, and what to do."""
    port = str(urlsplit(address).port)
    told = CliRunner().invoke(main, ["mcp", "--http", "--port", port])
    assert told.exit_code == 2
    assert "choose another" in told.output


def test_hostile_queries_over_stdin_leave_the_server_alive() -> None:
    """Nothing that a worker does gets into the talk between client and server."""

    async def ask_all(client: Client) -> list[Any]:
        bad = [await client.call_tool("query_sparql", {"sparql": query}) for query in HOSTILE]
        return [*bad, await client.call_tool("query_sparql", {"sparql": "ASK { id:mic ?p ?o }"})]

    parameters = started("--timeout", "1", cache=os.environ["SCGRAPH_CACHE"])
    *_, good = used(parameters, ask_all)
    assert good.structured_content["quoted_data"] == {"holds": True}


def test_a_corpus_that_another_server_holds_is_read(kg: scgraph.KnowledgeGraph) -> None:
    """The same answers and claims as of files, queries within limits, and no drafting."""

    async def ask_all(client: Client) -> tuple[list[str], list[Any]]:
        calls = [
            ("ask_question", {"question": "barriers/evidence-summary"}),
            ("show_card", {"name": "総務省"}),
            ("query_sparql", {"sparql": "SELECT ?c { ?c a scg:Claim } ORDER BY ?c", "limit": 3}),
        ]
        tools = (await client.list_tools()).tools
        answers = [await client.call_tool(tool, given) for tool, given in calls]
        return [tool.name for tool in tools], [one.structured_content for one in answers]

    near = used(corpus_server(kg), ask_all)
    with oxigraph(kg) as far:
        parameters = started("--corpus", far, cache=os.environ["SCGRAPH_CACHE"])
        assert used(parameters, ask_all) == near
    assert "propose_claim" not in near[0]
    assert all(answer["quoted_data"]["claims"] for answer in near[1])
