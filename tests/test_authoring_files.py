"""Files are changed where they are meant to change; stubs and other readings are no data."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import scgraph
from paper_files import CLAIM, nodes, read_files
from scgraph.authoring import items, with_items, written_claim
from scgraph.corpus import read_corpus
from scgraph.errors import CorpusError, ReadError
from test_questions import QUESTIONS

ROOT = Path(__file__).resolve().parents[1]
SHIPPED = sorted((ROOT / "data" / "papers" / "an-2025").glob("claims-*.yaml"))
SMALL = Path(__file__).parent / "fixtures" / "corpus-small"
STUB = """
  - id: begun
    stub: true
    at: 1/p1/s1
    says:
    figures: [{id: share, written: "35 %"}]
"""


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_every_claim_written_anew_says_the_same(path: Path) -> None:
    """What the writer makes of each shipped claim is read back as the same texts."""
    assert SHIPPED
    text = path.read_text(encoding="utf-8")
    there = items(text, path.name)
    assert there
    blocks = {item.name: written_claim(item.values) for item in there if item.name}
    again = with_items(text, path.name, changed=blocks)
    assert [item.values for item in items(again, path.name)] == [item.values for item in there]


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_what_is_not_changed_keeps_every_byte(path: Path) -> None:
    """Deleting one claim leaves the lines of all others, comments among them."""
    text = path.read_text(encoding="utf-8")
    there = items(text, path.name)
    middle = there[len(there) // 2]
    assert middle.name
    without = with_items(text, path.name, changed={middle.name: None})
    lines = text.splitlines()
    left = lines[: middle.first - 1] + lines[middle.last :]
    assert [line for line in without.splitlines() if line] == [line for line in left if line]
    assert with_items(text, path.name) == text


texts = st.text(
    st.characters(
        exclude_categories=("Cs", "Cc", "Cn", "Co", "Zl", "Zp"), exclude_characters="\ufeff"
    ),
    min_size=1,
).filter(lambda text: text.strip() == text)


@given(says=texts, cue=texts, at=st.lists(texts, min_size=1, max_size=3))
def test_any_text_survives_writing(says: str, cue: str, at: list[str]) -> None:
    """Whatever a claim says is read back letter by letter, also between brackets."""
    claim = {"id": "any", "says": says, "at": at, "infers": {"cue": cue, "from": at}}
    text = with_items("", "claims.yaml", appended=[written_claim(claim)])
    (found,) = items(text, "claims.yaml")
    assert found.values == claim


@pytest.mark.parametrize("odd", ["\t", "\u2028", "\u2029", "\x85", "\x9f", "\ufeff", "\n", "\r"])
def test_what_yaml_does_not_show_is_written_by_its_number(odd: str) -> None:
    """The strict reader refuses such characters as they stand, and takes them as escapes."""
    claim = {"id": "any", "says": f"a{odd}b", "at": [f"a{odd}b"]}
    text = with_items("", "claims.yaml", appended=[written_claim(claim)])
    (found,) = items(text, "claims.yaml")
    assert found.values == claim


def test_a_list_can_be_emptied_and_begun_again() -> None:
    """A list of which nothing is left goes with its key, and comes back with the first item."""
    text = "# Head.\nclaims:\n  - id: a\n\nbarriers:\n  - {barrier: b}\n"
    empty = with_items(text, "claims.yaml", changed={"a": None})
    assert empty == "# Head.\n\nbarriers:\n  - {barrier: b}\n"
    again = with_items(empty, "claims.yaml", appended=["- id: c"])
    assert [item.name for item in items(again, "claims.yaml")] == ["c"]
    assert [item.values for item in items(again, "x", "barriers")] == [{"barrier": "b"}]


def test_items_of_one_line_are_refused_with_their_place() -> None:
    """A list between brackets cannot be changed item by item, and says so."""
    with pytest.raises(ReadError, match=r"claims.yaml:1:10: write each item of the list on lines"):
        items("claims: [{id: a}]", "claims.yaml")


def test_an_item_that_is_not_there_cannot_be_changed() -> None:
    """A change is never lost in silence."""
    with pytest.raises(KeyError, match="gone"):
        with_items("claims:\n  - id: a\n", "claims.yaml", changed={"gone": None})


def test_a_stub_is_no_data_and_is_counted(tmp_path: Path) -> None:
    """It may lack values; nothing of it enters the graph; the report names its place."""
    parsed = read_files(tmp_path, claims=CLAIM + STUB)
    assert [str(place).partition("bike-2020/")[2] for place in parsed.stubs] == ["claims.yaml:7:5"]
    assert not [node for node in nodes(parsed) if "begun" in node or "share" in node]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("stub: true", "stub: yes", "stub is true; delete the line when the claim is complete"),
        ("says:", "sais:", "unknown key 'sais' in claims (did you mean 'says'?)"),
        ("written:", "writen:", "unknown key 'writen' in claims.figures (did you mean 'written'?)"),
    ],
)
def test_what_is_misspelt_in_a_stub_is_a_fault(
    tmp_path: Path, old: str, new: str, message: str
) -> None:
    """A stub may be incomplete, but not wrong."""
    with pytest.raises(ReadError) as caught:
        read_files(tmp_path, claims=CLAIM + STUB.replace(old, new, 1))
    assert message in str(caught.value)


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """Return a copy of the small corpus that a test may change."""
    return Path(shutil.copytree(SMALL, tmp_path / "corpus"))


def test_validation_counts_stubs_as_skipped(small: Path) -> None:
    """A corpus with a stub is valid so far, and never looks complete."""
    before = scgraph.load(small).validate()
    claims = small / "papers" / "bike-2020" / "claims.yaml"
    claims.write_text(claims.read_text(encoding="utf-8") + STUB, encoding="utf-8")
    after = scgraph.load(small).validate()
    assert (after.skipped, after.failed) == (before.skipped + 1, before.failed)
    (found,) = [finding for finding in after.with_severity("Warning") if "stub" in finding.message]
    assert found.place is not None
    assert "claims.yaml:" in found.place


ALTERNATIVE = """
passes:
  - id: pass-other
    kind: second-reading
    by: second-reader
    who: A. Reader
    date: 2026-12-01
    covers: ["2.1"]
