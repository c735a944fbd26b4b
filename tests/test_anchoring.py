"""Anchors are made from a text: of its prose alone, without its words, the same each time."""

from __future__ import annotations

import re
import subprocess
import sys
import textwrap
from collections import Counter
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

import scgraph
from scgraph.anchors import (
    Anchor,
    AnchoringError,
    Record,
    Structure,
    anchored,
    anchored_file,
    kept,
    read_copy,
    read_record,
    resolve,
    worded,
    written,
)
from scgraph.anchors.sentences import sentences
from scgraph.errors import ReadError
from scgraph.reading import read_paper
from test_cli import run
from tiny_pdf import columned_pdf, pdf

ROOT = Path(__file__).resolve().parents[1]
TEXT = ROOT.parent / "shared" / "paper" / "an-2025.txt"
PAPER = ROOT / "data" / "papers" / "an-2025" / "sentences.yaml"

needs_text = pytest.mark.skipif(
    not TEXT.exists(),
    reason="the paper's text is not part of the project; where CI runs it lies beside the checkout",
)

ARTICLE = """\
Buses and trams of small towns

Ada Lee, Bo Kim*
*University of Somewhere, a.lee@somewhere.example

Abstract: Buses carry 35.2% of all travellers. Few of them pay in cash.

Keywords: buses, trams

1. Introduction

Buses are old, e.g. in Ardon (see Fig. 1). Kim et al. [2] counted 1,200 of
them in 2019. [3] What is to be done?

Figure 1. Buses in the old town.

Table 1: Fares
Town    Fare    Year
Ardon   2.50    2019
Belmont 3.10    2020

2. Two towns

2.1 Ardon

The town council closed 12 stops, which the traders of the market

resented. It said: “We saved money.” Nobody believed it.

2.2 Belmont

Belmont kept its stops. (Others did not.) It pays for them.

Acknowledgements

We thank the drivers.

References

[1] Lee, A. (2019). Buses. Town Press.
[2] Kim, B. et al. (2020). Trams in towns. Journal of Towns, 4, 1-9.

Appendix A. Counting

We counted on Mondays.
"""
LOCATORS = {
    "abstract/p1": 2,
    "1/p1": 3,
    "2.1/p1": 3,
    "2.2/p1": 3,
    "acknowledgements/p1": 1,
    "appendix-a/p1": 1,
}


def found(structure: Structure) -> dict[str, int]:
    """Return how many sentences each paragraph has."""
    return Counter(anchor.locator.rpartition("/")[0] for anchor in structure)


def has(structure: Structure, locator: str, sentence: str) -> bool:
    """Tell whether a sentence stands at a locator, letter by letter."""
    return Anchor.of(locator, sentence) in set(structure)


def locators(file: Path) -> list[str]:
    """Return the locators of the sentences of a sentence file, in their order."""
    return re.findall(r"locator: (\S+/s\d+)$", file.read_text(encoding="utf-8"), re.MULTILINE)


@needs_text
def test_the_paper_gives_its_sentence_file(tmp_path: Path) -> None:
    """The text of the paper gives the 99 sentences of the shipped file, all but their marks.

    One heading is longer there: the shipped file holds no run of the paper's words.
    """
    made = tmp_path / "sentences.yaml"
    result = run("anchor", TEXT, "-o", made)
    assert result.exit_code == 0
    assert "99 sentences in 10 sections" in result.stderr
    lines = PAPER.read_text(encoding="utf-8").splitlines()
    long = next(line for line in TEXT.read_text("utf-8").splitlines() if line[:5] == "2.3. ")
    short = "Socio-economic challenges in Japan"
    printed = {f"    title: {short}": f"    title: {long[5:].strip()}"}
    assert sum(line in printed for line in lines) == 1
    assert made.read_text(encoding="utf-8").splitlines() == [
        printed.get(line, line) for line in lines if "no_claim:" not in line
    ]


@needs_text
def test_the_shipped_file_made_again_is_the_same(tmp_path: Path) -> None:
    """With its locators and marks kept, the file of the paper is the same byte by byte."""
    made = tmp_path / "sentences.yaml"
    result = run("anchor", TEXT, "-o", made, "--like", PAPER)
    assert "99 kept, 0 new, 0 gone" in result.stderr
    assert made.read_bytes() == PAPER.read_bytes()


@needs_text
@pytest.mark.parametrize("width", [55, 66, 72, 90])
@pytest.mark.parametrize("height", [None, 38, 50])
def test_the_paper_survives_lines_and_pages(width: int, height: int | None) -> None:
    """Broken into lines, and into pages with heads and numbers, it has the same sentences."""
    lines = [
        part
        for line in TEXT.read_text(encoding="utf-8").split("\n")
        for part in textwrap.wrap(line, width, break_long_words=False, break_on_hyphens=False)
        or [""]
    ]
    if height:
        pages = [lines[start : start + height] for start in range(0, len(lines), height)]
        lines = [
            line
            for number, page in enumerate(pages, 1)
            for line in ["\fProceedings of a Meeting", "", *page, "", str(number)]
        ]
    expected = {anchor.tolerant for anchor in anchored(TEXT.read_text(encoding="utf-8"))}
    assert {anchor.tolerant for anchor in anchored("\n".join(lines))} == expected


