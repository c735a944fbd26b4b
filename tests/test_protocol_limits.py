"""What a query over HTTP may take, what a client can lower, and what it is told."""

from __future__ import annotations

import csv
import io
import json
import socket
import time
import xml.etree.ElementTree as ET
from collections.abc import Iterator

import pytest
from pyoxigraph import QueryResultsFormat, RdfFormat, parse, parse_query_results

import scgraph
from protocol_situations import DIRECT
from scgraph.sandbox import Limits, Reply
from scgraph.serve.finishing import finished
from scgraph.serve.served import Settings
from serving import Server, serving

ALL = "SELECT ?s ?p ?o { ?s ?p ?o }"
ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
ROWS, SIZE, LENGTH = 50, 6000, 1000


@pytest.fixture(scope="module")
def tight(kg: scgraph.KnowledgeGraph) -> Iterator[Server]:
    """Serve with little of everything."""
    limits = Limits(seconds=1, rows=ROWS, size=SIZE, query=LENGTH)
    with serving(kg, Settings(workers=1, waiting=2, limits=limits)) as running:
        yield running


def test_a_query_takes_no_more_rows_than_there_may_be(tight: Server) -> None:
    """An answer that rows cut has as many as there may be, and a header that says so."""
    answer = tight.get(query="SELECT ?s { ?s ?p ?o }", accept="text/csv", limit=10_000)
    assert answer.status == 200
    assert answer.headers["scgraph-truncated"] == "rows"
    assert len(list(csv.reader(io.StringIO(answer.text)))) == ROWS + 1


@pytest.mark.parametrize("name", ["limit", "maxrows"])
@pytest.mark.parametrize("rows", [0, 1, 7])
def test_a_client_may_take_fewer_rows(server: Server, name: str, rows: int) -> None:
    """Both names by which servers know it lower the number of rows."""
    answer = server.get(query=ALL, format="csv", **{name: rows})
    assert len(answer.text.splitlines()) == rows + 1
    assert answer.headers["scgraph-truncated"] == "rows"


def test_the_lowest_of_several_wishes_counts(server: Server) -> None:
    """Two names for the same thing do not raise each other."""
    assert len(server.get(query=ALL, format="csv", limit=9, maxrows=3).text.splitlines()) == 4
    assert len(server.get(query=ALL, format="csv", limit=[9, 2]).text.splitlines()) == 3


def test_a_whole_answer_says_nothing_of_a_cut(server: Server) -> None:
    """An answer of exactly as many rows as may be is whole, and neither marked nor headed."""
    answer = server.get(query=f"{ALL} LIMIT 5", limit=5)
    assert "scgraph-truncated" not in answer.headers
    assert "link" not in json.loads(answer.body)["head"]


def test_an_answer_that_is_too_large_is_cut_between_two_rows(tight: Server) -> None:
    """What is over the size is left out row by row, in each format, and the header says so."""
    for name, media in (("json", QueryResultsFormat.JSON), ("xml", QueryResultsFormat.XML)):
        answer = tight.get(query=ALL, format=name)
        assert answer.headers["scgraph-truncated"] == "size"
        rows = list(parse_query_results(answer.body, media))
        assert 0 < len(rows) < ROWS


def test_a_cut_answer_says_so_within(server: Server) -> None:
    """JSON and XML link to what a cut is, and are what their standards say; RDF has a remark."""
    link = f"{server.sparql}#cut"
    said = json.loads(server.get(query=ALL, limit=1).body)
    assert said["head"]["link"] == [link]
    tree = ET.fromstring(server.get(query=ALL, limit=1, format="xml").body)
    space = "{http://www.w3.org/2005/sparql-results#}"
    head = tree.find(f"{space}head")
    assert head is not None
    assert [part.tag.removeprefix(space) for part in head] == ["variable"] * 3 + ["link"]
    assert head[-1].get("href") == link
    for name in ("ttl", "nt", "n3", "rdfxml"):
        answer = server.get(query="CONSTRUCT WHERE { ?s ?p ?o }", limit=2, format=name)
        assert b"this is not the whole answer" in answer.body


