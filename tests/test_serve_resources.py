"""Questions, things, search and evidence over HTTP: the answers of Python, in every form."""

from __future__ import annotations

import json
from collections.abc import Iterator
from urllib.parse import quote

import pytest
from pyoxigraph import RdfFormat, parse
from starlette.testclient import TestClient

import scgraph
from hostile import PAYLOADS, hostile_corpus
from scgraph.answers.formats import TABLE_FORMATS
from scgraph.sandbox import Limits
from scgraph.serve.app import make_app
from scgraph.serve.served import Settings, served
from serving import Server, serving
from test_site import Page

QUESTIONS = sorted(scgraph.load().ask)
ROLES = "/questions/actors/roles"
MIC = "https://w3id.org/scgraph/id/mic"


class Shown(Page):
    """A page with forms, whose fields need no end."""

    void = Page.void | {"input"}


@pytest.fixture(scope="module")
def client(kg: scgraph.KnowledgeGraph) -> Iterator[TestClient]:
    """Return a client of the application, in this process."""
    with served(kg, Settings(workers=2, limits=Limits(seconds=60))) as being:
        yield TestClient(make_app(being), follow_redirects=False)


@pytest.fixture(scope="module")
def server(kg: scgraph.KnowledgeGraph) -> Iterator[Server]:
    """Run a real server."""
    with serving(kg, Settings(workers=1, limits=Limits(seconds=60))) as running:
        yield running


@pytest.mark.parametrize("name", QUESTIONS)
def test_every_question_is_answered_over_http_as_in_python(
    client: TestClient, kg: scgraph.KnowledgeGraph, name: str
) -> None:
    """In every form of a table the bytes are those that a user writes; the JSON has the rows."""
    assert len(QUESTIONS) > 100
    table = kg.ask(name)
    for suffix, method in TABLE_FORMATS.items():
        if suffix in ("html", "json"):
            continue
        answer = client.get(f"/questions/{name}.{suffix}")
        assert answer.status_code == 200, answer.text
        if suffix != "srj":  # an engine may write 1.50 as 1.5 there
            assert answer.text == getattr(table, method)()
    told = client.get(f"/questions/{name}").json()
    assert told["rows"] == json.loads(table.to_json())
    assert told["count"] == len(table) == len(told["evidence"])
    assert [column["name"] for column in told["columns"]] == list(table.columns)
    assert not told["truncated"]
    assert client.get(f"/questions/{name}.rq").text == kg.question(name).text


def test_an_answer_tells_what_must_be_cited(client: TestClient, kg: scgraph.KnowledgeGraph) -> None:
    """Each claim of a row has its words, its places, its paper and its sources, with addresses."""
    told = client.get("/questions/barriers/actors-and-evidence?actor=mlit").json()
    assert told["rows"]
    for row in told["rows"]:
        claim = told["claims"][row["claim"]]
        assert claim["says"] == row["says"]
        assert row["locator"] in claim["places"]
        assert claim["paper"] in told["papers"]
        assert (row["source"] is None) or row["source"] in claim["sources"]
        assert set(claim["sources"]) <= set(told["sources"])
        assert client.get(claim["href"]).status_code == 200
    for address in dict.fromkeys(told["evidence"]):
        found = client.get(address).json()
        assert set(found["claims"]) <= set(told["claims"])


def test_evidence_is_the_subgraph_behind_a_row(
    client: TestClient, kg: scgraph.KnowledgeGraph
) -> None:
    """As RDF it is what `evidence` gives."""
    answer = client.get("/evidence.nt?thing=mic")
    expected = {line for line in kg.evidence("mic").serialize(format="nt").splitlines() if line}
    assert len(expected) > 20
    found = {quad.triple for quad in parse(answer.content, RdfFormat.N_TRIPLES)}
    known = parse("\n".join(expected).encode(), RdfFormat.N_TRIPLES)
    assert found == {quad.triple for quad in known}