def test_prose_is_told_from_all_else() -> None:
    """Front matter, keywords, captions, tables and references are left out, and counted."""
    structure = anchored(ARTICLE)
    assert found(structure) == LOCATORS
    assert [section.title for section in structure.sections] == [
        "Abstract",
        "Introduction",
        "Two towns",
        "Ardon",
        "Belmont",
        "Acknowledgements",
        "Appendix A. Counting",
    ]
    assert structure.left_out["keywords"] == 1
    assert structure.left_out["captions"] >= 1
    assert structure.left_out["references"] >= 1


@pytest.mark.parametrize(
    ("block", "kind"),
    [
        ("Figure 1. Buses in the old town.", "captions"),
        ("Table 2 Fares of buses and trams", "captions"),
        ("FIGURE III: Trams", "captions"),
        ("Source: the council.", "captions"),
        ("Town\t2019\t2020\nArdon\t2.50\t3.10", "tables"),
        ("Keywords: buses; trams", "keywords"),
        ("Index terms\u2014buses, trams", "keywords"),
        ("2.1 Cities . . . . . . . 14", "contents entries"),
        ("12", "page lines"),
        ("a.lee@somewhere.example", "fragments"),
    ],
)
def test_a_block_that_is_no_prose_is_counted(block: str, kind: str) -> None:
    """Each kind of thing that is left out is named."""
    structure = anchored(f"1. Towns\n\nIt was so.\n\n{block}\n\n2. Villages\n\nSo it was.")
    assert found(structure) == {"1/p1": 1, "2/p1": 1}
    assert structure.left_out == {kind: 1}


@pytest.mark.parametrize(
    "block",
    [
        "Figure 1 shows that buses are old.",
        "Table 2 of the report says so.",
        "Notes of the council say so.",
        "2020 was a good year.",
        "12 stops were closed.",
        "Contents of the bus vary.",
        "(Others did not.)",
        "OECD data say so.",
    ],
)
def test_prose_that_begins_like_something_else_is_prose(block: str) -> None:
    """A sentence may begin with the name of a figure, a number or a bracket."""
    structure = anchored(f"1. Towns\n\nIt was so.\n\n{block}\n\nSo it was.")
    assert has(structure, "1/p2/s1", block)


def test_a_section_of_sections_has_no_paragraphs() -> None:
    """A heading that only has headings below it is a section all the same."""
    (towns,) = [section for section in anchored(ARTICLE).sections if section.locator == "2"]
    assert towns.paragraphs == ()


@pytest.mark.parametrize(
    "pages",
    [
        # page numbers, and running heads on top
        "Trams, 2020\n\n1. Towns\n\nIt was so. The council of\nArdon\n\n3\n"
        "\fTrams, 2020\n\nclosed it. So it was.\n\n4\n",
        "1. Towns\n\nIt was so. The council of\nArdon\n3\n\fclosed it. So it was.\n4\n",
        "Trams, 2020\n1. Towns\n\nIt was so. The council of\nArdon\n"
        "\fTrams, 2020\nclosed it. So it was.",
        # a footnote at the foot of the first page
        "1. Towns\n\nIt was so. The council of\nArdon\n\n1 See the minutes of 2019.\n3\n"
        "\fclosed it. So it was.\n4\n",
        # no form feeds
        "1. Towns\n\nIt was so. The council of Ardon\n\n3\n\nclosed it. So it was.",
        # a figure in the middle
        "1. Towns\n\nIt was so. The council of Ardon\n\nFigure 2. A tram.\n\nclosed it. So it was.",
    ],
)
def test_a_paragraph_goes_on_over_a_page(pages: str) -> None:
    """What stands between the halves of a paragraph is no part of it and does not divide it."""
    structure = anchored(pages)
    assert found(structure) == {"1/p1": 3}
    assert has(structure, "1/p1/s2", "The council of Ardon closed it.")


def test_running_heads_that_differ_are_known_by_their_page_number() -> None:
    """A head that names the section and the page is no prose on any page."""
    names = ["buses", "trams", "boats", "bikes"]
    pages = [f"On {name} {page}\n\nMany {name} run." for page, name in enumerate(names, 7)]
    pages[0] = pages[0].replace("Many", "1. Towns\n\nMany")
    structure = anchored("\n\f".join(pages))
    for number, name in enumerate(names, 1):
        assert has(structure, f"1/p{number}/s1", f"Many {name} run.")