alternatives:
  - id: otherwise
    of: division-gives-leeway
    pass: pass-other
    says: The division may give local governments leeway.
    type: causal
    certainty: possible
    polarity: affirmed
    voice: own-synthesis
    scope: japan
    barrier: ministerial-division
    causes:
      - {cause: ministerial-division, how: enables, effect: local-flexibility, status: stated, reading: literal}
    involves:
      - {actor: local-governments, role: benefits, in: local-flexibility, reading: literal}
    cites:
      - {source: holroyd-2022, purpose: evidence, pointing: number, binds: sentence, reading: literal}
"""  # noqa: E501
SEES_IT = {
    *("curation/alternatives", "curation/passes", "curation/sections-read"),
    *("papers/statistics", "papers/things"),
}


def test_another_reading_changes_no_answer_about_the_paper(
    kg: scgraph.KnowledgeGraph, tmp_path: Path
) -> None:
    """It stands beside its claim: the questions that are about it see it, and no other one."""
    root = shutil.copytree(ROOT / "data", tmp_path / "data")
    (root / "papers" / "an-2025" / "curation-other.yaml").write_text(ALTERNATIVE, encoding="utf-8")
    other = scgraph.load(root)
    assert other.validate().failed == 0
    (row,) = other.ask("curation/alternatives")
    assert (row.claim.rsplit("/")[-1], row.who) == ("division-gives-leeway", "A. Reader")
    changed = [name for name in QUESTIONS if other.ask(name).rows != kg.ask(name).rows]
    assert set(changed) <= SEES_IT


def test_an_included_corpus_is_read_with_its_own_base(small: Path) -> None:
    """Its papers and things are in the graph; a claim can name them by their prefix."""
    settings = small / "corpus.yaml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(f"{text}includes: [shipped]\n", encoding="utf-8")
    claims = small / "papers" / "bike-2020" / "claims.yaml"
    old = claims.read_text(encoding="utf-8")
    claims.write_text(old.replace("barrier: ", "barrier: id:isolated-projects # ", 1), "utf-8")
    kg = scgraph.load(small)
    assert {row.paper.rsplit("/")[-1] for row in kg.ask("papers/all")} == {"an-2025", "bike-2020"}
    assert kg.validate().failed == 0
    named = kg.query(
        "SELECT DISTINCT ?p { ?c scg:namesBarrier id:isolated-projects; scg:inPaper ?p }"
    )
    assert len(named) == 2
    again = scgraph.load(small)
    assert sorted(map(str, again.quads)) == sorted(map(str, kg.quads))


def test_a_reference_to_nothing_in_an_included_corpus_is_found(small: Path) -> None:
    """A slug that the other corpus does not define is a violation, as one's own would be."""
    settings = small / "corpus.yaml"
    settings.write_text(settings.read_text("utf-8") + "includes: [shipped]\n", encoding="utf-8")
    claims = small / "papers" / "bike-2020" / "claims.yaml"
    old = claims.read_text(encoding="utf-8")
    claims.write_text(old.replace("barrier: ", "barrier: id:isolated-project # ", 1), "utf-8")
    messages = [finding.full_message for finding in scgraph.load(small).validate().findings]
    assert any("'isolated-project' (did you mean 'isolated-projects'" in text for text in messages)


def test_corpora_may_include_each_other(small: Path, tmp_path: Path) -> None:
    """Each is read once."""
    other = Path(shutil.copytree(small, tmp_path / "other"))
    (other / "corpus.yaml").write_text(
        "base: https://example.org/other/\nlanguage: en\nincludes: [../corpus]\n", encoding="utf-8"
    )
    settings = small / "corpus.yaml"
    settings.write_text(settings.read_text("utf-8") + "includes: [../other]\n", encoding="utf-8")
    corpus = read_corpus(small)
    assert corpus.bases == ("https://example.org/cycling/", "https://example.org/other/")
    assert len(corpus.quads) == len(set(corpus.quads))


def test_an_included_folder_that_is_no_corpus_is_an_error(small: Path) -> None:
    """The message names the folder."""
    settings = small / "corpus.yaml"
    settings.write_text(settings.read_text("utf-8") + "includes: [nowhere]\n", encoding="utf-8")
    with pytest.raises(CorpusError, match="nowhere: there is nothing here"):
        scgraph.load(small)


def test_the_settings_describe_the_corpus(small: Path) -> None:
    """Title, creator and licence become statements about the dataset."""
    settings = small / "corpus.yaml"
    more = "title: Cycling\ncreator: A. Reader\nlicence: https://creativecommons.org/licenses/by/4.0/\n"
    settings.write_text(settings.read_text("utf-8") + more, encoding="utf-8")
    query = """SELECT ?title ?creator ?licence {
      ?dataset a void:Dataset ; dcterms:title ?title ; dcterms:creator ?creator ;
        dcterms:license ?licence }"""
    (row,) = scgraph.load(small).query(query)
    licence = "https://creativecommons.org/licenses/by/4.0/"
    assert (row.title, row.creator, row.licence) == ("Cycling", "A. Reader", licence)
