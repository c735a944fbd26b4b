"""Check single values, and find the IRIs that names stand for."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import TypeAlias

from pyoxigraph import NamedNode

from scgraph import terms
from scgraph.errors import near_names
from scgraph.reading.nodes import shown
from scgraph.terms import expand

Codes: TypeAlias = Mapping[str, Mapping[str, str]]
"""The IRIs of codes that a corpus adds, by the namespace of their list and their name."""

SLUG = re.compile(r"[a-z0-9][a-z0-9-]*")
_PATH = re.compile(r"[A-Za-z0-9][A-Za-z0-9.-]*(/[A-Za-z0-9][A-Za-z0-9.-]*)*")
_ABSOLUTE = re.compile(r"(https?://|urn:).+")
_WEB = re.compile(r"https?://.+")
_XSD = terms.PREFIXES["xsd"]
_SLUG_RULE = "write small letters, digits and hyphens"


class WrongValueError(Exception):
    """Say why a value is wrong; the caller knows where it stands."""

    def __init__(self, message: str, near: tuple[str, ...] = ()) -> None:
        """Keep the message, and names that come near the wrong one."""
        self.message = message
        self.near = near
        super().__init__(message)


def slug(text: str) -> str:
    """Return a slug, if it is one.

    >>> slug("low-public-trust")
    'low-public-trust'
    """
    if not SLUG.fullmatch(text):
        raise WrongValueError(f"{shown(text)} is not a name; {_SLUG_RULE}", _slugs_near(text))
    return text


def path(text: str) -> str:
    """Return the name of a node of the paper: a slug or a locator.

    >>> path("2.1/p2/s4")
    '2.1/p2/s4'
    """
    if not _PATH.fullmatch(text):
        raise WrongValueError(
            f"{shown(text)} names nothing of a paper; write a slug or a locator such as 2.1/p2/s4",
            _slugs_near(text),
        )
    return text


def reference(text: str, base: str | None, paper: str, prefixes: Mapping[str, str]) -> str:
    """Return the IRI of what a value refers to.

    Args:
        text: a slug (below `base`), a name of the paper's own (if there is no base), a CURIE, or
            an IRI.
        base: the namespace of codes or things, None for the paper's own nodes.
        paper: the paper's IRI.
        prefixes: prefixes beside those of `scgraph.terms`.

    >>> reference("leads", "https://w3id.org/scgraph/code/role/", "https://example.org/p", {})
    'https://w3id.org/scgraph/code/role/leads'
    >>> reference("2.1/p2/s4", None, "https://example.org/p", {})
    'https://example.org/p/2.1/p2/s4'
    """
    if ":" in text:
        return _written_in_full(text, prefixes)
    return f"{base}{slug(text)}" if base else f"{paper}/{path(text)}"


def _written_in_full(text: str, prefixes: Mapping[str, str]) -> str:
    iri = text if _ABSOLUTE.fullmatch(text) else expand(text, prefixes)
    if iri is None:
        prefix = text.partition(":")[0]
        near = near_names(prefix, [*prefixes, *terms.PREFIXES])
        raise WrongValueError(f"unknown prefix {shown(prefix)} in {shown(text)}", near)
    if not is_iri(iri):
        raise WrongValueError(f"{shown(text)} is not an IRI")
    return iri


def literal(text: str, datatype: str | None) -> str:
    """Return the text of a literal, if it is one of its datatype; other text is trimmed.

    >>> literal("1.10", "http://www.w3.org/2001/XMLSchema#decimal")
    '1.10'
    """
    trimmed = text.strip()
    is_valid, wanted = _CHECKS.get(datatype, _ANY)
    if not trimmed:
        raise WrongValueError("the value is empty; write one, or leave the key out")
    if not is_valid(trimmed):
        raise WrongValueError(f"{shown(trimmed)} is not {wanted}")
    return trimmed


def is_iri(text: str) -> bool:
    """Tell whether a text is an IRI that the engine takes.

    >>> is_iri("https://example.org/a"), is_iri("https://example.org/a#b#c")
    (True, False)
    """
    try:
        NamedNode(text)
    except ValueError:
        return False
    return True


def _is_date(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _matches(pattern: str) -> Callable[[str], bool]:
    compiled = re.compile(pattern, re.ASCII)
    return lambda text: compiled.fullmatch(text) is not None


def _is_web_address(text: str) -> bool:
    return _WEB.fullmatch(text) is not None and is_iri(text)


def _slugs_near(text: str) -> tuple[str, ...]:
    candidate = re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")
    return (candidate,) if candidate else ()


_ANY: tuple[Callable[[str], bool], str] = (bool, "a text")
_CHECKS: Mapping[str | None, tuple[Callable[[str], bool], str]] = {
    f"{_XSD}integer": (_matches(r"[-+]?\d+"), "an integer, such as 12"),
    f"{_XSD}decimal": (_matches(r"[-+]?\d+(\.\d+)?"), "a number, such as 12 or 3.5"),
    f"{_XSD}boolean": (_matches(r"true|false"), "true or false"),
    f"{_XSD}date": (_is_date, "a date, such as 2025-03-31"),
    f"{_XSD}anyURI": (_is_web_address, "a web address, such as https://example.org/"),
}
