"""What a question is: the header of a query file, and its text."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import yaml

from scgraph.errors import QueryError

HEADER_MARK = "#+"
_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
PARAMETER_TYPES = ("iri", "string", "integer", "decimal", "boolean")


@dataclass(frozen=True, slots=True)
class Parameter:
    """A slot of a question.

    Args:
        name: the SPARQL variable, without its question mark.
        type: "iri", "string", "integer", "decimal" or "boolean".
        kind: for an IRI, the class that the thing must be of; None if any will do.
        about: what the value does, as a phrase.
    """

    name: str
    type: str
    kind: str | None = None
    about: str = ""

    def __str__(self) -> str:
        wanted = self.kind or ("thing" if self.type == "iri" else self.type)
        return f"{self.name}: {wanted}"


@dataclass(frozen=True, slots=True)
class Question:
    """A named query, as its file describes it.

    Args:
        name: topic and file name, such as "barriers/actors-and-evidence".
        title: what the answer is, as a heading.
        answers: the question in a reader's words.
        params: its slots, in the order of the header.
        columns: what each column holds, by name.
        example: values of parameters that give an answer.
        empty: what to try where there are no rows.
        header: the whole header, also what is not listed here.
        text: the whole file.
    """

    name: str
    title: str
    answers: str
    params: tuple[Parameter, ...]
    columns: Mapping[str, str]
    example: Mapping[str, str]
    empty: str
    text: str
    header: Mapping[str, object] = field(default_factory=dict, repr=False)

    @property
    def topic(self) -> str:
        """The folder of the question."""
        return self.name.rpartition("/")[0]

    def phrase(self, key: str) -> str:
        """Return a text of the header, empty if it is not there."""
        return _phrase(self.name, self.header, key)

    def parameter(self, name: str) -> Parameter | None:
        """Return the parameter of a name, or None."""
        return next((parameter for parameter in self.params if parameter.name == name), None)


def read_question(name: str, text: str) -> Question:
    """Read a question from the text of its file.

    Raises:
        QueryError: if the header is not YAML of the right form.

    >>> read_question("a/b", "#+ title: All things\\nSELECT * { ?s ?p ?o }").title
    'All things'
    """
    header = _header(name, text)
    return Question(
        name=name,
        title=_phrase(name, header, "title"),
        answers=_phrase(name, header, "answers"),
        params=tuple(
            _parameter(name, slot, about) for slot, about in _mapping(name, header, "params")
        ),
        columns=dict(_phrases(name, header, "columns")),
        example=dict(_phrases(name, header, "example")),
        empty=_phrase(name, header, "empty"),
        text=text,
        header=header,
    )


def _header(name: str, text: str) -> Mapping[str, object]:
    lines = (line for line in text.splitlines() if line.startswith(HEADER_MARK))
    source = "\n".join(line.removeprefix(HEADER_MARK).removeprefix(" ") for line in lines)
    try:
        # The base loader makes text of every scalar, so "no" stays "no".
        header = yaml.load(source, Loader=_LOADER)
    except yaml.YAMLError as error:
        raise QueryError(f"{name}: the header is not YAML: {error}") from error
    if header is None:
        return {}
    if not isinstance(header, dict):
        raise QueryError(f"{name}: the header must be keys and values")
    return header


def _phrase(name: str, header: Mapping[str, object], key: str) -> str:
    value = header.get(key, "")
    if not isinstance(value, str):
        raise QueryError(f"{name}: the header's {key} must be text")
    return value


def _mapping(name: str, header: Mapping[str, object], key: str) -> list[tuple[str, object]]:
    value = header.get(key) or {}
    if not isinstance(value, dict):
        raise QueryError(f"{name}: the header's {key} must be keys and values")
    return list(value.items())


def _phrases(name: str, header: Mapping[str, object], key: str) -> list[tuple[str, str]]:
    entries = dict(_mapping(name, header, key))
    return [(entry, _phrase(name, entries, entry)) for entry in entries]


def _parameter(question: str, name: str, about: object) -> Parameter:
    if not isinstance(about, dict) or about.get("type") not in PARAMETER_TYPES:
        raise QueryError(
            f"{question}: parameter {name} must say its type, one of {', '.join(PARAMETER_TYPES)}"
        )
    return Parameter(name, about["type"], about.get("kind"), about.get("about", ""))
