"""Wait for the engine so that Ctrl-C and a time limit end it at once.

The engine cannot be interrupted while it evaluates, but it lets other threads run. So it works in
a thread, and the command ends the process when its user has waited enough.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from threading import Thread
from time import monotonic
from typing import TypeVar

from scgraph.cli.failing import WRONG_COMMAND
from scgraph.cli.writing import note

Answer = TypeVar("Answer")
INTERRUPTED = 130
A_MOMENT = 0.05


def waited_for(work: Callable[[], Answer], seconds: float | None = None) -> Answer:
    """Return what some work returns, or raise what it raises; end the process if it takes too long.

    Args:
        work: what the engine is asked.
        seconds: how long it may take; None for as long as it likes.
    """
    answers: list[Answer] = []
    errors: list[BaseException] = []

    def worked() -> None:
        try:
            answers.append(work())
        except BaseException as error:
            errors.append(error)

    thread = Thread(target=worked, daemon=True)
    deadline = None if seconds is None else monotonic() + seconds
    thread.start()
    try:
        while thread.is_alive():
            thread.join(A_MOMENT)
            if deadline is not None and monotonic() > deadline and thread.is_alive():
                _end(f"Error: no answer within {seconds:g} seconds", WRONG_COMMAND)
    except KeyboardInterrupt:
        _end("interrupted", INTERRUPTED)
    if errors:
        raise errors[0]
    return answers[0]


def _end(reason: str, code: int) -> None:
    """End the process without waiting for the engine, which would not stop."""
    note(reason)
    sys.stderr.flush()
    os._exit(code)
