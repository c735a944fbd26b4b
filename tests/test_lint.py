"""The linter looks at what has changed, tells what is known, and says where, why and what to do."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from itertools import islice
from pathlib import Path

import pytest

from bus_corpus import CLAIMS, NAME, SETTINGS, paper, write_corpus, written_sentences
from scgraph import files
from scgraph.corpus import read_settings
from scgraph.errors import CorpusError, ReadError, UnknownNameError
from scgraph.linting import Linted, lint, pages
from scgraph.linting.checking import is_known
from scgraph.linting.watching import INTERVAL, changes
from scgraph.linting.wording import hedge, leans_on_what_came_before, numbers, runs, values_in
from test_cli import run

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(autouse=True)
def _own_cache(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SCGRAPH_CACHE", str(tmp_path_factory.mktemp("cache")))


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """Return a corpus with nothing to complain about."""
    return write_corpus(tmp_path / "buses", {"claims.yaml": CLAIMS, "corpus.yaml": QUIET})


QUIET = f"{SETTINGS}silence: [shape/UncitedClaim, thing/unused]\n"


def codes(linted: Linted) -> list[str]:
    """Return the rules that found something, in the order of the places."""
    return [problem.code for problem in linted.problems]


def change(root: Path, old: str, new: str, name: str = "claims.yaml") -> None:
    """Put one text in the place of another in a file of the paper."""
    path = paper(root) / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_a_good_corpus_has_no_problem(corpus: Path) -> None:
    """What is well is told in no words, and counted."""
    linted = lint(corpus)
    assert linted.problems == ()
    assert linted.counts == "1 paper looked at; 0 violations, 0 warnings, 0 remarks"


def test_the_shipped_corpus_is_written_well() -> None:
    """The rules of this room find nothing in the shipped paper; only shapes have remarks."""
    found = lint(files.data())
    assert {code.partition("/")[0] for code in codes(found)} == {"shape"}
    assert found.with_severity("Violation") == ()


def test_only_what_has_changed_is_looked_at(corpus: Path) -> None:
    """An unchanged paper is told from memory, with the same words; a changed one is looked at."""
    shutil.copytree(paper(corpus), corpus / "papers" / "tram-2021")
    change(corpus, "says: Buses run late.", "says: They run late.")
    first = lint(corpus)
    assert first.looked_at == (NAME, "tram-2021")
    again = lint(corpus)
    assert (again.looked_at, again.unchanged) == ((), (NAME, "tram-2021"))
    assert again.problems == first.problems
    assert codes(again) == ["claim/starts-elsewhere"]
    change(corpus, "says: They run late.", "says: Buses run late.")
    third = lint(corpus)
    assert third.looked_at == (NAME,)
    assert third.problems == ()
    assert lint(corpus, anew=True).looked_at == (NAME, "tram-2021")


@pytest.mark.parametrize(
    "path",
    ["corpus.yaml", "reference/actors.ttl", f"papers/{NAME}/paper.yaml", f"texts/{NAME}.txt"],
)
def test_all_that_findings_rest_on_is_looked_at(corpus: Path, path: str) -> None:
    """Settings, shared things, any file of the paper and the copy of its text count as changes."""
    lint(corpus)
    assert lint(corpus).looked_at == ()
    file = corpus / path
    file.parent.mkdir(exist_ok=True)
    old = file.read_text(encoding="utf-8") if file.exists() else ""
    file.write_text(f"{old}\n# changed\n", encoding="utf-8")
    assert lint(corpus).looked_at == (NAME,)


def test_a_paper_that_another_refers_to_counts_for_it(corpus: Path) -> None:
    """A reference into another paper is checked, and checked again when that paper changes."""
    shutil.copytree(paper(corpus), corpus / "papers" / "tram-2021")
    change(corpus, "    says: Late buses are empty.", "    says: Late buses are empty.")
    change(
        corpus,
        "type: barrier\n    barrier: delays\n    involves",
        "type: barrier\n    concedes: tram-2021:buses-empty\n    barrier: delays\n    involves",
    )
    assert "reference/unknown" not in codes(lint(corpus))
    other = corpus / "papers" / "tram-2021" / "claims.yaml"
    other.write_text(CLAIMS.replace("id: buses-empty", "id: trams-empty"), encoding="utf-8")
    linted = lint(corpus)
    assert linted.looked_at == (NAME, "tram-2021")
    assert "reference/unknown" in codes(linted)


def test_a_cache_that_is_no_cache_is_passed_over(corpus: Path) -> None:
    """Whatever lies in the place of what was kept, the report is the same."""
    expected = lint(corpus).problems
    (kept,) = Path(os.environ["SCGRAPH_CACHE"], "lint").iterdir()
    for content in (b"", b"[]", b'{"bus-2020": 3}', b"{", b"\xff", kept.read_bytes()[:200]):
        kept.write_bytes(content)
        assert lint(corpus).problems == expected


def test_all_faults_of_all_files_are_told_at_once(corpus: Path) -> None:
    """Faults of the reader do not hide those of other files, nor what the rules see."""
    change(corpus, "says: Buses run late.", "sais: Buses run late.")
    (paper(corpus) / "claims-2.yaml").write_text("claims: [", encoding="utf-8")
    change(corpus, "says: Late buses are empty.", "says: They are empty.")
    found = codes(lint(corpus))
    assert {"read/unknown-key", "read/fault", "claim/starts-elsewhere"} <= set(found)


def test_what_is_missing_is_proposed(corpus: Path) -> None:
    """A name that refers to nothing comes with near names, and with the command that adds it."""
    change(corpus, "barrier: delays\n    involves", "barrier: empty-seats\n    involves")
    change(corpus, "actor: bus-company", "actor: bus-compani")
    unknown = [one for one in lint(corpus).problems if one.code == "reference/unknown"]
    assert {one.near for one in unknown} == {(), ("bus-company",)}
    assert any('scgraph add-term barrier "Empty seats" --id empty-seats' in p.do for p in unknown)
    assert all(problem.line and problem.column for problem in unknown)


def test_only_given_papers_are_told_of(corpus: Path) -> None:
    """Named papers alone are looked at, and a wrong name offers a near one."""
    shutil.copytree(paper(corpus), corpus / "papers" / "tram-2021")
    assert lint(corpus, ["tram-2021"]).looked_at == ("tram-2021",)
    with pytest.raises(UnknownNameError, match="did you mean 'tram-2021'"):
        lint(corpus, ["tram-2020"])
    with pytest.raises(CorpusError, match="is no corpus"):
        lint(corpus / "papers")


def test_a_comment_allows_one_rule_at_one_line(corpus: Path) -> None:
    """With a reason, at the line or above it, for the rule named there and no other."""
    behind = "says: They run late.  # scgraph: allow claim/starts-elsewhere — a quotation"
    change(corpus, "says: Buses run late.", behind)
    assert codes(lint(corpus)) == []
    above = "# scgraph: allow claim/starts-elsewhere — a quotation\n    says: They run late."
    change(corpus, behind, above)
    assert codes(lint(corpus)) == []
    change(corpus, " — a quotation", "")
    assert codes(lint(corpus)) == ["allow/without-reason"]


def test_a_violation_cannot_be_allowed(corpus: Path) -> None:
    """What is wrong stays wrong, in a comment and in the settings."""
    change(corpus, "says: Late buses are empty.", "says: Buses run late.")
    change(corpus, "at: 1/p1/s2", "at: [1/p1/s2, 1/p1/s1]")
    assert "claim/same-words" in codes(lint(corpus))
    change(
        corpus,
        "says: Buses run late.\n    type: barrier\n    barrier: delays\n",
        "says: Buses run late.  # scgraph: allow claim/same-words — so\n"
        "    type: barrier\n    barrier: delays\n",
    )
    (corpus / "corpus.yaml").write_text(
        f"{SETTINGS}silence: [claim/same-words, shape/UncitedClaim, thing/unused]\n",
        encoding="utf-8",
    )
    found = codes(lint(corpus))
    assert "claim/same-words" in found
    assert "allow/what-is-wrong" in found


def test_a_corpus_silences_rules_in_its_settings(corpus: Path) -> None:
    """A rule switched off finds nothing; a rule that does not exist is told at its line."""
    change(corpus, "says: Buses run late.", "says: They run late.")
    assert codes(lint(corpus)) == ["claim/starts-elsewhere"]
    settings = corpus / "corpus.yaml"
    settings.write_text(QUIET.replace("[", "[claim/starts-elsewhere, "), encoding="utf-8")
    assert codes(lint(corpus)) == []
    settings.write_text(QUIET.replace("[", "[claim/start-elsewhere, "), encoding="utf-8")
    problems = lint(corpus).problems
    assert [one.code for one in problems] == ["allow/unknown-rule", "claim/starts-elsewhere"]
    assert problems[0].near[0] == "claim/starts-elsewhere"
    assert problems[0].place.endswith("corpus.yaml:3:11")


@pytest.mark.parametrize("value", ["thing/unused", "[thing]", "[Thing/unused]", "[[a/b]]", "[3]"])
def test_what_silence_may_hold_is_strict(value: str, tmp_path: Path) -> None:
    """A list of names of rules, and nothing else."""
    path = tmp_path / "corpus.yaml"
    path.write_text(f"{SETTINGS}silence: {value}\n", encoding="utf-8")
    with pytest.raises(ReadError, match="silence is a list of rules"):
        read_settings(path)


def test_shared_things_are_looked_at_too(corpus: Path) -> None:
    """What the shapes demand of shared things is told at the line of the thing."""
    actors = corpus / "reference" / "actors.ttl"
    text = actors.read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if "definition" not in line]
    actors.write_text("\n".join(lines), encoding="utf-8")
    (problem,) = lint(corpus).problems
    assert problem.code == "shape/Defined-definition-needed"
    assert problem.place.endswith("actors.ttl:7:1")


def test_an_included_corpus_is_known_and_not_judged(tmp_path: Path) -> None:
    """A name of an included corpus refers to something; what is wrong there is told there."""
    text = CLAIMS.replace(
        "barrier: delays\n    involves", "barrier: id:fragmented-governance\n    involves"
    )
    given = {"claims.yaml": text, "corpus.yaml": f"{QUIET}includes: [shipped]\n"}
    root = write_corpus(tmp_path / "buses", given)
    assert codes(lint(root)) == []
    alone = write_corpus(tmp_path / "alone", {"claims.yaml": text, "corpus.yaml": QUIET})
    assert "shape/Claim-barrier-kind" in codes(lint(alone))


TEXT = """\
1. Buses

