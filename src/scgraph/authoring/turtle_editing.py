"""Write single blocks into a Turtle file, and leave every other byte as it was."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from pyoxigraph import Quad, RdfFormat, parse

_PREFIX = re.compile(r"^@prefix\s+([\w-]*):\s*<([^>]*)>\s*\.[^\n]*\n", re.MULTILINE)
_ESCAPED = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"})


def quoted(text: str, language: str) -> str:
    """Return a text as a literal of a language.

    >>> quoted('Say "no"', "en")
    '"Say \\\\"no\\\\""@en'
    """
    return f'"{text.translate(_ESCAPED)}"@{language}'


def block(name: str, classes: Sequence[str], stated: Iterable[tuple[str, Sequence[str]]]) -> str:
    """Return a block: the name with its classes, then a property a line.

    >>> print(block("id:mic", ["scg:Actor"], [("skos:prefLabel", ['"MIC"@en'])]), end="")
    id:mic a scg:Actor ;
      skos:prefLabel "MIC"@en .
    """
    lines = [f"{path} {', '.join(values)}" for path, values in stated if values]
    return " ;\n  ".join([f"{name} a {', '.join(classes)}", *lines]) + " .\n"


def prefixes_of(text: str) -> dict[str, str]:
    """Return the prefixes that a file declares, with their namespaces."""
    return dict(_PREFIX.findall(text))


def with_prefixes(text: str, wanted: Mapping[str, str]) -> str:
    """Return a file that declares some prefixes too, behind those it has.

    Raises:
        ValueError: if a prefix stands for something else already.
    """
    there = prefixes_of(text)
    for prefix, space in wanted.items():
        if there.get(prefix, space) != space:
            raise ValueError(f"the prefix {prefix}: stands for <{there[prefix]}> in this file")
    new = "".join(f"@prefix {p}: <{s}> .\n" for p, s in wanted.items() if p not in there)
    ends = [found.end() for found in _PREFIX.finditer(text)]
    at = ends[-1] if ends else _end_of_head(text)
    return f"{text[:at]}{new}{text[at:]}"


def with_block(text: str, new: str, behind: str) -> str:
    """Return a file with one more block: behind the last of its class, else at the end.

    Args:
        text: the file.
        new: the block.
        behind: the class, as a CURIE.
    """
    text = text if not text or text.endswith("\n") else f"{text}\n"
    starts = [found.start() for found in re.finditer(rf"^\S+ a {re.escape(behind)}\b", text, re.M)]
    end = _end_of_block(text, starts[-1]) if starts else None
    if end is None:
        gap = "" if not text or text.endswith("\n\n") else "\n"
        return f"{text}{gap}{new}"
    return f"{text[:end]}\n{new}{text[end:]}"


def with_other_names(text: str, name: str, names: Sequence[str]) -> str | None:
    """Return a file in which a thing has more alternative labels; None if it is not there.

    Args:
        text: the file.
        name: the thing, as its block begins.
        names: the labels, as literals.
    """
    found = re.search(rf"^{re.escape(name)} a ", text, re.MULTILINE)
    end = _end_of_block(text, found.start()) if found else None
    if found is None or end is None:
        return None
    old = text[found.start() : end]
    joined = ", ".join(names)
    known = re.search(r"(\n\s+skos:altLabel [^\n]*?)(\s*[;.]\s*\n)", old)
    label = re.search(r"\n(\s+)skos:prefLabel [^\n]*?(\s*)([;.])\s*\n", old)
    if known:
        new = f"{old[: known.end(1)]}, {joined}{old[known.end(1) :]}"
    elif label:
        space, mark = label.group(1), label.group(3)
        line = f"{space}skos:altLabel {joined} {mark}\n"
        new = f"{old[: label.end(2)]};\n{line}{old[label.end() :]}"
    else:
        return None
    return f"{text[: found.start()]}{new}{text[end:]}"


def statements(text: str) -> frozenset[Quad]:
    """Return what a file says.

    Raises:
        SyntaxError: if it is no Turtle.
    """
    return frozenset(parse(text, RdfFormat.TURTLE))


def _end_of_block(text: str, start: int) -> int | None:
    """Return where a block ends: behind the first line that ends with a full stop."""
    found = re.compile(r"[^\S\n]\.[^\S\n]*(?:#[^\n]*)?\n").search(text, start)
    return found.end() if found else None


def _end_of_head(text: str) -> int:
    found = re.match(r"(?:#[^\n]*\n)*\n?", text)
    return found.end() if found else 0
