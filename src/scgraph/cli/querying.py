"""The command that answers SPARQL."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from scgraph.cli.opening import Where, opened
from scgraph.cli.options import corpus_option, limit_option, output_option, timeout_option
from scgraph.cli.waiting import waited_for
from scgraph.cli.writing import note, suffix_of, write, write_table

if TYPE_CHECKING:
    from rdflib import Graph

FOR_ROWS = ("table", "csv", "tsv", "json", "jsonl", "md", "html", "srj")
FOR_TRIPLES = ("ttl", "nt", "jsonld")
MANY = 100_000
SUFFIXES = (".rq", ".sparql")


@click.command()
@click.argument("sparql")
@limit_option
@timeout_option
@click.option(
    "-f",
    "--format",
    "format_name",
    type=click.Choice([*FOR_ROWS, *FOR_TRIPLES]),
    help="How to write the answer: rows by table to srj, triples by ttl to jsonld.",
)
@output_option
@corpus_option
def query(
    sparql: str,
    limit: int | None,
    timeout: float | None,
    format_name: str | None,
    output: Path | None,
    corpus: Where | None,
) -> None:
    """Answer a SPARQL query: its text, a file ending in .rq or .sparql, or - for stdin.

    Rows come as a table, triples as Turtle, and ASK as true or false. No more than 100,000 rows
    are taken unless --limit says so.
    """
    from scgraph.answers import Table

    text = _text_of(sparql)
    kg = opened(corpus)
    answer = waited_for(lambda: kg.query(text, limit=(limit or MANY) + 1), timeout)
    if isinstance(answer, bool):
        write(_truth(answer, format_name or suffix_of(output)), output)
    elif isinstance(answer, Table):
        _refuse(format_name, FOR_TRIPLES, "rows")
        write_table(answer, format_name, output, kg.curie, limit=limit or MANY)
    else:
        _write_triples(answer, format_name, output)


def _text_of(sparql: str) -> str:
    if sparql == "-":
        return sys.stdin.read()
    if sparql.endswith(SUFFIXES):
        return Path(sparql).read_text(encoding="utf-8-sig")
    return sparql


def _truth(answer: bool, format_name: str) -> str:
    word = "true" if answer else "false"
    if format_name == "srj":
        return f'{{"head": {{}}, "boolean": {word}}}\n'
    return f"{word}\n"


def _write_triples(graph: Graph, format_name: str | None, output: Path | None) -> None:
    _refuse(format_name, FOR_ROWS, "triples")
    from scgraph.export import rdf_text

    chosen = format_name or suffix_of(output) or "ttl"
    write(rdf_text(graph, f".{chosen if chosen in FOR_TRIPLES else 'ttl'}"), output)
    note(f"{len(graph)} triple{'s' * (len(graph) != 1)}")


def _refuse(format_name: str | None, refused: tuple[str, ...], what: str) -> None:
    if format_name in refused:
        raise click.UsageError(
            f"this query answers with {what}, which -f {format_name} cannot hold"
        )
