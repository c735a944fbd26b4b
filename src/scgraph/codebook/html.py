"""Write a codebook as one HTML page that needs no other file and no network."""

from __future__ import annotations

import html
import re
from importlib.resources import files

_HEADING = re.compile(r"<h2>([a-z-]+)</h2>")
_TABLE = re.compile(r"<table>.*?</table>", re.DOTALL)


def as_html(markdown: str) -> str:
    """Return the page of a codebook; what looks like markup in a label stays text.

    >>> page = as_html("# Codebook: Roads & <b>\\n\\n## role\\n\\nA list.\\n")
    >>> '<h2 id="role">role</h2>' in page, "Roads &amp; &lt;b&gt;" in page
    (True, True)
    """
    from markdown_it import MarkdownIt

    title = markdown.partition("\n")[0].removeprefix("# ")
    style = files("scgraph.audit").joinpath("page.css").read_text(encoding="utf-8")
    body = MarkdownIt("commonmark", {"html": False}).enable("table").render(markdown)
    body = _HEADING.sub(r'<h2 id="\1">\1</h2>', body)
    body = _TABLE.sub(lambda found: f'<div class="wide" tabindex="0">\n{found[0]}\n</div>', body)
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{html.escape(title)}</title>\n<style>\n{style}</style>\n</head>\n"
        f"<body>\n<main>\n{body}</main>\n</body>\n</html>\n"
    )
