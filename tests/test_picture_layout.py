"""What pictures are laid out with: widths, lines, orders, layers, and things set apart."""

from __future__ import annotations

import shutil
import subprocess
from itertools import pairwise
from pathlib import Path
from xml.sax.saxutils import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

import scgraph
from scgraph.pictures.layers import GAP, components, layered
from scgraph.pictures.ordering import crossings, untangled
from scgraph.pictures.spread import apart
from scgraph.pictures.svg import FONTS, identifier
from scgraph.pictures.text import LONGEST, SIZE, balanced, clean, shown, width, wrapped

TEXTS = st.text(max_size=120) | st.text("ab 長い、。ー（）-", max_size=120)
EDGES = st.lists(st.tuples(st.sampled_from("abcdefgh"), st.sampled_from("abcdefgh")), max_size=20)


@given(TEXTS, st.integers(30, 400))
def test_lines_fit_and_lose_nothing(text: str, room: int) -> None:
    """Each line fits or is one character, and the lines together are the text."""
    lines = wrapped(text, room)
    # A mark that combines with the letter before it takes no room, and may stand with it.
    assert all(width(line) <= room or width(line[1:]) < SIZE * 1.5 for line in lines)
    assert "".join("".join(lines).split()) == "".join(shown(text).split())


@given(TEXTS, st.integers(60, 400), st.integers(1, 3))
def test_what_does_not_fit_is_told_by_an_ellipsis(text: str, room: int, most: int) -> None:
    """Never more lines than are allowed, and an ellipsis where something is left out."""
    lines, every = wrapped(text, room, most=most), wrapped(text, room)
    assert len(lines) <= most
    assert (lines == every) or lines[-1].endswith("…")


@given(TEXTS, st.integers(60, 400))
def test_balanced_lines_are_no_more_and_break_no_other_words(text: str, room: int) -> None:
    """Lines are evened out, not added."""
    lines, plain = balanced(text, room), wrapped(text, room)
    assert len(lines) == len(plain)
    assert "".join("".join(lines).split()) == "".join("".join(plain).split())


def test_words_stay_whole_where_they_fit() -> None:
    """Evening out does not cut a word that has a line of its own."""
    assert balanced("Comprehensive policy reform", 126) == ["Comprehensive", "policy reform"]


@given(st.text(max_size=200))
def test_what_is_shown_can_be_written_as_xml(text: str) -> None:
    """Nothing is left that XML refuses, that is not seen, or that turns text around."""
    told = clean(text)
    assert not set(told) & set("\0\x01\x1b\x85\u202e\u2066\u200b\ufeff\uffff\n\t")
    told.encode()


def test_an_endless_text_is_cut() -> None:
    """So that a label cannot make a picture that nobody can open."""
    assert len(shown("長" * 33_000)) == LONGEST


@given(st.lists(st.text(max_size=4), max_size=4), st.lists(st.text(max_size=4), max_size=4))
def test_ids_of_different_texts_differ(one: list[str], two: list[str]) -> None:
    """An id can be read back, but for hyphens between and within its parts."""
    told = ["-".join(part) for part in (one, two)]
    assert (identifier(*one) == identifier(*two)) == (told[0] == told[1])


@given(st.lists(st.tuples(st.floats(-500, 500), st.floats(1, 50)), min_size=1, max_size=12))
def test_things_set_apart_do_not_touch_and_keep_their_order(
    things: list[tuple[float, float]],
) -> None:
    """And those that have room stay where they are."""
    wanted, sizes = [list(column) for column in zip(*things, strict=True)]
    placed = apart(wanted, sizes, 2)
    for (low, size), (high, other) in pairwise(zip(placed, sizes, strict=True)):
        assert high - low >= (size + other) / 2 + 2 - 1e-6
    assert sum(placed) == pytest.approx(sum(wanted), abs=1e-3)


