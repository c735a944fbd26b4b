"""The SPARQL 1.1 Protocol, rule by rule, over a real connection."""

from __future__ import annotations

import json
from urllib.parse import quote

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import scgraph
from protocol_situations import BROKEN, DIRECT, FORM, QUERIES, SITUATIONS, UPDATES, Situation
from serving import Answered, Server

BOUND = 64 * 1024


def of(server: Server, situation: Situation) -> Answered:
    """Return what a situation comes to."""
    return server.request(situation.method, situation.target, situation.body, situation.headers)


def test_there_are_more_situations_than_the_suite_of_the_working_group_has() -> None:
    """Queries, broken requests and updates are told apart, and each is told once."""
    assert len(QUERIES) >= 14
    assert len(BROKEN) >= 14
    assert len(UPDATES) >= 14
    assert len({situation.rule for situation in SITUATIONS}) >= len(SITUATIONS) - 2


@pytest.mark.parametrize("situation", SITUATIONS, ids=str)
def test_a_situation_is_met_as_the_protocol_says(server: Server, situation: Situation) -> None:
    """Each request gets the status, the media type and the content that it must get."""
    answer = of(server, situation)
    assert answer.status == situation.status, answer.text
    assert situation.media in (None, answer.media)
    assert situation.holds in answer.body
    assert int(answer.headers["content-length"]) == len(answer.body)


@pytest.mark.parametrize("situation", BROKEN + UPDATES, ids=str)
def test_a_refusal_says_in_words_what_is_wrong(server: Server, situation: Situation) -> None:
    """A refused request gets a problem document with a sentence, and nothing of the server."""
    answer = of(server, situation)
    assert answer.media == "application/problem+json"
    said = json.loads(answer.body)
    assert said["status"] == answer.status
    assert len(said["detail"].split()) >= 3
    assert "Traceback" not in answer.text


def test_no_update_changes_anything(server: Server, kg: scgraph.KnowledgeGraph) -> None:
    """After all updates in all spellings there are as many triples as before."""
    for situation in UPDATES:
        assert 400 <= of(server, situation).status < 500
    counted = server.get(query="SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }", format="csv")
    assert int(counted.text.split()[1]) == len(set(kg.quads))


def test_head_is_get_without_the_body(server: Server) -> None:
    """HEAD gets the headers of GET, the length among them, and no body."""
    target = f"/sparql?query={quote('SELECT * { ?s ?p ?o } LIMIT 3')}"
    got, head = server.request("GET", target), server.request("HEAD", target)
    assert (head.status, head.body) == (200, b"")
    for name in ("content-length", "content-type", "vary"):
        assert head.headers[name] == got.headers[name]


def test_options_tell_what_may_be_sent(server: Server) -> None:
    """OPTIONS names the methods and the media types of queries."""
    answer = server.request("OPTIONS")
    assert answer.status == 204
    assert answer.headers["allow"] == "GET, HEAD, OPTIONS, POST"
    assert answer.headers["accept-post"].split(", ") == [
        "application/sparql-query",
        "application/x-www-form-urlencoded",
    ]


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "TRACE", "PROPFIND"])
def test_another_method_is_told_which_there_are(server: Server, method: str) -> None:
    """A method that there is not gets 405, and the header Allow."""
    answer = server.request(method, "/sparql?query=ASK%7B%7D")
    assert (answer.status, answer.headers["allow"]) == (405, "GET, HEAD, OPTIONS, POST")


@pytest.mark.parametrize(
    "accept", ["text/plain, text/csv;q=0.1", "text/csv", "text/turtle, text/*;q=0.1"]
)
def test_who_takes_only_text_is_told_in_text(server: Server, accept: str) -> None:
    """A client that takes no JSON reads status, place and reason as text."""
    answer = server.get(query="ASK {\n ?s ?p }", accept=accept)
    assert (answer.status, answer.media) == (400, "text/plain")
    assert answer.text.startswith("400 Bad Request\nline 2, column ")


