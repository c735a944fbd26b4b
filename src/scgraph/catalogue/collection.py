"""All questions of a folder, by name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from functools import cached_property
from pathlib import Path

from scgraph.answers import Table
from scgraph.catalogue.fill import fill
from scgraph.catalogue.question import Question, read_question
from scgraph.engine import Engine, Solutions
from scgraph.errors import QueryError, UnknownQuestionError
from scgraph.names import Names

SUFFIX = ".rq"
CARDS = "cards"
INTEGRITY = "integrity"
EVIDENCE = "evidence"
VIEWS = "views/"
NOT_LISTED = (CARDS, INTEGRITY, EVIDENCE)
"""Topics whose questions are asked by the library itself, not by readers."""


class Catalogue(Mapping[str, Question]):
    """The questions of a folder ``<topic>/<name>.rq``, each read once, when first asked for.

    As a mapping it holds every full name; `question` also takes a short one.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._read: dict[str, Question] = {}

    def __getitem__(self, name: str) -> Question:
        if name not in self._read:
            self._read[name] = read_question(name, self._files[name].read_text(encoding="utf-8"))
        return self._read[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._files)

    def __len__(self) -> int:
        return len(self._files)

    def question(self, name: str) -> Question:
        """Return the question of a name, or of the last part of a name if it is the only such.

        Raises:
            UnknownQuestionError: if there is none, or more than one; it offers near names.
        """
        wanted = name.strip().removesuffix(SUFFIX)
        if wanted in self:
            return self[wanted]
        hits = [known for known in self.listed_names if known.endswith(f"/{wanted}")]
        # A view is called by its name as a view: it does not take the short name of a question.
        hits = [hit for hit in hits if not hit.startswith(VIEWS)] or hits
        if len(hits) == 1:
            return self[hits[0]]
        raise UnknownQuestionError(name, hits or self._near(wanted))

    def ask(self, name: str, values: Mapping[str, object], engine: Engine, names: Names) -> Table:
        """Answer a question; the columns are those of its query.

        Raises:
            UnknownQuestionError: if no question has this name.
            ParameterError: if a parameter is unknown, or a value is not of its type.
            UnknownNameError: if nothing of a parameter's kind bears a name.
            AmbiguousNameError: if several things bear it.
        """
        question = self.question(name)
        answer = engine.query(fill(question, values, names), is_ours=True)
        if not isinstance(answer, Solutions):
            raise QueryError(f"{question.name} must be a SELECT query")
        return Table.from_terms(answer.variables, answer)

    def listed(self) -> Table:
        """List the questions by name, without those that the library itself asks."""
        return Table(
            ("name", "title", "answers", "params", "columns"),
            tuple(
                (
                    question.name,
                    question.title,
                    question.answers,
                    ", ".join(map(str, question.params)),
                    ", ".join(question.columns),
                )
                for question in map(self.question, self.listed_names)
            ),
        )

    @cached_property
    def _files(self) -> Mapping[str, Path]:
        """The file of each question, by name."""
        found = sorted(self._folder.rglob(f"*{SUFFIX}"))
        return {path.relative_to(self._folder).with_suffix("").as_posix(): path for path in found}

    @property
    def listed_names(self) -> list[str]:
        """The names of the questions that readers ask, in alphabetical order."""
        return [name for name in self if name.partition("/")[0] not in NOT_LISTED]

    @property
    def views(self) -> tuple[str, ...]:
        """The names of the views, without their topic, in alphabetical order."""
        known = self.listed_names
        return tuple(name.removeprefix(VIEWS) for name in known if name.startswith(VIEWS))

    def _near(self, name: str) -> list[str]:
        known = self.listed_names
        by_last_part = {name.rpartition("/")[2]: name for name in known}
        near = map(str, get_close_matches(name, [*known, *by_last_part], n=3, cutoff=0.5))
        return list(dict.fromkeys(by_last_part.get(match, match) for match in near))
