"""A table in a notebook: its first rows, names in place of IRIs, each linked to its address.

Colours are those of the notebook, so that a dark one stays dark; nothing is told by colour.
"""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from typing import TYPE_CHECKING

from scgraph.answers.values import Value, as_text, web_address

if TYPE_CHECKING:
    from scgraph.answers.writing import Writing

MOST_ROWS = 60
OF_A_PAPER = "/paper/"
CAPTION = "caption-side:bottom;text-align:left"
CELL = "text-align:{side};vertical-align:top;white-space:normal;max-width:28em"


def shown(table: Writing, most: int = MOST_ROWS, title: str = "") -> str:
    """Return HTML of the first rows, 60 unless told, in which no cell can act as markup.

    A column ``x`` whose names stand in ``x_label`` gives way to it, and its IRI becomes the link.

    Args:
        table: the answer.
        most: how many rows are shown; the caption says so if there are more.
        title: what the table is called; a caption then stands there only if rows are left out.

    >>> from scgraph.answers.table import Table
    >>> "<th scope='col'" in shown(Table(("a",), ((1,),)))
    True
    """
    names = [name for name in table.columns if f"{name}_label" not in table.columns]
    places = [_places(name, table.columns) for name in names]
    sides = [_side(table, label) for label, _ in places]
    head = "".join(
        _cell("th scope='col'", side, escape(_heading(name)))
        for name, side in zip(names, sides, strict=True)
    )
    body = "".join(
        f"<tr>{''.join(_row(table, number, places, sides))}</tr>\n"
        for number in range(min(len(table), most))
    )
    label = f" aria-label='{escape(title)}'" if title else ""
    is_counted = not title or len(table) > most
    counted = (
        f"<caption style='{CAPTION}'>{_caption(table, most)}</caption>\n" if is_counted else ""
    )
    return (
        f"<table{label}>\n{counted}"
        f"<thead><tr>{head}</tr></thead>\n<tbody>\n{body}</tbody>\n</table>\n"
    )


def wide(table: str) -> str:
    """Return the HTML of a table that scrolls sideways where it is wider than its place.

    >>> wide("<table></table>")
    "<div style='overflow-x:auto' tabindex='0'><table></table></div>"
    """
    # Whoever has no mouse scrolls it with the arrow keys once it has the focus.
    return f"<div style='overflow-x:auto' tabindex='0'>{table}</div>"


def _places(name: str, columns: tuple[str, ...]) -> tuple[int, int]:
    """Return where the text of a column stands, and where its IRI."""
    thing = name.removesuffix("_label")
    return columns.index(name), columns.index(thing if thing in columns else name)


def _row(
    table: Writing, number: int, places: list[tuple[int, int]], sides: list[str]
) -> Iterator[str]:
    cells = table.rows[number]
    for (label, thing), side in zip(places, sides, strict=True):
        text = as_text(cells[thing] if cells[label] is None else cells[label])
        address = as_text(cells[thing]) if table.is_iri(number, thing) else text
        yield _cell("td", side, _linked(text, address))


def _linked(text: str, address: str) -> str:
    # What has no name of its own, such as a claim, is told by the paper and its id.
    named = text.rpartition(OF_A_PAPER)[2] if text == address else text
    written = "<br>".join(map(escape, named.splitlines()))
    is_address = web_address(address)
    return f'<a href="{escape(address)}">{written}</a>' if is_address else written


def _cell(tag: str, side: str, content: str) -> str:
    return f"<{tag} style='{CELL.format(side=side)}'>{content}</{tag.split()[0]}>"


def _side(table: Writing, place: int) -> str:
    values = [row[place] for row in table.rows if row[place] is not None]
    return "right" if values and all(map(_is_number, values)) else "left"


def _is_number(value: Value) -> bool:
    return not isinstance(value, str | bool)


def _heading(name: str) -> str:
    return name.removesuffix("_label").replace("_", " ")


def _caption(table: Writing, most: int) -> str:
    rows = "1 row" if len(table) == 1 else f"{len(table)} rows"
    return f"the first {most} of {rows}" if len(table) > most else rows