@pytest.mark.parametrize(
    "accept", [None, "*/*", "application/sparql-results+json", "application/json", "text/html,*/*"]
)
def test_who_takes_json_is_told_in_a_problem_document(server: Server, accept: str | None) -> None:
    """Any other client gets line and column as numbers."""
    answer = server.get(query="ASK {\n ?s ?p }", accept=accept)
    assert (answer.status, answer.media) == (400, "application/problem+json")
    assert json.loads(answer.body)["line"] == 2


def test_a_query_that_is_too_long_is_refused_by_what_carries_it(server: Server) -> None:
    """In a body it is 413, in a form too; one at the bound is answered."""
    at_the_bound = b"ASK {} #" + b"x" * (BOUND - 8)
    beyond = at_the_bound + b"x"
    assert server.request("POST", body=at_the_bound, headers=DIRECT).status == 200
    assert server.request("POST", body=beyond, headers=DIRECT).status == 413
    assert server.request("POST", body=b"query=" + beyond, headers=FORM).status == 413
    encoded = b"query=" + b"".join(b"%%%02X" % letter for letter in at_the_bound)
    assert server.request("POST", body=encoded, headers=FORM).status == 200


def test_a_body_that_says_it_is_too_long_is_not_waited_for(server: Server) -> None:
    """The answer to a body of 1 TB comes before its first byte."""
    head = b"POST /sparql HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n"
    said = server.raw(
        head + b"Content-Type: application/sparql-query\r\nContent-Length: 1000000000000\r\n\r\n"
    )
    assert said.startswith(b"HTTP/1.1 413 ")


def test_a_body_in_pieces_is_read_up_to_the_bound(server: Server) -> None:
    """A body of which nobody knows the length is answered, or given up at the bound."""
    head = (
        b"POST /sparql HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n"
        b"Content-Type: application/sparql-query\r\nTransfer-Encoding: chunked\r\n\r\n"
    )
    small = server.raw(head + b"4\r\nASK \r\n2\r\n{}\r\n0\r\n\r\n")
    assert small.startswith(b"HTTP/1.1 200 ")
    piece = b"8000\r\n" + b" " * 0x8000 + b"\r\n"
    assert server.raw(head + piece * 3).startswith(b"HTTP/1.1 413 ")


def test_a_get_with_a_body_in_pieces_is_refused(server: Server) -> None:
    """A body without a length is a body, too."""
    said = server.raw(
        b"GET /sparql?query=ASK%7B%7D HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n"
        b"Transfer-Encoding: chunked\r\n\r\n1\r\nx\r\n0\r\n\r\n"
    )
    assert said.startswith(b"HTTP/1.1 400 ")


_SIGNS = st.sampled_from([chr(code) for code in range(0x21, 0x7F)])
_PIECES = st.sampled_from(
    [
        "query=",
        "update=",
        "&",
        "ASK%7B%7D",
        "SELECT%20*%20%7B%7D",
        "default-graph-uri=",
        "named-graph-uri=",
        "x:y",
        "%00",
        "limit=",
        "timeout=",
        "format=",
        "%C3%A9",
        "%FF",
        "%ED%A0%80",
        "1",
        "csv",
    ]
)
_TYPES = [
    "application/sparql-query",
    "application/x-www-form-urlencoded",
    "text/plain",
    ";",
    "a/b;c",
]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    method=st.sampled_from(["GET", "POST", "HEAD", "OPTIONS", "PUT"]),
    asked=st.lists(_PIECES | _SIGNS, max_size=12).map("".join),
    body=st.none()
    | st.binary(max_size=40)
    | st.lists(_PIECES, max_size=6).map(lambda p: "".join(p).encode()),
    media=st.sampled_from(_TYPES),
    accept=st.sampled_from(["*/*", "text/csv", "text/turtle", ";q", '"', "application/*;q=0"]),
)
def test_no_request_brings_a_fault(
    server: Server, method: str, asked: str, body: bytes | None, media: str, accept: str
) -> None:
    """Whatever is sent is answered or refused in words, and whole."""
    headers = {"Accept": accept} | ({} if body is None else {"Content-Type": media})
    answer = server.request(method, f"/sparql?{asked}", body, headers)
    assert answer.status in (200, 204, 303, 400, 403, 405, 406, 415), (answer.status, answer.text)
    if method != "HEAD" and answer.status != 204:
        assert int(answer.headers["content-length"]) == len(answer.body)
