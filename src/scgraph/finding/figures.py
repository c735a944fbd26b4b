"""Find the numbers of an English sentence, with their unit and how they are stated."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal

from scgraph.finding.bounds import stated
from scgraph.finding.counting import find_in_words
from scgraph.finding.found import Number, apart
from scgraph.finding.masking import in_plain_digits, masked
from scgraph.finding.units import COIN, MEASURE, MONEY, PERCENT, RANKED, TOP, UNIT

_DIGITS = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_SCALE = (
    r"(?:\s?(?:thousand|million|billion|trillion|bn|mn)\b"
    r"|(?<=\d)[kmb](?=\s(?:yen|dollars|euros)\b))"
)
_BETWEEN = r"\s?(?:\u2013|\u2014|-|\bto\b)\s?"
_NUMBER = re.compile(
    rf"(?P<money>{MONEY})?(?<![\w.])(?P<low>(?:{_DIGITS})(?:{_SCALE}|(?(money)(?:k|m|bn?|mn)\b))?)"
    rf"(?:(?P<unit_of_low>{PERCENT}|{MEASURE})?{_BETWEEN}(?:{MONEY})?(?P<high>(?:{_DIGITS})(?:{_SCALE})?))?(?:{UNIT})?"
    r"(?P<rank>st\b|nd\b|rd\b|th\b)?(?![\w²³]|\.\d)"
)
_AGED = re.compile(
    r"(?i)\b(?:aged|ages?|over|under|above|below|those|people|persons|citizens|adults|respondents)\s"
    r"(?:between\s)?(?:about\s)?$"
)
LONGEST = 20


def find_numbers(sentence: str, left_out: Iterable[tuple[int, int]] = ()) -> list[Number]:
    """Return the numbers of a sentence, in its order.

    Args:
        sentence: an English sentence.
        left_out: spans that hold no figures, such as its citations.

    >>> text = "In 2019, more than 60% of 41 towns paid ¥3.2 billion, twice the sum."
    >>> for one in find_numbers(text):
    ...     print(one.written, one.value, one.stated, one.kind)
    60% 60 lower-bound percent
    41 41 exact count
    ¥3.2 billion 3200000000 exact money
    twice 2 exact ratio
    """
    plain = masked(in_plain_digits(sentence), left_out, japanese=False)
    found = [*_in_digits(sentence, plain), *find_in_words(sentence, plain)]
    return apart(found)


def _in_digits(sentence: str, plain: str) -> Iterator[Number]:
    for found in _NUMBER.finditer(plain):
        if max(len(found["low"]), len(found["high"] or "")) > LONGEST:
            continue
        yield from _of_digits(sentence, plain, found)


def _of_digits(sentence: str, plain: str, found: re.Match[str]) -> Iterator[Number]:
    """Yield the number of a match; two if it tells of a change from one to another."""
    is_change = found["high"] and re.search(r"(?i)\bfrom\s$", plain[: found.start()][-6:])
    if is_change and (found["unit_of_low"] or not found["unit"]) and " to " in found[0]:
        ends = found.end("unit_of_low") if found["unit_of_low"] else found.end("low")
        unit = found["unit_of_low"]
        yield _number(sentence, plain, found.start(), ends, found["low"], unit, found["money"])
        start = found.start("high") - len(found["money"] or "")
        yield _number(
            sentence, plain, start, found.end(), found["high"], found["unit"], found["money"]
        )
        return
    unit = found["unit"] or found["unit_of_low"]
    number = _number(
        sentence,
        plain,
        found.start(),
        found.end(),
        found["low"],
        unit,
        found["money"],
        found["high"],
    )
    yield number if not found["rank"] else _as_rank(number)


def _as_rank(number: Number) -> Number:
    return Number(
        number.start,
        number.end,
        number.text,
        number.written,
        number.value,
        None,
        "rank",
        "rank-position",
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
    if TOP.search(before) and not unit:
        how, kind = "top-n", "rank-position"
    elif RANKED.search(before) and not unit:
        how, kind = "rank", "rank-position"
    upper = _value(high, low) if high else None
    begin, stop = start - first, end + last
    return Number(
        begin,
        stop,
        sentence[begin:stop],
        written,
        _value(low, high),
        _unit(unit, money),
        how,
        kind,
        upper,
    )


def _unit(unit: str | None, money: str | None) -> str | None:
    return (unit or money or "").strip(" -") or None


def _kind(before: str, after: str, unit: str | None, money: str | None, written: str) -> str:
    if unit and re.match(PERCENT, unit):
        return "percent"
    if money or (unit and re.match(COIN, unit)):
        return "money"
    is_old = unit is not None and unit.endswith("old")
    if is_old or (
        unit is None
        and _AGED.search(before)
        and re.match(r"\s(?:and|or|years|to)\b|[\s,.;)]", after or ".")
        and _is_age(written)
    ):
        return (
            "age"
            if is_old or re.search(r"(?i)\b(?:aged|ages?|over|under)\s", before[-10:])
            else "count"
        )
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
    scales = {
        "thousand": 3,
        "k": 3,
        "million": 6,
        "mn": 6,
        "m": 6,
        "billion": 9,
        "bn": 9,
        "b": 9,
        "trillion": 12,
    }
    digits = re.match(r"[\d,.]+", text)
    number = Decimal(digits[0].rstrip(".,").replace(",", "")) if digits else Decimal(0)
    scale = text[digits.end() :].strip() if digits else ""
    if not scale and other and (tail := re.search(r"[a-z]+$", other)):
        scale = tail[0]
    scaled = number.scaleb(scales[scale]) if scale in scales else number
    return Decimal(int(scaled)) if scale and scaled == int(scaled) else scaled
