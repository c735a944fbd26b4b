"""The group of all commands; a command's own module is imported when it is called for."""

from __future__ import annotations

from importlib import import_module
from typing import Any, NamedTuple

import click

from scgraph import __version__
from scgraph.cli.failing import FailingQuietly


class Entry(NamedTuple):
    """Where a command lives, and its line in the list of commands."""

    module: str
    line: str


COMMANDS = {
    "ask": Entry("asking", "Answer a named question."),
    "questions": Entry("asking", "List the questions."),
    "show": Entry("showing", "Show what the graph says of one thing."),
    "search": Entry("searching", "Find things by words in their names and texts."),
    "causes": Entry("reasoning", "Find chains and loops of causes, and what breaks or carries."),
    "stats": Entry("asking", "Count what a corpus holds."),
    "query": Entry("querying", "Answer a SPARQL query."),
    "export": Entry("exporting", "Write the graph, a view or an answer to a file."),
    "picture": Entry("picturing", "Draw a picture for a paper or for slides."),
    "sheet": Entry("sheeting", "Edit the claims of a paper in a spreadsheet: out, and back in."),
    "page": Entry("paging", "Make the explorer, one HTML file to look at."),
    "site": Entry("publishing", "Write a static site of the corpus."),
    "validate": Entry("validating", "Check a corpus against the shapes."),
    "audit": Entry("auditing", "Tell what the evidence of a paper is worth, and what is untested."),
    "verify": Entry("verifying", "Look for the sentences of a paper in your own copy of it."),
    "anchor": Entry("anchoring", "Make the sentence file of a paper from its text."),
    "mcp": Entry("serving", "Let your own assistant draft claims, which a person reviews."),
    "completion": Entry("completing", "Print what a shell needs to complete commands and names."),
}
"""The commands in the order of a first day's work."""


class Commands(FailingQuietly):
    """A group that knows its commands by name, and imports one when it is called for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of the commands in their order."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return a command, or None if there is none of this name."""
        if cmd_name not in COMMANDS:
            return None
        module = import_module(f"scgraph.cli.{COMMANDS[cmd_name].module}")
        command: click.Command = getattr(module, cmd_name)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command that is called, or offer names that come near."""
        if args and not args[0].startswith("-") and args[0] not in COMMANDS:
            from scgraph.errors import did_you_mean, near_names

            near = did_you_mean(near_names(args[0], COMMANDS))
            ctx.fail(f"no such command: {args[0]!r}{near}")
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list of commands without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, entry.line) for name, entry in COMMANDS.items()])


SETTINGS: dict[str, Any] = {"help_option_names": ["-h", "--help"], "max_content_width": 100}


@click.command(cls=Commands, context_settings=SETTINGS)
@click.version_option(__version__, prog_name="scgraph")
def main() -> None:
    """Ask a knowledge graph of policy papers what is claimed, by whom, and on what evidence.

    Data go to stdout, remarks to stderr. Exit codes: 0 all is well, 1 the data are wrong, 2 the
    command is.
    """
