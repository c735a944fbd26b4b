"""Know a heading by its number, its name or its form, and what kind of part it begins."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Literal, TypeAlias

from scgraph.anchors.numbering import Number, numbered, value
from scgraph.anchors.scripts import weight
from scgraph.anchors.sentences import ends_sentence

Part: TypeAlias = Literal["prose", "references", "notes", "contents", "keywords"]
MOST_WORDS = 20
MOST_WORDS_WITHOUT_NUMBER = 12
MOST_WORDS_OF_A_SLUG = 6

LONGEST_ACRONYM = 6
SHARE_OF_LETTERS = 0.75

_APPENDIX = re.compile(r"(appendix|annex)(?:\s+([a-z]|\d{1,2}|[ivx]{1,4}))?\b", re.IGNORECASE)
_KINDS: dict[Part, re.Pattern[str]] = {
    "references": re.compile(
        "(list of )?references|reference list|bibliography|works cited|literature( cited)?|"
        "(引用・?)?(参考|引用)文献(一覧|リスト)?|文献(一覧|リスト)?|参照文献|参考資料",
        re.IGNORECASE,
    ),
    "notes": re.compile(r"(end|foot)?notes|注(釈|記)?|脚注|註|後注", re.IGNORECASE),
    "contents": re.compile(
        r"(table of )?contents|list of (figures|tables|abbreviations|acronyms).*|(図表)?目次",
        re.IGNORECASE,
    ),
    "keywords": re.compile(
        r"key ?words( and phrases)?|index terms|jel( classification| codes?)?|キーワード",
        re.IGNORECASE,
    ),
}
_NAMES = re.compile(
    "|".join(
        [
            "abstract",
            "(executive )?summary",
            "introduction|motivation|foreword|preface|glossary|abbreviations",
            "(theoretical |research )?background",
            "literature review|review of (the )?literature|related (work|literature)",
            "(theoretical|conceptual|analytical) framework",
            "methods?|methodology|data|(materials|data) and methods?",
            "research (design|questions?|methods?)",
            "(case )?stud(y|ies)",
            "(main |key )?(results|findings)|analysis|evaluation",
            "(results|findings) and discussion|(general )?discussion",
            "(discussion and |summary and )?(concluding remarks|conclusions?)",
            "conclusions? and (outlook|recommendations|implications|discussion)",
            "(policy )?(recommendations?|implications?)",
            "limitations?( and .*)?",
            "future (work|research)|outlook",
            "acknowledge?ments?",
            "funding( (statement|information))?",
            "(declaration of |conflicts? of |competing )(competing )?interests?( statement)?",
            "disclosure( statement)?",
            "(data|code) availability( statement)?",
            "(authors?'? |credit ).*contributions?( statement)?",
            "ethic(s|al) .*",
            "supplementary (material|information)",
            "about the authors?",
        ]
    ),
    re.IGNORECASE,
)
_JAPANESE_NAMES = {
    "要旨|要約|概要|抄録|あらまし|梗概": "abstract",
    "はじめに|序論|緒言|序章|序|まえがき|緒論|研究の背景|背景": "introduction",
    "先行研究(の検討|の整理)?": "literature-review",
    "方法|研究方法|手法|(資料|データ)と方法|分析方法": "methods",
    "結果|分析結果|研究結果": "results",
    "考察|議論": "discussion",
    "結果と考察": "results-and-discussion",
    "おわりに|結論|結語|終章|むすび|結び|まとめ|まとめと課題": "conclusion",
    "提言|政策提言": "recommendations",
    "今後の課題": "future-work",
    "謝辞": "acknowledgements",
    "付録|補論|付記": "appendix",
}
_RUN_IN = re.compile(
    r"【?(?P<title>abstract|(?:executive )?summary|要旨|要約|概要|抄録)"
    r"(?:】\s*|\s*(?:[.:：]|\s[-\u2013\u2014]|\u2014)\s*|(?<=[旨約要録])\u3000)(?P<rest>\S.*)",
    re.IGNORECASE | re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading as the text has it.

    Args:
        title: without its number.
        number: as printed, such as "2.1" or "IV"; None if it has none.
        part: what kind of part it begins.
        is_known: whether its number or its name says that it is a heading; else its form does.
        rank: 0 if its number stands for itself, else how far below another it goes on from.
    """

    title: str
    number: str | None
    part: Part
    is_known: bool
    rank: int = 0

    @property
    def locator(self) -> str:
        """Return the number, or the title made into a name.

        >>> Heading("Policy & practice", None, "prose", True).locator
        'policy-practice'
        """
        if self.number:
            return self.number
        if found := _APPENDIX.match(self.title):
            return "-".join(part for part in found.groups() if part).casefold()
        plain = unicodedata.normalize("NFKD", self.title).encode("ascii", "ignore").decode()
        if name := _name_of(self.title):
            return name
        words = re.findall(r"[a-z0-9]+", plain.casefold().replace("'", ""))
        return "-".join(words[:MOST_WORDS_OF_A_SLUG]) or "section"

    @property
    def order(self) -> Number:
        """Return the number as whole numbers, by which headings are told from items of a list.

        >>> Heading("Cities", "2.1", "prose", True).order
        (2, 1)
        """
        return value(self.number) if self.number else ()


