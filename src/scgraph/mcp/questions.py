"""The questions of the catalogue as tools: one for each, and two by which all can be asked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from scgraph.catalogue import Parameter, Question
from scgraph.mcp.codes import closed_list
from scgraph.mcp.rows import CITED_SCHEMA, answer_of, paging, rows_schema
from scgraph.mcp.served import Served
from scgraph.mcp.tool import Answer, Argument, Tool

PREFIX = "ask_"
QUESTION, VALUES, TOPIC, WORDS = "question", "values", "topic", "words"
MAIN_TOPICS = ("actors", "barriers", "recommendations")
"""The topics whose questions are tools of their own if nobody says which."""

_TYPES = {"iri": "string", "decimal": "number"}
_LABEL = "_label"


def tool_name(question: str) -> str:
    """Return the name of the tool of a question.

    >>> tool_name("barriers/actors-and-evidence")
    'ask_barriers_actors_and_evidence'
    """
    return PREFIX + question.replace("/", "_").replace("-", "_")


def topics(served: Served) -> list[str]:
    """Return the topics of the questions that readers ask, in alphabetical order."""
    return sorted({name.partition("/")[0] for name in served.graph.ask})


def question_tools(served: Served, wanted: Iterable[str]) -> Iterator[Tool]:
    """Yield a tool for each question of some topics, in alphabetical order."""
    wanted = frozenset(wanted)
    for name in served.graph.ask:
        if name.partition("/")[0] in wanted:
            yield _tool(served, served.graph.question(name))


def asking_tools(served: Served) -> tuple[Tool, Tool]:
    """Return the tools that list the questions, and ask any of them."""
    names = tuple(served.graph.ask)
    listing = Tool(
        "list_questions",
        "List questions",
        "List the questions of the catalogue: what each answers, its arguments and columns. Narrow "
        "by topic or by words; with question= one is told in full.",
        (
            Argument(TOPIC, "only questions of this topic", codes=tuple(topics(served))),
            Argument(WORDS, "only questions in whose description all these words occur"),
            Argument(QUESTION, "only this question, with all it says of arguments and columns"),
        ),
        lambda given: _listed(served, given),
        {"properties": {"questions": {"type": "array"}}, "required": ["questions"]},
    )
    asking = Tool(
        "ask_question",
        "Ask a question",
        "Ask any question of the catalogue. Each row comes with the claims behind it, their places "
        "in the paper and the sources they cite.",
        (
            Argument(QUESTION, "the question", required=True, codes=names),
            Argument(
                VALUES,
                "values of its arguments by name, as list_questions tells them; a thing by id or "
                "any of its names; without one, an argument means all",
                "object",
            ),
            *paging(served.caps),
        ),
        lambda given: _asked(served, given[QUESTION], given.get(VALUES, {}), given),
        {"properties": {"rows": {"type": "array"}, **CITED_SCHEMA}, "required": ["rows"]},
    )
    return listing, asking


def _tool(served: Served, question: Question) -> Tool:
    arguments = tuple(_argument(served, parameter) for parameter in question.params)
    names = [argument.name for argument in arguments]

    def answer(given: Mapping[str, Any]) -> Answer:
        values = {name: given[name] for name in names if name in given}
        return _asked(served, question.name, values, given)

    return Tool(
        tool_name(question.name),
        question.title,
        f"{question.answers} Columns: {', '.join(_columns(question))}.",
        (*arguments, *paging(served.caps)),
        answer,
        rows_schema(question.columns),
    )


def _argument(served: Served, parameter: Parameter) -> Argument:
    codes = closed_list(served.graph, parameter.kind) if parameter.type == "iri" else ()
    kind = "" if codes or parameter.type != "iri" else f" ({parameter.kind or 'any thing'})"
    type_name = _TYPES.get(parameter.type, parameter.type)
    return Argument(parameter.name, f"{parameter.about}{kind}", type_name, codes=codes)


def _columns(question: Question) -> list[str]:
    """Return the columns by name; one of labels goes without saying."""
    return [
        name
        for name in question.columns
        if not (name.endswith(_LABEL) and name.removesuffix(_LABEL) in question.columns)
    ]


def _asked(
    served: Served, name: str, values: Mapping[str, Any], given: Mapping[str, Any]
) -> Answer:
    graph = served.graph
    question = graph.question(name)
    table = graph.ask(name, **{key: value for key, value in values.items() if value is not None})
    free = [slot.name for slot in question.params if values.get(slot.name) is None]
    narrow = f"narrow it by {', '.join(free)}" if free else ""
    answer = answer_of(graph, table, given, served.caps, narrow)
    empty = f" {question.empty}" if not len(table) and question.empty else ""
    return Answer(answer.says + empty, answer.data, {QUESTION: name, **answer.facts})


def _listed(served: Served, given: Mapping[str, Any]) -> Answer:
    """Tell of questions; what the catalogue says is this library's own, and shipped with it."""
    graph = served.graph
    if QUESTION in given:
        return _counted([_in_full(served, graph.question(given[QUESTION]))])
    words = given.get(WORDS, "").casefold().split()
    chosen = (
        question
        for question in map(graph.question, graph.ask)
        if given.get(TOPIC, question.topic) == question.topic
        and all(word in _description(question) for word in words)
    )
    return _counted([_in_short(question) for question in chosen])


def _counted(questions: list[dict[str, Any]]) -> Answer:
    number = len(questions)
    return Answer(f"{number} question{'s' * (number != 1)}.", {"questions": questions})


def _description(question: Question) -> str:
    about = [question.name, question.title, question.answers, *question.columns.values()]
    return " ".join([*about, *(slot.about for slot in question.params)]).casefold()


def _in_short(question: Question) -> dict[str, Any]:
    return {
        "question": question.name,
        "answers": question.answers,
        "arguments": [str(slot) for slot in question.params],
    }


def _in_full(served: Served, question: Question) -> dict[str, Any]:
    arguments = {slot.name: _argument(served, slot).schema for slot in question.params}
    return {
        "question": question.name,
        "title": question.title,
        "answers": question.answers,
        "arguments": arguments,
        "columns": dict(question.columns),
    }
