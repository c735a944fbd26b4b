"""The command that writes the graph, a view or an answer to a file."""

from __future__ import annotations

from pathlib import Path

import click

from scgraph.cli.completing import complete_question, complete_view
from scgraph.cli.opening import Where, opened
from scgraph.cli.options import corpus_option, param_option, values_of
from scgraph.cli.writing import note, write_files


@click.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False), required=False)
@click.option("--view", metavar="NAME", shell_complete=complete_view, help="Write this view.")
@click.option(
    "--question",
    metavar="NAME",
    shell_complete=complete_question,
    help="Write the answer to this question, or what stands behind it.",
)
@param_option
@click.option("--by-paper", is_flag=True, help="Keep the edges of each paper apart.")
@click.option("--list", "is_list", is_flag=True, help="List the views and the suffixes.")
@corpus_option
def export(
    file: Path | None,
    view: str | None,
    question: str | None,
    params: tuple[str, ...],
    by_paper: bool,
    is_list: bool,
    corpus: Where | None,
) -> None:
    """Write the graph, a view or an answer to FILE; its suffix chooses the format.

    RDF (.ttl .trig .nt .nq .jsonld, and these with .gz): the whole graph, or the subgraph behind a
    view or an answer.
    Networks (.graphml .gexf .cyjs .dot .mmd): a view, an answer, or everything that is claimed.
    Tables (.csv .tsv .json .jsonl .md .html .srj): an answer; of a network, .csv makes two files.
    Workbook (.xlsx): claims, barriers, figures, citations and checks, with links between sheets;
    an answer; or the nodes and edges of a view.
    """
    from scgraph.graph.exporting import chosen, exported

    if is_list:
        click.echo(_listed())
        return
    if file is None:
        raise click.UsageError("name the file to write, or give --list")
    if view is not None and question is not None:
        raise click.UsageError("give --view or --question, not both")
    values = values_of(params)
    if values and view is None and question is None:
        raise click.UsageError("-p needs --view or --question, which take values")
    kg = opened(corpus)
    choice = chosen(kg, view=view, question=question, answer=None, params=values)
    contents = exported(kg, file, choice, by_paper=by_paper)
    write_files(contents)
    for path, data in contents.items():
        note(f"{path}: {len(data):,} bytes")


def _listed() -> str:
    from scgraph import files
    from scgraph.answers.formats import TABLE_FORMATS
    from scgraph.catalogue import Catalogue
    from scgraph.catalogue.collection import VIEWS
    from scgraph.export import NETWORK_SUFFIXES, RDF_SUFFIXES, WORKBOOK_SUFFIX

    catalogue = Catalogue(files.queries())
    lines = ["views"]
    lines += [f"  {name}: {catalogue[VIEWS + name].answers}" for name in catalogue.views]
    suffixes = {
        "RDF": RDF_SUFFIXES,
        "networks": NETWORK_SUFFIXES,
        "tables": [f".{name}" for name in TABLE_FORMATS],
        "workbook": [WORKBOOK_SUFFIX],
    }
    return "\n".join([*lines, *(f"{kind}: {' '.join(names)}" for kind, names in suffixes.items())])
