"""The parameters of SHACL's constraints that ask something of values, and what they demand.

A parameter is read as strictly as the reference engine reads it; what is not well-formed there is
unknown here, and so is every parameter that is not in `OF_VALUES` or `OF_SHAPES`.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Callable

from scgraph.validation import constraints
from scgraph.validation.constraints import Compare, Constraint, Count
from scgraph.validation.counting import FALSE, TRUE
from scgraph.validation.literals import DATATYPES, UndecidedError
from scgraph.validation.paths import SH, UnknownShapeError
from scgraph.validation.triples import is_blank, is_literal
from scgraph.validation.wellformed import (
    Read,
    Reader,
    a_literal,
    iris,
    needs_path,
    plain_text,
    the,
    whole,
)

NODE_KINDS: dict[str, tuple[Callable[[str], bool], ...]] = {
    f"{SH}IRI": (constraints.is_iri,),
    f"{SH}Literal": (is_literal,),
    f"{SH}BlankNode": (is_blank,),
    f"{SH}BlankNodeOrIRI": (is_blank, constraints.is_iri),
    f"{SH}BlankNodeOrLiteral": (is_blank, is_literal),
    f"{SH}IRIOrLiteral": (constraints.is_iri, is_literal),
}


def _counted(name: str, component: str) -> Read:
    def read(reader: Reader, node: str) -> list[Constraint]:
        needs_path(reader, node, name)
        number = whole(reader, node, name)
        bounds = {"least": number} if name == "minCount" else {"most": number}
        return [Count(component, **bounds)]

    return read


def _long(name: str, component: str) -> Read:
    def read(reader: Reader, node: str) -> list[Constraint]:
        number = whole(reader, node, name)
        bounds = {"least": number} if name == "minLength" else {"most": number}
        return [constraints.as_long(component, **bounds)]

    return read


def _bound(name: str, component: str, holds: Compare) -> Read:
    def read(reader: Reader, node: str) -> list[Constraint]:
        try:
            return [
                constraints.compared(component, limit, holds)
                for limit in sorted(reader.values(node, name))
                if a_literal(limit)
            ]
        except UndecidedError as error:
            raise UnknownShapeError(f"{name} that is no number: {node}") from error

    return read


def _ordered(name: str, component: str, before: Compare) -> Read:
    def read(reader: Reader, node: str) -> list[Constraint]:
        needs_path(reader, node, name)
        return [
            constraints.Ordered(component, predicate, before)
            for predicate in iris(reader, node, name)
        ]

    return read


def _class(reader: Reader, node: str) -> list[Constraint]:
    return [constraints.Class(cls) for cls in iris(reader, node, "class")]


def _datatype(reader: Reader, node: str) -> list[Constraint]:
    datatype = the(reader, node, "datatype")
    if datatype not in DATATYPES:
        raise UnknownShapeError(f"datatype {datatype}: {node}")
    return [constraints.of_datatype(datatype)]


def _node_kind(reader: Reader, node: str) -> list[Constraint]:
    kind = the(reader, node, "nodeKind")
    if kind not in NODE_KINDS:
        raise UnknownShapeError(f"nodeKind {kind}: {node}")
    return [constraints.of_kind(NODE_KINDS[kind])]


def _in(reader: Reader, node: str) -> list[Constraint]:
    return [constraints.one_of(reader.members(the(reader, node, "in")))]


def _has_value(reader: Reader, node: str) -> list[Constraint]:
    return [constraints.HasValue(value) for value in sorted(reader.values(node, "hasValue"))]


def _language_in(reader: Reader, node: str) -> list[Constraint]:
    tags = map(plain_text, reader.members(the(reader, node, "languageIn")))
    return [constraints.in_languages(tuple(tags))]


def _unique_lang(reader: Reader, node: str) -> list[Constraint]:
    needs_path(reader, node, "uniqueLang")
    value = the(reader, node, "uniqueLang")
    if value not in (TRUE, FALSE):
        raise UnknownShapeError(f"uniqueLang {value}: {node}")
    return [constraints.UniqueLanguage()] if value == TRUE else []


def _pattern(reader: Reader, node: str) -> list[Constraint]:
    flags = 0
    if reader.values(node, "flags"):
        said = plain_text(the(reader, node, "flags")).lower()
        flags = re.I * ("i" in said) | re.M * ("m" in said)
    try:
        return [
            constraints.like(re.compile(plain_text(pattern), flags))
            for pattern in sorted(reader.values(node, "pattern"))
        ]
    except re.error as error:
        raise UnknownShapeError(f"pattern: {error}") from error


def _flags(reader: Reader, node: str) -> list[Constraint]:
    if not reader.values(node, "pattern"):
        raise UnknownShapeError(f"flags without a pattern: {node}")
    return []


def _disjoint(reader: Reader, node: str) -> list[Constraint]:
    return [constraints.Disjoint(predicate) for predicate in iris(reader, node, "disjoint")]


def _equals(reader: Reader, node: str) -> list[Constraint]:
    return [constraints.Equals(predicate) for predicate in iris(reader, node, "equals")]


OF_VALUES: dict[str, Read] = {
    "class": _class,
    "datatype": _datatype,
    "nodeKind": _node_kind,
    "minCount": _counted("minCount", "MinCountConstraintComponent"),
    "maxCount": _counted("maxCount", "MaxCountConstraintComponent"),
    "minLength": _long("minLength", "MinLengthConstraintComponent"),
    "maxLength": _long("maxLength", "MaxLengthConstraintComponent"),
    "minInclusive": _bound("minInclusive", "MinInclusiveConstraintComponent", operator.ge),
    "minExclusive": _bound("minExclusive", "MinExclusiveConstraintComponent", operator.gt),
    "maxInclusive": _bound("maxInclusive", "MaxInclusiveConstraintComponent", operator.le),
    "maxExclusive": _bound("maxExclusive", "MaxExclusiveConstraintComponent", operator.lt),
    "in": _in,
    "hasValue": _has_value,
    "languageIn": _language_in,
    "uniqueLang": _unique_lang,
    "pattern": _pattern,
    "flags": _flags,
    "disjoint": _disjoint,
    "equals": _equals,
    "lessThan": _ordered("lessThan", "LessThanConstraintComponent", operator.lt),
    "lessThanOrEquals": _ordered(
        "lessThanOrEquals", "LessThanOrEqualsConstraintComponent", operator.le
    ),
}
"""How each parameter is read, by its local name."""
