"""A paper is added with what can be found in it, and nothing that a person wrote is lost."""

from __future__ import annotations

import os
import random
import re
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

import scgraph
from scgraph.authoring import items
from scgraph.authoring.adding import add_paper, addition
from scgraph.authoring.records import Reader
from scgraph.authoring.starting import start_corpus
from scgraph.authoring.summary import Summary
from scgraph.bibliography import read_bibtex
from scgraph.cli import main
from scgraph.corpus import Settings, read_corpus
from scgraph.errors import CorpusError, ReadError
from scgraph.reading import read_yaml
from schema_reader import Editor
from tiny_pdf import pdf

HERE = Path(__file__).resolve().parent
PAPERS = HERE / "fixtures" / "papers"
SHARED = HERE.parents[1] / "shared" / "paper" / "an-2025.txt"
BASE = "https://example.org/made/"
READER = Reader("Ada Lee", date(2026, 1, 31))
DEEP = os.environ.get("SCGRAPH_DEEP") == "1"

TEXT = """\
Buses of Small Towns

Ada Lee, Bo Kim

1. Decline

Older residents may turn away from online booking, which a survey of 2022 blames on fear [1]. In
2023 only 38% of riders aged 65 or over were content [1, 2]. This paper asks why. Weak screen skills
hinder online booking. The town council should pay for lessons (Oda, 2015).

2. Remedies

Fares rose by up to 3.5 euros in Lindholm. Nothing else is known.

References

[1] Ek, M. (2022). Who reads my record? Trust and medical data in four towns. Journal of Invented
Studies, 8(2), 15-31.
[2] Berg, O., & Lund, P. (2021). Buses at the end of the line. Transport Letters, 4(1), 1-9.
https://doi.org/10.5555/tl.2021.1
"""


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A corpus as it is started, to be copied."""
    return start_corpus(tmp_path_factory.mktemp("add") / "made", Settings(base=BASE))


@pytest.fixture
def root(template: Path, tmp_path: Path) -> Path:
    """A corpus of one's own."""
    return Path(shutil.copytree(template, tmp_path / "made"))


def add(
    root: Path, text: str, name: str = "lee-2024", suffix: str = ".txt", **more: Any
) -> Summary:
    """Add a text as a paper."""
    file = root.parent / f"paper{suffix}"
    file.write_text(text, encoding="utf-8")
    return add_paper(root, file, READER, name=name, **more)


def claims(root: Path, name: str = "lee-2024") -> dict[str, dict[str, Any]]:
    """Return the claims and stubs of a paper by their places."""
    files = sorted((root / "papers" / name).glob("claims*.yaml"))
    found = (one for file in files for one in items(file.read_text(encoding="utf-8"), file.name))
    return {str(one.values["at"]): one.values for one in found}


def record(root: Path, file: str = "paper", name: str = "lee-2024") -> Any:
    """Return what a file of a paper says."""
    path = root / "papers" / name / f"{file}.yaml"
    return read_yaml(path.read_bytes(), path.name).value


def violations(root: Path) -> list[str]:
    """Return what is wrong with a corpus."""
    report = scgraph.load(root).validate()
    return [f"{one.place} {one.message}" for one in report if one.severity == "Violation"]


def run(*arguments: object) -> Result:
    """Run `scgraph add`."""
    return CliRunner().invoke(main, ["add", *map(str, arguments)])


# ---------------------------------------------------------------- whole papers


def _whole_papers() -> list[Path]:
    return [
        PAPERS / "rural-buses.txt",
        PAPERS / "heat-cities.md",
        *([SHARED] if SHARED.exists() else []),
    ]


@pytest.mark.parametrize("paper", _whole_papers(), ids=lambda path: path.stem)
def test_a_corpus_is_valid_right_after(root: Path, paper: Path) -> None:
    """Stubs are counted as skipped; record, works and sentences hold."""
    summary = add_paper(root, paper, READER, name="added")
    assert summary.stubs == summary.sentences > 90
    assert summary.sections > 8
    corpus = read_corpus(root)
    assert corpus.papers == ("added", "lindholm-2024")
    assert len(corpus.stubs) == summary.stubs
    assert violations(root) == []