@pytest.mark.parametrize(
    "note",
    [
        "\u00b9 See the minutes.",
        "\u2020See the minutes.",
        "1 See the minutes of Ardon.",
        "[^1]: See.",
    ],
)
def test_a_footnote_is_no_prose(note: str) -> None:
    """A block that begins with the mark of a note is left out."""
    structure = anchored(f"1. Towns\n\nIt was so.\n\n{note}\n\nSo it was.")
    assert found(structure) == {"1/p1": 1, "1/p2": 1}
    assert structure.left_out["footnotes"] == 1


@pytest.mark.parametrize(
    "parts",
    [
        ["It was so, as Smith et al. (2020) say.", "It fell by 3.5 points."],
        ["We name e.g. Ardon and i.e. Belmont.", "See Fig. 3 and No. 44 in vol. 2 of it."],
        ["Dr. Lee of the U.S. Government agreed.", "Prof. Kim did not."],
        ["He went to the U.S.", "Then he left."],
        ["It is so [5].", "The next follows."],
        ["It is so.[5]", "The next follows."],
        ["It is so. [5, 6]", "The next follows."],
        ["He said “It is over.”", "She agreed (see Table 2.).", "They left."],
        ["Is it so?", "It is!", "(It was not.)", "Indeed."],
        ["Section 2.1. says so.", "It was 1,200.5 in Jan. 2020."],
        ["Aims are: (1) one; (2) two; and (3) three.", "They differ."],
        ["J. R. Kim wrote it.", "So did A. Lee."],
        ["It takes approx. 5 %.", "See pp. 7-9 and Eq. 4."],
        ["He wrote: “The town is smart. It is big.” as well.", "Yes."],
        ["“Smart?” he asked.", "No."],
        ["As it is (Office, 2020).1", "The next is here."],
        ["It was so.12", "The next is here."],
        ["It stood in No.5 Ardon Lane.", "e-Government came late."],
        ["The rate was 5%.", "2020 was better."],
    ],
)
def test_sentences_end_where_they_do(parts: list[str]) -> None:
    """Abbreviations, decimals, marks of reference, quotes and brackets are no ends."""
    assert sentences(" ".join(parts)) == parts


@pytest.mark.parametrize(
    ("lines", "sentence"),
    [
        ("It was imple-\nmented.", "It was implemented."),
        ("A socio-economic fact is socio-\neconomic.", "A socio-economic fact is socio-economic."),
        ("It is cross-\nsectoral.", "It is cross-sectoral."),
        ("They met in Alsace-\nLorraine.", "They met in Alsace-Lorraine."),
        ("It was imple\u00ad\nmented.", "It was implemented."),
        ("Those aged 70-\n79 stay.", "Those aged 70-79 stay."),
    ],
)
def test_a_word_is_joined_again(lines: str, sentence: str) -> None:
    """A hyphen at a line end goes, unless the text or the word has it elsewhere."""
    assert has(anchored(f"1. Towns\n\n{lines}"), "1/p1/s1", sentence)


def test_lines_without_blank_ones_are_divided() -> None:
    """A heading and a short last line divide a text that has no blank lines."""
    lines = [
        "1 Towns and villages",
        "Buses are old and carry most of those who have to travel to",
        "work in the towns. They are full.",
        "Trams are new, and hardly anybody who lives outside of towns",
        "has ever seen one of them.",
        "2 Villages",
        "Villages have none.",
    ]
    assert found(anchored("\n".join(lines))) == {"1/p1": 2, "1/p2": 1, "2/p1": 1}


def test_a_list_is_no_sequence_of_headings() -> None:
    """Numbered items are sentences; the section after them is still found."""
    text = "1. Towns\n\nAims are:\n\n1. Close stops\n\n2. Buy trams\n\n2. Villages\n\nNone."
    structure = anchored(text.replace("2. Villages", "Some are met.\n\n2. Villages"))
    assert [section.locator for section in structure.sections] == ["1", "2"]
    assert has(structure, "2/p1/s1", "None.")


@pytest.mark.parametrize(
    ("heading", "locator"),
    [
        ("CONCLUSION", "conclusion"),
        ("Executive Summary", "executive-summary"),
        ("IV. Findings", "IV"),
        ("Annex B: Data", "annex-b"),
        ("What the drivers say", "what-the-drivers-say"),
        ("3) Outlook", "3"),
    ],
)
def test_headings_of_many_forms_are_known(heading: str, locator: str) -> None:
    """A heading is known by its number, its name or its form, and named by what it says."""
    prose = "Buses run every ten minutes in most of the town."
    text = f"Introduction\n\n{prose}\n\n{heading}\n\n{prose}"
    assert [section.locator for section in anchored(text).sections] == ["introduction", locator]


