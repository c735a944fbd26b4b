"""Write an audit as a page: Markdown, HTML, JSON."""

from __future__ import annotations

import html
import json
from collections.abc import Callable, Iterable, Sequence
from importlib.resources import files

from scgraph.answers import Audit, AuditSection

HEADING = "What the evidence is worth"
HOW_TO_READ = (
    "This page sets the statements of a paper beside what could be read of other works, on the day "
    "given. It judges statements, not people. “Holds” means that evidence says the same as worded; "
    "“holds in part” that the core holds and something differs, which is named; “not known” that "
    "what could be read does not settle it. Every remark names its check, and every check its "
    "pages; an author's reply can be added to each."
)

Shorten = Callable[[str], str]


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
    return markdown_page(HEADING, _lead(audit), audit.sections, shorten)


def as_html(audit: Audit, shorten: Shorten = str) -> str:
    """Write an audit as one HTML page that needs no other file and no network.

    >>> page = as_html(Audit((), 2, 1, 0, title="A < B", checked_on="", sections=()))
    >>> "<p>A &lt; B</p>" in page
    True
    """
    title = f"{HEADING}: {audit.title}"
    return html_page(title, HEADING, _lead(audit), audit.sections, shorten)


def markdown_page(
    heading: str, lead: Iterable[str], sections: Iterable[AuditSection], shorten: Shorten
) -> str:
    """Write sections as a page of Markdown, below a heading and paragraphs.

    >>> print(markdown_page("A", ["Two lines."], [], str), end="")
    # A
    <BLANKLINE>
    Two lines.
    """
    blocks = [block for section in sections for block in _markdown(section, shorten)]
    return "\n\n".join([f"# {heading}", *lead, *blocks]) + "\n"


def html_page(
    title: str,
    heading: str,
    lead: Iterable[str],
    sections: Sequence[AuditSection],
    shorten: Shorten,
) -> str:
    """Write sections as one HTML page, with a list of contents.

    >>> "<h1>A</h1>" in html_page("A page", "A", ["Two lines."], [], str)
    True
    """
    style = files("scgraph.audit").joinpath("page.css").read_text(encoding="utf-8")
    parts = "".join(_html(section, shorten) for section in sections)
    contents = "".join(
        f'<li><a href="#{_anchor(section)}">{html.escape(section.title)}</a></li>\n'
        for section in sections
    )
    paragraphs = "".join(f"<p>{html.escape(text)}</p>\n" for text in lead)
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{html.escape(title)}</title>\n"
        f"<style>\n{style}</style>\n</head>\n<body>\n<main>\n"
        f"<h1>{html.escape(heading)}</h1>\n{paragraphs}"
        f'<nav aria-label="Contents">\n<ul>\n{contents}</ul>\n</nav>\n'
        f"{parts}</main>\n</body>\n</html>\n"
    )


def as_json(audit: Audit) -> str:
    """Write an audit as JSON: title, day, counts, and every section with all columns of its rows.

    >>> json.loads(as_json(Audit((), 2, 1, 0, title="A", checked_on="", sections=())))["tested"]
    2
    """
    sections = [
        {
            "question": section.name,
            "title": section.title,
            "note": section.note,
            "rows": json.loads(section.table.to_json()),
        }
        for section in audit.sections
    ]
    whole = {
        "title": audit.title,
        "checked_on": audit.checked_on or None,
        "tested": audit.checked,
        "not_tested": audit.skipped,
        "in_question": audit.failed,
        "sections": sections,
    }
    return json.dumps(whole, ensure_ascii=False, indent=2) + "\n"


def _lead(audit: Audit) -> list[str]:
    return [_title(audit), _counted(audit), HOW_TO_READ]


def _title(audit: Audit) -> str:
    return f"{audit.title} · checked by {audit.checked_on}" if audit.checked_on else audit.title


def _counted(audit: Audit) -> str:
    return f"{audit.counts}."


def _markdown(section: AuditSection, shorten: Shorten) -> list[str]:
    table = section.shown(shorten).to_markdown().rstrip("\n")
    return [part for part in (f"## {section.title}", section.note, table) if part]


def _html(section: AuditSection, shorten: Shorten) -> str:
    note = f"<p>{html.escape(section.note)}</p>\n" if section.note else ""
    return (
        f'<section aria-labelledby="{_anchor(section)}">\n'
        f'<h2 id="{_anchor(section)}">{html.escape(section.title)}</h2>\n{note}'
        f'<div class="wide" tabindex="0">\n{section.shown(shorten).to_html()}</div>\n</section>\n'
    )


def _anchor(section: AuditSection) -> str:
    return section.name.replace("/", "-")