@pytest.mark.parametrize("paper", _whole_papers(), ids=lambda path: path.stem)
def test_an_editor_marks_nothing_of_what_was_written(root: Path, paper: Path) -> None:
    """A stub is begun as it may be begun."""
    add_paper(root, paper, READER, name="added")
    editor = Editor(root, "added")
    files = sorted((root / "papers" / "added").glob("*.yaml"))
    assert len(files) > 8
    assert {file.name: editor.complaints(file.read_text(encoding="utf-8")) for file in files} == {
        file.name: [] for file in files
    }
    for file in (root / ".scgraph").rglob("*.json"):
        kept = file.read_bytes()
        assert kept == editor_bytes(editor, file)


def editor_bytes(editor: Editor, file: Path) -> bytes:
    """Return what a schema would be if it were made anew."""
    from scgraph.authoring.schemas import schema_files

    return schema_files(editor.root)[file]


@pytest.mark.parametrize("paper", _whole_papers(), ids=lambda path: path.stem)
def test_the_words_of_the_paper_stay_where_git_does_not_see_them(root: Path, paper: Path) -> None:
    """Outside of texts/ no file has eight words of a sentence in a row, its title excepted."""
    add_paper(root, paper, READER, name="added")
    text = paper.read_text(encoding="utf-8")
    prose = re.split(r"(?m)^(?:#+ )?(?:References|文献|参考文献)\s*$", text)[0]
    titles = re.findall(
        r'title: "?(.*?)"?$', (root / "papers/added/sentences.yaml").read_text("utf-8"), re.M
    )
    title = str(record(root, name="added")["title"])
    known = set(_runs(prose)) - {run for one in [title, *titles] for run in _runs(one)}
    assert len(known) > 400
    for file in [
        *root.glob("papers/added/*"),
        *root.glob("reference/*"),
        *root.rglob(".scgraph/**/*.json"),
    ]:
        assert not known & set(_runs(file.read_text(encoding="utf-8"))), file.name
    worksheet = (root / "texts" / "added.worksheet.md").read_text(encoding="utf-8")
    assert len(known & set(_runs(worksheet))) > len(known) // 3


def _runs(text: str) -> Iterator[tuple[str, ...]]:
    """Yield the runs of eight words; Japanese, which has no spaces, by sixteen letters."""
    words = re.findall(r"[a-z0-9]+", text.casefold())
    yield from (tuple(words[start : start + 8]) for start in range(len(words) - 7))
    for row in re.findall("[\u3041-\u30ff\u4e00-\u9fff、]{16,}", text):
        yield from (tuple(row[start : start + 16]) for start in range(len(row) - 15))


# ------------------------------------------------------------- what a stub has


def test_a_stub_has_what_was_found_in_its_sentence(root: Path) -> None:
    """Hedge, type, names, figures and citations stand in it; what a person decides is empty."""
    add(root, TEXT)
    found = claims(root)
    assert len(found) == 7
    hedged = found["1/p1/s1"]
    assert hedged["stub"] == "true"
    assert hedged["says"] is None
    assert hedged["certainty"] == "possible"
    assert hedged["voice"] == "restated"
    assert {one["actor"] for one in hedged["involves"]} == {"older-residents"}
    (cited,) = hedged["cites"]
    assert cited == {
        "source": "ek-2022",
        "purpose": None,
        "pointing": "number",
        "marker": "[1]",
        "binds": "sentence",
    }


def test_a_stub_has_its_figures(root: Path) -> None:
    """Value, unit, how it is stated, age and place; an age and a year are no figures."""
    add(root, TEXT)
    counted = claims(root)["1/p1/s2"]
    (figure,) = counted["figures"]
    assert (figure["value"], figure["unit"], figure["stated"]) == ("38", "percent", "exact")
    assert figure["age"] == "65 or over"
    assert figure["measure"] is None
    assert [one["source"] for one in counted["cites"]] == ["ek-2022", "berg-2021"]
    assert {one["purpose"] for one in counted["cites"]} == {"data-source"}
    (fares,) = claims(root)["2/p1/s1"]["figures"]
    assert (fares["value"], fares["stated"], fares["place"]) == ("3.5", "upper-bound", "lindholm")


