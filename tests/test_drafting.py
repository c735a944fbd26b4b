"""Drafts: proved by the words of their sentence, judged by the shapes, marked until reviewed."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

import scgraph
from drafted_papers import CLAIM, QUOTED, SENTENCES, contents, corpus_with_a_new_paper
from scgraph.drafting import DraftedPaper, check, propose
from scgraph.errors import ProposalError, UnknownNameError

DAY = date(2026, 11, 24)


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """Return a corpus with a paper of which nothing is annotated."""
    return corpus_with_a_new_paper(tmp_path)


def tram(corpus: Path) -> DraftedPaper:
    """Return that paper."""
    return DraftedPaper(corpus, "tram-2021")


def test_all_sentences_of_a_new_paper_are_unread(corpus: Path) -> None:
    """In the order of the text; within a section only its own."""
    paper = tram(corpus)
    assert paper.uncovered().unread == tuple(SENTENCES)
    assert paper.uncovered("2").unread == ("2/p1/s1", "2/p1/s2")
    assert (paper.uncovered().sentences, paper.uncovered().begun) == (5, ())


def test_a_place_has_the_words_of_the_users_copy(corpus: Path) -> None:
    """They are read from the folder of texts, with section and neighbours."""
    place = tram(corpus).place("1/p1/s2")
    assert (place.text, place.section) == (SENTENCES["1/p1/s2"], "Trams")
    assert (place.before, place.after) == ("1/p1/s1", "1/p1/s3")
    assert place.claims == ()


def test_without_a_copy_a_place_has_no_words(corpus: Path) -> None:
    """The corpus holds none."""
    (corpus / "texts" / "tram-2021.txt").unlink()
    assert tram(corpus).place("1/p1/s2").text is None


def test_a_proposal_is_a_draft_with_its_drafter(corpus: Path) -> None:
    """It is in the graph with the status draft, who proposed it, and the day."""
    before = contents(corpus)
    made = propose(tram(corpus), CLAIM, QUOTED, "An assistant", DAY)
    kg = scgraph.load(corpus)
    assert kg.validate().failed == 0
    rows = kg.ask("curation/unreviewed", paper="tram-2021")
    assert [(row.says, row.status_label, row.who, str(row.date)) for row in rows] == [
        (CLAIM["says"], "Draft", "An assistant", str(DAY))
    ]
    after = contents(corpus)
    assert {name: after[name] for name in before} == before
    assert set(after) - set(before) == {
        "papers/tram-2021/claims-proposed.yaml",
        "papers/tram-2021/curation-proposed.yaml",
    }
    assert made.file.name == "claims-proposed.yaml"
    assert "1/p1/s2" not in tram(corpus).uncovered().unread


def test_proposals_of_a_day_share_a_pass(corpus: Path) -> None:
    """A second claim joins the pass of its drafter; another drafter has a pass of its own."""
    propose(tram(corpus), CLAIM, QUOTED, "An assistant", DAY)
    second = {**CLAIM, "id": "second", "at": "2/p1/s1", "says": "Own tracks are advised."}
    quoted = {"2/p1/s1": SENTENCES["2/p1/s1"]}
    propose(tram(corpus), second, quoted, "An assistant", DAY)
    propose(tram(corpus), {**second, "id": "third"}, quoted, "Somebody else", DAY)
    passes = scgraph.load(corpus).ask("curation/passes", paper="tram-2021")
    assert [(row.who, row.sections, row.assigned) for row in passes] == [
        ("An assistant", 2, 2),
        ("Somebody else", 1, 1),
    ]


def test_no_word_of_the_sentence_is_kept(corpus: Path) -> None:
    """What proves the place is compared and forgotten."""
    propose(tram(corpus), CLAIM, QUOTED, "An assistant", DAY)
    for name, data in contents(corpus / "papers").items():
        assert SENTENCES["1/p1/s2"].encode() not in data, name


REFUSED: list[tuple[dict[str, Any], dict[str, str] | None, str]] = [
    ({"id": "Council has trams"}, None, "id: give the claim a name of small letters"),
    ({"id": None}, None, "id: give the claim a name"),
    ({"at": "1/p1/s9"}, None, "at: the paper has no sentence '1/p1/s9' (did you mean '1/p1/s"),
    ({"at": []}, None, "at: name the sentence that states the claim"),
    ({"at": ["1/p1/s2", 3]}, None, "at: name the sentence that states the claim"),
    ({}, {}, "quoted: give the words of the sentence '1/p1/s2', so that its place is proved"),
    ({}, {"1/p1/s2": "Trams are run by the council."}, "quoted: these are not the words"),
    ({}, {"1/p1/s2": "…"}, "quoted: these are not the words"),
    ({"stub": True}, None, "stub: a proposal is a whole claim"),
    ({"says": None}, None, "'says' is missing in claims"),
    ({"sais": "x"}, None, "unknown key 'sais' in claims (did you mean 'says'?)"),
    ({"type": "causa"}, None, "no such claim type: 'causa' (did you mean 'causal'?)"),
    ({"certainty": None}, None, "This claim has no certainty"),
    (
        {"involves": [{"actor": "city-councel", "role": "leads", "in": "bike-to-work"}]},
        None,
        "no such actor: 'city-councel' (did you mean 'city-council'?)",
    ),
    ({"figures": [{"id": "f", "value": "twelve"}]}, None, "is not a number, such as 12 or 3.5"),
    ({"barrier": "city-council"}, None, "is not a barrier"),
]


@pytest.mark.parametrize(("changed", "quoted", "reason"), REFUSED)
def test_a_wrong_proposal_is_refused_with_its_reason(
    changed: dict[str, Any], quoted: dict[str, str] | None, reason: str, corpus: Path
) -> None:
    """The reason says what to do; checking says the same; no byte is written."""
    before = contents(corpus)
    claim = {**CLAIM, **changed}
    words = QUOTED if quoted is None else quoted
    with pytest.raises(ProposalError) as caught:
        propose(tram(corpus), claim, words, "An assistant", DAY)
    assert any(reason in text for text in caught.value.reasons), caught.value.reasons
    assert check(tram(corpus), claim, words) == caught.value.reasons
    assert contents(corpus) == before


def test_a_claim_in_the_words_of_its_sentence_is_refused(corpus: Path) -> None:
    """Eight words in a row are a quotation, and the project holds none."""
    locator = "1/p1/s1"
    claim = {**CLAIM, "at": locator, "says": SENTENCES[locator]}
    (reason,) = check(tram(corpus), claim, {locator: SENTENCES[locator]})
    assert "8 words or more in a row are those of the sentence '1/p1/s1'" in reason


def test_nothing_is_overwritten(corpus: Path) -> None:
    """A name that is there, among the drafts or anywhere in the paper, is refused."""
    propose(tram(corpus), CLAIM, QUOTED, "An assistant", DAY)
    (reason,) = check(tram(corpus), {**CLAIM, "says": "Otherwise."}, QUOTED)
    assert reason == "id: 'council-has-trams' is there already; nothing is overwritten, " + (
        "so choose another name"
    )


def test_words_that_a_copy_has_changed_still_prove_a_place(corpus: Path) -> None:
    """Line breaks, quotes and reference marks do no harm, as everywhere."""
    quoted = {"1/p1/s2": "The city\ncouncil runs the trams [3]."}
    assert check(tram(corpus), CLAIM, quoted) == ()


def test_a_paper_that_is_not_there_is_named_with_what_is_near(corpus: Path) -> None:
    """So are a section and a sentence."""
    with pytest.raises(UnknownNameError, match=r"no paper is named .tram-2022"):
        DraftedPaper(corpus, "tram-2022")
    with pytest.raises(UnknownNameError, match=r"no section is named '3'"):
        tram(corpus).uncovered("3")
    with pytest.raises(UnknownNameError, match="no sentence is named '1/p1/s9'"):
        tram(corpus).place("1/p1/s9")
