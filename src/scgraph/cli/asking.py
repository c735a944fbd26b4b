"""The commands that ask named questions: ask, questions, stats."""

from __future__ import annotations

from pathlib import Path

import click

from scgraph.cli.completing import complete_question
from scgraph.cli.opening import Where, opened
from scgraph.cli.options import (
    corpus_option,
    format_option,
    limit_option,
    output_option,
    param_option,
    text_option,
    timeout_option,
    values_of,
)
from scgraph.cli.quoting import with_words
from scgraph.cli.waiting import waited_for
from scgraph.cli.writing import note, write, write_table

STATISTICS = "papers/statistics"


@click.command()
@click.argument("question", shell_complete=complete_question)
@param_option
@text_option
@limit_option
@timeout_option
@format_option
@output_option
@corpus_option
def ask(
    question: str,
    params: tuple[str, ...],
    text: Path | None,
    limit: int | None,
    timeout: float | None,
    format_name: str | None,
    output: Path | None,
    corpus: Where | None,
) -> None:
    """Answer a named QUESTION, such as barriers/actors-and-evidence.

    The part behind the slash is enough where it is unique. `scgraph questions` lists them all.
    """
    values = values_of(params)
    if text is not None and output is not None:
        raise click.UsageError("--text shows the words of a paper on the screen; leave out -o")
    kg = opened(corpus)
    answer = waited_for(lambda: kg.ask(question, **values), timeout)
    if text is not None:
        answer = with_words(answer, kg.sentences_in(text, values.get("paper")))
    write_table(answer, format_name, output, kg.curie, limit=limit)
    if not len(answer):
        note(kg.question(question).empty)


@click.command()
@click.argument("topic", required=False, shell_complete=complete_question)
@click.option(
    "-f",
    "--format",
    "format_name",
    type=click.Choice(["table", "csv", "tsv", "json", "jsonl", "md", "html", "ttl"]),
    help="How to write the list; ttl describes each question with its SPARQL.  [default: table]",
)
@output_option
def questions(topic: str | None, format_name: str | None, output: Path | None) -> None:
    """List the questions, or those on one TOPIC: name, what each answers, and its parameters.

    With the full name of a question in place of the topic, tell all about it.
    """
    from scgraph import files
    from scgraph.asking import described as described_in_words
    from scgraph.catalogue import Catalogue
    from scgraph.catalogue.describe import described

    catalogue = Catalogue(files.queries())
    if format_name == "ttl" or (format_name is None and output and output.suffix == ".ttl"):
        write(described(catalogue), output)
        return
    if topic is not None and "/" in topic and format_name is None:
        write(f"{described_in_words(catalogue.question(topic))}\n", output)
        return
    listed = catalogue.listed().without("title").without("columns")
    if topic is not None:
        listed = listed.where("name", lambda name: str(name).partition("/")[0] == topic)
        if not len(listed):
            topics = sorted({name.partition("/")[0] for name in catalogue.listed_names})
            raise click.BadParameter(
                f"{topic!r} is none of {', '.join(topics)}", param_hint="TOPIC"
            )
    write_table(listed, format_name, output, str)


@click.command()
@click.option("--paper", metavar="NAME", help="Only this paper.")
@format_option
@output_option
@corpus_option
def stats(
    paper: str | None, format_name: str | None, output: Path | None, corpus: Where | None
) -> None:
    """Count what a corpus holds: claims, barriers, actors, figures, sources and the rest."""
    kg = opened(corpus)
    answer = kg.ask(STATISTICS, **({"paper": paper} if paper else {}))
    write_table(answer, format_name, output, kg.curie)
