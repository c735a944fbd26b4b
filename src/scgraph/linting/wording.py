"""Compare wordings: runs of words, numbers and hedges, in English and in Japanese."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from decimal import Decimal

RUN = 8
"""So many consecutive words of a text are its own words; fewer anybody may come to write."""

_OF_A_WORD = 3  # Japanese has no spaces: three characters weigh as much as a word
_CJK = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff々"
_TOKEN = re.compile(rf"[{_CJK}]|[^\W_{_CJK}]+")
_NUMBER = re.compile(r"(?<![\d.,])\d+(?:,\d{3})*(?:\.\d+)?")
_SCALES = {
    "thousand": 1_000,
    "million": 1_000_000,
    "billion": 1_000_000_000,
    "trillion": 1_000_000_000_000,
    "千": 1_000,
    "万": 10_000,
    "億": 100_000_000,
    "兆": 1_000_000_000_000,
    "割": 10,
}
_COUNTED = (
    ("zero",),
    ("one", "first"),
    ("two", "second"),
    ("three", "third"),
    ("four", "fourth"),
    ("five", "fifth"),
    ("six", "sixth"),
    ("seven", "seventh"),
    ("eight", "eighth"),
    ("nine", "ninth"),
    ("ten", "tenth"),
    ("eleven", "eleventh"),
    ("twelve", "twelfth"),
)
_WRITTEN_OUT = {
    **{word: str(number) for number, words in enumerate(_COUNTED) for word in words},
    "half": "1 of 2",
    "a quarter": "1 of 4",
    "a third": "1 of 3",
}
_WORDS = re.compile(rf"\b(?:{'|'.join(sorted(_WRITTEN_OUT, key=len, reverse=True))})\b")
_SCALED = re.compile(rf"({_NUMBER.pattern})\s*({'|'.join(_SCALES)})?")
_PART = re.compile(r"(\d+)\s*(?:in|out of|of|/)\s*(\d+)")
_HEDGE = re.compile(
    r"\b(?:may|might|could|possibly|perhaps|probably|likely|presumably|potentially|arguably"
    r"|seem(?:s|ed|ingly)?|appear(?:s|ed)? to|suggest(?:s|ed|ing)?|tend(?:s|ed)? to)\b"
    r"|かもしれ|可能性|だろう|でしょう|と思われ|と考えられ|おそらく|恐らく|ようだ|とみられ|と見られ|おそれ|恐れ"
)
_STARTS_ELSEWHERE = re.compile(
    r"(?:this|these|those|it|its|they|their|he|she|his|her|such|the (?:former|latter))\b"
    r"|(?:これ|それ|あれ|この|その|あの|かれ|彼|同(?:国|省|市|法|社|年)|前者|後者|こう|そう)",
    re.IGNORECASE,
)


def tokens(text: str) -> list[str]:
    """Return the words of a text without case and marks; of Japanese, the characters.

    >>> tokens("Smart cities, ＡＩ: 都市")
    ['smart', 'cities', 'ai', '都', '市']
    """
    return _TOKEN.findall(unicodedata.normalize("NFKC", text).casefold())


def runs(text: str) -> Iterator[tuple[str, ...]]:
    """Yield each run of consecutive words that is as long as `RUN` words are.

    >>> [" ".join(run) for run in runs("One two three four five six seven eight nine.")][0]
    'one two three four five six seven eight'
    """
    words = tokens(text)
    weights = [1 if _is_cjk(word) else _OF_A_WORD for word in words]
    weight, end = 0, 0
    for start in range(len(words)):
        while weight < RUN * _OF_A_WORD and end < len(words):
            weight += weights[end]
            end += 1
        if weight < RUN * _OF_A_WORD:
            return
        yield tuple(words[start:end])
        weight -= weights[start]


def numbers(text: str) -> list[str]:
    """Return the numbers of a text as digits, without what divides thousands.

    >>> numbers("Tokyo came 86th among 1,420; 35.2% and the G7")
    ['86', '1420', '35.2', '7']
    """
    folded = unicodedata.normalize("NFKC", text)
    return [found.replace(",", "") for found in _NUMBER.findall(folded)]


def values_in(text: str) -> set[Decimal]:
    """Return what the numbers of a text may be worth: as they stand, scaled, or as a percentage.

    >>> sorted(values_in("over 1.5 million"))
    [Decimal('1.5'), Decimal('1500000.0')]
    >>> Decimal(70) in values_in("more than seven in 10")
    True
    """
    plain = unicodedata.normalize("NFKC", text).casefold()
    folded = _WORDS.sub(lambda word: _WRITTEN_OUT[word.group()], plain)
    found: set[Decimal] = set()
    for digits, scale in _SCALED.findall(folded):
        number = Decimal(digits.replace(",", ""))
        found |= {number, number * _SCALES.get(scale, 1)}
    for part, whole in _PART.findall(folded):
        if Decimal(whole):
            found |= {Decimal(part) / Decimal(whole), 100 * Decimal(part) / Decimal(whole)}
    return found


def hedge(text: str) -> str | None:
    """Return the first word of a text that says that it is not sure.

    >>> hedge("This may slow adoption."), hedge("This slows adoption.")
    ('may', None)
    """
    found = _HEDGE.search(unicodedata.normalize("NFKC", text).casefold())
    return found.group() if found else None


def leans_on_what_came_before(text: str) -> str | None:
    """Return the word by which a statement begins and that says nothing without another.

    >>> leans_on_what_came_before("They are slow."), leans_on_what_came_before("Itself a city.")
    ('They', None)
    """
    found = _STARTS_ELSEWHERE.match(text.strip())
    return found.group() if found else None


def _is_cjk(word: str) -> bool:
    return len(word) == 1 and re.fullmatch(f"[{_CJK}]", word) is not None
