"""Where an answer goes, and in which format."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import click

from scgraph.answers import Table

WRITERS: dict[str, Callable[[Table], str]] = {
    "csv": Table.to_csv,
    "tsv": Table.to_tsv,
    "json": Table.to_json,
    "jsonl": Table.to_jsonl,
    "md": Table.to_markdown,
}
WIDTH_OF_A_PIPE = 100


def write_table(
    table: Table, format_name: str | None, output: Path | None, shorten: Callable[[str], str]
) -> None:
    """Write a table to a file or to stdout, and say on stderr how many rows it has.

    Args:
        table: the answer.
        format_name: one of `WRITERS`, or "table"; the file's suffix decides if it is None.
        output: the file; stdout if None.
        shorten: makes the short form of an IRI, for "table".
    """
    writer = WRITERS.get(format_name or _suffix(output))
    if writer is not None:
        write(writer(table), output)
    elif len(table):
        from scgraph.cli.tables import drawn_answer

        words = table.in_words(shorten)
        write(drawn_answer(words, width(), output is None and in_colour()), output)
    elif output is not None:
        write("", output)
    note("no rows" if not len(table) else "1 row" if len(table) == 1 else f"{len(table)} rows")


def write(text: str, output: Path | None = None) -> None:
    """Write text to stdout or to a file; a file is replaced whole, or not at all."""
    if output is None:
        click.echo(text, nl=False)
    elif output.exists() and not output.is_file():
        output.write_text(text, encoding="utf-8", newline="")
    else:
        _replace(output, text)


def note(text: str) -> None:
    """Say something on stderr that is not part of the answer; nothing is said in no words."""
    if text:
        click.echo(text, err=True)


def width() -> int:
    """Return the width of the terminal, of COLUMNS, or of a page if output goes to a pipe."""
    return shutil.get_terminal_size((WIDTH_OF_A_PIPE, 24)).columns


def in_colour() -> bool:
    """Tell whether stdout is a terminal whose user has not asked for plain text."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR")


def _suffix(output: Path | None) -> str:
    return output.suffix.removeprefix(".").lower() if output else ""


def _replace(output: Path, text: str) -> None:
    part = output.with_name(f".{output.name}.{os.getpid()}.part")
    try:
        part.write_text(text, encoding="utf-8", newline="")
        part.replace(output)
    except OSError as error:
        raise click.UsageError(f"cannot write {output}: {error.strerror}") from error
    finally:
        part.unlink(missing_ok=True)
