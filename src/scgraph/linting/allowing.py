"""What a curator has looked at and leaves as it is: a comment at the line, with the reason.

::

    says: It is raining.  # scgraph: allow claim/starts-elsewhere — the paper's own example

A comment on a line of its own counts for the line below it. What is wrong (a violation of a shape,
a file that cannot be read) is never allowed away.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from scgraph.errors import near_names
from scgraph.linting.problem import Problem
from scgraph.linting.rule import CLAIM, Example, Rule, Rules

RULES = Rules()
_MARK = re.compile(
    r"#\s*scgraph:\s*allow\b\s*(?P<codes>[\w/, -]*?)\s*(?:(?:—|–|--|:)\s*(?P<why>.*))?$"
)
_REASON = "claim/starts-elsewhere — the paper's own example"

RULES.add(
    Rule(
        "allow/without-reason",
        "Warning",
        "Something is allowed without a reason",
        "Who comes after cannot tell whether it was looked at or only silenced.",
        "Write the reason behind a dash.",
        Example(
            CLAIM.format("It rains.  # scgraph: allow claim/starts-elsewhere"),
            CLAIM.format(f"It rains.  # scgraph: allow {_REASON}"),
        ),
    )
)
RULES.add(
    Rule(
        "allow/unused",
        "Warning",
        "Something is allowed that nothing finds",
        "An exception that is no longer needed hides the next fault of its kind.",
        "Delete the comment.",
        Example(
            CLAIM.format(f"Buses run late.  # scgraph: allow {_REASON}"),
            CLAIM.format(f"It rains.  # scgraph: allow {_REASON}"),
        ),
    )
)
RULES.add(
    Rule(
        "allow/unknown-rule",
        "Warning",
        "A rule is allowed that does not exist",
        "The comment does nothing.",
        "Correct the name of the rule; docs/lint-rules.md has them all.",
        Example(
            CLAIM.format("It rains.  # scgraph: allow claim/start-elsewhere — why"),
            CLAIM.format(f"It rains.  # scgraph: allow {_REASON}"),
        ),
    )
)
RULES.add(
    Rule(
        "allow/what-is-wrong",
        "Warning",
        "Something wrong is allowed, which cannot be",
        "A violation makes answers wrong; a comment does not put them right.",
        "Mend what is wrong, and delete the comment.",
        Example(
            CLAIM.format("Buses run late.").replace(
                "    type: descriptive",
                "    type: descriptiv  # scgraph: allow reference/unknown — x",
            ),
            CLAIM.format("Buses run late."),
        ),
    )
)


@dataclass(frozen=True)
class Allowance:
    """A comment that allows something at a line."""

    file: str
    line: int
    column: int
    about: int
    codes: tuple[str, ...]
    reason: str


def allowances(file: str, lines: Iterable[str]) -> Iterator[Allowance]:
    """Yield the comments of a file that allow something.

    >>> [found] = allowances("a.yaml", ["# scgraph: allow claim/stub — later", "- id: late"])
    >>> found.about, found.codes, found.reason
    (2, ('claim/stub',), 'later')
    """
    for number, line in enumerate(lines, 1):
        found = _MARK.search(line) if "scgraph" in line else None
        if found:
            alone = not line[: found.start()].strip()
            codes = tuple(filter(None, re.split(r"[,\s]+", found["codes"])))
            reason = (found["why"] or "").strip()
            about = number + alone
            yield Allowance(file, number, found.start() + 1, about, codes, reason)


def with_allowances(
    problems: Iterable[Problem],
    made: Iterable[Allowance],
    silenced: Iterable[str],
    known: Callable[[str], bool],
    names: Iterable[str],
) -> Iterator[Problem]:
    """Yield what is not allowed, and what is wrong with the allowances themselves.

    Args:
        problems: what was found.
        made: the comments.
        silenced: rules that the settings of the corpus switch off.
        known: tells whether a rule exists.
        names: the names of rules, to offer near ones.
    """
    off = frozenset(silenced)
    asked = {(one.file, one.about, code): one for one in made for code in one.codes if known(code)}
    used: set[tuple[str, int, str]] = set()
    for problem in problems:
        key = (problem.file, problem.line or 0, problem.code)
        if key in asked:
            used.add(key)
            if problem.severity == "Violation":
                yield problem
                yield _about(asked[key], "allow/what-is-wrong", f"{problem.code} is a violation")
        elif problem.code not in off or problem.severity == "Violation":
            yield problem
    for key, one in asked.items():
        if key not in used:
            yield _about(one, "allow/unused", f"{key[2]} finds nothing at line {one.about}")
    yield from _badly_made(made, known, names)


def _badly_made(
    made: Iterable[Allowance], known: Callable[[str], bool], names: Iterable[str]
) -> Iterator[Problem]:
    for one in made:
        if not one.codes:
            yield _about(one, "allow/unknown-rule", "no rule is named")
        elif not one.reason:
            yield _about(one, "allow/without-reason", f"no reason for {', '.join(one.codes)}")
        for code in one.codes:
            if not known(code):
                near = near_names(code, names)
                yield _about(one, "allow/unknown-rule", f"there is no rule {code!r}", near)


def _about(one: Allowance, code: str, message: str, near: tuple[str, ...] = ()) -> Problem:
    rule = RULES[code]
    place = (one.file, one.line, one.column)
    return Problem(code, rule.severity, *place, message, rule.why, rule.do, near)
