"""What is found in a sentence and in a list of references, form by form."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scgraph.anchors import AnchoringError
from scgraph.errors import ReadError
from scgraph.finding import (
    Entry,
    Find,
    Finding,
    NameIndex,
    find,
    find_cues,
    find_file,
    find_numbers,
    find_numbers_in_japanese,
    matched,
)

DEEP = os.environ.get("SCGRAPH_DEEP") == "1"
SIGNS = {"lower-bound": ">", "upper-bound": "<", "approximate": "~", "rank": "#", "top-n": "^"}


def numbers(sentence: str) -> list[str]:
    """Return the numbers of a sentence, each with the sign of how it is stated."""
    found = find_numbers(sentence)
    return [f"{SIGNS.get(one.stated, '')}{one.written}" for one in found]


def numbers_in_japanese(sentence: str) -> list[str]:
    """Return the same of a Japanese sentence."""
    found = find_numbers_in_japanese(sentence)
    return [f"{SIGNS.get(one.stated, '')}{one.written}" for one in found]


@pytest.mark.parametrize(
    ("sentence", "written"),
    [
        ("It was 35.2 % or 35 percent or 35 per cent.", ["35.2 %", "35 percent", "35 per cent"]),
        ("It rose by 2.5 percentage points.", ["2.5 percentage points"]),
        ("More than 60% of them and at least 5 towns.", [">60%", ">5"]),
        ("Up to 30%, under 5,000 and fewer than 12 towns.", ["<30%", "<5,000", "<12"]),
        ("About 30 %, nearly 40 and some 1,200 stops.", ["~30 %", "~40", "~1,200"]),
        ("It exceeded 70% and surpassed 2 million.", [">70%", ">2 million"]),
        ("Three quarters of them, two-thirds of us and a third of all.", ["Three quarters", "two-thirds", "a third"]),
        ("A third view holds; the second half is dull.", []),
        ("One in five, 9 out of 10 and nine out of ten towns.", ["One in five", "9 out of 10", "nine out of ten"]),
        ("Half of them left.", ["Half"]),
        ("It ranked 86th of 142, and was 3rd in 2019.", ["#86th", "142", "#3rd"]),
        ("It is among the top ten, or the top 5.", ["^ten", "^5"]),
        ("It was ranked 12 in the 19th century.", ["#12"]),
        ("It cost ¥3.2 billion, $5m, € 40 or 300 yen.", ["¥3.2 billion", "$5m", "€ 40", "300 yen"]),
        ("Those aged 65 and over, 70–79, or over 75.", [">65", "70–79", ">75"]),
        ("It fell from 52% to 31% and from 12th to 39th.", ["52%", "31%", "#12th", "#39th"]),
        ("It ranges from 0.4 to 6.2 m, or 30 to 35 percent.", ["0.4 to 6.2 m", "30 to 35 percent"]),
        ("It took 30–40 minutes, 3 km at 38 °C and 20 years.", ["30–40 minutes", "3 km", "38 °C", "20 years"]),
        ("It fell by 9,999 in 2019 and in 1999–2003.", ["9,999"]),
        ("On 3 May 2020, in March 2021, FY2019 and the 1990s.", []),
        ("See Section 2.1, Table 3, Figs. 4 and 5, Article 9, pp. 7–9 and No. 44.", []),
        ("COVID-19, Society 5.0, G7, 5G, CO2 and SDG 11.", []),
        ("Table 2 shows that 40% of 35 towns did.", ["40%", "35"]),
        ("At 8:30 a.m. and 5 p.m. it left.", []),
        ("Twelve towns and two hundred villages lost their bus.", ["Twelve", "two hundred"]),
        ("There are three reasons, two main groups and four steps.", []),
        ("The two differ, and all three agree.", []),
        ("One of them left; someone stayed.", []),
        ("It doubled twice, and is 14 times as high.", ["twice", "14 times"]),
        ("It ran at least twice.", [">twice"]),
        ("Once it was full; now it runs once a week.", ["once"]),
        ("In the year 2000 it began; 2000 people left.", ["2000"]),
        ("A 20-minute ride, a two-year plan and a 65-year-old rider.", ["20-minute", "two-year", "65-year-old"]),
        ("It costs 2,316.50 dollars or more.", [">2,316.50 dollars"]),
        ("Some 3/4 of it, 24/7.", []),
        ("A dozen towns, a hundred villages.", ["A dozen", "a hundred"]),
    ],
)  # fmt: skip
def test_numbers_are_found_with_how_they_are_stated(sentence: str, written: list[str]) -> None:
    """Figures in digits and in words are found; years, sections and codes are none."""
    assert numbers(sentence) == written


@pytest.mark.parametrize(
    ("sentence", "written"),
    [
        ("全体の３５．２％、約3割、3割5分である。", ["３５．２％", "~3割", "3割5分"]),
        ("1兆円、12億3,000万円、1億2千万円程度。", ["1兆円", "12億3,000万円", "~1億2千万円"]),
        ("65歳以上の4割を超える住民。", [">65歳", ">4割"]),
        ("70〜79歳の人は20人未満で、5割に届かない。", ["70〜79歳", "<20人", "<5割"]),
        ("令和3年4月1日、2020年度、昭和60年代。", []),
        ("第2章、図3、表1、第5条第2項、3年目、2回目。", []),
        ("世界86位、上位10都市、第3位であった。", ["#86位", "^上位10都市", "#第3位"]),
        ("三市と15市町村、4か所、120便、3路線。", ["三市", "15市町村", "4か所", "120便", "3路線"]),
        ("3つの課題と三種類の資料、四国と八戸市。", []),
        ("人口の3分の1、半数以上、2倍になった。", ["3分の1", ">半数", "2倍"]),
        ("午前9時30分から3時間、30分間かかる。", ["3時間", "30分間"]),
        ("18％から22％に上昇した。", ["18％", "22％"]),
        ("180万円から240万円である。", ["180万円から240万円"]),
        ("1人あたり320円、1日平均4.7人。", ["320円", "4.7人"]),
        ("最大で1.8℃、少なくとも8か所、半径300メートル以内。", ["<1.8℃", ">8か所", "<300メートル"]),
        ("十分な数ではなく、一部の三割である。", ["三割"]),
        ("二十五の町と三百人。", ["三百人"]),
        ("約20km、40cm、3.5kWh。", ["~20km", "40cm", "3.5kWh"]),
        ("COVID-19とSociety 5.0の時代。", []),
    ],
)  # fmt: skip
def test_numbers_are_found_in_japanese(sentence: str, written: list[str]) -> None:
    """Counters, tenths, scales and kanji are known; eras, chapters and place names are none."""
    assert numbers_in_japanese(sentence) == written


@pytest.mark.parametrize(
    ("sentence", "value", "upper", "unit", "kind"),
    [
        ("It was 35.2 %.", "35.2", None, "%", "percent"),
        ("It cost ¥3.2 billion.", "3200000000", None, "¥", "money"),
        ("It cost 2–3 million yen.", "2000000", "3000000", "yen", "money"),
        ("It took 30–40 minutes.", "30", "40", "minutes", "measure"),
        ("Those aged 65 and over.", "65", None, None, "age"),
        ("Two hundred towns.", "200", None, None, "count"),
        ("It was 86th.", "86", None, None, "rank-position"),
        ("It cost $5m.", "5000000", None, "$", "money"),
        ("One in eight left.", "0.125", None, None, "ratio"),
    ],
)
def test_a_number_has_a_value_and_a_unit(
    sentence: str, value: str, upper: str | None, unit: str | None, kind: str
) -> None:
    """Scales are worked out, of a range both ends."""
    (number,) = find_numbers(sentence)
    assert (str(number.value), number.unit, number.kind) == (value, unit, kind)
    assert (str(number.upper) if number.upper is not None else None) == upper


REFERENCES = """
References

