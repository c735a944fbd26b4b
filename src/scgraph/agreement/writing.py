"""Write an agreement as a page: Markdown, HTML, JSON."""

from __future__ import annotations

import json

from scgraph.answers import Agreement
from scgraph.audit.pages import html_page, markdown_page, sections_as_rows

HEADING = "How far annotations agree"


def as_markdown(made: Agreement) -> str:
    """Write an agreement as a page of Markdown.

    >>> print(as_markdown(Agreement("A", ("ann", "ben"), 3, 0, 1, ())), end="")
    # How far annotations agree
    <BLANKLINE>
    A: ann, ben
    <BLANKLINE>
    3 claims matched, 0 seen by some alone (0 %), 1 coded differently.
    """
    return markdown_page(HEADING, _head(made), made.sections)


def as_html(made: Agreement) -> str:
    """Write an agreement as one HTML page that needs no other file and no network.

    >>> "<p>A &lt; B: ann, ben</p>" in as_html(Agreement("A < B", ("ann", "ben"), 0, 0, 0, ()))
    True
    """
    return html_page(HEADING, made.title, _head(made), made.sections)


def as_json(made: Agreement) -> str:
    """Write an agreement as JSON: the counts, and every section with all columns of its rows.

    >>> json.loads(as_json(Agreement("A", ("ann", "ben"), 3, 0, 1, ())))["matched"]
    3
    """
    whole = {
        "paper": made.title,
        "annotators": made.annotators,
        "matched": made.matched,
        "unmatched": made.unmatched,
        "unmatched_share": round(made.unmatched_share, 4),
        "differing": made.differing,
        "sections": sections_as_rows(made.sections, "name"),
    }
    return json.dumps(whole, ensure_ascii=False, indent=2) + "\n"


def _head(made: Agreement) -> list[str]:
    return [f"{made.title}: {', '.join(made.annotators)}", f"{made.counts}."]
