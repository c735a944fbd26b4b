"""A server that is busy, broken, hostile or none ends in an answer or in plain words."""

from __future__ import annotations

import gzip
import json
import pickle
import re
import socket
import sys
import time
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count

import pytest

import scgraph
from fake_server import JSON, Answering, Asked, Fake, Told, fake, rows
from scgraph.cli.opening import Address
from scgraph.engine import Solutions
from scgraph.engine.access import access_to, is_loopback
from scgraph.engine.http import Client, Manners
from scgraph.engine.remote import RemoteEngine
from scgraph.engine.results import refusal
from scgraph.engine.wording import limited, page_of, shape_of
from scgraph.errors import BusyError, QueryError, QueryTimeoutError, RemoteError
from test_cli import run

SELECT = "SELECT ?x { ?s ?p ?x }"
CONSTRUCT = "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }"
BRISK = Manners(seconds=5, repeats=2, first_pause=0.01, longest_pause=1.5, largest=300_000)
HASTY = Manners(seconds=0.4, repeats=0)


@contextmanager
def asking(answering: Answering, manners: Manners = BRISK) -> Iterator[tuple[RemoteEngine, Fake]]:
    """Give an engine that asks a server of ours."""
    with fake(answering) as server, Client(access_to(server.address), manners) as client:
        yield RemoteEngine(client), server


def always(told: Told) -> Answering:
    """Answer everything alike."""
    return lambda asked, number: told


def values(answer: object) -> list[str]:
    """Return the texts of the first column."""
    assert isinstance(answer, Solutions)
    return [row[0].value for row in answer]  # type: ignore[union-attr]


@pytest.mark.parametrize("status", [429, 502, 503, 504])
def test_a_busy_server_is_asked_again(status: int) -> None:
    """What can be repeated is, after the pause that the server wants."""
    wanted = "1" if status == 503 else "0"
    busy = Told(status, b"busy", {"Retry-After": wanted})
    start = time.monotonic()
    with asking(lambda asked, number: busy if number == 0 else rows("a")) as (engine, server):
        assert values(engine.query(SELECT)) == ["a"]
        assert len(server.asked) == 2
    assert time.monotonic() - start >= int(wanted)


def test_a_server_that_stays_busy_is_left_alone() -> None:
    """After some attempts the error says so, and when to ask again."""
    with asking(always(Told(503, b"the queue is full", {"Retry-After": "0"}))) as (engine, server):
        with pytest.raises(BusyError, match="the queue is full") as caught:
            engine.query(SELECT)
        assert len(server.asked) == BRISK.repeats + 1
        assert caught.value.retry_after == 0


def test_a_long_pause_is_not_waited_for() -> None:
    """Who is told to come back in an hour does not come back in a second."""
    with asking(always(Told(503, b"maintenance", {"Retry-After": "3600"}))) as (engine, server):
        with pytest.raises(BusyError, match="in 3600 seconds") as caught:
            engine.query(SELECT)
        assert len(server.asked) == 1
        assert caught.value.retry_after == 3600


def test_what_changes_something_is_sent_once() -> None:
    """A request that is not known to be harmless twice is not repeated."""
    with asking(always(Told(503, b"busy"))) as (engine, server):
        assert engine.client.send("POST", body=b"update=x").status == 503
        assert len(server.asked) == 1
        assert engine.client.send("PUT", body=b"x").status == 503
        assert len(server.asked) == 1 + BRISK.repeats + 1


def _hang_up(line: socket.socket) -> None:
    line.shutdown(socket.SHUT_RDWR)


def test_a_broken_line_is_tried_again_unless_it_may_have_been_heard() -> None:
    """A query that lost its answer is repeated; an update is an error, since it may have worked."""
    broken = Told(writes=_hang_up)
    with asking(lambda asked, number: broken if number == 0 else rows("a")) as (engine, server):
        assert values(engine.query(SELECT)) == ["a"]
    with asking(always(broken)) as (engine, server):
        with pytest.raises(RemoteError, match="broke off"):
            engine.client.send("POST", body=b"update=x")
        assert len(server.asked) == 1
        with pytest.raises(RemoteError, match="broke off"):
            engine.query(SELECT)


