"""Write a comparison as a page: Markdown, HTML, JSON."""

from __future__ import annotations

import json
from collections.abc import Callable

from scgraph.answers import Comparison
from scgraph.audit.pages import html_page, markdown_page, sections_as_rows

HEADING = "Papers side by side"
Shorten = Callable[[str], str]


def as_markdown(made: Comparison, shorten: Shorten = str) -> str:
    """Write a comparison as a page of Markdown.

    >>> print(as_markdown(Comparison(("A", "B"), (), shares=True)), end="")
    # Papers side by side
    <BLANKLINE>
    A · B
    <BLANKLINE>
    What is aligned counts as one thing. What nobody aligned may still be the same.
    """
    return markdown_page(HEADING, [made.title, made.told], made.sections, shorten)


def as_html(made: Comparison, shorten: Shorten = str) -> str:
    """Write a comparison as one HTML page that needs no other file and no network.

    >>> "<h1>Papers side by side</h1>" in as_html(Comparison(("A", "B"), (), shares=True))
    True
    """
    return html_page(HEADING, made.title, [made.title, made.told], made.sections, shorten)


def as_json(made: Comparison) -> str:
    """Write a comparison as JSON: the papers, and every section with all columns of its rows.

    >>> json.loads(as_json(Comparison(("A", "B"), (), shares=True)))["papers"]
    ['A', 'B']
    """
    whole = {
        "papers": list(made.papers),
        "shares": made.shares,
        "sections": sections_as_rows(made.sections),
    }
    return json.dumps(whole, ensure_ascii=False, indent=2) + "\n"