def test_a_form_is_chosen_by_suffix_or_by_what_the_client_accepts(client: TestClient) -> None:
    """The suffix stands above the header; the answer says where this form stands."""
    for accept, media in (
        ("text/csv", "text/csv"),
        ("application/sparql-results+json", "application/sparql-results+json"),
        ("text/html,*/*;q=0.8", "text/html"),
        ("*/*", "application/json"),
        ("application/sparql-query", "application/sparql-query"),
    ):
        answer = client.get(f"{ROLES}?actor=mic", headers={"Accept": accept})
        assert answer.headers["content-type"].partition(";")[0] == media
        assert "Accept" in answer.headers["vary"]
        again = client.get(answer.headers["content-location"], headers={"Accept": "image/png"})
        assert again.content == answer.content
    refused = client.get(f"{ROLES}.jsn", headers={"Accept": "application/problem+json"})
    assert refused.status_code == 406
    assert client.get(ROLES, headers={"Accept": "image/png"}).status_code == 406


@pytest.mark.parametrize("name", ["mic", "MIC", "総務省", "id:mic", MIC, f"<{MIC}>"])
def test_things_are_named_as_everywhere(client: TestClient, name: str) -> None:
    """Slug, label in any language, CURIE and IRI mean the same."""
    rows = client.get(ROLES, params={"actor": name}).json()["rows"]
    assert rows
    assert {row["actor"] for row in rows} == {MIC}
    assert client.get("/entity.json", params={"name": name}).json()["iri"] == MIC


@pytest.mark.parametrize(
    ("address", "status", "parameter", "near"),
    [
        (f"{ROLES}?actr=mic", 400, "actr", ["actor"]),
        (f"{ROLES}?actor=mix", 404, "actor", ["mic"]),
        (f"{ROLES}?actor=mic&actor=mlit", 400, "actor", None),
        (f"{ROLES}?actor=", 400, "actor", None),
        (f"{ROLES}?limit=0", 400, "limit", None),
        (f"{ROLES}?offset=-1", 400, "offset", None),
        (f"{ROLES}?limit=1e3", 400, "limit", None),
        ("/questions/figures/older-than?years=soon", 400, "years", None),
        ("/questions/actors/role", 404, None, ["actors/roles"]),
        ("/questions/roles", 404, None, ["actors/roles"]),
        ("/questions/cards/actors", 404, None, []),
        ("/questions?a=b", 400, "a", None),
        ("/search", 400, "words", None),
        ("/search?words=a&kind=Barier", 404, "kind", ["Barrier"]),
        ("/entity", 400, "iri", None),
        ("/entity?iri=a&name=b", 400, "iri", None),
        ("/entity?iri=https://w3id.org/scgraph/id/mix", 404, None, ["mic"]),
        ("/evidence", 400, "thing", None),
        ("/evidence?thing=mix", 404, "thing", ["mic"]),
        ("/id/mix", 404, None, ["mic"]),
        ("/id/mic.svg", 404, None, None),
        ("/id/mic?a=b", 400, "a", None),
        ("/openapi.json?a=b", 400, "a", None),
    ],
)
def test_a_wrong_request_is_told_what_is_wrong(
    client: TestClient, address: str, status: int, parameter: str | None, near: list[str] | None
) -> None:
    """The problem names the parameter and what comes near; a browser gets a page that says it."""
    answer = client.get(address)
    told = answer.json()
    assert answer.status_code == told["status"] == status
    assert answer.headers["content-type"] == "application/problem+json"
    assert told.get("parameter") == parameter
    if near is not None:
        assert told.get("near", [])[: len(near)] == near
    page = client.get(address, headers={"Accept": "text/html"})
    is_empty_field = address.endswith("actor=") or address == "/search"
    assert page.status_code == (200 if is_empty_field else status)
    assert Shown(page.text).tags.count("h1") == 1