@pytest.mark.parametrize(
    ("told", "error", "said"),
    [
        (Told(400, b"error at 1:9: expected a brace"), QueryError, "line 1, column 9: from here"),
        (Told(400, b"line 3, column 2: no such prefix"), QueryError, "line 3, column 2: no such"),
        (Told(400, b"Lexical error at line 2, column 5.  Found: x"), QueryError, "line 2, column"),
        (Told(400, b"I do not like it"), QueryError, "refuses the query: I do not like it"),
        (Told(401, b"who are you?"), RemoteError, "401; give a token, or user and password: who"),
        (Told(403, b""), RemoteError, "answers 403; you may not do this there"),
        (Told(404, b"nothing here"), RemoteError, "is this the address of its SPARQL endpoint"),
        (Told(408, b"too slow"), QueryTimeoutError, "too slow; ask for less"),
        (
            Told(500, b"<h1>Oops</h1>\n<p>x", {"Content-Type": "text/html"}),
            RemoteError,
            "500: Oops",
        ),
        (Told(200, b"<title>Hi</title>", {"Content-Type": "text/html"}), RemoteError, "a page to"),
        (Told(200, b"\x89PNG", {"Content-Type": "image/png"}), RemoteError, "with 'image/png'"),
        (Told(200, b"{}"), RemoteError, "something without a media type"),
        (Told(200, b'{"head":{"vars":["x"]},"results":{"bindi', JSON), RemoteError, "not whole"),
        (Told(200, b"", JSON), RemoteError, "cannot be read, or is not whole"),
        (Told(200, b'{"head":{},"boolean":true}', JSON), RemoteError, "another form of query"),
        (Told(200, b"x", {**JSON, "Content-Encoding": "br"}), RemoteError, "packs its answer as"),
        (
            Told(200, b"xyz", {**JSON, "Content-Encoding": "gzip"}),
            RemoteError,
            "cannot be unpacked",
        ),
        (
            Told(200, gzip.compress(rows("a").body)[:-9], {**JSON, "Content-Encoding": "gzip"}),
            RemoteError,
            "ends before its end",
        ),
    ],
)
def test_each_wrong_answer_is_told_in_words(told: Told, error: type[Exception], said: str) -> None:
    """The message has what the server said, and what to do; it is one line."""
    with asking(always(told)) as (engine, _):
        with pytest.raises(error) as caught:
            engine.query(SELECT)
        assert said in str(caught.value)
        assert "\n" not in str(caught.value)


def test_what_a_server_says_is_cleaned_and_cut() -> None:
    """No control character and no page of text reaches a terminal."""
    evil = b"\x1b[31mred\x07 \xff" + "\u202e".encode() + b"z" * 5000
    with asking(always(Told(500, evil))) as (engine, _):
        with pytest.raises(RemoteError) as caught:
            engine.query(SELECT)
        assert str(caught.value).isprintable()
        assert len(str(caught.value)) < 300
        assert caught.value.status == 500


def _drip(line: socket.socket) -> None:
    line.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: application/sparql-results+json\r\n\r\n")
    for _ in range(100):
        line.sendall(b" ")
        time.sleep(0.05)


def _flood(line: socket.socket) -> None:
    line.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: application/sparql-results+json\r\n\r\n")
    while True:
        line.sendall(b" " * 65536)


def _wait(line: socket.socket) -> None:
    time.sleep(1.5)


def _stop_short(line: socket.socket) -> None:
    line.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 999\r\n\r\nhalf")


@pytest.mark.parametrize("writes", [_drip, _wait])
def test_a_slow_server_is_left_at_the_deadline(writes: Callable[[socket.socket], None]) -> None:
    """Whether it says nothing or a letter now and then, the whole answer has its time."""
    start = time.monotonic()
    with asking(always(Told(writes=writes)), HASTY) as (engine, _):
        with pytest.raises(QueryTimeoutError, match=r"within 0\.4 seconds; allow it more time"):
            engine.query(SELECT)
        assert time.monotonic() - start < 1.2


