"""What a notebook shows of answers, reports, audits, cards and views: small, whole, harmless."""

from __future__ import annotations

import pickle
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urlsplit

import html5rdf
import networkx
import pyoxigraph
import pytest
from hypothesis import given
from hypothesis import strategies as st

import scgraph
from hostile import PAYLOADS, hostile_corpus
from scgraph.answers import Audit, AuditSection, Card, Finding, Report, Section, Table
from scgraph.answers.showing import MOST_OF_AN_AUDIT, OPEN
from scgraph.views.shown import View

ELEMENTS = {
    *("section", "p", "strong", "bdi", "a", "br", "details", "summary", "div"),
    *("table", "caption", "thead", "tbody", "tr", "th", "td"),
}
ATTRIBUTES = {"aria-label", "style", "lang", "href", "open", "scope", "tabindex"}
VOID = {"br"}
MAKERS: dict[str, Callable[[scgraph.KnowledgeGraph], object]] = {
    "table": lambda kg: kg.ask("audit/evidence"),
    "report": lambda kg: kg.validate(),
    "audit": lambda kg: kg.audit(),
    "card of an actor": lambda kg: kg.show("id:mic"),
    "card of a claim": lambda kg: kg.show("an-2025:tokyo-rank"),
    "card of a barrier": lambda kg: kg.show("id:ministerial-division"),
    "view": lambda kg: kg.view("causes"),
    "network of an answer": lambda kg: kg.network(kg.ask("actors/roles")),
}