Evening services might be behind time on most days. In 2019 there were 35 of them at the old stop
by the harbour wall.
"""


@pytest.fixture
def with_text(tmp_path: Path) -> Path:
    """Return a corpus that has the text of its paper."""
    sentences = [
        "Evening services might be behind time on most days.",
        "In 2019 there were 35 of them at the old stop by the harbour wall.",
    ]
    root = write_corpus(
        tmp_path / "buses",
        {
            "claims.yaml": CLAIMS,
            "corpus.yaml": QUIET,
            "sentences.yaml": written_sentences(sentences),
        },
    )
    (root / "texts").mkdir()
    (root / "texts" / f"{NAME}.txt").write_text(TEXT, encoding="utf-8")
    return root


def test_hedges_numbers_and_echoes_need_the_text(with_text: Path) -> None:
    """With a copy beside the corpus, words, numbers and hedges are compared; else not."""
    change(
        with_text,
        "says: Late buses are empty.",
        "says: In 2019, 53 buses stood at the stop by the harbour.",
    )
    found = codes(lint(with_text))
    assert sorted(found) == [
        "claim/lost-hedge",
        "claim/number-not-in-text",
        "claim/number-without-figure",
    ]
    change(with_text, "says: Buses run late.", "says: Evening buses may well be late.")
    change(with_text, "53 buses", "35 buses")
    assert codes(lint(with_text)) == ["claim/number-without-figure"]
    change(
        with_text,
        "35 buses",
        "there were 35 of them at the old stop by the harbour wall, which is 35 buses",
    )
    assert "claim/echoes-text" in codes(lint(with_text))
    (with_text / "texts" / f"{NAME}.txt").unlink()
    assert codes(lint(with_text)) == ["claim/number-without-figure"]


def test_no_word_of_the_text_is_kept(with_text: Path) -> None:
    """What is kept between two looks, and what is told, holds no run of the paper's words."""
    words = "stop by the harbour"
    change(
        with_text,
        "says: Late buses are empty.",
        "says: In 2019 there were 35 of them at the old one.",
    )
    found = lint(with_text)
    assert "claim/echoes-text" in codes(found)
    kept = [
        path.read_text(encoding="utf-8")
        for path in Path(os.environ["SCGRAPH_CACHE"]).rglob("*.json")
    ]
    assert kept
    assert not any(words in text for text in [*kept, *map(str, found.problems)])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("86th of 1,420", ["86", "1420"]),
        ("約29.1％", ["29.1"]),
        ("version 2.3.1", ["2.3"]),
        ("none", []),
    ],
)
def test_numbers(text: str, expected: list[str]) -> None:
    """Numbers are found in both languages, in wide digits and with signs of thousands."""
    assert numbers(text) == expected