def test_the_time_of_one_query_can_be_shortened() -> None:
    """An engine with less patience shares the line with the other."""
    with (
        asking(always(Told(writes=_wait))) as (engine, _),
        pytest.raises(QueryTimeoutError, match=r"within 0\.3 seconds"),
    ):
        engine.within(0.3).query(SELECT)


def test_an_endless_answer_is_cut_off() -> None:
    """No more than the limit is ever taken in."""
    with (
        asking(always(Told(writes=_flood))) as (engine, _),
        pytest.raises(RemoteError, match="sends more than 300000 bytes"),
    ):
        engine.query(SELECT)


@pytest.mark.parametrize("packing", ["gzip", "deflate"])
def test_a_bomb_does_not_go_off(packing: str) -> None:
    """What unpacks to a gigabyte is unpacked by the piece, and dropped at the limit."""
    pack = zlib.compressobj(9, wbits=31 if packing == "gzip" else 15)
    bomb = b"".join(pack.compress(b" " * 2**20) for _ in range(60)) + pack.flush()
    assert len(bomb) < 250_000
    with (
        asking(always(Told(200, bomb, {**JSON, "Content-Encoding": packing}))) as (engine, _),
        pytest.raises(RemoteError, match="sends more than 300000 bytes"),
    ):
        engine.query(SELECT)


def test_a_packed_answer_is_read() -> None:
    """Both packings that are asked for, and a packed answer in two parts."""
    body = rows("a", "b").body
    halves = gzip.compress(body[:40]) + gzip.compress(body[40:])
    for packing, packed in (
        ("gzip", gzip.compress(body)),
        ("deflate", zlib.compress(body)),
        ("gzip", halves),
    ):
        told = Told(200, packed, {**JSON, "Content-Encoding": packing})
        with asking(always(told)) as (engine, server):
            assert values(engine.query(SELECT)) == ["a", "b"]
            assert server.asked[0].headers["accept-encoding"] == "gzip, deflate"


def test_an_answer_that_stops_short_is_none() -> None:
    """Fewer bytes than announced are a broken line."""
    with (
        asking(always(Told(writes=_stop_short))) as (engine, _),
        pytest.raises(RemoteError, match="broke off"),
    ):
        engine.query(SELECT)


@pytest.mark.parametrize(
    "target",
    ["file:///etc/passwd", "http://127.0.0.1:1/", "//example.org/sparql", "ftp://127.0.0.1/x"],
)
def test_no_other_server_is_followed(target: str) -> None:
    """A redirection elsewhere is told, not taken, since secrets and questions would go along."""
    with asking(always(Told(307, b"", {"Location": target}))) as (engine, server):
        with pytest.raises(RemoteError, match="leads to another server"):
            engine.query(SELECT)
        assert len(server.asked) == 1


def test_a_redirection_within_a_server_is_followed_with_the_question() -> None:
    """The query is sent again to where the same server says that it answers."""

    def moved(asked: Asked, number: int) -> Told:
        return Told(308, b"", {"Location": "/new"}) if asked.path == "/sparql" else rows("a")

    with asking(moved) as (engine, server):
        assert values(engine.query(SELECT)) == ["a"]
        assert [(one.method, one.path) for one in server.asked] == [
            ("POST", "/sparql"),
            ("POST", "/new"),
        ]
        assert server.asked[1].query == SELECT


def test_a_circle_of_redirections_ends() -> None:
    """No server sends anybody round for ever."""
    with asking(always(Told(302, b"", {"Location": "/sparql"}))) as (engine, server):
        with pytest.raises(RemoteError, match="moved again and again"):
            engine.query(SELECT)
        assert len(server.asked) == 6


