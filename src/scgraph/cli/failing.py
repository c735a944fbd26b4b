"""How the command line fails: one message on stderr and an exit code, never a traceback."""

from __future__ import annotations

import errno
import io
import os
import sys
from typing import Any

import click

from scgraph.errors import ReadError, ScgraphError

WRONG_DATA = 1
WRONG_COMMAND = 2


class FailingQuietly(click.Group):
    """A group whose commands turn the errors of the library into a message and an exit code."""

    def main(self, *args: Any, **kwargs: Any) -> Any:
        """Run the program; where a stream is closed, what is written to it goes nowhere."""
        for name in ("stdout", "stderr"):
            if getattr(sys, name) is None:
                setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: SIM115
        return super().main(*args, **kwargs)

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command, and end it with an exit code if it fails."""
        _write_any_character()
        try:
            result = super().invoke(ctx)
            # A closed pipe shows itself only when the buffer is written: here, not at exit.
            sys.stdout.flush()
            return result
        except (ScgraphError, OSError, ImportError) as error:
            if isinstance(error, OSError) and error.errno == errno.EPIPE:
                raise
            click.echo(f"Error: {error}", err=True)
            ctx.exit(WRONG_DATA if isinstance(error, ReadError) else WRONG_COMMAND)


def _write_any_character() -> None:
    """Let a terminal that cannot show a character show its number instead."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