@pytest.mark.parametrize(
    ("written", "value", "fits"),
    [
        ("35.2%", "35.2", True),
        ("35.2 %", "32.5", False),
        ("only 36.23 million", "36230000", True),
        ("3割", "30", True),
        ("1億2千", "100000000", True),
        ("half", "50", True),
        ("seven in ten", "70", True),
        ("fifth", "5", True),
        ("2,400", "24000", False),
    ],
)
def test_values_of_written_numbers(written: str, value: str, fits: bool) -> None:
    """Scales, shares and number words are understood, and what slipped is not excused."""
    from decimal import Decimal

    assert (Decimal(value) in values_in(written)) is fits


@pytest.mark.parametrize(
    ("text", "leans"),
    [
        ("This slows it.", True),
        ("These are few.", True),
        ("That Japan lags is known.", False),
        ("Theirs is small.", False),
        ("これは遅い。", True),
        ("この政策は遅い。", True),
        ("日本は遅い。", False),
        ("Such cities grow.", True),
        ("Suchlike cities grow.", False),
    ],
)
def test_claims_that_lean_on_another(text: str, leans: bool) -> None:
    """Words that point to what came before are seen in both languages, and only whole words."""
    assert (leans_on_what_came_before(text) is not None) is leans


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("It may rain.", True),
        ("In May it rains.", True),
        ("Rain falls.", False),
        ("雨が降るかもしれない。", True),
        ("雨が降る。", False),
        ("Mayor", False),
    ],
)
def test_hedges(text: str, found: bool) -> None:
    """Hedges are whole words; the month is taken for one, which a comment can allow."""
    assert (hedge(text) is not None) is found