def _rows_of(total: int, cap: int, **headers: str) -> Answering:
    """Answer with the numbers from 0, at most so many at a time, by LIMIT and OFFSET."""

    def answering(asked: Asked, number: int) -> Told:
        limit = re.search(r"LIMIT (\d+)", asked.query)
        offset = re.search(r"OFFSET (\d+)", asked.query)
        start = int(offset.group(1)) if offset else 0
        wanted = min(int(limit.group(1)) if limit else total, cap)
        page = range(start, min(start + wanted, total))
        is_cut = start + len(page) < total and len(page) == cap
        return rows(*map(str, page), **(headers if is_cut else {}))

    return answering


@pytest.mark.parametrize("headers", [{}, {"Scgraph-Truncated": "rows"}, {"X-SPARQL-MaxRows": "1"}])
def test_a_capped_answer_is_fetched_to_its_end(headers: dict[str, str]) -> None:
    """Whether the server says that it stopped or not, all rows come, each once."""
    with asking(_rows_of(1234, 500, **headers)) as (engine, server):
        assert values(engine.query(SELECT)) == [str(number) for number in range(1234)]
        assert all("ORDER BY ?x" in one.query for one in server.asked[1:])
        assert values(engine.query(SELECT, limit=700)) == [str(number) for number in range(700)]


def test_a_whole_answer_of_a_round_number_costs_one_question_more() -> None:
    """Nothing is behind it, so it is whole."""
    with asking(_rows_of(500, 10_000)) as (engine, server):
        assert len(values(engine.query(SELECT))) == 500
        assert len(server.asked) == 2
        assert "LIMIT 1 OFFSET 500" in server.asked[1].query


def test_a_capped_answer_that_cannot_be_paged_is_an_error() -> None:
    """A query with a LIMIT of its own, or triples, are whole or nothing."""
    cut = {"Scgraph-Truncated": "rows"}
    with (
        asking(always(rows("a", **cut))) as (engine, _),
        pytest.raises(RemoteError, match="only a part of the rows"),
    ):
        engine.query(f"{SELECT} LIMIT 900")
    triples = Told(200, b"<x:a> <x:b> <x:c> .\n", {"Content-Type": "application/n-triples", **cut})
    with (
        asking(always(triples)) as (engine, _),
        pytest.raises(RemoteError, match="only a part of the triples"),
    ):
        engine.query(CONSTRUCT)


def test_triples_that_were_cut_in_silence_are_noticed() -> None:
    """A round number of triples is asked for once more, without the first solutions."""

    def answering(total: int) -> Answering:
        def capped(asked: Asked, number: int) -> Told:
            start = 100 if "OFFSET 100" in asked.query else 0
            lines = (f"<x:a> <x:b> <x:{n}> .\n" for n in range(start, min(start + 500, total)))
            return Told(200, "".join(lines).encode(), {"Content-Type": "application/n-triples"})

        return capped

    with asking(answering(500)) as (engine, server):
        assert len(engine.query(CONSTRUCT)) == 500  # type: ignore[arg-type]
        assert len(server.asked) == 2
    with (
        asking(answering(900)) as (engine, _),
        pytest.raises(RemoteError, match="only a part of the triples"),
    ):
        engine.query(CONSTRUCT)


@pytest.mark.parametrize(
    ("media", "body"),
    [
        ("application/json; charset=utf-8", rows("a").body),
        ("text/tab-separated-values", b'?x\n"a"\n'),
        (
            "application/sparql-results+xml",
            b'<sparql xmlns="http://www.w3.org/2005/sparql-results#"><head><variable name="x"/>'
            b'</head><results><result><binding name="x"><literal>a</literal></binding></result>'
            b"</results></sparql>",
        ),
    ],
)
def test_other_formats_of_rows_are_read(media: str, body: bytes) -> None:
    """A server that has no JSON may answer as it can."""
    with asking(always(Told(200, body, {"Content-Type": media}))) as (engine, _):
        assert values(engine.query(SELECT)) == ["a"]


