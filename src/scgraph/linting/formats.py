"""Write problems: for a person, for a program, and for two services that show them at the lines."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator

from scgraph import __version__
from scgraph.linting.problem import Problem

LEVELS = {"Violation": "error", "Warning": "warning", "Info": "note"}
_GITHUB = {"Violation": "error", "Warning": "warning", "Info": "notice"}


def as_text(problems: Iterable[Problem]) -> str:
    """Write a line a problem, the place first; why and what to do below the first of each rule.

    >>> one = Problem("claim/stub", "Warning", "a.yaml", 3, 5, "is a stub", "It counts not.", "Do.")
    >>> print(as_text([one, one]), end="")
    a.yaml:3:5: Warning claim/stub: is a stub
        why: It counts not.
        do:  Do.
    a.yaml:3:5: Warning claim/stub: is a stub
    """
    told: set[tuple[str, str]] = set()
    lines: list[str] = []
    for problem in problems:
        lines.append(str(problem))
        for word, text in (("why: ", problem.why), ("do:  ", problem.do)):
            if text and (problem.code, text) not in told:
                told.add((problem.code, text))
                lines.append(f"    {word}{text}")
    return "".join(f"{line}\n" for line in lines)


def as_json(problems: Iterable[Problem]) -> str:
    """Write a list of objects with the fields of `Problem`."""
    found = [problem.to_dict() for problem in problems]
    return json.dumps(found, ensure_ascii=False, indent=2) + "\n"


def as_github(problems: Iterable[Problem]) -> str:
    """Write the commands by which a workflow puts remarks at lines."""
    return "".join(f"{line}\n" for line in map(_command, problems))


def as_sarif(problems: Iterable[Problem]) -> str:
    """Write SARIF 2.1.0, which code hosts and editors show."""
    found = list(problems)
    rules = {problem.code: problem for problem in found}
    log = {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [
            {
                "tool": {
                    "driver": {
                        "name": "scgraph lint",
                        "version": __version__,
                        "rules": [_rule(problem) for _, problem in sorted(rules.items())],
                    }
                },
                "results": [_result(problem) for problem in found],
            }
        ],
    }
    return json.dumps(log, ensure_ascii=False, indent=2) + "\n"


FORMATS: dict[str, Callable[[Iterable[Problem]], str]] = {
    "text": as_text,
    "json": as_json,
    "github": as_github,
    "sarif": as_sarif,
}


def _command(problem: Problem) -> str:
    where = [("file", problem.file), ("line", problem.line), ("col", problem.column)]
    pairs = [*where, ("title", problem.code)]
    given = ",".join(f"{key}={_escaped(str(value), ':,')}" for key, value in pairs if value)
    message = "\n".join(filter(None, (problem.full_message, problem.why, problem.do)))
    return f"::{_GITHUB[problem.severity]} {given}::{_escaped(message)}"


def _escaped(text: str, also: str = "") -> str:
    # A percent sign begins an escape there, so it comes first.
    for character in ("%", "\r", "\n", *also):
        text = text.replace(character, f"%{ord(character):02X}")
    return text


def _rule(problem: Problem) -> dict[str, object]:
    return {
        "id": problem.code,
        "shortDescription": {"text": problem.why or problem.code},
        "help": {"text": problem.do or problem.why or problem.code},
    }


def _result(problem: Problem) -> dict[str, object]:
    return {
        "ruleId": problem.code,
        "level": LEVELS[problem.severity],
        "message": {"text": " ".join(_sentences(problem))},
        "locations": [{"physicalLocation": _location(problem)}],
    }


def _sentences(problem: Problem) -> Iterator[str]:
    yield f"{problem.full_message}."
    if problem.do:
        yield problem.do


def _location(problem: Problem) -> dict[str, object]:
    location: dict[str, object] = {"artifactLocation": {"uri": problem.file.replace("\\", "/")}}
    if problem.line:
        column = {"startColumn": problem.column} if problem.column else {}
        location["region"] = {"startLine": problem.line, **column}
    return location
