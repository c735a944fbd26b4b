"""Ask a server many things from many clients at once, and keep what came of each."""

from __future__ import annotations

import json
import random
import socket
import time
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from threading import Thread
from urllib.parse import urlsplit

from scgraph import KnowledgeGraph

PATIENCE = 60.0
SMALL = "SELECT ?claim { ?claim a scg:Claim } ORDER BY ?claim LIMIT 5"
PREFIXES = (
    "PREFIX scg: <https://w3id.org/scgraph/vocab/> PREFIX id: <https://w3id.org/scgraph/id/> "
)
_LABEL = "PREFIX skos: <http://www.w3.org/2004/02/skos/core#> "
GOOD = (
    SMALL,
    "ASK { id:mic a scg:Actor }",
    "ASK { id:mic a scg:Barrier }",
    "SELECT (COUNT(*) AS ?n) { ?claim a scg:Claim }",
    "SELECT ?p ?o { id:mic ?p ?o } ORDER BY ?p ?o",
    _LABEL + "SELECT ?a ?l { ?a a scg:Actor ; skos:prefLabel ?l } ORDER BY ?l ?a",
    _LABEL + "SELECT ?b ?l { ?b a scg:Barrier ; skos:prefLabel ?l FILTER(CONTAINS(?l, 'data')) }"
    " ORDER BY ?l ?b",
    "SELECT ?kind (COUNT(*) AS ?n) { ?x a ?kind } GROUP BY ?kind ORDER BY DESC(?n) ?kind",
)
"""Queries of good clients, each with one order of its rows; the server knows the prefixes."""
HOSTILE = {
    "runaway join": "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }",
    "memory bomb": "SELECT * { ?a ?b ?c . ?d ?e ?f } ORDER BY ?c ?f ?a",
    "doubled text": "SELECT (STRLEN(?t) AS ?n) { BIND('0123456789' AS ?t0) "
    + " ".join(f"BIND(CONCAT(?t{n}, ?t{n}) AS ?t{n + 1})" for n in range(32))
    + " BIND(?t32 AS ?t) }",
    "slow path": "SELECT (COUNT(*) AS ?n) { ?a (!<x:no>|^!<x:no>)*/(!<x:no>|^!<x:no>)* ?b }",
    "other server": "SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
    "nested": "SELECT * { " + "{" * 5000 + "}" * 5000 + " }",
    "no query": "SELECT ?a { ?a a ",
    "no prefix": "SELECT ?a { ?a a nobody:Knows }",
}
"""Queries that no good client asks, by what they try."""
REFUSED = frozenset(("other server", "nested", "no query", "no prefix"))


@dataclass
class Record:
    """What came of the requests: seconds of the good ones, and outcomes of all by kind."""

    seconds: list[float] = field(default_factory=list)
    good: Counter[str] = field(default_factory=Counter)
    hostile: Counter[str] = field(default_factory=Counter)

    def add(self, other: Record) -> None:
        """Take what another one has."""
        self.seconds += other.seconds
        self.good += other.good
        self.hostile += other.hostile

    def at(self, part: float) -> float:
        """Return the milliseconds within which so large a part of the good ones was answered."""
        ordered = sorted(self.seconds)
        return 1000 * ordered[min(len(ordered) - 1, int(part * len(ordered)))]


@dataclass(frozen=True)
class Load:
    """What to ask of whom: the good queries with their answers, and how many hostile ones."""

    address: str
    good: Mapping[str, bytes]
    seconds: float
    clients: int = 16
    hostile: float = 0.1
    normal: Callable[[bytes], bytes] = bytes

    def run(self) -> Record:
        """Ask for so many seconds, and return what came of it."""
        until = time.monotonic() + self.seconds
        clients = [_Client(self, number, until) for number in range(self.clients)]
        for client in clients:
            client.start()
        total = Record()
        for client in clients:
            client.join()
            total.add(client.record)
        return total


def answers(kg: KnowledgeGraph) -> dict[str, bytes]:
    """Return the good queries, and what they are to be answered with, from workers without HTTP."""
    with kg.pool(workers=1) as pool:
        return {query: rows(pool.run(query).body) for query in map(PREFIXES.__add__, GOOD)}


