"""A shared thing is added after a look at what exists, in one form, or refused with reasons."""

from __future__ import annotations

import os
import pty
import re
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import Result
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import scgraph
from bus_corpus import ACTORS, CLAIMS, FACTORS, SETTINGS, write_corpus
from scgraph import files
from scgraph.authoring.alike import candidates, is_short_for, nearly_the_same
from scgraph.authoring.around import Around
from scgraph.authoring.coining import Term, addition, alike, other_name, slug_of
from scgraph.authoring.things import Thing
from scgraph.authoring.turtle_editing import statements
from scgraph.errors import ProposalError, ReadError
from test_cli import run


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """Return a corpus on buses."""
    return write_corpus(tmp_path / "buses", {"claims.yaml": CLAIMS})


def add(corpus: Path, *arguments: str) -> Result:
    """Run the command; nobody can be asked."""
    return run("add-term", "--corpus", corpus, *arguments)


def reference(corpus: Path, name: str) -> str:
    """Return the text of a reference file."""
    return (corpus / "reference" / name).read_text(encoding="utf-8")


def test_a_term_is_written_in_the_one_form(corpus: Path) -> None:
    """The block stands behind the last of its kind; every other byte is as it was."""
    done = add(
        corpus,
        *("barrier", "Empty seats", "--ja", "空席", "--definition", "Few ride."),
        *("--alt", "Vacant seats", "--note", "Of buses alone.", "--pole-of", "delays"),
    )
    assert done.exit_code == 0, done.stderr
    block = (
        "id:empty-seats a scg:Barrier, skos:Concept ;\n"
        '  skos:prefLabel "Empty seats"@en, "空席"@ja ;\n'
        '  skos:altLabel "Vacant seats"@en ;\n'
        '  skos:definition "Few ride."@en ;\n'
        '  skos:scopeNote "Of buses alone."@en ;\n'
        "  scg:oppositePole id:delays .\n"
    )
    assert reference(corpus, "factors.ttl") == f"{FACTORS}\n{block}"
    assert done.stdout == block
    assert scgraph.load(corpus).show("空席").label == "Empty seats"


@pytest.mark.parametrize(
    ("kind", "options", "first"),
    [
        ("actor", ["--kind", "ministry"], "scg:Actor"),
        ("barrier", [], "scg:Barrier, skos:Concept"),
        ("outcome", [], "scg:Outcome, skos:Concept"),
        ("enabler", [], "scg:Enabler, skos:Concept"),
        ("driver", [], "scg:Driver, skos:Concept"),
        ("initiative", ["--kind", "programme"], "scg:Initiative, prov:Activity"),
        ("initiative", ["--kind", "law"], "scg:Initiative, prov:Plan"),
        ("place", ["--kind", "city"], "scg:Place"),
        ("domain", [], "scg:Domain, skos:Concept"),
        ("source", ["--kind", "report"], "scg:Source, fabio:ReportDocument"),
        ("construct", [], "scg:Construct"),
    ],
)
def test_every_kind_can_be_added_and_validates(
    kind: str, options: list[str], first: str, corpus: Path
) -> None:
    """Also where the file of the kind is not there yet; the corpus has no violation then."""
    done = add(corpus, kind, "Quayside", "--definition", "By the water.", *options)
    assert done.exit_code == 0, done.stderr
    is_there = kind not in ("initiative", "place", "domain", "construct")
    assert done.stdout.startswith(f"{'id' if is_there else 'my'}:quayside a {first} ;\n")
    assert scgraph.load(corpus).validate().with_severity("Violation") == ()


def test_a_corpus_has_a_prefix_of_its_own(corpus: Path) -> None:
    """Where a file has another prefix for its things, or is new, that is the one in all ties."""
    path = corpus / "reference" / "factors.ttl"
    path.write_text(FACTORS.replace("prefix id:", "prefix my:").replace("id:delays", "my:delays"))
    term = ("barrier", "Quayside", "--definition", "By the water.", "--pole-of", "delays")
    assert add(corpus, *term).stdout.splitlines()[-1] == "  scg:oppositePole my:delays ."
    assert add(corpus, "barrier", "Tardiness", "--also-called", "delays").exit_code == 0
    place = ("place", "Harbour", "--definition", "Where ships lie.", "--kind", "city")
    assert add(corpus, *place).exit_code == 0
    assert add(corpus, "place", "Pier", *place[2:], "--broader", "harbour").exit_code == 0
    assert scgraph.load(corpus).validate().with_severity("Violation") == ()


