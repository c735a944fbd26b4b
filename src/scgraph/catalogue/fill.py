"""Put values into the slots of a question, so that no value can leave its slot."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import lru_cache

from pyoxigraph import Literal, NamedNode

from scgraph.catalogue.question import Parameter, Question
from scgraph.engine.wording import SLOT
from scgraph.errors import ParameterError, near_names
from scgraph.names import Names
from scgraph.terms import PREFIXES

WANTED = {
    "iri": "a name",
    "string": "a text",
    "integer": "an integer",
    "decimal": "a number",
    "boolean": "true or false",
}
NUMBER_FORMS = {
    "integer": re.compile(r"[+-]?[0-9]{1,100}"),
    "decimal": re.compile(r"[+-]?([0-9]{1,100}(\.[0-9]{0,100})?|\.[0-9]{1,100})"),
}
BOOLEANS = {"true": "true", "1": "true", "yes": "true", "false": "false", "0": "false"}
BOOLEANS |= {"no": "false"}
ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}


def fill(question: Question, values: Mapping[str, object], names: Names) -> str:
    """Return the query text of a question with values in its slots.

    Args:
        question: the question.
        values: a value for some or all of its parameters, or a list of values, any of which will
            do; a slot without value stays "all".
        names: where the names of things are looked up.

    Raises:
        ParameterError: if a parameter is unknown, or a value is not of its type.
        UnknownNameError: if nothing of the parameter's kind bears a name.
        AmbiguousNameError: if several things bear it.
    """
    terms = {
        name: " ".join(_terms(question, _parameter(question, name, value), value, names))
        for name, value in values.items()
    }
    return fill_slots(question.text, terms)


def _terms(question: Question, parameter: Parameter, value: object, names: Names) -> Iterator[str]:
    """Yield the terms that a value means: one, or one for each item of a list."""
    items = value if isinstance(value, list | tuple) else [value]
    if not items:
        # An empty row would fit nothing, and a slot without value would fit all.
        raise ParameterError(question.name, parameter.name, value, "holds no value")
    for item in items:
        yield serialise(term_of(question, parameter, item, names))


def fill_slots(text: str, terms: Mapping[str, str]) -> str:
    """Replace ``VALUES ?name { UNDEF }`` by the given terms, wherever it stands.

    All slots are replaced in one pass: a value that looks like a slot is never filled itself.

    >>> fill_slots("VALUES ?a { UNDEF } VALUES ?b { UNDEF }", {"a": '"VALUES ?b { UNDEF }"'})
    'VALUES ?a { "VALUES ?b { UNDEF }" } VALUES ?b { UNDEF }'
    """
    return "".join(
        piece if name is None or name not in terms else f"VALUES ?{name} {{ {terms[name]} }}"
        for piece, name in _pieces(text)
    )


@lru_cache(maxsize=256)
def _pieces(text: str) -> tuple[tuple[str, str | None], ...]:
    """Return the slots of a text with their names, and what stands between them with None."""
    pieces: list[tuple[str, str | None]] = []
    start = 0
    for slot in SLOT.finditer(text):
        pieces += [(text[start : slot.start()], None), (slot.group(), slot.group(1))]
        start = slot.end()
    return (*pieces, (text[start:], None))


def serialise(term: NamedNode | Literal) -> str:
    r"""Write a term so that two engines read the same one.

    One of them expands ``\u`` sequences before it looks for quotes, also behind a backslash that
    is itself escaped; so a u behind a backslash is written by its number.

    >>> print(serialise(Literal('say "hi"')), serialise(Literal(r"\u0022")))
    "say \"hi\"" "\\\U000000750022"
    """
    if isinstance(term, NamedNode):
        return str(term)
    text = '"' + "".join(map(_escaped, term.value, " " + term.value)) + '"'
    is_plain = term.datatype.value == PREFIXES["xsd"] + "string"
    return text if is_plain else f"{text}^^{term.datatype}"


def term_of(
    question: Question, parameter: Parameter, value: object, names: Names
) -> NamedNode | Literal:
    """Return the term that a value means to a parameter.

    Raises:
        ParameterError: if the value is not of the parameter's type.
        UnknownNameError: if nothing of the parameter's kind bears a name.
        AmbiguousNameError: if several things bear it.
    """
    text = _text(value)
    if text is None:
        raise _refused(question, parameter, value)
    if parameter.type == "iri":
        return NamedNode(names.resolve(text, parameter.kind))
    lexical = _lexical(parameter.type, text, value)
    if lexical is None or not _is_unicode(lexical):
        raise _refused(question, parameter, value)
    return Literal(lexical, datatype=NamedNode(PREFIXES["xsd"] + parameter.type))


def _parameter(question: Question, name: str, value: object) -> Parameter:
    parameter = question.parameter(name)
    if parameter is None:
        known = [parameter.name for parameter in question.params]
        takes = f"it takes {', '.join(known)}" if known else "it takes none"
        near = near_names(name, known)
        reason = f"is not a parameter of this question; {takes}"
        raise ParameterError(question.name, name, value, reason, near)
    return parameter


def _refused(question: Question, parameter: Parameter, value: object) -> ParameterError:
    article = "an" if parameter.type in ("iri", "integer") else "a"
    wanted = (
        f"{article} {parameter.kind or parameter.type}" if parameter.type != "iri" else "a name"
    )
    return ParameterError(question.name, parameter.name, value, f"is not {wanted}")


def _text(value: object) -> str | None:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal):
        return format(value, "f")
    return str(value) if isinstance(value, str | int | float) else None


def _lexical(type_name: str, text: str, value: object) -> str | None:
    if type_name == "string":
        return text if isinstance(value, str) else None
    if type_name == "boolean":
        return BOOLEANS.get(text.strip().lower())
    is_number = not isinstance(value, bool) and NUMBER_FORMS[type_name].fullmatch(text.strip())
    return text.strip() if is_number else None


def _is_unicode(text: str) -> bool:
    return not any("\ud800" <= character <= "\udfff" for character in text)


def _escaped(character: str, before: str) -> str:
    if character in ESCAPES:
        return ESCAPES[character]
    is_hidden = not character.isprintable() and character != " "
    if is_hidden or (character in "uU" and before == "\\"):
        return f"\\U{ord(character):08X}"
    return character