def test_prefixes_are_declared_where_they_are_used() -> None:
    """Only those, on a line of their own that the place of a fault does not count."""
    told = Told(400, b"error at 2:5: expected something")
    with asking(always(told)) as (engine, server):
        with pytest.raises(QueryError, match=r"^line 1, column 5"):
            engine.query("ASK { ?a e:of f:x }", prefixes={"e": "https://e.org/", "g": "g:"})
        assert server.asked[0].query.startswith("PREFIX e: <https://e.org/>\nASK {")


def test_open_slots_of_our_questions_are_not_sent() -> None:
    """Some servers misread them; a query of somebody else goes as it is."""
    query = "SELECT ?x { VALUES ?x { UNDEF } ?x ?y ?z }"
    with asking(always(rows("a"))) as (engine, server):
        engine.query(query, is_ours=True)
        engine.query(query)
        assert [asked.query for asked in server.asked] == ["SELECT ?x {  ?x ?y ?z }", query]


def test_the_wording_of_pages_leaves_a_query_its_meaning() -> None:
    """LIMIT goes before a VALUES at the end, and never into what stands inside."""
    query = "SELECT ?a { { SELECT ?a { ?a ?b ?c } LIMIT 3 } } ORDER BY ?a # end"
    assert not shape_of(query).is_sliced
    assert limited(query, 5) == f"{query}\nLIMIT 5\n"
    with_values = "SELECT ?a { ?a ?b ?c } VALUES ?c { <x:d> }"
    assert page_of(with_values, ["a"], 10, 5) == (
        "SELECT ?a { ?a ?b ?c } \nORDER BY ?a\nLIMIT 5 OFFSET 10\nVALUES ?c { <x:d> }"
    )


def _challenged(asked: Asked, number: int) -> Told:
    if asked.headers.get("authorization", "").startswith("Digest "):
        return rows("a")
    return Told(401, b"", {"WWW-Authenticate": 'Digest realm="r", nonce="n", qop="auth"'})


def test_each_way_to_be_let_in() -> None:
    """Basic, digest, bearer and any header; by argument, by address or by the environment."""
    environment = {"SCGRAPH_REMOTE_TOKEN": "t0p"}
    digest = {
        "SCGRAPH_REMOTE_USER": "me",
        "SCGRAPH_REMOTE_PASSWORD": "s3cret",
        "SCGRAPH_REMOTE_AUTH": "digest",
    }
    with fake(always(rows("a"))) as server:
        for access, wanted in (
            (access_to(server.address, auth=("me", "s3cret")), "Basic bWU6czNjcmV0"),
            (access_to(server.address.replace("//", "//me:s3cret@")), "Basic bWU6czNjcmV0"),
            (access_to(server.address, token="t0p"), "Bearer t0p"),
            (access_to(server.address, environment=environment), "Bearer t0p"),
        ):
            with Client(access) as client:
                client.send("GET")
            assert server.asked[-1].headers["authorization"] == wanted
            assert "s3cret" not in f"{access}{client.address}"
        lines = {"SCGRAPH_REMOTE_HEADERS": "X-Key: k1\nX-Other: two"}
        with Client(access_to(server.address, environment=lines)) as client:
            client.send("GET")
        assert server.asked[-1].headers["x-key"] == "k1"
        assert "authorization" not in server.asked[-1].headers
    with fake(_challenged) as server:
        access = access_to(server.address, environment=digest)
        with Client(access) as client:
            assert client.send("GET").status == 200


def test_secrets_of_the_environment_go_to_their_own_server_alone() -> None:
    """With SCGRAPH_REMOTE_FOR no other address gets them."""
    environment = {"SCGRAPH_REMOTE_TOKEN": "t", "SCGRAPH_REMOTE_FOR": "https://ours.example.org/"}
    theirs = access_to("https://theirs.example.org/sparql", environment=environment)
    ours = access_to("https://ours.example.org:443/sparql", environment=environment)
    assert "Authorization" not in theirs.headers
    assert ours.headers["Authorization"] == "Bearer t"


