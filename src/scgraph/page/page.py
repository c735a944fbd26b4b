"""Put the data, the style sheet and the scripts into one file."""

from __future__ import annotations

import base64
import hashlib
import html
import json
from collections.abc import Iterable
from dataclasses import dataclass
from importlib.resources import files
from os import PathLike
from pathlib import Path
from typing import Any

from scgraph.files import replace
from scgraph.names import Names
from scgraph.page.bundling import MOST_CLAIMS, bundled
from scgraph.page.gathering import Ask, gathered
from scgraph.page.hosting import Host
from scgraph.page.packing import packed

SCRIPTS = (
    "making.js",
    "data.js",
    "state.js",
    "fold.js",
    "select.js",
    "layout.js",
    "force.js",
    "draw.js",
    "move.js",
    "table.js",
    "details.js",
    "search.js",
    "filters.js",
    "download.js",
    "main.js",
)
"""The scripts in the order in which they build on each other; they share one scope."""

# Inside a script element only these could end it or start a comment; JSON reads them alike.
_ESCAPED = {sign: f"\\u{ord(sign):04x}" for sign in ("<", ">", "&", "\u2028", "\u2029")}


@dataclass(frozen=True, slots=True, repr=False)
class Page:
    """One HTML file: ``html`` is its text; in a notebook it shows itself in a sandboxed frame.

    ``policy`` is the content security policy that its head states.
    """

    html: str
    policy: str = ""

    def __repr__(self) -> str:
        return f"Page({len(self.html.encode()):,} bytes)"

    def save(self, path: str | PathLike[str]) -> Path:
        """Write the page to a file, which is replaced whole or not at all; return its path."""
        replace(Path(path), self.html.encode())
        return Path(path)

    def _repr_html_(self) -> str:
        # Without allow-same-origin, the page sees nothing of the notebook around it.
        return (
            '<iframe sandbox="allow-scripts allow-downloads allow-popups" title="Explorer" '
            'width="100%" height="720" style="border:1px solid #888" '
            f'srcdoc="{html.escape(self.html)}"></iframe>'
        )


def make_page(
    ask: Ask,
    names: Names,
    *,
    paper: str | None = None,
    most_claims: int = MOST_CLAIMS,
    host: Host | None = None,
) -> Page:
    """Make the explorer of a corpus.

    Args:
        ask: answers a named question.
        names: kinds, and names in other languages.
        paper: only what this paper says.
        most_claims: where there are more, claims that agree in what they speak of and how they
            stand are put together, and the page says so.
        host: the server to whose other pages it leads; none if it is a file alone.
    """
    material = gathered(ask, names, paper)
    data = packed(bundled(material, most_claims))
    if host is not None:
        data["served"] = host.packed(material.iris, names)
    return Page(as_html(data), _policy())


def as_html(data: dict[str, Any]) -> str:
    """Return the page of packed data as the text of one HTML file."""
    filled = {
        "policy": html.escape(_policy()),
        "title": html.escape(data["title"]),
        "style": _read("explorer.css"),
        "script": _script(),
        "data": _as_json(data),
    }
    return _fill(_read("explorer.html"), filled.items())


def joined(scripts: Iterable[str]) -> str:
    """Return scripts as one, with a scope of their own in which they see each other.

    >>> print(joined(["const a = 1;", "a + 1;"]))
    "use strict";
    {
    const a = 1;
    a + 1;}
    <BLANKLINE>
    """
    return '"use strict";\n{\n' + "\n".join(scripts) + "}\n"


def _script() -> str:
    return joined(map(_read, SCRIPTS))


def _policy() -> str:
    script, style = _script(), _read("explorer.css")
    return (
        f"default-src 'none'; script-src {_digest(script)}; style-src {_digest(style)}; "
        "img-src data: blob:; base-uri 'none'; form-action 'none'"
    )


def _fill(template: str, values: Iterable[tuple[str, str]]) -> str:
    """Fill each slot of a template once; what is filled in is not looked at again.

    >>> _fill("<p>{{a}} {{b}}</p>", [("a", "{{b}}"), ("b", "x")])
    '<p>{{b}} x</p>'
    """
    slots = dict(values)
    head, *rest = template.split("{{")
    parts = (part.partition("}}") for part in rest)
    return head + "".join(slots[name] + tail for name, _, tail in parts)


def _as_json(data: dict[str, Any]) -> str:
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return "".join(_ESCAPED.get(character, character) for character in text)


def _digest(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def _read(name: str) -> str:
    return files("scgraph.page").joinpath(name).read_text(encoding="utf-8")
