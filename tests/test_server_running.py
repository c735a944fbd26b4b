"""The server as a process: what it answers by itself, how it stops, and what it leaves behind."""

from __future__ import annotations

import os
import re
import signal
import socket
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from server_process import (
    CutError,
    ServerProcess,
    query_request,
    read_answer,
    server,
)

DEEP = bool(os.environ.get("SCGRAPH_DEEP"))
SMALL = "SELECT ?claim { ?claim a scg:Claim } ORDER BY ?claim LIMIT 3"
ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
HEADERS = (
    "content-security-policy",
    "x-content-type-options",
    "referrer-policy",
    "cross-origin-resource-policy",
    "cross-origin-opener-policy",
    "permissions-policy",
)


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServerProcess]:
    """Return a server of little patience that takes 200 connections."""
    patience = {"request": 1, "idle": 2, "taking": 1, "connections": 200}
    folder = tmp_path_factory.mktemp("server")
    with server(
        folder,
        workers=2,
        patience=patience,
        hosts=["kg.example.org"],
        origins=["https://friend.example"],
        limits={"seconds": 3},
    ) as process:
        yield process


def asked(process: ServerProcess, request: bytes) -> tuple[int, dict[str, str], bytes]:
    """Return the answer to one request on a connection of its own."""
    with process.connect() as connection:
        connection.sendall(request)
        return read_answer(connection)


def got(
    process: ServerProcess, path: str, *headers: str, method: str = "GET", host: str = "127.0.0.1"
) -> tuple[int, dict[str, str], bytes]:
    """Return the answer to a request without a body."""
    lines = [f"{method} {path} HTTP/1.1", *([f"Host: {host}"] if host else []), *headers]
    return asked(process, "\r\n".join([*lines, "", ""]).encode())


def queried(process: ServerProcess, query: str) -> tuple[int, dict[str, str], bytes]:
    """Return the answer to a query."""
    return asked(process, query_request(query, keep_alive=False))


def test_half_open_connections_and_a_slow_reader_do_not_stop_a_good_query(
    running: ServerProcess,
) -> None:
    """More than may be are half open and one takes nothing: a query is answered, and they go."""
    _, _, expected = queried(running, SMALL)
    slow = running.connect()
    slow.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    slow.sendall(b"GET /tests/fill?bytes=16777216 HTTP/1.1\r\nHost: localhost\r\n\r\n")
    half_open = [running.connect() for _ in range(300)]
    beginnings = (b"", b"GET / HTTP/1.1\r\nHost: loc", query_request(SMALL)[:-5])
    for number, connection in enumerate(half_open):
        if beginnings[number % 3]:
            connection.sendall(beginnings[number % 3])
    for _ in range(5):
        begun = time.monotonic()
        assert queried(running, SMALL)[::2] == (200, expected)
        assert time.monotonic() - begun < 1
    ends = Counter(_end_of(connection) for connection in half_open)
    assert ends["open"] == 0
    assert ends["408"] > 50
    time.sleep(2)
    with slow, pytest.raises(CutError):
        read_answer(slow)
    assert queried(running, SMALL)[0] == 200


def _end_of(connection: socket.socket) -> str:
    """Wait until the server ends a connection, and return the status that it gave, if any."""
    with connection:
        connection.settimeout(6)
        return _end_within(connection)


def _end_within(connection: socket.socket) -> str:
    try:
        return str(read_answer(connection)[0])
    except CutError as error:
        return "open" if isinstance(error.__cause__, TimeoutError) else "closed"


def test_a_slow_reader_that_reads_is_served(running: ServerProcess) -> None:
    """Who takes an answer in small parts, but takes it, gets all of it."""
    with running.connect() as connection:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 65_536)
        connection.sendall(b"GET /tests/fill?bytes=4000000 HTTP/1.1\r\nHost: localhost\r\n\r\n")
        size = 0
        while size < 4_000_000:
            part = connection.recv(50_000)
            assert part
            size += len(part)
            time.sleep(0.01)


