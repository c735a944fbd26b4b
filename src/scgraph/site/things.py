"""The content of the page of a thing, wherever the page lies."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from html import escape

from pyoxigraph import Quad

from scgraph.answers import Section
from scgraph.export import rdf_bytes
from scgraph.site.statements import Statements
from scgraph.site.tables import Link, Shorten, linked_table


def thing_body(
    iri: str,
    title: str,
    kind: str,
    parts: Iterable[Section],
    statements: Statements,
    link: Link,
    shorten: Shorten,
    formats: Sequence[tuple[str, str]],
    drawing: str | None = None,
) -> str:
    """Write what the page of a thing shows: its names, what it means, and what is said of it.

    Args:
        iri: the thing.
        title: what it is called at the head.
        kind: what it is.
        parts: the answers of its card.
        statements: where its names in all languages and its definition are looked up.
        link: the address of another thing's page, as seen from here.
        shorten: makes the short form of an IRI.
        formats: the other forms of the page, each with its address.
        drawing: the address of a picture of what leads to it and follows from it.
    """
    others = "".join(
        f' · <a href="{escape(address)}">{escape(name)}</a>' for name, address in formats
    )
    sections = "".join(
        f"<h2>{escape(part.heading)}</h2>\n{linked_table(part.answer, link, shorten)}"
        for part in parts
    )
    return (
        f'<h1>{escape(title)}</h1>\n<p class="kind">{escape(kind)} · <code>{escape(iri)}</code>'
        f"{others}</p>\n{_names(statements, iri, title)}{_definitions(statements, iri)}{sections}"
        f"{_drawn(title, drawing)}"
    )


def data_script(quads: Iterable[Quad], prefixes: Mapping[str, str]) -> str:
    """Write quads as JSON-LD within a page, where no text of theirs can end the element.

    >>> data_script([], {})
    '<script type="application/ld+json">{"@context": {}, "@graph": []}</script>\\n'
    """
    data = rdf_bytes(quads, ".jsonld", prefixes).decode()
    # Within a script element only a less-than sign could end it; JSON writes it otherwise.
    safe = json.dumps(json.loads(data), ensure_ascii=False).replace("<", "\\u003c")
    return f'<script type="application/ld+json">{safe}</script>\n'


def list_of_things(groups: Mapping[str, Sequence[str]]) -> str:
    """Write lists of links below headings that count them."""
    return "".join(
        f"<h2>{escape(kind)} ({len(links)})</h2>\n<ul>\n"
        + "".join(f"<li>{link}</li>\n" for link in links)
        + "</ul>\n"
        for kind, links in groups.items()
    )


def _names(statements: Statements, iri: str, title: str) -> str:
    told = [_in_language("span", *name) for name in statements.names(iri) if name[0] != title]
    return f'<p class="names">{" · ".join(told)}</p>\n' if told else ""


def _definitions(statements: Statements, iri: str) -> str:
    return "".join(f"{_in_language('p', *told)}\n" for told in statements.definitions(iri))


def _in_language(tag: str, text: str, language: str) -> str:
    tagged = f' lang="{escape(language)}"' if language else ""
    return f"<{tag}{tagged}>{escape(text)}</{tag}>"


def _drawn(title: str, drawing: str | None) -> str:
    if drawing is None:
        return ""
    told = escape(f"What leads to {title}, and what follows from it")
    image = f'<img src="{escape(drawing)}" alt="{told}">'
    return f"<h2>Causes</h2>\n<figure>{image}</figure>\n"
