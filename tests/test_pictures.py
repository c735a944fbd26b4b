"""Pictures say all that the answers say, in texts that can be read, in the same bytes."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest
from click.testing import CliRunner, Result

import scgraph
from hostile import PAYLOADS, hostile_corpus
from picture_boxes import SVG, boxes, faults, parsed, words
from scgraph.answers import Table
from scgraph.cli import main
from scgraph.errors import ExportError, ParameterError, UnknownNameError
from scgraph.export.style import STYLES
from scgraph.pictures import PICTURES, Given, drawn, languages, png
from scgraph.pictures.barrier_tree import SEGMENTS
from scgraph.pictures.looks import PATCHES, SIGNS, STANDINGS

ROOT = Path(__file__).resolve().parents[1]
SMALL = ROOT / "tests" / "fixtures" / "corpus-small"
NAMES = tuple(PICTURES)
LANGUAGES = languages()
ONE_BARRIER = [(name, "socio-economic-barriers") for name in NAMES[:4]]
ALL = [(name, None, tag) for name in NAMES for tag in LANGUAGES]
SOME = [(name, barrier, tag) for name, barrier in ONE_BARRIER for tag in LANGUAGES]
IDS = [" ".join(map(str, case)) for case in (*ALL, *SOME)]
DRAWN = {"svg", "title", "desc", "defs", "pattern", "g", "text", "rect", "circle", "path", "line"}
"""The elements of a picture: none of them can run or fetch anything."""

Draw = Callable[..., str]


@pytest.fixture(scope="module")
def draw(kg: scgraph.KnowledgeGraph) -> Draw:
    """Return what draws a picture of the shipped corpus, each once."""
    kept: dict[tuple[str, str | None, str], str] = {}

    def one(name: str, barrier: str | None = None, language: str = "en") -> str:
        key = (name, barrier, language)
        if key not in kept:
            kept[key] = kg.picture(name, barrier=barrier, language=language).svg
        return kept[key]

    return one


@pytest.fixture(scope="module")
def hostile(
    kg: scgraph.KnowledgeGraph, tmp_path_factory: pytest.TempPathFactory
) -> scgraph.KnowledgeGraph:
    """Return the shipped corpus with a payload in every text, and hostile IRIs."""
    path = hostile_corpus(kg, tmp_path_factory.mktemp("hostile"))
    lines = path.read_text(encoding="utf-8")
    for number, iri in enumerate(("javascript:alert(1)", "https://x.example/'onload='alert(1)")):
        lines = lines.replace(
            f"<https://w3id.org/scgraph/id/{('cash-reliance', 'mic')[number]}>", f"<{iri}>"
        )
    path.write_text(lines, encoding="utf-8")
    return scgraph.load(path)


def of(root: ElementTree.Element, attribute: str) -> list[str]:
    """Return the values of an attribute wherever it stands, in the order of the drawing."""
    return [element.attrib[attribute] for element in root.iter() if attribute in element.attrib]


@pytest.mark.parametrize(("name", "barrier", "language"), [*ALL, *SOME], ids=IDS)
def test_texts_lie_within_the_picture_and_not_upon_each_other(
    draw: Draw, name: str, barrier: str | None, language: str
) -> None:
    """By our own widths, which are wider than those of the fonts that are named."""
    svg = draw(name, barrier, language)
    assert len(boxes(parsed(svg))) > 10
    assert faults(svg) == []


@pytest.mark.parametrize(("name", "barrier", "language"), [*ALL, *SOME], ids=IDS)
def test_a_picture_is_svg_that_a_screen_reader_can_say(
    draw: Draw, name: str, barrier: str | None, language: str
) -> None:
    """It is well-formed, has a title and a description, and ids of its own."""
    root = parsed(draw(name, barrier, language))
    assert root.tag == f"{SVG}svg"
    assert root.attrib["role"] == "img"
    assert root.attrib["lang"] == language
    ids = of(root, "id")
    assert len(ids) == len(set(ids))
    assert all(one.startswith(f"{name}-") for one in ids)
    told = [root.find(f".//*[@id='{one}']") for one in root.attrib["aria-labelledby"].split()]
    assert all(element is not None and len(element.text or "") > 5 for element in told)
    assert {element.tag.removeprefix(SVG) for element in root.iter()} <= DRAWN
    used = {link for value in of(root, "fill") for link in re.findall(r"url\(#(.*?)\)", value)}
    assert used <= set(ids)


@pytest.mark.parametrize("name", NAMES)
def test_the_fonts_that_are_named_have_japanese(draw: Draw, name: str) -> None:
    """Text stays text, so a reader's fonts are asked for by name."""
    family = parsed(draw(name, None, "ja")).attrib["font-family"]
    assert "Noto Sans CJK JP" in family
    assert "Hiragino Sans" in family
    assert family.endswith("sans-serif")
    assert re.search("[ぁ-ん]", words(draw(name, None, "ja")))


