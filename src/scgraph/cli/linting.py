"""The command that tells a writer what is wrong, while writing."""

from __future__ import annotations

import gc
import sys
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from scgraph.cli.failing import WRONG_DATA
from scgraph.cli.options import corpus_around, own_corpus_option
from scgraph.cli.writing import note, write
from scgraph.errors import ScgraphError

if TYPE_CHECKING:
    from scgraph.linting import Linted, Problem

CLEAR = "\x1b[2J\x1b[3J\x1b[H"


class WithNames(click.Command):
    """A command whose option ``--fix`` may be written ``--fix=names``."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read ``--fix=names`` as the option that it means."""
        # An option with a value that may be missing would take a paper behind it for the value.
        return super().parse_args(ctx, ["--fix-names" if a == "--fix=names" else a for a in args])


@click.command(cls=WithNames)
@click.argument("papers", nargs=-1, metavar="[PAPER]...")
@own_corpus_option
@click.option(
    "-f",
    "--format",
    "format_name",
    type=click.Choice(["text", "json", "github", "sarif"]),
    default="text",
    help="How to write what is found.  [default: text]",
)
@click.option("--all", "anew", is_flag=True, help="Look at every paper again, changed or not.")
@click.option("--strict", is_flag=True, help="Let warnings fail too.")
@click.option("--watch", is_flag=True, help="Look again whenever a file is saved; Ctrl-C ends it.")
@click.option("--fix", is_flag=True, help="Mend what a machine can mend, and show the changes.")
@click.option(
    "--fix-names",
    is_flag=True,
    help="The same, and put in a key or a name that alone is one letter away; also --fix=names.",
)
@click.option("--diff", is_flag=True, help="Show what --fix would change, and write nothing.")
@click.pass_context
def lint(
    ctx: click.Context,
    papers: tuple[str, ...],
    corpus: Path | None,
    format_name: str,
    anew: bool,
    strict: bool,
    watch: bool,
    fix: bool,
    fix_names: bool,
    diff: bool,
) -> None:
    """Tell what is wrong in a corpus, why it matters, and what to do.

    PAPER is the name of a paper, its folder, or a file of it; all papers if none is given. Only
    what has changed is looked at; what is known of the others is told again. A problem has a place
    (file:line:column), a severity and the name of its rule, such as claim/echoes-text: all rules
    are in docs/lint-rules.md. What you have looked at and leave as it is, a comment at the line
    says: "# scgraph: allow RULE — reason". A copy of a paper in texts/NAME.txt (or .md, .pdf) lets
    its words, numbers and hedges be compared; no word of it is kept.

    Exits 1 if something is a violation.
    """
    # Trees and quads live as long as the process: to look for garbage among them is a tenth of it.
    gc.set_threshold(1_000_000)
    if watch and (fix or fix_names or diff):
        raise click.UsageError("--watch looks, --fix and --diff change: give one of them")
    root = corpus_around(corpus, papers)
    names = tuple(dict.fromkeys(map(_name, papers)))
    if watch:
        _watch(root, names, format_name)
        return
    if fix or fix_names or diff:
        _mend(root, names, fix_names, diff)
    from scgraph.linting import lint as look

    linted = look(root, names, anew=anew)
    _tell(linted, format_name)
    _keep_schemas(root)
    if linted.with_severity("Violation") or (strict and linted.with_severity("Warning")):
        ctx.exit(WRONG_DATA)


def _tell(linted: Linted, format_name: str) -> None:
    from scgraph.linting.formats import FORMATS

    write(FORMATS[format_name](_from_here(linted.problems)))
    note(linted.counts)


def _keep_schemas(root: Path) -> None:
    """Let an editor know what has changed; the writer has the answer already."""
    from scgraph.authoring.schemas import keep_schemas

    sys.stdout.flush()
    keep_schemas(root)


def _from_here(problems: Iterable[Problem]) -> list[Problem]:
    """Return problems with the paths as seen from the working directory."""
    here = Path.cwd()
    return [replace(problem, file=_short(problem.file, here)) for problem in problems]


def _short(file: str, here: Path) -> str:
    path = Path(file)
    return str(path.relative_to(here)) if path.is_relative_to(here) else file


def _name(paper: str) -> str:
    """Return the name of a paper that is given by name, folder or file."""
    path = Path(paper)
    if path.is_file():
        return path.resolve().parent.name
    return path.resolve().name if path.is_dir() else paper


def _mend(root: Path, names: tuple[str, ...], also_names: bool, diff: bool) -> None:
    from scgraph.authoring.around import Around
    from scgraph.errors import UnknownNameError, near_names
    from scgraph.files import recover
    from scgraph.linting.fixing import fixed
    from scgraph.linting.linting import many

    recover(root)
    folders = {folder.name: folder for folder in Around(root).own_papers}
    for name in names or folders:
        if name not in folders:
            raise UnknownNameError(name, "paper", near_names(name, folders))
        mended = fixed(root, folders[name], names=also_names)
        note(mended.diff(root).rstrip("\n"))
        if not diff:
            mended.write(root)
            note(f"{name}: {many(len(mended.new), 'file')} mended" if mended.new else "")


def _watch(root: Path, names: tuple[str, ...], format_name: str) -> None:
    from scgraph.authoring.around import Around
    from scgraph.linting import lint as look
    from scgraph.linting.watching import changes

    clears = sys.stdout.isatty()
    try:
        for _ in changes([*Around(root).parts]):
            if clears:
                write(CLEAR)
            try:
                _tell(look(root, names), format_name)
                _keep_schemas(root)
            except (ScgraphError, OSError) as error:  # a folder half moved, a file half written
                note(f"Error: {error}")
            sys.stdout.flush()
            if clears:
                note("watching; Ctrl-C ends it")
    except KeyboardInterrupt:
        note("")
