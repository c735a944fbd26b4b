"""One fault of one file, and where it stands."""

from __future__ import annotations

from dataclasses import dataclass

from scgraph.errors.near import did_you_mean

_LONGEST = 800


@dataclass(frozen=True)
class Fault:
    """Hold one fault of one file, and where it stands (lines and columns count from 1).

    >>> print(Fault("claims.yaml", 3, 5, "unknown key 'sais'", ("says",)))
    claims.yaml:3:5: unknown key 'sais' (did you mean 'says'?)
    """

    file: str
    line: int | None
    column: int | None
    message: str
    near: tuple[str, ...] = ()

    def __str__(self) -> str:
        """Say it in words that a person can act on."""
        numbers = (str(number) for number in (self.line, self.column) if number is not None)
        place = ":".join([self.file, *numbers])
        return f"{place}: {_shortened(self.message)}{did_you_mean(self.near)}"


def _shortened(message: str) -> str:
    """Return a message that repeats no more of what is wrong than a person reads."""
    return message if len(message) <= _LONGEST else f"{message[:_LONGEST]}…"
