"""Find the numbers of a Japanese sentence, with their counter and how they are stated."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal

from scgraph.finding.bounds import stated_in_japanese
from scgraph.finding.counters import COUNTERS
from scgraph.finding.found import Number, apart
from scgraph.finding.masking import in_plain_digits, masked

_DIGITS = r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
_SCALE = "(?:[千百]?[兆億万]|千)"
_ONE = rf"{_DIGITS}(?:{_SCALE}{_DIGITS})*{_SCALE}?"
_ONES = "〇一二三四五六七八九"
_KANJI = "〇一二三四五六七八九十百千"
_MONEY = ("円", "ドル", "ユーロ", "ウォン", "元")
_MEASURES = re.compile(
    r"年|月|週|日|時間|分|秒|キロ|メートル|センチ|[a-z]+[2²]?$|℃|°C|度|トン|ヘクタール|平方"
)
_UNIT = rf"(?P<unit>{COUNTERS})"
_ANY_COUNTER = re.compile(
    "(?!以|未満|程度|前後|超|弱|強|余|近|等|約|分)[\u4e00-\u9fff]{1,2}(?=[ぁ-んァ-ヶ、。）)]|$)"
)
"""A counter that is not of the list: what stands in kanji behind a number, and nothing else."""
_BETWEEN = r"(?:から|〜|~|～|\u2013|-|ないし)"
_NUMBER = re.compile(
    rf"(?P<money>[¥$€])?(?<![A-Za-z0-9.,])(?P<first>第|上位)?(?P<low>{_ONE})(?P<unit_of_low>{COUNTERS})?"
    rf"(?:{_BETWEEN}(?P<high>{_ONE}))?(?:{_UNIT})?"
)
_FRACTION = re.compile(
    rf"(?<![\d{_KANJI}])(?P<parts>\d{{1,12}}|[{_KANJI}]{{1,12}})分の"
    rf"(?P<share>\d{{1,12}}|[{_KANJI}]{{1,12}})"
)
_KANJI_NUMBER = re.compile(
    rf"(?<![{_KANJI}数何第幾\d])(?P<low>[{_KANJI}]+(?:[兆億万])?)(?:か|カ|ヵ|ヶ)?(?P<unit>{COUNTERS})"
)
_HALF = re.compile(r"半数|過半数|半分(?!子)")
_NO_NUMBERS = re.compile(
    r"四国|三国志|[一二三四五六七八九]戸(?=[市町村])|六本木|二本松|四日市|五日市|十分|百貨|千葉|三重|八王子|一[^\W\d_]"
)
_IN_WORDS = frozenset("分日度国種区組町年本")
_BEHIND_A_TIME = re.compile("間|以上|程度|後|前")
_PEOPLES = re.compile(r"歳|才")
LONGEST = 24


def find_numbers_in_japanese(
    sentence: str, left_out: Iterable[tuple[int, int]] = ()
) -> list[Number]:
    """Return the numbers of a sentence, in its order.

    Args:
        sentence: a Japanese sentence.
        left_out: spans that hold no figures, such as its citations.

    >>> text = "2020年、約3割の65歳以上が1億2千万円を、三市で払った。"
    >>> for one in find_numbers_in_japanese(text):
    ...     print(one.written, one.value, one.stated, one.kind)
    3割 30 approximate percent
    65歳 65 lower-bound age
    1億2千万円 120000000 exact money
    三市 3 exact count
    """
    plain = masked(in_plain_digits(sentence), left_out, japanese=True)
    found = [
        *_fractions(sentence, plain),
        *_in_digits(sentence, plain),
        *_in_kanji(sentence, plain),
    ]
    return apart(found)


def _fractions(sentence: str, plain: str) -> Iterator[Number]:
    for found in _FRACTION.finditer(plain):
        parts, share = _value(found["parts"]), _value(found["share"])
        if parts:
            value = (share / parts).quantize(Decimal("0.0001")).normalize()
            yield _made(sentence, plain, found.start(), found.end(), value, None, "ratio")
    for half in _HALF.finditer(plain):
        how = "lower-bound" if half[0].startswith("過") else None
        yield _made(sentence, plain, half.start(), half.end(), Decimal("0.5"), None, "ratio", how)


def _in_digits(sentence: str, plain: str) -> Iterator[Number]:
    for found in _NUMBER.finditer(plain):
        unit = found["unit"] or (found["unit_of_low"] if not found["high"] else None)
        behind = plain[found.end() : found.end() + 1]
        if len(found["low"]) > LONGEST or re.match(
            r"分の|つ|種類|項目|点|段階|側面|類型", plain[found.end() : found.end() + 3]
        ):
            continue
        if unit is None and (behind.isalpha() and behind.isascii()):
            continue
        if unit == "日" and not _is_duration(plain, found):
            continue
        yield from _of_digits(sentence, plain, found, unit)


def _is_duration(plain: str, found: re.Match[str]) -> bool:
    """Tell days that are counted from the day of a month."""
    before = plain[max(0, found.start() - 3) : found.start()]
    behind = plain[found.end() : found.end() + 2]
    is_counted = re.search(r"(?:年|平均|約|計|均)$", before) or re.match(r"以|程|前|間|を", behind)
    return is_counted is not None or _value(found["low"]) > 31


def _of_digits(
    sentence: str, plain: str, found: re.Match[str], unit: str | None
) -> Iterator[Number]:
    low, high = found["low"], found["high"]
    is_change = (
        high
        and found["unit_of_low"]
        and unit != "倍"
        and "から" in found[0]
        and plain.startswith(("に", "へ"), found.end())
    )
    if is_change:
        middle = found.end("unit_of_low")
        one = found["unit_of_low"]
        yield _made(sentence, plain, found.start(), middle, _scaled(low, one), one, _kind(one))
        yield _made(
            sentence,
            plain,
            found.start("high"),
            found.end(),
            _scaled(str(high), unit),
            unit,
            _kind(unit),
        )
        return
    end = found.end()
    if unit is None and not found["money"] and (other := _ANY_COUNTER.match(plain, end)):
        unit, end = other[0], other.end()
    yield _made(
        sentence,
        plain,
        found.start(),
        end,
        _scaled(low, unit),
        unit or found["money"],
        "money" if found["money"] else _kind(unit),
        "top-n" if found["first"] == "上位" else "rank" if unit == "位" else None,
        _scaled(high, unit) if high else None,
    )


def _in_kanji(sentence: str, plain: str) -> Iterator[Number]:
    for found in _KANJI_NUMBER.finditer(plain):
        if _NO_NUMBERS.match(plain, found.start()) or found["low"] in ("一", "千", "百"):
            continue
        if _may_be_a_word(found) and not _BEHIND_A_TIME.match(plain, found.end()):
            continue
        unit = found["unit"]
        how = "rank" if unit == "位" else None
        yield _made(
            sentence,
            plain,
            found.start(),
            found.end(),
            _scaled(found["low"], unit),
            unit,
            _kind(unit),
            how,
        )


def _may_be_a_word(found: re.Match[str]) -> bool:
    """Tell whether a number and its counter are more often a word than a count: 十分, 三度."""
    return found["low"] in "十二三四" and found["unit"] in _IN_WORDS


def _made(
    sentence: str,
    plain: str,
    start: int,
    end: int,
    value: Decimal,
    unit: str | None,
    kind: str,
    how: str | None = None,
    upper: Decimal | None = None,
) -> Number:
    before, after = plain[max(0, start - 8) : start], plain[end : end + 10]
    code, first, last = stated_in_japanese(before, after)
    if how is not None:
        code, first, last = how, 0, 0
    begin, stop = start - first, end + last
    written = sentence[start:end]
    return Number(begin, stop, sentence[begin:stop], written, value, unit, code, kind, upper)


def _kind(unit: str | None) -> str:
    if unit is None:
        return "count"
    if unit.startswith("割") or unit in ("％", "%", "パーセント", "ポイント"):
        return "percent"
    if unit in _MONEY:
        return "money"
    if unit == "位":
        return "rank-position"
    if unit == "倍":
        return "ratio"
    if _PEOPLES.match(unit):
        return "age"
    return "measure" if _MEASURES.match(unit) else "count"


def _scaled(text: str, unit: str | None) -> Decimal:
    """Return a value; tenths (割) as percent.

    >>> str(_scaled("3", "割5分")), str(_scaled("1万2,600", "本"))
    ('35', '12600')
    """
    value = _value(text)
    if unit and unit.startswith("割"):
        hundredths = _value(unit[1]) if len(unit) > 1 else Decimal(0)
        return value * 10 + hundredths
    return value


def _value(text: str) -> Decimal:
    """Return the value of digits with 兆, 億, 万 and 千, or of numbers in kanji.

    >>> [str(_value(text)) for text in ("12億3,000万", "1億2千万", "二十五", "三百", "35.2")]
    ['1230000000', '120000000', '25', '300', '35.2']
    """
    total = Decimal(0)
    for part, scale in re.findall(r"([^兆億万]+)([兆億万]?)", text):
        total += _below_ten_thousand(part).scaleb({"兆": 12, "億": 8, "万": 4}.get(scale, 0))
    return total if total != int(total) else Decimal(int(total))


def _below_ten_thousand(text: str) -> Decimal:
    total = Decimal(0)
    for digits, ten in re.findall(r"([\d,.]+|[〇一二三四五六七八九]?)([千百十]?)", text):
        if not digits and not ten:
            continue
        if digits in _ONES:  # the empty text is no number, and stands for one
            number = Decimal(_ONES.index(digits) if digits else 1)
        else:
            number = Decimal(digits.rstrip(".").replace(",", ""))
        total += number * {"千": 1000, "百": 100, "十": 10}.get(ten, 1)
    return total
