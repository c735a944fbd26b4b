"""The explorer, used as a person would in a real browser: Debian's Chromium, without a network."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import time
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import networkx
import pytest

import scgraph
from browser import CHROMIUM, Browser, browser
from hostile import PAYLOADS, hostile_corpus
from scgraph.page.bundling import bundled
from scgraph.page.gathering import Material, gathered
from scgraph.page.packing import packed
from scgraph.page.page import SCRIPTS, as_html

WIDTHS = (360, 1400)
MOST_BYTES = 400_000
SHIFT, CONTROL = 8, 2
PROBES = Path(__file__).with_name("probes.js")
FOLDER = Path(__file__).resolve().parents[1] / "src" / "scgraph" / "page"

in_a_browser = pytest.mark.skipif(
    CHROMIUM is None, reason="no Chromium is installed (Debian: apt-get install chromium)"
)


@pytest.fixture(scope="module")
def page(kg: scgraph.KnowledgeGraph, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the file of the explorer of the shipped corpus."""
    return kg.page().save(tmp_path_factory.mktemp("page") / "explorer.html")


@pytest.fixture(scope="module")
def material(kg: scgraph.KnowledgeGraph) -> Material:
    """Return what the page of the shipped corpus is made of."""
    return gathered(kg.ask, kg.names, None)


