"""How the cells of a table are written in each text format."""

from __future__ import annotations

import csv as csv_writer
import html as html_text
import io
import json as json_writer
import re
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import TypeAlias

from scgraph.answers.values import JsonValue, Value, as_json, as_text

TABLE_FORMATS = {
    "csv": "to_csv",
    "tsv": "to_tsv",
    "json": "to_json",
    "jsonl": "to_jsonl",
    "md": "to_markdown",
    "html": "to_html",
    "srj": "to_srj",
}
"""The formats of a table by name, which is also the suffix, and the method that writes each."""

Rows: TypeAlias = Iterable[Sequence[Value]]
MarkedCell: TypeAlias = tuple[Value, bool]
"""A value, and whether it is an IRI."""

TSV_ESCAPES = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})
MARKDOWN_MARKUP = re.compile(r"([\\`*_\[\]|~<>&#])")
LINE_END = re.compile(r"\r\n|\r|\n")


def csv(columns: Sequence[str], rows: Rows) -> str:
    """Write RFC 4180 text with LF line ends."""
    target = io.StringIO()
    # The CRLF terminator makes the writer quote a lone CR too; each row is then ended by LF.
    for row in [columns, *rows]:
        line = io.StringIO()
        csv_writer.writer(line, lineterminator="\r\n").writerow([as_text(cell) for cell in row])
        target.write(line.getvalue().removesuffix("\r\n") + "\n")
    return target.getvalue()


def tsv(columns: Sequence[str], rows: Rows) -> str:
    """Write one line a row, with tabs between cells that hold no tab and no line end."""
    return "".join(
        "\t".join(as_text(cell).translate(TSV_ESCAPES) for cell in row) + "\n"
        for row in [columns, *rows]
    )


def json(columns: Sequence[str], rows: Rows) -> str:
    """Write an array with one object a line."""
    objects = [f"  {_object(columns, row)}" for row in rows]
    return "[\n" + ",\n".join(objects) + "\n]\n" if objects else "[]\n"


def jsonl(columns: Sequence[str], rows: Rows) -> str:
    """Write one object a line."""
    return "".join(f"{_object(columns, row)}\n" for row in rows)


def markdown(columns: Sequence[str], rows: Iterable[Sequence[MarkedCell]]) -> str:
    """Write a pipe table; IRIs become links, everything else is escaped."""
    lines = [
        [markdown_text(column) for column in columns],
        ["---" for _ in columns],
        *([_markdown_cell(cell) for cell in row] for row in rows),
    ]
    return "".join(f"| {' | '.join(cells)} |\n" for cells in lines)


def html(columns: Sequence[str], rows: Iterable[Sequence[MarkedCell]]) -> str:
    """Write a table element; web addresses become links, everything else is escaped."""
    head = "".join(f"<th>{html_text.escape(column)}</th>" for column in columns)
    body = "".join(
        "<tr>" + "".join(f"<td>{_html_cell(cell)}</td>" for cell in row) + "</tr>\n" for row in rows
    )
    return f"<table>\n<thead><tr>{head}</tr></thead>\n<tbody>\n{body}</tbody>\n</table>\n"


def _object(columns: Sequence[str], row: Sequence[Value]) -> str:
    cells = (
        f"{_json(column)}: {_json_value(value)}" for column, value in zip(columns, row, strict=True)
    )
    return "{" + ", ".join(cells) + "}"


def _json_value(value: Value) -> str:
    # A decimal is written by its own digits: as a float it could be another number.
    return as_text(value.normalize()) if isinstance(value, Decimal) else _json(as_json(value))


def _json(value: JsonValue) -> str:
    # A lone surrogate cannot be written as UTF-8, and is written by its number.
    text = json_writer.dumps(value, ensure_ascii=False, allow_nan=False)
    return text.encode("utf-8", "backslashreplace").decode() if _has_surrogate(text) else text


def _has_surrogate(text: str) -> bool:
    return any("\ud800" <= character <= "\udfff" for character in text)


def _markdown_cell(cell: MarkedCell) -> str:
    value, is_iri = cell
    return f"<{value}>" if is_iri else markdown_text(as_text(value))


def markdown_text(text: str) -> str:
    """Write a text so that no character of it acts as markup, on one line."""
    return LINE_END.sub("<br>", MARKDOWN_MARKUP.sub(r"\\\1", text))


def _html_cell(cell: MarkedCell) -> str:
    value, is_iri = cell
    text = html_text.escape(as_text(value))
    if is_iri and text.startswith(("https://", "http://")):
        return f'<a href="{text}">{text}</a>'
    return LINE_END.sub("<br>", text)