def test_two_sections_of_one_name_have_two_locators() -> None:
    """No two places of a text have the same locator."""
    structure = anchored("# Data\n\nOne is.\n\n# Data\n\nTwo are.", markdown=True)
    assert found(structure) == {"data/p1": 1, "data-2/p1": 1}


MARKDOWN = """\
---
title: Buses
---

# Buses and trams

## Abstract

Buses *carry* **35.2%** of [all](https://a.example) travellers[^1]. Few pay.

## 1. Towns

They have:

- stops in _every_ street;
- trams.

| Town | Fare |
| ---- | ---- |
| Ardon | 2.50 |

```
code is no prose.
```

Towns
=====

Some grow.

[^1]: Not all.
"""


def test_markdown_is_read_as_such() -> None:
    """Emphasis, links, notes, tables and code are no words of the sentences."""
    structure = anchored(MARKDOWN, markdown=True)
    assert [section.locator for section in structure.sections] == ["abstract", "1", "towns"]
    assert has(structure, "abstract/p1/s1", "Buses carry 35.2% of all travellers.")
    assert has(structure, "1/p2/s1", "stops in every street;")
    assert structure.left_out == {"tables": 1, "codes": 1, "footnotes": 1}


def test_text_under_no_heading_is_read_too() -> None:
    """A text without any heading is one section without a title."""
    structure = anchored("It rained in Ardon. Buses ran late.\n\nNobody came.")
    assert found(structure) == {"text/p1": 2, "text/p2": 1}
    assert structure.sections[0].title is None


@pytest.mark.parametrize("suffix", [".txt", ".md", ".pdf"])
def test_every_sentence_is_found_again(tmp_path: Path, suffix: str) -> None:
    """What was anchored is found in the same text, letter by letter."""
    path = tmp_path / f"article{suffix}"
    if suffix == ".pdf":
        half = ARTICLE.index("resented")
        path.write_bytes(pdf([ARTICLE[:half].rstrip() + "\n\n1", ARTICLE[half:] + "\n2"]))
    elif suffix == ".md":
        path.write_text(MARKDOWN, encoding="utf-8")
    else:
        path.write_text(ARTICLE, encoding="utf-8")
    anchors = list(anchored_file(path))
    assert len(anchors) == (6 if suffix == ".md" else sum(LOCATORS.values()))
    grades = Counter(one.grade for one in resolve(anchors, read_copy(path)))
    # A link and the mark of a note stand in the Markdown, and not in the paper.
    assert grades == (
        {"exact": 5, "neighbours-only": 1} if suffix == ".md" else {"exact": len(anchors)}
    )


def test_a_pdf_of_two_pages_is_read(tmp_path: Path) -> None:
    """Gaps divide paragraphs; heads and numbers of pages do not."""
    pages = [
        "Trams, 2020\n\n1. Towns\n\nIt was so. The\ncouncil of the town of\nArdon\n\n7",
        "Trams, 2020\n\nclosed it. (So\nit was.)\n\nNobody came.\n\n8",
    ]
    path = tmp_path / "paper.pdf"
    path.write_bytes(pdf(pages))
    structure = anchored_file(path)
    assert found(structure) == {"1/p1": 3, "1/p2": 1}
    assert has(structure, "1/p1/s2", "The council of the town of Ardon closed it.")


def test_a_pdf_is_verified(tmp_path: Path, kg: scgraph.KnowledgeGraph) -> None:
    """The command that looks for sentences reads a PDF by the same reader."""
    path = tmp_path / "paper.pdf"
    path.write_bytes(pdf(["Another paper altogether."]))
    result = run("verify", path)
    assert result.exit_code == 1
    assert result.stderr.endswith("99 checked, 0 skipped, 99 failed\n")


@pytest.fixture
def text(tmp_path: Path) -> Path:
    """Return the article as a file."""
    path = tmp_path / "article.txt"
    path.write_text(ARTICLE, encoding="utf-8")
    return path


@pytest.fixture
def made(tmp_path: Path, text: Path) -> Path:
    """Return the sentence file of the article."""
    path = tmp_path / "sentences.yaml"
    assert run("anchor", text, "-o", path).exit_code == 0
    return path


def change(text: Path, old: str, new: str) -> None:
    """Change a text at one place."""
    content = text.read_text(encoding="utf-8")
    assert content.count(old) == 1
    text.write_text(content.replace(old, new), encoding="utf-8")


def test_data_go_to_stdout_and_remarks_to_stderr(text: Path, made: Path) -> None:
    """Without a file to write to, the sentence file is printed."""
    result = run("anchor", text)
    assert result.stdout == made.read_text(encoding="utf-8")
    assert result.stderr.startswith("13 sentences in 7 sections\nleft out: ")


