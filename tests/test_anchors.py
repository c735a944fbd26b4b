"""Anchors: normal forms that never change, and sentences found whole or not at all."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import scgraph
from scgraph.anchors import Anchor, resolve
from scgraph.anchors.forms import digest, exact, tolerant, typographic

SENTENCES = (
    "Buses carry 35.2% of all travellers [3].",
    "Few of them pay in cash, however.",
    "In 2019 the council closed 12 stops (see [4, 5]).",
    "Was that wise?",
)
PARAGRAPH = " ".join(SENTENCES)


def grades(text: str, sentences: Sequence[str] = SENTENCES) -> list[str]:
    """Return the grade of each sentence in a text."""
    anchors = [Anchor.of(f"1/p1/s{number}", text) for number, text in enumerate(sentences, 1)]
    return [found.grade for found in resolve(anchors, text)]


@pytest.mark.parametrize(
    ("form", "text", "written"),
    [
        (exact, " A\u00a0b\n c. ", "A b c."),
        (typographic, "\u201cNo\u201d \u2013 \ufb01ne", '"no" - fine'),
        (tolerant, "35.2 % of 1,200, i.e. 422 [7]; 3.5-4.", "35.2%of1,200ie4223.54"),
        (tolerant, "re-\nsist [1,2] \ufb01ne!", "resistfine"),
        (tolerant, "版1.5の%", "版1.5の"),
    ],
)
def test_a_form_is_what_it_was(form: Callable[[str], str], text: str, written: str) -> None:
    """A form under a versioned name gives the same characters for good."""
    assert form(text) == written


def test_a_digest_is_what_it_was() -> None:
    """Digests in files of others must go on to agree."""
    assert digest(tolerant(SENTENCES[0])) == digest("busescarry35.2%ofalltravellers")
    assert digest("busescarry35.2%ofalltravellers") == "c664e3cc43c249dd2adbfe2c9d7bda4d"


def test_a_sentence_without_letters_has_no_anchor() -> None:
    """Nothing would tell it from another."""
    with pytest.raises(ValueError, match="without a letter or a digit"):
        Anchor.of("1/p1/s1", "... [3] !")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (PARAGRAPH, ["exact"] * 4),
        (PARAGRAPH.replace(" ", "\n"), ["exact"] * 4),
        (PARAGRAPH.upper(), ["typographic"] * 4),
        (PARAGRAPH.replace("%", " %"), ["extraction-tolerant", *["exact"] * 3]),
        (PARAGRAPH.replace(" [3]", "").replace("[4, 5]", ""), None),
        ("1. Buses\n" + PARAGRAPH, ["exact"] * 4),
        ("Abstract: " + PARAGRAPH, ["exact"] * 4),
        ("\n\n".join(SENTENCES), ["exact"] * 4),
        ("* " + "\n* ".join(SENTENCES), ["exact"] * 4),
    ],
)
def test_what_copying_does_is_graded(text: str, expected: list[str] | None) -> None:
    """The grade is the strictest form that agrees."""
    wanted = expected or ["extraction-tolerant", "exact", "extraction-tolerant", "exact"]
    assert grades(text) == wanted


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("35.2%", "35.3%", 0),
        ("35.2%", "3.52%", 0),
        ("35.2%", "352%", 0),
        ("35.2%", "35.2", 0),
        ("Few of", "Many of", 1),
        ("cash, however.", "cash, however little.", 1),
        ("Few of", "It is untrue that few of", 1),
        ("12 stops", "12 or more stops", 2),
        ("2019", "2091", 2),
        ("Was that", "That was", 3),
    ],
)
def test_what_reads_otherwise_is_not_found(old: str, new: str, sentence: int) -> None:
    """A changed digit, word, point, beginning or end is never taken for the sentence."""
    found = grades(PARAGRAPH.replace(old, new))
    assert found[sentence] in ("neighbours-only", "not-found")
    assert [grade for number, grade in enumerate(found) if number != sentence] == ["exact"] * 3


def test_swapped_sentences_are_moved() -> None:
    """Both of them are reported, and the others stay."""
    swapped = " ".join([SENTENCES[0], SENTENCES[2], SENTENCES[1], SENTENCES[3]])
    assert grades(swapped) == ["exact", "moved", "moved", "exact"]
    far = " ".join([*SENTENCES[1:], SENTENCES[0]])
    assert grades(far)[0] == "moved"


def test_a_removed_paragraph_is_not_found() -> None:
    """What is gone is gone, also at the end of a text, and in an empty one."""
    assert grades(SENTENCES[0]) == ["exact", "not-found", "not-found", "not-found"]
    assert grades("") == ["not-found"] * 4


def test_a_sentence_that_stands_twice_is_taken_in_order() -> None:
    """Two sentences of the same words are each found at their own place."""
    twice = (SENTENCES[3], SENTENCES[1], SENTENCES[3])
    assert grades(" ".join(twice), twice) == ["exact"] * 3


@given(st.text(), st.text())
def test_nothing_is_found_where_the_letters_differ(sentence: str, text: str) -> None:
    """Whatever the texts, a sentence is found only if its letters stand there in a row."""
    if tolerant(sentence):
        (found,) = resolve([Anchor.of("s", sentence)], text)
        is_found = found.grade in ("exact", "typographic", "extraction-tolerant")
        assert not is_found or tolerant(sentence) in tolerant(text)


def test_a_corpus_with_several_papers_asks_which(tmp_path: Path) -> None:
    """A copy is a copy of one paper."""
    import shutil

    from test_two_papers import DATA

    root = Path(shutil.copytree(DATA, tmp_path / "corpus"))
    twin = Path(shutil.copytree(root / "papers" / "an-2025", root / "papers" / "twin-2026"))
    for path in twin.glob("*.yaml"):
        text = path.read_text(encoding="utf-8").replace("an-2025", "twin-2026")
        path.write_text(text, encoding="utf-8")
    copy = tmp_path / "copy.txt"
    copy.write_text("Nothing of it.", encoding="utf-8")
    kg = scgraph.load(root)
    with pytest.raises(scgraph.ParameterError, match="must name a paper"):
        kg.verify(copy)
    assert kg.verify(copy, paper="twin-2026").failed == 99


def test_without_digests_nothing_is_checked(tmp_path: Path) -> None:
    """A sentence without an anchor is unchecked, and never counts as found."""
    copy = tmp_path / "copy.txt"
    copy.write_text("Anything.", encoding="utf-8")
    report = scgraph.load(Path(__file__).parent / "fixtures" / "corpus-small").verify(copy)
    assert report.checked == 0
    assert report.skipped == len(report.findings) > 0
    assert {finding.value for finding in report} == {"unchecked"}
