"""Write a page of sections, each a table with a heading and a note: Markdown and HTML.

>>> from scgraph.answers import Table
>>> section = AuditSection("a/b", "B", "Read it so.", Table(("n",), ((1,),)), {})
>>> print(markdown_page("A", ["First."], [section]), end="")
# A
<BLANKLINE>
First.
<BLANKLINE>
## B
<BLANKLINE>
Read it so.
<BLANKLINE>
| n |
| --- |
| 1 |
"""

from __future__ import annotations

import html
import json
from collections.abc import Callable, Iterable, Sequence
from importlib.resources import files
from typing import Any

from scgraph.answers import AuditSection

Shorten = Callable[[str], str]


def markdown_page(
    heading: str,
    paragraphs: Iterable[str],
    sections: Iterable[AuditSection],
    shorten: Shorten = str,
) -> str:
    """Write a page of Markdown."""
    blocks = [block for section in sections for block in _markdown(section, shorten)]
    return "\n\n".join([f"# {heading}", *paragraphs, *blocks]) + "\n"


def html_page(
    heading: str,
    title: str,
    paragraphs: Iterable[str],
    sections: Sequence[AuditSection],
    shorten: Shorten = str,
) -> str:
    """Write one HTML page that needs no other file and no network."""
    style = files("scgraph.audit").joinpath("page.css").read_text(encoding="utf-8")
    bodies = "".join(_html(section, shorten) for section in sections)
    contents = "".join(
        f'<li><a href="#{_anchor(section)}">{html.escape(section.title)}</a></li>\n'
        for section in sections
    )
    told = "".join(f"<p>{html.escape(paragraph)}</p>\n" for paragraph in paragraphs)
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{html.escape(heading)}: {html.escape(title)}</title>\n"
        f"<style>\n{style}</style>\n</head>\n<body>\n<main>\n"
        f"<h1>{html.escape(heading)}</h1>\n{told}"
        f'<nav aria-label="Contents">\n<ul>\n{contents}</ul>\n</nav>\n'
        f"{bodies}</main>\n</body>\n</html>\n"
    )


def sections_as_rows(
    sections: Iterable[AuditSection], named: str = "question"
) -> list[dict[str, Any]]:
    """Return sections for JSON, each with all columns of its rows.

    Args:
        sections: the sections.
        named: the key under which the name of a section stands.

    >>> from scgraph.answers import Table
    >>> section = AuditSection("a/b", "B", "", Table(("n",), ((1,),)), {})
    >>> sections_as_rows([section])
    [{'question': 'a/b', 'title': 'B', 'note': '', 'rows': [{'n': 1}]}]
    """
    return [
        {
            named: section.name,
            "title": section.title,
            "note": section.note,
            "rows": json.loads(section.table.to_json()),
        }
        for section in sections
    ]


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