def test_made_again_it_is_the_same(text: Path, made: Path) -> None:
    """The same text gives the same bytes."""
    before = made.read_bytes()
    result = run("anchor", text, "-o", made)
    assert result.stderr.startswith("13 kept, 0 new, 0 gone\n")
    assert made.read_bytes() == before


def test_the_file_holds_no_words_of_the_text(made: Path) -> None:
    """No four words in a row of any sentence stand in the file, and all it says is known."""
    words = re.findall(r"\w+", made.read_text(encoding="utf-8").casefold())
    runs = set(zip(words, words[1:], words[2:], words[3:], strict=False))
    prose = re.findall(r"\w+", ARTICLE.casefold())
    told = re.findall(
        r"\w+", " ".join(made.read_text(encoding="utf-8").splitlines()[:2]).casefold()
    )
    shared = runs & set(zip(prose, prose[1:], prose[2:], prose[3:], strict=False))
    assert shared == set()
    assert told


def test_a_corpus_takes_the_file(tmp_path: Path, made: Path) -> None:
    """A paper with this sentence file is read without a fault."""
    folder = tmp_path / "lee-2020"
    folder.mkdir()
    record = "title: Buses\nauthors: Ada Lee\nlanguage: en\n"
    (folder / "paper.yaml").write_text(record, encoding="utf-8")
    (folder / "sentences.yaml").write_bytes(made.read_bytes())
    assert len(read_paper(folder).quads) > 100


def test_an_inserted_sentence_moves_no_other(text: Path, made: Path) -> None:
    """The others keep their locators; the new one has a locator that none had."""
    change(text, "Few of them pay", "Some walk. Few of them pay")
    change(text, "Nobody believed it.", "Nobody believed it.\n\nIt was false. All knew.")
    before = locators(made)
    result = run("anchor", text, "-o", made)
    assert result.stderr.startswith("13 kept, 3 new, 0 gone\n")
    after = locators(made)
    assert [locator for locator in after if locator in before] == before
    assert after[:3] == ["abstract/p1/s1", "abstract/p1/s3", "abstract/p1/s2"]
    assert {"2.1/p2/s1", "2.1/p2/s2"} < set(after)


def test_a_removed_sentence_leaves_its_locator_unused(text: Path, made: Path) -> None:
    """What is gone is named in the file, and never used for another sentence, however late."""
    change(text, " Few of them pay in cash.", "")
    assert run("anchor", text, "-o", made).stderr.startswith("12 kept, 0 new, 1 gone\n")
    assert "abstract/p1/s2" not in locators(made)
    change(text, "35.2% of all travellers.", "35.2% of all travellers. Many pay.")
    assert run("anchor", text, "-o", made).stderr.startswith("12 kept, 1 new, 0 gone\n")
    assert "abstract/p1/s3" in locators(made)
    before = made.read_bytes()
    assert "abstract/p1/s2" in made.read_text(encoding="utf-8").partition("sections:")[0]
    run("anchor", text, "-o", made)
    assert made.read_bytes() == before


def test_a_new_section_before_it_renames_none(text: Path, made: Path) -> None:
    """Where sections are numbered anew, sentences and sections keep the locators they had."""
    content = text.read_text(encoding="utf-8")
    content = content.replace("2.2 Belmont", "2.3 Belmont")
    content = content.replace("2.3 Belmont", "2.2 Corvey\n\nCorvey has one tram.\n\n2.3 Belmont")
    text.write_text(content, encoding="utf-8")
    before = locators(made)
    run("anchor", text, "-o", made)
    after = locators(made)
    assert [locator for locator in after if locator in before] == before
    assert len(set(after)) == len(after) == len(before) + 1


def test_moved_and_doubled_sentences_keep_apart(text: Path, made: Path) -> None:
    """A sentence that moved keeps its locator; one that stands twice has two."""
    change(text, "We thank the drivers.", "We thank the drivers. Nobody believed it.")
    change(text, "It pays for them.", "It said so.")
    change(text, "We counted on Mondays.", "It pays for them. We counted on Mondays.")
    result = run("anchor", text, "-o", made)
    assert result.stderr.startswith("13 kept, 2 new, 0 gone\n")
    after = locators(made)
    assert len(set(after)) == len(after) == 15
    assert after[-2:] == ["2.2/p1/s3", "appendix-a/p1/s1"]