def test_drops_of_nothing_do_not_keep_a_connection(running: ServerProcess) -> None:
    """Line ends that begin no request do not renew the time that one has to come in."""
    with running.connect() as connection:
        connection.settimeout(0.2)
        begun = time.monotonic()
        while (end := _end_within(connection)) == "open" and time.monotonic() - begun < 6:
            with suppress(OSError):
                connection.sendall(b"\r\n")
        assert end != "open"


def test_an_idle_connection_is_closed(running: ServerProcess) -> None:
    """A connection is kept for the next request, but not for ever."""
    with running.connect() as connection:
        for _ in range(2):
            connection.sendall(query_request(SMALL))
            assert read_answer(connection)[0] == 200
        begun = time.monotonic()
        assert connection.recv(1) == b""
        assert 1 < time.monotonic() - begun < 3


_POST = b"POST /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/sparql-query\r\n"
_CHUNK = b"10000\r\n" + b"a" * 65536 + b"\r\n"
_GET = b"GET / HTTP/1.1\r\n"
_LOCAL = _GET + b"Host: localhost\r\n"
BAD_REQUESTS = {
    "address": (b"GET /" + b"a" * 200_000 + b" HTTP/1.1\r\nHost: localhost\r\n\r\n", 414),
    "header": (_LOCAL + b"X: " + b"a" * 600_000, 431),
    "headers": (_LOCAL + b"X: a\r\n" * 60_000, 431),
    "TLS": (b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", 400),
    "two hosts": (_GET + b"Host: localhost\r\nHost: localhost\r\n\r\n", 400),
    "no host": (_GET + b"\r\n", 400),
    "body": (
        _POST + b"Content-Length: 9000000\r\nConnection: close\r\n\r\n" + b"a" * 9_000_000,
        413,
    ),
    "chunks": (_POST + b"Transfer-Encoding: chunked\r\n\r\n" + _CHUNK * 9 + b"0\r\n\r\n", 413),
    "smuggled": (_POST + b"Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400),
}


@pytest.mark.parametrize("name", BAD_REQUESTS)
def test_what_is_no_good_request_is_refused_whole(running: ServerProcess, name: str) -> None:
    """A request that is too large, or none, gets a whole answer that says so."""
    request_bytes, status = BAD_REQUESTS[name]
    with running.connect() as connection:
        sending = threading.Thread(target=_send, args=(connection, request_bytes))
        sending.start()
        answer = read_answer(connection)
        sending.join()
    assert answer[0] == status
    assert b"detail" in answer[2]
    assert set(HEADERS) <= set(answer[1])


def _send(connection: socket.socket, data: bytes) -> None:
    with suppress(OSError):
        connection.sendall(data)


@pytest.mark.parametrize(
    "path", ["/health", "/nowhere", "/tests/fail", "/%ff%00%0d%0aSet-Cookie:x", "//", "/../etc"]
)
def test_every_answer_says_how_it_may_be_used(running: ServerProcess, path: str) -> None:
    """The headers are there once, whatever the answer, and do not tell a version."""
    with running.connect() as connection:
        connection.sendall(f"GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
        data = b""
        while b"\r\n\r\n" not in data:
            data += connection.recv(65536)
    head = data.partition(b"\r\n\r\n")[0].decode().lower()
    for name in HEADERS:
        assert head.count(f"\r\n{name}: ") == 1
    assert "default-src 'none'" in head
    assert re.findall(r"\r\nserver: ([^\r]*)", head) == ["scgraph"]
    assert "set-cookie" not in head


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("127.0.0.1", 200), ("127.0.0.1:8000", 200), ("localhost:1", 200), ("LOCALHOST", 200),
        ("localhost.", 200), ("[::1]:80", 200), ("kg.example.org", 200), ("evil.example", 421),
        ("127.0.0.1.evil.example", 421), ("kg.example.org.evil.example", 421), ("10.0.0.1", 421),
        ("a b", 400), ("user@localhost", 400), ("localhost:80:80", 400), ("localhost/x", 400),
        ("", 400), (" ", 400),
    ],
)  # fmt: skip
def test_only_its_own_names_call_it(running: ServerProcess, host: str, status: int) -> None:
    """A name of a stranger that leads to this machine is no name of the server."""
    assert got(running, "/health", host=host)[0] == status


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        (("Origin: http://127.0.0.1",), 200),
        (("Origin: https://friend.example",), 200),
        (("Origin: https://friend.example.evil.example",), 403),
        (("Origin: http://friend.example",), 403),
        (("Origin: null",), 403),
        (("Origin: http://127.0.0.1:9",), 403),
        (("Sec-Fetch-Site: cross-site", "Sec-Fetch-Mode: no-cors"), 403),
        (("Sec-Fetch-Site: cross-site", "Sec-Fetch-Mode: navigate"), 200),
        (("Sec-Fetch-Site: same-origin", "Sec-Fetch-Mode: cors"), 200),
        (("Sec-Fetch-Site: none", "Sec-Fetch-Mode: navigate"), 200),
    ],
)
def test_pages_of_other_origins_do_not_ask(
    running: ServerProcess, headers: tuple[str, ...], status: int
) -> None:
    """Only an allowed origin asks, and only it may read the answer."""
    answer = got(running, "/health", *headers)
    assert answer[0] == status
    is_friend = headers == ("Origin: https://friend.example",)
    assert ("access-control-allow-origin" in answer[1]) == is_friend
    assert answer[1]["vary"] == "Origin"