@pytest.fixture(scope="module")
def one(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """Run one browser for all tests of a worker."""
    with browser(tmp_path_factory.mktemp("profile")) as started:
        probes = PROBES.read_text(encoding="utf-8")
        started.send("Page.addScriptToEvaluateOnNewDocument", source=probes)
        yield started


@pytest.fixture
def web(one: Browser) -> Iterator[Browser]:
    """Return the browser; a test fails if the page asked for anything or complained."""
    one.requests.clear()
    one.complaints.clear()
    one.size(1400)
    one.send("Emulation.setEmulatedMedia", media="", features=[])
    yield one
    asked = [
        url for url in one.requests if not url.startswith(("file:", "data:", "blob:", "about:"))
    ]
    assert asked == []
    assert one.complaints == []


def boxes(web: Browser) -> list[str]:
    """Return the names of the things that are drawn, in alphabetical order."""
    found: list[str] = web.value("probe.boxes()")
    return found


def lines(web: Browser) -> int:
    """Return how many lines are drawn."""
    return int(web.value("document.querySelectorAll('.lines > path').length"))


def text(web: Browser, selector: str) -> str:
    """Return the text that is seen in an element."""
    return str(web.value(f"document.querySelector({json.dumps(selector)}).innerText"))


def scale(web: Browser) -> float:
    """Return how close the picture is drawn."""
    found = re.search(
        r"scale\(([\d.]+)\)",
        web.value("document.getElementById('scene').getAttribute('transform')"),
    )
    assert found
    return float(found[1])


def shift(web: Browser) -> tuple[float, float]:
    """Return how far the picture is moved."""
    found = re.search(
        r"translate\(([-\d.]+) ([-\d.]+)\)",
        web.value("document.getElementById('scene').getAttribute('transform')"),
    )
    assert found
    return float(found[1]), float(found[2])


# The file


def test_the_page_is_one_small_file_that_is_the_same_each_time(
    kg: scgraph.KnowledgeGraph, page: Path
) -> None:
    """The same graph gives the same bytes, and few of them."""
    assert page.read_text(encoding="utf-8") == kg.page().html
    assert page.stat().st_size < MOST_BYTES


def test_the_page_names_no_other_file(page: Path) -> None:
    """Nothing is loaded: no src, no stylesheet, no import, and a policy that refuses the rest."""
    html = page.read_text(encoding="utf-8")
    data = html.index('<script type="application/json"')
    code = html[:data] + html[html.index("</script>", data) :]
    assert not re.search(
        r"<(link|img|iframe|object|embed|base)\b|\bsrc=|@import|url\((?!#)",
        code.replace("`url(#${tip})`", ""),
    )
    assert "default-src &#x27;none&#x27;" in html
    assert "unsafe" not in html[: html.index("<title>")]
    addresses = set(re.findall(r"https?://[^\s\"'`<>)]+", code))
    assert addresses <= {"http://www.w3.org/2000/svg", "http://graphml.graphdrawing.org/xmlns"}


def test_every_script_of_the_folder_is_used() -> None:
    """No script lies there unused, and each is a page or two long."""
    assert sorted(SCRIPTS) == sorted(path.name for path in FOLDER.glob("*.js"))
    assert all(len(path.read_text("utf-8").splitlines()) <= 280 for path in FOLDER.glob("*.js"))


def test_an_unknown_paper_is_an_error(kg: scgraph.KnowledgeGraph) -> None:
    """A paper is named as everywhere."""
    with pytest.raises(scgraph.UnknownNameError):
        kg.page(paper="nowhere")
    assert kg.page(paper="an-2025").html == kg.page().html


def test_a_notebook_shows_the_page_in_a_frame_that_sees_nothing_of_it(
    kg: scgraph.KnowledgeGraph,
) -> None:
    """The frame is sandboxed without its origin, and what is data cannot end it."""
    frame = kg.page()._repr_html_()
    assert frame.startswith("<iframe sandbox=")
    assert frame.endswith("></iframe>")
    assert "allow-same-origin" not in frame
    assert frame.count("<") == 2


@in_a_browser
def test_the_page_works_in_the_frame_of_a_notebook(
    web: Browser, kg: scgraph.KnowledgeGraph, tmp_path: Path
) -> None:
    """Within the sandbox it draws, and a click opens what is around a thing."""
    file = tmp_path / "notebook.html"
    head = '<!DOCTYPE html><meta charset="utf-8"><body data-ready="1">'
    file.write_text(head + kg.page()._repr_html_(), encoding="utf-8")
    web.frames.clear()
    web.open(file)
    end = time.monotonic() + 20
    # What the browser tells of frames is taken in with the answer to a question: so ask one.
    while web.value("2 > 1") and (
        len(web.frames) < 2 or not web.value("document.body.dataset.ready", inner=True)
    ):
        assert time.monotonic() < end
        time.sleep(0.05)
    assert web.value("origin", inner=True) == "null"
    assert web.value("probe.boxes().length", inner=True) == 93
    web.value("probe.click('[data-id=cash-reliance]')", inner=True)
    time.sleep(0.3)
    assert 1 < web.value("probe.boxes().length", inner=True) < 20


# What is seen


@in_a_browser
@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize(
    "view",
    ["", "#?view=causes", "#?view=free", "#mic", "#digital-divide?view=causes", "#mic?view=free"],
)
def test_each_way_to_look_draws_at_both_widths(
    web: Browser, page: Path, width: int, view: str
) -> None:
    """There is a picture with its table, nothing is wider than the window, boxes stand apart."""
    web.size(width, touch=width < 600)
    web.open(page, view)
    assert boxes(web)
    assert lines(web)
    assert web.value("document.documentElement.scrollWidth <= innerWidth")
    assert web.value("probe.overlaps()") == 0
    assert web.value("probe.textsOutside()") == 0
    assert web.value("probe.brokenWords()") == []


@in_a_browser
def test_the_page_can_be_used_within_a_second(web: Browser, page: Path) -> None:
    """From opening the file to a picture that answers."""
    web.open(page)
    took = min(_time_to_open(web, page) for _ in range(3))
    assert took < 1.0


def _time_to_open(web: Browser, page: Path) -> float:
    begin = time.monotonic()
    web.open(page)
    return time.monotonic() - begin


@in_a_browser
def test_the_columns_are_the_view_of_that_name(
    web: Browser, page: Path, kg: scgraph.KnowledgeGraph
) -> None:
    """What is drawn is what the view answers, no more and no less."""
    web.open(page)
    graph = kg.view("barriers-actors-evidence")
    assert boxes(web) == sorted(short.removeprefix("id:") for _, short in graph.nodes(data="short"))
    assert lines(web) == graph.number_of_edges()


@in_a_browser
def test_the_columns_have_far_fewer_crossings_than_the_alphabet(web: Browser, page: Path) -> None:
    """The order in the columns is chosen so that a chain can be followed."""
    web.open(page)
    drawn = web.value("probe.places()")
    ends = web.value("probe.ends()")
    by_height = {key: (x, y) for key, x, y, _ in drawn}
    by_label = {key: (x, label) for key, x, _, label in drawn}
    assert _crossings(ends, by_height) < 60
    assert _crossings(ends, by_height) * 10 < _crossings(ends, by_label)


def _crossings(ends: list[list[str]], places: dict[str, tuple[float, Any]]) -> int:
    links = [sorted((places[start], places[end])) for start, end in ends]
    count = 0
    for number, (left, right) in enumerate(links):
        for other_left, other_right in links[number + 1 :]:
            if left[0] == other_left[0] and right[0] == other_right[0]:
                count += (left[1] < other_left[1]) != (right[1] < other_right[1]) and (
                    left[1] != other_left[1] and right[1] != other_right[1]
                )
    return count


@in_a_browser
def test_causes_tell_sign_hedge_and_kind_by_shape_too(
    web: Browser, page: Path, kg: scgraph.KnowledgeGraph
) -> None:
    """A plus, a minus or a question mark stands on every line; a hedged one is dashed."""
    web.open(page, "#?view=causes")
    graph = kg.view("causes")
    signs = web.value("[...document.querySelectorAll('.badges text')].map(t => t.textContent)")
    assert len(signs) == graph.number_of_edges()
    assert signs.count("+") == sum(sign == 1 for *_, sign in graph.edges(data="sign"))
    assert signs.count("−") == sum(sign == -1 for *_, sign in graph.edges(data="sign"))
    hedged = sum(certainty != "Asserted" for *_, certainty in graph.edges(data="certainty"))
    assert hedged
    assert (
        web.value("document.querySelectorAll('.lines path[stroke-dasharray=\"6 4\"]').length")
        == hedged
    )
    assert web.value("[...document.querySelectorAll('.box')].every(b => b.querySelector('.sign'))")
    assert "lessens" in text(web, "#legend")
    assert "on a loop (none found)" in text(web, "#legend")


@in_a_browser
def test_loops_are_marked(web: Browser, material: Material, tmp_path: Path) -> None:
    """A line on a circle of causes is thick, bears a mark, and the table says so."""
    cause = next(one for one in material.statements if one.relation == "causal-kind:exacerbates")
    back = replace(cause, start=cause.end, end=cause.start)
    looped = replace(
        material,
        statements=[*material.statements, back],
        loops=[(one.start, one.end, one.relation, 1) for one in (cause, back)],
    )
    file = tmp_path / "loops.html"
    file.write_text(as_html(packed(looped)), encoding="utf-8")
    web.open(file, "#?view=causes")
    assert web.value("document.querySelectorAll('.line.loop:not(.badge)').length") >= 2
    badges = web.value("probe.all('.badges text').map(badge => badge.textContent)")
    assert badges.count("+↻R") == 2
    assert text(web, "#tables").count("on a strengthening loop") == 2


@in_a_browser
@pytest.mark.parametrize("view", ["columns", "causes", "free"])
def test_the_same_picture_every_time(web: Browser, page: Path, view: str) -> None:
    """Layouts use no chance."""
    pictures = set()
    for _ in range(2):
        web.open(page, f"#?view={view}")
        pictures.add(web.value("document.getElementById('drawing').outerHTML"))
    assert len(pictures) == 1


# Looking around


@in_a_browser
def test_a_click_opens_what_is_around_a_thing_and_back_leads_back(web: Browser, page: Path) -> None:
    """Back and forward of the browser go through what was looked at."""
    web.open(page)
    everything = boxes(web)
    web.does(lambda: web.click(".box[data-id='cash-reliance']"))
    assert web.value("location.hash") == "#cash-reliance"
    around = boxes(web)
    assert {"cash-reliance", "older-consumers", "meti-cashless-2023"} <= set(around)
    assert len(around) < 20
    assert text(web, "#details-title") == "Reliance on cash"
    web.does(lambda: web.value("history.back()"))
    assert boxes(web) == everything
    web.does(lambda: web.value("history.forward()"))
    assert boxes(web) == around
    web.does(lambda: web.click("#all"))
    assert boxes(web) == everything


@in_a_browser
def test_a_link_to_a_thing_opens_at_it(web: Browser, page: Path) -> None:
    """`#mic` can be shared, and so can a view with its filters; an unknown name is said."""
    web.open(page, "#mic")
    assert text(web, "#details-title") == "Ministry of Internal Affairs and Communications"
    assert "id: mic" not in text(web, "#status")
    web.open(page, "#id:mic?view=free")
    assert "mic" in boxes(web)
    web.open(page, "#nobody")
    assert "Nothing here bears the name “nobody”" in text(web, "#status")
    web.open(page, "#?view=nonsense&role=nothing&reach=x%")
    assert text(web, "#picture-title") == "Evidence columns"


@in_a_browser
def test_the_chain_of_a_thing_lights_up_in_the_whole_picture(web: Browser, page: Path) -> None:
    """Pointing shows the chain from actor to source and dims the rest; so does the button."""
    web.open(page)
    x, y = web.middle(".box[data-id='cash-reliance']")
    web.mouse("mouseMoved", x, y)
    lit = web.value("[...document.querySelectorAll('.box.on')].map(b => b.dataset.id)")
    assert {"older-consumers", "cash-reliance", "meti-cashless-2023"} <= set(lit)
    assert len(lit) < 20
    web.mouse("mouseMoved", 5, 5)
    assert web.value("document.querySelectorAll('.on').length") == 0
    web.open(page, "#cash-reliance")
    web.does(lambda: web.click("#whole"))
    assert len(boxes(web)) > 60
    assert sorted(lit) == sorted(
        web.value("[...document.querySelectorAll('.box.on')].map(b => b.dataset.id)")
    )


@in_a_browser
def test_causes_around_a_thing_go_both_ways(
    web: Browser, page: Path, kg: scgraph.KnowledgeGraph
) -> None:
    """The ego view shows what leads to a thing and what follows, two steps far."""
    web.open(page, "#digital-divide?view=causes")
    graph = networkx.DiGraph(kg.view("causes"))
    iri = "https://w3id.org/scgraph/id/digital-divide"
    near = {
        *networkx.ego_graph(graph, iri, 2),
        *networkx.ego_graph(graph.reverse(), iri, 2),
    }
    assert boxes(web) == sorted(name.rpartition("/")[2] for name in near)
    web.does(
        lambda: web.value(
            "(() => { const it = document.getElementById('reach'); it.value = '1';"
            " it.dispatchEvent(new Event('change', {bubbles: true})); })()"
        )
    )
    assert "reach=1" in web.value("location.hash")
    assert len(boxes(web)) == len({*graph.successors(iri), *graph.predecessors(iri), iri})


@in_a_browser
@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("mic", "mic"),
        ("総務省", "mic"),
        ("ministry internal", "mic"),
        ("ＭＩＣ", "mic"),
        ("現金", "cash-reliance"),
    ],
)
def test_search_by_keyboard_in_both_languages(
    web: Browser, page: Path, words: str, name: str
) -> None:
    """A slash leads to the search, arrows choose, Enter opens."""
    web.open(page)
    web.press("/")
    web.type(words)
    web.until("!document.getElementById('found').hidden")
    web.press("ArrowDown")
    assert web.value("document.querySelector('#found [aria-selected=true]').id") == web.value(
        "document.getElementById('find').getAttribute('aria-activedescendant')"
    )
    web.does(lambda: web.press("Enter"))
    assert web.value("location.hash") == f"#{name}"
    assert web.value("document.activeElement.id") == "details-title"


