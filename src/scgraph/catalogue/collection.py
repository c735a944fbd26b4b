"""All questions of a folder, by name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from functools import cached_property
from importlib.resources.abc import Traversable

from scgraph.answers import Table
from scgraph.catalogue.fill import fill
from scgraph.catalogue.question import Question, read_question
from scgraph.engine import Engine, Solutions
from scgraph.errors import QueryError, UnknownQuestionError
from scgraph.names import Names

SUFFIX = ".rq"
CARDS = "cards"
INTEGRITY = "integrity"
NOT_LISTED = (CARDS, INTEGRITY)
"""Topics whose questions are asked by the library itself, not by readers."""


class Catalogue(Mapping[str, Question]):
    """The questions of a folder ``<topic>/<name>.rq``, read once, when first asked for.

    As a mapping it holds every full name; `question` also takes a short one.
    """

    def __init__(self, folder: Traversable) -> None:
        self._folder = folder

    def __getitem__(self, name: str) -> Question:
        return self._questions[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._questions)

    def __len__(self) -> int:
        return len(self._questions)

    def question(self, name: str) -> Question:
        """Return the question of a name, or of the last part of a name if it is the only such.

        Raises:
            UnknownQuestionError: if there is none, or more than one; it offers near names.
        """
        wanted = name.strip().removesuffix(SUFFIX)
        if wanted in self:
            return self[wanted]
        hits = [known for known in self._asked_by_readers if known.endswith(f"/{wanted}")]
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
        answer = engine.query(fill(question, values, names))
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
                for question in map(self.question, self._asked_by_readers)
            ),
        )

    @cached_property
    def _questions(self) -> Mapping[str, Question]:
        found = dict(_question_files(self._folder, ""))
        return {
            name: read_question(name, found[name].read_text(encoding="utf-8"))
            for name in sorted(found)
        }

    @property
    def _asked_by_readers(self) -> list[str]:
        return [name for name, question in self.items() if question.topic not in NOT_LISTED]

    def _near(self, name: str) -> list[str]:
        known = self._asked_by_readers
        by_last_part = {name.rpartition("/")[2]: name for name in known}
        near = map(str, get_close_matches(name, [*known, *by_last_part], n=3, cutoff=0.5))
        return list(dict.fromkeys(by_last_part.get(match, match) for match in near))


def _question_files(folder: Traversable, prefix: str) -> Iterator[tuple[str, Traversable]]:
    for entry in folder.iterdir():
        if entry.is_dir():
            yield from _question_files(entry, f"{prefix}{entry.name}/")
        elif entry.name.endswith(SUFFIX):
            yield prefix + entry.name.removesuffix(SUFFIX), entry