Aung, M. N., & Lee, B. (2022a). Healthy buses in mountain towns. Towns, 4, 1-9. https://doi.org/10.5555/x

Aung, M. N. (2022b). Trams. Town Press.

Lee, C., & Kim, D. (2019). Boats. Town Press.

Lee, C., & Park, E. (2019). Ferries. Town Press.

Ministry of Trade. (2021). Trade in towns. https://trade.example/towns

Port Office. (2020). The Port Index of Towns. Port Office.

van der Berg, H. (2016). Bikes. Town Press.

総務省（2021）『地方の交通』総務省。

山田太郎・鈴木花子（2020）「高齢者の移動」『交通研究』4、1–9頁。
"""


def cited(sentence: str, references: str = REFERENCES) -> list[str]:
    """Return the keys that a sentence of a paper points to, by pointing where it is not the usual."""
    (found, *_) = find(f"1. Towns\n\n{sentence}\n{references}")
    usual = ("number", "author-year", None)
    return [
        one.key if one.pointing in usual else f"{one.pointing}: {one.key}"
        for one in found.citations
    ]


@pytest.mark.parametrize(
    ("sentence", "keys"),
    [
        ("It fell (Aung & Lee, 2022a).", ["aung-2022a"]),
        ("It fell (Aung, 2022b; van der Berg, 2016).", ["aung-2022b", "van-der-berg-2016"]),
        ("Van der Berg (2016) says so.", ["van-der-berg-2016"]),
        ("As Aung and Lee (2022a) and Aung (2022b) say.", ["aung-2022a", "aung-2022b"]),
        ("See (Aung, 2022a, 2022b).", ["aung-2022a", "aung-2022b"]),
        ("It fell (see, e.g., Aung et al., 2022a, p. 4).", ["aung-2022a"]),
        ("Aung et al.'s (2022a) result holds.", ["aung-2022a"]),
        ("Lee and Kim (2019) and Lee and Park (2019) differ.", ["lee-2019", "lee-2019-2"]),
        ("Lee (2019) is not plain.", ["author-year-not-listed: lee-2019"]),
        ("The Ministry of Trade (2021) counts boats.", ["ministry-of-trade-2021"]),
        ("Counts rose (Ministry of Trade 2021).", ["ministry-of-trade-2021"]),
        ("It rose (Statistics Bureau of Japan, 2023).", ["author-year-not-listed: statistics-bureau-of-japan-2023"]),
        ("Tomas & Olsen (2011) were first.", ["author-year-not-listed: tomas-2011"]),
        ("It rose in spring (March 2021) and fell (in 2020).", []),
        ("The Act (2019) and the plan (2018–2020) hold.", []),
        ("According to the Ministry of Trade, boats rot.", ["name-only: ministry-of-trade-2021"]),
        ("The Port Index of Towns puts it last.", ["name-only: port-office-2020"]),
        ("The Ministry of Trade is in Ardon.", []),
        ("バスは減った（総務省, 2021）。", ["総務省-2021"]),
        ("山田・鈴木（2020）は減ったと述べる。", ["山田太郎-2020"]),
        ("減った（山田ら 2020；総務省、2021）。", ["山田太郎-2020", "総務省-2021"]),
        ("総務省によれば、バスは減った。", ["name-only: 総務省-2021"]),
        ("調査は春に行った（2021年3月）。", []),
    ],
)  # fmt: skip
def test_works_are_found_by_author_and_year(sentence: str, keys: list[str]) -> None:
    """Authors and years in brackets and in the sentence, bodies, particles and names alone."""
    assert cited(sentence) == keys


NUMBERED = """
References

