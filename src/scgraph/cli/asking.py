"""The commands that ask: ask, questions."""

from __future__ import annotations

from pathlib import Path

import click

from scgraph.cli.options import corpus_option, format_option, output_option
from scgraph.cli.writing import note, write_table


@click.command()
@click.argument("question")
@click.option(
    "-p",
    "--param",
    "params",
    multiple=True,
    metavar="NAME=VALUE",
    help="A parameter of the question; a thing is named by slug, label or IRI.",
)
@format_option
@output_option
@corpus_option
def ask(
    question: str,
    params: tuple[str, ...],
    format_name: str | None,
    output: Path | None,
    corpus: Path | None,
) -> None:
    """Answer a named QUESTION, such as barriers/actors-and-evidence."""
    from scgraph.graph import load

    values = _values(params)
    kg = load(corpus)
    answer = kg.ask(question, **values)
    write_table(answer, format_name, output, kg.curie)
    if not len(answer):
        note(kg.question(question).empty)


@click.command()
@format_option
@output_option
def questions(format_name: str | None, output: Path | None) -> None:
    """List the questions: name, what each answers, and its parameters."""
    from scgraph import files
    from scgraph.catalogue import Catalogue

    listed = Catalogue(files.queries()).listed().without("title").without("columns")
    write_table(listed, format_name, output, str)


def _values(params: tuple[str, ...]) -> dict[str, str]:
    values: dict[str, str] = {}
    for param in params:
        name, equals, value = param.partition("=")
        if not equals or not name.strip():
            raise click.BadParameter(f"{param!r} must be written name=value", param_hint="-p")
        if name.strip() in values:
            raise click.BadParameter(f"{name.strip()!r} is given twice", param_hint="-p")
        values[name.strip()] = value
    return values