def test_the_same_graph_gives_the_same_bytes() -> None:
    """In another process, with other hashes, too."""
    code = (
        "import scgraph, hashlib; kg = scgraph.load(); "
        "print([hashlib.sha256(kg.picture(n, language=t).svg.encode()).hexdigest() "
        "for n in kg.pictures for t in ('en', 'ja')])"
    )
    printed = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(printed) == 1
    assert len(re.findall("[0-9a-f]{64}", printed.pop())) == 2 * len(NAMES)


def test_every_barrier_and_every_claim_about_it_is_in_the_tree(
    kg: scgraph.KnowledgeGraph, draw: Draw
) -> None:
    """A square a claim, and the same in words."""
    groups = {
        group.attrib["data-iri"]: group
        for group in parsed(draw("barrier-tree")).iter(f"{SVG}g")
        if "data-iri" in group.attrib
    }
    assert set(groups) == set(kg.ask("barriers/hierarchy").column("barrier"))
    for row in kg.ask("audit/barriers"):
        group = groups[str(row["barrier"])]
        assert len(group.findall(f"{SVG}rect")) == row["claims"]
        told = " ".join(text.text or "" for text in group.findall(f"{SVG}text"))
        counts = [int(many) for many in re.findall(r"(\d+)×", told)]
        assert counts == [row[column] for column in SEGMENTS.values() if row[column]]
        assert told.split()[-2:] == [str(row["in_question"]), str(row["left"])]


def test_every_causal_claim_is_in_the_diagram(kg: scgraph.KnowledgeGraph, draw: Draw) -> None:
    """Each link has its claims, each thing its box, and nothing else is there."""
    root, answer = parsed(draw("causal-loops")), kg.ask("causes/links")
    drawn_claims = {claim for value in of(root, "data-claims") for claim in value.split()}
    assert drawn_claims == {kg.curie(str(claim)) for claim in answer.column("claim")}
    assert len(of(root, "data-claims")) == len(
        {(r["cause"], r["effect"], r["sign"]) for r in answer}
    )
    assert set(of(root, "data-iri")) == {*answer.column("cause"), *answer.column("effect")}


def test_every_tie_is_in_the_flow(kg: scgraph.KnowledgeGraph, draw: Draw) -> None:
    """Barrier, actor, evidence and claim of each row stand together in one band."""
    groups = parsed(draw("evidence-flow")).iter(f"{SVG}g")
    found = set()
    for band in groups:
        if "data-claims" in band.attrib:
            names = (band.findtext(f"{SVG}title") or "").partition(": ")[0]
            found |= {(names, claim) for claim in band.attrib["data-claims"].split()}
    wanted = {
        (
            " – ".join((str(r["barrier_label"]), str(r["actor_label"]), str(r["evidence_label"]))),
            kg.curie(str(r["claim"])),
        )
        for r in kg.ask("barriers/actors-and-evidence")
    }
    assert found == wanted