{0}1{1} Lee, A. (2019). Buses. Town Press.

{0}2{1} Port Office. (2020). The Port Index of Towns. Port Office.

{0}3{1} Kim, B. (2021). Trams. Town Press.

{0}4{1} Oh, C. (2021). Boats. Town Press.
"""


@pytest.mark.parametrize(
    ("sentence", "brackets", "keys"),
    [
        ("It fell [3].", "[]", ["3"]),
        ("It fell [1, 3–4] and rose [2].", "[]", ["1", "3", "4", "2"]),
        ("It fell［1］, rose [2; 4] and stood [3, p. 12].", "[]", ["1", "2", "4", "3"]),
        ("It fell \u00b9\u2027 and rose.\u00b2", "[]", ["1", "2"]),
        ("It fell ^3^ at last.", "[]", ["3"]),
        ("It fell (3) and rose (1, 2).", "()", ["3", "1", "2"]),
        ("It fell (3) at last.", "[]", []),
        ("Aims are (1) one and (2) two.", "[]", []),
        ("Lee (2019) [1] says so.", "[]", ["number-and-name: 1"]),
        ("The Port Index of Towns [2] says so.", "[]", ["number-and-name: 2"]),
        ("It covers 3 km\u00b2 and 10\u00b3 towns.", "[]", []),
        ("It fell [9].", "[]", ["9"]),
        ("都市は縮む[1,2]。", "[]", ["1", "2"]),
    ],
)
def test_works_are_found_by_number(sentence: str, brackets: str, keys: list[str]) -> None:
    """Marks of each form, and round brackets only where the list is numbered by them."""
    assert cited(sentence, NUMBERED.format(*brackets)) == keys


def test_a_number_that_the_list_lacks_is_told() -> None:
    """The mark is found, and said not to be listed."""
    (sentence,) = find("1. Towns\n\nIt fell [9].\n" + NUMBERED.format("[", "]"))
    assert [(one.key, one.is_listed) for one in sentence.citations] == [("9", False)]


def test_entries_are_read_as_far_as_they_are_plain() -> None:
    """Authors, year, title, DOI and address; nothing is made up for what has another form."""
    found = find("1. Towns\n\nIt rained.\n" + REFERENCES).entries
    assert list(found) == [
        "aung-2022a", "aung-2022b", "lee-2019", "lee-2019-2", "ministry-of-trade-2021",
        "port-office-2020", "van-der-berg-2016", "総務省-2021", "山田太郎-2020",
    ]  # fmt: skip
    aung, yamada = found["aung-2022a"], found["山田太郎-2020"]
    assert (aung.families, aung.year, aung.letter) == (("Aung", "Lee"), 2022, "a")
    assert (aung.title, aung.doi, aung.url) == (
        "Healthy buses in mountain towns",
        "10.5555/x",
        None,
    )
    assert found["ministry-of-trade-2021"].url == "https://trade.example/towns"
    assert (yamada.families, yamada.title) == (("山田太郎", "鈴木花子"), "高齢者の移動")
    assert aung.printed.startswith("Aung, M. N., & Lee, B. (2022a).")


@pytest.mark.parametrize(
    ("printed", "families", "year", "title"),
    [
        ("A. Lee and B. Kim, “Small buses,” Town Papers, vol. 4, pp. 1–9, 2019.", ("Lee", "Kim"), 2019, "Small buses"),
        ("OECD (2021). Adult learning in No. 4 towns. Paris.", ("OECD",), 2021, "Adult learning in No. 4 towns"),
        ("Something of 2019 and of 2020.", (), None, None),
        ("Lee, A. (2019). What now? Town Press.", ("Lee",), 2019, "What now?"),
        ("World Bank. (2020). Buses: The U.S. case. World Bank.", ("World Bank",), 2020, "Buses: The U.S. case"),
    ],
)  # fmt: skip
def test_entries_of_other_forms(
    printed: str, families: tuple[str, ...], year: int | None, title: str | None
) -> None:
    """What can be told apart is, and the rest stays in the printed text."""
    (entry,) = find(f"1. Towns\n\nIt rained.\n\nReferences\n\n[1] {printed}\n").entries.values()
    assert (entry.families, entry.year, entry.title) == (families, year, title)
    assert entry.printed == printed


def test_an_entry_that_a_page_divides_is_one() -> None:
    """An entry goes on over a page end, and an address over a line end."""
    pages = (
        "1. Towns\n\nIt rained.\n\nReferences\n\nLee, A. (2019). Buses of the\n\n3\n"
        "\fmountain towns. https://a.example/\nbuses\n\nOh, B. (2020). Boats. Town Press.\n\n4\n"
    )
    assert [entry.title for entry in find(pages).entries.values()] == [
        "Buses of the mountain towns",
        "Boats",
    ]


def test_entries_are_matched_by_doi_then_by_title_and_year() -> None:
    """Case and marks do not count; a title that two works have is matched to neither."""
    entries = {
        "1": Entry("1", "", doi="10.5555/X"),
        "2": Entry("2", "", title="Buses, in towns!", year=2019),
        "3": Entry("3", "", title="Annual report", year=2020),
        "4": Entry("4", "", title="Buses in towns", year=2018),
        "5": Entry("5", "", title="Report", year=2020),
    }
    works = [
        SimpleNamespace(id="a", doi="https://doi.org/10.5555/x", title=None, year=None),
        SimpleNamespace(id="b", doi=None, title="Buses in Towns", year=2019),
        SimpleNamespace(id="c", doi=None, title="Annual Report", year=2020),
        SimpleNamespace(id="d", doi="10.5555/y", title="Annual report.", year=2020),
        SimpleNamespace(id="e", doi=None, title="Report", year=2020),
    ]
    found = matched(entries, works)
    assert [found[key].work for key in "12345"] == ["a", "b", None, None, None]
    assert [found[key].by for key in "123"] == ["doi", "title-and-year", "title-and-year"]
    assert found["3"].is_ambiguous
    assert found["3"].candidates == ("c", "d")


@pytest.mark.parametrize(
    ("sentence", "cues"),
    [
        ("Silos led to delays.", ["causes"]),
        ("Delays stem from silos.", ["causes reversed"]),
        ("Growth was hindered by silos.", ["hinders reversed"]),
        ("Silos hindered growth.", ["hinders"]),
        ("This exacerbates inequality.", ["exacerbates"]),
        ("The limits of the town are old.", []),
        ("With limited means it may rain.", ["possible"]),
        ("In May it rained.", []),
        ("It is likely to close; perhaps not.", ["probable", "possible"]),
        ("Councils should act, and need to be paid.", ["recommendation", "recommendation"]),
        ("Unlike Ardon, Belmont pays.", ["contrast"]),
        ("縦割りが共有を阻害している。", ["hinders"]),
        ("共有が阻害された。", ["hinders reversed"]),
        ("分断は遅れを招いた。", ["causes"]),
        ("市は責任者を置くべきである。", ["recommendation"]),
        ("減るかもしれない。", ["possible"]),
        ("偏りが一因と考えられる。", ["probable"]),
    ],
)
def test_cues_propose_codes(sentence: str, cues: list[str]) -> None:
    """Words of the code lists are found in their forms, and where they are no nouns."""
    found = [
        f"{one.code}{' reversed' if one.is_reversed else ''}"
        for one in find_cues(sentence)
        if one.code not in ("comparison", "inference", "barrier", "disparity", "prediction")
    ]
    assert found == cues


def test_cues_are_codes_of_the_lists() -> None:
    """No cue proposes a code that there is not."""
    from scgraph.files import ontology
    from scgraph.finding.cues import SCHEMES, _phrases
    from scgraph.terms import CODE_LISTS

    assert set(SCHEMES) <= set(CODE_LISTS)
    codes = {(scheme, value[0]) for scheme, found in _phrases().items() for value in found.values()}
    assert len(codes) > 15
    graph = ontology("codes.ttl").read_text(encoding="utf-8")
    assert [code for code in codes if f"{code[0]}:{code[1]} a " not in graph] == []


def test_names_are_found_whole_and_the_longest() -> None:
    """Acronyms count in capitals, words whole, and Japanese without boundaries."""
    index = NameIndex(
        {
            "Ministry of Trade": "mot",
            "MOT": "mot",
            "IT": "it",
            "Trade": "trade",
            "総務省": "mic",
            "総務省統計局": "bureau",
            "Kurose": "kurose",
        }
    )
    text = "The Ministry of\u00a0Trade’s IT (MOT) said it of trade in Kurosefield, as 総務省統計局は総務省で."
    assert [(one.text.replace("\u00a0", " "), one.thing) for one in index.find(text)] == [
        ("Ministry of Trade", "mot"),
        ("IT", "it"),
        ("MOT", "mot"),
        ("trade", "trade"),
        ("総務省統計局", "bureau"),
        ("総務省", "mic"),
    ]


def test_ten_thousand_names_cost_one_walk() -> None:
    """The time does not grow with the number of names."""
    words = [f"Office of {a} {b}" for a in range(100) for b in range(100)]
    index = NameIndex({word: word for word in words})
    text = "The Office of 7 12 and the Office of 99 nobody. " * 2000
    start = time.process_time()
    found = list(index.find(text))
    assert len(found) == 2000
    assert time.process_time() - start < 2


def test_notes_are_found_where_they_stand() -> None:
    """Markdown's marks are no words of a sentence, and lead to what the note cites."""
    text = "# Buses\n\n## 1. Towns\n\nIt fell[^a] at last.[^b] So it was.\n\n[^a]: See Lee (2019).\n[^b]: No.\n"
    found = find(text, markdown=True)
    first = found.sentences["1/p1/s1"]
    assert first.text == "It fell at last."
    assert [(one.key, one.start, one.is_listed) for one in first.citations] == [
        ("note:a", 7, True),
        ("note:b", 16, True),
    ]
    assert found.footnotes["a"].citations[0].key == "lee-2019"


