"""The command that tells what changed in meaning."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from scgraph.cli.failing import WRONG_DATA
from scgraph.cli.options import output_option
from scgraph.cli.writing import note, suffix_of, write, write_table

if TYPE_CHECKING:
    from scgraph.answers import Difference

FORMATS = ("table", "md", "json", "csv", "tsv", "jsonl", "html")


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path), metavar="[OLD] NEW")
@click.option(
    "--git",
    "revision",
    metavar="REV",
    help="Take OLD from git: NEW as it was at REV; with REV..REV, both.",
)
@click.option("--exit-code", is_flag=True, help="Exit 1 if anything changed, 0 if nothing did.")
@click.option("--textconv", is_flag=True, help="Write one file as sorted lines, for git diff.")
@click.option(
    "-f",
    "--format",
    "format_name",
    type=click.Choice(FORMATS),
    help="How to write it.  [default: table]",
)
@output_option
@click.pass_context
def diff(
    ctx: click.Context,
    paths: tuple[Path, ...],
    revision: str | None,
    exit_code: bool,
    textconv: bool,
    format_name: str | None,
    output: Path | None,
) -> None:
    """Tell what changed in meaning from OLD to NEW: two corpora, papers, or RDF files.

    Claims that came, went, moved, were reworded or coded anew, with what they assert and cite;
    checks and verdicts; shared things by other names. How files are laid out plays no part.

    With --git the one PATH is that of a corpus or paper in a working tree, the folder of the
    shell if left out.
    """
    if textconv:
        from scgraph.comparing.canonical import canonical_lines

        (file,) = _as_many(paths, 1, "--textconv takes one file")
        write(canonical_lines(file), output)
        return
    found = _found(paths, revision)
    _write(found, format_name or suffix_of(output), output)
    note(found.counts)
    if exit_code and not found.same:
        ctx.exit(WRONG_DATA)


def _found(paths: tuple[Path, ...], revision: str | None) -> Difference:
    from scgraph.graph import diff as differing

    if revision is None:
        old, new = _as_many(paths, 2, "give OLD and NEW, or one of them and --git REV")
        return differing(old, new)
    (path,) = _as_many(paths or (Path(),), 1, "with --git, give one corpus or paper")
    before, dots, after = revision.partition("..")
    if dots and not (before and after):
        raise click.UsageError("write --git REV, or --git REV..REV")
    return differing(path, path, old_revision=before, new_revision=after or None)


def _as_many(paths: tuple[Path, ...], number: int, message: str) -> tuple[Path, ...]:
    if len(paths) != number:
        raise click.UsageError(message)
    return paths


def _write(found: Difference, name: str, output: Path | None) -> None:
    from scgraph.comparing.words import curie_of

    if name == "json":
        write(found.to_json(), output)
    elif name == "md":
        write(found.to_markdown(curie_of), output)
    else:
        write_table(found.table, name or None, output, curie_of)
