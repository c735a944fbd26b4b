"""What a rule is: a code, what it looks for, why that matters, what to do, and an example."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

from scgraph.answers import Severity

if TYPE_CHECKING:
    from scgraph.linting.draft import Draft


@dataclass(frozen=True, slots=True)
class Hit:
    """What one rule found at one place; lines and columns count from 1.

    Args:
        file: the path of the file, as the reader names it.
        line: the line; None if the whole file is meant.
        column: the column.
        message: what is wrong, in words.
        near: names that may have been meant.
        do: what to do, where that is more than the rule says.
    """

    file: str
    line: int | None
    column: int | None
    message: str
    near: tuple[str, ...] = ()
    do: str = ""


CLAIM = """\
claims:
  - id: late-buses
    at: 1/p1/s1
    says: {}
    type: descriptive
"""
"""A claims file for examples; what the claim says is to be filled in."""


@dataclass(frozen=True, slots=True)
class Example:
    """A file at which a rule finds something, and the same file put right.

    Args:
        wrong: lines of a file.
        right: the same without the fault.
        file: its name in the folder of the paper; with a slash, in that of the corpus.
        beside: other files that the rule looks at, by name.
    """

    wrong: str
    right: str
    file: str = "claims.yaml"
    beside: Mapping[str, str] = field(default_factory=dict)


Check: TypeAlias = "Callable[[Draft], Iterable[Hit]]"


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of the linter; its page in the docs is made from it.

    Args:
        code: its name, such as "claim/same-words".
        severity: "Violation", "Warning" or "Info".
        title: what it finds, in a line.
        why: why that matters.
        do: what to do.
        example: a file that breaks it, and one that does not.
        check: finds it in a draft; None where the reader or the shapes find it.
        is_fixed: whether ``--fix`` can do it.
    """

    code: str
    severity: Severity
    title: str
    why: str
    do: str
    example: Example
    check: Check | None = None
    is_fixed: bool = False


class Rules:
    """Rules by code, in the order in which they were written down."""

    def __init__(self) -> None:
        self._rules: dict[str, Rule] = {}

    def __iter__(self) -> Iterator[Rule]:
        return iter(self._rules.values())

    def __len__(self) -> int:
        return len(self._rules)

    def __contains__(self, code: str) -> bool:
        return code in self._rules

    def __getitem__(self, code: str) -> Rule:
        return self._rules[code]

    def add(self, rule: Rule) -> Rule:
        """Add a rule, whose code none has had before."""
        assert rule.code not in self._rules, rule.code
        self._rules[rule.code] = rule
        return rule

    def checks(
        self,
        code: str,
        severity: Severity,
        title: str,
        *,
        why: str,
        do: str,
        example: Example,
        is_fixed: bool = False,
    ) -> Callable[[Check], Check]:
        """Make a function the check of a rule."""

        def with_check(check: Check) -> Check:
            self.add(Rule(code, severity, title, why, do, example, check, is_fixed))
            return check

        return with_check