def test_what_exists_is_shown_before_anything_is_written(corpus: Path) -> None:
    """Nobody can be asked: the list, with definitions and uses, and exit 1; --new adds it."""
    before = reference(corpus, "actors.ttl")
    term = ("actor", "Companies of buses", "--kind", "industry", "--definition", "They run buses.")
    done = add(corpus, *term)
    assert done.exit_code == 1
    assert "bus-company (Actor; used once): Bus company · バス会社 · Operator" in done.stderr
    assert "Who runs the buses." in done.stderr
    assert "--also-called" in done.stderr
    assert reference(corpus, "actors.ttl") == before
    assert add(corpus, *term, "--new").exit_code == 0


@pytest.mark.parametrize(
    "names", [["バス会社"], ["operator"], ["Bus  COMPANY"], ["Bus companies"], ["Bus compny"]]
)
def test_other_spellings_and_languages_are_found(names: list[str], corpus: Path) -> None:
    """A label in another language, case, number or spelling leads to the same thing."""
    term = Term("actor", names[0])
    assert [found.thing.slug for found in alike(Around(corpus), term)] == ["bus-company"]


def test_what_is_not_alike_is_no_candidate() -> None:
    """In the shipped corpus an unknown thing has no candidate, and a known ministry is first."""
    around = Around(files.data())
    assert alike(around, Term("actor", "Zoological garden")) == []
    for name in ("MLIT", "国交省", "Ministry of Transport"):
        found = alike(around, Term("actor", name))
        assert [one.thing.slug for one in found][:1] == ["mlit"], name


def test_short_forms() -> None:
    """Initials are a short form, with or without small words, and nothing else is."""
    assert is_short_for("OECD", "Organisation for Economic Co-operation and Development")
    assert is_short_for("MIC", "Ministry of Internal Affairs and Communications")
    assert not is_short_for("MIT", "Ministry of Internal Affairs and Communications")
    assert not is_short_for("mic", "Ministry of Internal Affairs")
    assert not is_short_for("A", "Agency")


def test_nearly_the_same_is_strict() -> None:
    """Words in common make a candidate, and not the same thing."""
    one = Thing("x:id/a", "Barrier", {"en": "Weak policy coordination"})
    two = Thing("x:id/b", "Barrier", {"en": "Weak coordination between governments"})
    assert candidates(["Weak policy coordination"], [two])
    assert nearly_the_same(one, [two]) is None
    assert nearly_the_same(one, [Thing("x:id/c", "Barrier", {"en": "Weak policy co-ordination"})])
    assert (
        nearly_the_same(one, [Thing("x:id/c", "Actor", {"en": "Weak policy coordination"})]) is None
    )


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["actor", "Zoo", "--definition", "X."], "--kind ministry"),
        (["actor", "Zoo", "--kind", "minstry", "--definition", "X."], "did you mean 'ministry'"),
        (["barrier", "Zoo", "--definition", "X.", "--broader", "delays"], "each paper's own"),
        (
            ["actor", "Zoo", "--kind", "agency", "--definition", "X.", "--broader", "delays"],
            "group",
        ),
        (["barrier", "Zoo", "--definition", "X.", "--pole-of", "dleays"], "did you mean 'delays'"),
        (["barrier", "Zoo", "--definition", "X.", "--pole-of", "bus-company"], "no factor"),
        (["domain", "Zoo", "--definition", "X.", "--pole-of", "delays"], "only a factor"),
        (["barrier", "Zoo"], "no definition in English"),
        (["barrier", "縦割り", "--definition", "X."], "--id"),
        (["barrier", "Zoo", "--definition", "X.", "--id", "The Zoo"], "is no id"),
        (["outcome", "Zoo", "--definition", "X.", "--id", "bus-company"], "names 'Bus company'"),
        (["barrier", "Zoo\x07", "--definition", "X."], "printable"),
        (["source", "Zoo 2020"], "what kind of publication"),
        (["barrier", "More", "--also-called", "nothing"], "there is no 'nothing'"),
        (["actor", "Operator", "--also-called", "bus-company"], "is called 'Operator' already"),
    ],
)
def test_what_cannot_be_added_is_refused(arguments: list[str], said: str, corpus: Path) -> None:
    """The reason says what to do, the command exits 2, and no file changes."""
    before = {path: path.read_bytes() for path in corpus.rglob("*") if path.is_file()}
    done = add(corpus, *arguments, "--new")
    assert done.exit_code == 2, done.stderr
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert {path: path.read_bytes() for path in corpus.rglob("*") if path.is_file()} == before


def test_a_slug_of_an_included_corpus_must_be_meant(tmp_path: Path) -> None:
    """A label that gives such a slug is refused; the id written out is taken."""
    settings_text = f"{SETTINGS}includes: [shipped]\n"
    corpus = write_corpus(tmp_path, {"claims.yaml": CLAIMS, "corpus.yaml": settings_text})
    term = ("place", "Tokyo", "--kind", "city", "--definition", "A city.", "--new")
    assert "in a corpus that this one includes" in add(corpus, *term).stderr
    assert add(corpus, *term, "--id", "tokyo").exit_code == 0
    taken = add(corpus, "actor", "Soumu-sho", "--also-called", "mic")
    assert "change it there" in taken.stderr


