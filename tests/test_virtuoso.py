"""Virtuoso 7.2 takes a corpus and answers the questions as memory does, but for those listed.

Run by `make deep`, where virtuoso-opensource of Debian is installed.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

import scgraph
from scgraph.errors import QueryTimeoutError, ScgraphError
from virtuoso_server import PROGRAM, USER, Virtuoso, virtuoso

pytestmark = [
    pytest.mark.skipif(not os.environ.get("SCGRAPH_DEEP"), reason="make deep runs it: minutes"),
    pytest.mark.skipif(PROGRAM is None, reason="virtuoso-t is not installed"),
]
PAGE = Path(__file__).resolve().parents[1] / "docs" / "other-engines.md"
ROW = re.compile(r"^\| `([a-z-]+/[a-z-]+)` \| ([a-z ]+) \| .+ \|$", re.MULTILINE)
SECONDS = 30
SAME, ERROR, SLOW, OTHER = "the same", "an error", "nothing in time", "other rows"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Virtuoso]:
    """Return a server that holds nothing of ours."""
    with virtuoso(tmp_path_factory.mktemp("virtuoso")) as running:
        yield running


@pytest.fixture(scope="module")
def far(server: Virtuoso, kg: scgraph.KnowledgeGraph) -> scgraph.KnowledgeGraph:
    """Return the corpus as the server holds it."""
    pushed = kg.push(server.address, auth=httpx.DigestAuth(*USER))
    assert (pushed.is_complete, pushed.by, pushed.remarks) == (True, "store", ())
    return scgraph.connect(server.address, timeout=SECONDS)


def test_a_second_push_sends_nothing(
    far: scgraph.KnowledgeGraph, server: Virtuoso, kg: scgraph.KnowledgeGraph
) -> None:
    """All literals and blank nodes come back as they were sent, also without a password."""
    assert {graph.state for graph in kg.push(server.address)} == {"equal"}


def test_updates_bring_the_same(
    far: scgraph.KnowledgeGraph, server: Virtuoso, kg: scgraph.KnowledgeGraph
) -> None:
    """Virtuoso takes some thousand triples an update; larger pieces are halved."""
    graph = "https://w3id.org/scgraph/paper/an-2025/checks"
    auth = httpx.DigestAuth(*USER)
    place = server.address.replace("/sparql", "/sparql-graph-crud-auth")
    httpx.delete(place, params={"graph": graph}, auth=auth).raise_for_status()
    pushed = kg.push(server.address, by="update", auth=auth)
    assert [one.graph for one in pushed if one.state == "sent"] == [graph]
    assert pushed.is_complete


def test_every_question_is_answered_as_listed(
    far: scgraph.KnowledgeGraph, server: Virtuoso, kg: scgraph.KnowledgeGraph
) -> None:
    """A difference that the page does not list is a fault, and so is a listed one that is gone."""
    listed = dict(ROW.findall(PAGE.read_text(encoding="utf-8")))
    names = kg.questions().column("name")
    assert listed.keys() <= set(names)
    found = {str(name): _answer(str(name), far, server, kg) for name in names}
    assert {name: answer for name, answer in found.items() if answer != SAME} == listed


def _answer(
    name: str, far: scgraph.KnowledgeGraph, server: Virtuoso, kg: scgraph.KnowledgeGraph
) -> str:
    try:
        rows = list(far.ask(name))
    except QueryTimeoutError:
        server.restart()  # it goes on with a query whose asker has left
        return SLOW
    except ScgraphError:
        return ERROR
    return SAME if rows == list(kg.ask(name)) else OTHER