def test_japanese_runs_need_no_spaces() -> None:
    """Three characters weigh as much as a word: 24 in a row are a run, 23 are none."""
    text = "地方公共団体は地域の実情に応じて計画を定めることができる"
    assert len(list(runs(text))) == len(text) - 23
    assert list(runs(text[:23])) == []


def test_formats(corpus: Path) -> None:
    """Text for a person, JSON, and what two services show at the lines."""
    change(corpus, "says: Buses run late.", "says: They run late.")
    done = run("lint", "--corpus", corpus)
    assert done.exit_code == 0
    place = f"{paper(corpus)}/claims.yaml:13:11"
    lines = done.stdout.splitlines()
    assert lines[0].startswith(f"{place}: Warning claim/starts-elsewhere: ")
    assert [line.split()[0] for line in lines[1:]] == ["why:", "do:"]
    (found,) = json.loads(run("lint", "--corpus", corpus, "-f", "json").stdout)
    assert (found["line"], found["column"], found["code"]) == (13, 11, "claim/starts-elsewhere")
    github = run("lint", "--corpus", corpus, "-f", "github").stdout
    assert github.startswith("::warning file=")
    assert ",line=13,col=11,title=claim/starts-elsewhere::" in github
    assert github.count("\n") == 1
    sarif = json.loads(run("lint", "--corpus", corpus, "-f", "sarif").stdout)
    (result,) = sarif["runs"][0]["results"]
    assert result["ruleId"] == sarif["runs"][0]["tool"]["driver"]["rules"][0]["id"]
    assert result["locations"][0]["physicalLocation"]["region"]["startLine"] == 13