def test_a_stub_has_the_cause_that_the_words_give(root: Path) -> None:
    """A word of cause between two known factors makes a link, and a remark names the word."""
    add(root, TEXT)
    causal = claims(root)["1/p1/s4"]
    assert causal["type"] == "causal"
    assert causal["causes"] == [
        {"cause": "weak-screen-skills", "how": "hinders", "effect": "online-booking"}
    ]
    text = (root / "papers" / "lee-2024" / "claims.yaml").read_text(encoding="utf-8")
    assert "# cue “hinder” → how: hinders" in text


def test_what_the_list_lacks_is_said_and_left_open(root: Path) -> None:
    """A citation without an entry has no source, a remark, and a line in the summary."""
    summary = add(root, TEXT)
    advice = claims(root)["1/p1/s5"]
    assert advice["type"] == "recommendation"
    assert advice["recommends"] == [{"id": None, "addresses": None}]
    assert advice["cites"][0]["source"] is None
    assert advice["cites"][0]["pointing"] == "author-year-not-listed"
    assert summary.unlisted == (("1/p1/s5", "Oda, 2015"),)
    assert any("1 citation without an entry in the list: Oda, 2015" in s for s in summary.lines())


def test_a_sentence_that_seems_to_say_nothing_is_left_to_a_person(root: Path) -> None:
    """No reason is written into the sentence file; the stub proposes it as a remark."""
    add(root, TEXT)
    text = (root / "papers" / "lee-2024" / "claims.yaml").read_text(encoding="utf-8")
    assert "no_claim: announcement at 1/p1/s3" in " ".join(text.split())
    assert "no_claim" not in (root / "papers" / "lee-2024" / "sentences.yaml").read_text("utf-8")


def test_completing_a_stub_makes_it_a_claim(root: Path) -> None:
    """Filled in and freed of its line, it is data, and the corpus is as valid as before."""
    add(root, TEXT)
    file = root / "papers" / "lee-2024" / "claims.yaml"
    text = file.read_text(encoding="utf-8")
    start = text.index("  - id: at-1-p1-s4")
    end = text.index("  - id: at-1-p1-s5")
    whole = (
        text[start:end]
        .replace("    stub: true\n", "")
        .replace("says:", "says: It keeps people away.")
    )
    file.write_text(text[:start] + whole + text[end:], encoding="utf-8")
    corpus = read_corpus(root)
    assert len(corpus.stubs) == 6
    assert violations(root) == []
    rows = scgraph.load(root).ask("causes/leading-to", thing="online-booking", paper="lee-2024")
    assert list(rows.column("says")) == ["It keeps people away."]


# ------------------------------------------------------------- record and works


def test_the_record_is_as_printed(root: Path) -> None:
    """Title, authors, language and the list, each entry with its work."""
    add(root, TEXT)
    found = record(root)
    assert found["title"] == "Buses of Small Towns"
    assert found["authors"] == ["Ada Lee", "Bo Kim"]
    assert found["language"] == "en"
    assert [one["work"] for one in found["references"]] == ["ek-2022", "berg-2021"]
    second = found["references"][1]
    assert second["number"] == 2
    assert second["authors"] == "Berg, O., & Lund, P."
    assert second["year"] == 2021
    assert second["doi"] == "10.5555/tl.2021.1"
    assert second["details"] == "Transport Letters, 4(1), 1-9"


def test_the_first_pass_is_noted(root: Path) -> None:
    """Who, when, and over which sections; without a name there is none."""
    add(root, TEXT)
    (passed,) = record(root, "curation")["passes"]
    assert passed == {
        "id": "pass-first",
        "kind": "first-annotation",
        "by": "annotator",
        "who": "Ada Lee",
        "date": "2026-01-31",
        "covers": ["1", "2"],
    }


