"""Find the numbers of an English sentence, with their unit and how they are stated."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal

from scgraph.finding.bounds import stated
from scgraph.finding.found import Number
from scgraph.finding.masking import in_plain_digits, masked
from scgraph.finding.wording import FRACTION, RATIO, WORDS, value_of

_DIGITS = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_SCALE = r"(?:\s?(?:thousand|million|billion|trillion|bn|mn)\b|(?<=\d)[kmb](?=\s(?:yen|dollars|euros)\b))"
_PERCENT = r"\s?(?:%|per\s?cent\b|percentage\s(?:points?|pts)\b|pp\b)(?:\spoints?\b)?"
_MONEY = r"(?:US\$|A\$|C\$|[¥$€£]|\b(?:JPY|USD|EUR|GBP)\s?)\s?"
_MEASURE = (
    r"[\s-]?(?:°\s?[CF]\b|degrees?(?:\s(?:Celsius|Fahrenheit))?\b|km/h\b|km[²2]\b|km\b|kilomet(?:re|er)s?\b|m[²³]|m\b(?!\w)|met(?:re|er)s?\b"
    r"|cm\b|mm\b|miles?\b|ha\b|hectares?\b|square\s(?:kilomet(?:re|er)s?|met(?:re|er)s?|miles?)\b|kWh\b|MWh\b|GWh\b|kW\b|MW\b|GW\b"
    r"|tonnes?\b|tons?\b|kg\b|Mbps\b|Gbps\b|minutes?\b|hours?\b|days?\b|weeks?\b|months?\b|years?\b(?:\sold\b)?|seconds?\b|decades?\b|times\b|fold\b)"
)
_COIN = r"\s(?:yen|dollars|euros|pounds)\b"
_UNIT = rf"(?P<unit>{_PERCENT}|{_COIN}|{_MEASURE})"
_ONE = rf"(?:{_DIGITS})(?:{_SCALE})?"
_BETWEEN = r"\s?(?:\u2013|\u2014|-|\bto\b)\s?"
_NUMBER = re.compile(
    rf"(?P<money>{_MONEY})?(?<![\w.])(?P<low>{_ONE})"
    rf"(?:(?P<unit_of_low>{_PERCENT}|{_MEASURE})?{_BETWEEN}(?:{_MONEY})?(?P<high>{_ONE}))?(?:{_UNIT})?"
    r"(?P<rank>st\b|nd\b|rd\b|th\b)?(?![\w²³]|\.\d)"
)
_WORDED = re.compile(
    rf"(?i)(?<![\w-])(?:(?P<ratio>{RATIO})|(?P<fraction>{FRACTION})|(?P<half>half(?=\s(?:of|the|a|an|its|their|all|as)\b|[.,;)]))"
    rf"|(?P<times>twice|thrice|once(?=\s(?:a|an|per|every)\b))|(?P<fold>(?:two|three|four|five|six|eight|ten)fold)|(?P<words>{WORDS})(?:{_UNIT})?)(?![\w])"
)
_TOP = re.compile(r"(?i)\b(?:top|first|best|leading)[\s-]$")
_RANKED = re.compile(r"(?i)\b(?:rank(?:s|ed|ing)?|placed?|position|place)(?:\s(?:of|at|as|to|number|no\.))?\s$")
_AGED = re.compile(r"(?i)\b(?:aged|ages?|over|under|above|below|those|people|persons|citizens|adults|respondents)\s(?:between\s)?(?:about\s)?$")
_STRUCTURAL = frozenset(
    "reason question contribution limit limitation finding explanation group step source point way part section type kind "
    "form category dimension aspect issue theme factor argument hypothesis element pillar lesson objective aim goal set side "
    "approach stage phase criterion criteria perspective strand claim thing obstacle challenge barrier problem conclusion "
    "recommendation area concept end hand view school account version wave case trend measure condition feature principle "
    "mechanism method assumption policy implication variable chapter topic option answer caveat observation study example "
    "hypotheses categories main key major broad key related distinct different".split()
)
_AUXILIARIES = frozenset(
    "have has had are is were was do did does will would can could may might should that which who and or but to".split()
)
_ANAPHORIC = re.compile(r"(?i)\b(?:the|all|these|those|both|other|other's|its|their|latter|former)\s$")
LONGEST = 20


def find_numbers(sentence: str, left_out: Iterable[tuple[int, int]] = ()) -> list[Number]:
    """Return the numbers of a sentence, in its order.

    Args:
        sentence: an English sentence.
        left_out: spans that hold no figures, such as its citations.

    >>> for one in find_numbers("In 2019, more than 60% of 41 towns paid ¥3.2 billion, twice the sum."):
    ...     print(one.written, one.value, one.stated, one.kind)
    60% 60 lower-bound percent
    41 41 exact count
    ¥3.2 billion 3200000000 exact money
    twice 2 exact ratio
    """
    plain = masked(in_plain_digits(sentence), left_out, japanese=False)
    found = [*_in_digits(sentence, plain), *_in_words(sentence, plain)]
    kept: list[Number] = []
    for number in sorted(found, key=lambda one: (one.start, -one.end)):
        if not kept or number.start >= kept[-1].end:
            kept.append(number)
    return kept


def _in_digits(sentence: str, plain: str) -> Iterator[Number]:
    for found in _NUMBER.finditer(plain):
        if max(len(found["low"]), len(found["high"] or "")) > LONGEST:
            continue
        yield from _of_digits(sentence, plain, found)


def _of_digits(sentence: str, plain: str, found: re.Match[str]) -> Iterator[Number]:
    """Yield the number of a match; two if it tells of a change from one to another."""
    is_change = found["high"] and re.search(r"(?i)\bfrom\s$", plain[: found.start()][-6:])
    if is_change and (found["unit_of_low"] or not found["unit"]) and " to " in found[0]:
        ends = (found.end("unit_of_low") if found["unit_of_low"] else found.end("low"))
        unit = found["unit_of_low"]
        yield _number(sentence, plain, found.start(), ends, found["low"], unit, found["money"])
        start = found.start("high") - len(found["money"] or "")
        yield _number(sentence, plain, start, found.end(), found["high"], found["unit"], found["money"])
        return
    unit = found["unit"] or found["unit_of_low"]
    number = _number(
        sentence, plain, found.start(), found.end(), found["low"], unit, found["money"], found["high"]
    )
    yield number if not found["rank"] else _as_rank(number)


def _as_rank(number: Number) -> Number:
    return Number(
        number.start, number.end, number.text, number.written, number.value, None, "rank", "rank-position"
    )


def _number(
    sentence: str,
    plain: str,
    start: int,
    end: int,
    low: str,
    unit: str | None,
    money: str | None,
    high: str | None = None,
) -> Number:
    before, after = plain[max(0, start - 40) : start], plain[end : end + 30]
    written = sentence[start:end].strip()
    start = end - len(sentence[start:end].lstrip())
    how, first, last = stated(before, after)
    kind = _kind(before, after, unit, money, written)
    if _TOP.search(before) and not unit:
        how, kind = "top-n", "rank-position"
    elif _RANKED.search(before) and not unit:
        how, kind = "rank", "rank-position"
    upper = _value(high, low) if high else None
    begin, stop = start - first, end + last
    return Number(
        begin, stop, sentence[begin:stop], written, _value(low, high), _unit(unit, money), how, kind, upper
    )


def _unit(unit: str | None, money: str | None) -> str | None:
    return (unit or money or "").strip(" -") or None


def _kind(before: str, after: str, unit: str | None, money: str | None, written: str) -> str:
    if unit and re.match(_PERCENT, unit):
        return "percent"
    if money or (unit and re.match(_COIN, unit)):
        return "money"
    is_old = unit is not None and unit.endswith("old")
    if is_old or (unit is None and _AGED.search(before) and re.match(r"\s(?:and|or|years|to)\b|[\s,.;)]", after or ".") and _is_age(written)):
        return "age" if is_old or re.search(r"(?i)\b(?:aged|ages?|over|under)\s", before[-10:]) else "count"
    if unit and unit.strip(" -") in ("times", "fold"):
        return "ratio"
    return "measure" if unit else "count"


def _is_age(written: str) -> bool:
    return all(0 < int(part) < 120 for part in re.findall(r"\d+", written)) and "," not in written


def _value(text: str, other: str | None = None) -> Decimal:
    """Return the value of digits with their scale, which of a range may stand at the end alone.

    >>> str(_value("3.2 billion")), str(_value("2", "3 million"))
    ('3200000000', '2000000')
    """
    scales = {"thousand": 3, "k": 3, "million": 6, "mn": 6, "m": 6, "billion": 9, "bn": 9, "b": 9, "trillion": 12}
    digits = re.match(r"[\d,.]+", text)
    number = Decimal(digits[0].rstrip(".,").replace(",", "")) if digits else Decimal(0)
    scale = text[digits.end() :].strip() if digits else ""
    if not scale and other and (tail := re.search(r"[a-z]+$", other)):
        scale = tail[0]
    scaled = number.scaleb(scales[scale]) if scale in scales else number
    return Decimal(int(scaled)) if scale and scaled == int(scaled) else scaled


def _in_words(sentence: str, plain: str) -> Iterator[Number]:
    for found in _WORDED.finditer(plain):
        before, after = plain[max(0, found.start() - 40) : found.start()], plain[found.end() : found.end() + 40]
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
        if found["words"] and _TOP.search(before) and not found["unit"] and before.casefold().rstrip(" -").endswith("top"):
            how = "top-n"
        start, end = found.start() - first, found.end() + last
        unit = found["unit"].strip(" -") if found["unit"] else None
        kind = "rank-position" if how == "top-n" else _kind_of_words(found, unit)
        yield Number(start, end, sentence[start:end], written, value, unit, how, kind)


def _kind_of_words(found: re.Match[str], unit: str | None) -> str:
    if found["ratio"] or found["fraction"] or found["half"] or found["times"] or found["fold"]:
        return "ratio"
    return ("percent" if re.match(_PERCENT, f" {unit}") else "measure") if unit else "count"


def _is_fraction(words: str, before: str, after: str) -> bool:
    """Tell "a third of it" from "a third view"."""
    is_article = words.casefold().startswith("a ") or words.casefold().startswith("one ")
    is_followed = re.match(r"\s*(?:of|as|more|less|lower|higher|in|from|to|by|between|for|since)\b|\s*[.,;:)]|$", after)
    return not is_article or is_followed is not None


def _is_count(found: re.Match[str], before: str, after: str) -> bool:
    """Tell whether number words count things of the world, and not the parts of the text."""
    words = found["words"].casefold()
    if words in ("one", "a"):
        return False
    if found["unit"] or " " in words:
        return True
    behind = [word.casefold().strip(",.;:)”") for word in re.findall(r"\S+", after)[:3]]
    if after[:1] in ".,;:)" or not behind or behind[0] in _AUXILIARIES:
        return _ANAPHORIC.search(before) is None
    return after.startswith("-") is False and not any(_is_structural(word) for word in _noun(behind))


def _noun(words: list[str]) -> Iterator[str]:
    """Yield the words up to the noun that is counted, as far as it can be told."""
    for word in words:
        yield word
        if word.endswith("s") and not word.endswith(("ous", "ss")):
            return


def _is_structural(word: str) -> bool:
    return word in _STRUCTURAL or word.removesuffix("s") in _STRUCTURAL or word.removesuffix("es") in _STRUCTURAL
