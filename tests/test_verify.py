"""The paper's own text proves every anchor, also damaged; altered, every altered sentence shows.

What damages and alters the text here shares nothing with the code that normalises and looks for it.
"""

from __future__ import annotations

import csv
import io
import json
import os
import random
import re
import textwrap
from collections.abc import Callable
from pathlib import Path

import pytest

import scgraph
from scgraph.answers import Report
from test_cli import run

SHARED = Path(__file__).resolve().parents[1].parent / "shared" / "paper"
TEXT = SHARED / "an-2025.txt"
VARIANTS = 500 if os.environ.get("SCGRAPH_DEEP") else 100
WHOLE = ("exact", "typographic", "extraction-tolerant")

pytestmark = pytest.mark.skipif(
    not TEXT.exists(),
    reason="the paper's text is not part of the project; where CI runs it lies beside the checkout",
)
Damage = Callable[[str, random.Random], str]


def sentences() -> dict[str, str]:
    """Return the sentences of the paper by their locators, in order."""
    with (SHARED / "sentences.tsv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE))[1:]
    return dict(rows)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def text() -> str:
    """Return the paper as it came."""
    return TEXT.read_text(encoding="utf-8")


def wrapped(text: str, choose: random.Random) -> str:
    """Break every paragraph into lines of one width."""
    width = choose.choice([58, 66, 72, 80, 96])
    return "\n".join(
        textwrap.fill(line, width, break_long_words=False) if line.strip() else ""
        for line in text.split("\n")
    )


def hyphenated(text: str, choose: random.Random) -> str:
    """Break some long words at a line end."""

    def broken(word: re.Match[str]) -> str:
        middle = len(word[0]) // 2
        return f"{word[0][:middle]}-\n{word[0][middle:]}" if choose.random() < 0.05 else word[0]

    return re.sub(r"[a-z]{8,}", broken, text)


def curly(text: str, choose: random.Random) -> str:
    """Bend the quotes."""
    return text.replace("'", "\u2019").replace(' "', " \u201c").replace('"', "\u201d")


def ligatures(text: str, choose: random.Random) -> str:
    """Join the letters that fonts join."""
    for letters, joined in (
        ("ffi", "\ufb03"),
        ("ff", "\ufb00"),
        ("fi", "\ufb01"),
        ("fl", "\ufb02"),
    ):
        text = text.replace(letters, joined)
    return text


def unmarked(text: str, choose: random.Random) -> str:
    """Drop the reference marks."""
    return re.sub(r" ?\[[0-9]{1,2}\]", "", text)


def respaced(text: str, choose: random.Random) -> str:
    """Put other spaces in, and some too many."""
    return re.sub(" ", lambda _: choice_of_space(choose), text)


def choice_of_space(choose: random.Random) -> str:
    """Return a space, mostly the usual one."""
    return choose.choices([" ", "\u00a0", "  ", "\u2009"], [90, 4, 4, 2])[0]


def resplit(text: str, choose: random.Random) -> str:
    """Set sentence ends as another program would: some on lines of their own."""
    return re.sub(
        r"(?<=[a-z\]])\. (?=[A-Z])", lambda _: choose.choice([". ", ".\n", ".\n\n"]), text
    )


DAMAGES: tuple[Damage, ...] = (
    wrapped,
    hyphenated,
    curly,
    ligatures,
    unmarked,
    respaced,
    resplit,
)


def report_on(kg: scgraph.KnowledgeGraph, folder: Path, text: str) -> dict[str, str]:
    """Return the grade of each sentence in a copy."""
    report = verified(kg, folder, text)
    assert report.checked == 99
    return {finding.focus.partition("an-2025/")[2]: str(finding.value) for finding in report}


def verified(kg: scgraph.KnowledgeGraph, folder: Path, text: str) -> Report:
    """Verify a copy that is written to a file first."""
    path = folder / "copy.txt"
    path.write_text(text, encoding="utf-8")
    return kg.verify(path)


def test_every_sentence_of_the_paper_is_found() -> None:
    """99 of 99, with a row each, and where the text has it."""
    result = run("verify", TEXT, "-f", "json")
    rows = json.loads(result.stdout)
    assert result.exit_code == 0
    assert len(rows) == 99
    assert {row["grade"] for row in rows} <= set(WHOLE)
    assert sum(row["grade"] == "exact" for row in rows) >= 95
    assert all(re.search(r":\d+:\d+$", row["place"]) for row in rows)
    assert result.stderr.endswith("99 checked, 0 skipped, 0 failed\n")


def test_the_digests_are_those_of_the_sentences(kg: scgraph.KnowledgeGraph) -> None:
    """What stands in the sentence file was made from the sentences, and from no other text."""
    from scgraph.anchors import Anchor

    texts = sentences()
    rows = kg.ask("papers/anchors")
    assert [row.locator for row in rows] == list(texts)
    for row in rows:
        anchor = Anchor.of(str(row.locator), texts[str(row.locator)])
        for name in ("exact", "typographic", "tolerant", "tokens", "letters"):
            assert row[name] == getattr(anchor, name)


@pytest.mark.parametrize(
    ("damage", "grades"),
    [
        (wrapped, {"exact", "extraction-tolerant"}),
        (curly, {"exact", "typographic"}),
        (ligatures, {"exact", "typographic"}),
        (unmarked, {"exact", "extraction-tolerant"}),
        (hyphenated, {"exact", "extraction-tolerant"}),
        (respaced, {"exact", "typographic"}),
        (resplit, {"exact"}),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_each_damage_has_its_grade(
    kg: scgraph.KnowledgeGraph, tmp_path: Path, text: str, damage: Damage, grades: set[str]
) -> None:
    """Damage of one kind lowers the grade to the one that is named for it, and loses nothing.

    Four sentences have marks of emphasis in the text, so that no strict form agrees.
    """
    found = report_on(kg, tmp_path, damage(text, random.Random(1)))
    assert sum(grade in grades for grade in found.values()) >= 95
    assert set(found.values()) <= {*grades, "extraction-tolerant"}


@pytest.mark.parametrize("seed", range(VARIANTS))
def test_a_damaged_copy_holds_the_paper(
    kg: scgraph.KnowledgeGraph, tmp_path: Path, text: str, seed: int
) -> None:
    """Whatever is done to it by copying, at least 98 in 100 sentences are found whole."""
    choose = random.Random(seed)
    for damage in choose.sample(DAMAGES, choose.randint(1, 4)):
        text = damage(text, choose)
    found = report_on(kg, tmp_path, text)
    assert sum(grade in WHOLE for grade in found.values()) >= 0.98 * len(found)


def altered_digit(sentence: str, choose: random.Random) -> str:
    """Change one digit that is in no reference mark."""
    places = [found.start() for found in re.finditer(r"(?<![\[\d])\d(?![\d]*\])", sentence)]
    place = choose.choice(places)
    return f"{sentence[:place]}{(int(sentence[place]) + 1) % 10}{sentence[place + 1 :]}"


def shifted_point(sentence: str, choose: random.Random) -> str:
    """Move the decimal point one digit to the left."""
    return re.sub(r"(\d)(\d)\.(\d)", r"\1.\2\3", sentence, count=1)


def dropped_not(sentence: str, choose: random.Random) -> str:
    """Drop a *not*."""
    return sentence.replace(" not ", " ", 1)


def dropped_word(sentence: str, choose: random.Random) -> str:
    """Drop any word that has letters."""
    words = sentence.split(" ")
    places = [place for place, word in enumerate(words) if re.search(r"[a-z]", word)]
    del words[choose.choice(places)]
    return " ".join(words)


def longer(sentence: str, choose: random.Random) -> str:
    """Go on before the full stop."""
    return f"{sentence[:-1]}, or so it seems{sentence[-1]}"


ALTERATIONS = {
    altered_digit: r"(?<![\[\d])\d(?![\d]*\])",
    shifted_point: r"\d\d\.\d",
    dropped_not: r" not ",
    dropped_word: r"[a-z] ",
    longer: r"[a-z]\.$",
}
CASES = [
    (alteration, locator)
    for alteration, needed in ALTERATIONS.items()
    for locator, sentence in (sentences() if TEXT.exists() else {}).items()
    if re.search(needed, sentence) and sentence in TEXT.read_text(encoding="utf-8")
]
"""Each alteration with the sentences that it can alter; four are printed with marks of emphasis."""


@pytest.mark.parametrize("seed", range(VARIANTS))
def test_an_altered_sentence_is_reported_and_no_other(
    kg: scgraph.KnowledgeGraph, tmp_path: Path, text: str, seed: int
) -> None:
    """A sentence that reads otherwise is not found; all others are, also in a damaged copy."""
    choose = random.Random(seed)
    alteration, locator = choose.choice(CASES)
    sentence = sentences()[locator]
    changed = alteration(sentence, choose)
    assert changed != sentence
    assert text.count(sentence) == 1
    text = text.replace(sentence, changed)
    for damage in choose.sample([wrapped, curly, ligatures, respaced], choose.randint(0, 2)):
        text = damage(text, choose)
    found = report_on(kg, tmp_path, text)
    assert found[locator] in ("neighbours-only", "not-found")
    others = [grade for place, grade in found.items() if place != locator]
    assert sum(grade not in WHOLE for grade in others) <= 2


@pytest.mark.parametrize("locator", ["2.1/p2/s3", "2.2/p1/s4", "2.3.1/p2/s1", "3/p2/s2"])
def test_swapped_sentences_are_reported(
    kg: scgraph.KnowledgeGraph, tmp_path: Path, text: str, locator: str
) -> None:
    """Both of two swapped sentences are moved, and no other is."""
    texts = sentences()
    order = list(texts)
    behind = order[order.index(locator) + 1]
    pair = f"{texts[locator]} {texts[behind]}"
    assert pair in text
    found = report_on(kg, tmp_path, text.replace(pair, f"{texts[behind]} {texts[locator]}"))
    assert {place for place, grade in found.items() if grade == "moved"} == {locator, behind}
    assert set(found.values()) == {"moved", *(grade for grade in found.values() if grade in WHOLE)}


@pytest.mark.parametrize("paragraph", ["2.1/p4", "2.3.1/p3", "2.3.3/p2", "3/p3"])
def test_a_removed_paragraph_is_reported(
    kg: scgraph.KnowledgeGraph, tmp_path: Path, text: str, paragraph: str
) -> None:
    """Every sentence of it is missing, and the report does not conform."""
    gone = {place: text for place, text in sentences().items() if place.startswith(f"{paragraph}/")}
    for sentence in gone.values():
        assert sentence in text
        text = text.replace(sentence, "")
    report = verified(kg, tmp_path, text)
    assert not report.conforms
    missing = {finding.focus for finding in report if finding.severity == "Violation"}
    assert missing == {f"https://w3id.org/scgraph/paper/an-2025/{place}" for place in gone}


def test_the_command_lists_what_is_amiss(tmp_path: Path, text: str) -> None:
    """Without a format only what was not found is listed; counts go to stderr, the code is 1."""
    path = tmp_path / "copy.md"
    path.write_text(text.replace("35.2%", "32.5%"), encoding="utf-8")
    result = run("verify", path)
    assert result.exit_code == 1
    assert result.stdout.startswith("an-2025:2.2/p1/s7  neighbours-only  ")
    assert result.stdout.count("\n") == 1
    assert result.stderr.endswith("99 checked, 0 skipped, 1 failed\n")
    rows = csv.DictReader(io.StringIO(run("verify", path, "-f", "csv").stdout))
    assert len(list(rows)) == 99


def test_the_words_of_a_copy_stand_beside_the_claims() -> None:
    """With a copy at hand, an answer and a card show what it has at their places."""
    texts = sentences()
    answer = run("ask", "actors/roles", "-p", "actor=mlit", "--text", TEXT, "-f", "json")
    rows = json.loads(answer.stdout)
    assert rows
    assert all(row["in_your_copy"] == texts[row["locator"]] for row in rows)
    card = run("show", "mlit-answers-for-urban-planning", "--text", TEXT, COLUMNS="400")
    assert texts["2.1/p2/s3"] in " ".join(card.stdout.split())
    assert "In your copy" not in run("show", "mlit").stdout


def test_the_words_of_a_copy_are_written_to_no_file(tmp_path: Path) -> None:
    """They are for the screen."""
    path = tmp_path / "out.csv"
    result = run("ask", "actors/roles", "--text", TEXT, "-o", path)
    assert result.exit_code == 2
    assert "on the screen" in result.stderr
    assert not path.exists()


@pytest.mark.parametrize(("content", "said"), [(b"\xff\xfe\x00", "not UTF-8"), (None, "cannot be")])
def test_what_is_no_text_is_an_error(tmp_path: Path, content: bytes | None, said: str) -> None:
    """A file that is no text, or is missing, is a message and no verdict."""
    path = tmp_path / "copy.txt"
    if content is not None:
        path.write_bytes(content)
    result = run("verify", path)
    assert result.exit_code == 1
    assert said in result.stderr
    assert result.stdout == ""