def test_a_work_that_the_corpus_has_is_not_doubled(root: Path) -> None:
    """Found by title and year, or by DOI, it is the same work; only new ones are written."""
    before = (root / "reference" / "sources.ttl").read_text(encoding="utf-8")
    summary = add(root, TEXT)
    after = (root / "reference" / "sources.ttl").read_text(encoding="utf-8")
    assert after.startswith(before.rstrip("\n"))
    assert summary.new_works == ("berg-2021",)
    assert summary.matched == 1
    assert after.count("a scg:Source") == before.count("a scg:Source") + 1
    assert "my:berg-2021 a scg:Source, fabio:Expression ;" in after
    # Another paper prints the same work otherwise, with the same DOI.
    other = TEXT.replace("Buses at the end of the line.", "The line's end.").replace(
        "(2021)", "(2020)"
    )
    again = add(root, other.replace("turn away", "stay away"), "kim-2025")
    assert again.new_works == ()
    assert (root / "reference" / "sources.ttl").read_text(encoding="utf-8") == after
    assert [one["work"] for one in record(root, name="kim-2025")["references"]] == [
        "ek-2022",
        "berg-2021",
    ]


def test_works_with_one_name_are_told_apart(root: Path) -> None:
    """A new work of the same author and year gets another name, and the summary says so."""
    twice = TEXT.replace("[2] Berg", "[3] Ek, M. (2022). Another matter. Town Letters.\n[2] Berg")
    summary = add(root, twice)
    assert "ek-2022-2" in summary.new_works
    assert summary.alike["ek-2022-2"] == ("ek-2022",)
    assert any("ek-2022-2 may be the same work as ek-2022" in line for line in summary.lines())
    assert violations(root) == []


def test_works_of_an_included_corpus_are_used(tmp_path: Path) -> None:
    """A work that the shipped corpus has is written with its prefix."""
    settings = Settings(base=BASE, includes=("shipped",))
    root = start_corpus(tmp_path / "made", settings)
    entry = "[2] X, Y. (2024). Index. https://doi.org/10.3390/ijerph19126976"
    add(root, re.sub(r"\[2\] Berg.*\n.*", entry, TEXT))
    assert record(root)["references"][1]["work"] == "id:aung-2022"
    assert violations(root) == []


BIB = """\
@article{berg, title={Buses at the End of the Line}, author={Berg, Ola and Lund, Pia}, year={2021},
  journal={Transport Letters}, volume={4}, number={1}, pages={1--9}}
@inproceedings{own, title={Buses of small towns}, author={Lee, Ada and Kim, Bo}, year={2024},
  booktitle={Proceedings of Town Research}, url={https://example.org/own}}
"""


def test_a_bibliography_describes_works_and_the_paper_itself(root: Path) -> None:
    """What the record knows better than the entry is taken from it; the paper gets its name."""
    summary = add(root, TEXT, name=None, records=read_bibtex(BIB, "refs.bib"))  # type: ignore[arg-type]
    assert summary.paper == "lee-2024"
    found = record(root)
    assert found["venue"] == "Proceedings of Town Research"
    assert found["url"] == "https://example.org/own"
    sources = (root / "reference" / "sources.ttl").read_text(encoding="utf-8")
    written = sources[sources.index("my:berg-2021") :]
    assert "fabio:JournalArticle" in written
    assert 'scg:container "Transport Letters"' in written
    assert 'scg:details "4(1), 1–9"' in written
    assert 'bibo:doi "10.5555/tl.2021.1"' in written
    assert violations(root) == []


def test_what_is_not_found_is_marked_to_be_filled_in(root: Path) -> None:
    """A text without title and authors gets a record that loads, and the summary names both."""
    summary = add(root, "1. Buses\n\nThey are late. Nobody knows why they are.\n")
    assert summary.missing == ("title", "authors")
    assert record(root)["title"] == "TITLE TO BE FILLED IN"
    assert any("to be filled in in paper.yaml: title, authors" in line for line in summary.lines())
    assert violations(root) == []


def test_a_file_of_sources_may_be_missing_or_have_other_prefixes(root: Path) -> None:
    """New works are written with the prefixes that a file has, or with new ones."""
    file = root / "reference" / "sources.ttl"
    text = file.read_text(encoding="utf-8")
    other = text.replace("@prefix my:", "@prefix own:").replace("my:", "own:")
    file.write_text(
        other.replace("@prefix scg:", "@prefix s:").replace("scg:", "s:"), encoding="utf-8"
    )
    add(root, TEXT)
    assert "own:berg-2021 a s:Source, fabio:Expression" in file.read_text(encoding="utf-8")
    assert violations(root) == []
    shutil.rmtree(root / "papers" / "lee-2024")
    shutil.rmtree(root / "papers" / "lindholm-2024")
    file.unlink()
    add(root, TEXT)
    assert file.is_file()
    assert violations(root) == []


