"""The commands that write the claims of a paper as a workbook, and take them back."""

from __future__ import annotations

from pathlib import Path

import click

from scgraph.cli.options import corpus_around, files_corpus_option, own_corpus_option
from scgraph.cli.writing import note, write, write_files

_file = click.argument("file", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE.xlsx")
_paper = click.option(
    "--paper", metavar="NAME", help="The paper; needed if the corpus has several."
)


@click.group()
def sheet() -> None:
    """Edit the claims of a paper in a spreadsheet: out to a workbook, and back in.

    The workbook has a sheet for the claims and one for each thing that claims assert, lists to
    choose from, and a first sheet that says how to fill it in. Coming back, it changes nothing but
    what was changed in it, and nothing at all if anything is wrong.
    """


@sheet.command("out")
@_file
@_paper
@files_corpus_option
def sheet_out_command(file: Path, paper: str | None, corpus: Path | None) -> None:
    """Write the claims of a paper as a workbook to be filled in."""
    from scgraph import files
    from scgraph.sheets import sheet_out

    _check_suffix(file)
    data = sheet_out(corpus or files.data(), paper)
    write_files({file: data})
    note(f"{file}: {len(data):,} bytes; its first sheet says how to fill it in")


@sheet.command("in")
@_file
@_paper
@own_corpus_option
@click.option("--dry-run", is_flag=True, help="Say what would change, and write nothing.")
@click.option("--delete", is_flag=True, help="Delete the claims of which the rows are gone.")
def sheet_in_command(
    file: Path, paper: str | None, corpus: Path | None, dry_run: bool, delete: bool
) -> None:
    """Take over what was changed in a workbook that `sheet out` has written.

    Claims that were not changed keep every byte, and so do the comments between claims. A claim
    that was changed is a draft again. What was changed in the workbook and in the files as well is
    a conflict: both are shown, and nothing is written.

    Exits 1 if anything is wrong; each fault names its sheet, row and column.
    """
    from scgraph.sheets import sheet_in

    _check_suffix(file)
    root = corpus_around(corpus, to_write=not dry_run)
    taken = sheet_in(_read(file), str(file), root, paper, delete=delete)
    for remark in taken.remarks:
        note(remark)
    write(taken.in_words)
    if not dry_run:
        taken.write()
    note(_counted(len(taken.changes), len(taken.after), dry_run))


def _read(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise click.UsageError(f"cannot read {file}: {error.strerror or error}") from error


def _check_suffix(file: Path) -> None:
    if file.suffix.lower() != ".xlsx":
        raise click.UsageError(f"{file}: a workbook is named .xlsx")


def _counted(claims: int, files: int, dry_run: bool) -> str:
    if not claims:
        return "nothing has changed"
    changed = f"{claims} claim{'s' * (claims != 1)} in {files} file{'s' * (files != 1)}"
    return f"{changed} would change; nothing was written" if dry_run else f"{changed} changed"
