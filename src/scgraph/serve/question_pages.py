"""The pages of the questions: a form for the parameters, the rows, and how else to have them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from itertools import groupby
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from scgraph.catalogue import Parameter, Question
from scgraph.names.facts import class_iri
from scgraph.serve.asked import Asked
from scgraph.serve.negotiating import Offer
from scgraph.serve.rows import OFFSET, Rows
from scgraph.site.tables import linked_table

if TYPE_CHECKING:
    from scgraph.serve.resources import Resources

FEW = 60
"""So many codes stand in a list to choose from; more are offered while somebody writes."""
MANY = 2_000
"""Of more things than these no names are offered."""
FORMATS = {
    "json": "JSON",
    "csv": "CSV",
    "tsv": "TSV",
    "jsonl": "JSON lines",
    "md": "Markdown",
    "srj": "SPARQL results",
    "rq": "SPARQL",
    "ttl": "Turtle",
    "jsonld": "JSON-LD",
    "nt": "N-Triples",
    "xlsx": "Workbook",
}
"""What the forms are called."""


def list_page(resources: Resources, questions: Iterable[Question]) -> bytes:
    """Return the page that lists all questions by topic."""
    parts = ["<h1>Questions</h1>\n", format_links("/questions", "", ("json", "csv", "md", "ttl"))]
    for topic, group in groupby(questions, key=lambda question: question.topic):
        items = "".join(
            f'<li><a href="/questions/{escape(one.name)}">{escape(one.title)}</a>: '
            f"{escape(one.answers)}</li>\n"
            for one in group
        )
        parts.append(f'<h2 id="{escape(topic)}">{escape(topic)}</h2>\n<ul>\n{items}</ul>\n')
    return resources.page("Questions", "".join(parts))


def question_page(
    resources: Resources, wanted: Asked, rows: Rows, offers: Sequence[Offer]
) -> bytes:
    """Return the page of a question with its answer."""
    question, address = wanted.question, f"/questions/{wanted.question.name}"
    given = f"?{urlencode(wanted.given)}" if wanted.given else ""
    suffixes = [offer.suffix for offer in offers if offer.suffix != "html"]
    table = linked_table(rows.table, resources.link, resources.kg.curie)
    columns = "".join(
        f"<dt>{escape(name)}</dt><dd>{escape(about)}</dd>\n"
        for name, about in question.columns.items()
    )
    body = (
        f"<h1>{escape(question.title)}</h1>\n<p>{escape(question.answers)}</p>\n"
        f"{_form(resources, wanted)}"
        f"{_count(wanted, rows)}{format_links(address, given, suffixes)}"
        f"{table if len(rows.table) else ''}{_turn(wanted, rows)}"
        f"<details>\n<summary>What the columns hold</summary>\n<dl>\n{columns}</dl>\n</details>\n"
        f'<details>\n<summary>The SPARQL behind it</summary>\n<p><a href="/query?'
        f'{escape(urlencode({"question": question.name, **wanted.given}))}">Open it in the query'
        f' page</a></p>\n<pre tabindex="0"><code>{escape(wanted.shown)}</code></pre>\n</details>\n'
    )
    return resources.page(question.title, body)


def _count(wanted: Asked, rows: Rows) -> str:
    number, first = len(rows.table), rows.span.offset + 1
    if not number:
        told = "There are no rows." if first == 1 else f"There are no rows from row {first} on."
        hint = f" {escape(wanted.question.empty)}" if wanted.question.empty else ""
        return f"<p><strong>{told}</strong>{hint}</p>\n"
    if first == 1 and rows.next is None:
        return f"<p><strong>{number} row{'s' * (number != 1)}.</strong></p>\n"
    last = f"Rows {first} to {first + number - 1}"
    more = " There are more." if rows.next is not None else " These are the last."
    return f"<p><strong>{last}.</strong>{more}</p>\n"


def _turn(wanted: Asked, rows: Rows) -> str:
    """Write the links to the rows before and behind those shown."""
    address, step = f"/questions/{wanted.question.name}", rows.span.limit or len(rows.table)
    links = []
    if rows.span.offset:
        before = wanted.query_string(**{OFFSET: max(0, rows.span.offset - step) or None})
        links.append(f'<a rel="prev" href="{escape(address + before)}">The rows before</a>')
    if rows.next is not None:
        behind = wanted.query_string(**{OFFSET: rows.next})
        links.append(f'<a rel="next" href="{escape(address + behind)}">The rows behind</a>')
    return f"<p>{' · '.join(links)}</p>\n" if links else ""


def format_links(address: str, given: str, suffixes: Iterable[str]) -> str:
    """Write links to the other forms of a page."""
    links = " ".join(
        f'<a class="button" href="{escape(f"{address}.{suffix}{given}")}">{FORMATS[suffix]}</a>'
        for suffix in suffixes
    )
    return f'<p class="formats">{links}</p>\n'


def _form(resources: Resources, wanted: Asked) -> str:
    question = wanted.question
    if not question.params:
        return ""
    fields = "".join(
        _field(resources, slot, wanted.given.get(slot.name, ""), question.example.get(slot.name))
        for slot in question.params
    )
    action = f"/questions/{escape(question.name)}"
    clear = f' <a href="{action}">Ask for all</a>' if wanted.given else ""
    return (
        f'<form action="{action}" method="get">\n{fields}'
        f'<p class="send"><button type="submit">Ask</button>{clear}</p>\n</form>\n'
    )


def _field(resources: Resources, slot: Parameter, value: str, example: str | None) -> str:
    name, told = escape(slot.name), escape(slot.about)
    heading = escape(slot.name.replace("_", " "))
    return (
        f'<p class="field"><label for="p-{name}">{heading}</label>'
        f"{_input(resources, slot, value, example)}"
        f'<small id="a-{name}">{told}</small></p>\n'
    )


def _input(resources: Resources, slot: Parameter, value: str, example: str | None) -> str:
    name = escape(slot.name)
    common = f'id="p-{name}" name="{name}" aria-describedby="a-{name}"'
    codes = codes_of(resources, slot)
    if slot.type == "boolean":
        return _select(common, [("true", "yes"), ("false", "no")], value)
    if 0 < len(codes) <= FEW:
        chosen = _slug(resources, value, slot.kind)
        return _select(common, codes, chosen)
    shown = f' placeholder="{escape(example)}"' if example else ""
    if slot.type in ("integer", "decimal"):
        return f'<input type="number" {common} value="{escape(value)}"{shown}>'
    offered = "".join(
        f'<option value="{escape(slug)}">{escape(label)}</option>'
        for slug, label in _offered(resources, slot)
    )
    listed = f' list="l-{name}"' if offered else ""
    data = f'<datalist id="l-{name}">{offered}</datalist>' if offered else ""
    return f'<input type="text" {common} value="{escape(value)}"{shown}{listed}>{data}'


def _select(common: str, choices: Iterable[tuple[str, str]], value: str) -> str:
    options = "".join(
        f'<option value="{escape(code)}"{" selected" * (code == value)}>{escape(label)}</option>'
        for code, label in choices
    )
    return f'<select {common}><option value="">all</option>{options}</select>'


def codes_of(resources: Resources, slot: Parameter) -> list[tuple[str, str]]:
    """Return the codes that a parameter takes, with what they are called; none if no codes."""
    names = resources.kg.names
    if slot.type != "iri" or slot.kind is None:
        return []
    if class_iri("Code") not in names.above(class_iri(slot.kind)):
        return []
    return _named(resources, slot.kind)


def _offered(resources: Resources, slot: Parameter) -> list[tuple[str, str]]:
    """Return the things that a field offers, by slug, with what they are called."""
    if slot.type != "iri" or slot.kind is None or resources.kg.names.count(slot.kind) > MANY:
        return []
    return _named(resources, slot.kind)


def _named(resources: Resources, kind: str) -> list[tuple[str, str]]:
    names = resources.kg.names
    found = []
    for slug in names.slugs(kind):
        try:
            iri = names.resolve(slug, kind)
        except ValueError:  # a slug of two things: neither is told by it
            continue
        labels = dict.fromkeys([resources.kg.label(iri), *names.labels(iri).values()])
        found.append((slug, " · ".join(labels)))
    return found


def _slug(resources: Resources, value: str, kind: str | None) -> str:
    """Return the slug of a code that may have been given by another name."""
    if not value:
        return ""
    return resources.kg.names.resolve(value, kind).rpartition("/")[2]
