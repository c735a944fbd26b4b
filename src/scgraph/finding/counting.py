"""Find numbers in words: "seven", "three quarters", "one in five", "twice"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from scgraph.finding.bounds import stated
from scgraph.finding.found import Number
from scgraph.finding.units import PERCENT, RANKED, TOP, UNIT
from scgraph.finding.wording import FRACTION, PLACES, RATIO, WORDS, value_of

_WORDED = re.compile(
    rf"(?i)(?<![\w-])(?:(?P<ratio>{RATIO})|(?P<fraction>{FRACTION})"
    r"|(?P<half>half(?=\s(?:of|the|a|an|its|their|all|as)\b|[.,;)]))"
    r"|(?P<times>twice|thrice|once(?=\s(?:a|an|per|every)\b)"
    r"|(?:(?<=at least )|(?<=at most )|(?<=more than ))once)"
    r"|(?P<place>first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth)(?![\s-]\w+s\b)"
    r"|(?P<fold>(?:two|three|four|five|six|eight|ten)fold)"
    rf"|(?P<words>{WORDS})(?:{UNIT})?)(?![\w])"
)
_PARTS_OF_A_TEXT = """
reason question contribution limit limitation finding explanation group step source point way part
section type kind form category dimension aspect issue theme factor argument hypothesis element
pillar lesson objective aim goal set side approach stage phase criterion criteria perspective strand
claim thing obstacle challenge barrier problem conclusion recommendation area concept end hand view
school account version wave case trend measure condition feature principle mechanism method
assumption policy implication variable chapter topic option answer caveat observation study example
hypotheses categories main key major broad related distinct different
"""
_STRUCTURAL = frozenset(_PARTS_OF_A_TEXT.split())
"""What a text counts of itself."""
_BEHIND_A_SUBJECT = """
have has had are is were was do did does will would can could may might should that which who and
or but to
"""
_AUXILIARIES = frozenset(_BEHIND_A_SUBJECT.split())
_PLURALS = frozenset(["people", "children", "women", "men", "persons", "data"])
_ANAPHORIC = re.compile(
    r"(?i)\b(?:the|all|these|those|both|other|other's|its|their|latter|former)\s$"
)


def find_in_words(sentence: str, plain: str) -> Iterator[Number]:
    """Yield the numbers that a sentence has in words.

    Args:
        sentence: an English sentence.
        plain: the same with blanks where no figure stands.

    >>> text = "Two of the five towns, one in three, lost half of it for two reasons."
    >>> [(one.written, str(one.value)) for one in find_in_words(text, text)]
    [('Two', '2'), ('five', '5'), ('one in three', '0.3333'), ('half', '0.5')]
    """
    for found in _WORDED.finditer(plain):
        if found["place"]:
            yield from _place(sentence, plain, found)
            continue
        before, after = (
            plain[max(0, found.start() - 40) : found.start()],
            plain[found.end() : found.end() + 40],
        )
        if found["words"] and not _is_count(found, before, after):
            continue
        if found["fraction"] and not _is_fraction(found["fraction"], before, after):
            continue
        written = sentence[found.start() : found.end()]
        text = found["words"] or (written[:-4] if found["fold"] else written)
        value = value_of(text)
        if value is None:
            continue
        how, first, last = stated(before, after)
        if (
            found["words"]
            and TOP.search(before)
            and not found["unit"]
            and before.casefold().rstrip(" -").endswith("top")
        ):
            how = "top-n"
        start, end = found.start() - first, found.end() + last
        unit = found["unit"].strip(" -") if found["unit"] else None
        kind = "rank-position" if how == "top-n" else _kind_of_words(found, unit)
        yield Number(start, end, sentence[start:end], written, value, unit, how, kind)


def _place(sentence: str, plain: str, found: re.Match[str]) -> Iterator[Number]:
    """Yield a place on a list, where the words before it say that it is one."""
    if not RANKED.search(plain[max(0, found.start() - 40) : found.start()]):
        return
    written = sentence[found.start() : found.end()]
    value = Decimal(PLACES.index(found["place"].casefold()) + 1)
    yield Number(found.start(), found.end(), written, written, value, None, "rank", "rank-position")


def _kind_of_words(found: re.Match[str], unit: str | None) -> str:
    if found["ratio"] or found["fraction"] or found["half"] or found["times"] or found["fold"]:
        return "ratio"
    return ("percent" if re.match(PERCENT, f" {unit}") else "measure") if unit else "count"


def _is_fraction(words: str, before: str, after: str) -> bool:
    """Tell "a third of it" from "a third view"."""
    is_article = words.casefold().startswith("a ") or words.casefold().startswith("one ")
    is_followed = re.match(
        r"\s*(?:of|as|more|less|lower|higher|in|from|to|by|between|for|since)\b|\s*[.,;:)]|$", after
    )
    return not is_article or is_followed is not None


def _is_count(found: re.Match[str], before: str, after: str) -> bool:
    """Tell whether number words count things of the world, and not the parts of the text."""
    words = found["words"].casefold()
    if words in ("one", "a"):
        return False
    if found["unit"] or " " in words:
        return True
    behind = [word.casefold().strip(",.;:)”") for word in re.findall(r"\S+", after)[:3]]
    is_alone = after[:1] in ".,;:)" or not behind or behind[0] in _AUXILIARIES
    if _ANAPHORIC.search(before) and (is_alone or not any(map(_is_plural, behind))):
        return False
    if is_alone:
        return True
    return after.startswith("-") is False and not any(
        _is_structural(word) for word in _noun(behind)
    )


def _noun(words: list[str]) -> Iterator[str]:
    """Yield the words up to the noun that is counted, as far as it can be told."""
    for word in words:
        yield word
        if _is_plural(word):
            return


def _is_plural(word: str) -> bool:
    is_regular = word.endswith("s") and not word.endswith(("ous", "ss", "us", "is"))
    return is_regular or word in _PLURALS


def _is_structural(word: str) -> bool:
    return (
        word in _STRUCTURAL
        or word.removesuffix("s") in _STRUCTURAL
        or word.removesuffix("es") in _STRUCTURAL
    )