@in_a_browser
def test_search_says_when_nothing_is_found_and_escape_closes_it(web: Browser, page: Path) -> None:
    """No answer is an answer."""
    web.open(page)
    web.press("/")
    web.type("zzzz")
    assert "Nothing bears this name" in text(web, "#found")
    web.press("Escape")
    assert web.value("document.getElementById('found').hidden")


@in_a_browser
def test_filters_count_what_they_leave(web: Browser, page: Path) -> None:
    """Each value tells how many claims or things it leaves, and leaves so many."""
    web.open(page)
    facets = web.value("probe.facets()")
    assert facets == ["kind", "role", "certainty", "evidence", "support", "verdict"]
    told = web.value("probe.count('evidence', 'Cited')")
    web.does(lambda: web.click("[data-facet=evidence][value=Cited]"))
    rows = web.value("probe.claimRows()")
    assert 0 < len(rows) <= told
    assert set(rows) == {"Cited"}
    assert "evidence=Cited" in web.value("location.hash")
    assert web.value("document.activeElement.dataset.facet") == "evidence"
    web.does(lambda: web.click("#clear"))
    assert len(boxes(web)) == 93


@in_a_browser
@pytest.mark.parametrize(
    ("address", "check"),
    [
        ("role=Holds", "SOME.every(l => !/faces|affected by/i.test(l))"),
        (
            "certainty=Possible",
            "document.querySelectorAll('.lines path:not([stroke-dasharray])').length === 0",
        ),
        ("verdict=Misattributed", "document.querySelector('.box[data-id=holroyd-2022]') !== null"),
        ("support=In+question", "SOME.length > 0"),
        (
            "kind=Barrier&kind=Actor",
            "[...document.querySelectorAll('tbody tr td:nth-child(2)')].length > 0",
        ),
    ],
)
def test_each_filter_narrows(web: Browser, page: Path, address: str, check: str) -> None:
    """A filter leaves less than there was, and only what fits."""
    web.open(page, f"#?{address}")
    assert 0 < len(boxes(web)) < 93
    titles = "[...document.querySelectorAll('.lines path title')].map(t => t.textContent)"
    assert web.value(check.replace("SOME", titles))