def test_marks_and_all_else_stay(text: Path, made: Path, tmp_path: Path) -> None:
    """Marks of kept sentences, remarks at the top and other keys are carried over."""
    content = made.read_text(encoding="utf-8")
    marked = content.replace(
        "locator: 1/p1/s3\n            position: 5",
        "locator: 1/p1/s3\n            position: 5\n            no_claim: question",
    )
    marked = f"# My own remark.\n{marked}# A remark on questions.\nquestions: []\n"
    old = tmp_path / "old.yaml"
    old.write_text(marked, encoding="utf-8")
    assert "no_claim" in marked
    result = run("anchor", text, "--like", old)
    assert result.stdout == marked
    change(text, "What is to be done?", "What is done?")
    gone = run("anchor", text, "--like", old).stdout
    assert "no_claim" not in gone
    assert gone.startswith("# My own remark.\n")
    assert gone.endswith("# A remark on questions.\nquestions: []\n")


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.txt", b"", "no sentence was found"),
        ("a.txt", b"\n\n[1] 2 3\n", "no sentence was found"),
        ("a.txt", b"\xff\xfe\x00", "not UTF-8"),
        ("a.txt", b"a\0b", "U+0000"),
        ("a.txt", None, "cannot be read"),
        ("a.pdf", pdf([""]), "has no text"),
        ("a.pdf", b"%PDF-1.4\nnothing", "cannot be read as a PDF"),
        ("a.pdf", b"no pdf \xff", "not UTF-8"),
        ("a.md", b"| a |\n| - |\n| b |\n", "no sentence was found"),
    ],
)
def test_what_is_no_text_is_an_error(
    tmp_path: Path, name: str, content: bytes | None, said: str
) -> None:
    """A file that is no text, or has no sentence, is one message that names it, and no output."""
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content)
    result = run("anchor", path, "-o", tmp_path / "out.yaml")
    assert result.exit_code == 1
    assert said in result.stderr
    assert name in result.stderr
    assert not (tmp_path / "out.yaml").exists()


def test_an_encrypted_pdf_is_an_error(tmp_path: Path) -> None:
    """A PDF that needs a password says so."""
    from io import BytesIO

    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter(clone_from=PdfReader(BytesIO(pdf(["It rained."]))))
    writer.encrypt("secret", algorithm="RC4-128")
    writer.write(tmp_path / "paper.pdf")
    with pytest.raises(ReadError, match="encrypted; save a copy without a password"):
        anchored_file(tmp_path / "paper.pdf")