def test_exit_codes(corpus: Path) -> None:
    """Warnings pass unless they are to fail; violations fail; a wrong command is another thing."""
    change(corpus, "says: Buses run late.", "says: They run late.")
    assert run("lint", "--corpus", corpus).exit_code == 0
    assert run("lint", "--corpus", corpus, "--strict").exit_code == 1
    change(corpus, "actor: bus-company", "actor: nobody")
    assert run("lint", "--corpus", corpus).exit_code == 1
    assert run("lint", "--corpus", corpus, "--watch", "--fix").exit_code == 2
    assert run("lint", "--corpus", corpus, "no-paper").exit_code == 2


def test_a_paper_is_given_by_name_folder_or_file(corpus: Path) -> None:
    """An editor gives the file that it has open; the corpus is that around it."""
    for given in (paper(corpus), paper(corpus) / "claims.yaml"):
        done = run("lint", given)
        assert done.exit_code == 0, done.stderr
        assert "1 paper looked at" in done.stderr or "1 unchanged" in done.stderr


def test_fix_on_the_command_line(corpus: Path) -> None:
    """The changes are shown; --diff writes nothing; --fix=names puts in what is a letter away."""
    change(corpus, "id: buses-late", "id: Buses_Late")
    change(corpus, "actor: bus-company", "actor: bus-compani")
    before = (paper(corpus) / "claims.yaml").read_bytes()
    shown = run("lint", "--corpus", corpus, "--diff")
    assert "+  - id: buses-late" in shown.stderr
    assert (paper(corpus) / "claims.yaml").read_bytes() == before
    mended = run("lint", "--corpus", corpus, "--fix")
    assert "bus-2020: 1 file mended" in mended.stderr
    assert b"id: buses-late" in (paper(corpus) / "claims.yaml").read_bytes()
    assert mended.exit_code == 1
    assert run("lint", "--corpus", corpus, "--fix=names", NAME).exit_code == 0
    assert (paper(corpus) / "claims.yaml").read_text(encoding="utf-8") == CLAIMS


def test_a_look_loads_nothing_that_is_slow(corpus: Path) -> None:
    """The whole process does without rdflib, pySHACL and networkx."""
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "scgraph", "lint", "--corpus", str(corpus)],
        capture_output=True,
        text=True,
        check=True,
    )
    loaded = {line.rsplit("|", 1)[-1].strip().split(".")[0] for line in done.stderr.splitlines()}
    assert "pyoxigraph" in loaded
    assert not loaded & {"rdflib", "pyshacl", "networkx", "rich"}


def test_the_page_of_rules_is_made_from_them() -> None:
    """The page is what the rules give, and names each rule that can be told."""
    page = (ROOT / "docs" / "lint-rules.md").read_text(encoding="utf-8")
    assert page == pages.page(), "run `make pages`"
    assert not is_known("shape/Nothing")