@in_a_browser
def test_a_filter_that_leaves_nothing_says_so(web: Browser, page: Path) -> None:
    """An empty picture is explained."""
    web.open(page, "#?certainty=Nowhere")
    assert boxes(web) == []
    assert "Nothing is left" in text(web, "#status")


@in_a_browser
def test_details_of_a_claim_lead_to_the_page_that_was_read(web: Browser, page: Path) -> None:
    """Claim, place, source, and every check with its address and day."""
    web.open(page, "#an-2025:korea-older-internet-use")
    panel = text(web, "#details")
    for words in (
        "2.3.1/p1/s3",
        "● Cited",
        "Holroyd 2022",
        "Misattributed",
        "grade A",
        "read on 2026-",
    ):
        assert words in panel
    links = web.value(
        "[...document.querySelectorAll('#details .check a')].map(a => [a.href, a.rel])"
    )
    assert links
    assert all(href.startswith("https://") and "noreferrer" in rel for href, rel in links)


@in_a_browser
def test_every_check_is_shown_somewhere(
    web: Browser, page: Path, kg: scgraph.KnowledgeGraph
) -> None:
    """Checks of claims stand with the claim, of entries with the source, others with the paper."""
    web.open(page)
    alone = web.value("document.querySelectorAll('#details .check').length")
    checks = kg.ask("audit/checks")
    entries = set(kg.ask("audit/entry-checks").column("check"))
    assert alone == sum(not row.claim and row.check not in entries for row in checks)
    source = kg.ask("audit/entry-checks")[0]
    web.open(page, f"#{source.source.rpartition('/')[2]}")
    assert web.value("document.querySelectorAll('#details .check').length") == sum(
        row.source == source.source for row in kg.ask("audit/entry-checks")
    )