HOSTILE = [
    "1" * 15_000,
    "1," * 7_000,
    "1.1" * 5_000,
    "(" * 15_000,
    "(a, 2019; " * 1_500,
    "[1, " * 4_000,
    "Lee and " * 2_000 + "(2019)",
    "Section 1, " + "1, " * 5_000,
    "a-1-" * 4_000,
    "one hundred " * 1_500,
    "five in " * 2_000,
    "May 1 " * 3_000,
    "第" * 15_000,
    "一二三" * 5_000,
    "1億1万" * 3_000,
    "「" * 15_000,
    "。" * 15_000,
    "山田" * 7_000 + "（2020）",
    "¥" * 15_000,
    "A" * 15_000 + " (2019)",
    "¹" * 15_000,
    "Lee, A., " * 2_000 + "(2019). Buses.",
    "more than " * 1_500,
]


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: text[:8])
def test_long_lines_are_soon_done_with(text: str) -> None:
    """No regular expression runs away, in a sentence or in an entry."""
    start = time.process_time()
    with suppress(AnchoringError):
        find(f"1. Towns\n\nIt rained. {text} rained.\n\nReferences\n\n[1] {text}\n")
    assert time.process_time() - start < 2


PIECES = st.sampled_from(
    [
        *(
            "1. Towns\n\n",
            "第1章 都市\n\n",
            "II. Towns\n\n",
            "§ 4 Towns\n\n",
            "A. Towns\n\n",
            "（1）町\n\n",
        ),
        *(
            "Abstract\n\n",
            "要旨\n\n",
            "References\n\n",
            "参考文献\n\n",
            "注\n\n",
            "\n",
            "\n\n",
            "\f",
            "　",
        ),
        *(
            "It rose by 3 % ",
            "バスは3割減った。",
            "[1]",
            "[1–3]",
            "¹",
            "[^1]",
            "[^1]: Note.\n",
            "(Lee, 2019)",
        ),
        *(
            "（総務省, 2021）",
            "Lee (2019) ",
            "may ",
            "due to ",
            "[1] Lee, A. (2019). Buses.\n",
            "1) ",
        ),
        *(
            "| a | b |\n| - | - |\n",
            "- item\n",
            "「",
            "」",
            "。",
            ".",
            "Table 1. A\n",
            "図1 町\n",
            "¥3 billion ",
        ),
        *("twice ", "one in five ", "XIV. ", "XX. ", "IIX. ", "ﬁ", "\u00ad\n", "*", "Fig. 2 "),
    ]
)


