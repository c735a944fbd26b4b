"""How the command line fails: one message on stderr and an exit code, never a traceback."""

from __future__ import annotations

import errno
import io
import sys
from typing import Any

import click

from scgraph.errors import ReadError, ScgraphError

WRONG_DATA = 1
WRONG_COMMAND = 2


class FailingQuietly(click.Group):
    """A group whose commands turn the errors of the library into a message and an exit code."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command, and end it with an exit code if it fails."""
        _write_any_character()
        try:
            result = super().invoke(ctx)
            # A closed pipe shows itself only when the buffer is written: here, not at exit.
            sys.stdout.flush()
            return result
        except (ScgraphError, OSError) as error:
            if isinstance(error, OSError) and error.errno == errno.EPIPE:
                raise
            click.echo(f"Error: {error}", err=True)
            ctx.exit(WRONG_DATA if isinstance(error, ReadError) else WRONG_COMMAND)


def _write_any_character() -> None:
    """Let a terminal that cannot show a character show its number instead."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")
