"""The site: every link resolves, every page is sound, and nothing needs a script or a server."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote

import pytest
from click.testing import CliRunner
from pyoxigraph import RdfFormat, parse

import scgraph
from browser import CHROMIUM, browser
from hostile import hostile_corpus
from scgraph.cli.commands import main
from scgraph.errors import ExportError
from scgraph.site.addresses import Addresses, between, file_of

BASE = "https://w3id.org/scgraph/"
AXE = os.environ.get("SCGRAPH_AXE", "")


class Page(HTMLParser):
    """What a test wants to know of a page: its links, ids, tags, and its data."""

    void = frozenset({"meta", "link", "img", "br"})

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[str] = []
        self.links: list[str] = []
        self.ids: list[str] = []
        self.handlers: list[str] = []
        self.data: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a tag."""
        self.tags.append(tag)
        self.links += [value or "" for name, value in attrs if name in ("href", "src")]
        self.ids += [value or "" for name, value in attrs if name == "id"]
        self.handlers += [name for name, _ in attrs if name.startswith("on")]
        if tag not in self.void:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """Close the tag that was opened last."""
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        """Keep the data of scripts."""
        if self.open and self.open[-1] == "script":
            self.data.append(data)


@pytest.fixture(scope="module")
def site(kg: scgraph.KnowledgeGraph, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the site of the shipped corpus."""
    return kg.site(tmp_path_factory.mktemp("site") / "site")


def pages(site: Path) -> Iterator[tuple[Path, Page]]:
    """Yield every page but the explorer, which has tests of its own."""
    for path in sorted(site.rglob("*.html")):
        if path.name != "explorer.html":
            yield path, Page(path.read_text(encoding="utf-8"))


def broken(site: Path) -> list[tuple[str, str]]:
    """Return the links within the site that lead nowhere."""
    found = []
    for path, page in pages(site):
        for link in page.links:
            if link.startswith(("http://", "https://", "#")):
                continue
            target = (path.parent / unquote(link.partition("#")[0])).resolve()
            if not target.is_file() or site.resolve() not in target.parents:
                found.append((path.name, link))
    return found


def test_every_link_leads_to_a_file_of_the_site(site: Path) -> None:
    """Nothing is broken when the folder is copied."""
    assert sum(1 for _ in pages(site)) > 900
    assert broken(site) == []


def test_every_page_is_sound_and_runs_nothing(site: Path) -> None:
    """Tags close in order, no handler stands in a tag, and the only script is data."""
    for path, page in pages(site):
        assert page.open == [], path
        assert page.handlers == [], path
        assert page.tags.count("h1") == page.tags.count("main") == 1, path
        assert len(page.ids) == len(set(page.ids)), path
        for text in page.data:
            json.loads(text)


def test_every_thing_has_a_page_with_its_data_beside(
    kg: scgraph.KnowledgeGraph, site: Path
) -> None:
    """The Turtle of a page says what the graph says of the thing."""
    things = kg.ask("papers/things")
    for row in things[:200]:
        file = site / unquote(file_of(str(row.thing), BASE))
        assert file.is_file(), row.thing
        triples = list(parse(file.with_suffix(".ttl").read_bytes(), RdfFormat.TURTLE))
        own = {quad.triple for quad in kg.quads if str(quad.subject) == f"<{row.thing}>"}
        assert own == {q.triple for q in triples if str(q.subject) == f"<{row.thing}>"}


def test_every_question_has_its_rows_and_its_text(kg: scgraph.KnowledgeGraph, site: Path) -> None:
    """A page a question; beside it the whole answer and the SPARQL."""
    for name in kg.questions().column("name"):
        assert (site / f"questions/{name}.html").is_file()
        assert (site / f"questions/{name}.csv").read_text("utf-8") == kg.ask(str(name)).to_csv()
        assert (site / f"questions/{name}.rq").read_text("utf-8") == kg.question(str(name)).text


def test_the_start_page_answers_the_main_question(kg: scgraph.KnowledgeGraph, site: Path) -> None:
    """Every claim of the main answer can be read at once."""
    page = (site / "index.html").read_text(encoding="utf-8").replace("&#x27;", "'")
    for says in kg.ask("barriers/actors-and-evidence").column("says"):
        assert str(says) in page


def test_every_term_and_every_shape_is_on_the_page_of_the_vocabulary(
    kg: scgraph.KnowledgeGraph, site: Path
) -> None:
    """Nothing that data must follow is left untold."""
    page = (site / "vocabulary.html").read_text(encoding="utf-8")
    for term in kg.ask("vocabulary/terms").column("term"):
        assert kg.curie(str(term)) in page
    assert "Check-target-needed" in page


def test_hostile_data_break_no_page_and_run_nothing(tmp_path: Path) -> None:
    """Whatever a label says, tags close, links resolve and stay within the site."""
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    site = scgraph.load(hostile_corpus(scgraph.load(), corpus)).site(tmp_path / "site")
    assert broken(site) == []
    for path, page in pages(site):
        assert page.open == [], path
        assert page.handlers == [], path
        assert not any(
            link.strip().lower().startswith(("javascript:", "data:")) for link in page.links
        )
        assert set(page.tags) <= {
            *("html", "head", "meta", "title", "link", "script", "body", "a", "header", "nav"),
            *("main", "footer", "h1", "h2", "p", "code", "pre", "div", "table", "tr", "th", "td"),
            *("ul", "li", "dl", "dt", "dd", "figure", "img", "span"),
        }, path


def test_two_things_never_share_a_file() -> None:
    """Names that differ by capitals, or that a disk takes amiss, stay apart and inside."""
    things = [f"{BASE}id/{name}" for name in ("a", "A", "..", "a%2Fb", "a/b", "x" * 300, "日本")]
    addresses = Addresses(things, BASE)
    files = [str(addresses.file(thing)) for thing in things]
    assert len({file.casefold() for file in files}) == len(things)
    assert all(".." not in file.split("/") and len(file) < 200 for file in files)
    assert between("id/b/c.html", "id/a.html") == "../a.html"


def test_a_folder_with_other_things_is_left_alone(
    kg: scgraph.KnowledgeGraph, tmp_path: Path
) -> None:
    """What is no site of ours is never replaced."""
    (tmp_path / "mine.txt").write_text("kept", encoding="utf-8")
    with pytest.raises(ExportError, match="other things"):
        kg.site(tmp_path)
    assert (tmp_path / "mine.txt").read_text(encoding="utf-8") == "kept"


def test_the_command_replaces_an_older_site(site: Path, tmp_path: Path) -> None:
    """The folder is the new site and nothing else, and the same graph gives the same bytes."""
    target = tmp_path / "site"
    target.mkdir()
    (target / ".scgraph-site").touch()
    (target / "old.html").touch()
    result = CliRunner().invoke(main, ["site", "-o", str(target)])
    assert result.exit_code == 0
    assert not (target / "old.html").exists()
    files = sorted(path.relative_to(site) for path in site.rglob("*") if path.is_file())
    assert files == sorted(path.relative_to(target) for path in target.rglob("*") if path.is_file())
    assert all((site / file).read_bytes() == (target / file).read_bytes() for file in files)


def test_a_barrier_is_drawn_with_its_causes(site: Path) -> None:
    """The page of a barrier that something leads to shows it, in words too."""
    page = (site / "id" / "low-public-trust.html").read_text(encoding="utf-8")
    assert 'src="low-public-trust.svg" alt="What leads to Low public trust' in page
    assert "Privacy and security" in (site / "id" / "low-public-trust.svg").read_text("utf-8")


@pytest.mark.skipif(CHROMIUM is None, reason="no Chromium is installed (Debian: chromium)")
@pytest.mark.skipif(not AXE, reason="SCGRAPH_AXE does not name axe.min.js (npm: axe-core)")
@pytest.mark.parametrize(
    "name",
    ["index.html", "id/mic.html", "id/low-public-trust.html", "questions/causes/all.html"],
)
def test_axe_finds_nothing_serious_on_pages_of_the_site(
    site: Path, name: str, tmp_path: Path
) -> None:
    """Deque's axe-core finds no fault of impact serious or critical, wide or narrow."""
    with browser(tmp_path / "profile") as web:
        for width in (360, 1400):
            web.size(width)
            web.open(site / name, ready="document.readyState === 'complete'")
            web.value(Path(AXE).read_text(encoding="utf-8"))
            found = web.value(
                "axe.run(document).then(({violations}) => violations"
                ".filter(one => ['serious', 'critical'].includes(one.impact))"
                ".map(one => [one.id, one.nodes[0].html]))"
            )
            assert found == []


def test_the_cards_of_all_things_are_the_card_of_each(kg: scgraph.KnowledgeGraph) -> None:
    """Asking once for all gives what asking for each would, in the same order."""
    cards = kg.all_card_parts()
    things = [str(thing) for thing in kg.ask("papers/things").column("thing")]
    for thing in things[::25]:
        assert cards.get(thing, ()) == kg.card_parts(f"<{thing}>"), thing
