"""The command that draws pictures."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click
from click.shell_completion import CompletionItem

from scgraph.cli.completing import complete_name
from scgraph.cli.opening import Where, opened
from scgraph.cli.options import corpus_option
from scgraph.cli.writing import note, write, write_files


def _complete(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    from scgraph.pictures import PICTURES

    return [
        CompletionItem(name, help=about)
        for name, about in PICTURES.items()
        if name.startswith(incomplete)
    ]


@click.command()
@click.argument("name", required=False, shell_complete=_complete)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Write to this file, .svg or .png; SVG goes to stdout if not given.",
)
@click.option(
    "--barrier",
    metavar="NAME",
    shell_complete=complete_name("Barrier"),
    help="Only this barrier and those under it; of causal-loops, what surrounds it.",
)
@click.option(
    "--paper", metavar="NAME", shell_complete=complete_name("Paper"), help="Only this paper."
)
@click.option(
    "--language", metavar="TAG", help="Language of labels and words, such as ja.  [default: en]"
)
@click.option("--list", "is_list", is_flag=True, help="List the pictures.")
@corpus_option
def picture(
    name: str | None,
    output: Path | None,
    barrier: str | None,
    paper: str | None,
    language: str | None,
    is_list: bool,
    corpus: Where | None,
) -> None:
    """Draw the picture NAME, as SVG whose texts stay texts, or as PNG.

    A PNG needs rsvg-convert, Chromium, Inkscape or ImageMagick on the PATH. The same corpus gives
    the same SVG, byte for byte.
    """
    if is_list:
        from scgraph.pictures import PICTURES

        wide = max(map(len, PICTURES))
        click.echo("\n".join(f"{each:{wide}}  {about}" for each, about in PICTURES.items()))
        return
    if name is None:
        raise click.UsageError("name the picture, or give --list")
    _draw(name, output, corpus, barrier=barrier, paper=paper, language=language)


def _draw(name: str, output: Path | None, corpus: Where | None, **params: Any) -> None:
    from scgraph.graph.exporting import chosen, exported
    from scgraph.pictures import picture_name

    picture_name(name)
    kg = opened(corpus)
    if output is None:
        write(kg.picture(name, **params).svg + "\n")
        return
    choice = chosen(kg, view=None, question=None, answer=None, picture=name, params=params)
    contents = exported(kg, output, choice, by_paper=False)
    write_files(contents)
    for path, data in contents.items():
        note(f"{path}: {len(data):,} bytes")