# The table twin


@in_a_browser
@pytest.mark.parametrize(
    "address",
    ["", "#?view=causes", "#?view=free", "#mic", "#?role=Holds", "#older-adults?view=free"],
)
def test_the_table_holds_what_the_picture_holds(web: Browser, page: Path, address: str) -> None:
    """A row for every box and every line, and a link to each."""
    web.open(page, address)
    things, ties = web.value("probe.tableSizes()")
    assert things == len(boxes(web))
    assert ties == lines(web)
    named = web.value("probe.tableNames()")
    assert named == boxes(web)


@in_a_browser
def test_pointing_at_a_row_lights_up_the_picture(web: Browser, page: Path) -> None:
    """Picture and table stay in step."""
    web.open(page, "#cash-reliance")
    x, y = web.middle("#tables tbody tr:nth-child(2) td")
    web.mouse("mouseMoved", x, y)
    assert web.value("document.querySelectorAll('.box.on').length") >= 2


@in_a_browser
def test_the_page_has_landmarks_headings_and_names(web: Browser, page: Path) -> None:
    """A screen reader can walk it: landmarks, headings in order, no control without a name."""
    web.open(page, "#an-2025:korea-older-internet-use")
    tree = web.send("Accessibility.getFullAXTree")["nodes"]
    seen = [node for node in tree if not node.get("ignored")]
    roles = [node["role"]["value"] for node in seen]
    for landmark in ("banner", "navigation", "main", "search", "complementary", "contentinfo"):
        assert landmark in roles
    nameless = [
        node["role"]["value"]
        for node in seen
        if node["role"]["value"] in ("button", "link", "combobox", "checkbox", "region", "table")
        and not node.get("name", {}).get("value")
    ]
    assert nameless == []
    levels = web.value(
        "[...document.querySelectorAll('h1,h2,h3,h4')].map(h => Number(h.tagName[1]))"
    )
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert web.value("probe.idsAreUnique()")