@settings(max_examples=20_000 if DEEP else 300, deadline=None)
@given(st.lists(PIECES, max_size=40).map("".join) | st.text(), st.booleans())
def test_whatever_the_text_each_find_stands_where_it_says(text: str, markdown: bool) -> None:
    """Nothing fails, and the words of a find are those of its sentence."""
    try:
        finding = find(text, markdown=markdown, names={"Towns": "towns"})
    except AnchoringError:
        return
    assert isinstance(finding, Finding)
    for sentence in finding:
        finds: list[Find] = [
            *sentence.citations,
            *sentence.numbers,
            *sentence.cues,
            *sentence.names,
        ]
        for one in finds:
            assert sentence.text[one.start : one.end] == one.text
            assert 0 <= one.start <= one.end <= len(sentence.text)
    assert [sentence.locator for sentence in finding] == [
        anchor.locator for anchor in finding.structure
    ]


def test_a_file_without_prose_is_an_error(tmp_path: Path) -> None:
    """The same error as that of the anchors, which names the file."""
    path = tmp_path / "paper.txt"
    path.write_text("12\n\n13\n", encoding="utf-8")
    with pytest.raises(ReadError, match=r"paper\.txt: no sentence was found"):
        find_file(path)


def test_importing_the_room_loads_nothing_heavy() -> None:
    """The code lists are read when cues are first looked for."""
    code = "import sys, scgraph.finding; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert not {"pypdf", "sentencex", "markdown_it", "pyoxigraph"} & set(done.stdout.split())
