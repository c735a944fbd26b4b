"""Write the codebook: every code list as one page of Markdown.

The lists are data, ``ontology/codes.ttl``; the rules before them are prose,
``ontology/codebook-intro.md``. The page joins the two, so that neither is typed twice::

    python -m scgraph.codebook > ontology/CODEBOOK.md

Lists stand in the order of their names, codes in the order of their notations; the claim types
stand in the order of their precedence. For a corpus, its own codes stand behind those, and each
code has how often the corpus uses it, and where first.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import TypeAlias

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, parse

from scgraph.codebook.uses import Use, uses
from scgraph.files import ontology
from scgraph.terms import CODE, CODE_LISTS, expand

_COLUMNS = ("Code", "Label", "ラベル", "Definition", "Cues", "Example")
_OF_A_CORPUS = ("Used", "First")
OWN = "own code"
"""What stands behind a code that the corpus has added."""

_Values: TypeAlias = Mapping[tuple[str, str], str]
"""What is said of one subject, by property and language; no language is the empty string."""


def page() -> str:
    """Return the codebook of the vocabulary: the rules, the names of the lists, and each list.

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
    quads = parse(ontology("codes.ttl").read_bytes(), format=RdfFormat.TURTLE)
    return _page(_rules(), _subjects(quads), None)


def page_of(quads: Iterable[Quad], title: str) -> str:
    """Return the codebook of a corpus: with its own codes, and how it uses each.

    Args:
        quads: those of the corpus and the vocabulary.
        title: what the corpus is called.

    >>> from scgraph.corpus import read_corpus
    >>> text = page_of(read_corpus().quads, "Smart cities")
    >>> text.startswith("# Codebook: Smart cities")
    True
    """
    known = list(quads)
    _, _, rules = _rules().partition("\n")
    return _page(f"# Codebook: {title}\n{rules}", _subjects(known), uses(known))


def _rules() -> str:
    return ontology("codebook-intro.md").read_bytes().decode().strip()


def _page(rules: str, subjects: Mapping[str, _Values], used: Mapping[str, Use] | None) -> str:
    lists = sorted(CODE_LISTS)
    codes: defaultdict[str, list[str]] = defaultdict(list)
    for iri, values in subjects.items():
        codes[_get(values, "skos:inScheme")].append(iri)
    entries = "\n".join(_entry(name, subjects[CODE + name]) for name in lists)
    parts = [rules, "## The lists", *([] if used is None else [_told(codes, used)]), entries]
    for name in lists:
        own = {iri: subjects[iri] for iri in codes[CODE + name]}
        parts.append(_section(name, subjects[CODE + name], own, used))
    return "\n\n".join(parts) + "\n"


def _told(codes: Mapping[str, Iterable[str]], used: Mapping[str, Use]) -> str:
    """Say how many codes there are, how many of the corpus's own, and how many it uses."""
    every = [iri for name in CODE_LISTS for iri in codes[CODE + name]]
    own = sum(not iri.startswith(CODE) for iri in every)
    number = sum(iri in used for iri in every)
    return (
        f"{len(every)} codes in {len(CODE_LISTS)} lists, {own} of them added by this corpus "
        f"(*{OWN}*); {number} are used. *Used* counts what has the code; "
        "*First* is the first claim that does."
    )


def _subjects(quads: Iterable[Quad]) -> Mapping[str, _Values]:
    """Gather what is said of each subject; the texts we show occur once for each language."""
    subjects: defaultdict[str, dict[tuple[str, str], str]] = defaultdict(dict)
    for quad in quads:
        subject, value = quad.subject, quad.object
        if isinstance(subject, NamedNode) and isinstance(value, Literal | NamedNode):
            language = value.language or "" if isinstance(value, Literal) else ""
            subjects[subject.value].setdefault((quad.predicate.value, language), value.value)
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


def _section(
    name: str, scheme: _Values, codes: Mapping[str, _Values], used: Mapping[str, Use] | None
) -> str:
    """Write the heading, the definition, the rule of decision and the table of a list."""
    english, japanese = (_get(scheme, "skos:prefLabel", tag) for tag in ("en", "ja"))
    parts = [
        f"## {name}",
        f"**{english}** ({japanese}). {_get(scheme, 'skos:definition', 'en')}",
    ]
    if rule := _get(scheme, "skos:scopeNote", "en"):
        parts.append(f"*How to decide:* {rule}")
    columns = _COLUMNS if used is None else (*_COLUMNS, *_OF_A_CORPUS)
    ordered = sorted(codes, key=lambda iri: (not iri.startswith(CODE), *_rank(codes[iri])))
    rows = ((*_cells(iri, codes[iri]), *_use(iri, used)) for iri in ordered)
    table = [columns, ("---",) * len(columns), *rows]
    return "\n\n".join([*parts, "\n".join(map(_row, table))])


def _rank(code: _Values) -> tuple[int, str]:
    """Order codes by their precedence, where they have one, then by notation."""
    precedence = _get(code, "scg:precedence")
    return int(precedence) if precedence.isdecimal() else 0, _get(code, "skos:notation")


def _cells(iri: str, code: _Values) -> tuple[str, ...]:
    """Return what the table says of a code, column by column."""
    notation = _get(code, "skos:notation") or iri.rpartition("/")[2]
    mark = "" if iri.startswith(CODE) else f" *{OWN}*"
    return (
        f"`{notation}`{mark}",
        _get(code, "skos:prefLabel", "en") or _any_label(code),
        _get(code, "skos:prefLabel", "ja"),
        _get(code, "skos:definition", "en"),
        " ".join(filter(None, (_get(code, "skos:scopeNote", tag) for tag in ("en", "ja")))),
        _get(code, "skos:example", "en"),
    )


def _any_label(code: _Values) -> str:
    label = expand("skos:prefLabel")
    return next((text for (name, _), text in sorted(code.items()) if name == label), "")


def _use(iri: str, used: Mapping[str, Use] | None) -> tuple[str, ...]:
    if used is None:
        return ()
    use = used.get(iri)
    return ("0", "") if use is None else (str(use.times), use.first)


def _row(cells: Iterable[str]) -> str:
    r"""Write a row of a Markdown table; a pipe within a cell is escaped.

    >>> print(_row(["a", "b|c"]))
    | a | b\|c |
    """
    return "| " + " | ".join(" ".join(cell.replace("|", "\\|").split()) for cell in cells) + " |"
