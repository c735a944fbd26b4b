"""Blank in a sentence the digits that are no figures: years, dates, sections, references, codes."""

from __future__ import annotations

import re
from collections.abc import Iterable

_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?"
    r"|Sep(?:t(?:ember)?)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\.?"
)
_PARTS = (
    r"sections?|secs?\.|chapters?|chaps?\.|figures?|figs?\.|tables?|tabs?\.|box|boxes|appendix|annex"
    r"|equations?|eqs?\.|articles?|arts?\.|paragraphs?|paras?\.|clauses?|nos?\.|number|pages?|pp?\."
    r"|volumes?|vols?\.|issue|parts?|steps?|phases?|stages?|scenarios?|level|tier|type|model"
    r"|hypothes[ei]s|goals?|sdgs?|routes?|lines?|act|rooms?|versions?|ver\.|grant|society|industry"
    r"|web|class|category|group|note|footnote|item"
)
_SHARE = r"\s*(?:%|per\s?cent)"
_MORE_PARTS = (
    r"(?:\s*(?:,|and|to|or|&|\u2013|-)\s*\d+(?:\.\d+)*[a-z]?"
    rf"(?![\w%,.]{{0,20}}\d|{_SHARE})){{0,20}}(?![\w%]|,\d|{_SHARE})"
)
_CENTURIES = "century|centuries|floor|anniversary|birthday|edition|congress|session|day"
_ENGLISH = [
    r"https?://\S+|www\.\S+|\b10\.\d{4,9}/\S+",
    rf"(?<!\w)(?i:{_PARTS})\s*(?:no\.\s*)?[A-Z]?\d+(?:[.\u2013/-]\d+){{0,9}}[a-z]?{_MORE_PARTS}",
    rf"\b\d{{1,2}}(?:st|nd|rd|th)?\s+(?:of\s+)?{_MONTH}(?:,?\s+\d{{4}})?\b",
    rf"\b{_MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?(?:,?\s+\d{{4}})?\b(?![\d,]{{0,20}}\d)",
    rf"\b{_MONTH}\s+\d{{4}}\b",
    r"\b(?:FY|fiscal year)\s*'?\d{2,4}(?:[/\u2013-]\d{2,4})?",
    r"\b\d{4}s\b|['\u2019]\d\ds\b|\b\d{2}0s\b",
    rf"\b\d{{1,2}}(?:st|nd|rd|th)\s+(?:{_CENTURIES})\b",
    r"\b\d{1,2}:\d{2}\b|\b\d{1,2}(?:[:.]\d{2})?\s*(?:a\.m\.|p\.m\.|am\b|pm\b|o'clock)",
    r"(?<![\w.])[A-Z][A-Za-z]*[-\u2013]?\d+(?:\.\d+)?(?!\w*%)\b",
    r"(?<![\w.,])\d+[A-Z]+\w*\b|\b\w+-\d+-\w+",
    rf"\b\d{{4}}\s*[/\u2013-]\s*\d{{2,4}}\b(?!{_SHARE})|\b\d{{4}}-\d{{2}}-\d{{2}}\b",
    r"(?<=\()(?:\d{1,2}|[ivx]{1,4})(?=\)\s)",
    r"^\d{1,2}[.)](?=\s)",
    r"\b(?:\d{1,3}|[A-Za-z]+)\s(?:years?|months?|weeks?|days?|decades?)\s(?:ago|earlier)\b",
    r"(?<!\d)\d{1,12}/\d+",
]
_COUNTED = (
    "percent|people|persons|residents|inhabitants|households|respondents|yen|dollars|euros|km|ha|m"
    "|kilomet(?:re|er)s|met(?:re|er)s|hectares|tonnes|hours|buses|cars|vehicles|passengers|jobs"
    "|participants|workers|members"
)
_YEAR = re.compile(
    r"(?<![\w.,\u00a5$\u20ac\u00a3-])(?:1[5-9]|20)\d\d"
    rf"(?![\d%\w]|,\d|\.\d|{_SHARE}|\s*(?:{_COUNTED})\b)"
)
_JAPANESE = [
    r"https?://[!-~]+|\b10\.\d{4,9}/[!-~]+",
    r"(?:明治|大正|昭和|平成|令和)\s*(?:\d{1,2}|元)\s*年(?:度)?(?:\d{1,2}月(?:\d{1,2}日)?)?",
    r"\d{4}\s*年(?:度|代)?(?:末|初)?(?:\d{1,2}月(?:\d{1,2}日)?)?",
    r"\d{1,2}\s*月(?:\s*\d{1,2}\s*日)?(?!間)",
    r"(?:午前|午後|正午)?\d{1,2}時(?!間)(?:\d{1,2}分)?",
    r"第\s*[\d一二三四五六七八九十]+\s*(?!\d|位)[章節条項号期次回部編巻版者にのは]?(?:第?\d+項)?",
    r"(?:図|表|写真|式|付録|付表|注|問|図表)\s*[-－]?\d+(?:[-－.]\d+)*",
    r"(?<!\d)\d{1,12}\s*(?:章|節|条|項|号|頁|ページ|番目|年目|回目|年度|年代|月期|丁目|番地|世紀|年生|番|期)",
    r"(?<![\d.,])1\s*[^\W\d_]{1,3}?\s*(?:あたり|当たり|当り|につき|ごと)|(?<![\d.,])1日(?=平均|\d)",
    r"(?<![A-Za-z])[A-Za-z]+[-\u2013]?\d+|(?<!\d)\d+[A-Z][A-Za-z]*",
    r"(?<![A-Za-z])[A-Za-z]+\s\d+\.\d+(?!\d|\s?%)",
    r"(?:\d{1,3}|[一二三四五六七八九十]{1,4})(?:年|か月|カ月|日)(?:前(?!後)|後(?!半))",
    r"[(]\d{1,2}[)]|[\u2460-\u2473]",
]
_MASKS_EN = [re.compile(pattern) for pattern in _ENGLISH]
_MASKS_JA = [re.compile(pattern) for pattern in _JAPANESE]
_WIDE = str.maketrans("０１２３４５６７８９．，％－（）＄￥～：／", "0123456789.,%-()$¥〜:/")


def in_plain_digits(text: str) -> str:
    """Return a text with digits of single width, character by character.

    >>> in_plain_digits("３５．２％")
    '35.2%'
    """
    return text.translate(_WIDE)


def masked(text: str, spans: Iterable[tuple[int, int]], *, japanese: bool) -> str:
    """Return a text of the same length in which what is no figure is blank.

    Args:
        text: a sentence in plain digits.
        spans: what else is to be blank, such as the citations.
        japanese: whether the rules for Japanese hold.

    >>> masked("In 2019, 35 of 41 towns (Section 2.1) paid.", [], japanese=False)
    'In ____, 35 of 41 towns (___________) paid.'
    """
    letters = list(text)
    for start, end in spans:
        letters[start:end] = "_" * (end - start)
    for mask in _MASKS_JA if japanese else (*_MASKS_EN, _YEAR):
        for found in mask.finditer("".join(letters)):
            letters[found.start() : found.end()] = "_" * (found.end() - found.start())
    return "".join(letters)
