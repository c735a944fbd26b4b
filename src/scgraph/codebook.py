"""Write the codebook: every closed code list as one page of Markdown.

The lists are data, ``ontology/codes.ttl``; the rules before them are prose,
``ontology/codebook-intro.md``. The page joins the two, so that neither is typed twice::

    python -m scgraph.codebook > ontology/CODEBOOK.md

Lists stand in the order of their names, codes in the order of their notations; the claim types
stand in the order of their precedence.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import TypeAlias

from pyoxigraph import Literal, NamedNode, RdfFormat, parse

from scgraph.files import ontology
from scgraph.terms import CODE, CODE_LISTS, expand

__all__ = ["page"]

_COLUMNS = ("Code", "Label", "ラベル", "Definition", "Cues", "Example")

_Values: TypeAlias = Mapping[tuple[str, str], str]
"""What is said of one subject, by property and language; no language is the empty string."""


def page() -> str:
    """Return the codebook: the rules, the names of the lists, and a table for each list.

    The same files give the same characters.

    Returns:
        Markdown that ends with one line break.

    Raises:
        CorpusError: if one of the two files is missing.

    >>> text = page()
    >>> text.startswith("# Codebook")
    True
    >>> "| `asserted` | Asserted | 断定 |" in text
    True
    """
    subjects = _subjects(ontology("codes.ttl").read_bytes())
    parts = [
        ontology("codebook-intro.md").read_bytes().decode().strip(),
        "## The lists",
        "\n".join(_entry(name, subjects[CODE + name]) for name in sorted(CODE_LISTS)),
    ]
    for name in sorted(CODE_LISTS):
        codes = [one for one in subjects.values() if _get(one, "skos:inScheme") == CODE + name]
        parts.append(_section(name, subjects[CODE + name], codes))
    return "\n\n".join(parts) + "\n"


def _subjects(turtle: bytes) -> Mapping[str, _Values]:
    """Gather what is said of each subject; the texts we show occur once for each language."""
    subjects: defaultdict[str, dict[tuple[str, str], str]] = defaultdict(dict)
    for quad in parse(turtle, format=RdfFormat.TURTLE):
        subject, value = quad.subject, quad.object
        if isinstance(subject, NamedNode) and isinstance(value, Literal | NamedNode):
            language = value.language or "" if isinstance(value, Literal) else ""
            subjects[subject.value][quad.predicate.value, language] = value.value
    return subjects


def _get(values: _Values, name: str, language: str = "") -> str:
    """Return the value of a property in a language, or nothing.

    >>> _get({("http://www.w3.org/2004/02/skos/core#prefLabel", "ja"): "都市"},
    ...      "skos:prefLabel", "ja")
    '都市'
    """
    return values.get((expand(name) or name, language), "")


def _entry(name: str, scheme: _Values) -> str:
    """Write the line of a list in the table of contents."""
    return f"- [`{name}`](#{name}): {_get(scheme, 'skos:definition', 'en')}"


def _section(name: str, scheme: _Values, codes: Iterable[_Values]) -> str:
    """Write the heading, the definition, the rule of decision and the table of a list."""
    english, japanese = (_get(scheme, "skos:prefLabel", tag) for tag in ("en", "ja"))
    parts = [
        f"## {name}",
        f"**{english}** ({japanese}). {_get(scheme, 'skos:definition', 'en')}",
    ]
    if rule := _get(scheme, "skos:scopeNote", "en"):
        parts.append(f"*How to decide:* {rule}")
    rows = [_COLUMNS, ("---",) * len(_COLUMNS), *map(_cells, sorted(codes, key=_rank))]
    return "\n\n".join([*parts, "\n".join(map(_row, rows))])


def _rank(code: _Values) -> tuple[int, str]:
    """Order codes by their precedence, where they have one, then by notation."""
    return int(_get(code, "scg:precedence") or 0), _get(code, "skos:notation")


def _cells(code: _Values) -> tuple[str, ...]:
    """Return what the table says of a code, column by column."""
    return (
        f"`{_get(code, 'skos:notation')}`",
        _get(code, "skos:prefLabel", "en"),
        _get(code, "skos:prefLabel", "ja"),
        _get(code, "skos:definition", "en"),
        " ".join(filter(None, (_get(code, "skos:scopeNote", tag) for tag in ("en", "ja")))),
        _get(code, "skos:example", "en"),
    )


def _row(cells: Iterable[str]) -> str:
    r"""Write a row of a Markdown table; a pipe within a cell is escaped.

    >>> print(_row(["a", "b|c"]))
    | a | b\|c |
    """
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


if __name__ == "__main__":
    sys.stdout.buffer.write(page().encode())
