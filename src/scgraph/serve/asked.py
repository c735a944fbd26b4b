"""What a request asks of a question: values of its parameters, and which rows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from scgraph.catalogue import Question
from scgraph.catalogue.fill import fill_slots, serialise, term_of
from scgraph.engine.wording import without_open_slots
from scgraph.errors import AmbiguousNameError, UnknownNameError, did_you_mean, near_names
from scgraph.names import Names
from scgraph.serve.rows import LIMIT, OFFSET, Span
from scgraph.serve.telling import Told, about_parameter

LONGEST = 100

if TYPE_CHECKING:
    from starlette.requests import Request


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with values.

    Args:
        question: the question.
        given: the values as they were written, by parameter.
        query: the SPARQL with the values in it.
        iris: the things that the values mean, by parameter.
        span: the rows that are wanted.
    """

    question: Question
    given: Mapping[str, str]
    query: str
    iris: Mapping[str, str]
    span: Span

    @property
    def shown(self) -> str:
        """The query as a reader sees it: the file of the question as it is, if nothing is given."""
        return without_open_slots(self.query) if self.given else self.question.text

    def query_string(self, **more: int | None) -> str:
        """Return the values as the end of an address, with others for limit and offset."""
        span = {LIMIT: self.span.limit, OFFSET: self.span.offset or None, **more}
        given = {**self.given, **{name: n for name, n in span.items() if n is not None}}
        return f"?{urlencode(given)}" if given else ""


def asked(
    question: Question, request: Request, names: Names, *, is_form: bool, rows: int | None = None
) -> Asked:
    """Read what a request asks of a question.

    Args:
        question: the question.
        request: its parameters are those of the question, and `limit` and `offset`.
        names: where the names of things are looked up.
        is_form: whether a parameter without value is one that a person left empty.
        rows: how many rows are wanted if the request does not say.

    Raises:
        Refused: if a parameter is unknown, is given twice, or has no value.
        ParameterError: if a value is not of its parameter's type.
    """
    known = [*(slot.name for slot in question.params), LIMIT, OFFSET]
    values = single(request, known, may_be_empty=is_form)
    span = Span.of(values.pop(LIMIT, None), values.pop(OFFSET, None), rows)
    terms: dict[str, str] = {}
    iris: dict[str, str] = {}
    for slot in question.params:
        if slot.name not in values:
            continue
        try:
            term = term_of(question, slot, values[slot.name], names)
        except (UnknownNameError, AmbiguousNameError) as error:
            raise about_parameter(error, slot.name) from error
        terms[slot.name] = serialise(term)
        if slot.type == "iri":
            iris[slot.name] = term.value
    return Asked(question, values, fill_slots(question.text, terms), iris, span)


def single(request: Request, known: Iterable[str], *, may_be_empty: bool = False) -> dict[str, str]:
    """Return the parameters of a request, of which each is known, given once, and has a value.

    Args:
        request: the request.
        known: the names that there are.
        may_be_empty: whether to pass over parameters without value, as a form sends them.

    Raises:
        Refused: if one is unknown, given twice, or has no value.
    """
    names = list(known)
    found: dict[str, str] = {}
    for name, value in request.query_params.multi_items():
        if name not in names:
            raise _unknown(name, names)
        if not value and may_be_empty:
            continue
        if name in found:
            raise _refused(name, f"{name} is given more than once")
        if not value:
            raise _refused(name, f"{name} has no value; leave it out to ask for all")
        found[name] = value
    return found


def _unknown(name: str, known: list[str]) -> Told:
    near = near_names(name, known)
    takes = f"there are {', '.join(known)}" if known else "there are none here"
    message = f"there is no parameter {name[:LONGEST]!r}; {takes}{did_you_mean(near)}"
    return Told(400, message, parameter=name[:LONGEST], near=near)


def _refused(name: str, message: str) -> Told:
    return Told(400, message, parameter=name)