# -------------------------------------------------------------------- run again


def test_run_again_on_the_same_text_nothing_changes(root: Path) -> None:
    """Not a byte, in no file."""
    add(root, TEXT, keep_text=True)
    before = _files(root)
    summary = add(root, TEXT, keep_text=True)
    assert _files(root) == before
    assert summary.stubs == 0
    assert summary.changes is not None
    assert (summary.changes.kept, summary.changes.new, summary.changes.gone) == (7, 0, 0)


def _files(root: Path) -> dict[str, bytes]:
    found = (path for path in root.rglob("*") if path.is_file())
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in found}


def test_what_a_person_wrote_stays_when_the_text_changes(root: Path) -> None:
    """Claims, comments, reasons, record and curation stay; only new sentences get a stub."""
    add(root, TEXT)
    folder = root / "papers" / "lee-2024"
    file = folder / "claims.yaml"
    text = file.read_text(encoding="utf-8")
    mine = text.replace(
        "  - id: at-1-p1-s1\n    stub: true", "  # mine\n  - id: fear\n    stub: true"
    )
    start, end = mine.index("  - id: at-1-p1-s3"), mine.index("  - id: at-1-p1-s4")
    file.write_text(mine[:start] + mine[end:], encoding="utf-8")
    sentences = folder / "sentences.yaml"
    marked = sentences.read_text(encoding="utf-8").replace(
        "- locator: 1/p1/s3\n            position: 3",
        "- locator: 1/p1/s3\n            position: 3\n            no_claim: announcement",
    )
    sentences.write_text(marked, encoding="utf-8")
    for name in ("paper.yaml", "curation.yaml"):
        (folder / name).write_text(
            f"# kept\n{(folder / name).read_text('utf-8')}", encoding="utf-8"
        )
    before = {path.name: path.read_text(encoding="utf-8") for path in folder.iterdir()}

    changed = TEXT.replace("This paper asks why.", "This paper asks why. Rain is new here.")
    summary = add(root, changed.replace("Nothing else is known.", "Much else is known."))
    assert str(summary.changes) == "6 kept, 2 new, 1 gone"
    assert summary.stubs == 2
    assert summary.silent == 6
    assert summary.lost == ("at-2-p1-s2",)
    assert any("at sentences that are gone: at-2-p1-s2" in line for line in summary.lines())
    after = {path.name: path.read_text(encoding="utf-8") for path in folder.iterdir()}
    assert after["claims.yaml"].startswith(before["claims.yaml"].rstrip("\n"))
    assert after["paper.yaml"] == before["paper.yaml"]
    assert after["curation.yaml"] == before["curation.yaml"]
    assert "no_claim: announcement" in after["sentences.yaml"]
    assert set(claims(root)) >= {"1/p1/s6", "2/p1/s3"}
    assert "1/p1/s3" not in claims(root)


def test_a_new_entry_of_the_list_is_appended(root: Path) -> None:
    """What the record says stays; a reference that the text has now stands behind it."""
    add(root, TEXT)
    file = root / "papers" / "lee-2024" / "paper.yaml"
    before = file.read_text(encoding="utf-8")
    add(root, f"{TEXT}[3] New, A. (2024). A third work of some length. Town Letters, 1, 2-3.\n")
    after = file.read_text(encoding="utf-8")
    assert after.startswith(before)
    assert [one["number"] for one in record(root)["references"]] == [1, 2, 3]
    assert violations(root) == []


def test_another_paper_is_not_written_over_one(root: Path) -> None:
    """A name that is taken by another text is refused, with what to do, and nothing changes."""
    add(root, TEXT)
    before = _files(root)
    with pytest.raises(CorpusError, match="holds another paper, “Buses of Small Towns”"):
        add(root, "Trains\n\nA. Bo\n\n1. Rails\n\nTrains are late. They never come.\n")
    assert _files(root) == before