def test_an_allowed_origin_may_ask_before(running: ServerProcess) -> None:
    """The question of a browser before the request itself is answered for allowed origins alone."""
    asks = "Access-Control-Request-Method: POST"
    status, headers, _ = got_head(running, "Origin: https://friend.example", asks)
    assert status == 204
    assert headers["access-control-allow-origin"] == "https://friend.example"
    assert "POST" in headers["access-control-allow-methods"]
    assert got(running, "/health", "Origin: https://evil.example", asks, method="OPTIONS")[0] == 403


def got_head(process: ServerProcess, *headers: str) -> tuple[int, dict[str, str], bytes]:
    """Return the answer to OPTIONS, which has no body."""
    lines = ["OPTIONS /health HTTP/1.1", "Host: localhost", *headers, "", ""]
    with process.connect() as connection:
        connection.sendall("\r\n".join(lines).encode())
        data = connection.recv(65536)
    head = data.decode().split("\r\n\r\n")[0].split("\r\n")
    pairs = (line.split(": ", 1) for line in head[1:])
    return int(head[0].split()[1]), {name.lower(): value for name, value in pairs}, b""


def test_requests_sent_ahead_are_answered_in_order(running: ServerProcess) -> None:
    """Some requests behind each other have their answers behind each other."""
    sizes = [7, 30_000, 1, 500_000, 3]
    ask = "GET /tests/fill?bytes={} HTTP/1.1\r\nHost: localhost\r\n\r\n"
    with running.connect() as connection:
        connection.sendall("".join(map(ask.format, sizes)).encode())
        stream = connection.makefile("rb")
        for size in sizes:
            assert b"200" in stream.readline()
            while (line := stream.readline()) != b"\r\n":
                if line.startswith(b"content-length"):
                    assert int(line.split()[1]) == size
            assert len(stream.read(size)) == size


def test_too_many_requests_sent_ahead_end_the_connection(running: ServerProcess) -> None:
    """Of a thousand requests at once the first are answered, and then the connection ends."""
    ask = b"GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n"
    with running.connect() as connection:
        connection.sendall(ask * 1000)
        data = b""
        with suppress(OSError):
            while more := connection.recv(65536):
                data += more
    answered = data.count(b'{"status":"alive"}')
    assert 10 <= answered <= 100
    assert data.endswith(b'{"status":"alive"}')
    assert queried(running, SMALL)[0] == 200


