"""Where an answer goes, and in which format."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from scgraph.files import replace

if TYPE_CHECKING:
    from scgraph.answers import Table

WIDTH_OF_A_PIPE = 100
NARROWEST = 20
STDOUT = Path("-")


def write_table(
    table: Table,
    format_name: str | None,
    output: Path | None,
    shorten: Callable[[str], str],
    *,
    limit: int | None = None,
) -> None:
    """Write a table to a file or to stdout, and say on stderr how many rows it has.

    Args:
        table: the answer.
        format_name: one of `TABLE_FORMATS`, or "table"; the file's suffix decides if it is None.
        output: the file; stdout if None.
        shorten: makes the short form of an IRI, for "table".
        limit: write the first so many rows alone, and say so.
    """
    from scgraph.answers.formats import TABLE_FORMATS

    if format_name is None and suffix_of(output) == "xlsx":
        # Drawn as a table of letters it would be a file that no spreadsheet opens.
        raise click.UsageError(f"a workbook is written by: scgraph export {output} --question NAME")
    shown = table[:limit]
    writer = TABLE_FORMATS.get(format_name or suffix_of(output))
    if writer is not None:
        write(getattr(shown, writer)(), output)
    elif len(shown):
        from scgraph.cli.tables import drawn_answer

        words = shown.in_words(shorten)
        write(drawn_answer(words, width(), output is None and in_colour()), output)
    elif output is not None:
        write("", output)
    note(_counted(len(shown), len(table)))


def write(text: str, output: Path | None = None) -> None:
    """Write text to stdout or to a file; a file is replaced whole, or not at all."""
    if output is None or output == STDOUT:
        click.echo(text, nl=False)
    else:
        write_files({output: text.encode()})


def write_files(contents: dict[Path, bytes]) -> None:
    """Write files, each whole or not at all.

    Raises:
        UsageError: if one cannot be written.
    """
    for path, data in contents.items():
        try:
            replace(path, data)
        except OSError as error:
            raise click.UsageError(f"cannot write {path}: {error.strerror or error}") from error


def note(text: str) -> None:
    """Say something on stderr that is not part of the answer; nothing is said in no words."""
    if text:
        click.echo(text, err=True)


def width() -> int:
    """Return the width of the terminal, of COLUMNS, or of a page if output goes to a pipe."""
    return max(shutil.get_terminal_size((WIDTH_OF_A_PIPE, 24)).columns, NARROWEST)


def in_colour() -> bool:
    """Tell whether stdout is a terminal whose user has not asked for plain text."""
    return sys.stdout is not None and sys.stdout.isatty() and not os.environ.get("NO_COLOR")


def suffix_of(output: Path | None) -> str:
    """Return the suffix of a file without its dot, in small letters."""
    return output.suffix.removeprefix(".").lower() if output else ""


def _counted(shown: int, all_rows: int) -> str:
    if not all_rows:
        return "no rows"
    if shown < all_rows:
        return f"the first {shown} rows; there are more"
    return "1 row" if shown == 1 else f"{shown} rows"
