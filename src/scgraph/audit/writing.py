"""Write an audit as a page: Markdown, HTML, JSON."""

from __future__ import annotations

import json

from scgraph.answers import Audit
from scgraph.audit.pages import Shorten, html_page, markdown_page, sections_as_rows

HEADING = "What the evidence is worth"
HOW_TO_READ = (
    "This page sets the statements of a paper beside what could be read of other works, on the day "
    "given. It judges statements, not people. “Holds” means that evidence says the same as worded; "
    "“holds in part” that the core holds and something differs, which is named; “not known” that "
    "what could be read does not settle it. Every remark names its check, and every check its "
    "pages; an author's reply can be added to each."
)


def as_markdown(audit: Audit, shorten: Shorten = str) -> str:
    """Write an audit as a page of Markdown.

    >>> print(as_markdown(Audit((), 2, 1, 0, title="A", checked_on="", sections=())), end="")
    # What the evidence is worth
    <BLANKLINE>
    A
    <BLANKLINE>
    2 tested, 1 not tested, 0 in question.
    <BLANKLINE>
    This page sets the statements of a paper beside what could be read of other works, on the day \
given. It judges statements, not people. “Holds” means that evidence says the same as worded; \
“holds in part” that the core holds and something differs, which is named; “not known” that what \
could be read does not settle it. Every remark names its check, and every check its pages; an \
author's reply can be added to each.
    """
    return markdown_page(HEADING, _head(audit), audit.sections, shorten)


def as_html(audit: Audit, shorten: Shorten = str) -> str:
    """Write an audit as one HTML page that needs no other file and no network.

    >>> page = as_html(Audit((), 2, 1, 0, title="A < B", checked_on="", sections=()))
    >>> "<p>A &lt; B</p>" in page
    True
    """
    return html_page(HEADING, audit.title, _head(audit), audit.sections, shorten)


def as_json(audit: Audit) -> str:
    """Write an audit as JSON: title, day, counts, and every section with all columns of its rows.

    >>> json.loads(as_json(Audit((), 2, 1, 0, title="A", checked_on="", sections=())))["tested"]
    2
    """
    whole = {
        "title": audit.title,
        "checked_on": audit.checked_on or None,
        "tested": audit.checked,
        "not_tested": audit.skipped,
        "in_question": audit.failed,
        "sections": sections_as_rows(audit.sections),
    }
    return json.dumps(whole, ensure_ascii=False, indent=2) + "\n"


def _head(audit: Audit) -> list[str]:
    return [_title(audit), f"{audit.counts}.", HOW_TO_READ]


def _title(audit: Audit) -> str:
    return f"{audit.title} · checked by {audit.checked_on}" if audit.checked_on else audit.title