def test_a_name_of_several_things_gets_them_to_choose_from(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    """As a value of a parameter it is a conflict, as a thing there are choices with addresses."""
    from rdflib import Graph, Literal, URIRef
    from rdflib.namespace import SKOS

    more = Graph()
    for slug in ("mic", "meti"):
        more.add((URIRef(f"https://w3id.org/scgraph/id/{slug}"), SKOS.altLabel, Literal("Both")))
    with served(scgraph.load().add(more), Settings(workers=1)) as being:
        client = TestClient(make_app(being))
        told = client.get("/entity?name=both")
        assert told.status_code == 300
        assert [choice["href"] for choice in told.json()["choices"]] == ["/id/meti", "/id/mic"]
        asked = client.get(f"{ROLES}?actor=both")
        assert asked.status_code == 409
        assert asked.json()["choices"] == ["id:meti", "id:mic"]
        page = client.get("/entity?name=both", headers={"Accept": "text/html"})
        assert 'href="/id/meti"' in page.text


def test_an_answer_in_parts_is_the_whole_answer(
    client: TestClient, kg: scgraph.KnowledgeGraph
) -> None:
    """Following the links from part to part meets each row once, in order."""
    address: str | None = "/questions/barriers/actors-and-evidence.json?limit=10"
    rows: list[object] = []
    while address is not None:
        answer = client.get(address)
        rows += answer.json()["rows"]
        address = answer.json()["next"]
        assert ("link" in answer.headers) == (address is not None)
    assert rows == json.loads(kg.ask("barriers/actors-and-evidence").to_json())
    assert client.get("/questions/claims/all.csv?offset=100000").text.count("\n") == 1


def test_the_limits_of_the_server_hold_and_the_answer_says_so(kg: scgraph.KnowledgeGraph) -> None:
    """Nobody gets more rows or bytes than the server gives; what is left out can be asked for."""
    whole = kg.ask("claims/all")
    with served(kg, Settings(workers=1, limits=Limits(rows=7))) as being:
        client = TestClient(make_app(being))
        for address in ("/questions/claims/all.csv", "/questions/claims/all.csv?limit=100"):
            answer = client.get(address)
            assert answer.text == whole[:7].to_csv()
            assert answer.headers["scgraph-truncated"] == "rows"
            assert 'offset=7>; rel="next"' in answer.headers["link"]
        assert client.get("/questions/claims/all").json()["truncated"] is True
        fewer = client.get("/questions/claims/all?limit=5")
        assert fewer.json()["truncated"] is False
        assert fewer.json()["next"].endswith("?limit=5&offset=5")
    with served(kg, Settings(workers=1)) as being:
        being.pool.limits = Limits(size=20_000)
        client, rows, address = TestClient(make_app(being)), [], "/questions/claims/all"
        sizes = set()
        while address is not None:
            told = client.get(address)
            rows += told.json()["rows"]
            sizes.add(told.headers.get("scgraph-truncated"))
            address = told.json()["next"]
        assert rows == json.loads(whole.to_json())
        assert sizes == {"size", None}


def test_what_a_client_has_is_not_sent_again(client: TestClient) -> None:
    """A tag holds for one form of one answer; HEAD has the head of GET and no body."""
    tags = set()
    for address in (f"{ROLES}.csv?actor=mic", f"{ROLES}.csv", f"{ROLES}.json", "/id/mic.html",
                    "/id/mic.ttl", "/search.json?words=land", "/evidence.json?thing=mic",
                    "/questions.csv", "/openapi.json", "/style.css"):  # fmt: skip
        answer = client.get(address)
        tag = answer.headers["etag"]
        tags.add(tag)
        same = client.get(address, headers={"If-None-Match": f'"other", W/{tag}'})
        assert (same.status_code, same.content, same.headers["etag"]) == (304, b"", tag)
        head = client.head(address)
        assert head.status_code == 200
        assert head.content == b""
        assert head.headers == answer.headers
    assert len(tags) == 10
    gone = client.head("/id/mix")
    assert (gone.status_code, gone.content) == (404, b"")


def test_a_thing_is_as_the_graph_has_it(client: TestClient, kg: scgraph.KnowledgeGraph) -> None:
    """The three forms of RDF say of a claim, and of what lies below it, what the quads say."""
    claim = str(kg.ask("figures/all")[0]["claim"])
    path = claim.removeprefix("https://w3id.org/scgraph")
    expected = {
        quad.triple
        for quad in kg.quads
        if quad.subject.value == claim or quad.subject.value.startswith(f"{claim}/")
    }
    assert len(expected) > 8
    for suffix, form in (("ttl", RdfFormat.TURTLE), ("nt", RdfFormat.N_TRIPLES),
                         ("jsonld", RdfFormat.JSON_LD)):  # fmt: skip
        body = client.get(f"{path}.{suffix}").content
        assert {quad.triple for quad in parse(body, form)} == expected
        for address in (f"/entity.{suffix}?iri={quote(claim)}",
                        f"/entity.{suffix}?name={quote(kg.curie(claim))}"):  # fmt: skip
            again = client.get(address)
            assert again.content == body
            assert again.headers["content-location"] == f"{path}.{suffix}"


def test_every_thing_of_the_graph_has_an_address(
    client: TestClient, kg: scgraph.KnowledgeGraph
) -> None:
    """Things, places with dots and slashes, codes, terms and shapes: each at the end of its IRI."""
    from scgraph.serve.addresses import Addresses

    subjects = sorted({str(quad.subject)[1:-1] for quad in kg.quads if str(quad.subject)[0] == "<"})
    addresses = Addresses(kg.bases)
    some = [*subjects[:: len(subjects) // 60], "https://w3id.org/scgraph/paper/an-2025/2.1/p2/s4"]
    assert len(some) > 50
    for iri in some:
        answer = client.get(addresses.of(iri), headers={"Accept": "application/n-triples"})
        assert answer.status_code == 200, iri
        assert f"<{iri}>" in answer.text
        assert f'<{addresses.of(iri)}>; rel="canonical"' in answer.headers["link"]


def test_the_page_of_a_thing_leads_to_others_and_is_sound(client: TestClient) -> None:
    """Every link of it resolves on this server; names in Japanese say so; no style is inline."""
    for path in ("/id/mic", "/id/low-public-trust", "/paper/an-2025/2.1", "/vocab/Claim",
                 "/code/role/leads", "/questions", ROLES, "/search", "/search?words=land",
                 "/evidence?thing=mic"):  # fmt: skip
        answer = client.get(path, headers={"Accept": "text/html"})
        page = Shown(answer.text)
        assert page.tags.count("h1") == 1
        assert page.handlers == page.open == []
        assert "style=" not in answer.text
        assert "unsafe" not in answer.headers["content-security-policy"]
        assert all(json.loads(text) for text in page.data)
        for link in dict.fromkeys(page.links[:30]):
            if link.startswith("/") and not link.startswith(("/query", "/search.")) and link != "/":
                there = client.head(link, headers={"Accept": "text/turtle, text/html;q=0.5"})
                assert there.status_code == 200, link
    mic = client.get("/id/mic.html").text
    assert '<span lang="ja">総務省</span>' in mic
    assert '<img src="/id/low-public-trust.svg"' in client.get("/id/low-public-trust.html").text
    assert client.get("/id/low-public-trust.svg").headers["content-type"] == "image/svg+xml"


def test_a_search_finds_what_python_finds(client: TestClient, kg: scgraph.KnowledgeGraph) -> None:
    """The nearest first, in every form, and in parts."""
    found = kg.search("land")
    assert len(found) > 3
    assert client.get("/search.csv?words=land").text == found.to_csv()
    told = client.get("/search?words=land&limit=2").json()
    assert told["count"] == len(found)
    assert [thing["iri"] for thing in told["things"]] == list(found.column("thing"))[:2]
    rest = client.get(told["next"]).json()
    assert rest["things"][0]["iri"] == found[2]["thing"]
    actors = client.get("/search?words=ministry&kind=Actor").json()["things"]
    assert {kind for thing in actors for kind in thing["kinds"]} == {"Actor"}


def test_the_form_of_a_question_offers_what_it_takes(client: TestClient) -> None:
    """Codes to choose from, names to complete, what was given; empty fields mean all."""
    page = client.get(f"{ROLES}.html?actor=%E7%B7%8F%E5%8B%99%E7%9C%81&role=mandate&target=").text
    assert '<option value="mandate" selected>Has the mandate for · 所管する</option>' in page
    assert '<option value="mlit">' in page
    assert 'value="総務省"' in page
    assert "/questions/actors/roles.csv?actor=%E7%B7%8F%E5%8B%99%E7%9C%81&amp;role=mandate" in page
    assert "/query?question=actors%2Froles&amp;actor=" in page


def test_the_list_of_questions_is_the_catalogue(
    client: TestClient, kg: scgraph.KnowledgeGraph
) -> None:
    """Its forms are those of the command line; as JSON each question tells all of its header."""
    assert client.get("/questions.csv").text == kg.questions().to_csv()
    assert client.get("/questions", headers={"Accept": "text/markdown"}).text == (
        kg.questions().to_markdown()
    )
    told = client.get("/questions").json()["questions"]
    assert [one["name"] for one in told] == QUESTIONS
    triples = list(parse(client.get("/questions.ttl").content, RdfFormat.TURTLE))
    assert sum("SPARQLSelectExecutable" in str(quad.object) for quad in triples) == len(QUESTIONS)


def test_a_real_server_answers_the_same(server: Server, client: TestClient) -> None:
    """What the application answers in this process comes over the wire too, bytes for bytes."""
    for path in (f"{ROLES}.csv?actor=mic", "/id/mic.ttl", "/questions.json", "/id/mic.html",
                 "/paper/an-2025/2.1/p2/s4.ttl", "/search.json?words=land", "/id/mix"):  # fmt: skip
        over_wire = server.request("GET", path)
        here = client.get(path, headers={"Accept": ""})
        assert (over_wire.status, over_wire.body) == (here.status_code, here.content)
        head = server.request("HEAD", path)
        assert (head.status, head.body) == (here.status_code, b"")


def test_an_address_need_not_be_text(server: Server) -> None:
    """Bytes that are no UTF-8 are a name that nothing bears, and never a fault of the server."""
    paths = (
        b"/id/%ff",
        b"/id/\xff",
        b"/id/%0d%0aX:%20y",
        b"/questions/actors/roles?actor=\xff",
        b"/search?words=%ff",
        b"/search?words=%0d%0aX:%20y",
        "/evidence?thing=総".encode(),
        b"/entity?name=%00",
        b"/%2f%2fevil.example",
        b"//evil.example/",
    )
    for path in paths:
        sent = b"GET " + path + b" HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n"
        answer = server.raw(sent)
        assert answer.split()[1] in (b"200", b"400", b"404"), (path, answer)
        assert b"\r\nX:" not in answer
    assert server.get("/id/mic.ttl").status == 200


def test_hostile_values_get_an_answer_that_harms_nobody(client: TestClient) -> None:
    """Whatever a value is, it is told of in no header, and in a page as text."""
    for text in PAYLOADS:
        for address in (ROLES, "/entity", "/search", "/evidence"):
            name = {"/entity": "name", "/search": "words", "/evidence": "thing"}.get(
                address, "actor"
            )
            if len(text) > 2_000:
                continue
            answer = client.get(address, params={name: text}, headers={"Accept": "text/html"})
            assert answer.status_code in (200, 400, 404), (address, text)
            page = Shown(answer.text)
            assert page.handlers == page.data == []
            assert "script" not in page.tags
            assert not any("\n" in value for value in answer.headers.values())


def test_a_hostile_corpus_breaks_no_page(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Whatever a label or an address says, tags close, data are data, and tables stay tables."""
    kg = scgraph.load(hostile_corpus(scgraph.load(), tmp_path_factory.mktemp("hostile")))
    with served(kg, Settings(workers=2)) as being:
        client = TestClient(make_app(being))
        things = kg.ask("papers/things")
        paths = [f"/entity.html?iri={quote(str(row.thing))}" for row in things[::80]]
        paths += [f"/questions/{name}.html" for name in QUESTIONS[::11]]
        paths += ["/search.html", "/questions.html", "/search.html?words=alert"]
        assert len(paths) > 20
        for path in paths:
            answer = client.get(path)
            assert answer.status_code == 200, path
            page = Shown(answer.text)
            assert page.handlers == page.open == [], path
            assert page.tags.count("script") == len(page.data) <= 1
            assert all(json.loads(text) for text in page.data)
            assert not any(
                link.strip().lower().startswith(("javascript:", "data:", "//"))
                for link in page.links
            )
        told = client.get("/questions/claims/all").json()
        assert told["rows"] == json.loads(kg.ask("claims/all").to_json())
        assert client.get("/questions/claims/all.csv").text == kg.ask("claims/all").to_csv()