def test_every_barrier_and_recommendation_is_in_the_matrix(
    kg: scgraph.KnowledgeGraph, draw: Draw
) -> None:
    """With a mark wherever one addresses the other, and every gap in words."""
    svg = draw("recommendation-matrix")
    root, answer = parsed(svg), kg.ask("barriers/recommendations")
    marked = [
        g
        for g in root.iter(f"{SVG}g")
        if g.find(f"{SVG}path") is not None and "data-iri" in g.attrib
    ]
    assert len(marked) == len({(row["barrier"], row["claim"]) for row in answer})
    told = words(svg)
    for row in kg.ask("recommendations/all"):
        assert re.sub(r"\s", "", str(row["says"])) in told
    rows = {g.attrib["data-iri"] for g in root.iter(f"{SVG}g") if "data-iri" in g.attrib}
    assert rows >= set(kg.ask("barriers/hierarchy").column("barrier"))
    gaps = set(kg.ask("barriers/hierarchy").column("barrier")) - set(answer.column("barrier"))
    assert told.count("none;only") == len(gaps) == 29
    assert told.count("nobodynamed") == 1 + sum(
        bool(row["without_addressee"]) for row in kg.ask("recommendations/incomplete")
    )


def test_every_figure_is_told_with_its_standing(kg: scgraph.KnowledgeGraph, draw: Draw) -> None:
    """The number as written, what it measures, where, and how it stands, by a sign and a word."""
    groups = {
        group.attrib["data-iri"]: group
        for group in parsed(draw("figures")).iter(f"{SVG}g")
        if "data-iri" in group.attrib
    }
    audited = kg.ask("audit/figures")
    assert set(groups) == set(audited.column("figure"))
    for row in audited:
        group = groups[str(row["figure"])]
        told = " ".join(text.text or "" for text in group.iter(f"{SVG}text"))
        for column in ("written", "measure", "locator", "standing_label", "verdict_label"):
            assert str(row[column]) in told
        assert group.find(f"{SVG}circle") is not None
    for row in kg.ask("figures/all"):
        told = " ".join(text.text or "" for text in groups[str(row["figure"])].iter(f"{SVG}text"))
        assert str(row["place_label"]) in told


def test_every_rank_of_the_cities_is_drawn_and_better_is_higher(
    kg: scgraph.KnowledgeGraph, draw: Draw
) -> None:
    """The paper's and those of other works, of the same places in the same ranking."""
    root, own = parsed(draw("ranks")), kg.ask("figures/ranks")
    named = {row["place"] for row in own if row["stated_label"] == "Rank"}
    others = [
        row
        for row in kg.ask("figures/other-works-ranks")
        if row["place"] in named and row["construct"] in own.column("construct")
    ]
    heights = {}
    for group in root.iter(f"{SVG}g"):
        shape = group.find(f"{SVG}circle")
        path = group.find(f"{SVG}path")
        if shape is not None:
            heights[group.attrib["data-iri"]] = float(shape.attrib["cy"])
        elif path is not None:
            place = re.match(r"M[-\d.]+ ([-\d.]+)", path.attrib["d"])
            assert place is not None
            heights[group.attrib["data-iri"]] = float(place.group(1)) + 5.5
    ranks = {str(row["figure"]): row["rank"] for row in (*own, *others) if row["place"] in named}
    once = {(row["place"], row["work"], row["rank"], row["period"]): row for row in others}
    assert set(heights) <= set(ranks)
    assert len(heights) == len(once) + sum(row["place"] in named for row in own)
    in_order = sorted(heights, key=lambda figure: heights[figure])
    assert [ranks[figure] for figure in in_order] == sorted(ranks[figure] for figure in heights)
    assert "turnedover" in words(draw("ranks"))
    assert "noyearstated" in words(draw("ranks"))


@pytest.mark.parametrize("name", NAMES)
def test_no_label_of_the_shipped_corpus_is_cut(draw: Draw, name: str) -> None:
    """An ellipsis would hide what the answer says."""
    for language in LANGUAGES:
        assert "…" not in words(draw(name, None, language))


