"""Make the pages of a site, one after the other; nothing is written here."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from html import escape
from typing import Protocol

from pyoxigraph import Quad

from scgraph.answers import Audit, Section, Table
from scgraph.audit.writing import HOW_TO_READ
from scgraph.catalogue import Question
from scgraph.export import rdf_bytes
from scgraph.site.addresses import Addresses, between
from scgraph.site.frame import Frame
from scgraph.site.shapes import shapes_table
from scgraph.site.statements import Statements
from scgraph.site.tables import linked_table, marked
from scgraph.site.things import data_script, list_of_things, thing_body

MOST_ROWS = 1_000
"""So many rows of an answer stand on a page; the file beside it has all."""
MAIN_QUESTION = "barriers/actors-and-evidence"
LEFT_OUT = ("target", "certainty", "polarity", "reading", "tie_reading")
"""Columns of the main question for which the start page has no room; its own page has them."""
START_PICTURE = "barrier-tree"
THINGS = "papers/things"

Files = Iterator[tuple[str, bytes]]


class Graph(Protocol):
    """What a site asks of a graph; `scgraph.KnowledgeGraph` answers it all."""

    @property
    def quads(self) -> Sequence[Quad]:
        """All statements."""

    @property
    def prefixes(self) -> Mapping[str, str]:
        """The prefixes of short IRIs."""

    @property
    def pictures(self) -> tuple[str, ...]:
        """The names of the pictures."""

    def ask(self, question: str, /, **params: object) -> Table:
        """Answer a question."""

    def question(self, name: str, /) -> Question:
        """Return a question."""

    def questions(self) -> Table:
        """List the questions."""

    def all_card_parts(self) -> Mapping[str, tuple[Section, ...]]:
        """Return the answers of the card of each thing."""

    def curie(self, iri: str) -> str:
        """Shorten an IRI."""

    def audit(self) -> Audit:
        """Return the audit."""


def make_site(
    kg: Graph,
    base: str,
    explorer: str,
    drawings: Mapping[str, str],
    around: Callable[[str], str],
) -> Files:
    """Yield every file of a site with its content, in a fixed order.

    Args:
        kg: the graph.
        base: the base of the corpus.
        explorer: the explorer as HTML.
        drawings: the pictures as SVG, by name.
        around: draws what leads to a barrier and follows from it, as SVG; empty if nothing does.
    """
    site = _Site(kg, base, around)
    yield "style.css", site.frame.style
    yield "index.html", site.start(drawings)
    yield "things.html", site.list_of_things()
    yield from site.things()
    yield from site.questions()
    yield "audit.html", site.audit()
    yield "vocabulary.html", site.vocabulary()
    yield "pictures.html", site.pictures(drawings)
    for name, drawing in sorted(drawings.items()):
        yield f"pictures/{name}.svg", drawing.encode()
    yield "explorer.html", explorer.encode()
    yield "corpus.nq", rdf_bytes(kg.quads, ".nq", kg.prefixes)


class _Site:
    """A graph, the addresses of its things, and the frame that all pages stand in."""

    def __init__(self, kg: Graph, base: str, around: Callable[[str], str]) -> None:
        self.kg = kg
        self.around = around
        self.all = kg.ask(THINGS)
        self.cards = kg.all_card_parts()
        self.addresses = Addresses(map(str, self.all.column("thing")), base)
        self.frame = Frame(kg.ask("papers/dataset"))
        self.statements = Statements(kg.quads)

    def table(self, table: Table, page: str) -> str:
        return linked_table(table, lambda iri: self.addresses.link(iri, page), self.kg.curie)

    def start(self, drawings: Mapping[str, str]) -> bytes:
        page = "index.html"
        question = self.kg.question(MAIN_QUESTION)
        papers = self.table(self.kg.ask("papers/all"), page)
        counts = self.table(self.kg.ask("papers/statistics").without("paper").without("kind"), page)
        shown = _figure(START_PICTURE) if START_PICTURE in drawings else ""
        main = self.kg.ask(MAIN_QUESTION)
        for column in LEFT_OUT:
            main = main.without(column).without(f"{column}_label")
        body = (
            f"<h1>{escape(self.frame.corpus)}</h1>\n<p>{escape(self.frame.description)}</p>\n"
            f"<h2>Papers</h2>\n{papers}"
            f"<h2>{escape(question.title)}</h2>\n<p>{escape(question.answers)} "
            f'<a href="questions/{MAIN_QUESTION}.html">All columns</a></p>\n'
            f"{self.table(main, page)}{shown}<h2>What the corpus holds</h2>\n{counts}"
        )
        return self.frame.page(page, self.frame.corpus, body)

    def list_of_things(self) -> bytes:
        page = "things.html"
        groups: dict[str, list[str]] = defaultdict(list)
        for row in self.all:
            link = marked(
                str(row.thing_label or self.kg.curie(str(row.thing))),
                self.addresses.link(str(row.thing), page),
            )
            groups[str(row.kind_label)].append(link)
        return self.frame.page(page, "Things", "<h1>Things</h1>\n" + list_of_things(groups))

    def things(self) -> Files:
        for row in dict.fromkeys(self.all):
            iri, page = str(row.thing), self.addresses.file(str(row.thing))
            if page is not None:
                title = str(row.thing_label or self.kg.curie(iri))
                drawing = self.around(iri) if str(row.kind).endswith("/Barrier") else ""
                yield page, self._thing(iri, page, title, str(row.kind_label), bool(drawing))
                yield page.removesuffix("html") + "ttl", self._turtle(iri)
                if drawing:
                    yield page.removesuffix("html") + "svg", drawing.encode()

    def _thing(self, iri: str, page: str, title: str, kind: str, is_drawn: bool) -> bytes:
        beside = page.removesuffix("html")
        body = thing_body(
            iri,
            title,
            kind,
            self.cards.get(iri, ()),
            self.statements,
            lambda other: self.addresses.link(other, page),
            self.kg.curie,
            [("Turtle", between(page, f"{beside}ttl"))],
            between(page, f"{beside}svg") if is_drawn else None,
        )
        head = data_script(self.statements.of(iri), self.kg.prefixes)
        return self.frame.page(page, title, body, head)

    def _turtle(self, iri: str) -> bytes:
        # A claim comes with the links and citations that lie below it.
        return rdf_bytes(self.statements.with_parts(iri), ".ttl", self.kg.prefixes)

    def questions(self) -> Files:
        page = "questions/index.html"
        items = []
        for row in self.kg.questions():
            name = str(row.name)
            file = f"questions/{name}.html"
            question, answer = self.kg.question(name), self.kg.ask(name)
            yield file, self._question(question, answer, file)
            yield f"questions/{name}.rq", question.text.encode()
            yield f"questions/{name}.csv", answer.to_csv().encode()
            items.append(
                f'<li><a href="{escape(between(page, file))}">{escape(str(row.title))}</a>: '
                f"{escape(str(row.answers))}</li>\n"
            )
        yield (
            page,
            self.frame.page(
                page, "Questions", f"<h1>Questions</h1>\n<ul>\n{''.join(items)}</ul>\n"
            ),
        )

    def _question(self, question: Question, answer: Table, page: str) -> bytes:
        leaf = question.name.rpartition("/")[2]
        more = f" The first {MOST_ROWS} are shown." if len(answer) > MOST_ROWS else ""
        columns = "".join(
            f"<dt>{escape(name)}</dt><dd>{escape(told)}</dd>\n"
            for name, told in question.columns.items()
        )
        body = (
            f"<h1>{escape(question.title)}</h1>\n<p>{escape(question.answers)}</p>\n"
            f'<p>{len(answer)} rows.{more} <a href="{escape(leaf)}.csv">CSV</a> · '
            f'<a href="{escape(leaf)}.rq">SPARQL</a></p>\n{self.table(answer[:MOST_ROWS], page)}'
            f"<h2>Columns</h2>\n<dl>\n{columns}</dl>\n"
            f'<h2>SPARQL</h2>\n<pre tabindex="0"><code>{escape(question.text)}</code></pre>\n'
        )
        return self.frame.page(page, question.title, body)

    def audit(self) -> bytes:
        page, audit = "audit.html", self.kg.audit()
        body = (
            f"<h1>What the evidence is worth</h1>\n<p>{escape(audit.title)}</p>\n"
            f"<p>{escape(audit.counts)}.</p>\n<p>{escape(HOW_TO_READ)}</p>\n"
        )
        for section in audit.sections:
            note = f"<p>{escape(section.note)}</p>\n" if section.note else ""
            wanted = {f"{name}_label" for name in section.headings} | {"claim", *section.headings}
            table = section.table
            for column in table.columns:
                if column not in wanted:
                    table = table.without(column)
            body += f"<h2>{escape(section.title)}</h2>\n{note}{self.table(table, page)}"
        return self.frame.page(page, "Audit", body)

    def vocabulary(self) -> bytes:
        page = "vocabulary.html"
        body = "<h1>The vocabulary</h1>\n"
        for name in ("vocabulary/terms", "vocabulary/codes"):
            title = escape(self.kg.question(name).title)
            body += f"<h2>{title}</h2>\n{self.table(_with_names(self.kg.ask(name)), page)}"
        body += f"<h2>The shapes</h2>\n{self.table(shapes_table(), page)}"
        return self.frame.page(page, "Vocabulary", body)

    def pictures(self, drawings: Mapping[str, str]) -> bytes:
        body = "<h1>Pictures</h1>\n" + "".join(map(_figure, sorted(drawings)))
        return self.frame.page("pictures.html", "Pictures", body)


def _figure(name: str) -> str:
    file = f"pictures/{escape(name)}.svg"
    return f'<figure><a href="{file}"><img src="{file}" alt="{escape(name)}"></a></figure>\n'


def _with_names(table: Table) -> Table:
    """Show terms and codes as data write them, beside what they are called."""
    called = {"term_label": "name", "code_label": "name"}
    columns = tuple(called.get(column, column) for column in table.columns)
    return Table(columns, table.rows, table.terms)