@given(EDGES)
def test_untangling_never_tangles(edges: list[tuple[str, str]]) -> None:
    """There are no more crossings than before, and nothing is lost."""
    links = {(f"0{start}", f"1{end}"): 1.0 for start, end in edges}
    columns = [sorted({start for start, _ in links}), sorted({end for _, end in links})]
    before = crossings(*columns, links)
    order = untangled(columns, links)
    assert crossings(*order, links) <= before
    assert [sorted(column) for column in order] == columns
    assert untangled(columns, links) == order


@given(EDGES)
def test_layers_lead_rightwards_and_boxes_do_not_touch(edges: list[tuple[str, str]]) -> None:
    """Whatever circles there are: what is turned leads left, all else leads right."""
    sizes = {thing: 20.0 + 7 * number for number, thing in enumerate("abcdefgh")}
    layout = layered(sizes, edges)
    for start, end in {edge for edge in edges if edge[0] != edge[1]}:
        span = layout.layer[end] - layout.layer[start]
        turned = (start, end) in layout.turned
        assert span * (-1 if turned else 1) >= 1
        assert len(layout.bends[start, end]) == abs(span) - 1
    for layer in set(layout.layer.values()):
        column = sorted((t for t in sizes if layout.layer[t] == layer), key=layout.middle.get)
        for one, two in pairwise(column):
            room = layout.middle[two] - layout.middle[one]
            assert room >= (sizes[one] + sizes[two]) / 2 + GAP - 1e-6
    assert layered(sizes, edges[::-1]) == layout
    if len({frozenset(edge) for edge in edges}) == 1:
        assert len(layout.turned) <= 1


@given(EDGES)
def test_components_hang_together(edges: list[tuple[str, str]]) -> None:
    """No arrow leads from one part to another, and all things are in one."""
    parts = components("abcdefgh", edges)
    home = {thing: number for number, part in enumerate(parts) for thing in part}
    assert sorted(home) == list("abcdefgh")
    assert all(home[start] == home[end] for start, end in edges)
    assert [len(part) for part in parts] == sorted(map(len, parts), reverse=True)


@pytest.mark.skipif(shutil.which("chromium") is None, reason="Chromium is not on the PATH")
def test_texts_are_no_wider_than_we_reckon(kg: scgraph.KnowledgeGraph, tmp_path: Path) -> None:
    """A browser measures every name of the corpus in the fonts that it has, also in bold."""
    things = [iri for kind in ("Factor", "Actor", "Place") for iri in kg.names_of(kind)]
    texts = [kg.label(kg.names.resolve(name), tag) for name in things for tag in ("en", "ja")]
    assert len(texts) > 250
    cases = [(text, bold) for text in texts for bold in (False, True)]
    drawn = "".join(
        f'<text font-weight="{"bold" if bold else "normal"}">{escape(text)}</text>'
        for text, bold in cases
    )
    page = tmp_path / "page.html"
    page.write_text(
        f'<meta charset="utf-8"><svg font-size="100" font-family="{FONTS}">{drawn}</svg><p></p>'
        "<script>document.querySelector('p').textContent = [...document.querySelectorAll('text')]"
        ".map(text => text.getComputedTextLength()).join(' ')</script>",
        encoding="utf-8",
    )
    command = [
        "chromium",
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--dump-dom",
        page.as_uri(),
    ]
    printed = subprocess.run(command, capture_output=True, text=True, check=True, timeout=60).stdout
    measured = list(map(float, printed.partition("<p>")[2].partition("</p>")[0].split()))
    assert len(measured) == len(cases)
    for (text, bold), found in zip(cases, measured, strict=True):
        assert found <= width(text, 100, bold=bold), (text, bold, found)
    assert max(measured) > 1000


@given(EDGES)
def test_crossings_are_counted_as_one_would_by_hand(edges: list[tuple[str, str]]) -> None:
    """Each pair of lines that changes sides, by the product of their weights."""
    links = {edge: float(edges.count(edge)) for edge in edges}
    by_hand = sum(
        links[one] * links[two]
        for one in links
        for two in links
        if one[0] < two[0] and one[1] > two[1]
    )
    assert crossings("abcdefgh", "abcdefgh", links) == by_hand