def test_a_broken_file_of_a_person_stops_before_anything_is_written(root: Path) -> None:
    """Its fault is told with line and column."""
    add(root, TEXT)
    file = root / "papers" / "lee-2024" / "claims.yaml"
    file.write_text(f"{file.read_text('utf-8')}  - id: [\n", encoding="utf-8")
    before = _files(root)
    with pytest.raises(ReadError) as found:
        add(root, TEXT.replace("Nothing", "Everything"))
    assert found.value.faults[0].line is not None
    assert _files(root) == before


def test_a_worksheet_shows_each_sentence_beside_what_stands_at_it(root: Path) -> None:
    """Its links lead to the line of the stub, and claims are told by what they say."""
    add(root, TEXT)
    sheet = (root / "texts" / "lee-2024.worksheet.md").read_text(encoding="utf-8")
    assert "> Weak screen skills hinder online booking." in sheet
    link = re.search(r"\]\(\.\./papers/lee-2024/claims\.yaml#L(\d+)\) at-1-p1-s4: stub", sheet)
    assert link is not None
    lines = (root / "papers" / "lee-2024" / "claims.yaml").read_text(encoding="utf-8").split("\n")
    assert lines[int(link[1]) - 1] == "  - id: at-1-p1-s4"
    assert len(re.findall(r"(?m)^> ", sheet)) == 7


# ------------------------------------------------------------------ the command


