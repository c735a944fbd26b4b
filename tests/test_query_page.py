"""The start page and the query page of a server, used as a person would in a real browser."""

from __future__ import annotations

import gzip
import json
import os
import re
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.error import HTTPError
from urllib.parse import quote
from urllib.request import Request, urlopen

import pytest
import uvicorn

import scgraph
from browser import CHROMIUM, Browser, browser
from hostile import hostile_corpus
from scgraph.serve.app import make_app
from scgraph.serve.pages import OWN, SHARED
from scgraph.serve.served import Settings, served

AXE = os.environ.get("SCGRAPH_AXE", "")
FOLDER = Path(__file__).resolve().parents[1] / "src" / "scgraph" / "serve" / "query"
MOST_BYTES, MOST_SENT = 120_000, 60_000
CONTROL = 2
LISTEN = (
    "window.broken = []; document.addEventListener('securitypolicyviolation', "
    "event => broken.push(event.violatedDirective + ' ' + event.blockedURI));"
)
TEN_THOUSAND = "SELECT ?a ?b ?c ?d { %s }" % " ".join(  # noqa: UP031
    f"VALUES ?{name} {{ 0 1 2 3 4 5 6 7 8 9 }}" for name in "abcd"
)

in_a_browser = pytest.mark.skipif(
    CHROMIUM is None, reason="no Chromium is installed (Debian: apt-get install chromium)"
)