@pytest.mark.parametrize("name", ["ttl", "nt", "n3", "rdfxml", "jsonld"])
def test_a_cut_graph_can_be_read(server: Server, name: str) -> None:
    """The remark in a cut answer does not spoil it: as many triples are read as were asked for."""
    formats = {
        "ttl": RdfFormat.TURTLE,
        "nt": RdfFormat.N_TRIPLES,
        "n3": RdfFormat.N3,
        "rdfxml": RdfFormat.RDF_XML,
        "jsonld": RdfFormat.JSON_LD,
    }
    answer = server.get(query="CONSTRUCT WHERE { ?s ?p ?o }", limit=12, format=name)
    assert len(set(parse(answer.body, formats[name]))) == 12


def test_the_description_tells_what_a_cut_is(server: Server) -> None:
    """The address that a cut answer links to is described where it leads."""
    about = [
        q for q in parse(server.get().body, RdfFormat.TURTLE) if q.subject.value.endswith("#cut")
    ]
    assert any("not all there is" in quad.object.value for quad in about)


def test_a_query_that_takes_too_long_is_no_answer(tight: Server) -> None:
    """A time-out is 503 with the time to wait, never half an answer; a good query goes on."""
    began = time.monotonic()
    answer = tight.get(query=ENDLESS)
    assert answer.status == 503
    assert int(answer.headers["retry-after"]) > 0
    assert "1 second" in json.loads(answer.body)["detail"]
    assert time.monotonic() - began < 10
    assert tight.get(query="ASK {}").status == 200


@pytest.mark.parametrize("wish", ["0.2", "0.2s", "200ms", ".2", "2e-1"])
def test_a_client_may_wait_for_less(server: Server, wish: str) -> None:
    """A time in seconds or in milliseconds is a lower limit; another spelling is refused."""
    answer = server.get(query=ENDLESS, timeout=wish)
    if "e" in wish:
        assert answer.status == 400
        return
    assert answer.status == 503
    assert "0.2 seconds" in json.loads(answer.body)["detail"]


def test_a_client_cannot_wait_for_more(tight: Server) -> None:
    """A higher time-out than the server's is the server's."""
    assert "1 second" in tight.get(query=ENDLESS, timeout=3600).text


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("limit", "-1"),
        ("limit", "1.5"),
        ("limit", "many"),
        ("limit", ""),
        ("maxrows", "٣"),
        ("maxrows", "9" * 30),
        ("timeout", "0"),
        ("timeout", "-3"),
        ("timeout", "nan"),
        ("timeout", "inf"),
        ("timeout", "5 minutes"),
        ("format", "docx"),
    ],
)
def test_a_wish_that_cannot_be_read_is_refused(server: Server, name: str, value: str) -> None:
    """A limit or format that is none gets 400 and its own name back."""
    answer = server.get(query="ASK {}", **{name: value})
    assert answer.status == 400
    assert name in json.loads(answer.body)["detail"]


def test_a_query_in_an_address_may_be_too_long(tight: Server) -> None:
    """It is 414, since the address is what is too long."""
    assert tight.get(query="ASK {} #" + "x" * (LENGTH - 8)).status == 200
    assert tight.get(query="ASK {} #" + "x" * (LENGTH - 7)).status == 414


def test_a_body_that_does_not_come_is_not_waited_for(tight: Server) -> None:
    """A request that stops in the middle of its body gets 408, and the connection ends."""
    head = b"POST /sparql HTTP/1.1\r\nHost: 127.0.0.1\r\n"
    said = tight.raw(
        head + b"Content-Type: application/sparql-query\r\nContent-Length: 6\r\n\r\nASK"
    )
    assert said.startswith(b"HTTP/1.1 408 ")
    assert b"within 1 second" in said


