"""Look at the papers of a corpus that have changed, and tell what is known of all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from scgraph import files
from scgraph.answers import Severity
from scgraph.authoring.around import Around
from scgraph.errors import UnknownNameError, near_names
from scgraph.linting.checking import Checked, check_paper, check_shared
from scgraph.linting.keeping import Kept
from scgraph.linting.problem import SEVERITIES, Problem, in_order
from scgraph.linting.shared import check_uses

SHARED = ""
"""Under this name what papers share is kept, beside the papers."""


@dataclass(frozen=True)
class Linted:
    """What is known of the papers of a corpus.

    Args:
        problems: by place.
        looked_at: the papers that were looked at now.
        unchanged: those that had not changed since they were last looked at; what was found then
            is among the problems.
    """

    problems: tuple[Problem, ...]
    looked_at: tuple[str, ...]
    unchanged: tuple[str, ...]

    def with_severity(self, severity: Severity) -> tuple[Problem, ...]:
        """Return the problems of one severity."""
        return tuple(problem for problem in self.problems if problem.severity == severity)

    @property
    def counts(self) -> str:
        """How much was looked at, and how much was found, in a line."""
        words = ("violation", "warning", "remark")
        numbers = Counter(problem.severity for problem in self.problems)
        found = ", ".join(
            many(numbers[severity], word) for severity, word in zip(SEVERITIES, words, strict=True)
        )
        looked = f"{many(len(self.looked_at), 'paper')} looked at"
        if self.unchanged:
            looked += f", {len(self.unchanged)} unchanged since"
        return f"{looked}; {found}"


def lint(root: Path, papers: Collection[str] = (), *, anew: bool = False) -> Linted:
    """Look at the papers of a corpus.

    Args:
        root: the folder of the corpus.
        papers: the names of papers to tell of; all if none is given.
        anew: look at every paper again, also if it has not changed.

    Raises:
        CorpusError: if there is no corpus.
        UnknownNameError: if it has no such paper.
    """
    files.recover(root)
    around = Around(root)
    folders = {folder.name: folder for folder in around.own_papers}
    for name in papers:
        if name not in folders:
            raise UnknownNameError(name, "paper", near_names(name, folders))
    wanted = sorted({*papers} or folders)
    kept = Kept(around)
    silenced = around.parts[root].silence
    checked: dict[str, Checked] = {}
    looked_at: list[str] = []
    for name in wanted:
        known = None if anew else kept.found(name)
        if known is None:
            looked_at.append(name)
            known = check_paper(around, folders[name], silenced)
            kept.keep(name, known)
        checked[name] = known
    shared = _shared(around, kept, anew, checked if not papers else None)
    if looked_at or shared[1]:
        kept.write()
    problems = [problem for one in (*checked.values(), shared[0]) for problem in one.problems]
    unchanged = tuple(name for name in wanted if name not in looked_at)
    return Linted(in_order(problems), tuple(looked_at), unchanged)


def _shared(
    around: Around, kept: Kept, anew: bool, checked: dict[str, Checked] | None
) -> tuple[Checked, bool]:
    """Return what is wrong with what papers share, and whether it was looked at anew.

    What no paper uses is told only where all papers were looked at.
    """
    known = None if anew else kept.found(SHARED)
    is_new = known is None
    if known is None:
        known = Checked(check_shared(around), {})
        kept.keep(SHARED, known)
    if checked is None:
        return known, is_new
    uses: Counter[str] = Counter()
    for one in checked.values():
        uses.update(one.uses)
    if around.faults:
        return known, is_new
    silenced = {*around.parts[around.root].silence}
    double = (one for one in check_uses(around, uses) if one.code not in silenced)
    return Checked((*known.problems, *double), dict(uses)), is_new


def many(number: int, thing: str) -> str:
    """Return a number with its noun.

    >>> many(1, "remark"), many(2, "remark")
    ('1 remark', '2 remarks')
    """
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"
