"""The commands that write the manifest of a corpus, and hold the corpus against it."""

from __future__ import annotations

import json
from pathlib import Path

import click

from scgraph.cli.failing import WRONG_DATA
from scgraph.cli.writing import note, write, write_files


@click.command()
@click.argument("corpus", type=click.Path(path_type=Path, file_okay=False, exists=True))
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Write to this file; - is stdout.  [default: manifest.json in the corpus]",
)
def manifest(corpus: Path, output: Path | None) -> None:
    """Write down what the corpus in the folder CORPUS is: hashes of what it says, and of its files.

    For each graph of each paper it holds the SHA-256 of the canonical form (RDFC-1.0), which is the
    same however the files are laid out. `scgraph doctor` holds a corpus against it.
    """
    from scgraph.graph.examining import manifest_of
    from scgraph.handover.inventory import MANIFEST

    made = manifest_of(corpus)
    path = corpus / MANIFEST if output is None else output
    if str(path) == "-":
        write(made.to_json().decode())
    else:
        write_files({path: made.to_json()})
    quads = sum(paper.whole.quads for paper in made.papers.values())
    note(f"{path}: {len(made.papers)} papers, {quads} quads, {len(made.files)} files")


@click.command()
@click.argument("corpus", type=click.Path(path_type=Path), required=False)
@click.option("--json", "is_json", is_flag=True, help="Write the findings as JSON.")
@click.option("--strict", is_flag=True, help="Let warnings fail too.")
@click.pass_context
def doctor(ctx: click.Context, corpus: Path | None, is_json: bool, strict: bool) -> None:
    """Say what is wrong with a corpus on the disk, the one at CORPUS or the shipped one.

    Each finding says what, where, and what to do. Looked at are the files, held against
    manifest.json, and whether their meaning changed or only their layout; references and alignments
    to what is gone; copies of papers in texts/; what a write that was cut short has left; the
    snapshot; and the packages installed. Nothing is changed. Exits 1 if a finding is a violation.
    """
    from scgraph.graph.examining import examine

    found = examine(corpus)
    if is_json:
        write(json.dumps(found.as_dict(), ensure_ascii=False, indent=1) + "\n")
    else:
        write("".join(f"{symptom}\n" for symptom in found.symptoms))
        note(" ".join(f"{name} {number}" for name, number in found.environment.items()))
        note(found.counts)
    if not found.healthy or (strict and any(s.severity == "Warning" for s in found.symptoms)):
        ctx.exit(WRONG_DATA)