def rows(body: bytes) -> bytes:
    """Return an answer in JSON as both servers would write it."""
    data = json.loads(body)
    said = data.get("results", {}).get("bindings", data.get("boolean"))
    return json.dumps(said, sort_keys=True).encode()


class _Client(Thread):
    def __init__(self, load: Load, number: int, until: float) -> None:
        super().__init__(daemon=True)
        self._load = load
        self._until = until
        self._chance = random.Random(number)
        self._asker = Asker(load.address)
        self.record = Record()

    def run(self) -> None:
        good, hostile = list(self._load.good), list(HOSTILE)
        while time.monotonic() < self._until:
            if self._chance.random() < self._load.hostile:
                self._ask_hostile(self._chance.choice(hostile))
            else:
                self._ask_good(self._chance.choice(good))
        self._asker.close()

    def _ask_good(self, query: str) -> None:
        begun = time.monotonic()
        try:
            status, body = self._asker.ask(query)
        except OSError:
            self.record.good["lost"] += 1
            return
        if status == 200:
            self.record.seconds.append(time.monotonic() - begun)
            is_right = self._load.normal(body) == self._load.good[query]
            self.record.good["right" if is_right else "wrong"] += 1
        else:
            self.record.good[str(status)] += 1

    def _ask_hostile(self, name: str) -> None:
        try:
            status, _ = self._asker.ask(HOSTILE[name])
            self.record.hostile[f"{name}: {status}"] += 1
        except OSError:
            self.record.hostile[f"{name}: lost"] += 1


class Asker:
    """A client with one connection, which it keeps, that asks by POST."""

    def __init__(self, address: str) -> None:
        parts = urlsplit(address)
        self._host, self._port = str(parts.hostname), int(parts.port or 80)
        self._path = parts.path
        self._link: socket.socket | None = None
        self._head = (
            f"POST {self._path} HTTP/1.1\r\nHost: {self._host}:{self._port}\r\n"
            "Content-Type: application/sparql-query\r\n"
            "Accept: application/sparql-results+json\r\n"
        )

    def ask(self, query: str) -> tuple[int, bytes]:
        """Return the status and the body of the answer.

        Raises:
            OSError: if there is no connection, or it ends before the answer does.
        """
        text = query.encode()
        try:
            if self._link is None:
                self._link = socket.create_connection((self._host, self._port), PATIENCE)
                self._link.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            self._link.sendall(f"{self._head}Content-Length: {len(text)}\r\n\r\n".encode() + text)
            status, headers, body = _answer(self._link)
        except BaseException:
            self.close()
            raise
        if headers.get("connection") == "close":
            self.close()
        return status, body

    def close(self) -> None:
        """End the connection."""
        if self._link is not None:
            self._link.close()
            self._link = None


def _answer(link: socket.socket) -> tuple[int, dict[str, str], bytes]:
    data = bytearray()
    while (end := data.find(b"\r\n\r\n")) < 0:
        data += _some(link)
    first, *lines = data[:end].decode().split("\r\n")
    headers = {name.lower(): value for name, value in (line.split(": ", 1) for line in lines)}
    del data[: end + 4]
    if headers.get("transfer-encoding") == "chunked":
        return int(first.split()[1]), headers, _chunks(link, data)
    while len(data) < int(headers["content-length"]):
        data += _some(link)
    return int(first.split()[1]), headers, bytes(data)


def _chunks(link: socket.socket, data: bytearray) -> bytes:
    body = bytearray()
    while True:
        while (end := data.find(b"\r\n")) < 0:
            data += _some(link)
        size = int(data[:end], 16)
        while len(data) < end + size + 4:
            data += _some(link)
        body += data[end + 2 : end + 2 + size]
        del data[: end + size + 4]
        if not size:
            return bytes(body)


def _some(link: socket.socket) -> bytes:
    data = link.recv(1 << 16)
    if not data:
        raise ConnectionResetError("the connection ended before the answer did")
    return data