@in_a_browser
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_texts_have_contrast(web: Browser, page: Path, theme: str) -> None:
    """WCAG AA: 4.5 to 1 for every text, in light and dark, in and out of the picture."""
    web.send(
        "Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": theme}]
    )
    web.open(page, "#?view=causes")
    assert web.value("document.documentElement.dataset.theme") == theme
    assert web.value("probe.faint()") == []


@in_a_browser
def test_the_page_can_be_walked_by_keyboard_alone(web: Browser, page: Path) -> None:
    """Tab leads through header, views, filters and picture; there arrows move, Enter opens."""
    web.open(page)
    stops = []
    for _ in range(70):
        web.press("Tab")
        stops.append(web.value("probe.focused()"))
        if stops[-1] == "box":
            break
    wanted = ["skip", "find", "language", "theme", "columns", "kind", "frame", "box"]
    assert [stop for stop in dict.fromkeys(stops) if stop in wanted] == wanted
    first = web.value("document.activeElement.dataset.id")
    web.press("ArrowDown")
    second = web.value("document.activeElement.dataset.id")
    assert second != first
    assert (
        web.value("getComputedStyle(document.activeElement.querySelector('.plate')).strokeWidth")
        == "3px"
    )
    web.does(lambda: web.press("Enter"))
    assert web.value("location.hash.slice(1)") == second
    web.does(lambda: web.press("Escape"))
    assert web.value("location.hash") == ""


# Moving the picture


@in_a_browser
def test_zoom_and_pan_by_mouse(web: Browser, page: Path) -> None:
    """The wheel with Ctrl zooms, without it scrolls the page; a drag moves and opens nothing."""
    web.open(page)
    fitted, place = scale(web), shift(web)
    x, y = web.middle(".box[data-id='cash-reliance']")
    web.mouse("mouseWheel", x, y, deltaX=0, deltaY=-120, modifiers=CONTROL)
    web.until(
        f"!document.getElementById('scene').getAttribute('transform').includes('scale({fitted})')"
    )
    assert scale(web) > fitted
    web.click("[data-zoom=fit]")
    assert (scale(web), shift(web)) == (fitted, place)
    web.mouse("mouseWheel", x, y, deltaX=0, deltaY=-120)
    assert scale(web) == fitted
    web.drag(".box[data-id='cash-reliance']", 80, 40)
    assert shift(web) == (place[0] + 80, place[1] + 40)
    assert web.value("location.hash") == ""


@in_a_browser
def test_zoom_and_pan_by_touch(web: Browser, page: Path) -> None:
    """Two fingers zoom, one moves the picture that was zoomed, and a tap opens."""
    web.size(360, touch=True)
    web.open(page)
    fitted = scale(web)
    x, y = web.middle("#frame")
    web.touch("touchStart", (x - 30, y), (x + 30, y))
    web.touch("touchMove", (x - 60, y), (x + 60, y))
    web.touch("touchMove", (x - 90, y), (x + 90, y))
    web.touch("touchEnd")
    web.until(
        f"!document.getElementById('scene').getAttribute('transform').includes('scale({fitted})')"
    )
    assert scale(web) > fitted * 1.5
    before = shift(web)
    web.touch("touchStart", (x, y))
    web.touch("touchMove", (x + 20, y + 20))
    web.touch("touchMove", (x + 40, y + 30))
    web.touch("touchEnd")
    web.until("document.querySelector('.dragging') === null")
    assert shift(web) != before
    web.click("[data-zoom=fit]")
    time.sleep(0.5)  # a tap while the page still glides would only stop it
    place = web.middle(".box[data-id='local-governments']")

    def tap() -> None:
        web.touch("touchStart", place)
        web.touch("touchEnd")

    web.does(tap)
    assert web.value("location.hash") == "#local-governments"


@in_a_browser
def test_zoom_and_pan_by_keyboard(web: Browser, page: Path) -> None:
    """Plus, minus and nought zoom; Shift with an arrow moves."""
    web.open(page)
    fitted = scale(web)
    web.value("document.getElementById('frame').focus()")
    web.press("+")
    assert scale(web) > fitted
    web.press("-")
    assert scale(web) == pytest.approx(fitted, abs=0.002)
    before = shift(web)
    web.press("ArrowLeft", SHIFT)
    assert shift(web) == (before[0] + 60, before[1])
    web.press("0")
    assert scale(web) == fitted


