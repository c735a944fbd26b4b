"""Read number words of English: "twenty-five", "two hundred", "three quarters", "one in five"."""

from __future__ import annotations

import re
from decimal import Decimal

_UP_TO_NINETEEN = """
one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
seventeen eighteen nineteen
"""
_TENFOLD = "twenty thirty forty fifty sixty seventy eighty ninety"
_ONES = {word: number for number, word in enumerate(_UP_TO_NINETEEN.split(), 1)}
_TENS = {word: 10 * number for number, word in enumerate(_TENFOLD.split(), 2)}
_PLACES = "first second third fourth fifth sixth seventh eighth ninth tenth"
PLACES = _PLACES.split()
_SCALES = {
    "hundred": 100,
    "thousand": 1_000,
    "million": 10**6,
    "billion": 10**9,
    "trillion": 10**12,
}
_PARTS = {
    "half": 2, "halves": 2, "third": 3, "quarter": 4, "fourth": 4, "fifth": 5, "sixth": 6,
    "seventh": 7, "eighth": 8, "ninth": 9, "tenth": 10,
}  # fmt: skip
_SMALL = "|".join([*_ONES, *_TENS])
_TENS_AND_ONES = rf"(?:{'|'.join(_TENS)})-(?:{'|'.join(list(_ONES)[:9])})"
WORDS = (
    rf"(?:{_TENS_AND_ONES}|{_SMALL}|a(?=\s(?:hundred|thousand|million|billion|dozen)\b))"
    rf"(?:\s(?:{'|'.join(_SCALES)}|dozen)){{0,2}}(?!-?(?:{_SMALL})\b)"
)
FRACTION = (
    rf"(?:(?:a|one)[\s-](?:third|quarter|fifth|sixth|seventh|eighth|tenth)(?!\w)|(?:{_SMALL})[\s-]"
    r"(?:thirds|quarters|fourths|fifths|sixths|sevenths|eighths|ninths|tenths)(?!\w))"
)
RATIO = (
    rf"(?:one\s[a-z]+\sin\s(?:every\s)?(?:{_SMALL}|\d{{1,3}}(?!\d|,\d))"
    r"(?=\s(?:has|had|is|was|does|did|can|could|will|would|in|at|of)\b|[.,;)])|"
    rf"(?:{_SMALL})\s(?:in|out\sof)(?:\severy)?\s(?:{_SMALL})"
    r"|\d{1,3}\sout\sof\s(?:every\s)?\d{1,4}|\d{1,2}\sin\s\d{1,3}(?!\d|,\d))"
)


def value_of(words: str) -> Decimal | None:
    """Return the value of number words, or of a fraction or ratio; None if they are none.

    >>> [str(value_of(words)) for words in ("twenty-five", "two hundred", "a dozen", "Twelve")]
    ['25', '200', '12', '12']
    >>> [str(value_of(words)) for words in ("three quarters", "one in five", "9 out of 10", "half")]
    ['0.75', '0.2', '0.9', '0.5']
    >>> str(value_of("one town in five"))
    '0.2'
    """
    plain = words.casefold().strip()
    if plain in ("twice", "once", "thrice", "half"):
        return {
            "twice": Decimal(2),
            "once": Decimal(1),
            "thrice": Decimal(3),
            "half": Decimal("0.5"),
        }[plain]
    if ratio := re.fullmatch(r"(\S+) (?:[a-z]+ )?(?:in|out of)(?: every)? (\S+)", plain):
        parts = (_whole(ratio[1]), _whole(ratio[2]))
        return _divided(parts[0], parts[1]) if parts[0] and parts[1] else None
    *before, last = re.split(r"[\s-]", plain)
    part = _PARTS.get(last) or _PARTS.get(last.removesuffix("s"))
    if part and before:
        return _divided(1 if before == ["a"] else _whole(" ".join(before)) or 1, part)
    number = _whole(plain)
    return Decimal(number) if number is not None else None


def _divided(one: int, other: int) -> Decimal:
    return (Decimal(one) / Decimal(other)).quantize(Decimal("0.0001")).normalize()


def _whole(words: str) -> int | None:
    """Return a whole number in words or digits."""
    total = 0
    for word in re.split(r"[\s-]", words):
        if word.replace(",", "").isdecimal():
            total += int(word.replace(",", ""))
        elif word in _ONES or word in _TENS:
            total += _ONES.get(word) or _TENS[word]
        elif word == "a":
            total += 1
        elif word == "dozen" or word in _SCALES:
            total = (total or 1) * _SCALES.get(word, 12)
        else:
            return None
    return total
