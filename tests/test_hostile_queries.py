"""Nothing that a query says ends the server, leaves the machine, or delays the next for long."""

from __future__ import annotations

import os
import socket
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

import scgraph
from hostile_queries import (
    ANSWERED,
    ENDED,
    FAMILIES,
    REFUSED,
    WRONG,
    Canary,
    Hostile,
    a_tenth,
    hostile_queries,
)
from scgraph.engine.gate import pass_gate
from scgraph.errors import LimitError, QueryError
from scgraph.sandbox import Limits, Pool

DEEP = os.environ.get("SCGRAPH_DEEP") == "1"
SECONDS = 1.0
GOOD = "ASK { <https://w3id.org/scgraph/id/mic> a ?kind }"
QUERIES = hostile_queries() if DEEP else a_tenth(hostile_queries())

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="processes cannot be copied here")


@pytest.fixture(scope="module")
def listener() -> Iterator[socket.socket]:
    """Listen where no query may call."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        listening.setblocking(False)
        yield listening


@pytest.fixture(scope="module")
def pipe(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a file of which each opening is noticed: one that writes waits for one that reads."""
    path = tmp_path_factory.mktemp("canary") / "canary.ttl"
    os.mkfifo(path)
    return path


@pytest.fixture(scope="module")
def queries(listener: socket.socket, pipe: Path) -> dict[tuple[str, str], Hostile]:
    """Return all queries, made for the canaries."""
    port = listener.getsockname()[1]
    made = hostile_queries(Canary(f"http://127.0.0.1:{port}/canary", pipe.as_uri()))
    return {(query.family, query.name): query for query in made}


@pytest.fixture(scope="module")
def pool(kg: scgraph.KnowledgeGraph) -> Iterator[Pool]:
    """Start workers on the shipped corpus."""
    with kg.pool(workers=2, limits=Limits(seconds=SECONDS)) as pool:
        yield pool


def outcome(pool: Pool, query: str) -> str:
    """Ask, and say what came of it."""
    try:
        pass_gate(query)
        if len(query.encode(errors="surrogatepass")) > pool.limits.query:
            return REFUSED
    except QueryError:
        return REFUSED
    try:
        pool.run(query)
    except QueryError:
        return WRONG
    except LimitError:
        return ENDED
    return ANSWERED


def was_opened(pipe: Path) -> bool:
    """Tell whether anybody has opened a pipe for reading, and waits there."""
    try:
        os.close(os.open(pipe, os.O_WRONLY | os.O_NONBLOCK))
    except OSError:
        return False
    return True


@pytest.mark.parametrize("query", QUERIES, ids=[f"{one.family} {one.name}" for one in QUERIES])
def test_a_hostile_query_harms_nobody(
    query: Hostile,
    pool: Pool,
    queries: dict[tuple[str, str], Hostile],
    listener: socket.socket,
    pipe: Path,
) -> None:
    """It ends as it should, nobody was called, no file was read, and the next is answered."""
    query = queries[query.family, query.name]
    assert outcome(pool, query.text) in query.outcomes
    with pytest.raises(BlockingIOError):
        listener.accept()
    assert not was_opened(pipe)
    assert b"true" in pool.run(GOOD, limits=Limits(seconds=10)).body


def test_the_corpus_is_large_and_names_are_unique() -> None:
    """At least 300 queries, 40 spellings of SERVICE, 14 updates, 13 ways to nest."""
    every = hostile_queries()
    assert len(every) >= 300
    assert len({(query.family, query.name) for query in every}) == len(every)
    numbers = Counter(query.family for query in every)
    assert set(numbers) == set(FAMILIES)
    spellings = [one for one in every if one.family == "services" and ANSWERED not in one.outcomes]
    assert len(spellings) >= 40
    assert numbers["updates"] >= 14
    assert len({one.name.rpartition(" ")[0] for one in every if one.family == "nested"}) >= 13
    assert {one.family for one in a_tenth(every)} == set(FAMILIES)
    assert len(a_tenth(every)) >= len(every) // 10


def test_a_pipe_notices_who_reads(pipe: Path) -> None:
    """The canary sings."""
    assert not was_opened(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    assert was_opened(pipe)
    os.close(reader)


@pytest.mark.parametrize("family", ["services", "updates"])
def test_what_would_leave_the_machine_never_reaches_the_engine(family: str) -> None:
    """Every spelling is decided by the gate or is no query."""
    chosen = [query for query in hostile_queries() if query.family == family]
    assert chosen
    for query in chosen:
        if query.outcomes == {REFUSED}:
            with pytest.raises(QueryError, match=r"^line \d+, column \d+: "):
                pass_gate(query.text)