def heading_of(text: str) -> Heading | None:
    """Return what a text is as a heading, if it may be one.

    >>> heading_of("2.1. Cities and villages")
    Heading(title='Cities and villages', number='2.1', part='prose', is_known=True, rank=0)
    >>> heading_of("7 Works Cited").part
    'references'
    >>> heading_of("It rained in 3 cities.")
    """
    line = " ".join(text.split()).strip("*_ ■◆●○【】")
    found = numbered(line)
    number, title, rank = found or (None, line, 0)
    name = title.rstrip(":.：．")
    part = _part(name)
    is_named = _NAMES.fullmatch(name) is not None or _name_of(name) is not None
    if part != "prose" or is_named or (_APPENDIX.match(name) and _is_form(name)):
        return Heading(name, number, part, True, rank)
    if found and (title[0].islower() or _closes(title) or weight(title) > MOST_WORDS):
        return None
    if found:
        return Heading(title, number, "prose", rank == 0, rank)
    if not _is_form(title):
        return None
    return Heading(title, None, "prose", title.isupper() and len(title) > LONGEST_ACRONYM)


def looks_like_heading(line: str) -> bool:
    """Tell whether a line among others says by its number or its name that it is a heading."""
    heading = heading_of(line)
    return heading is not None and heading.is_known


def run_in(text: str) -> tuple[Heading, str] | None:
    """Return the heading with which a paragraph begins in its own line, and the rest.

    >>> run_in("Abstract: Buses run late.")[1]
    'Buses run late.'
    """
    found = _RUN_IN.match(text)
    return (Heading(found["title"], None, "prose", True), found["rest"]) if found else None


def is_contents_line(text: str) -> bool:
    """Tell whether a text may be a line of a table of contents: a heading, and its page.

    >>> is_contents_line("2.1 Cities . . . . 14"), is_contents_line("2.1 Cities")
    (True, False)
    """
    return re.search(r"\s\d{1,4}$", text) is not None and not ends_sentence(text)


def follows(number: Number, last: Number) -> bool:
    """Tell whether a section may have a number behind another: by the order of a paper.

    >>> [follows(number, (2, 1)) for number in ((2, 1, 1), (2, 2), (3,), (1,), (5,))]
    [True, True, True, False, False]
    """
    return not last or (number > last and number[0] - last[0] <= 1)


def _name_of(title: str) -> str | None:
    """Return what a Japanese heading is called in English, if it has one of the usual names."""
    return next(
        (name for names, name in _JAPANESE_NAMES.items() if re.fullmatch(names, title)), None
    )


def _part(title: str) -> Part:
    return next((kind for kind, name in _KINDS.items() if name.fullmatch(title)), "prose")


def _is_form(title: str) -> bool:
    """Tell whether a line without number or name has the form of a heading."""
    is_short = 0 < weight(title) <= MOST_WORDS_WITHOUT_NUMBER
    letters = sum(character.isalpha() or character.isspace() for character in title)
    return (
        is_short
        and title[0].isalnum()
        and not title[0].islower()
        and letters > 2
        and letters > SHARE_OF_LETTERS * len(title)
        and not _closes(title)
        and not re.search(r"[@|\t]|https?:|www\.| {3}", title)
    )


def _closes(title: str) -> bool:
    return title.endswith((",", ";", ":", "、", "：", "，")) or (
        ends_sentence(title) and not title.endswith("?")
    )