def test_a_barrier_narrows_a_picture(kg: scgraph.KnowledgeGraph, draw: Draw) -> None:
    """Its tree alone, or what surrounds it."""
    below = kg.ask("barriers/hierarchy", under="socio-economic-barriers").column("barrier")
    assert set(of(parsed(draw("barrier-tree", "socio-economic-barriers")), "data-iri")) == set(
        below
    )
    near = kg.picture("causal-loops", barrier="fragmented-governance")
    assert "Fragmentedgovernance" in words(near.svg)
    assert "Digitaleducation" not in words(near.svg)
    with pytest.raises(ParameterError, match="picture ranks: barrier"):
        kg.picture("ranks", barrier="cash-reliance")


def looped(kg: scgraph.KnowledgeGraph) -> Callable[..., Table]:
    """Return what answers as the corpus does, but for one causal link that is turned round."""

    def ask(question: str, **params: str) -> Table:
        table = kg.ask(question, **params)
        if question != "causes/links":
            return table
        columns = {name: place for place, name in enumerate(table.columns)}
        turned = []
        for row in (
            list(table.rows[0]),
            next(list(r) for r in table.rows if str(r[0]).endswith("/fragmented-governance")),
        ):
            for one, two in (
                ("cause", "effect"),
                ("cause_label", "effect_label"),
                ("cause_pole", "effect_pole"),
            ):
                row[columns[one]], row[columns[two]] = row[columns[two]], row[columns[one]]
            row[columns["claim"]] = f"{row[columns['claim']]}-turned"
            turned.append(tuple(row))
        return Table(table.columns, (*table.rows, *turned))

    return ask


def test_loops_are_marked_and_named(kg: scgraph.KnowledgeGraph) -> None:
    """By a heavier line, a second ring around the sign, and in words below."""
    picture = drawn("causal-loops", Given(looped(kg), kg.names))
    told = words(picture.svg)
    assert "R1(reinforcing)" in told
    assert "partofaloop" in told
    assert "Loops:" in picture.description
    assert picture.svg.count('stroke-width="3.5"') == 5  # four links, and one in the legend
    assert faults(picture.svg) == []
    assert "partofaloop" not in words(kg.picture("causal-loops").svg)


@pytest.mark.parametrize("name", NAMES)
def test_nothing_hostile_runs_or_breaks_a_picture(
    hostile: scgraph.KnowledgeGraph, name: str
) -> None:
    """Markup, quotes, control characters and endless words in every label, and hostile IRIs."""
    assert len(PAYLOADS) >= 60
    for language in LANGUAGES:
        svg = hostile.picture(name, language=language).svg
        root = parsed(svg)
        assert {element.tag.removeprefix(SVG) for element in root.iter()} <= DRAWN
        attributes = {attribute for element in root.iter() for attribute in element.attrib}
        assert not [one for one in attributes if one.startswith("on") or "href" in one]
        assert "style" not in attributes
        assert all(value.startswith(f"{name}-") for value in of(root, "id"))
        assert len(of(root, "id")) == len(set(of(root, "id")))
        assert not re.search("[\u202a-\u202e\u2066-\u2069\x00-\x08]", svg)
        assert faults(svg) == []
        assert len(svg) < 400_000


@pytest.mark.parametrize("name", NAMES)
def test_a_small_corpus_is_drawn_too(name: str) -> None:
    """Where there is nothing to draw, the picture says so."""
    picture = scgraph.load(SMALL).picture(name)
    assert faults(picture.svg) == []
    assert picture.title in "".join(box.text for box in boxes(parsed(picture.svg)))


@pytest.fixture(scope="module")
def pair(tmp_path_factory: pytest.TempPathFactory) -> scgraph.KnowledgeGraph:
    """Return a corpus in which a second paper says the same as the first."""
    root = tmp_path_factory.mktemp("pair") / "corpus"
    shutil.copytree(ROOT / "data", root)
    shutil.copytree(root / "papers" / "an-2025", root / "papers" / "twin-2026")
    for path in (root / "papers" / "twin-2026").glob("*.yaml"):
        text = path.read_text(encoding="utf-8").replace("an-2025", "twin-2026")
        path.write_text(text, encoding="utf-8")
    return scgraph.load(root)