def test_the_command_says_what_it_found_and_what_is_next(root: Path, tmp_path: Path) -> None:
    """All of it on stderr; nothing on stdout."""
    (tmp_path / "buses.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "refs.bib").write_text(BIB, encoding="utf-8")
    result = run(
        tmp_path / "buses.txt", "--bib", tmp_path / "refs.bib", "--corpus", root, "--by", "X"
    )
    assert result.exit_code == 0
    assert result.stdout == ""
    lines = result.stderr.splitlines()
    assert lines[0] == "lee-2024: 7 sentences in 2 sections, 7 stubs"
    assert lines[1] == "2 references: 1 known, 1 new in sources"
    assert "read the text beside the stubs: texts/lee-2024.worksheet.md" in lines
    assert lines[-1] == f"next: scgraph lint lee-2024 --corpus {root}"
    assert record(root, "curation")["passes"][0]["who"] == "X"


def test_the_command_works_in_the_folder_of_the_corpus(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """There --corpus is not needed; the copy goes to texts/ when it is asked for."""
    (tmp_path / "Small Buses.md").write_text(f"# {TEXT}", encoding="utf-8")
    monkeypatch.chdir(root)
    assert run(tmp_path / "Small Buses.md", "--keep-text").exit_code == 0
    copy = root / "texts" / "small-buses.md"
    assert copy.read_bytes() == (tmp_path / "Small Buses.md").read_bytes()
    assert scgraph.load(root).verify(copy, "small-buses").conforms


def test_what_is_no_corpus_and_no_name_is_refused(root: Path, tmp_path: Path) -> None:
    """Each message says what to do."""
    file = tmp_path / "paper.txt"
    file.write_text(TEXT, encoding="utf-8")
    assert "make one with: scgraph new FOLDER" in run(file, "--corpus", tmp_path).stderr
    assert "such as smith-2024" in run(file, "--corpus", root, "--id", "Smith 2024").stderr
    assert "give one with --id" in run(file, "--corpus", root, "--id", "skos").stderr
    (tmp_path / "資料.txt").write_text(TEXT, encoding="utf-8")
    assert "give one with --id" in run(tmp_path / "資料.txt", "--corpus", root).stderr


def test_a_text_that_is_none_is_refused_and_nothing_is_written(root: Path, tmp_path: Path) -> None:
    """Missing, empty, no prose, no UTF-8, a PDF without text, a broken PDF: a sentence each."""
    bad = {
        "empty.txt": b"",
        "numbers.txt": b"1 2 3\n4 5 6\n",
        "latin.txt": "Müller sagt".encode("latin-1"),
        "scan.pdf": pdf([""]),
        "broken.pdf": b"%PDF-1.4 nothing else",
    }
    before = _files(root)
    for name, data in bad.items():
        (tmp_path / name).write_bytes(data)
        result = run(tmp_path / name, "--corpus", root)
        assert result.exit_code == 1, name
        assert name in result.stderr
        assert len(result.stderr) < 400
    assert run(tmp_path / "nowhere.txt", "--corpus", root).exit_code == 1
    assert _files(root) == before


def test_a_long_pdf_tells_how_far_it_is(root: Path, tmp_path: Path) -> None:
    """Its pages are counted on stderr; those of a short one are not."""
    page = "1. Buses\n\nThey are late on every day of the week.\nNobody knows why they are."
    (tmp_path / "long.pdf").write_bytes(pdf([page] * 45))
    said = run(tmp_path / "long.pdf", "--corpus", root).stderr
    assert "page 20 of 45" in said
    assert "page 40 of 45" in said
    (tmp_path / "short.pdf").write_bytes(pdf([page]))
    assert "page" not in run(tmp_path / "short.pdf", "--corpus", root, "--id", "short").stderr
    assert violations(root) == []


def test_git_is_told_to_see_no_text(root: Path) -> None:
    """A corpus that has no git ignore, or another, gets the lines that are missing."""
    ignore = root / ".gitignore"
    ignore.write_text("mine.txt", encoding="utf-8")
    add(root, TEXT)
    assert ignore.read_text(encoding="utf-8") == "mine.txt\ntexts/\n.scgraph/\n"
    before = ignore.read_bytes()
    add(root, TEXT.replace("Nothing", "Everything"))
    assert ignore.read_bytes() == before


# ----------------------------------------------------------------- hostile texts

HOSTILE = [
    "*", "#", ": ", "- ", "{", "}", "[", "]", "&a", "*a", "!t", "|", ">", "%", "@", "`", "'", '"',
    "\\", "\u00ad", "\u2028", "\ufeff", "\x0c", "\x07", "\u200b", "\U0001f68c", "東京", "no", "~",
    "null", "[1]", "[9]", "(Lee, 2019)", "5 %", "1e5", "-3.5 °C", "<b>", "---", "...", "$schema",
    "“”", "^^", "@en",
]  # fmt: skip


def _hostile(chance: random.Random) -> str:
    plain = ["buses", "hinder", "may", "towns", "riders", "of", "old", "their", "fares", "and"]

    def words(number: int) -> str:
        strange = [chance.choice(HOSTILE) for _ in range(chance.randint(0, 2))]
        row = [chance.choice(plain) for _ in range(number)] + strange
        return " ".join(chance.sample(row, len(row)))

    lines = [words(5), words(2), "1. " + words(3)]
    lines += [f"Buses {words(9)} are late. The towns {words(8)} grow." for _ in range(4)]
    lines += ["References", f"[1] {words(3)} (2020). {words(4)}. {words(3)}."]
    return "\n\n".join(lines)


def test_hostile_texts_are_added_or_refused(template: Path, tmp_path: Path) -> None:
    """Whatever stands in a text, the corpus loads afterwards, or a sentence says why not."""
    chance = random.Random(20)
    added = 0
    for number in range(400 if DEEP else 10):
        root = Path(shutil.copytree(template, tmp_path / f"made-{number}"))
        try:
            add(root, _hostile(chance), f"hostile-{number}")
            added += 1
        except ReadError:
            continue
        corpus = read_corpus(root)
        assert len(corpus.papers) == 2
        editor = Editor(root, f"hostile-{number}")
        for file in (root / "papers" / f"hostile-{number}").glob("*.yaml"):
            assert editor.complaints(file.read_text(encoding="utf-8")) == []
    assert added > number // 2


def test_what_would_be_written_is_known_before(root: Path, tmp_path: Path) -> None:
    """Nothing is written until all of it is made, and none of it lies elsewhere."""
    file = tmp_path / "paper.txt"
    file.write_text(TEXT, encoding="utf-8")
    before = _files(root)
    made = addition(root, file, READER, name="lee-2024")
    assert _files(root) == before
    assert {path.relative_to(root).parts[0] for path in made.contents} == {
        "papers",
        "reference",
        "texts",
    }
    assert {path.relative_to(root).parts[0] for path in made.schemas} == {".scgraph"}