def test_the_journal_has_one_line_a_request_and_nothing_as_it_came(running: ServerProcess) -> None:
    """Neither a path, nor a name of a request, nor a fault writes lines of its own."""
    time.sleep(0.3)
    before = len(running.journal())
    bad = "%0d%0a%7b%22level%22:%22error%22%7d%1b%5b2J%7f%e2%80%a8"
    assert (
        got(running, f"/nowhere{bad}", "X-Request-Id: abc-1.2_3")[1]["x-request-id"] == "abc-1.2_3"
    )
    made = got(running, "/health", "X-Request-Id: a b\tc")[1]["x-request-id"]
    assert re.fullmatch("[0-9a-f]{16}", made)
    body = got(running, "/tests/fail")[2]
    assert b"our own" not in body
    assert b"Traceback" not in body
    queried(running, "SELECT ?secretive { ?secretive a scg:Claim } LIMIT 1")
    assert queried(running, "SELECT ?secretive { ")[0] == 400
    time.sleep(0.3)
    raw = running.journal_file.read_bytes()
    assert b"secretive" not in raw
    assert not re.search(rb"[\x00-\x09\x0b-\x1f\x7f-\xff]", raw)
    lines = running.journal()[before:]
    assert [line["event"] for line in lines] == [
        "request", "request", "fault", "request", "request", "request",
    ]  # fmt: skip
    assert [line.get("status") for line in lines] == [404, 200, None, 500, 200, 400]
    assert [line["level"] for line in lines] == [
        "warning", "info", "error", "error", "info", "warning",
    ]  # fmt: skip
    assert lines[0]["id"] == "abc-1.2_3"
    assert "a fault\nof our own" in lines[2]["trace"]
    assert lines[2]["id"] == lines[3]["id"]
    assert all(line["ms"] >= 0 and line["bytes"] > 0 for line in lines if "ms" in line)


def test_it_says_how_it_is(running: ServerProcess) -> None:
    """Alive and ready are two things, both in JSON, and nobody keeps the answers."""
    for path, said in (("/health", b'{"status":"alive"}'), ("/ready", b'{"status":"ready"}')):
        status, headers, body = got(running, path)
        assert (status, body) == (200, said)
        assert headers["content-type"] == "application/json"
        assert headers["cache-control"] == "no-store"
    assert got(running, "/health", method="POST")[0] == 405


def test_a_client_that_goes_frees_its_worker(running: ServerProcess) -> None:
    """Runaway queries whose clients are gone leave the workers to others."""
    for _ in range(8):
        with running.connect() as connection:
            connection.sendall(query_request(ENDLESS))
    time.sleep(0.5)
    begun = time.monotonic()
    assert queried(running, "ASK { ?s ?p ?o . ?t ?q ?o }")[0] == 200
    assert time.monotonic() - begun < 1.5