def test_a_client_that_goes_frees_its_place(kg: scgraph.KnowledgeGraph) -> None:
    """When whoever asked an endless query closes, the one place for long ones is free at once."""
    settings = Settings(workers=1, waiting=0, limits=Limits(seconds=60))
    kind = f"Content-Type: {DIRECT['Content-Type']}\r\nContent-Length: {len(ENDLESS)}"
    head = f"POST /sparql HTTP/1.1\r\nHost: 127.0.0.1\r\n{kind}\r\n\r\n"
    with serving(kg, settings) as one:
        for _ in range(10):  # whoever asks first has the place; that should be this client
            with socket.create_connection(("127.0.0.1", one.port)) as channel:
                channel.sendall(head.encode() + ENDLESS.encode())
                if _said_when(one, "waiting already", 1.5):
                    break
        else:
            pytest.fail("the endless query never had the place")
        assert _said_when(one, "no answer within 0.3 seconds", 20)


def _said_when(server: Server, words: str, seconds: float) -> bool:
    """Ask a long query until these words come back; a place that is held is held for a minute."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if words in server.get(query=ENDLESS, timeout=0.3).text:
            return True
        time.sleep(0.05)
    return False


def test_an_answer_is_kept_until_it_changes(server: Server) -> None:
    """The tag of an answer brings 304, in a list, too; another answer has another tag."""
    target = "/sparql?query=ASK%20%7B%7D"
    first = server.request("GET", target)
    assert first.headers["cache-control"] == "no-cache"
    tag = first.headers["etag"]
    for asked in (tag, f'"other", {tag}', f"W/{tag}", "*"):
        again = server.request("GET", target, headers={"If-None-Match": asked})
        assert (again.status, again.body) == (304, b"")
        assert (again.headers["etag"], again.headers["vary"]) == (tag, "Accept")
    assert server.request("GET", target, headers={"If-None-Match": '"other"'}).status == 200
    as_xml = server.request("GET", target, headers={"Accept": "application/xml"})
    assert as_xml.headers["etag"] != tag


def test_an_answer_to_a_post_is_not_kept(server: Server) -> None:
    """A cache keeps nothing of a POST, and no tag is promised for it."""
    answer = server.request("POST", body=b"ASK {}", headers=DIRECT)
    assert answer.headers["cache-control"] == "no-store"
    assert "etag" not in answer.headers


@pytest.mark.parametrize("host", ['a"b', "a<b", "a b", "a`b", "", "[::1"])
def test_a_host_that_is_no_name_spoils_nothing(server: Server, host: str) -> None:
    """What a client calls the server stands in no answer unless it can stand in an address."""
    for target in ("/sparql", "/sparql?limit=1&query=SELECT%20*%20%7B%3Fs%20%3Fp%20%3Fo%7D"):
        head = f"GET {target} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n"
        said = server.raw(head.encode())
        assert said.split(b" ")[1] in (b"200", b"400", b"421")
        assert not host or host.encode() not in said.partition(b"\r\n\r\n")[2]


@pytest.mark.parametrize("host", ["a&b", "xn--a--b.example", "a'b"])
def test_a_strange_host_is_written_as_the_format_needs(host: str) -> None:
    """A name with signs that JSON or XML minds comes back whole from a cut answer."""
    link = f"http://{host}/sparql#cut"
    as_xml = Reply("rows", "", b"<sparql><head></head><results/></sparql>", 0, True)
    assert ET.fromstring(finished(as_xml, "xml", link))[0][0].get("href") == link
    as_json = Reply("rows", "", b'{"head":{"vars":[]},"results":{"bindings":[]}}', 0, True)
    assert json.loads(finished(as_json, "json", link))["head"]["link"] == [link]
    as_rdf = Reply("triples", "", b"<RDF></RDF>", 0, True)
    assert ET.fromstring(finished(as_rdf, "rdfxml", link)).tag == "RDF"
