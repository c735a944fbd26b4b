"""The group of all commands."""

from __future__ import annotations

import click

from scgraph import __version__
from scgraph.cli.asking import ask, questions
from scgraph.cli.failing import FailingQuietly
from scgraph.cli.showing import show
from scgraph.cli.validating import validate


@click.group(cls=FailingQuietly, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="scgraph")
def main() -> None:
    """Ask a knowledge graph of policy papers what is claimed, by whom, and on what evidence."""


for command in (ask, questions, show, validate):
    main.add_command(command)
