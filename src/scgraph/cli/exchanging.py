"""The commands that exchange projects with programs for qualitative analysis."""

from __future__ import annotations

from pathlib import Path

import click

from scgraph.cli.options import files_corpus_option, format_option
from scgraph.cli.writing import note, write_files, write_table

CODEBOOK, PROJECT = ".qdc", ".qdpx"


@click.group()
def exchange() -> None:
    """Exchange with programs for qualitative analysis, by REFI-QDA: .qdpx projects, .qdc codebooks.

    A paper's claims go out as coded selections of your own copy, with codes, barriers, actors and
    other things as codes; codings of such a program come in as stubs of claims.
    """


@exchange.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--paper", metavar="NAME", help="The paper, where the corpus has several.")
@click.option(
    "--text",
    type=click.Path(path_type=Path),
    metavar="COPY",
    help="Your own copy of the paper, which the project will hold; a .qdpx needs it.",
)
@click.option(
    "--who", metavar="PERSON", default="annotator", help="Who coded.  [default: annotator]"
)
@files_corpus_option
def out(file: Path, paper: str | None, text: Path | None, who: str, corpus: Path | None) -> None:
    """Write FILE: a project of a paper (.qdpx), or the codebook of a corpus (.qdc).

    Every sentence of a claim is a selection in your copy, found by its digests; the claim's words
    are its note. A .qdpx holds your copy: mind whom you hand it to.
    """
    from scgraph.exchange import codebook_of, project_of

    kind = _kind(file)
    if kind == CODEBOOK:
        handed = codebook_of(corpus, paper)
    elif text is None:
        raise click.UsageError(
            "a project holds the text: give your copy by --text, or write a .qdc"
        )
    else:
        handed = project_of(text, corpus, paper, who)
    write_files({file: handed.data})
    selected = f", {handed.selections} selections" if kind == PROJECT else ""
    note(f"{handed.codes} codes{selected}")
    if handed.missing:
        note(f"not in the copy, so left out: {', '.join(handed.missing)}")


@exchange.command("in")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--paper", metavar="NAME", help="The paper, where the corpus has several.")
@click.option(
    "--text",
    type=click.Path(path_type=Path),
    metavar="COPY",
    help="The text that was coded, where the project does not hold it.",
)
@click.option(
    "--into",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="CLAIMS.yaml",
    help="The claims file.  [default: named after FILE, in the paper's folder]",
)
@click.option("--dry-run", is_flag=True, help="Write nothing; list what the codes stand for.")
@format_option
@files_corpus_option
def into(
    file: Path,
    paper: str | None,
    text: Path | None,
    into: Path | None,
    dry_run: bool,
    format_name: str | None,
    corpus: Path | None,
) -> None:
    """Take the codings of FILE, a .qdpx, into a paper as stubs; of a .qdc, list its codes.

    A stub stands at the sentences that a selection overlaps, and has what bears the names of its
    codes. The answer lists every code, what it stands for in the corpus, or what comes near. Who
    coded gets a pass in the paper's curation. Nothing that is there is changed.
    """
    from scgraph.exchange import codes_in, taken

    if corpus is None:
        raise click.UsageError("name the corpus that takes it: --corpus DIR")
    if _kind(file) == CODEBOOK:
        write_table(codes_in(file, corpus), format_name, None, str)
        return
    found = taken(file, corpus, paper, text, into)
    write_table(found.codes, format_name, None, str)
    for remark in found.remarks:
        note(remark)
    if not dry_run:
        found.filed.write()
    for path in found.filed.contents:
        note(f"{'would write' if dry_run else 'wrote'} {path}")
    note(f"{len(found.filed.names)} stubs")


def _kind(file: Path) -> str:
    kind = file.suffix.lower()
    if kind not in (CODEBOOK, PROJECT):
        raise click.UsageError(f"{file}: write {PROJECT} for a project, {CODEBOOK} for a codebook")
    return kind