def test_without_pypdf_a_pdf_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The message names the extra, and the exit code is that of a wrong command."""
    monkeypatch.setitem(sys.modules, "pypdf", None)
    path = tmp_path / "paper.pdf"
    path.write_bytes(pdf(["It rained."]))
    result = run("anchor", path)
    assert result.exit_code == 2
    assert "install scgraph-evidence[pdf]" in result.stderr


@pytest.mark.parametrize(
    "content", ["title: Buses\n", "- a\n", "sections: [\n", "sections:\n  - 1\n"]
)
def test_another_file_is_never_written_over(text: Path, tmp_path: Path, content: str) -> None:
    """A file that is no sentence file stays as it is."""
    path = tmp_path / "paper.yaml"
    path.write_text(content, encoding="utf-8")
    result = run("anchor", text, "-o", path)
    assert result.exit_code == 1
    assert "paper.yaml" in result.stderr
    assert path.read_text(encoding="utf-8") == content


def test_nothing_like_prose_is_an_error_in_python() -> None:
    """The function says so by an error of its own, which is a ValueError."""
    with pytest.raises(ValueError, match="no sentence"):
        anchored("12\n\n13")
    assert issubclass(AnchoringError, ValueError)


def test_titles_are_written_so_that_they_are_read_again(text: Path, made: Path) -> None:
    """A title with a colon, a hash, quotes or a number is the same when it is read."""
    titles = ['Aims: "two" of them', "Yes", "Costs #1", "C: it", "2020 and on", "Ärger – why?"]
    content = "\n\n".join(f"# {title}\n\nIt rained." for title in ["First", *titles])
    text.with_suffix(".md").write_text(content, encoding="utf-8")
    result = run("anchor", text.with_suffix(".md"))
    sections = yaml.safe_load(result.stdout)["sections"]
    assert [section["title"] for section in sections][1:] == titles


PIECES = st.sampled_from(
    [
        "1. Towns",
        "2.1 X",
        "Abstract: ",
        "\n",
        "\n\n",
        "\x0c",
        "It was so.",
        "(1)",
        "- item",
        "[5]",
        "Fig. 1. A",
        "Table 2",
        "3",
        "References",
        "“Q.”",
        "e.g.",
        "and",
        "a-\n",
        "¹ note",
        "*all*",
        "_",
        "Keywords: a",
        " ",
        "Appendix A",
        "…",
        "\xad\n",
        "# H",
        "ﬁ",
    ]
)


@given(st.lists(PIECES, max_size=40).map("".join) | st.text(), st.booleans())
def test_whatever_the_text_the_file_is_sound(
    tmp_path_factory: pytest.TempPathFactory, content: str, markdown: bool
) -> None:
    """No two places share a locator, and made again from the same text it is the same."""
    try:
        structure = anchored(content, markdown=markdown)
    except AnchoringError:
        return
    once = written(Record(structure))
    names = re.findall(r"locator: (.+)", once)
    assert len(set(names)) == len(names)
    path = tmp_path_factory.mktemp("made") / "sentences.yaml"
    path.write_bytes(once.encode())
    again, changes = kept(structure, read_record(path))
    assert written(again) == once
    assert (changes.new, changes.gone) == (0, 0)


def test_importing_the_anchors_loads_neither_reader_nor_splitter() -> None:
    """Whoever only verifies a plain text does not wait for what reads PDF and Markdown."""
    code = "import sys, scgraph.anchors; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert not {"pypdf", "sentencex", "markdown_it", "pyoxigraph"} & set(done.stdout.split())


def test_a_title_that_was_cut_short_by_hand_stays_short(tmp_path: Path) -> None:
    """What a curator shortened is not made long again; a heading that changed is taken over."""
    text, made = tmp_path / "text.txt", tmp_path / "sentences.yaml"
    text.write_text("1. Late buses in small towns\n\nNobody came to the stop that day.\n")
    assert run("anchor", text, "-o", made).exit_code == 0
    made.write_text(made.read_text().replace("Late buses in small towns", "Late buses"))
    assert run("anchor", text, "-o", made).exit_code == 0
    assert "title: Late buses\n" in made.read_text()
    text.write_text("1. Early trams\n\nNobody came to the stop that day.\n")
    assert run("anchor", text, "-o", made).exit_code == 0
    assert "title: Early trams\n" in made.read_text()


COLUMNS = (
    "1. Towns\nBuses are old and carry most of those\nwho have to travel to work in the\n"
    "towns. They are full, and hardly a\nseat is left in them on any market\n"
    "day. So people walk, or they stay at\nhome until the evening. The council",
    "of Ardon knows it. It has asked for\nmore buses, and has been given none\n"
    "of them. Trams are new, and hardly\nanybody who lives outside of towns\n"
    "has ever seen one of them. So it is.\nNobody came to the opening of them\n"
    "but the mayor.",
)


@pytest.mark.parametrize("by_rows", [False, True])
def test_two_columns_are_read_one_after_the_other(tmp_path: Path, by_rows: bool) -> None:
    """However the file has them, the second column follows the first."""
    path = tmp_path / "paper.pdf"
    path.write_bytes(columned_pdf([COLUMNS], by_rows=by_rows))
    structure = anchored_file(path)
    assert found(structure) == {"1/p1": 8}
    assert has(structure, "1/p1/s4", "The council of Ardon knows it.")
    assert has(
        structure, "1/p1/s5", "It has asked for more buses, and has been given none of them."
    )


def test_a_table_of_two_columns_is_not_read_as_text(tmp_path: Path) -> None:
    """Short cells beside each other stay rows."""
    towns = "\n".join(f"Town {number}" for number in range(10))
    fares = "\n".join(f"{number}.50" for number in range(10))
    path = tmp_path / "paper.pdf"
    path.write_bytes(
        columned_pdf([(f"1. Towns\nIt rained.\n{towns}", f"\n\n{fares}")], by_rows=True)
    )
    assert "Town 3 3.50" in read_copy(path)


def test_a_picture_of_text_is_an_error(tmp_path: Path) -> None:
    """A scanned page has a picture and no text: the message says what to do."""
    from io import BytesIO

    from PIL import Image

    picture = BytesIO()
    Image.new("L", (60, 80), 255).save(picture, "PDF")
    path = tmp_path / "scan.pdf"
    path.write_bytes(picture.getvalue())
    with pytest.raises(ReadError, match="only pictures of it; run a text recognition first"):
        anchored_file(path)


PROSE = "Buses run every ten minutes in most of the town."
JAPANESE_PROSE = "町の大半ではバスが十分おきに走り、多くの人を運んでいる。"


@pytest.mark.parametrize(
    ("headings", "locators"),
    [
        (["I. Towns", "A. Ardon", "B. Belmont", "II. Villages", "A. Corvey"], ["I", "I.A", "I.B", "II", "II.A"]),
        (["§ 1 Towns", "§ 2 Villages"], ["1", "2"]),
        (["Section 1: Towns", "Section 2: Villages"], ["1", "2"]),
        (["Part I: Towns", "Part II Villages"], ["I", "II"]),
        (["XIX. Towns", "XX. Villages"], ["XIX", "XX"]),
        (["第1章 町", "第1節 駅", "第2節 店", "第2章 村", "第1節 川"], ["1", "1.1", "1.2", "2", "2.1"]),
        (["第一章　町", "第二章　村"], ["1", "2"]),
        (["１．町", "１．１ 駅", "１．２　店", "２．村"], ["1", "1.1", "1.2", "2"]),
        (["1 はじめに", "2 町", "（1）駅", "（2）店", "3 おわりに"], ["1", "2", "2.1", "2.2", "3"]),
        (["はじめに", "考察", "おわりに"], ["introduction", "discussion", "conclusion"]),
        (["【要旨】", "はじめに", "■ 結果"], ["abstract", "introduction", "results"]),
    ],
)  # fmt: skip
def test_sections_are_numbered_in_many_ways(headings: list[str], locators: list[str]) -> None:
    """Roman numbers, letters, section signs and Japanese chapters; a lower number goes on from a higher."""
    is_japanese = any(not heading.isascii() for heading in headings) and "§" not in headings[0]
    prose = JAPANESE_PROSE if is_japanese else PROSE
    text = "\n\n".join(f"{heading}\n\n{prose}" for heading in headings)
    assert [section.locator for section in anchored(text).sections] == locators


@pytest.mark.parametrize("line", ["A. Lee wrote it.", "B. Kim, C. Oh", "(1) one"])
def test_a_letter_or_number_alone_makes_no_heading(line: str) -> None:
    """A name may begin with a letter, and an item with a number."""
    structure = anchored(f"1. Towns\n\n{PROSE}\n\n{line}\n\n{PROSE}")
    assert [section.locator for section in structure.sections] == ["1"]


@pytest.mark.parametrize(
    "parts",
    [
        ["雨が降った。", "風も吹いた！", "なぜか？"],
        ["彼は「雨だ。風だ。」と言った。", "皆が頷いた。"],
        ["率は３．５％である．", "次も同じである．"],
        ["雨である[3]。", "風である。[4, 5]", "雪である。¹", "霜である。"],
        ["（これは別である。）", "次の文である。"],
        ["Lee et al. (2020) は U.S. を調べた。", "次の文である。"],
        ["「雨だ。」", "風が吹いた。"],
    ],
)
def test_japanese_sentences_end_where_they_do(parts: list[str]) -> None:
    """Marks of two widths, quotations, brackets and references."""
    assert sentences("".join(parts)) == parts


def test_japanese_lines_are_joined_without_spaces() -> None:
    """A line may end anywhere; between words of other languages the space stays."""
    text = "1 町\n\n　バスは町を走り、多\nくの人を運ぶ。Larsen and\nOduya は２\n０人を調べた。\n　次の段落である。"
    structure = anchored(text)
    assert found(structure) == {"1/p1": 2, "1/p2": 1}
    assert has(structure, "1/p1/s1", "バスは町を走り、多くの人を運ぶ。")
    assert has(structure, "1/p1/s2", "Larsen and Oduya は２０人を調べた。")


@pytest.mark.parametrize(
    ("block", "kind"),
    [
        ("図1 町の駅", "captions"),
        ("表２．運賃（円）", "captions"),
        ("資料：町の統計", "captions"),
        ("キーワード：バス、電車", "keywords"),
        ("注1）議事録を見よ。", "footnotes"),
        ("※ 議事録を見よ。", "footnotes"),
    ],
)
def test_what_is_no_prose_is_known_in_japanese_too(block: str, kind: str) -> None:
    """Captions, sources, keywords and notes."""
    structure = anchored(f"1 町\n\n{JAPANESE_PROSE}\n\n{block}\n\n2 村\n\n{JAPANESE_PROSE}")
    assert found(structure) == {"1/p1": 1, "2/p1": 1}
    assert structure.left_out == {kind: 1}


@pytest.mark.parametrize(
    "block", ["図1に示すように、町は古い。", "注目すべき点がある。", "3つの町がある。"]
)
def test_japanese_prose_that_begins_like_something_else_is_prose(block: str) -> None:
    """A sentence may begin with the name of a figure, with 注 or with a number."""
    structure = anchored(f"1 町\n\n{JAPANESE_PROSE}\n\n{block}\n\n{JAPANESE_PROSE}")
    assert has(structure, "1/p2/s1", block)


def test_the_words_stand_beside_the_anchors() -> None:
    """Each anchor is that of its words, and the structure is the one without them."""
    paper = worded(ARTICLE)
    assert paper.structure == anchored(ARTICLE)
    assert all(Anchor.of(anchor.locator, text) == anchor for anchor, text in paper)
    assert paper.front[0] == ("Buses and trams of small towns",)
    assert len(paper.others["references"][0]) == 2


def test_a_note_that_is_an_address_is_a_note() -> None:
    """Markdown would take it for the address of a link."""
    text = "# Towns\n\nIt rained[^1] in Ardon.\n\n[^1]: https://a.example/b\n"
    paper = worded(text, markdown=True)
    assert dict(paper.texts) == {"towns/p1/s1": "It rained in Ardon."}
    assert [(mark.name, mark.place) for mark in paper.marks["towns/p1/s1"]] == [("1", 9)]
    assert paper.others["footnotes"] == (("[^1]: https://a.example/b",),)
