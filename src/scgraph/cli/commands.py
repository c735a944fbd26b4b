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


GROUPS = {
    "Ask": {
        "ask": Entry("asking", "Answer a named question."),
        "questions": Entry("asking", "List the questions."),
        "show": Entry("showing", "Show what the graph says of one thing."),
        "search": Entry("searching", "Find things by words in their names and texts."),
        "causes": Entry(
            "reasoning", "Find chains and loops of causes, and what breaks or carries."
        ),
        "stats": Entry("asking", "Count what a corpus holds."),
        "query": Entry("querying", "Answer a SPARQL query."),
    },
    "Look, and take along": {
        "export": Entry("exporting", "Write the graph, a view or an answer to a file."),
        "picture": Entry("picturing", "Draw a picture for a paper or for slides."),
        "page": Entry("paging", "Make the explorer, one HTML file to look at."),
        "site": Entry("publishing", "Write a static site of the corpus."),
        "bibliography": Entry(
            "referring", "Write the works of a corpus or a paper for other programs."
        ),
    },
    "Judge": {
        "validate": Entry("validating", "Check a corpus against the shapes."),
        "audit": Entry(
            "auditing", "Tell what the evidence of a paper is worth, and what is untested."
        ),
        "verify": Entry("verifying", "Look for the sentences of a paper in your own copy of it."),
    },
    "Write a corpus of your own": {
        "new": Entry("starting", "Start a corpus of your own."),
        "add": Entry(
            "starting", "Add a paper to your corpus, with a stub for each of its sentences."
        ),
        "anchor": Entry("anchoring", "Make the sentence file of a paper from its text."),
        "lint": Entry("linting", "Tell a writer what is wrong, why it matters, and what to do."),
        "coverage": Entry("covering", "Tell which sentences of a paper nobody has read yet."),
        "add-term": Entry("terming", "Add a thing that papers share, after a look at what exists."),
        "sheet": Entry(
            "sheeting", "Edit the claims of a paper in a spreadsheet: out, and back in."
        ),
        "schema": Entry("starting", "Make what an editor needs to complete names and codes."),
    },
    "Together": {
        "review": Entry("reviewing", "Record who has read claims, or list how firm each stands."),
        "agree": Entry(
            "agreeing", "Set annotations of a paper side by side, and measure agreement."
        ),
        "codebook": Entry("coding", "Write what every code of a corpus means, and how it is used."),
        "exchange": Entry(
            "exchanging", "Exchange with programs for qualitative analysis (REFI-QDA)."
        ),
        "mcp": Entry("serving", "Let your own assistant read a corpus, and draft claims for it."),
    },
    "Compare": {
        "compare": Entry("comparing", "Set papers side by side."),
        "align": Entry("aligning", "List what may be the same in several papers, and decide it."),
        "diff": Entry("differing", "Tell what changed in meaning between two states."),
    },
    "Hand over": {
        "serve": Entry(
            "hosting", "Serve a corpus over HTTP: SPARQL, questions, things, the explorer."
        ),
        "describe": Entry(
            "describing", "Describe a corpus for catalogues: DCAT, VoID, schema.org."
        ),
        "push": Entry("pushing", "Load a corpus into a SPARQL server, and prove that it arrived."),
        "nanopubs": Entry("nanopublishing", "Write each claim and check as a nanopublication."),
        "manifest": Entry("examining", "Write down what a corpus is, as hashes."),
        "doctor": Entry(
            "examining", "Say what is wrong with a corpus on the disk, and what to do."
        ),
    },
    "Set up": {
        "completion": Entry(
            "completing", "Print what a shell needs to complete commands and names."
        ),
    },
}
"""The commands by what they are for, in the order of a first day's work."""

COMMANDS = {name: entry for group in GROUPS.values() for name, entry in group.items()}


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
        command: click.Command = getattr(module, cmd_name.replace("-", "_"))
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
        widest = max(map(len, COMMANDS))
        for title, group in GROUPS.items():
            with formatter.section(title):
                lines = [(name.ljust(widest), entry.line) for name, entry in group.items()]
                formatter.write_dl(lines)


SETTINGS: dict[str, Any] = {"help_option_names": ["-h", "--help"], "max_content_width": 100}


@click.command(cls=Commands, context_settings=SETTINGS)
@click.version_option(__version__, prog_name="scgraph")
def main() -> None:
    """Ask a knowledge graph of policy papers what is claimed, by whom, and on what evidence.

    Data go to stdout, remarks to stderr. Exit codes: 0 all is well, 1 the data are wrong, 2 the
    command is.
    """
