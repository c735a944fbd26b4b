"""Ask by name, or by attributes that a notebook completes.

``kg.ask("actors/roles", actor="mic")`` and ``kg.ask.actors.roles(actor="mic")`` are the same
question. The second form is for typing: after a dot a notebook offers topics and questions, and
within the brackets the parameters; ``?`` behind it shows what the question answers.
"""

from __future__ import annotations

from collections.abc import Iterator
from inspect import Parameter as Argument
from inspect import Signature

from scgraph.answers import Table
from scgraph.catalogue import Catalogue, Question
from scgraph.engine import Engine
from scgraph.names import Names


class Asking:
    """The questions of a catalogue, ready to be asked of an engine."""

    def __init__(self, catalogue: Catalogue, engine: Engine, names: Names) -> None:
        self._catalogue = catalogue
        self._engine = engine
        self._names = names

    def __call__(self, question: str, /, **params: object) -> Table:
        """Answer a named question.

        Args:
            question: its name, such as "barriers/actors-and-evidence"; the part behind the
                slash is enough where it is unique.
            params: values for its parameters; without one, a parameter means "all".

        Returns:
            The rows in the order of the question. IRIs stand in full beside their labels.

        Raises:
            UnknownQuestionError: if no question has this name.
            ParameterError: if a parameter is unknown, or a value is not of its type.
            UnknownNameError: if nothing of the parameter's kind bears a name.
            AmbiguousNameError: if several things bear it.
        """
        return self._catalogue.ask(question, params, self._engine, self._names)

    def __getitem__(self, name: str) -> BoundQuestion:
        """Return one question, to be asked later."""
        return BoundQuestion(self._catalogue.question(name), self)

    def __getattr__(self, topic: str) -> Topic:
        if topic not in dir(self):
            raise AttributeError(f"there is no topic {topic!r}; there are {', '.join(dir(self))}")
        return Topic(topic, self)

    def __dir__(self) -> list[str]:
        return sorted({_attribute(name.partition("/")[0]) for name in self})

    def __iter__(self) -> Iterator[str]:
        return iter(self._catalogue.listed_names)

    def __repr__(self) -> str:
        return f"Asking({len(list(self))} questions on {', '.join(dir(self))})"

    def _ipython_key_completions_(self) -> list[str]:
        return list(self)


class Topic:
    """The questions of one topic, as attributes."""

    def __init__(self, name: str, asking: Asking) -> None:
        self._name = name
        self._asking = asking

    def __getattr__(self, name: str) -> BoundQuestion:
        if name not in self._names:
            raise AttributeError(
                f"there is no question {name!r} on {self._name}; there are {', '.join(dir(self))}"
            )
        return self._asking[self._names[name]]

    def __dir__(self) -> list[str]:
        return sorted(self._names)

    def __repr__(self) -> str:
        return f"Topic({self._name}: {', '.join(dir(self))})"

    @property
    def _names(self) -> dict[str, str]:
        """The full name of each question of the topic, by its attribute."""
        parted = ((name, name.partition("/")) for name in self._asking)
        return {
            _attribute(last): name
            for name, (topic, _, last) in parted
            if _attribute(topic) == self._name
        }


class BoundQuestion:
    """A question of a graph, which is asked by calling it with its parameters."""

    def __init__(self, question: Question, asking: Asking) -> None:
        self.question = question
        self._asking = asking
        self.__doc__ = described(question)
        self.__signature__ = Signature(
            [Argument(slot.name, Argument.KEYWORD_ONLY, default=None) for slot in question.params],
            return_annotation=Table,
        )

    def __call__(self, **params: object) -> Table:
        """Ask the question; a parameter that is None means "all"."""
        given = {name: value for name, value in params.items() if value is not None}
        return self._asking(self.question.name, **given)

    def __repr__(self) -> str:
        return f"BoundQuestion({self.question.name}: {self.question.answers})"


def described(question: Question) -> str:
    """Describe a question in words: what it answers, its parameters, its columns.

    >>> from scgraph.catalogue import read_question
    >>> text = '#+ title: T\\n#+ answers: Who acts?\\n#+ columns: {who: an actor}\\nSELECT'
    >>> print(described(read_question("a/b", text)))
    Who acts?
    <BLANKLINE>
    Columns:
        who: an actor
    """
    params = [f"    {slot}; {slot.about}" for slot in question.params]
    columns = [f"    {name}: {about}" for name, about in question.columns.items()]
    blocks = (("Parameters:", params), ("Columns:", columns))
    parts = [question.answers, *("\n".join([head, *lines]) for head, lines in blocks if lines)]
    return "\n\n".join(parts)


def _attribute(name: str) -> str:
    return name.replace("-", "_")