@contextmanager
def running(kg: scgraph.KnowledgeGraph) -> Iterator[str]:
    """Serve a graph on a free port of the loopback, and return its address."""
    with (
        socket.create_server(("127.0.0.1", 0)) as listening,
        served(kg, Settings(workers=1)) as ours,
    ):
        config = uvicorn.Config(make_app(ours), ws="none", lifespan="off", log_level="error")
        server = uvicorn.Server(config)
        thread = Thread(target=server.run, args=([listening],), daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        server.should_exit = True
        thread.join(10)


@pytest.fixture(scope="module")
def server(kg: scgraph.KnowledgeGraph) -> Iterator[str]:
    """Return the address of a server of the shipped corpus."""
    with running(kg) as address:
        yield address


@pytest.fixture(scope="module")
def one(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """Run one browser for all tests of a worker."""
    with browser(tmp_path_factory.mktemp("profile")) as started:
        probes = Path(__file__).with_name("probes.js").read_text(encoding="utf-8")
        started.send("Page.addScriptToEvaluateOnNewDocument", source=probes + LISTEN)
        yield started


@pytest.fixture
def web(one: Browser, server: str) -> Iterator[Browser]:
    """Return the browser at a fresh query page; a test fails if the page breaks its policy."""
    fresh(one, server)
    yield one
    assert one.value("broken") == []
    assert one.complaints == []
    assert {url.split("/query")[0].split("/s")[0].split("/q")[0] for url in one.requests} - {
        "about:blank"
    } <= {server} | {url for url in one.requests if url.startswith(("blob:", "data:"))}


def fresh(one: Browser, server: str, width: int = 1400, address: str = "") -> None:
    """Open the query page with nothing kept of earlier."""
    one.size(width, touch=width < 600)
    one.send("Emulation.setEmulatedMedia", media="", features=[])
    one.send("Storage.clearDataForOrigin", origin=server, storageTypes="local_storage")
    one.requests.clear()
    one.go(f"{server}/query{address}", "document.body.dataset.ready")
    one.requests.clear()
    one.complaints.clear()


def ask(web: Browser, query: str, ready: str = "!document.getElementById('answer').hidden") -> None:
    """Write a query in place of what is there, and run it by keyboard."""
    write(web, query)
    web.press("Enter", CONTROL)
    wait(web, f"document.getElementById('stop').hidden && {ready}")


def wait(web: Browser, script: str) -> None:
    """Wait until an expression holds; an element would come over as nothing."""
    web.until(f"!!({script})")


def write(web: Browser, query: str) -> None:
    """Type a text in place of what is there."""
    web.value("document.getElementById('text').focus(); document.getElementById('text').select()")
    web.type(query)


def written(web: Browser) -> str:
    """Return what stands in the editor."""
    return str(web.value("document.getElementById('text').value"))


def seen(web: Browser, selector: str) -> str:
    """Return the text that is seen in an element."""
    return str(web.value(f"document.querySelector({json.dumps(selector)}).innerText"))


def cells(web: Browser, column: int) -> list[str]:
    """Return what a column of the table shows, without short IRIs."""
    found: list[str] = web.value(
        f"[...document.querySelectorAll('#wide tbody td:nth-child({column + 1})')]"
        ".map(cell => (cell.querySelector('a') || cell).innerText.trim())"
    )
    return found


def got(url: str, **headers: str) -> Any:
    """Return the answer to GET."""
    return urlopen(Request(url, headers=headers), timeout=20)


# What is sent


def test_the_query_page_is_small_and_has_nothing_inline(server: str) -> None:
    """Page, script and style are under 120 KB as they are, and half of it on the way."""
    page = got(f"{server}/query")
    html = page.read().decode()
    assert "unsafe" not in page.headers["Content-Security-Policy"]
    assert not re.search(r"<style| style=| on\w+=", html)
    assert html.count("<script") == html.count("<script src=") == 1
    parts = [part.split('"')[0] for part in html.split('"/static/')[1:]]
    assert len(parts) == 3
    sizes = [len(html)]
    packed = [len(gzip.compress(html.encode()))]
    for part in parts:
        answer = got(f"{server}/static/{part}", **{"Accept-Encoding": "gzip"})
        body = answer.read()
        is_packed = answer.headers["Content-Encoding"] == "gzip"
        packed.append(len(body))
        sizes.append(len(gzip.decompress(body) if is_packed else body))
    assert sum(sizes) < MOST_BYTES
    assert sum(packed) < MOST_SENT


def test_every_script_of_the_folder_is_used() -> None:
    """No script lies there unused, and each is a page or two long."""
    assert sorted(OWN) == sorted(path.name for path in FOLDER.glob("*.js"))
    assert all(len(path.read_text("utf-8").splitlines()) <= 280 for path in FOLDER.glob("*.js"))
    assert "draw.js" in SHARED


def test_the_start_is_the_explorer_kept_and_packed(server: str, kg: scgraph.KnowledgeGraph) -> None:
    """It is the page of the file, with links beside it; it is packed, and known by its tag."""
    plain = got(f"{server}/")
    html = plain.read().decode()
    assert html.split("<title>")[1][:40] == kg.page().html.split("<title>")[1][:40]
    packed = got(f"{server}/", **{"Accept-Encoding": "br, gzip;q=0.5"})
    assert gzip.decompress(packed.read()).decode() == html
    assert packed.headers["ETag"] != plain.headers["ETag"]
    assert got(f"{server}/", **{"Accept-Encoding": "gzip;q=0"}).read().decode() == html
    with pytest.raises(HTTPError) as same:
        got(f"{server}/", **{"If-None-Match": f'"x", W/{plain.headers["ETag"]}'})
    assert same.value.code == 304
    same.value.close()


@pytest.mark.parametrize(
    ("body", "status"),
    [(b"{}", 400), (b"[1]", 400), (b"[" * 9_000, 400), (b"[]", 200), (b'["no iri"]', 200)],
)
def test_a_list_of_names_is_read_strictly(server: str, body: bytes, status: int) -> None:
    """Only a list of texts will do; what is no IRI has no name."""
    try:
        answer = urlopen(Request(f"{server}/query/names", data=body), timeout=20)
    except HTTPError as error:
        answer = error
    with answer:
        assert answer.status == status
        assert status != 200 or json.load(answer) == {}


# The start page


@in_a_browser
def test_the_served_explorer_leads_to_the_other_pages(one: Browser, server: str) -> None:
    """It draws under its policy, asks for nothing, and leads to query, questions and cards."""
    one.size(1400)
    one.requests.clear()
    one.complaints.clear()
    one.go(f"{server}/#mic")
    links = "[...document.querySelectorAll('#server a')].map(link => link.getAttribute('href'))"
    assert one.value(links) == ["/questions", "/search", "/query"]
    assert one.value("document.querySelector('.id a').getAttribute('href')") == "/id/mic"
    assert one.value("probe.boxes().length") > 1
    assert one.value("broken") == []
    assert one.complaints == []
    assert [url for url in one.requests if not url.startswith("about:")] == [f"{server}/"]


# Questions


@in_a_browser
def test_a_question_fills_the_editor_and_answers(web: Browser, kg: scgraph.KnowledgeGraph) -> None:
    """From the catalogue to the rows that the library gives, with a value in its slot."""
    web.value("document.getElementById('wanted').focus()")
    web.type("actors they touch")
    name = "barriers/actors-and-evidence"
    wait(web, "document.querySelectorAll('.entry[data-question]').length === 1")
    web.click(f"[data-question='{name}']")
    wait(web, "document.getElementById('text').value.includes('UNDEF')")
    assert "#+" not in written(web)
    web.value("document.getElementById('slot-actor').focus()")
    web.type("総務省")
    web.press("Enter")
    wait(web, "!document.getElementById('answer').hidden")
    assert "VALUES ?actor { <https://w3id.org/scgraph/id/mic> }" in written(web)
    rows = kg.ask(name, actor="mic")
    assert seen(web, "#status").startswith(f"{len(rows)} row")
    assert cells(web, 1) == [row.barrier_label for row in rows]


@in_a_browser
def test_an_unknown_name_is_told_beside_its_slot(web: Browser) -> None:
    """The sentence of the server, with the near name, stands in the form; the query stays."""
    web.value("document.querySelector('[data-question=\"barriers/actors-and-evidence\"]').click()")
    wait(web, "document.getElementById('text').value.includes('UNDEF')")
    before = written(web)
    web.value("document.getElementById('slot-actor').focus()")
    web.type("mlitt")
    web.press("Enter")
    wait(web, "document.querySelector('#slots .trouble')")
    assert "mlit" in seen(web, "#slots .trouble")
    assert web.value("document.getElementById('slot-actor').getAttribute('aria-invalid')") == "true"
    assert written(web) == before
    web.complaints.clear()  # the browser notes the 404


# Writing


@in_a_browser
def test_a_term_is_completed_and_its_prefix_declared(web: Browser) -> None:
    """Two letters of a label offer the class; taken, its PREFIX line stands above."""
    write(web, "SELECT * {\n  ?x a Barr")
    wait(web, "!document.getElementById('offers').hidden")
    assert seen(web, "#offers [aria-selected=true]").startswith("scg:Barrier")
    web.press("Enter")
    assert written(web) == (
        "PREFIX scg: <https://w3id.org/scgraph/vocab/>\nSELECT * {\n  ?x a scg:Barrier"
    )
    web.type(" ; skos:")
    wait(web, "document.getElementById('text').value.includes('PREFIX skos:')")
    web.type("pref")
    wait(
        web,
        "document.querySelector('#offers [aria-selected=true] .mono')"
        "?.textContent === 'skos:prefLabel'",
    )
    web.press("Tab")
    assert written(web).endswith("?x a scg:Barrier ; skos:prefLabel")
    web.type(" ?")
    wait(web, "document.querySelector('#offers .variable')?.textContent === '?x'")
    web.press("Escape")
    assert web.value("document.getElementById('offers').hidden")


@in_a_browser
def test_a_japanese_label_offers_its_term(web: Browser) -> None:
    """Who knows the word alone finds the class."""
    write(web, "SELECT * { ?x a 障壁")
    wait(web, "!document.getElementById('offers').hidden")
    assert "scg:Barrier" in seen(web, "#offers")


@in_a_browser
def test_lines_are_indented_and_ink_lies_under_the_text(web: Browser) -> None:
    """Enter keeps the depth, and what is coloured is what is written, line by line."""
    write(web, "SELECT * {")
    for piece in ("", '?s ?p "a # b" . # 障壁', "}"):
        if piece == "}":
            web.press("}")
        elif piece:
            web.type(piece)
        if piece != "}":
            web.press("Enter")
    assert written(web) == 'SELECT * {\n  ?s ?p "a # b" . # 障壁\n}'
    lines = web.value("[...document.querySelectorAll('#ink .row')].map(row => row.textContent)")
    assert lines == written(web).split("\n")
    kinds = web.value(
        "[...document.querySelectorAll('#ink .string, #ink .comment')]"
        ".map(part => part.textContent)"
    )
    assert kinds == ['"a # b"', "# 障壁"]
    web.press("z", CONTROL)
    assert written(web) != 'SELECT * {\n  ?s ?p "a # b" . # 障壁\n}'


# Answers


@in_a_browser
def test_a_fault_is_marked_at_its_line_with_the_sentence_beside_it(web: Browser) -> None:
    """Line and column of the server's answer are those of the editor."""
    ask(
        web,
        "SELECT ?x WHERE {\n  ?x a ?kind .\n  SERVICE <http://127.0.0.1/> { }\n}",
        "!document.getElementById('wrong').hidden",
    )
    assert (
        web.value(
            "[...document.querySelectorAll('#ink .row')].findIndex(row => row.matches('.bad'))"
        )
        == 2
    )
    assert seen(web, "#ink .here") == "SERVICE"
    assert "SERVICE asks another server" in seen(web, "#ink .why")
    assert seen(web, "#wrong").startswith("Line 3, column 3")
    web.click("#wrong button")
    assert web.value("document.getElementById('text').selectionStart") == 35
    web.press("Enter")
    assert web.value("document.getElementById('wrong').hidden")
    web.complaints.clear()  # the browser notes the 400


@in_a_browser
def test_rows_have_labels_that_lead_to_cards_and_can_be_sorted(web: Browser) -> None:
    """A table shows what things are called, in the language that is wanted."""
    ask(web, "SELECT ?actor { ?actor a scg:Actor }")
    wait(web, "document.querySelector('#wide a')?.getAttribute('href').startsWith('/id/')")
    web.click("#wide .sort")
    wait(web, "document.querySelector('#wide [aria-sort=ascending]')")
    assert cells(web, 1) == sorted(cells(web, 1), key=str.lower)
    assert "Ministry of Internal Affairs and Communications" in cells(web, 1)
    web.click("#language")
    wait(web, "document.getElementById('wide').innerText.includes('総務省')")
    assert web.value("document.querySelectorAll('#wide a[href=\"/id/mic\"]').length") == 1
    assert written(web).startswith("PREFIX scg: <")


@in_a_browser
def test_rows_and_triples_are_drawn(web: Browser, kg: scgraph.KnowledgeGraph) -> None:
    """Two things of a row, or of a triple, are boxes with a line between them."""
    pairs = "?member scg:memberOf ?whole"
    found = kg.query(f"SELECT DISTINCT ?member ?whole {{ {pairs} }}")
    things = {str(end) for row in found for end in (row["member"], row["whole"])}
    for query in (
        f"SELECT DISTINCT ?member ?whole {{ {pairs} }}",
        f"CONSTRUCT {{ ?member scg:memberOf ?whole }} {{ {pairs} }}",
    ):
        ask(web, query)
        web.value("document.getElementById('tab-picture').click()")
        wait(web, "!document.getElementById('picture').hidden && document.querySelector('.box')")
        assert set(web.value("probe.boxes()")) == things
        assert web.value("document.querySelectorAll('.lines > path').length") == len(found)
        assert web.value("probe.overlaps()") == 0
    first = web.value("document.querySelector('.box').getAttribute('href')")
    assert first.startswith("/id/")


@in_a_browser
def test_ten_thousand_rows_stay_usable(web: Browser) -> None:
    """They are read, turned over, sorted and narrowed in a moment; a page of them is drawn."""
    begin = time.monotonic()
    ask(web, TEN_THOUSAND)
    assert seen(web, "#status").startswith("10,000 rows")
    assert time.monotonic() - begin < 6
    assert len(cells(web, 1)) == 100
    begin = time.monotonic()
    web.value("document.querySelectorAll('#wide .sort')[3].click()")
    web.value("document.querySelectorAll('#wide .sort')[3].click()")
    wait(web, "document.querySelector('#wide [aria-sort=descending]')")
    assert set(cells(web, 4)) == {"9"}
    web.click("[data-page='Last page']")
    wait(web, "document.querySelector('#wide tbody td').innerText === '9901'")
    assert set(cells(web, 4)) == {"0"}
    assert time.monotonic() - begin < 4


@in_a_browser
def test_yes_and_no_and_nothing_are_said_in_words(web: Browser) -> None:
    """ASK has an answer of its own, and an empty one says what to try."""
    ask(web, "ASK { id:mic a scg:Actor }", "document.querySelector('.truth')")
    assert seen(web, ".truth") == "Yes"
    ask(
        web,
        "SELECT ?x { ?x a scg:NoSuchThing }",
        "document.getElementById('status').innerText.startsWith('No row')",
    )
    assert web.value("document.getElementById('answer').hidden")


@in_a_browser
@pytest.mark.parametrize(
    ("fetch", "told"),
    [
        ("async () => { throw new TypeError('x'); }", "cannot be reached"),
        ("async () => new Response(JSON.stringify({detail: 'all workers are busy'}), "
         "{status: 503, headers: {'Retry-After': '3'}})",
         "All workers are busy. Try again in 3 seconds."),
        ("async () => new Response('<b>', {status: 502})", "The server answered 502."),
        ("async () => new Response('{', {status: 200})", "cannot be read"),
    ],
)  # fmt: skip
def test_a_server_that_does_not_answer_is_told_in_words(
    web: Browser, fetch: str, told: str
) -> None:
    """Gone, busy or broken: the sentence says which, and the query is still there."""
    web.value(f"window.fetch = {fetch}; 1")
    ask(web, "ASK {}", "!document.getElementById('trouble').hidden")
    assert told in seen(web, "#trouble")
    assert written(web) == "ASK {}"


@in_a_browser
def test_escape_stops_a_query(web: Browser) -> None:
    """The request is broken off, and the page says so."""
    web.value(
        "window.fetch = (_, { signal }) => new Promise((_, fail) => signal.addEventListener("
        "'abort', () => { window.gone = true; fail(new DOMException('', 'AbortError')); })); 1"
    )
    write(web, "ASK {}")
    web.press("Enter", CONTROL)
    wait(web, "!document.getElementById('stop').hidden")
    web.press("Escape")
    wait(web, "window.gone")
    assert seen(web, "#trouble") == "Stopped."
    assert web.value("document.getElementById('stop').hidden")


@in_a_browser
def test_an_answer_that_is_cut_off_says_so(web: Browser) -> None:
    """What the server says of its limits is told beside the number of rows."""
    web.value(
        "window.fetch = async () => new Response(JSON.stringify({head: {vars: ['a']}, results: "
        "{bindings: [{a: {type: 'literal', value: '1'}}]}}), "
        "{headers: {'Scgraph-Truncated': 'rows'}}); 1"
    )
    ask(web, "SELECT ?a {}")
    assert "1 row" in seen(web, "#status")
    assert "Cut off" in seen(web, "#status .cut")


@in_a_browser
def test_the_answer_can_be_taken_along(web: Browser, tmp_path: Path) -> None:
    """CSV and Turtle come from the server as it writes them."""
    web.download_to(tmp_path)
    ask(web, "SELECT ?label { id:mic skos:prefLabel ?label } ORDER BY ?label")
    web.value("document.querySelector('#downloads button').click()")
    assert arrived(tmp_path / "answer.csv").splitlines()[0] == "label"
    ask(web, "CONSTRUCT WHERE { id:mic skos:prefLabel ?label }")
    web.value("document.querySelector('#downloads button').click()")
    assert "総務省" in arrived(tmp_path / "answer.ttl")


def arrived(file: Path) -> str:
    """Wait for a file, and return its text."""
    end = time.monotonic() + 20
    while not file.exists() or not file.stat().st_size:
        assert time.monotonic() < end
        time.sleep(0.05)
    return file.read_text(encoding="utf-8")


# Earlier, links, looks


@in_a_browser
def test_queries_are_kept_and_shared(one: Browser, web: Browser, server: str) -> None:
    """What ran is listed and can be had again; a link holds a query, and does not run it."""
    ask(web, "ASK { id:mic a scg:Actor }", "document.querySelector('.truth')")
    web.value("document.getElementById('tab-earlier').click()")
    assert "ASK { id:mic a scg:Actor }" in seen(web, "#kept")
    write(web, "ASK {}")
    web.value("document.querySelector('#kept .entry').click()")
    assert "scg:Actor" in written(web)
    web.value("document.getElementById('share').click()")
    assert "#query=PREFIX%20" in web.value("location.href")
    one.go(f"{server}/query#query={quote('ASK { ?障壁 ?p 1 }')}")
    assert written(web) == "ASK { ?障壁 ?p 1 }"
    assert seen(web, "#status") == "Nothing asked yet."


@in_a_browser
@pytest.mark.parametrize(("width", "theme"), [(360, "light"), (1400, "dark")])
def test_the_page_fits_and_can_be_read(web: Browser, server: str, width: int, theme: str) -> None:
    """Nothing is wider than the window, texts have contrast, and ids are unique."""
    fresh(web, server, width)
    web.value(f"document.documentElement.dataset.theme = '{theme}'")
    web.value("document.querySelector('[data-question=\"barriers/actors-and-evidence\"]').click()")
    wait(web, "document.getElementById('text').value.includes('UNDEF')")
    web.value("document.getElementById('run').click()")
    wait(web, "!document.getElementById('answer').hidden && document.querySelector('#wide a')")
    assert web.value("document.documentElement.scrollWidth <= innerWidth")
    assert web.value("probe.idsAreUnique()")
    assert [one for one in web.value("probe.faint()") if one[0] != "TEXTAREA"] == []
    if AXE:
        web.value(Path(AXE).read_text(encoding="utf-8"))
        assert web.value("probe.axe()") == []


@in_a_browser
def test_the_page_can_be_walked_by_keyboard_alone(web: Browser) -> None:
    """Tab leads from the editor to what runs it, and is never caught."""
    web.value("document.getElementById('text').focus()")
    order = []
    for _ in range(4):
        web.press("Tab")
        order.append(web.value("document.activeElement.id || document.activeElement.tagName"))
    assert order == ["run", "tidy", "share", "SUMMARY"]


# Harm


@in_a_browser
def test_no_payload_runs(one: Browser, kg: scgraph.KnowledgeGraph, tmp_path: Path) -> None:
    """Markup, scripts and addresses in labels are shown as text, in table and picture."""
    graph = scgraph.load(hostile_corpus(kg, tmp_path))
    everything = "SELECT ?thing ?how ?other { ?thing ?how ?other } ORDER BY ?other LIMIT 4000"
    with running(graph) as server:
        fresh(one, server)
        ask(one, everything)
        for _ in range(6):
            one.value("document.querySelector('[data-page=\"Next page\"]')?.click()")
            wait(one, "document.querySelector('#wide tbody tr')")
        addresses = one.value(
            "[...document.querySelectorAll('#wide a')].map(link => link.getAttribute('href'))"
        )
        assert addresses
        assert all(a.startswith("/") and a[1:2] != "/" for a in addresses)
        ask(one, "SELECT ?one ?other { ?one ?how ?other . ?other a scg:Actor } LIMIT 300")
        one.value("document.getElementById('tab-picture').click()")
        wait(one, "document.querySelector('.box')")
        assert (
            one.value("window.pwned || probe.all('#answer script, #answer img, iframe').length")
            == 0
        )
        assert one.value("broken") == []
        assert one.complaints == []
