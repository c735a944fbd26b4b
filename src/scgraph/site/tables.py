"""Answers as HTML tables whose things lead to their pages."""

from __future__ import annotations

from collections.abc import Callable
from html import escape

from scgraph.answers import Table
from scgraph.answers.table import LABEL_SUFFIX
from scgraph.answers.values import as_text, web_address

Link = Callable[[str], str | None]
"""Returns the address of a thing's page as seen from here, or None."""
Shorten = Callable[[str], str]


_TOLD = {
    "claim": "says",
    "premise": "premise_says",
    "original": "original_says",
    "other": "other_says",
    "evidence": "evidence_says",
}
_THINGS = {text: thing for thing, text in _TOLD.items()}


def linked_table(table: Table, link: Link, shorten: Shorten) -> str:
    """Write a table: a thing by its name, leading to its page; a web address leading there.

    Columns that are empty throughout are left out.

    >>> print(linked_table(Table(("n",), ((3,),)), lambda iri: None, str), end="")
    <div class="wide" tabindex="0"><table>
    <tr><th scope="col">n</th></tr>
    <tr><td>3</td></tr>
    </table></div>
    """
    kept = [name for name in table.columns if f"{name}{LABEL_SUFFIX}" not in table.columns]
    # What a claim says is its best name: it leads to the claim, whose short name is not needed.
    kept = [name for name in kept if name not in _TOLD or _TOLD[name] not in kept]
    rows = [
        [_cell(table, number, name, link, shorten) for name in kept] for number in range(len(table))
    ]
    filled = [place for place in range(len(kept)) if any(row[place] for row in rows)]
    head = "".join(f'<th scope="col">{escape(_heading(kept[place]))}</th>' for place in filled)
    body = "".join(
        "<tr>" + "".join(f"<td>{row[place]}</td>" for place in filled) + "</tr>\n"
        for row in dict.fromkeys(map(tuple, rows))
    )
    # What scrolls must be reached by the keyboard too.
    return f'<div class="wide" tabindex="0"><table>\n<tr>{head}</tr>\n{body}</table></div>\n'


def _cell(table: Table, number: int, name: str, link: Link, shorten: Shorten) -> str:
    place = table.columns.index(name)
    value = table.rows[number][place]
    thing = name.removesuffix(LABEL_SUFFIX)
    iri = _iri(table, number, _THINGS.get(thing, thing))
    if value is None and iri is None:
        return ""
    text = as_text(value) if value is not None else shorten(str(iri))
    if iri is not None and iri == text:
        text = shorten(iri)
    return marked(text, link(iri) if iri is not None else None)


def marked(text: str, address: str | None) -> str:
    """Write a text, as a link if it has an address or is one.

    >>> marked("<b>", None), marked("MIC", "mic.html")
    ('&lt;b&gt;', '<a href="mic.html">MIC</a>')
    """
    shown = escape(text)
    if address is not None:
        return f'<a href="{escape(address)}">{shown}</a>'
    outside = web_address(text)
    return f'<a href="{escape(outside)}" rel="external nofollow">{shown}</a>' if outside else shown


def _iri(table: Table, number: int, name: str) -> str | None:
    if name not in table.columns:
        return None
    place = table.columns.index(name)
    return str(table.rows[number][place]) if table.is_iri(number, place) else None


def _heading(name: str) -> str:
    return name.removesuffix(LABEL_SUFFIX).replace("_", " ")