@pytest.mark.parametrize("name", NAMES)
def test_a_corpus_of_two_papers_is_drawn(
    pair: scgraph.KnowledgeGraph, draw: Draw, name: str
) -> None:
    """Of both together, or of one alone as if there were no other."""
    both = pair.picture(name).svg
    assert faults(both) == []
    assert len(of(parsed(both), "id")) == len(set(of(parsed(both), "id")))
    assert pair.picture(name, paper="an-2025").svg == draw(name)


def luminance(colour: str) -> float:
    """Return the relative luminance of a colour: https://www.w3.org/TR/WCAG22/#dfn-relative-luminance"""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, two: str) -> float:
    """Return the contrast of two colours, from 1 to 21."""
    light, dark = sorted((luminance(one), luminance(two)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("name", NAMES)
def test_texts_stand_out_from_their_ground(draw: Draw, name: str) -> None:
    """By 4.5 to 1 on white, and black text on each tint that lies under one (WCAG AA)."""
    root = parsed(draw(name))
    fills = {element.attrib.get("fill", "#1a1a1a") for element in root.iter(f"{SVG}text")}
    assert fills
    assert min(contrast(fill, "#ffffff") for fill in fills) >= 4.5
    tints = [*STANDINGS.values(), *(style.fill for style in STYLES.values()), "#dedede", "#e4eef5"]
    assert min(contrast("#1a1a1a", tint) for tint in tints) >= 4.5


def test_nothing_is_told_by_colour_alone(kg: scgraph.KnowledgeGraph) -> None:
    """Kinds of evidence differ in pattern, or in being dark or light; standings in sign."""
    kinds = [kind for kind in PATCHES if kind not in ("cited", "uncited-factual")]
    patterned = [PATCHES[kind].path for kind in kinds if PATCHES[kind].path]
    assert len(patterned) == len(set(patterned)) == len(kinds) - 2
    plain = [PATCHES[kind].tint for kind in kinds if not PATCHES[kind].path]
    assert contrast(*plain) > 2
    assert set(SIGNS) == set(STANDINGS)
    assert {kg.curie(iri).partition(":")[2] for iri in standings(kg)} <= set(SIGNS)


def standings(kg: scgraph.KnowledgeGraph) -> Iterator[str]:
    """Yield the codes of all standings."""
    answer = kg.query("SELECT ?s { ?s a scg:Standing }")
    assert isinstance(answer, Table)
    assert len(answer) > 5
    yield from map(str, answer.column("s"))


def test_a_name_that_is_none_is_an_error_with_what_is_near(kg: scgraph.KnowledgeGraph) -> None:
    """A picture, a barrier and a paper are named like everything else."""
    with pytest.raises(UnknownNameError, match="did you mean 'barrier-tree'"):
        kg.picture("barier-tree")
    with pytest.raises(UnknownNameError, match="no Barrier is named"):
        kg.picture("barrier-tree", barrier="mic")


def test_words_of_another_language_are_english(kg: scgraph.KnowledgeGraph) -> None:
    """A language for which there are no words gets those of the first."""
    assert kg.picture("figures", language="fr").title == kg.picture("figures").title


def run(*arguments: str | Path) -> Result:
    """Run a command in this process."""
    return CliRunner().invoke(main, list(map(str, arguments)))


def test_the_command_writes_what_the_library_draws(draw: Draw, tmp_path: Path) -> None:
    """To a file, or to stdout."""
    path = tmp_path / "tree.svg"
    result = run("picture", "barrier-tree", "-o", path)
    assert result.exit_code == 0, result.output
    assert path.read_text(encoding="utf-8") == draw("barrier-tree")
    assert run("picture", "ranks", "--language", "ja").stdout == draw("ranks", None, "ja") + "\n"
    assert all(name in run("picture", "--list").stdout for name in NAMES)


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["picture"], "name the picture"),
        (["picture", "tree"], "no picture is named 'tree'"),
        (["picture", "figures", "--barrier", "cash-reliance"], "has no place in it"),
        (["picture", "figures", "-o", "x.pdf"], "written as .svg or .png"),
        (["export", "x.svg"], "holds a picture"),
    ],
)
def test_a_wrong_command_says_what_to_do(arguments: list[str], told: str) -> None:
    """In one line, and never with a traceback."""
    result = run(*arguments)
    assert result.exit_code == 2
    assert told in result.stderr


