"""Turn LaTeX into plain text and back, as far as bibliographies need it."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

DEEPEST = 40
_SPECIAL = {
    "\\": r"\textbackslash{}",
    "{": r"\{",
    "}": r"\}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    "`": "{`}",
} | {character: f"\\{character}" for character in "&%$#_"}
_UNESCAPED = re.compile(r"(?<!\\)((?:\\\\)*)([%&])")
_TOGETHER = re.compile(r"--+|''+|<<|>>|,,")


def decoded(text: str) -> str:
    r"""Return the text of LaTeX: accents, special characters and braces.

    Raises:
        ValueError: if braces are nested too deep.

    >>> decoded(r"M{\"u}ller \& \v{S}abanovi\'c: {Big} buses -- 5\%")
    'Müller & Šabanović: Big buses – 5%'
    """
    if not re.search(r"[\\{}$~`'%&-]", text):
        return text
    if _depth(text) > DEEPEST:
        raise ValueError("braces are nested too deep")
    plain = _UNESCAPED.sub(r"\1\\\2", text)
    if len(re.findall(r"(?<!\\)\$", plain)) % 2:
        plain = re.sub(r"(?<!\\)\$", r"\\$", plain)
    found: str = _decoder().latex_to_text(plain)
    return found.replace("\u00a0", " ")


def encoded(text: str) -> str:
    r"""Return a text as LaTeX that reads as it stands; letters of any script stay as they are.

    >>> encoded("Müller & Co. -- 5% of {x}")
    'Müller \\& Co. {-}{-} 5\\% of \\{x\\}'
    """
    escaped = "".join(_SPECIAL.get(character, character) for character in text)
    return _TOGETHER.sub(lambda found: "".join(f"{{{one}}}" for one in found[0]), escaped)


def address(text: str) -> str:
    r"""Return an address as it stands, without the escapes that some programs put into it.

    >>> address(r"https://a.example/b\_c\%20d"), address(r"\url{https://a.example}")
    ('https://a.example/b_c%20d', 'https://a.example')
    """
    found = re.fullmatch(r"\s*\\url\{(.*)\}\s*", text, re.DOTALL)
    return (
        re.sub(r"\\([_%&#~$])", r"\1", found[1] if found else text)
        .replace("{", "")
        .replace("}", "")
    )


def _depth(text: str) -> int:
    deepest = depth = 0
    for character in text:
        depth += (character == "{") - (character == "}")
        deepest = max(deepest, depth)
    return deepest


@cache
def _decoder() -> Any:
    from pylatexenc.latex2text import (
        LatexNodes2Text,
        MacroTextSpec,
        get_default_latex_context_db,
    )

    known = get_default_latex_context_db()
    known.add_context_category(
        "scgraph",
        prepend=True,
        macros=[
            MacroTextSpec("textasciicircum", simplify_repl="^"),
            MacroTextSpec("textasciitilde", simplify_repl="~"),
            MacroTextSpec("url", simplify_repl="%s"),
            MacroTextSpec("href", simplify_repl="%(2)s"),
            MacroTextSpec("input", simplify_repl=""),
            MacroTextSpec("include", simplify_repl=""),
        ],
    )
    return LatexNodes2Text(latex_context=known, math_mode="verbatim")
