"""A table in a notebook: its first rows, names in place of IRIs, each linked to its address."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from typing import TYPE_CHECKING

from scgraph.answers.values import Value, as_text

if TYPE_CHECKING:
    from scgraph.answers.writing import Writing

MOST_ROWS = 60
OF_A_PAPER = "/paper/"
WEB = ("https://", "http://")
CAPTION = "caption-side:bottom;text-align:left"
CELL = "text-align:{side};vertical-align:top;white-space:normal;max-width:28em"


def shown(table: Writing) -> str:
    """Return HTML of at most 60 rows in which no cell can act as markup.

    A column ``x`` whose names stand in ``x_label`` gives way to it, and its IRI becomes the link.

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
        for number in range(min(len(table), MOST_ROWS))
    )
    return (
        f"<table>\n<caption style='{CAPTION}'>{_caption(table)}</caption>\n"
        f"<thead><tr>{head}</tr></thead>\n<tbody>\n{body}</tbody>\n</table>\n"
    )


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
        address = as_text(cells[thing]) if table.is_iri(number, thing) else ""
        yield _cell("td", side, _linked(text, address))


def _linked(text: str, address: str) -> str:
    # What has no name of its own, such as a claim, is told by the paper and its id.
    named = text.rpartition(OF_A_PAPER)[2] if text == address else text
    written = "<br>".join(map(escape, named.splitlines()))
    return f'<a href="{escape(address)}">{written}</a>' if address.startswith(WEB) else written


def _cell(tag: str, side: str, content: str) -> str:
    return f"<{tag} style='{CELL.format(side=side)}'>{content}</{tag.split()[0]}>"


def _side(table: Writing, place: int) -> str:
    values = [row[place] for row in table.rows if row[place] is not None]
    return "right" if values and all(map(_is_number, values)) else "left"


def _is_number(value: Value) -> bool:
    return not isinstance(value, str | bool)


def _heading(name: str) -> str:
    return name.removesuffix("_label").replace("_", " ")


def _caption(table: Writing) -> str:
    rows = "1 row" if len(table) == 1 else f"{len(table)} rows"
    return f"the first {MOST_ROWS} of {rows}" if len(table) > MOST_ROWS else rows