def test_the_server_does_not_grow(running: ServerProcess) -> None:
    """Many requests, good ones and bad ones, leave no memory behind."""

    def memory() -> int:
        text = Path(f"/proc/{running.process.pid}/statm").read_text(encoding="ascii")
        return int(text.split()[1]) * 4096

    def load(times: int) -> None:
        with running.connect() as connection:
            for number in range(times):
                query = (SMALL, "SELECT", "ASK {}", SMALL.replace("3", str(number + 4)))[number % 4]
                connection.sendall(query_request(query))
                read_answer(connection)
        for _ in range(times // 20):
            queried(running, SMALL)

    load(1000)
    before = memory()
    load(40_000 if DEEP else 1000)
    assert memory() - before < (12 if DEEP else 6) * 1024**2


def test_one_connection_too_many_is_told_so(tmp_path: Path) -> None:
    """If all connections are busy, one more gets an honest 503; an idle one makes way for it."""
    patience = {"connections": 4}
    with server(tmp_path, workers=1, patience=patience, limits={"seconds": 1.5}) as process:
        idle = process.connect()
        busy = [process.connect() for _ in range(4)]
        assert idle.recv(1) == b""
        for connection in busy:
            connection.sendall(query_request(ENDLESS))
        time.sleep(0.3)
        status, headers, _ = queried(process, SMALL)
        assert (status, headers["retry-after"], headers["connection"]) == (503, "1", "close")
        assert {read_answer(connection)[0] for connection in busy} == {503}
        assert queried(process, SMALL)[0] == 200
        for connection in (idle, *busy):
            connection.close()


class Client(threading.Thread):
    """Asks one query again and again, until nobody answers any more."""

    def __init__(self, process: ServerProcess, expected: bytes, *, keep_alive: bool) -> None:
        super().__init__(daemon=True)
        self.process, self.expected, self.keep_alive = process, expected, keep_alive
        self.counts: Counter[str] = Counter()

    def run(self) -> None:
        """Ask until a connection is refused."""
        while True:
            try:
                connection = self.process.connect(5)
            except OSError:
                return
            with connection:
                self._ask_on(connection)

    def _ask_on(self, connection: socket.socket) -> None:
        while True:
            try:
                connection.sendall(query_request(SMALL, keep_alive=self.keep_alive))
                status, headers, body = read_answer(connection)
            except (CutError, OSError):
                self.counts["lost"] += 1
                return
            is_right = status == 503 or (status, body) == (200, self.expected)
            self.counts[f"{status}" if is_right else "wrong"] += 1
            if headers.get("connection") == "close":
                return


@pytest.mark.parametrize("number", range(30 if DEEP else 2))
def test_a_stop_under_load_loses_no_accepted_request(tmp_path: Path, number: int) -> None:
    """Sixteen clients ask while the server is stopped: whoever got a connection gets an answer."""
    with server(tmp_path, workers=2) as process:
        expected = queried(process, SMALL)[2]
        clients = [Client(process, expected, keep_alive=n % 2 == 0) for n in range(16)]
        for client in clients:
            client.start()
        until = time.monotonic() + 20
        while sum(client.counts["200"] for client in clients) < 100 + 20 * number:
            assert time.monotonic() < until
            time.sleep(0.01)
        begun = time.monotonic()
        assert process.stop() == 0
        assert time.monotonic() - begun < 10
        for client in clients:
            client.join(10)
            assert not client.is_alive()
        counts = sum((client.counts for client in clients), Counter[str]())
        assert counts["lost"] == counts["wrong"] == 0, counts
        assert process.journal()[-1]["event"] == "stopped"
        assert process.journal()[-1]["cut"] == 0


def test_a_query_longer_than_the_grace_is_told_so(tmp_path: Path) -> None:
    """When the server stops, a long query ends as 503 with a whole body; nobody is ready."""
    with server(tmp_path, workers=1, grace=1, limits={"seconds": 60}) as process:
        with process.connect() as waiting, process.connect() as asking:
            waiting.sendall(query_request(ENDLESS))
            asking.sendall(b"GET /ready HTTP/1.1\r\nHost: localhost\r\n\r\n")
            assert read_answer(asking)[0] == 200
            process.process.send_signal(signal.SIGTERM)
            time.sleep(0.3)
            asking.sendall(b"GET /ready HTTP/1.1\r\nHost: localhost\r\n\r\n")
            status, headers, body = read_answer(asking)
            assert (status, headers["connection"]) == (503, "close")
            assert b"stops" in body
            status, headers, body = read_answer(waiting)
            assert status == 503
            assert "retry-after" in headers
        assert process.process.wait(3) == 0


@pytest.mark.parametrize(
    ("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143), (signal.SIGKILL, -9)]
)
def test_nothing_is_left_of_a_server_that_ends_at_once(
    tmp_path: Path, number: signal.Signals, code: int
) -> None:
    """A second signal, or SIGKILL, ends it within a runaway query, and its workers with it."""
    with server(tmp_path, workers=1, limits={"seconds": 60}) as process:
        with process.connect() as connection:
            connection.sendall(query_request(ENDLESS))
            time.sleep(0.5)
            ours = process.descendants()
            assert len(ours) >= 2
            process.process.send_signal(number)
            if number != signal.SIGKILL:
                time.sleep(0.3)
                assert process.process.poll() is None
                process.process.send_signal(number)
            assert process.process.wait(1) == code
        until = time.monotonic() + 2
        while (left := {pid for pid in ours if _runs(pid)}) and time.monotonic() < until:
            time.sleep(0.05)
        assert not left


def _runs(pid: int) -> bool:
    """Tell whether a process is there; one that has ended may wait for its parent."""
    try:
        return " Z " not in Path(f"/proc/{pid}/stat").read_text(encoding="utf-8")
    except OSError:
        return False