@pytest.mark.parametrize(
    "address",
    [
        "",
        "localhost:7878",
        "file:///etc/passwd",
        "ftp://example.org/",
        "http://",
        "http://host:port/",
        "http://host:99999/",
        "http://example.org/a b",
        "http://example.org/\r\nHost: x",
        "http://exa\x00mple.org/",
        "javascript:alert(1)",
        "http://[::1",
        "http://example.org/" + "a" * 5000,
    ],
)
def test_what_is_no_address_is_refused(address: str) -> None:
    """Before anything is sent, and in one printable line."""
    with pytest.raises(RemoteError) as caught:
        scgraph.connect(address)
    assert str(caught.value).isprintable()
    assert len(str(caught.value)) < 200


def test_a_password_stands_in_no_message() -> None:
    """Neither in an error, nor in what a graph or an option says of itself."""
    with pytest.raises(RemoteError) as caught:
        scgraph.connect("http://me:s3cret@127.0.0.1:9/sparql", timeout=1)
    assert "s3cret" not in str(caught.value)
    assert "s3cret" not in f"{Address('http://me:s3cret@x/')!r} {Address('http://me:s3cret@x/')}"
    with pytest.raises(RemoteError) as caught:
        scgraph.connect("ftp://me:s3cret@example.org/")
    assert "s3cret" not in str(caught.value)


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("SCGRAPH_REMOTE_TIMEOUT", "soon"),
        ("SCGRAPH_REMOTE_TIMEOUT", "-1"),
        ("SCGRAPH_REMOTE_AUTH", "kerberos"),
        ("SCGRAPH_REMOTE_TOKEN", "both"),
    ],
)
def test_a_wrong_environment_is_named(
    variable: str, value: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The variable at fault stands in the message."""
    monkeypatch.setenv("SCGRAPH_REMOTE_USER", "me")
    monkeypatch.setenv(variable, value)
    result = run("stats", "--corpus", "http://127.0.0.1:9/sparql")
    assert result.exit_code == 2
    assert variable in result.stderr


def test_token_and_user_together_are_refused() -> None:
    """A server takes one of them."""
    with pytest.raises(ValueError, match="either a token"):
        access_to("http://localhost/", auth=("a", "b"), token="c")
    with pytest.raises(ValueError, match="no name of a header"):
        access_to("http://localhost/", headers={"X-A": "b\r\nX-B: c"})


def test_a_client_stays_on_its_server() -> None:
    """Even when asked to go elsewhere."""
    with Client(access_to("https://example.org/sparql")) as client:
        for elsewhere in ("https://example.com/", "http://example.org/", "//127.0.0.1/"):
            with pytest.raises(RemoteError, match="is not on the server"):
                client.send("GET", elsewhere)


def test_what_is_on_this_machine_needs_no_proxy() -> None:
    """A name that only looks so does."""
    assert is_loopback("http://localhost:1/")
    assert is_loopback("http://[::1]:1/")
    assert not is_loopback("http://127.0.0.1.example.org/")
    assert not is_loopback("http://localhost.example.org/")


class _Store:
    """What a server answers that looks like a store: how often papers are where, and the rest."""

    def __init__(self, default: int, named: int, *, has_vocabulary: bool = True) -> None:
        self.default = default
        self.named = named
        self.has_vocabulary = has_vocabulary

    def __call__(self, asked: Asked, number: int) -> Told:
        if "ASK" in asked.query:
            return Told(
                200, json.dumps({"head": {}, "boolean": self.has_vocabulary}).encode(), JSON
            )
        paper = {"type": "uri", "value": "https://example.org/paper/p"}
        graph = {"type": "uri", "value": "https://example.org/paper/p/says"}
        bindings: list[dict[str, object]] = []
        if "?paper ?graph" in asked.query:
            bindings += [{"paper": paper}] * self.default
            bindings += [{"paper": paper, "graph": graph}] * self.named
        names = re.findall(r"\?(\w+)", asked.query.partition("WHERE")[0])
        body = {"head": {"vars": names}, "results": {"bindings": bindings}}
        return Told(200, json.dumps(body).encode(), JSON)


@pytest.mark.parametrize(
    ("store", "said"),
    [
        (_Store(0, 0, has_vocabulary=False), "holds no corpus of scgraph"),
        (_Store(1, 1, has_vocabulary=False), "papers, but not the vocabulary"),
        (_Store(0, 1), "heeds no default-graph-uri"),
        (_Store(2, 1), "is not the union of its named graphs"),
    ],
)
def test_a_server_that_would_answer_wrongly_is_refused(store: _Store, said: str) -> None:
    """No corpus, half of one, an empty default graph, or one in which all counts twice."""
    with fake(store) as server, pytest.raises(RemoteError, match="scgraph push") as caught:
        scgraph.connect(server.address)
    assert said in str(caught.value)


def test_a_corpus_in_the_default_graph_alone_is_taken() -> None:
    """A file that was loaded without names of graphs answers too."""
    with fake(_Store(1, 0)) as server:
        far = scgraph.connect(server.address, language="ja")
        assert far._corpus.papers == ("p",)
        assert far._corpus.base == "https://example.org/"
        assert far.quads == []


@pytest.mark.parametrize("told", [Told(200, b"hello"), Told(400, b"what?"), Told(404, b"")])
def test_what_speaks_no_sparql_is_told_so(told: Told) -> None:
    """Connecting fails at once, with the address."""
    with fake(always(told)) as server, pytest.raises(RemoteError) as caught:
        scgraph.connect(server.address)
    assert server.address in str(caught.value)


def test_the_command_line_ends_with_a_message() -> None:
    """Exit code 2 and one line, as for a folder that is missing."""
    with fake(always(Told(401, b"no"))) as server:
        result = run("ask", "papers/all", "--corpus", server.address)
    assert result.exit_code == 2
    assert result.stderr.startswith("Error: http://127.0.0.1:")
    assert "give a token, or user and password" in result.stderr


@pytest.mark.parametrize(
    "command",
    [
        ("lint",),
        ("coverage",),
        ("review", "--list", "p"),
        ("add-term", "Actor", "x"),
        ("sheet", "out", "a.xlsx"),
        ("sheet", "in", "a.xlsx"),
        ("exchange", "out", "a.qdc"),
    ],
)
def test_commands_on_files_refuse_an_address(command: tuple[str, ...]) -> None:
    """They say that they need a folder."""
    result = run(*command, "--corpus", "https://example.org/sparql")
    assert result.exit_code == 2
    assert "give a folder, not a server" in result.stderr


def test_without_httpx_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever lacks the package is told how to get it."""
    monkeypatch.setitem(sys.modules, "httpx", None)
    with pytest.raises(ImportError, match="the extra 'remote'"):
        scgraph.connect("http://127.0.0.1:9/")


def test_an_error_keeps_its_status_between_processes() -> None:
    """It may travel from a worker."""
    copy = pickle.loads(pickle.dumps(RemoteError("http://x/: answers 500", 500)))
    assert (str(copy), copy.status) == ("http://x/: answers 500", 500)


def test_a_pause_in_words_of_a_date_is_understood() -> None:
    """Retry-After may hold a day and time."""
    past = {"Retry-After": "Fri, 31 Dec 1999 23:59:59 GMT"}
    with asking(always(Told(503, b"x", past))) as (engine, _):
        reply = engine.client.send("POST", body=b"")
        error = refusal(reply)
        assert isinstance(error, BusyError)
        assert error.retry_after == 0


def test_each_attempt_waits_longer() -> None:
    """Pauses grow, and are not the same for all who wait."""
    with Client(access_to("http://localhost/"), Manners(first_pause=1)) as client:
        for number in range(4):
            pauses = {client._pause(number) for _, number in zip(range(9), count(number))}
            assert len(pauses) == 9
        assert all(2 <= client._pause(2) <= 4 for _ in range(20))
