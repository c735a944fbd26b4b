"""Options that several commands take."""

from __future__ import annotations

from pathlib import Path

import click

from scgraph.cli.completing import complete_param
from scgraph.cli.opening import CorpusPath, FolderPath, Where

SETTINGS = "corpus.yaml"


def _or_around(ctx: click.Context, param: click.Parameter, value: Where | None) -> Where | None:
    """Return the corpus that is given, or the one in which we are; None means the shipped one."""
    return folder_around(Path.cwd()) if value is None else value


def folder_around(start: Path) -> Path | None:
    """Return the folder of the corpus in which a file or folder lies, if it lies in one."""
    folders = (folder for folder in (start, *start.parents) if (folder / SETTINGS).is_file())
    return next(folders, None)


corpus_option = click.option(
    "--corpus",
    type=CorpusPath(),
    metavar="DIR|URL",
    callback=_or_around,
    help="Folder of a corpus, one RDF file, or the address of a SPARQL server that holds one. If "
    "not given: the corpus around the working directory, else the shipped one.",
)
files_corpus_option = click.option(
    "--corpus",
    type=FolderPath(),
    metavar="DIR",
    callback=_or_around,
    help="Folder of a corpus, or one RDF file. If not given: the corpus around the working "
    "directory, else the shipped one.",
)
own_corpus_option = click.option(
    "--corpus",
    type=FolderPath(),
    metavar="DIR",
    help="Folder of the corpus; that around the working directory if not given.",
)
output_option = click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Write to this file; its suffix chooses the format if -f does not.",
)
format_option = click.option(
    "-f",
    "--format",
    "format_name",
    type=click.Choice(["table", "csv", "tsv", "json", "jsonl", "md", "html", "srj"]),
    help="How to write the answer.  [default: table]",
)
PAGE_FORMATS = ("table", "md", "html", "json")
page_format_option = click.option(
    "-f",
    "--format",
    "format_name",
    type=click.Choice(PAGE_FORMATS),
    help="How to write it.  [default: table]",
)
text_option = click.option(
    "--text",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Your own copy of the paper: show its words beside each place. They are kept nowhere.",
)
limit_option = click.option(
    "-n",
    "--limit",
    type=click.IntRange(min=1),
    metavar="N",
    help="At most so many rows; a remark says if there are more.",
)
timeout_option = click.option(
    "--timeout",
    type=click.FloatRange(min=0, min_open=True),
    metavar="SECONDS",
    help="Give up after so long.",
)
param_option = click.option(
    "-p",
    "--param",
    "params",
    multiple=True,
    metavar="NAME=VALUE",
    shell_complete=complete_param,
    help="A parameter of the question; a thing is named by slug, label or IRI.",
)


def corpus_around(
    corpus: Path | None, papers: tuple[str, ...] = (), *, to_write: bool = False
) -> Path:
    """Return the folder of a corpus: the given one, or that around a paper or where we are.

    Args:
        corpus: what the option says.
        papers: names, folders or files of papers.
        to_write: the corpus is to be changed, so the shipped one is none.

    Raises:
        CorpusError: if there is none to be written.
    """
    from scgraph import files
    from scgraph.errors import CorpusError

    if corpus is not None:
        return corpus
    starts = [Path(paper).absolute() for paper in papers if Path(paper).exists()]
    around = filter(None, map(folder_around, [*starts, Path.cwd()]))
    if (folder := next(around, None)) is not None:
        return folder
    if to_write:
        raise CorpusError(Path.cwd(), "lies in no corpus; go to one, or give its folder: --corpus")
    return files.data()


def values_of(params: tuple[str, ...]) -> dict[str, str]:
    """Return the values of ``-p`` options by name.

    Raises:
        BadParameter: if one is not written ``name=value``, or a name is given twice.
    """
    values: dict[str, str] = {}
    for param in params:
        name, equals, value = param.partition("=")
        if not equals or not name.strip():
            raise click.BadParameter(f"{param!r} must be written name=value", param_hint="-p")
        if name.strip() in values:
            raise click.BadParameter(f"{name.strip()!r} is given twice", param_hint="-p")
        values[name.strip()] = value
    return values