def test_an_export_writes_a_picture(kg: scgraph.KnowledgeGraph, tmp_path: Path) -> None:
    """By the suffix; another suffix, or none to draw, is an error."""
    (path,) = kg.export(tmp_path / "r.svg", picture="ranks", language="ja")
    assert parsed(path.read_text(encoding="utf-8")).attrib["lang"] == "ja"
    with pytest.raises(ExportError, match="written as"):
        kg.export(tmp_path / "r.gexf", picture="ranks")
    with pytest.raises(ExportError, match="name one"):
        kg.export(tmp_path / "r.svg", view="causes")
    with pytest.raises(TypeError, match="give one of"):
        kg.export(tmp_path / "r.svg", picture="ranks", view="causes")


def test_without_a_renderer_a_png_says_what_to_install(
    kg: scgraph.KnowledgeGraph, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """And that SVG can always be written."""
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(ExportError, match=r"install rsvg-convert.*or write \.svg"):
        png(kg.picture("ranks"))


def test_a_renderer_that_fails_is_named(
    kg: scgraph.KnowledgeGraph, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """What is no PNG is not written as one."""
    tool = tmp_path / "rsvg-convert"
    tool.write_text("#!/bin/sh\nexit 0\n", encoding="utf-8")
    tool.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(ExportError, match="rsvg-convert made no PNG"):
        png(kg.picture("ranks"))


@pytest.mark.parametrize("tool", ["rsvg-convert", "chromium", "inkscape", "magick"])
def test_each_renderer_is_asked_in_its_own_way(
    kg: scgraph.KnowledgeGraph, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, tool: str
) -> None:
    """The drawing goes in, and the file that it was asked for comes out."""
    script = tmp_path / tool
    script.write_text(
        f"#!{sys.executable}\nimport re, sys\n"
        "paths = re.findall(r'[^= ]*picture\\.(?:svg|png)', ' '.join(sys.argv[1:]))\n"
        "source, = {p.removeprefix('file://') for p in paths if p.endswith('svg')}\n"
        "target, = {p for p in paths if p.endswith('png')}\n"
        "assert open(source, encoding='utf-8').read().startswith('<svg')\n"
        "open(target, 'wb').write(b'\\x89PNG\\r\\n\\x1a\\n' + ' '.join(sys.argv).encode())\n",
        encoding="utf-8",
    )
    script.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    data = png(kg.picture("ranks"), width=700)
    assert {
        "rsvg-convert": b"--width=700",
        "chromium": b"--force-device-scale-factor=0.7",
        "inkscape": b"--export-width=700",
        "magick": b"-density 67.2",
    }[tool] in data


@pytest.mark.skipif(
    not any(map(shutil.which, ("rsvg-convert", "chromium"))),
    reason="neither rsvg-convert nor Chromium is on the PATH",
)
def test_a_png_is_as_wide_as_was_asked(kg: scgraph.KnowledgeGraph, tmp_path: Path) -> None:
    """Drawn by what is on this machine."""
    (path,) = kg.export(tmp_path / "ranks.png", picture="ranks")
    assert int.from_bytes(path.read_bytes()[16:20], "big") == 1400


PUBLISHED = sorted((ROOT / "docs" / "pictures").iterdir())


def test_the_readme_shows_pictures() -> None:
    """Each of those that `make pages` writes, and each with words for who does not see it."""
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert len(PUBLISHED) >= 3
    for path in PUBLISHED:
        assert re.search(rf"!\[[^]]{{20,}}\]\(docs/pictures/{re.escape(path.name)}\)", readme)
        assert f"docs/pictures/{path.name}" in (ROOT / "Makefile").read_text(encoding="utf-8")


@pytest.mark.parametrize("path", PUBLISHED, ids=lambda path: path.name)
def test_the_pictures_of_the_readme_are_current(draw: Draw, path: Path) -> None:
    """What stands there is what the graph says today."""
    assert path.read_text(encoding="utf-8") == draw(path.stem)