def test_another_name_is_added_to_a_thing(corpus: Path) -> None:
    """Behind the names that are there, or as the first, in the language that it is in."""
    assert (
        add(
            corpus, "actor", "Bus firm", "--ja", "バス事業者", "--also-called", "bus-company"
        ).exit_code
        == 0
    )
    assert reference(corpus, "actors.ttl") == ACTORS.replace(
        '"Operator"@en', '"Operator"@en, "Bus firm"@en, "バス事業者"@ja'
    )
    assert add(corpus, "barrier", "Lateness", "--also-called", "delays").exit_code == 0
    assert reference(corpus, "factors.ttl") == FACTORS.replace(
        '"バスの遅れ"@ja ;', '"バスの遅れ"@ja ;\n  skos:altLabel "Lateness"@en ;'
    )
    assert scgraph.load(corpus).show("lateness").label == "Delayed buses"


@pytest.mark.parametrize(("typed", "added"), [("n", True), ("1", False), ("q", False)])
def test_a_person_is_asked(typed: str, added: bool, corpus: Path) -> None:
    """On a terminal a number gives the name to a thing, n adds a new one, q leaves all as it is."""
    leader, follower = pty.openpty()
    command = [sys.executable, "-m", "scgraph", "add-term", "--corpus", str(corpus), "actor"]
    options = ["Bus companies", "--kind", "industry", "--definition", "They run buses."]
    process = subprocess.Popen(
        [*command, *options], stdin=follower, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    os.write(leader, f"{typed}\n".encode())
    _, told = process.communicate(timeout=30)
    os.close(leader)
    os.close(follower)
    text = reference(corpus, "actors.ttl")
    assert b"may exist already" in told
    assert ("id:bus-companies a scg:Actor" in text) is added
    assert ('"Operator"@en, "Bus companies"@en' in text) is (typed == "1")
    assert process.returncode == (1 if typed == "q" else 0)
    assert (text == ACTORS) is (typed == "q")


def test_a_broken_file_is_told_and_left(corpus: Path) -> None:
    """Turtle that cannot be read is no place to add to."""
    path = corpus / "reference" / "factors.ttl"
    path.write_text(f"{FACTORS}id:x a ", encoding="utf-8")
    with pytest.raises(ReadError):
        addition(Around(corpus), Term("barrier", "Zoo", definition="X."))
    assert add(corpus, "barrier", "Zoo", "--definition", "X.").exit_code == 1


def test_another_meaning_of_a_prefix_is_refused(corpus: Path) -> None:
    """A file in which the prefix of a corpus is something else is left to its writer."""
    path = corpus / "reference" / "factors.ttl"
    other = FACTORS.replace("/buses/id/", "/trams/id/").replace("id:", "my:")
    path.write_text(other, encoding="utf-8")
    with pytest.raises(ProposalError, match="the prefix my:"):
        addition(Around(corpus), Term("barrier", "Zoo", definition="X."))


LABELS = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), min_size=1, max_size=40
)


@settings(
    max_examples=1500 if os.environ.get("SCGRAPH_DEEP") else 60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(LABELS, LABELS, st.booleans())
def test_any_label_is_written_as_it_is_or_refused(
    corpus: Path, label: str, definition: str, closes: bool
) -> None:
    """Quotes, backslashes, hashes and full stops do not leave their place."""
    ending = '" .\nid:evil a scg:Barrier .' if closes else ""
    term = Term(
        "barrier", f"{label}{ending.replace(chr(10), ' ')}", definition=definition, slug="zoo"
    )
    try:
        made = addition(Around(corpus), term)
    except ProposalError:
        return
    new = statements(made.text) - statements(FACTORS)
    assert {quad.subject.value for quad in new} == {"https://example.org/buses/id/zoo"}
    assert term.label in {getattr(quad.object, "value", None) for quad in new}


def test_ids_come_from_labels() -> None:
    """Small letters, digits and hyphens; accents fall away."""
    assert slug_of("No “one” plan (2020)") == "no-one-plan-2020"
    assert slug_of("Éire's Rail") == "eires-rail"
    assert re.fullmatch(r"[a-z0-9-]*", slug_of("東京 Tokyo"))


def test_a_name_that_is_written_in_no_way_known_is_left(corpus: Path) -> None:
    """A thing that no block of ours begins with is left to its writer."""
    path = corpus / "reference" / "actors.ttl"
    path.write_text(ACTORS.replace("id:bus-company a", "id:bus-company\n  a"), encoding="utf-8")
    with pytest.raises(ProposalError, match="by hand"):
        other_name(Around(corpus), "bus-company", ["Firm"], "en")