def test_changes_are_told_once_they_have_settled(corpus: Path) -> None:
    """A file that is written in pieces, or renamed into its place, is one change."""
    path = paper(corpus) / "claims.yaml"
    steps = [
        lambda: None,
        lambda: path.write_text("claims:\n", encoding="utf-8"),
        lambda: path.write_text(CLAIMS + "# more\n", encoding="utf-8"),
        lambda: None,
        lambda: (
            path.rename(path.with_suffix(".bak")),
            path.with_name("new.tmp").write_text(CLAIMS),
            path.with_name("new.tmp").rename(path),
        ),
        lambda: None,
        lambda: path.unlink(),
        lambda: None,
    ]
    waited: list[float] = []

    def wait(seconds: float) -> None:
        waited.append(seconds)
        if steps:
            steps.pop(0)()

    told = list(islice(changes([corpus], wait, lambda: 0.0), 4))
    assert [str(path)] * 3 == [one for changed in told[1:] for one in changed]
    assert set(waited) == {INTERVAL}


@pytest.mark.skipif(os.name == "nt", reason="signals are sent as a terminal does")
def test_watching(corpus: Path) -> None:
    """A report at once, one more for a save, also of a broken file; Ctrl-C ends it without fuss."""
    process = subprocess.Popen(
        [sys.executable, "-u", "-m", "scgraph", "lint", "--corpus", str(corpus), "--watch"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stderr is not None
    try:
        assert "0 violations" in process.stderr.readline()
        change(corpus, "says: Buses run late.", "says: They run late.")
        assert "1 warning" in process.stderr.readline()
        (paper(corpus) / "claims.yaml").write_text("claims: [", encoding="utf-8")
        assert "1 violation" in process.stderr.readline()
        settings = corpus / "corpus.yaml"
        settings.rename(corpus / "gone")
        assert "Error: " in process.stderr.readline()
        (corpus / "gone").rename(settings)
        assert "1 violation" in process.stderr.readline()
    finally:
        process.send_signal(signal.SIGINT)
        rest = process.communicate(timeout=10)
    assert process.returncode == 0
    assert "Traceback" not in rest[1]
    assert "claim/starts-elsewhere" in rest[0]


def test_looking_again_is_quick(corpus: Path) -> None:
    """A paper that has not changed costs next to nothing."""
    lint(corpus)
    started = time.process_time()
    lint(corpus)
    assert time.process_time() - started < 0.2


OWN_CODE = """
<https://example.org/buses/code/role/coordinates> a scg:ActorRole, skos:Concept ;
  skos:inScheme <https://w3id.org/scgraph/code/role> ;
  skos:topConceptOf <https://w3id.org/scgraph/code/role> ;
  skos:notation "coordinates" ;
  skos:prefLabel "Coordinates"@en, "調整する"@ja ;
  skos:definition "The actor joins up what several bodies do."@en ;
  scg:agentive true .
"""


def test_a_code_that_a_corpus_adds_is_known(corpus: Path) -> None:
    """A role of the corpus's own is no unknown name; one that nothing defines is."""
    change(corpus, "role: mandate", "role: coordinates")
    assert "reference/unknown" in codes(lint(corpus))
    actors = corpus / "reference" / "actors.ttl"
    actors.write_text(actors.read_text(encoding="utf-8") + OWN_CODE, encoding="utf-8")
    assert lint(corpus).with_severity("Violation") == ()


def test_an_included_corpus_that_is_not_there_is_a_fault(corpus: Path) -> None:
    """A folder that holds no corpus is told at the settings, and not passed over."""
    (corpus / "corpus.yaml").write_text(f"{QUIET}includes: [elsewhere]\n", encoding="utf-8")
    (problem,) = lint(corpus).with_severity("Violation")
    assert "elsewhere, which is no corpus" in problem.message
    assert problem.file.endswith("corpus.yaml")
