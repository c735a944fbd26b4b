"""Know by their form the parts of a paper that are no prose: captions, tables, notes, entries."""

from __future__ import annotations

import re
from collections.abc import Sequence

SHARE_OF_TABLE = 0.6

# A sentence may begin with the name of a figure too: "Figure 1 shows", "表1に示す".
CAPTION = re.compile(
    r"(?i:figure|fig\.|table|box|chart|exhibit|scheme|plate|map|graph)\s*"
    r"(?:[A-Z]?\.?\d+(?:\.\d+)*|[IVX]+)[a-z]?(?:\s*[.:|\u2013\u2014-]|\s*$|\s+(?=[A-Z]))"
    r"|【?(?:図表|図|表|付表|別表|写真|地図|囲み)\s*[-－]?\d{1,3}(?:[-－.．]\d{1,3})*】?(?:[\s:：.．|]|$)"
)
SOURCE = re.compile(
    r"(?:sources?|notes?|data sources?)\s*:"
    r"|[(（]?(?:資料|出所|出典|データ出所|備考|注|注記)[)）]?\s*[:：]|[(（](?:資料|出所|出典|注)[)）]",
    re.IGNORECASE,
)
KEYWORDS = re.compile(
    r"(?:key ?words|index terms|jel(?: classification| codes?)?)(?: and phrases)?"
    r"\s*[:.\u2013\u2014-]|【?(?:キーワード|索引語)(?:】|\s*[:：]|\s)",
    re.IGNORECASE,
)
NOTE = re.compile(
    r"(?:\[\^[^\]]+\]:|[\u00b9\u00b2\u00b3\u2070-\u2079]+|[*\u2020\u2021\u00a7]+(?=\w)"
    r"|※\s*\d*|注\s*(?:\d{1,3}[)）:：]?|[)）]))\s*\S"
    r"|(?P<number>\d{1,3})\s?(?=[A-Z\"'(\u201c\u2018]|https?:)"
)
CONTENTS_LINE = re.compile(r"(?:\.\s?\.\s?\.\s?\.|[…‥・]{3,})\s*\d+\s*$")
ENTRY = re.compile(r"\s*(?:[-*\u2022]\s+)?\[\d{1,3}\]")
ADDRESS = re.compile(r"\S@\S+\.\w|\bISSN\b|\bORCID\b|\bdoi\.org/|\u00a9|^doi:", re.IGNORECASE)
_CELLS = re.compile(r"\S(?:\t|\s{3,}|\s*\|\s*)(?=\S)")


def looks_like_table(lines: Sequence[str]) -> bool:
    """Tell whether most lines are divided into cells.

    >>> looks_like_table(["Town     2019", "Ardon    2.50"]), looks_like_table(["It rained."])
    (True, False)
    """
    cells = sum(1 for line in lines if _CELLS.search(line) or _is_of_numbers(line))
    return cells >= SHARE_OF_TABLE * len(lines)


def _is_of_numbers(line: str) -> bool:
    words = line.split()
    numbers = sum(any(map(str.isdigit, word)) and not any(map(str.isalpha, word)) for word in words)
    return len(words) > 2 and numbers > len(words) / 2
