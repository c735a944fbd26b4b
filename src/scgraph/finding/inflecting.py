"""Give the forms of the verbs with which cues begin."""

from __future__ import annotations

from collections.abc import Iterator

_IRREGULAR = {
    "lead": ("led", "leading"),
    "give": ("gave", "given", "giving"),
    "bring": ("brought", "bringing"),
    "make": ("made", "making"),
    "arise": ("arose", "arisen", "arising"),
    "overcome": ("overcame", "overcoming"),
    "fall": ("fell", "fallen", "falling"),
    "grow": ("grew", "grown", "growing"),
    "be": ("is", "are", "was", "were", "being", "been"),
}
_DOUBLED = frozenset({"stem", "deter", "occur"})
_BASE_OF = {"is": "be", "has": "have"}
_HAVE = ("has", "have", "had", "having")
_NO_VERBS = frozenset(
    {"this", "thus", "unless", "perhaps", "across", "less", "progress", "success"}
)
_ROWS = {
    "う": "わいうえおっ",
    "く": "かきくけこい",
    "ぐ": "がぎぐげごい",
    "す": "さしすせそ",
    "つ": "たちつてとっ",
    "ぶ": "ばびぶべぼん",
    "む": "まみむめもん",
    "る": "らりるれろっ",
}
_BEFORE_A_STEM = "えけげせぜてでねべめれいきぎしじちにびみり"
"""Behind one of these, る is an ending of its own and goes."""


def forms(cue: str) -> Iterator[str]:
    """Yield a cue in each form of its first word, if that is a verb that ends with s.

    >>> list(forms("leads to"))
    ['leads to', 'lead to', 'led to', 'leading to']
    >>> list(forms("stems from")), list(forms("due to"))
    (['stems from', 'stem from', 'stemmed from', 'stemming from'], ['due to'])
    """
    first, space, rest = cue.partition(" ")
    if first == "has":
        yield from (f"{form}{space}{rest}" for form in _HAVE)
        return
    yield cue
    if first.endswith("s") and not first.endswith("ss") and first not in _NO_VERBS:
        base = _BASE_OF.get(first, _base(first))
        others = (base, *_IRREGULAR.get(base, _regular(base)))
        yield from (f"{form}{space}{rest}" for form in others if form != first)


def japanese_forms(cue: str) -> Iterator[str]:
    """Yield the stems by which a Japanese cue is found in all its forms.

    >>> list(japanese_forms("阻害する")), list(japanese_forms("妨げる"))
    (['阻害'], ['妨げ'])
    >>> list(japanese_forms("招く"))
    ['招か', '招き', '招く', '招け', '招こ', '招い']
    >>> list(japanese_forms("により"))
    ['により']
    """
    if cue.endswith("する") and len(cue) > 3:
        yield cue.removesuffix("する")
    elif cue.endswith("る") and len(cue) > 2 and cue[-2] in _BEFORE_A_STEM:
        yield cue[:-1]
    elif cue[-1] in _ROWS and len(cue) > 1:
        yield from (cue[:-1] + ending for ending in _ROWS[cue[-1]])
    else:
        yield cue


def _base(verb: str) -> str:
    """Return the plain form of a verb that ends with s.

    >>> [_base(verb) for verb in ("causes", "intensifies", "slows")]
    ['cause', 'intensify', 'slow']
    """
    return f"{verb[:-3]}y" if verb.endswith("ies") else verb[:-1]


def _regular(base: str) -> tuple[str, str]:
    if base in _DOUBLED:
        return f"{base}{base[-1]}ed", f"{base}{base[-1]}ing"
    if base.endswith("e"):
        return f"{base}d", f"{base[:-1]}ing"
    if base.endswith("y") and base[-2] not in "aeiou":
        return f"{base[:-1]}ied", f"{base}ing"
    return f"{base}ed", f"{base}ing"
