"""A problem: what one rule has to say of one place."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from typing import Any

from scgraph.answers import Severity
from scgraph.errors import did_you_mean

SEVERITIES: tuple[Severity, ...] = ("Violation", "Warning", "Info")


@dataclass(frozen=True, slots=True)
class Problem:
    """What one rule has to say of one place.

    Args:
        code: the rule.
        severity: "Violation", "Warning" or "Info".
        file: the path of the file.
        line: the line, from 1; None if the whole file is meant.
        column: the column, from 1.
        message: what is wrong.
        why: why it matters.
        do: what to do.
        near: names that may have been meant.
        is_fixed: whether ``--fix`` can do it.

    >>> print(Problem("claim/stub", "Warning", "claims.yaml", 3, 5, "is begun", near=("late",)))
    claims.yaml:3:5: Warning claim/stub: is begun (did you mean 'late'?)
    """

    code: str
    severity: Severity
    file: str
    line: int | None
    column: int | None
    message: str
    why: str = ""
    do: str = ""
    near: tuple[str, ...] = ()
    is_fixed: bool = False

    def __str__(self) -> str:
        return f"{self.place}: {self.severity} {self.code}: {self.full_message}"

    @property
    def place(self) -> str:
        """The place, as editors and compilers write it."""
        numbers = (str(number) for number in (self.line, self.column) if number is not None)
        return ":".join([self.file, *numbers])

    @property
    def full_message(self) -> str:
        """The message, with the near names behind it."""
        return f"{self.message}{did_you_mean(self.near)}"

    def to_dict(self) -> dict[str, Any]:
        """Return it as plain values."""
        return asdict(self)

    @classmethod
    def from_dict(cls, values: dict[str, Any]) -> Problem:
        """Make it from plain values."""
        return replace(cls(**values), near=tuple(values["near"]))


def in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return problems by place, each once."""
    return tuple(sorted(dict.fromkeys(problems), key=_order))


def _order(problem: Problem) -> tuple[object, ...]:
    return (
        problem.file,
        problem.line or 0,
        problem.column or 0,
        SEVERITIES.index(problem.severity),
        problem.code,
        problem.message,
    )