# Looks


@in_a_browser
def test_names_in_japanese(web: Browser, page: Path) -> None:
    """One button shows the names in the other language, in picture and table."""
    web.open(page, "#mic")
    web.does(lambda: web.click("#language"))
    assert "総務省" in text(web, "#details-title")
    assert "総務省" in str(web.value("document.querySelector('.box.at').textContent"))
    assert web.value("document.documentElement.lang") == "ja"


@in_a_browser
def test_dark_and_light(web: Browser, page: Path) -> None:
    """The page follows the system and a button."""
    web.send(
        "Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": "dark"}]
    )
    web.open(page)
    dark = web.value("getComputedStyle(document.body).backgroundColor")
    web.click("#theme")
    assert web.value("getComputedStyle(document.body).backgroundColor") != dark


@in_a_browser
def test_print_shows_picture_table_and_details_without_the_tools(web: Browser, page: Path) -> None:
    """On paper there is nothing to press, and no table is cut."""
    web.open(page, "#cash-reliance")
    web.send("Emulation.setEmulatedMedia", media="print")
    for tool in (".search", ".views", ".filters", ".zoom", ".downloads"):
        assert web.value(f"getComputedStyle(document.querySelector('{tool}')).display") == "none"
    for seen in ("#frame", "#tables", "#details"):
        assert web.value(f"document.querySelector('{seen}').getBoundingClientRect().height") > 40
    assert web.value("getComputedStyle(document.querySelector('.wide')).maxHeight") == "none"


# Downloads


@in_a_browser
@pytest.mark.parametrize("address", ["#digital-divide", "#?view=causes"])
def test_downloads_hold_what_is_shown(
    web: Browser, page: Path, tmp_path: Path, address: str
) -> None:
    """SVG with text, a PNG, CSV and GraphML, each with all that is drawn."""
    web.download_to(tmp_path)
    web.open(page, address)
    for kind in ("svg", "png", "csv", "graphml"):
        web.click(f"[data-download={kind}]")
    files = _arrived(tmp_path, 4)
    drawn = ElementTree.parse(files["svg"]).getroot()
    titles = {node.text for node in drawn.iter("{http://www.w3.org/2000/svg}title")}
    assert len(list(drawn.iter("{http://www.w3.org/2000/svg}a"))) == len(boxes(web))
    assert any("Digital divide" in (title or "") for title in titles)
    assert files["png"].read_bytes().startswith(b"\x89PNG")
    assert files["png"].stat().st_size > 5_000
    rows = list(csv.DictReader(io.StringIO(files["csv"].read_text("utf-8-sig"))))
    assert sum(bool(row["relation"]) for row in rows) == lines(web)
    graph = networkx.read_graphml(files["graphml"])
    assert graph.number_of_nodes() == len(boxes(web))
    assert networkx.MultiDiGraph(graph).number_of_edges() == lines(web)


def _arrived(folder: Path, count: int) -> dict[str, Path]:
    end = time.monotonic() + 20
    while time.monotonic() < end:
        files = [path for path in folder.iterdir() if path.suffix != ".crdownload"]
        if len(files) == count and all(path.stat().st_size for path in files):
            return {path.suffix[1:]: path for path in files}
        time.sleep(0.05)
    raise AssertionError(f"only {[path.name for path in folder.iterdir()]} arrived")


# Hostile data


