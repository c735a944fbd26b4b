"""Tell from the words beside a number how it is stated: exact, bounded or rounded."""

from __future__ import annotations

import re

_THE = r"\s(?:the\s|a\s|some\s)?$"
_LOWER = re.compile(
    r"(?i)\b(?:more than|no fewer than|no less than|not less than|over|above|at least"
    r"|exceed(?:s|ed|ing)?|surpass(?:es|ed|ing)?|upwards? of|in excess of|a minimum of|beyond"
    rf"|(?:greater|older|longer|higher|larger|farther|further) than){_THE}"
)
_UPPER = re.compile(
    r"(?i)\b(?:less than|fewer than|no more than|not more than|under|below|at most|up to|within"
    r"|as (?:little|few) as|a maximum of|not exceeding"
    rf"|(?:younger|lower|shorter|smaller) than){_THE}"
)
_NEAR = re.compile(
    r"(?i)\b(?:about|around|approximately|approx\.|nearly|almost|roughly|some|circa|ca\.|c\."
    rf"|close to|just (?:over|under|above|below)|an estimated|virtually){_THE}|~\s?$"
)
_OR_MORE = re.compile(
    r"(?i)\s(?:years\s)?(?:or|and)\s(?:more|above|over|older|higher|up|upwards?)\b(?!\sthan)|\+"
)
_OR_LESS = re.compile(
    r"(?i)\s(?:years\s)?(?:or|and)\s(?:less|fewer|below|under|younger|lower)\b(?!\sthan)"
)
_OR_SO = re.compile(r"(?i)\sor so\b")
_JA_NEAR = re.compile(r"(?:約|およそ|おおよそ|ほぼ|概ね|おおむね|ざっと)\s?$")
_JA_UPPER = re.compile(r"(?:最大で?|最長で?|最高で?|多くとも|上限)\s?$")
_JA_LOWER = re.compile(r"(?:最低でも|最低|少なくとも|最小で?|下限)\s?$")
_JA_BEHIND = {
    "lower-bound": re.compile(
        r"以上|超(?!え|す)|を(?:大きく|優に)?(?:超|越)え|を上回|より(?:多|高|大き|長)"
    ),
    "upper-bound": re.compile(
        r"以下|未満|以内|を下回|に満た|に(?:は|も)?届か|より(?:少な|低|小さ|短)|[がを]上限"
    ),
    "approximate": re.compile(
        r"程度|前後|ほど(?!近)|余り|あまり(?!に)|近く|弱(?![いくま者])|強(?![いくまさ化制調])|くらい|ぐらい"
    ),
}


def stated(before: str, after: str) -> tuple[str, int, int]:
    """Return how a number is stated, and how many characters on each side say so.

    >>> stated("It is more than ", " of them"), stated("aged ", " and over")
    (('lower-bound', 10, 0), ('lower-bound', 0, 9))
    """
    if found := _NEAR.search(before):
        return "approximate", len(before) - found.start(), 0
    if found := _OR_MORE.match(after):
        return "lower-bound", 0, found.end()
    if found := _OR_LESS.match(after):
        return "upper-bound", 0, found.end()
    if found := _OR_SO.match(after):
        return "approximate", 0, found.end()
    for code, pattern in (("lower-bound", _LOWER), ("upper-bound", _UPPER)):
        if found := pattern.search(before):
            return code, len(before) - found.start(), 0
    return "exact", 0, 0


def stated_in_japanese(before: str, after: str) -> tuple[str, int, int]:
    """Return the same of a number in Japanese.

    >>> stated_in_japanese("うち約", "が"), stated_in_japanese("の", "以上である")
    (('approximate', 1, 0), ('lower-bound', 0, 2))
    """
    for code, pattern in _JA_BEHIND.items():
        if (found := pattern.match(after)) and not (
            code != "lower-bound" and _JA_NEAR.search(before)
        ):
            return code, 0, found.end()
    for code, pattern in (
        ("approximate", _JA_NEAR),
        ("upper-bound", _JA_UPPER),
        ("lower-bound", _JA_LOWER),
    ):
        if found := pattern.search(before):
            return code, len(before) - found.start(), 0
    return "exact", 0, 0
