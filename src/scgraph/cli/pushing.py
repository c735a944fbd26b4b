"""The command that loads a corpus into a SPARQL server."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from scgraph.cli.failing import WRONG_DATA
from scgraph.cli.opening import Where, opened
from scgraph.cli.options import corpus_option, format_option, output_option, timeout_option
from scgraph.cli.writing import note, write_table

if TYPE_CHECKING:
    from scgraph.answers import Pushed, PushedGraph
    from scgraph.graph import KnowledgeGraph


@click.command()
@click.argument("url")
@click.option(
    "--by",
    type=click.Choice(["store", "update"]),
    help="Write by the Graph Store Protocol or by SPARQL Update.  [default: what works]",
)
@click.option("--update", metavar="URL", help="The address that takes updates, if not beside URL.")
@click.option("--store", metavar="URL", help="The address of the graph store, if not beside URL.")
@click.option("--default-graph", is_flag=True, help="Fill the default graph too.")
@click.option("--prune", is_flag=True, help="Remove graphs that are no longer in the corpus.")
@click.option("--replace", is_flag=True, help="Also replace graphs outside the corpus's base.")
@click.option("--dry-run", is_flag=True, help="Say what would be sent and removed; write nothing.")
@timeout_option
@format_option
@output_option
@corpus_option
@click.pass_context
def push(
    ctx: click.Context,
    url: str,
    by: str | None,
    update: str | None,
    store: str | None,
    default_graph: bool,
    prune: bool,
    replace: bool,
    dry_run: bool,
    timeout: float | None,
    format_name: str | None,
    output: Path | None,
    corpus: Where | None,
) -> None:
    """Load a corpus into the SPARQL 1.1 server at URL, and read back whether it arrived.

    A graph that the server holds as it is here is passed over; any other is replaced as a whole.
    Run it again after a stop, or after a change. What others keep on the server is not touched.

    URL is that of the server or of its SPARQL endpoint; where it takes graphs is found out.
    Exits 1 if a graph is not held as it was sent.
    """
    _warn(url)
    kg = opened(corpus)
    made = _pushed(
        kg,
        url,
        by=by,
        update=update,
        store=store,
        default_graph=default_graph,
        prune=prune,
        replace=replace,
        dry_run=dry_run,
        timeout=timeout,
    )
    write_table(made.table, format_name, output, kg.curie)
    for line in (made.counts, *made.remarks):
        note(line)
    if any(graph.state == "differs" for graph in made):
        ctx.exit(WRONG_DATA)


def _pushed(kg: KnowledgeGraph, url: str, **how: object) -> Pushed:
    with click.progressbar(length=len(kg.quads), label="push", file=sys.stderr) as bar:

        def told(graph: PushedGraph) -> None:
            bar.update(graph.triples)

        return kg.push(url, told=told, **how)  # type: ignore[arg-type]


def _warn(url: str) -> None:
    """Say that secrets would go over the network for all to read."""
    from scgraph.engine.access import access_to, is_bare

    access = access_to(url)
    if is_bare(access):
        note(f"{access.address}: the secrets go over the network unencrypted; use https://")