@pytest.fixture(scope="module")
def hostile(kg: scgraph.KnowledgeGraph, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the page of a corpus in which every text is a payload."""
    folder = tmp_path_factory.mktemp("hostile")
    return scgraph.load(hostile_corpus(kg, folder)).page().save(folder / "hostile.html")


def _ran(web: Browser) -> Any:
    return web.value("probe.ran()")


@in_a_browser
@pytest.mark.parametrize(
    "address", ["", "#?view=causes", "#?view=free", "#mic", "#older-adults?view=free"]
)
def test_no_payload_runs(web: Browser, hostile: Path, address: str) -> None:
    """Texts of a corpus are texts: nothing runs, nothing is asked for, and the page still works."""
    assert len(PAYLOADS) >= 60
    web.open(hostile, address)
    assert boxes(web)
    assert not _ran(web)
    web.press("/")
    web.type("alert")
    assert not _ran(web)
    assert web.value("probe.strangeLinks()") == []


@in_a_browser
def test_payloads_as_ids_do_not_run_either(
    web: Browser, material: Material, tmp_path: Path
) -> None:
    """Each payload is the id, the label, the kind, the relation, the address of something."""
    names = list(material.things)
    renamed = {
        name: f"{payload}{number}"
        for number, (name, payload) in enumerate(zip(names, PAYLOADS * 3, strict=False))
    }
    things = {
        renamed[name]: replace(
            thing,
            labels={**thing.labels, "en": renamed[name], "x-script": renamed[name]},
            definition=renamed[name],
            addresses=(renamed[name],),
            kind=thing.kind if number % 3 else renamed[name],
        )
        for number, (name, thing) in enumerate(material.things.items())
    }
    claims = {
        name: replace(claim, says=f"{payload}", evidence=payload, support=payload)
        for (name, claim), payload in zip(material.claims.items(), PAYLOADS * 3, strict=False)
    }
    statements = [
        replace(
            one,
            start=renamed.get(one.start, one.start),
            end=renamed.get(one.end, one.end),
            label=payload,
        )
        for one, payload in zip(material.statements, PAYLOADS * 9, strict=False)
    ]
    pages = [
        {**told, "address": payload, "says": payload, "work_label": payload}
        for told, payload in zip(material.pages, PAYLOADS * 9, strict=False)
    ]
    evil = replace(
        material,
        things=things,
        claims=claims,
        statements=statements,
        pages=pages,
        titles=["</script><script>alert(1)</script>{{data}}"],
    )
    file = tmp_path / "evil.html"
    file.write_text(as_html(packed(evil)), encoding="utf-8", errors="replace")
    for view in ("columns", "causes", "free"):
        web.open(file, f"#?view={view}")
        assert boxes(web)
        assert not _ran(web)
    href = web.value("document.querySelectorAll('.box')[3].getAttribute('href')")
    web.open(file, href)
    assert web.value("document.querySelector('.box.at') !== null")
    assert not _ran(web)
    assert web.value("probe.strangeLinks()") == []


@in_a_browser
def test_a_downloaded_sheet_runs_no_formula_and_xml_parses(
    web: Browser, hostile: Path, tmp_path: Path
) -> None:
    """What is saved from a hostile corpus can still be opened."""
    web.download_to(tmp_path)
    web.open(hostile, "#?view=causes")
    for kind in ("svg", "csv", "graphml"):
        web.click(f"[data-download={kind}]")
    files = _arrived(tmp_path, 3)
    ElementTree.parse(files["svg"])
    assert networkx.read_graphml(files["graphml"]).number_of_nodes() == len(boxes(web))
    for row in csv.reader(io.StringIO(files["csv"].read_text("utf-8-sig"), newline="")):
        assert not [cell for cell in row if cell[:1] in set("=+-@\t\r")]


# Many papers


@in_a_browser
def test_a_large_corpus_is_put_together_and_the_page_says_so(
    web: Browser, material: Material, tmp_path: Path
) -> None:
    """Above the limit claims go together; every claim is counted, and the picture stays small."""
    few = bundled(material, most=100)
    assert sum(claim.count for claim in few.claims.values()) == len(material.claims)
    assert sum(one.count for one in few.statements) <= len(material.statements)
    file = tmp_path / "many.html"
    file.write_text(as_html(packed(few)), encoding="utf-8")
    for view in ("columns", "causes", "free"):
        web.open(file, f"#?view={view}")
        assert "220 claims of 1 paper are put together" in text(web, "#note")
        assert 0 < len(boxes(web)) <= 170


def test_material_below_the_limit_is_left_as_it_is(material: Material) -> None:
    """Nothing is put together without need."""
    assert bundled(material) is material


AXE = os.environ.get("SCGRAPH_AXE", "")


@in_a_browser
@pytest.mark.skipif(not AXE, reason="SCGRAPH_AXE does not name axe.min.js (npm: axe-core)")
@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize(
    "address", ["", "#?view=causes", "#?view=free", "#an-2025:korea-older-internet-use"]
)
def test_axe_finds_nothing_serious(web: Browser, page: Path, width: int, address: str) -> None:
    """Deque's axe-core finds no fault of impact serious or critical."""
    web.size(width)
    web.open(page, address)
    web.value(Path(AXE).read_text(encoding="utf-8"))
    found = web.value("probe.axe()")
    assert found == []