class _Read(HTMLParser):
    """HTML as it was read: elements closed in order, attributes, and texts."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.texts: list[str] = []
        self.open: list[str] = []
        self.named_tables = 0
        self.feed(html)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append(tag)
        self.attributes += attrs
        self.open += [] if tag in VOID else [tag]
        self.named_tables += tag == "caption" or (tag == "table" and bool(dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.texts.append(data)

    def handle_comment(self, data: str) -> None:
        raise AssertionError(f"a comment: {data}")

    def handle_decl(self, decl: str) -> None:
        raise AssertionError(f"a declaration: {decl}")

    def unknown_decl(self, data: str) -> None:
        raise AssertionError(f"a declaration: {data}")

    @property
    def text(self) -> str:
        """All texts as one, with single spaces."""
        return " ".join("".join(self.texts).split())


def checked(html: str) -> _Read:
    """Read HTML that is whole and holds nothing that could run, load, or lead elsewhere."""
    read = _Read(html)
    assert set(read.elements) <= ELEMENTS
    assert {name for name, _ in read.attributes} <= ATTRIBUTES
    for name, value in read.attributes:
        if name == "href":
            address = urlsplit(value or "")
            assert address.scheme in ("http", "https")
            assert "@" not in address.netloc
        if name == "style":
            # No colour is set, so that a dark notebook stays dark; nothing is fetched.
            assert not set("(#") & set(value or "")
            assert "color" not in (value or "")
    return read


@pytest.fixture(scope="module")
def hostile(
    kg: scgraph.KnowledgeGraph, tmp_path_factory: pytest.TempPathFactory
) -> scgraph.KnowledgeGraph:
    """Return a corpus in which every text is hostile."""
    return scgraph.load(hostile_corpus(kg, tmp_path_factory.mktemp("hostile")))


@pytest.mark.parametrize("make", MAKERS.values(), ids=MAKERS)
def test_what_is_shown_is_whole_and_small(
    kg: scgraph.KnowledgeGraph, make: Callable[[scgraph.KnowledgeGraph], object]
) -> None:
    """Each parses as HTML of few elements and is no burden to a notebook."""
    shown = make(kg)
    html = shown._repr_html_()  # type: ignore[attr-defined]
    assert checked(html).text
    # A parser of the standard finds no error in it.
    html5rdf.HTMLParser(strict=True).parseFragment(html)
    assert len(html.encode()) < 160_000


@pytest.mark.parametrize("make", MAKERS.values(), ids=MAKERS)
def test_nothing_runs_whatever_the_corpus_says(
    hostile: scgraph.KnowledgeGraph, make: Callable[[scgraph.KnowledgeGraph], object]
) -> None:
    """A corpus of hostile texts is shown as texts."""
    checked(make(hostile)._repr_html_())  # type: ignore[attr-defined]


def everywhere(text: str) -> list[object]:
    """Return one of each thing that is shown, with a text in every place that holds one."""
    table = Table((text, "b", "address"), ((text, text, text),))
    section = AuditSection("audit/x", text, text, table, {})
    found = Finding("Info", text, text, value=text, place=text, near=(text,))
    view = View(name=text)
    view.add_edge(text, f"{text}2", label=text, weight=1)
    view.add_node(text, label=text, kind=text)
    return [
        table,
        Report((found,), 1, 0, 0),
        Audit((found,), 1, 0, 0, title=text, checked_on=text, sections=(section,)),
        Card(text, text, {"en": text, text: f"{text}!"}, text, text, (Section(text, table),)),
        view,
    ]


def test_there_are_payloads() -> None:
    """What follows is tried on sixty hostile texts or more."""
    assert len(set(PAYLOADS)) >= 60


@pytest.mark.parametrize("payload", PAYLOADS, ids=lambda text: ascii(text[:40]))
def test_a_payload_is_text_wherever_it_stands(payload: str) -> None:
    """As a label, an id, an address, a language tag, a kind or a message it is shown as text."""
    for shown in everywhere(payload):
        read = checked(shown._repr_html_())  # type: ignore[attr-defined]
        wanted = "".join(payload.split()).replace("\x00", "\ufffd")
        assert wanted in "".join(read.text.split()).replace("\x00", "\ufffd")


@given(st.text())
def test_any_text_is_text(text: str) -> None:
    """The same holds of texts that nobody thought of."""
    for shown in everywhere(text):
        checked(shown._repr_html_())  # type: ignore[attr-defined]


def test_a_report_tells_its_counts_and_its_findings(kg: scgraph.KnowledgeGraph) -> None:
    """The counts stand first; severity is a word; a long report says that it is cut."""
    report = kg.validate()
    read = checked(report._repr_html_())
    assert read.text.startswith(f"{len(report)} findings. {report.counts}")
    assert report.findings[0].full_message in read.text
    assert {"Warning", "Info"} <= set(read.texts)
    assert f"the first 60 of {len(report)} rows" in read.text


def test_an_audit_folds_its_sections(kg: scgraph.KnowledgeGraph) -> None:
    """Title, day and counts stand first; each section has its title and how many rows it has."""
    audit = kg.audit()
    read = checked(audit._repr_html_())
    assert read.text.startswith(f"{audit.title} · checked by {audit.checked_on}. {audit.counts}")
    assert read.elements.count("details") == len(audit.sections)
    assert ("open", None) not in read.attributes
    for section in audit.sections:
        assert f"{section.title} ({len(section.shown())} row" in read.text
        if len(section.shown()) > MOST_OF_AN_AUDIT:
            assert f"the first {MOST_OF_AN_AUDIT} of {len(section.shown())} rows" in read.text


def test_an_audit_leads_to_the_pages_behind_it(kg: scgraph.KnowledgeGraph) -> None:
    """An address in a section is a link."""
    links = [
        value for name, value in checked(kg.audit()._repr_html_()).attributes if name == "href"
    ]
    assert set(links) & set(kg.ask("audit/evidence").column("address"))


def test_a_card_tells_its_names_and_its_sections(kg: scgraph.KnowledgeGraph) -> None:
    """Names in each language bear its tag; short sections are open, long ones are folded."""
    card = kg.show("mic")
    read = checked(card._repr_html_())
    assert read.text.startswith("Ministry of Internal Affairs and Communications · 総務省")
    assert ("lang", "ja") in read.attributes
    assert ("href", card.iri) in read.attributes
    actor = kg.show("older-adults")
    folded = checked(actor._repr_html_())
    are_open = [name for name, _ in folded.attributes if name == "open"]
    assert len(are_open) == sum(len(section.answer) <= OPEN for section in actor.sections)
    assert 0 < len(are_open) < len(actor.sections)


def test_tables_have_headings_and_names(kg: scgraph.KnowledgeGraph) -> None:
    """A screen reader hears what each table is and what each column means."""
    for make in MAKERS.values():
        read = checked(make(kg)._repr_html_())  # type: ignore[attr-defined]
        assert 0 < read.elements.count("table") <= read.named_tables
        assert ("scope", "col") in read.attributes
        assert read.elements.count("th") == read.attributes.count(("scope", "col"))


def test_a_view_is_a_network_that_says_what_it_holds(kg: scgraph.KnowledgeGraph) -> None:
    """Kinds and edges are counted, and networkx takes it for what it was."""
    view = kg.view("causes")
    read = checked(view._repr_html_())
    nodes, edges = view.number_of_nodes(), view.number_of_edges()
    assert read.text.startswith(f"View causes: {nodes} nodes and {edges} edges (")
    assert isinstance(view, networkx.MultiDiGraph)
    assert networkx.utils.graphs_equal(view, pickle.loads(pickle.dumps(view)))
    assert networkx.utils.graphs_equal(view, networkx.MultiDiGraph(view))
    part = view.subgraph(list(view)[:5]).copy()
    assert "5 nodes" in part._repr_html_()
    assert isinstance(view.to_undirected(), networkx.MultiGraph)
    assert view.reverse().number_of_edges() == edges


def test_addresses_in_a_table_are_links_where_they_are_addresses() -> None:
    """A text that is a web address leads there; an IRI of another kind leads nowhere."""
    iris = ["https://example.org/a", "urn:x:y", "javascript:alert(1)", "https://a@b.example/"]
    rows = [[pyoxigraph.NamedNode(iri), pyoxigraph.Literal(iri)] for iri in iris]
    read = checked(Table.from_terms(["thing", "text"], rows)._repr_html_())
    assert [v for name, v in read.attributes if name == "href"] == ["https://example.org/a"] * 2


def test_there_is_no_machine_path_in_what_a_hostile_corpus_shows(
    hostile: scgraph.KnowledgeGraph, tmp_path: Path
) -> None:
    """Audit and cards name things of the graph alone."""
    for html in (hostile.audit()._repr_html_(), hostile.show("id:mic")._repr_html_()):
        assert str(tmp_path.parent.parent) not in html
